"""What the bracket that opens here holds, without reading it: it says whether a letter before it is a function."""

from __future__ import annotations

from grader.notation.reader import CLOSING, OPENING, Reader


def many_items(r: Reader) -> bool:
    """Whether commas or semicolons stand in the bracket: no letter multiplies a tuple, these are arguments."""
    depth = 0
    for token in r.tokens[r.at :]:
        op = token.word.op if token.word is not None else ""
        depth += (op in OPENING) - (op in CLOSING)
        if depth == 0:
            return False
        if depth == 1 and op in {",", ";"}:
            return True
    return False


def has_parameters(r: Reader) -> bool:
    """Whether a semicolon, a bar or a relation stands in the bracket, outside of further ones."""
    depth = 0
    for token in r.tokens[r.at :]:
        op = token.word.op if token.word is not None else ""
        if op in {"(", "[", "{", "group"}:
            depth += 1
        elif op in {")", "]", "}"}:
            depth -= 1
            if depth == 0:
                return False
        elif depth == 1 and (op in {";", "|"} or (token.word is not None and token.word.infix == "relation")):
            return True
    return False


def holds(r: Reader, letter: str) -> bool:
    """Whether the letter stands in the bracket that opens here."""
    ahead, depth = 1, 1
    while depth and r.peek(ahead).kind != "stop":
        if r.peek(ahead).value == letter:
            return True
        depth += r.is_op("(", ahead) - r.is_op(")", ahead)
        ahead += 1
    return False
