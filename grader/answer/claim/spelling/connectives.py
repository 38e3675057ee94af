r"""How propositions are written, where it is known that one is asked for.

An arrow between propositions is an implication and binds less tightly than `and` and `or`, which `\to` as a
relation does not; words join statements (`if p then q`, `p only if q`); T and 1 are true.
"""

from __future__ import annotations

import re

from grader.answer.value.formulas.truth_tables import is_proposition
from grader.answer.value.shapes import CONNECTIVES
from grader.late import pattern, replace
from grader.limits import ANSWER_CHARACTERS
from grader.notation.names import free_names
from grader.notation.tree import Apply, Chain, Expr, Name, Number, rebuild, walk
from grader.values import Answer, Piece

_TOP = r"(?<![\\A-Za-z])"
_BAR = r"(?<![\\|])\|(?!\|)"
"""Or, as in programs; in logic it may be Sheffer's stroke."""
_SIGNS = tuple(
    (pattern(said), f" {sign} ")
    for said, sign in (
        (r"\\n(?:ot\s*\\)?(?:[lL]eft[rR]ightarrow|iff)\b|\\neq?\b|!=|≠|<>|⊻", "xor"),
        (r"\\(?:long)?leftrightarrow\b|<-+>|↔|⟷|if and only if\b|genau dann,?(?=.*\bwenn\b)", "<=>"),
        (r"\\(?:long)?rightarrow\b|\\to\b|\\supset\b|(?<!<)-+>|→|⟶|⊃", "=>"),
        (r"\\top\b|⊤", "true"),
        (r"\\/", "or"),
        (r"/\\(?![A-Za-z])", "and"),
        (r"\\downarrow\b|↓|⊽", "nor"),
        (r"\\uparrow\b|↑|⊼", "nand"),
        (_BAR, "or"),
    )
)
_AROUND = pattern(r"\\(?:boxed|left|right|[bB]igg?[lr]?|text|mathrm|fbox)(?![A-Za-z])")
"""Commands around formulas that are typed otherwise."""
_IS = r"(?:is|ist)\s+(?:an?\s+|eine?\s+)?"
_FOR = r"(?:\s+(?:condition|bedingung))?\s+(?:for|für)"
_PHRASES = tuple(
    (pattern(rf"\b(?:{said})(?!\w)", re.IGNORECASE), f" {sign} ")
    for said, sign in (
        (rf"{_IS}(?:necessary and sufficient|notwendig und hinreichend){_FOR}", "<=>"),
        (r"(?:exactly|precisely) when|just in case|(?:is equivalent|ist äquivalent) (?:to|zu)", "<=>"),
        (r"dann und nur dann,? wenn", "<=>"),
        (rf"{_IS}(?:sufficient|hinreichend(?:e)?){_FOR}|impliziert|leads to|entails", "=>"),
        (rf"{_IS}(?:necessary|notwendig(?:e)?){_FOR}|follows from|folgt aus", "⇐"),
        (r"(?<=[\w,)] )(?<!only )(?:whenever|when|provided that|provided|given that|given|falls|sofern)", "⇐"),
        (r"unless|es sei denn|and/or|und/oder", "or"),
    )
)
"""Phrases that stand where a sign could; `p unless q` is true where one of them is."""
_TOLD = pattern(
    r"(?<![\w\\])([A-Za-z])\s+(?:(?:is|ist)\s+(?P<not>not\s+|nicht\s+)?(?:(?P<true>true|wahr)|false|falsch)"
    r"|(?P<holds>holds|gilt)|fails)\b"
)
"""`A is true`, `B ist falsch`."""
_SAID = r"\((?:not )?[A-Za-z]\)"
_LITERAL = pattern(_SAID)
_ALL_HOLD = pattern(rf"\s*{_SAID}(?:\s*(?:[,;]|[,;]?\s*(?:and|but|und|aber))\s*{_SAID})+[\s.]*")
_LETTER = pattern(r"(?<![\w\\])[A-Za-z](?!\w)")
_BACK = pattern(r"\\(?:[lL]eftarrow|Longleftarrow|impliedby)\b|⇐|⟸|←")
_SPELLED = {
    "und": "and", "oder": "or", "nicht": "not", "wahr": "true", "falsch": "false", "wenn": "",
    **{word: word for word in "and or not xor nor nand iff implies true false".split()},
}  # fmt: skip
_WORD = pattern(rf"{_TOP}(?:{'|'.join(_SPELLED)})(?![A-Za-z])", re.IGNORECASE)
_BUT = "but|yet|however|although|though|while|whereas|aber|obwohl|jedoch"
_JOINED = tuple(
    (pattern(rf"\s*{said}[\s.]*", re.IGNORECASE | re.DOTALL), template)
    for said, template in (
        (r"(?:if|wenn|falls)\b(.+?)[,\s]\s*(?:then|dann)\b(.+)", r"(\1) => (\2)"),
        (r"(.+?)\b(?:only\s+(?:if|when)|nur(?:\s+dann)?,?\s+wenn)\b(.+)", r"(\1) => (\2)"),
        (r"(.+?)(?<!and\s)(?<!only\s)\bif\b(?!\s+and\s+only)(.+)", r"(\2) => (\1)"),
        (r"(?:if|whenever|when|given|wenn|falls)\b([^,]+),\s*(.+)", r"(\1) => (\2)"),
        (r"aus\b(.+?)\bfolgt\b(.+)", r"(\1) => (\2)"),
        (r"(?:at least|mindestens) (?:one|eines?) (?:of|von)\b(.+?)\b(?:and|or|und|oder)\b(.+)", r"(\1) or (\2)"),
        (r"(?:exactly|genau) (?:one|eines?) (?:of|von)\b(.+?)\b(?:and|or|und|oder)\b(.+)", r"(\1) xor (\2)"),
        (r"(.+?)\b(?:or|oder)\b(.+?),?\s*(?:or both|oder beides?)", r"(\1) or (\2)"),
        (r"both\b(.+?)\band\b(.+)", r"(\1) and (\2)"),
        (r"(?:neither|weder)\b(.+?)\b(?:nor|noch)\b(.+)", r"not (\1) and not (\2)"),
        (r"(?:either\b)?(.+?)\bor\b(.+?),?\s*but not both", r"(\1) xor (\2)"),
        (rf"(.+?),?\s*\b(?:{_BUT})\b(.+)", r"(\1) and (\2)"),
        (r"(.+?)\b(?:without|ohne)\b(.+)", r"(\1) and not (\2)"),
    )
)
_JOINING = {
    *_SPELLED,
    *"if then only both neither either but dann falls weder noch yet however although though while whereas aber"
    " obwohl jedoch without ohne whenever when given at least exactly one of mindestens genau ein eines von aus"
    " folgt beide beides nur".split(),
}
_LONG = pattern(rf"{_TOP}[^\W\d_]{{2,}}")
_WHOLE = {
    "true": r"(?:it is |this is )?(?:always |a )?(?:true|tautology|valid)|(?:immer )?wahr|(?:eine )?tautologie",
    "false": r"(?:it is |this is )?(?:always |a )?(?:false|contradiction|unsatisfiable)|(?:immer )?falsch"
    r"|(?:ein )?widerspruch|unerfüllbar",
}
_SAID_TRUE = pattern(r"\b(?:true|false|not|holds|fails|wahr|falsch|nicht)\b", re.IGNORECASE)
_LETTER_V = pattern(r"(?<=[\w)\]}'])\s+v\s+(?=[\w(\[{~!¬\\])")
_NEGATED = pattern(r"bar\((\w+)\)")
_HEAD = pattern(r"\s*([A-Za-z])\s*(?:\([^()=]{1,30}\)\s*)?:?=(?![=>])")
_EQUALS = pattern(r"(?<![<>=:!≠/\\])&?=(?![>=])")
_JOINS = pattern(
    r"[∧∨¬→⇒]|\\(?:land|lor|wedge|vee|neg|lnot|to|(?:long)?rightarrow|implies)(?![A-Za-z])|\b(?:and|or|not|und|oder)\b",
    re.IGNORECASE,
)
_TRUTH_JOINED = pattern(
    r"\b(?:true|false|wahr|falsch|[TF01])\b\s*(?:[∧∨]|\\(?:land|lor|wedge|vee)|and|or|und|oder)", re.IGNORECASE
)
"""A truth value before a connective."""
WRITTEN_AS = frozenset({"mul", "add", "complement", "pos", "boxed"})
"""Signs that stand for connectives, and what only stands around one."""
_TRUTHS = {"T": "true", "F": "false", "1": "true", "0": "false"}


def as_proposition(text: str, known: frozenset[str] = frozenset()) -> str:
    """A text as the reader takes propositions. `known` are the letters of what is expected: a `v` that is none of
    them joins two statements."""
    if len(text) > ANSWER_CHARACTERS:
        return text
    plain = " ".join(text.split()).strip(" .")
    for truth, said in _WHOLE.items():
        if re.fullmatch(said, plain, re.IGNORECASE):
            return truth
    if "~" in text and "\\" not in _AROUND.sub("", text):  # in LaTeX it is a space
        text = text.replace("~", " not ")
    for written, sign in (*_PHRASES, *_SIGNS):
        text = written.sub(sign, text)
    if len(_TOLD.findall(text)) == len(_LETTER.findall(text)):  # `A and B is false` may be said of both
        text = _TOLD.sub(_as_literal, text)
        text = " and ".join(_LITERAL.findall(text)) if _ALL_HOLD.fullmatch(text) else text
    if all(word.lower() in _JOINING for word in _LONG.findall(text)):
        joined = ((words.fullmatch(text), template) for words, template in _JOINED)
        text = next((found.expand(template) for found, template in joined if found), text)
    text = _WORD.sub(lambda word: _SPELLED[word[0].lower()], text)
    if "v" not in known:
        text = _LETTER_V.sub(" or ", text)
    return _turned(text)


def with_strokes(answer: Answer) -> Answer | None:
    """The answer with Sheffer's stroke for its bars; None where there are none, or other signs of programs."""
    if "&" in answer.raw or "~" in answer.raw:
        return None
    said = tuple(replace(piece, text=re.sub(_BAR, " nand ", piece.text)) for piece in answer.pieces)
    return replace(answer, pieces=said) if said != answer.pieces else None


def _as_literal(told: re.Match[str]) -> str:
    holds = bool(told["true"] or told["holds"]) != bool(told["not"])
    return f"({told[1]})" if holds else f"(not {told[1]})"


def _turned(text: str) -> str:
    """`q ⇐ p` as `p => q`."""
    sides = _BACK.split(text)
    level = [side.count("(") == side.count(")") for side in sides]
    return f"({sides[1]}) => ({sides[0]})" if len(sides) == 2 and all(level) else text


_EQUIVALENT = pattern(r"≡|\\equiv(?![A-Za-z])")
"""Between propositions; it holds its sides less tightly than `=` does between numbers."""


def with_connectives(answer: Answer, known: frozenset[str]) -> Answer:
    """The answer with its formulas as propositions; formulas with nothing but a connective between them as one."""
    pieces = [_with_connectives(piece, known) for piece in answer.pieces if piece.kind != "struck"]
    between = [piece for piece in pieces if piece.kind == "prose"]
    formulas = len(pieces) - len(between)
    joining = {*_SPELLED.values(), "=>", "<=>"}
    if formulas > 1 and all(joining.issuperset(piece.text.strip(" .,").split()) for piece in between):
        said = [p.text.strip(" .,") or p.text.strip(" .") if p.kind == "prose" else f"({p.text})" for p in pieces]
        whole = " ".join(said)
        pieces = [Piece("math", whole, pieces[0].line, pieces[0].column)]
    return replace(answer, pieces=tuple(pieces))


def _with_connectives(piece: Piece, known: frozenset[str]) -> Piece:
    said = as_proposition(_equated(_unnamed(_EQUIVALENT.sub("<=>", piece.text), known)), known)
    if piece.kind == "prose" and any(word.lower() not in _JOINING for word in _LONG.findall(said)):
        return piece  # `The statement is equivalent to`
    return replace(piece, text=said)


def _equated(text: str) -> str:
    """`p ∨ q = q ∨ p` with the sign as that of an equivalence: it joins what the connectives hold together, though
    not in `A = true and B = false`."""
    sides = _EQUALS.split(text)
    if len(sides) < 2 or any(side.count("(") != side.count(")") for side in sides) or _TRUTH_JOINED.search(text):
        return text
    return "<=>".join(sides) if _JOINS.search(sides[0]) else text


def _unnamed(text: str, known: frozenset[str]) -> str:
    """Without a name of its own on the left: `F = p -> q`."""
    head = _HEAD.match(text)
    if not head or head[1] in known or head[1] in _LETTER.findall(text[head.end() :]):  # `A = A`, of `f(x, y) =`
        return text
    return text[head.end() :]


def proposition(expr: Expr, known: frozenset[str]) -> Expr:
    """What was read, as a proposition: a bar and a prime negate, T and 1 are true unless they are `known` letters,
    an equation between propositions says that they are equivalent."""

    def below(node: Expr) -> Expr:
        return proposition(node, known)

    match expr:
        case Name(id) if id not in known and (barred := _NEGATED.fullmatch(id)):
            return Apply("not", (Name(barred[1]),))
        case Name(id) if id not in known and id in _TRUTHS:
            return Name(_TRUTHS[id])
        case Number(text) if text in _TRUTHS:
            return Name(_TRUTHS[text])
        case Apply("conjugate", (inner,)) | Apply("prime", (inner, Number("1"))):
            return Apply("not", (below(inner),))
        case Chain((left, right), ("=" | "equiv",)) if is_proposition(below(left)) and is_proposition(below(right)):
            return Apply("iff", (below(left), below(right)))
        case Apply(op) if op in CONNECTIVES | WRITTEN_AS:
            return rebuild(expr, below)
    return expr


def truth_beside(expr: Expr, known: frozenset[str]) -> str:
    """The truth value that was read as a factor: `A is true` as a product."""
    products = (node for node in walk(expr) if isinstance(node, Apply) and node.op == "mul")
    factors = (arg.id for node in products for arg in node.args if isinstance(arg, Name))
    return next((id for id in factors if id in _TRUTHS.values() and id not in known), "")


def said_of_truth(answer: Answer) -> str:
    """What words beside marked formulas say of their truth: `$A$ is true`."""
    if not any(piece.kind in ("math", "display") for piece in answer.pieces):
        return ""
    prose = (piece.text for piece in answer.pieces if piece.kind == "prose")
    return next((found[0] for text in prose if (found := _SAID_TRUE.search(text))), "")


def other_letters(expr: Expr, known: frozenset[str]) -> dict[str, str]:
    """Letters of another size than those of what is expected, by what they stand for: `P` and `Q` for p and q."""
    free = free_names(expr) - {"true", "false"}
    folded = {name.casefold(): name for name in known}
    turned = {name: folded.get(name.casefold(), "") for name in free}
    one_to_one = len(folded) == len(known) and len(set(turned.values())) == len(turned)
    return turned if free and not free & known and one_to_one and all(turned.values()) else {}
