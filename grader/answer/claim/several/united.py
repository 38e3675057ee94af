r"""Intervals in formulas of their own that one sentence lists, as one: `on $(-\infty, 1]$ and on $[3, \infty)$`,
`for $x < 1$ and for $x > 3$`, "auf ]-∞; 1] und auf [3; ∞[".
"""

from __future__ import annotations

import re
from collections.abc import Callable

from grader.answer.claim.picked import Picked
from grader.answer.claim.prose.around import words_of_question
from grader.answer.claim.prose.turned import words_of
from grader.answer.kind import Context
from grader.answer.value.judgement import finding
from grader.late import pattern, replace
from grader.notation import parse
from grader.notation.names import Names
from grader.notation.shapes.brackets import as_set
from grader.notation.tree import Apply, Call, Chain, Expr, Interval, Name
from grader.values import Answer, Piece, Verdict

MOST = 8
"""Formulas of a sentence that are looked at."""
_JOINT = pattern(
    r"\s*,?\s*(?:and|und|et|sowie|as well as|(?P<either>or|oder|ou))?"
    r"(?P<again>\s+(?:also\s+)?(?:on|in|for|auf|im Intervall|für|sur|pour))?(?:\s+(?:the\s+interval|all|alle))?\s*",
    re.IGNORECASE,
)


def united(answer: Answer, names: Names) -> Answer:
    """The answer with such formulas as one, their parts with commas between them, or with `or` between conditions
    before each of which stands where they hold."""
    pieces = list(answer.pieces)
    if not 1 < sum(piece.kind == "math" for piece in pieces) <= MOST:
        return answer
    found = pieces[:1]
    for piece in pieces[1:]:
        above = found[-2] if len(found) > 1 else None
        if piece.kind == "math" and above is not None and above.kind == "math" and found[-1].kind == "prose":
            word = _joined(above, found[-1].text, piece, names)
            if word:
                found[-2:] = [replace(above, text=f"{above.text.strip(' .,;')}{word}{piece.text.strip()}")]
                continue
        found.append(piece)
    return answer if len(found) == len(pieces) else replace(answer, pieces=tuple(found))


def only_set(answer: Answer, context: Context) -> Picked | None:
    """The one formula that is an interval, where all others are something else on the way to it: `$f'(x) < 0$ for
    $0 < x < 2$, so $f$ falls on $[0, 2]$`. The words before it take up a word of the question. Where a part asks
    for several things, it may be of another."""
    formulas = [piece for piece in answer.pieces if piece.kind in ("math", "display")]
    if context.others or not 1 < len(formulas) <= MOST:
        return None
    read = [(piece, parse(piece.text, context.names)) for piece in formulas]
    sets = [(piece, parsed) for piece, parsed in read if parsed.expr is not None and _is_set(parsed.expr)]
    if len(sets) != 1 or sets[0][0] is not formulas[-1]:
        return None
    piece, parsed = sets[0]
    if not all(_is_said(other.expr, each.text, context.question) for each, other in read[:-1]):
        return None
    before = [each.text for each in answer.pieces[: answer.pieces.index(piece)] if each.kind == "prose"][-2:]
    if words_of_question(context.question).isdisjoint(words_of(" ".join(before))):
        return None
    return Picked(piece.text.strip(), parsed.expr, parsed.findings, piece.line)


def _is_said(expr: Expr | None, text: str, question: str) -> bool:
    """Whether it says something, or is what the question speaks of: not `-f`, `f'`, `g` where f is asked about."""
    if not isinstance(expr, Name | Call):
        return isinstance(expr, Chain)
    return re.search(rf"(?<![\w'’-]){re.escape(text.strip())}(?![\w'’])", question) is not None


def _joined(above: Piece, between: str, piece: Piece, names: Names) -> str:
    """The sign between two formulas that are parts of one set, or nothing."""
    joint = _JOINT.fullmatch(between)
    if joint is None or not between.strip():
        return ""
    left, right = (parse(each.text, names).expr for each in (above, piece))
    if left is None or right is None:
        return ""
    if _is_set(left) and _is_set(right):
        return " or " if joint["either"] else ", "
    return " or " if joint["again"] and _is_condition(left) and _is_condition(right) else ""


def _is_set(expr: Expr) -> bool:
    match as_set(expr):
        case Interval():
            return True
        case Apply("tuple" | "list", (_, _)):
            return True
        case Apply("sequence" | "union", parts):
            return all(map(_is_set, parts))
    return False


def _is_condition(expr: Expr) -> bool:
    match expr:
        case Apply("or", parts):
            return all(map(_is_condition, parts))
        case Chain(sides, relations):
            ordered = all(relation in ("<", "<=", ">", ">=") for relation in relations)
            return ordered and sum(isinstance(side, Name) and side.id != "infinity" for side in sides) == 1
    return False


def right_elsewhere(found: Verdict, answer: Answer, check: Callable[[Answer], Verdict]) -> Verdict:
    """For a person, where a formula is right by itself and another one was taken for the answer: `increasing on
    $(-\\infty, 1)$, decreasing on $(1, 2)$`."""
    formulas = [piece for piece in answer.pieces if piece.kind in ("math", "display")]
    if found.outcome != "incorrect" or not 1 < len(formulas) <= MOST:
        return found
    for piece in formulas:
        again = check(replace(answer, pieces=(replace(piece, kind="math"),)))
        if again.outcome == "correct":
            doubt = finding("right-beside-others", right=piece.text.strip())
            return replace(found, outcome="undecided", credit=None, by="select", certain=False, findings=(doubt,))
    return found
