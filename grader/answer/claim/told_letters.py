r"""A value in letters of the student's own that are told beside it: `$z = 5e^{i\varphi}$ with $\varphi = \pi/3$`,
`$z_k = 2e^{2\pi i k/3}$, $k = 0, 1, 2$`; and a complex number by its modulus and its angle."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from grader.answer.claim.picked import Picked
from grader.answer.claim.prose.vocabulary import cue
from grader.answer.claim.statements import Statement, statements
from grader.answer.kind import Context
from grader.answer.value.numbers.worth import substituted
from grader.answer.value.shapes import CONSTANTS, is_number
from grader.late import pattern, replace
from grader.notation import parse
from grader.notation.names import Names, free_names
from grader.notation.tree import Apply, Chain, Expr, Name
from grader.values import Answer

MOST, VALUES = 12, 12
"""Statements of an answer, and values of a letter, from which on nothing is put in."""
_JOINT = pattern(r"[\s,]*(?:with|where|for|and|mit|wobei|für|und)?[\s.]*", re.IGNORECASE)
TELLING = ("=", "\\in", " in ", "∈")
"""Signs without which nothing is told of a letter."""
Told = dict[str, tuple[Expr, ...]]


def with_told_letters(
    picked: Picked, answer: Answer, context: Context, known: frozenset[str]
) -> tuple[Picked, bool] | None:
    """The last formula in letters that nobody but the student knows, with what is told of them, where nothing else
    is said behind it, and where it, one of these letters or all together was picked; and whether nothing is told of
    other letters (`V = 7, a = 2, b = 3, W = ab`). Else None."""
    names = context.names
    found = statements(answer, names)
    others = _not_told(found, names, known)
    told = _told(found, names, others) if 1 < len(found) <= MOST else {}
    last = [each for each in found if not _told([each], names, others)][-1:] if told else []
    value = parse(last[0].members[-1].text, names).expr if last else None
    own = free_names(value) & told.keys() if value is not None else frozenset()
    several = [letter for letter in own if len(told[letter]) > 1]
    if value is None or not own or len(several) > 1:
        return None
    (statement,) = last
    one_of_them = any(picked.text == each.text for each in found)
    together = isinstance(picked.expr, Apply) and picked.expr.op in ("sequence", "and")
    if not one_of_them and (not together or len(found) > 1 + len(told)):
        return None
    whole = parse(statement.text, names).expr or value
    expr = substituted(value if several else whole, {one: told[one][0] for one in own if one not in several})
    if several:
        expr = Apply("set", tuple(substituted(expr, {several[0]: one}) for one in told[several[0]]))
    alone = not any(_is_value_of_another(each, own, names) for each in found[:MOST] if each is not statement)
    return replace(picked, text=statement.text, expr=expr, findings=(), line=statement.line), alone


def _is_value_of_another(statement: Statement, own: frozenset[str], names: Names) -> bool:
    """Whether it tells a number of a letter that is none of these."""
    match parse(statement.text, names).expr:
        case Chain((Name(id), *_, value)):
            return id not in own and is_number(value)
    return False


def by_modulus(answer: Answer, context: Context, known: frozenset[str]) -> Expr | None:
    """`r = 5, φ = π/3` as the number that they are told of, where nothing else stands there."""
    found = statements(answer, context.names)
    others = _not_told(found, context.names, known)
    told = list(_told(found, context.names, others).values())
    if len(told) != 2 or any(len(values) != 1 or not is_number(values[0]) for values in told):
        return None
    if any(not _told([each], context.names, others) for each in found):
        return None
    (modulus,), (angle,) = told
    return Apply("mul", (modulus, Apply("pow", (Name("e"), Apply("mul", (Name("i"), angle))))))


def plainly_told(answer: Answer) -> bool:
    """Whether there are no more words between its formulas than those that lead from one to what is told of it."""
    kinds = [piece.kind == "prose" for piece in answer.pieces]
    first = kinds.index(False) if False in kinds else len(kinds)
    before, after = answer.pieces[:first], answer.pieces[first:]
    supposed = any(cue(piece.text) == "assume" for piece in before)
    return not supposed and all(piece.kind != "prose" or _JOINT.fullmatch(piece.text) for piece in after)


def _not_told(found: Sequence[Statement], names: Names, known: frozenset[str]) -> frozenset[str]:
    """The letters that are known, and those of which two statements say something: what they are worth is open."""
    said = {(each.members[0].text.strip(), each.members[-1].text.strip()) for each in found[:MOST]}
    lefts = [left for left, _ in said]
    exprs = (parse(left, names).expr for left in {left for left in lefts if lefts.count(left) > 1})
    return known | names.declared | CONSTANTS | {expr.id for expr in exprs if isinstance(expr, Name)}


def _told(found: Sequence[Statement], names: Names, others: frozenset[str]) -> Told:
    """The letters that are none of the `others`, and their values."""
    each = (pair for statement in found[:MOST] for pair in _values(statement, names, others))
    return {letter: values for letter, values in each if letter not in others}


def _values(statement: Statement, names: Names, others: frozenset[str]) -> Iterator[tuple[str, tuple[Expr, ...]]]:
    """What a statement tells of a letter, or of the modulus or the angle of one."""
    if statement.role == "denied" or statement.continues:
        return
    match parse(statement.text, names).expr:
        case Chain((Name(id), *_, value), relations) if set(relations) == {"="} and free_names(value) <= others:
            yield id, (value,)
        case Chain((Apply("abs" | "arg" as op, (Name(),)), *_, value), relations) if set(relations) == {"="}:
            yield f"{op}()", (value,)
        case Apply("sequence", (Chain((Name(id), first), ("=",)), *rest)) if len(rest) < VALUES:
            yield from [(id, (first, *rest))] if all(is_number(each) for each in (first, *rest)) else ()
        case Chain((Name(id), Apply("set", values)), ("in",)) if 0 < len(values) < VALUES:
            yield from [(id, values)] if all(map(is_number, values)) else ()
