"""A student's own commands, expanded within bounds: `\\newcommand`, `\\def`, `\\DeclareMathOperator`.

Nothing is executed: a call is replaced by text, at most `CALLS` times, `LEVELS` deep, and never beyond `GROWTH`
further characters; what exceeds this stays as it was written, and a note says so. Commands that have a meaning
of their own in mathematics keep it. Lines are preserved: a body is one line, a call keeps the line ends within it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from grader.late import dataclass, pattern, replace
from grader.submission.model import Block
from grader.submission.opening import shown
from grader.values import Finding

CALLS = 20_000
LEVELS = 20
GROWTH = 200_000
BODY = 2_000
MACROS = 500
NOTES = 50

STANDARD = frozenset(
    (
        "frac dfrac tfrac cfrac binom sqrt root sum prod int iint oint lim limsup liminf sup inf max min arg "
        "log ln lg exp sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh coth det dim ker deg gcd "
        "Pr hom mod bmod pmod cdot times div pm mp ast star circ bullet oplus otimes cap cup setminus wedge "
        "vee neg land lor lnot in notin ni subset subseteq supset supseteq emptyset forall exists nexists to "
        "gets rightarrow leftarrow Rightarrow Leftarrow Leftrightarrow leftrightarrow iff implies mapsto leq "
        "geq le ge neq ne approx equiv sim simeq cong propto ll gg partial nabla infty hbar ell Re Im left "
        "right big Big bigg Bigg middle lvert rvert lVert rVert langle rangle lfloor rfloor lceil rceil "
        "overline underline bar hat tilde vec dot ddot widehat widetilde overbrace underbrace mathbb mathbf "
        "mathrm mathcal mathit mathsf mathfrak boldsymbol operatorname text textbf textrm textit mbox boxed "
        "fbox begin end item section subsection paragraph label ref eqref tag quad qquad displaystyle alpha "
        "beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi varpi rho "
        "varrho sigma varsigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma "
        "Upsilon Phi Psi Omega cdots ldots dots vdots ddots prime mid nmid parallel perp angle degree phantom "
        "hphantom vphantom cancel substack stackrel overset underset limits nolimits not "
    ).split()
)
"""Commands whose meaning no hand-in may change."""

DRESSES = frozenset("vec mathbf boldsymbol mathrm mathit mathsf mathbb mathcal mathfrak".split())
DRESS = pattern(rf"\s*\[1\]\s*\{{\s*\\(?:{'|'.join(sorted(DRESSES))}|bm|pmb)\s*\{{?\s*#1\s*\}}?\s*\}}")

DEFINITION = pattern(
    r"\\(?P<kind>newcommand|renewcommand|providecommand|DeclareRobustCommand|DeclareMathOperator"
    r"|DeclarePairedDelimiter|def|gdef|edef|xdef|let|newenvironment|renewenvironment|NewDocumentCommand"
    r"|RenewDocumentCommand|catcode|csname)(?![A-Za-z])(?P<star>\*?)"
)
SPACE = pattern(r"\\[,;:! ]|~|\s")
GONE = "\ue002"
EMPTIED = pattern(rf"(?P<sign>\${{1,2}}){GONE}[{GONE}\s]*(?P=sign)")
"""A formula that held nothing but definitions."""
NAME = pattern(r"\s*(?:\{\s*\\(?P<inner>[A-Za-z]+|[^A-Za-z\s])\s*\}|\\(?P<outer>[A-Za-z]+|[^A-Za-z\s]))")
COUNT = pattern(r"\s*\[(?P<count>[0-9])\]")
LET = pattern(r"\s*=?\s?(?:\\(?:[A-Za-z]+|.)|\S)")
PARAMETERS = pattern(r"\s*(?P<all>(?:#[1-9])*)")
CALL_EXACT = pattern(r"\\(?P<name>[A-Za-z]+)")


@dataclass(frozen=True, slots=True)
class Macro:
    """A command: how many arguments it takes, the default of the first if that may be left out, and its text."""

    arguments: int
    body: str
    default: str | None = None


def braces(text: str) -> dict[int, int]:
    """Where each `{` is closed; unmatched ones are absent. One pass."""
    stack: list[int] = []
    found: dict[int, int] = {}
    for match in re.finditer(r"\\.|[{}]", text, re.S):
        if match[0] == "{":
            stack.append(match.start())
        elif match[0] == "}" and stack:
            found[stack.pop()] = match.start()
    return found


def collect(text: str, line: int, notes: list[Finding]) -> tuple[str, dict[str, Macro]]:
    """The text with its definitions blanked out (lines kept), and the macros that they define."""
    macros: dict[str, Macro] = {}
    if not DEFINITION.search(text):
        return text, macros
    pairs = braces(text)
    out: list[str] = []
    done = counted = 0
    changed: set[str] = set()
    for match in DEFINITION.finditer(text):
        if match.start() < done:
            continue
        line, counted = line + text.count("\n", counted, match.start()), match.start()
        end, refused = _define(text, match, pairs, macros)
        command = redefined(text, match)
        where = str(line)
        if command and command not in changed:
            changed.add(command)
            data = (("command", command), ("line", where))
            notes.append(Finding("macro-redefines", "error", None, data))
        elif refused and len(notes) < NOTES:
            name = shown(text[match.start() : match.start() + 40].split("\n")[0])
            notes.append(Finding(refused, "error", None, (("text", name), ("line", where))))
        if end:
            out += [text[done : match.start()], GONE, "\n" * text.count("\n", match.start(), end)]
            done = end
    left = EMPTIED.sub(lambda match: "\n" * match[0].count("\n"), "".join([*out, text[done:]]))
    return left.replace(GONE, ""), macros


def redefined(text: str, match: re.Match[str]) -> str:
    """The command of mathematics to which a definition gives another meaning, empty if there is none. Another
    shape of the same sign, or another dress for the same letter, is no other meaning."""
    name = NAME.match(text, match.end())
    word = (name["inner"] or name["outer"]) if name else ""
    if word not in STANDARD or name is None or match["kind"] in ("newenvironment", "renewenvironment", "catcode"):
        return ""
    rest = text[name.end() : name.end() + 60]
    same = re.match(rf"\s*=?\s*\{{?\s*\\(?:var{word}|operatorname\*?\{{{word}\}})\s*(?![A-Za-z])", rest)
    dressed = word in DRESSES and DRESS.match(rest)
    return "" if same or dressed else f"\\{word}"


def definition_end(text: str, match: re.Match[str], pairs: Mapping[int, int]) -> int:
    """Where the definition that begins with `match` ends, 0 if it cannot be read."""
    return _define(text, match, pairs, {})[0]


def _define(text: str, match: re.Match[str], pairs: Mapping[int, int], macros: dict[str, Macro]) -> tuple[int, str]:
    """Where the definition ends (0 if it cannot be read), and the code of a finding if it is refused."""
    kind, name = match["kind"], NAME.match(text, match.end())
    if kind == "let" and name is not None and (target := LET.match(text, name.end())) is not None:
        return target.end(), "macro-not-supported"
    if kind in ("let", "catcode", "csname", "newenvironment", "renewenvironment") or name is None:
        return 0, "macro-not-supported"
    word, at = name["inner"] or name["outer"], name.end()
    default: str | None = None
    count = 0
    if kind.endswith("def"):
        if (parameters := PARAMETERS.match(text, at)) is not None:
            count, at = len(parameters["all"]) // 2, parameters.end()
    elif kind.endswith("DocumentCommand"):
        spec = _group(text, at, pairs)
        if spec is None or spec[0].replace(" ", "").strip("m"):
            return 0, "macro-not-supported"
        count, at = spec[0].count("m"), spec[1]
    elif (number := COUNT.match(text, at)) is not None:
        count, at = int(number["count"]), number.end()
        if (optional := re.compile(r"\s*\[([^\[\]\n]{0,200})\]").match(text, at)) is not None:
            default, at = optional[1], optional.end()
    body = _group(text, at, pairs)
    if body is None:
        return 0, "macro-not-supported"
    content, at = body
    if kind == "DeclareMathOperator":
        content = f"\\operatorname{match['star']}{{{SPACE.sub('', content)}}}"
    elif kind == "DeclarePairedDelimiter":
        closing = _group(text, at, pairs)
        if closing is None:
            return 0, "macro-not-supported"
        content, at, count = f"\\left{content} #1 \\right{closing[0]}", closing[1], 1
    if word in STANDARD:
        return at, ""
    if len(content) > BODY or len(macros) >= MACROS:
        return at, "macro-too-long"
    macros[word] = Macro(count, " ".join(content.split("\n")), default)
    return at, ""


def _group(text: str, at: int, pairs: Mapping[int, int]) -> tuple[str, int] | None:
    """The contents of the group that stands next, and where it ends."""
    while at < len(text) and text[at].isspace():
        at += 1
    if at in pairs:
        return text[at + 1 : pairs[at]], pairs[at] + 1
    if (command := CALL_EXACT.match(text, at)) is not None:
        return command[0], command.end()
    return None


class Expander:
    """Replaces calls by their texts. One for a document: the bounds hold for all of it together."""

    def __init__(self, macros: Mapping[str, Macro]) -> None:
        loops = {name for name in macros if _calls_itself(name, macros)}
        self.macros = {name: macro for name, macro in macros.items() if name not in loops}
        self.calls = CALLS
        self.growth = GROWTH
        self.exceeded = "macro-loop" if loops else ""
        """The bound that was met first."""

    def expand(self, text: str, level: int = 0) -> str:
        """The text with all calls replaced, as far as the bounds allow."""
        if not self.macros or "\\" not in text:
            return text
        pairs: dict[int, int] | None = None
        out: list[str] = []
        done = 0
        for match in CALL_EXACT.finditer(text):
            macro = self.macros.get(match["name"])
            if macro is None or match.start() < done or _escaped(text, match.start()):
                continue
            if not self.allowed(level, macro):
                break
            pairs = braces(text) if pairs is None else pairs
            end, body = _call(text, match.end(), macro, pairs)
            self.growth -= max(0, len(body) - (end - match.start()))
            body = self.expand(body, level + 1) if self.growth > 0 else body
            lost = text.count("\n", match.start(), end) - body.count("\n")
            out += [text[done : match.start()], _joined(body, text[end : end + 1]), "\n" * lost]
            done = end
        return "".join([*out, text[done:]])

    def allowed(self, level: int, macro: Macro) -> bool:
        self.calls -= 1
        if level >= LEVELS:
            self.exceeded = self.exceeded or "macro-loop"
            return False
        if self.calls < 0 or self.growth <= 0:
            self.exceeded = self.exceeded or "macro-too-long"
            return False
        return True


def _calls_itself(name: str, macros: Mapping[str, Macro]) -> bool:
    """Whether the command would come back in its own expansion."""
    seen: set[str] = set()
    ahead = [name]
    while ahead:
        for called in CALL_EXACT.findall(macros[ahead.pop()].body):
            if called == name:
                return True
            if called in macros and called not in seen:
                seen.add(called)
                ahead.append(called)
    return False


def _escaped(text: str, at: int) -> bool:
    """`\\\\name` is a line break and a word."""
    before = at
    while before > 0 and text[before - 1] == "\\":
        before -= 1
    return (at - before) % 2 == 1


def _joined(body: str, following: str) -> str:
    """A body that ends in a command is kept apart from a letter after it."""
    return body + " " if following.isalpha() and re.search(r"\\[A-Za-z]+$", body) else body


def _call(text: str, at: int, macro: Macro, pairs: Mapping[int, int]) -> tuple[int, str]:
    """Where a call ends, and its text with the arguments in place."""
    values: list[str] = []
    if macro.default is not None:
        optional = re.compile(r"\s*\[([^\[\]\n]{0,500})\]").match(text, at)
        values.append(optional[1] if optional else macro.default)
        at = optional.end() if optional else at
    while len(values) < macro.arguments:
        value, at = _argument(text, at, pairs)
        values.append(value)
    if not macro.arguments:
        return at, macro.body
    parts = re.split(r"#([1-9])", macro.body)
    filled = [
        part if n % 2 == 0 else (values[int(part) - 1] if int(part) <= len(values) else "")
        for n, part in enumerate(parts)
    ]
    return at, "".join(filled)


def _argument(text: str, at: int, pairs: Mapping[int, int]) -> tuple[str, int]:
    """The next group, command or character."""
    start = at
    while at < len(text) and text[at].isspace():
        at += 1
    if (group := _group(text, at, pairs)) is not None:
        return group
    return (text[at], at + 1) if at < len(text) and text[at] not in "}$" else ("", start)


def expand_blocks(blocks: tuple[Block, ...], notes: list[Finding]) -> tuple[Block, ...]:
    """Blocks of a Markdown file or notebook, with the macros that any of them defines expanded in all of them."""
    if not any(DEFINITION.search(block.text) for block in blocks if block.kind == "text"):
        return blocks
    macros: dict[str, Macro] = {}
    cleared: list[Block] = []
    for block in blocks:
        if block.kind == "text":
            text, found = collect(block.text, block.line, notes)
            macros.update(found)
            block = replace(block, text=text)
        cleared.append(block)
    expander = Expander(macros)
    expanded = [
        block if block.kind == "code" else replace(block, text=expander.expand(block.text)) for block in cleared
    ]
    if expander.exceeded:
        notes.append(Finding(expander.exceeded, "error"))
    return tuple(expanded)
