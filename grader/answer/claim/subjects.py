"""Values and statements that answer several questions, each given to its own by what it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from grader.answer.kind import Kind, quantities
from grader.answer.value.quantities import same_quantity
from grader.answer.value.shapes import CONSTANTS, kind_of
from grader.late import pattern
from grader.notation import parse
from grader.notation.names import Names, free_names
from grader.notation.tree import Apply, Call, Chain, Expr, Name, Number, Text, walk

Asked: TypeAlias = Mapping[str, Kind]
"""What a part asks for, by name, in its order."""
_SIGNS = pattern(r"\\(?:text|mathrm|operatorname|mathit|textbf)\b|[\\{}_$*]")
_SINGLE = ("number", "expression", "quantity")
_STROKES = 9
_STATED = ("equation", "inequality", "system")


def by_subject(texts: Sequence[str], asked: Asked, names: Names) -> dict[str, tuple[int, ...]]:
    """For each question the texts that answer it: those about its quantity or that say its name; a statement
    where one is asked; what is left in the order asked. Empty where that leaves a doubt."""
    exprs = [parse(text, names).expr for text in texts]
    if any(expr is None or _is_compound(expr) for expr in exprs):
        return {}
    read = [expr for expr in exprs if expr is not None]
    subjects = [subject(text, expr, asked, names) for text, expr in zip(texts, read, strict=True)]
    owned = [name for name in subjects if name]
    if len(set(owned)) < len(owned) or None in subjects:
        return {}
    left = [k for k, name in enumerate(subjects) if not name]
    open_ = {name: kind for name, kind in asked.items() if name not in owned}
    found: dict[str, tuple[int, ...]] = {name: (k,) for k, name in enumerate(subjects) if name}
    found |= _rest(left, read, open_)
    listed = any(_is_list(read[k]) and not _takes_lists(asked[name]) for name, own in found.items() for k in own)
    return found if len(found) == len(asked) and not listed else {}


def _is_list(expr: Expr) -> bool:
    value = expr.operands[-1] if isinstance(expr, Chain) else expr
    return isinstance(value, Apply) and value.op == "sequence"


def _takes_lists(kind: Kind) -> bool:
    return any(kind_of(item.expr) not in _SINGLE for item in getattr(kind, "expected", ()))


def subject(text: str, expr: Expr, asked: Asked, names: Names) -> str | None:
    """The question whose quantity or name an equation says; empty where it says none, None where several."""
    if not isinstance(expr, Chain):
        return ""
    ends = {same_quantity(side, names) for side in (expr.operands[0], expr.operands[-1])}
    about = [
        n for n, kind in asked.items() if not ends.isdisjoint(same_quantity(q, names) for q in quantities(kind))
    ]
    if about:
        return about[0] if len(about) == 1 else None
    return named_by(re.split(r"[=≈<>≤≥]|:=", text, maxsplit=1)[0], asked)


def named_by(left: str, asked: Iterable[str]) -> str:
    """The one name that a left side spells: `f_{max}` is `maximum`, `x` is `x coordinate`."""
    said = " ".join(_SIGNS.sub(" ", left).split()).casefold()
    word = said.split()[-1] if said else "="
    names = {name.casefold(): name for name in asked}
    fits = [name for name in names if said in name.split() or (len(word) > 2 and name.startswith(word))]
    return names[said] if said in names else names[fits[0]] if len(fits) == 1 else ""


def _is_compound(expr: Expr) -> bool:
    inner = expr.operands if isinstance(expr, Chain) else (expr,)
    joined = ("and", "or", "not", "where", "implies", "iff")
    return any(
        isinstance(node, Chain | Text) or (isinstance(node, Apply) and node.op in joined)
        for side in inner
        for node in walk(side)
    )


def _rest(left: list[int], read: Sequence[Expr], asked: Asked) -> dict[str, tuple[int, ...]]:
    """What says nothing of its question: one for one, statements for statements, values in their order."""
    given: list[tuple[int, ...]]
    stated = [name for name, kind in asked.items() if _letters(kind)]
    values = [name for name in asked if name not in stated]
    if len(stated) == 1 and (own := _of_letters(left, read, _letters(asked[stated[0]]))) is not None:
        others = tuple(k for k in left if k != own)
        if len(others) == len(values) and _in_order([read[k] for k in others]):
            given = [(own,), *((k,) for k in others)]
        else:
            given = [(own,), others] if len(values) == 1 and others else []
        return dict(zip((*stated, *values), given, strict=True)) if given else {}
    if len(left) != len(asked):
        return {}
    if len(left) == 1 or (not stated and _in_order([read[k] for k in left])):
        return {name: (k,) for name, k in zip(asked, left, strict=True)}
    return {}


def _letters(kind: Kind) -> frozenset[str]:
    """The unknowns of a statement that is asked for; none where a value is."""
    expected = [item.expr for item in getattr(kind, "expected", ())]
    if not expected or any(kind_of(expr) not in _STATED for expr in expected):
        return frozenset()
    return frozenset().union(*map(free_names, expected)) - CONSTANTS


def _of_letters(left: Sequence[int], read: Sequence[Expr], letters: frozenset[str]) -> int | None:
    """The one statement with all these letters, of which no other has as many."""
    own = [k for k in left if isinstance(read[k], Chain) and letters <= frozenset(free_names(read[k]))]
    return own[0] if len(own) == 1 else None


def _in_order(exprs: Sequence[Expr]) -> bool:
    """Whether they are values, or each that of a letter of its own, in the order of these."""
    chains = [expr for expr in exprs if isinstance(expr, Chain)]
    heads = [_head(chain.operands[0]) for chain in chains]
    if "" in heads or (chains and len(chains) < len(exprs)):
        return False
    apart = all(frozenset(heads).isdisjoint(free_names(chain.operands[-1])) for chain in chains)
    return apart and heads == sorted(set(heads))


def _head(expr: Expr) -> str:
    """A letter, with its strokes, or a value of a function; else nothing."""
    match expr:
        case Name(id):
            return id
        case Apply("prime", (Name(id), Number(order))) if order.isdecimal():
            return id + "'" * min(int(order), _STROKES)
        case Call(function, (Name(),), ()):
            return _head(function)
        case Call(function, (Number(place),), ()):
            return f"{_head(function)}({place})"
    return ""
