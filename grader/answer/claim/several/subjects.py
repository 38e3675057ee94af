"""Values and statements that answer several questions, each given to its own by what it speaks of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from grader.answer.claim.several.owners import is_letter_like, owner
from grader.answer.kind import Kind, quantities
from grader.answer.value.asked.quantities import namings
from grader.answer.value.numbers.units import is_unit_text
from grader.answer.value.shapes import CONSTANTS, ORDERS, kind_of
from grader.late import pattern
from grader.notation import parse
from grader.notation.names import Names, free_names
from grader.notation.printing import to_text
from grader.notation.tree import Apply, Chain, Expr, Number, Text, walk

Asked: TypeAlias = Mapping[str, Kind]
"""What a part asks for, by name, in its order."""
_SINGLE = ("number", "expression", "quantity")
_LISTED = ("sequence", "or", "and")
_JOINED = ("and", "or", "not", "where", "implies", "iff")
_COUNTED = pattern(r"[\d']")
_STATED = ("equation", "inequality", "system")


def by_subject(texts: Sequence[str], asked: Asked, names: Names, question: str = "") -> dict[str, tuple[int, ...]]:
    """For each question the texts that answer it: those about its quantity or that say its name; a statement
    where one is asked; what is left in the order asked. Empty where that leaves a doubt."""
    exprs = [parse(text, names).expr for text in texts]
    if any(expr is None or _is_compound(expr) for expr in exprs):
        return {}
    read = [expr for expr in exprs if expr is not None]
    subjects = [subject(text, expr, asked, names, question) for text, expr in zip(texts, read, strict=True)]
    owned = [name for name in subjects if name]
    if len(set(owned)) < len(owned) or None in subjects:
        return {}
    left = [k for k, name in enumerate(subjects) if not name]
    open_ = {name: kind for name, kind in asked.items() if name not in owned}
    found: dict[str, tuple[int, ...]] = {name: (k,) for k, name in enumerate(subjects) if name}
    found |= _rest(left, read, open_)
    listed = any(_is_list(read[k]) and not takes_lists(asked[name]) for name, own in found.items() for k in own)
    used = sum(len(own) for own in found.values())
    return found if len(found) == len(asked) and used == len(texts) and not listed else {}


def _is_list(expr: Expr) -> bool:
    value = expr.operands[-1] if isinstance(expr, Chain) else expr
    return isinstance(value, Apply) and value.op in _LISTED


def takes_lists(kind: Kind) -> bool:
    return is_choice(kind) or any(kind_of(item.expr) not in _SINGLE for item in getattr(kind, "expected", ()))


def subject(text: str, expr: Expr, asked: Asked, names: Names, question: str = "") -> str | None:
    """The question whose quantity or name an equation says; empty where it says none, None where it says several
    or something else."""
    if not isinstance(expr, Chain):
        picks = [name for name, kind in asked.items() if _is_option(text, kind)]
        return None if len(picks) > 1 else picks[0] if picks else ""
    first, last = (namings(side, names, text.partition("=")[0]) for side in (expr.operands[0], expr.operands[-1]))
    own = {n: frozenset().union(*(namings(q, names) for q in quantities(kind))) for n, kind in asked.items()}
    about = [n for n, mine in own.items() if not mine.isdisjoint(first | last)]
    if about:
        return about[0] if len(about) == 1 else None
    said = spoken_of(expr)
    return owner(to_text(said), tuple(asked), question) if said is not None else ""


def spoken_of(chain: Chain) -> Expr | None:
    """What a statement says something of: the letter between two bounds, else the side that is no value."""
    if ORDERS.issuperset(chain.relations):
        letters = [side for side in chain.operands if free_names(side) - CONSTANTS]
        return letters[0] if len(letters) == 1 else None
    ends = (chain.operands[0], chain.operands[-1]) if chain.relations[-1] == "=" else chain.operands[:1]
    return next((side for side in ends if _says_what(side)), None)


def _says_what(expr: Expr) -> bool:
    """Whether it is no value: letters, words, or `gcd(4, 6)`, what is found and no way to it."""
    if isinstance(expr, Apply) and expr.op in ("gcd", "lcm", "max", "min", "det", "trace", "rank"):
        return True
    return bool(free_names(expr) - CONSTANTS) or any(isinstance(node, Text) for node in walk(expr))


def is_choice(kind: Kind) -> bool:
    return bool(getattr(kind, "options", None))


def _is_option(text: str, kind: Kind) -> bool:
    """Whether it is the label of an option to choose."""
    return text.strip("() .").casefold() in map(str.casefold, getattr(kind, "options", None) or ())


def _is_compound(expr: Expr) -> bool:
    """Whether more is said than one statement, one value or a list of either."""
    items = expr.args if isinstance(expr, Apply) and expr.op in _LISTED else (expr,)
    sides = [side for each in items for side in _sides(each)]
    return any(_says_more(node) for side in sides for node in walk(side))


def _sides(expr: Expr) -> tuple[Expr, ...]:
    return expr.operands if isinstance(expr, Chain) else (expr,)


def _says_more(node: Expr) -> bool:
    if isinstance(node, Text):
        return not is_unit_text(node.text)
    return isinstance(node, Chain) or (isinstance(node, Apply) and node.op in _JOINED)


def _rest(left: list[int], read: Sequence[Expr], asked: Asked) -> dict[str, tuple[int, ...]]:
    """What says nothing of its question: statements by their letters, then values in their order."""
    found: dict[str, tuple[int, ...]] = {}
    for name, kind in asked.items():
        own = _of_letters([k for k in left if (k,) not in found.values()], read, kind)
        if own is not None:
            found[name] = (own,)
    others = tuple(k for k in left if (k,) not in found.values())
    values = [name for name, kind in asked.items() if name not in found and not is_choice(kind)]
    spoken = any(isinstance(read[k], Chain) for k in others) and any(map(is_letter_like, values))
    if len(others) == len(values) and not spoken and _in_order([read[k] for k in others]):
        return found | {name: (k,) for name, k in zip(values, others, strict=True)}
    return found | {values[0]: others} if found and len(values) == 1 and others else {}


def is_statement(kind: Kind) -> bool:
    """Whether an equation or the like is asked for, and no value."""
    return not is_choice(kind) and any(kind_of(item.expr) in _STATED for item in getattr(kind, "expected", ()))


def _letters(kind: Kind) -> frozenset[str]:
    """The unknowns of a statement that is asked for; none where a value is."""
    expected = () if is_choice(kind) else [item.expr for item in getattr(kind, "expected", ())]
    if not expected or any(kind_of(expr) not in _STATED for expr in expected):
        return frozenset()
    return frozenset().union(*map(free_names, expected)) - CONSTANTS


def _of_letters(left: Sequence[int], read: Sequence[Expr], kind: Kind) -> int | None:
    """The one statement with all the letters of the one that is asked for, or of these the one with its sign."""
    letters = _letters(kind)
    own = [k for k in left if letters and isinstance(read[k], Chain) and letters <= set(free_names(read[k]))]
    if len(own) > 1:
        expected = [item.expr for item in getattr(kind, "expected", ())]
        own = [k for k in own if any(_signs(read[k]) == _signs(expr) for expr in expected)]
    return own[0] if len(own) == 1 else None


def _signs(expr: Expr) -> frozenset[str]:
    return frozenset(sign[0] for sign in expr.relations) if isinstance(expr, Chain) else frozenset()


def _in_order(exprs: Sequence[Expr]) -> bool:
    """Whether they are values, or each that of a letter of its own; `x_1` before `x_2`, `f'` before `f''`."""
    chains = [expr for expr in exprs if isinstance(expr, Chain)]
    heads = [_head(chain.operands[0]) for chain in chains]
    if "" in heads or len(set(heads)) < len(heads):
        return False
    apart = all(frozenset(heads).isdisjoint(free_names(chain.operands[-1])) for chain in chains)
    alike: dict[str, list[str]] = {}
    for head in heads:
        alike.setdefault(_COUNTED.sub("", head), []).append(head)
    return apart and all(each == sorted(each, key=lambda head: (len(head), head)) for each in alike.values())


def _head(expr: Expr) -> str:
    """What an equation gives the value of, as far as it is a name or a word and its argument."""
    match expr:
        case Number() | Apply("add" | "neg" | "mul" | "div" | "sequence" | "tuple" | "list" | "set"):
            return ""
    return to_text(expr)
