"""LaTeX: what is typeset between `\\begin{document}` and `\\end{document}`, without running TeX.

Comments, `\\iffalse` and verbatim text are taken out first, then macros are expanded, then sections become
headings and items become labelled text. No file is ever opened: `\\input` is noted and left out.
"""

from __future__ import annotations

import re

from grader.late import pattern
from grader.submission import latex, macros
from grader.submission.members import author_names
from grader.submission.model import Document
from grader.submission.opening import shown
from grader.values import Finding

SUFFIXES = (".tex", ".ltx", ".latex")
NAME = "tex"
VERBATIM = frozenset({"verbatim", "verbatim*", "Verbatim", "lstlisting", "minted", "alltt"})
OMITTED = frozenset({"comment", "filecontents", "filecontents*", "tikzpicture", "thebibliography"})
HIDDEN = pattern(
    r"\\verb\*?(?P<quote>[^\sA-Za-z*])(?P<verb>[^\n]{0,500}?)(?P=quote)|\\begin\{(?P<name>[A-Za-z]+\*?)\}|(?P<comment>%[^\n]*)"
    r"|\\(?P<if>if[a-z]*|else|fi)(?![A-Za-z])|\\(?:[^A-Za-z]|[A-Za-z]+)"
)


COUNTED = pattern(r"\\renewcommand\*?\s*(?:\{\s*\\(?P<name>(?:label|the)enum(?:iv|i{1,3}))\s*\})(?=\s*\{)")
LISTING = pattern(
    r"\\(?:set(?:list|enumerate)|(?:label|the)enum(?:iv|i{1,3}))\s*(?:\[[^\]\n]*\])?\s*\{(?:[^{}\n]|\{[^{}\n]*\})*\}"
)
"""How lists count, said for all of them."""


def claims(suffix: str, text: str) -> bool:
    """Whether this reader takes a file of that suffix, or a text that says it is LaTeX."""
    return suffix in SUFFIXES or (suffix in (".txt", "") and "\\begin{document}" in text[:20_000])


def read(text: str, source: str) -> Document:
    """The blocks of a LaTeX file; what is odd becomes a note."""
    notes: list[Finding] = []
    code: list[str] = []
    visible = _visible(text.replace(latex.MARK, "\ufffd").replace(latex.END, "\ufffd"), code, notes)
    visible = COUNTED.sub(r"\\\g<name>", visible)  # how items are counted is no macro of the text
    body, members = _body(visible, notes)
    body, found = macros.collect(body, 1, notes)
    expander = macros.Expander(found)
    body = expander.expand(body)
    if expander.exceeded:
        notes.append(Finding(expander.exceeded, "error"))
    blocks = latex.blocks_of(body, code, notes)
    return Document(source, NAME, text, blocks, tuple(notes), members)


def _note(notes: list[Finding], code: str, text: str, at: int, said: str = "") -> None:
    key = "name" if code == "unclosed-environment" else "text"
    data = ((key, shown(said[:60])),) if said else ()
    notes.append(Finding(code, "note", None, (*data, ("line", str(text.count("\n", 0, at) + 1)))))


def _visible(text: str, code: list[str], notes: list[Finding]) -> str:
    """The text without comments and what `\\iffalse` hides; verbatim text is moved to `code`. Lines are kept."""
    out: list[str] = []
    done = 0
    open_ended: set[str] = set()
    for match in HIDDEN.finditer(text):
        if match.start() < done:
            continue
        end, kept = match.end(), None
        if match["comment"]:
            kept = ""
        elif match["quote"]:
            kept = _stored(match["verb"], code)
        elif match["name"] in VERBATIM or match["name"] in OMITTED:
            closing = f"\\end{{{match['name']}}}"
            stop = -1 if closing in open_ended else text.find(closing, end)
            if stop < 0:
                if closing not in open_ended:
                    _note(notes, "unclosed-environment", text, match.start(), match["name"])
                open_ended.add(closing)
                continue
            kept = _stored(text[end:stop], code) if match["name"] in VERBATIM else ""
            end = stop + len(closing)
        elif match["if"] == "iffalse" and "iffalse" not in open_ended:
            end, kept = _skipped(text, match)
            if not end:
                _note(notes, "unclosed-environment", text, match.start(), "\\iffalse")
                open_ended.add("iffalse")
                continue
        elif match["if"] in ("iftrue", "fi"):
            kept = ""
        if kept is not None:
            lines = text.count("\n", match.start(), end) - kept.count("\n")
            out += [text[done : match.start()], kept, "\n" * lines]
            done = end
    return "".join([*out, text[done:]])


def _stored(text: str, code: list[str]) -> str:
    code.append(text)
    return f"{latex.MARK}{len(code) - 1}{latex.END}"


CONDITION = pattern(r"\\(if[a-z]*|else|fi)(?![A-Za-z])")


def _skipped(text: str, match: re.Match[str]) -> tuple[int, str]:
    """The end of what `\\iffalse` hides (0 if nothing closes it); an `\\else` shows what follows."""
    depth = 1
    for inner in CONDITION.finditer(text, match.end()):
        depth += 1 if inner[1].startswith("if") and inner[1] != "iff" else -1 if inner[1] == "fi" else 0
        if depth == 0 or (depth == 1 and inner[1] == "else"):
            return inner.end(), ""
    return 0, ""


def _body(text: str, notes: list[Finding]) -> tuple[str, tuple[str, ...]]:
    """What is typeset, with the definitions of the preamble kept in front of it; and the authors."""
    begin = text.find("\\begin{document}")
    end = text.find("\\end{document}", max(begin, 0))
    if end >= 0 and text[end + 14 :].strip():
        _note(notes, "after-end", text, end)
    body = text[: end if end >= 0 else len(text)]
    members: tuple[str, ...] = ()
    pairs = macros.braces(body)
    if (
        author := re.search(r"\\author(?:\[[^\]\n]{0,40}\])?\s*(?=\{)", body)
    ) is not None and author.end() in pairs:
        members = author_names(body[author.end() + 1 : pairs[author.end()]])
    if begin < 0:
        return body, members
    return _definitions(body[:begin]) + body[begin + 16 :], members


def _definitions(preamble: str) -> str:
    """The preamble with nothing left but its definitions, in as many lines."""
    pairs = macros.braces(preamble)
    out: list[str] = []
    done = 0
    said = sorted((*macros.DEFINITION.finditer(preamble), *LISTING.finditer(preamble)), key=lambda one: one.start())
    for match in said:
        kind = match.groupdict().get("kind")
        if match.start() < done or kind in ("newenvironment", "renewenvironment", "catcode", "csname"):
            continue
        end = macros.definition_end(preamble, match, pairs) if kind else match.end()
        if end:
            out += ["\n" * preamble.count("\n", done, match.start()), preamble[match.start() : end]]
            done = end
    return "".join([*out, "\n" * preamble.count("\n", done)])
