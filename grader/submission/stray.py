"""Whether what was placed is what is printed, and whether what stands in no part may be an answer."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from grader.late import pattern
from grader.submission import typed
from grader.submission.stream import Stuff
from grader.values import Answer

LONG_LINE = pattern(r"[^\n]{60}")
"""Words on a line of this length are no names and no title: they may answer something."""
DATE = pattern(r"[0-9]{1,4}(?P<by>[-./])[0-9]{1,2}(?P=by)[0-9]{1,4}|[0-9]{5,}")
"""A date, or a student's number."""
EQUATION = pattern(r"[\w)\]}!%]\s{0,3}[=≤≥≈]\s{0,3}[\w(\[{\\+.−-]")
"""Typed among words, where formulas want dollar signs."""
COMMENTED_LABEL = pattern(
    r"(?m)^[ \t]*(?:#|%|//)[ \t]*(?:\d[\d.]{0,8})?\(?(?:[a-z]|[ivx]{1,4})[ \t]*[).:][^\n]{0,200}\n\s*[^#%/\s]"
)
"""`# d)` in a cell of code, with code below it. What stands in comments is no answer."""
PICTURE = pattern(r"!\[|\\includegraphics|<img\b")
UNREAD: Final = frozenset({"tex-command-ignored", "hidden-text", "cell-skipped", "cells-skipped"})
"""Notes of readers on what may hold an answer and was not read."""


def may_answer(stuff: Stuff, words: bool = True) -> bool:
    """Whether there is a formula in it, or (with `words`) a line that is longer than names and titles are."""
    piece = stuff.piece
    for part in typed.split(piece, stuff.typed) if piece.kind == "prose" else (piece,):
        said = part.text.strip()
        match part.kind:
            case "math" | "display" if said and not DATE.fullmatch(said):
                return True
            case "prose" | "code" if EQUATION.search(said):
                return True
            case "prose" | "code" if words and (PICTURE.search(said) or LONG_LINE.search(said)):
                return True
    return False


def may_answer_another(answer: Answer) -> bool:
    """Whether a label stands in its code, where none is looked for: what follows may answer another part."""
    return any(piece.kind == "code" and COMMENTED_LABEL.search(piece.text) for piece in answer.pieces)


COMMAND = pattern(
    r"(?P<hides>\\(?:h|v)?phantom(?![A-Za-z])|\\(?:text|page)?color\s*(?:\[[a-z]*\])?\s*\{\s*(?:white|1,\s*1,\s*1)\s*\}"
    r"|\\transparent(?![A-Za-z])|\\iffalse(?![A-Za-z])|\\begin\{comment\})|\\[A-Za-z]+"
)


FORMULA = pattern(r"\$[^$]*\$")
SCOPE = pattern(
    r"\\(?P<edge>begin|end)\s*\{[^{}]*\}|\\(?:page)?color\s*(?:\[[a-z]*\])?\s*\{(?P<ink>[^{}]*)\}|\\[A-Za-z]+|\\.|[{}]"
)
WHITE = pattern(r"\s*(?:white|1,\s*1,\s*1)\s*")


def unseen(source: str) -> tuple[range, ...]:
    """The lines of a LaTeX file between `\\color{white}` and its end: another colour, or the end of its group."""
    found: list[range] = []
    groups: list[int] = []
    since = 0
    line, counted = 1, 0
    text = FORMULA.sub(lambda formula: re.sub(r"[^\n]", " ", formula[0]), source)
    for match in SCOPE.finditer(text):
        line, counted = line + text.count("\n", counted, match.start()), match.start()
        outer = since
        if match["ink"] is not None:
            since = (since or line) if WHITE.fullmatch(match["ink"]) else 0
        elif match[0] == "{" or match["edge"] == "begin":
            groups.append(since)
        elif match[0] == "}" or match["edge"] == "end":
            since = groups.pop() if groups else since
        if outer and not since:
            found.append(range(outer, line + 1))
    return (*found, range(since, text.count("\n") + 2)) if since else tuple(found)


def printed_otherwise(answer: Answer, changed: Collection[str], hidden: Collection[range] = ()) -> str:
    """The first command in an answer that hides what it holds, or is one of `changed`; empty if there is none.
    `hidden` are lines that are not seen."""
    if any(piece.line in lines for piece in answer.pieces if piece.text.strip() for lines in hidden):
        return "\\color"
    texts = [piece.text for piece in answer.pieces]
    found = COMMAND.finditer("\n".join([answer.raw, *texts] if changed else texts))
    return next((match[0] for match in found if match["hides"] or match[0] in changed), "")
