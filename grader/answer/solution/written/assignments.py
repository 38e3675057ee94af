"""Solutions of several unknowns, in all their clothes, as points.

`x = 1, y = 2 or x = 2, y = 1`, `(x, y) = (1, 2), (2, 1)`, `x_1 = 1, y_1 = 2; x_2 = 2, y_2 = 1` and
`{(1, 2), (2, 1)}` all list two points. Where a name comes again, the next solution begins; an index that numbers
the solutions is no part of a name. What cannot be told apart is no such list.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

from grader.answer.value.arrays.points import as_tuple
from grader.answer.value.shapes import CONSTANTS, PARTS_OF_SETS, is_number, unwrapped
from grader.equivalence.rewriting.signs import choices, readings, signed
from grader.late import dataclass, field
from grader.limits import LIST_ITEMS
from grader.notation.names import free_names
from grader.notation.tree import Apply, Bind, Chain, Expr, Interval, Matrix, Name, Text, facts, walk

Token = tuple[str, tuple[Expr, ...]] | None
"""A name with the values that it may have; None parts two solutions."""
BRACKETS = frozenset({"tuple", "list", "set"})
JOINED = frozenset({"and", "sequence"})
LISTING = BRACKETS | JOINED | {"or", "given"}
UNNAMED = "#"
"""Begins the names of the coordinates of points that are written without names."""


@dataclass(frozen=True, slots=True)
class Points:
    """Solutions as points: the names of the coordinates, in the order in which they were written, and values."""

    names: tuple[str, ...]
    places: tuple[tuple[Expr, ...], ...]

    @property
    def named(self) -> bool:
        return not self.names[0].startswith(UNNAMED)

    def ordered_as(self, names: tuple[str, ...]) -> Points | None:
        """With the coordinates in this order; None where they are others."""
        if not self.named and len(names) == len(self.names):
            return Points(names, self.places)
        if sorted(names) != sorted(self.names):
            return None
        at = [self.names.index(name) for name in names]
        return Points(names, tuple(tuple(place[k] for k in at) for place in self.places))

    def tuples(self) -> tuple[Expr, ...]:
        return tuple(Apply("tuple", place) for place in self.places)

    def statement(self) -> Expr:
        """`x = 1 and y = 2 or x = 2 and y = 1`."""
        each = [
            Apply("and", tuple(Chain((Name(n), v), ("=",)) for n, v in zip(self.names, place, strict=True)))
            for place in self.places
        ]
        plain = [whole.args[0] if len(whole.args) == 1 else whole for whole in each]
        return plain[0] if len(plain) == 1 else Apply("or", tuple(plain))


def points(expr: Expr, unknowns: frozenset[str] = frozenset()) -> Points | None:
    """The points that `expr` lists, or None where it is no list of solutions. Where the `unknowns` are known, they
    are the names of the coordinates."""
    held = facts(expr)
    if held.plain and held.words.isdisjoint(LISTING):
        return None
    reader = _Reader()
    chains = (node for node in walk(expr) if isinstance(node, Chain)) if signed(expr) else ()
    # do two signs go together? In `x = y = ±2` it is one.
    in_doubt = sum(signed(chain) * (len(chain.operands) - 1) for chain in chains) > 1
    if in_doubt or not reader.read(without_name(expr, unknowns)):
        return None
    groups = _groups(_numbered(reader.tokens, unknowns))
    names = tuple(groups[0]) if groups else ()
    if not names or any(set(group) != set(names) for group in groups):
        return None
    values = [value for group in groups for some in group.values() for value in some]
    if any(free_names(value) & {*names, *unknowns} for value in values):
        return None
    places = tuple(place for group in groups for place in product(*(group[name] for name in names)))
    return Points(names, places) if len(places) <= LIST_ITEMS else None


def each_in(expr: Expr) -> Expr:
    """`x, y in {1, 2}`: each of the letters lies in the set."""
    match expr:
        case Apply("sequence", (*letters, Chain((Name(), Apply("set") as those), ("in",)) as last)) if all(
            isinstance(letter, Name) for letter in letters
        ):
            return Apply("and", (*(Chain((letter, those), ("in",)) for letter in letters), last))
    return expr


def signs_apart(expr: Expr) -> Expr | None:
    """`x = ±1, y = ±1` with each sign for itself; None where there are no two."""
    parts = expr.args if isinstance(expr, Apply) and expr.op in ("sequence", "and") else ()
    if sum(isinstance(part, Chain) and signed(part) for part in parts) < 2:
        return None
    return Apply("and", tuple(Apply("or", tuple(choices(part))) if signed(part) else part for part in parts))


def lists_points(expr: Expr) -> bool:
    """Whether it lists several solutions in several unknowns, by their names."""
    found = points(expr)
    return found is not None and found.named and len(found.names) > 1 and len(found.places) > 1


def without_name(expr: Expr, unknowns: frozenset[str]) -> Expr:
    """`L = {1, 2}`: a capital letter that is no unknown names the set of solutions."""
    match expr:
        case Chain((Name(id), those), ("=",)) if _is_set(those):
            letter = id.removeprefix("bb(").removeprefix("cal(")
            return those if letter[:1].isupper() and id not in unknowns else expr
    return expr


def concluded(expr: Expr, unknowns: frozenset[str]) -> Expr:
    """`x = 4, x = -1, L = {4}`: the set of those solutions that are left of the ones found; `x = ±2, x > 0`: what
    holds at once, where a condition stands beside solutions."""
    match expr:
        case Apply("sequence" | "and", (*before, Chain((Name(), Apply("set", those)), ("=",)) as last)) if (
            without_name(last, unknowns) is not last
        ):
            said = {value for each in before for value in _values(each)}
            return last if said.issuperset(those) else expr
        case Apply("sequence", (Chain((Name(), first), ("=",)), *others)) if others and not any(
            isinstance(other, Chain | Text) or free_names(other) - CONSTANTS for other in others
        ):  # `x = -2, 0, 2`
            return Apply("sequence", (first, *others))
        case Apply("sequence", parts) if all(isinstance(part, Chain) for part in parts):
            letters = {name for part in parts for name in free_names(part)} - CONSTANTS
            kinds = {relation == "=" for part in parts if isinstance(part, Chain) for relation in part.relations}
            if len(letters) == 1 and len(kinds) == 2:
                return Apply(
                    "and", tuple(Apply("or", tuple(choices(part))) if signed(part) else part for part in parts)
                )
    return expr


def _values(expr: Expr) -> tuple[Expr, ...]:
    """The values that equations give: `x = 4 or x = -1`, `x = ±2`."""
    match expr:
        case Apply("or" | "and" | "sequence", parts):
            return tuple(value for part in parts for value in _values(part))
        case Chain((*_, value), _):
            return readings(value)
    return (expr,)


def _is_set(expr: Expr) -> bool:
    match expr:
        case Apply("set" | "union" | "setminus" | "intersection") | Interval() | Name("empty" | "reals"):
            return True
        case Bind("set_of" | "map_set") | Name():
            return isinstance(expr, Bind) or expr.id in PARTS_OF_SETS
    return False


@dataclass(slots=True)
class _Reader:
    tokens: list[Token] = field(default_factory=list)
    order: tuple[str, ...] = ()

    def read(self, expr: Expr) -> bool:
        """Add what it says; whether all of it was understood."""
        match unwrapped(expr):
            case Chain((Apply("tuple" | "list", heads), value), ("=",)) if all(isinstance(h, Name) for h in heads):
                self.order = tuple(head.id for head in heads if isinstance(head, Name))
                return self.place(value)
            case Chain((Apply("tuple" | "list", heads), Apply("set", those)), ("in",)):
                self.order = tuple(head.id for head in heads if isinstance(head, Name))
                return len(self.order) == len(heads) and all(map(self.place, those))
            case Chain((*heads, value), relations) if set(relations) == {"="}:
                return all(self.value(head, value) for head in heads)
            case Chain((Name() as head, Apply("set", those)), ("in",)):
                return self.several(head, those)
            case Apply("or", (first, *rest)) if _one_name(first, rest):
                assert isinstance(first, Chain)
                return self.several(first.operands[0], [first.operands[1], *map(_value, rest)])
            case Apply("or", (first, *rest)):
                return self.read(first) and all(map(self.next, rest))
            case Apply(op, args) if op in JOINED:
                return all(map(self.read, args))
            case Apply(op, args) as bracket if op in BRACKETS:
                inside = bool(args) and all(isinstance(arg, Chain) for arg in args)
                if inside or (op == "set" and args) or any(map(_is_bracket, args)):
                    return self.apart(Apply("and", args)) if inside else all(map(self.apart, args))
                return self.place(bracket)
            case Apply("given") | Matrix() as point:
                return self.place(point)
        return False

    def next(self, expr: Expr) -> bool:
        """What begins another solution."""
        self.tokens.append(None)
        return self.read(expr)

    def apart(self, expr: Expr) -> bool:
        """A solution of its own."""
        understood = self.next(expr)
        self.tokens.append(None)
        return understood

    def place(self, expr: Expr) -> bool:
        match as_tuple(unwrapped(expr)):
            case Apply("tuple" | "list", values) if len(values) > 1:
                order = self.order or tuple(f"{UNNAMED}{k}" for k in range(len(values)))
                self.tokens += [None, *((name, (value,)) for name, value in zip(order, values, strict=False)), None]
                return len(values) == len(order) and not any(isinstance(value, Chain) for value in values)
        return False

    def value(self, head: Expr, value: Expr) -> bool:
        return self.several(head, [value])

    def several(self, head: Expr, values: Iterable[Expr]) -> bool:
        if not isinstance(head, Name) or head.id in CONSTANTS:
            return False
        self.tokens.append((head.id, tuple(each for value in values for each in readings(value))))
        return not any(isinstance(value, Chain) for value in values)


def _is_bracket(expr: Expr) -> bool:
    return isinstance(expr, Apply) and expr.op in (*BRACKETS, "given")


def _one_name(first: Expr, rest: Iterable[Expr]) -> bool:
    """`p = 5 or p = 7`, `p = 5 or 7`."""
    match first:
        case Chain((Name() as head, _), ("=",)):
            return all(is_number(each) or (isinstance(each, Chain) and _head(each) == head) for each in rest)
    return False


def _head(chain: Chain) -> Expr | None:
    return chain.operands[0] if len(chain.operands) == 2 and chain.relations == ("=",) else None


def _value(expr: Expr) -> Expr:
    return expr.operands[1] if isinstance(expr, Chain) else expr


def _numbered(tokens: list[Token], unknowns: frozenset[str]) -> list[Token]:
    """With an index that only numbers the solutions taken off, solution by solution."""
    split = [(*token[0].rpartition("_"), token[1]) for token in tokens if token is not None]
    bases = {base for base, _, _, _ in split}
    numbers = list(dict.fromkeys(number for _, _, number, _ in split))
    if not split or not all(number.isdecimal() for number in numbers) or (len(bases) < 2 and bases != unknowns):
        return tokens
    if unknowns and (bases != unknowns):
        return tokens
    found: list[Token] = []
    for number in numbers:
        found += [None, *((base, values) for base, _, other, values in split if other == number)]
    return found


def _groups(tokens: list[Token]) -> list[dict[str, tuple[Expr, ...]]]:
    """The solutions: each ends where the next begins, or where a name comes again."""
    groups: list[dict[str, tuple[Expr, ...]]] = [{}]
    for token in tokens:
        if token is None or token[0] in groups[-1]:
            groups.append({})
        if token is not None:
            groups[-1][token[0]] = token[1]
    return [group for group in groups if group]
