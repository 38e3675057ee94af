r"""Letters that an answer gives a meaning itself: `$\hat p = s/n$ with $s = \sum_i x_i$`, `Let $B = \pi r^2$.`"""

from __future__ import annotations

from grader.answer.claim.picked import Picked
from grader.answer.claim.prose.letters_told import OPENS
from grader.answer.claim.statements import statements
from grader.answer.value.judgement import finding
from grader.answer.value.numbers.worth import substituted
from grader.answer.value.shapes import CONSTANTS, is_number, kind_of
from grader.errors import LimitError
from grader.late import dataclass, replace
from grader.notation import parse
from grader.notation.names import Names, free_names
from grader.notation.printing import to_text
from grader.notation.tree import Apply, Chain, Expr, Name
from grader.values import Answer, Piece

DEPTH = 3
"""So often may one letter be explained by another."""
MEANS = frozenset({"=", "defines"})


@dataclass(frozen=True, slots=True)
class InFull:
    """The value with all of its letters explained, and the answer without the words that explained them."""

    picked: Picked
    answer: Answer


def strange_letters(expr: Expr | None, names: Names, known: frozenset[str]) -> frozenset[str]:
    """The letters of a formula of which neither the exercise nor the answer that is expected speaks. A letter alone
    is no formula, nor are values in a list."""
    value = None if expr is None else _main(expr)
    sides = value.operands[1:] if isinstance(value, Chain) and MEANS.issuperset(value.relations) else (value,)
    if sides[-1] is None or isinstance(sides[-1], Name) or kind_of(sides[-1]) != "expression":
        return frozenset()
    held = frozenset(name for side in sides if side is not None for name in free_names(side))
    return held - known - names.declared - CONSTANTS


def with_own_letters(picked: Picked, answer: Answer, names: Names, known: frozenset[str]) -> InFull | None:
    """The value with what the answer says that its letters are; None where it says nothing of them, or several
    things of one."""
    value = None if picked.expr is None else _main(picked.expr)
    if value is None or not strange_letters(value, names, known):
        return None
    told = _told(answer, names, known, value)
    expr = value
    for _ in range(DEPTH):
        expr = substituted(expr, told)
    if not told or strange_letters(expr, names, known):
        return None
    used = sorted(free_names(value) & told.keys())
    notes = tuple(finding("own-letter", "assumption", name=id, value=to_text(told[id])) for id in used)
    again = replace(picked, expr=expr, findings=(*picked.findings, *notes))
    return InFull(again, _without(answer, names, told))


def _main(expr: Expr) -> Expr:
    """Of `p = s/n, s = x + y` the statement that is no help for the others, where there is one."""
    match expr:
        case Apply("sequence" | "and" | "where", parts) if all(_defined(part) for part in parts):
            mains = [p for p in parts if not any(_defined(p) in free_names(o) for o in parts if o is not p)]
            return mains[0] if len(mains) == 1 else expr
    return expr


def _defined(expr: Expr | None) -> str:
    match expr:
        case Chain((Name(id), meaning), (relation,)) if relation in MEANS and id not in free_names(meaning):
            return id
    return ""


def _told(answer: Answer, names: Names, known: frozenset[str], value: Expr) -> dict[str, Expr]:
    """What the answer says of letters of its own, each once."""
    found: dict[str, Expr] = {}
    try:
        said = [each for each in statements(answer, names) if each.role not in ("remark", "denied")]
    except LimitError:
        return found
    for expr in (part for each in said for part in _parts(parse(each.text, names).expr)):
        id = _defined(expr)
        if not id or expr == value or id in known or id in names.declared or id in CONSTANTS:
            continue
        meaning = expr.operands[1] if isinstance(expr, Chain) else expr
        if is_number(meaning):  # a value, perhaps one of several: `told_letters` reads these
            return {}
        if found.setdefault(id, meaning) != meaning:
            return {}
    return found


def _parts(expr: Expr | None) -> tuple[Expr, ...]:
    match expr:
        case None:
            return ()
        case Apply("sequence" | "and" | "where", args):
            return args
    return (expr,)


def _without(answer: Answer, names: Names, told: dict[str, Expr]) -> Answer:
    """The answer without `with $s = …` and `where $s = …`: no words that change what stands before them."""
    kept: list[Piece] = []
    for piece in answer.pieces:
        opening = OPENS.search(kept[-1].text) if kept and kept[-1].kind == "prose" else None
        expr = parse(piece.text.strip(" .,"), names).expr if piece.kind == "math" and opening else None
        if opening and _defined(expr) in told:
            kept[-1] = replace(kept[-1], text=kept[-1].text[: opening.start()])
        else:
            kept.append(piece)
    return replace(answer, pieces=tuple(kept))
