"""The values at which typed statements end, `error <= 0.1^4/4 = 0.000025` and `eigenvector for 3: (1, 1)`: none is
taken for an answer here, but where another one was, and is wrong, they may be what was meant."""

from __future__ import annotations

from collections.abc import Iterator

from grader.answer.claim.several.owners import owner
from grader.answer.claim.several.subjects import Asked, subject
from grader.late import pattern
from grader.limits import ANSWER_CHARACTERS
from grader.notation import parse
from grader.notation.names import Names
from grader.values import Answer, Piece

MOST, LONGEST = 12, 200
"""Statements that are looked at, and the characters of one."""
_CUT = pattern(r"[;\n]|,\s|\.\s|=>|->|⇒|→|\s(?:and|und|so|also)\s")
_SAYS = pattern(r"(?:<=|>=|[=≈:<>≤≥])(?!=)")


def typed_ends(name: str, answer: Answer, asked: Asked, names: Names, question: str) -> Iterator[Answer]:
    """The last side of each statement among the words which is not said of another answer than this one."""
    words = [piece for piece in answer.pieces if piece.kind == "prose"] or answer.pieces
    prose = "\n".join(piece.text for piece in words)[:ANSWER_CHARACTERS]
    found = 0
    for said in _stretches(prose):
        sides = _SAYS.split(said)
        end = sides[-1].strip(" .!*")
        if len(sides) < 2 or not end or len(said) > LONGEST:
            continue
        if not _may_be_of(name, said, sides[0], asked, names, question):
            continue
        found += 1
        yield Answer((Piece("math", end, answer.line),), end, answer.line)
        if found == MOST:
            return


def _stretches(text: str) -> Iterator[str]:
    """What stands between commas, full stops, arrows and line ends outside of all brackets."""
    begin = 0
    for cut in _CUT.finditer(text):
        part = text[begin : cut.start()]
        if cut[0] != "\n" and sum(map(part.count, "([{")) > sum(map(part.count, ")]}")):
            continue
        yield part
        begin = cut.end()
    yield text[begin:]


def _may_be_of(name: str, said: str, label: str, asked: Asked, names: Names, question: str) -> bool:
    """Whether neither the words nor the letter before a value name another answer."""
    own = owner(label.strip(" |()[]"), tuple(asked), question)
    if own != "":
        return own == name
    expr = parse(said.strip(), names).expr
    return expr is None or subject(said, expr, asked, names, question) in ("", name)
