"""Lines, planes and subspaces as sets of points: `(1, 2) + t (3, 4)`, `{(t, 2t) | t in R}`, `span{(1, 2)}`.

A point with parameters, linear in them, is brought to the equations that its coordinates fulfil (`parameters`): two
such sets are the same where these are, whatever point, directions and letters were chosen, exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from grader.answer.kind import Context
from grader.answer.solution.written.parameters import compared, components_of
from grader.answer.solution.written.solution_sets import run_freely
from grader.answer.value.arrays.matrices import vector_of
from grader.answer.value.judgement import Judgement, correct, finding, incorrect, undecided
from grader.answer.value.numbers.worth import substituted
from grader.answer.value.shapes import CONSTANTS, is_span
from grader.late import dataclass, replace
from grader.notation.names import Names, free_names
from grader.notation.tree import Apply, Bind, Call, Chain, Expr, Matrix, Name, Number, Text, facts, rebuild, walk

AXES = ("x", "y", "z")
COORDINATE, PARAMETER = "coordinate", "parameter"
MOST = 8
"""Coordinates of a point."""


@dataclass(frozen=True, slots=True)
class Flat:
    """The coordinates of its points, and the letters in them that run through all real numbers."""

    coordinates: tuple[Expr, ...]
    parameters: frozenset[str]

    @property
    def letters(self) -> frozenset[str]:
        return frozenset(name for each in self.coordinates for name in free_names(each))


def same_flats(expected: Expr, student: Expr, context: Context) -> Judgement | None:
    """Whether both are the same set of points; None where no line, plane or subspace is expected, or the answer is
    about no points. What is not linear is for a person."""
    ours = flat(expected, context.names)
    size = len(ours.coordinates) if ours is not None else _letters_of_set(expected)
    key = _conditions(expected, size, 0, context.names) if size and (ours is None or ours.parameters) else None
    if key is None:
        return None
    said = _conditions(student, size, 1, context.names)
    theirs = flat(student, context.names)
    if theirs is not None and theirs.parameters and len(theirs.coordinates) != size:
        return _verdict(False, "")
    same = compared(key[0], said[0], key[1] | said[1]) if said is not None else None
    declared = (theirs.letters - theirs.parameters) & context.names.declared if theirs is not None else frozenset()
    if same is None or (not same and declared):  # `t`, of which the exercise speaks too
        points = _size(student) or _letters_of_set(student) or theirs is not None
        return undecided("elimination", finding("entries-undecided")) if points else None
    return _verdict(same, "equal")


def _letters_of_set(expr: Expr) -> int:
    """How many coordinates the points have of which a set says by equations who they are."""
    match expr:
        case Chain((Name(), Bind("set_of" | "map_set") as region), ("=",)):
            return _letters_of_set(region)
        case Bind("set_of" | "map_set", letters, _, _):
            return len(letters)
    return 0


def _conditions(expr: Expr, size: int, side: int, names: Names) -> tuple[Expr, frozenset[str]] | None:
    """Equations of the coordinates, and the parameters in them; None for what has none, as one point."""
    equations = _by_equations(expr, size)
    if equations is not None:
        return equations, frozenset()
    found = flat(expr, names)
    return _equations(found, side) if found is not None and found.parameters else None


def _verdict(same: bool | None, note: str) -> Judgement | None:
    if same is None:
        return None
    return correct("elimination", finding(note, "note")) if same else incorrect("elimination", finding("not-equal"))


def of_points(expected: Expr, student: Expr, context: Context) -> Judgement | None:
    """A line or plane by a point and directions, of which an equation or several are expected; None where it is not
    given so."""
    unknowns = frozenset(free_names(expected)) - CONSTANTS
    said = in_coordinates(student, unknowns, context.names)
    if not isinstance(said, Apply) or said.op not in ("and", "sequence") or not _are_of_axes(said.args):
        return None
    letters = frozenset(free_names(said)) - unknowns - set(AXES) - CONSTANTS - context.names.declared
    return _verdict(compared(expected, Apply("and", said.args), letters), "same-solutions") if letters else None


def _are_of_axes(parts: tuple[Expr, ...]) -> bool:
    """`x = 2 + t, y = 1, z = t`."""
    axes = [part.operands[0] for part in parts if isinstance(part, Chain) and part.relations == ("=",)]
    return len(axes) == len(parts) and {*axes} <= {*map(Name, AXES)} and len({*axes}) == len(axes)


def _by_equations(student: Expr, size: int) -> Expr | None:
    """`{(x, y) | y = 2x}` as equations of the coordinates."""
    match student:
        case Chain((Name(), Bind("set_of") as region), ("=",)):
            return _by_equations(region, size)
        case Bind("set_of", letters, space, body) if len(letters) == size and _are_all(letters, space):
            return _of_letters(body, [each.id for each in letters if isinstance(each, Name)])
        case Apply("and" | "sequence", parts) if all(_is_equation(part, size) for part in parts):
            return _of_letters(Apply("and", parts), AXES[:size])
        case Chain() if _is_equation(student, size):
            return _of_letters(student, AXES[:size])
    return None


def _of_letters(equations: Expr, letters: Sequence[str]) -> Expr:
    return substituted(equations, {name: Name(f"{COORDINATE}_{k}") for k, name in enumerate(letters)})


def _is_equation(expr: Expr, size: int) -> bool:
    """`x + 2y + 3z = 0`: of the coordinates alone."""
    letters = frozenset(free_names(expr)) - CONSTANTS
    return isinstance(expr, Chain) and expr.relations == ("=",) and bool(letters) and letters <= {*AXES[:size]}


def _are_all(letters: tuple[Expr, ...], space: tuple[Expr, ...]) -> bool:
    r"""The coordinates in their order, of points of no space that is told, or of all of `\mathbb{R}^3`."""
    whole = Apply("pow", (Name("reals"), Number(str(len(letters)))))
    return _in_order(letters) and space in ((), (whole,))


def in_coordinates(student: Expr, unknowns: frozenset[str], names: Names) -> Expr:
    r"""`\vec x = (1, 0, 1) + s (1, 2, 0)` and `(2, -1, 1) \cdot \vec x = 3` as equations for the unknowns, in which
    an equation of a line or a plane is given; anything else as it is."""
    own = {*map(Name, unknowns)}
    match student:
        case Bind("set_of", letters, space, body) if _are_all(letters, space) and own <= {*letters}:
            return body
    size = _size(student)
    axes = tuple(sorted(unknowns)) if len(unknowns) == size else AXES[:size]
    if not 2 <= size <= MOST or len(axes) != size or not unknowns <= set(axes):
        return student
    match student:
        case Chain((left, _), ("=",)) if not _names_point(left):
            pass
        case Chain((_, value), ("=",)) | (Bind("map_set") | Apply("set" | "add") | Call() as value):
            found = flat(value, names)
            if found is not None and len(found.coordinates) == size and found.parameters.isdisjoint(axes):
                pairs = zip(map(Name, axes), found.coordinates, strict=True)
                return Apply("and", tuple(Chain(pair, ("=",)) for pair in pairs))
    return _multiplied(student, Apply("tuple", tuple(map(Name, axes))), size)


def flat(expr: Expr, names: Names) -> Flat | None:
    """The set of points that an expression says: with its name before it, by a rule, as a span, or as one point
    with letters that nobody declared."""
    match expr:
        case Chain((left, value), ("=" | "defines" | "in",)) if _names_point(left):
            return flat(value, names)
        case Bind("map_set", letters, (condition,), body) if run_freely(letters, condition):
            inner = flat(body, names)
            bound = {each.id for each in letters if isinstance(each, Name)}  # declared or not
            return inner and Flat(inner.coordinates, inner.parameters | (inner.letters & bound))
        case Apply("set", (Apply("add" | "mul") | Call() as body,)):
            return flat(body, names)
        case Apply("mul", (head, *vectors)) | Call(head, (*vectors,)) if is_span(head):
            return _span(_listed(vectors))
        case Apply("add", terms) if (span := next((term for term in terms if _is_span(term)), None)) is not None:
            return _moved(flat(span, names), [term for term in terms if term is not span])
        case Apply("and" | "sequence", parts):
            return _of_equations(parts, names)
    size = _size(expr)
    own = count()
    coordinates = components_of(_with_lines(expr, own), size) if 2 <= size <= MOST else None
    if coordinates is None:
        return None
    point = Flat(coordinates, frozenset())
    return replace(point, parameters=point.letters - CONSTANTS - names.declared)


def _with_lines(expr: Expr, own: count[int]) -> Expr:
    r"""`p + \mathbb{R} v`: a parameter for each of the real lines."""
    if expr == Name("reals"):
        return Name(f"{PARAMETER}_{next(own)}")
    return rebuild(expr, lambda node: _with_lines(node, own)) if "reals" in free_names(expr) else expr


def _is_span(expr: Expr) -> bool:
    match expr:
        case Apply("mul", (head, *_)) | Call(head):
            return is_span(head)
    return False


def _moved(span: Flat | None, points: list[Expr]) -> Flat | None:
    r"""`(2, -1, 0) + \operatorname{span}\{(1, 1, 1)\}`."""
    size = len(span.coordinates) if span is not None else 0
    found = [components_of(point, size) for point in points]
    known = [each for each in found if each is not None and len(each) == size]
    if span is None or len(known) < len(found) or any(map(_is_span, points)):
        return None
    sides = (Apply("add", sums) for sums in zip(span.coordinates, *known, strict=True))
    return Flat(tuple(sides), span.parameters)


def _span(vectors: tuple[Expr, ...]) -> Flat | None:
    size = _size(vectors[0]) if vectors else 0
    found = [vector_of(each, size) for each in vectors] if 2 <= size <= MOST else []
    known = [each for each in found if each is not None and len(each) == size]
    if not found or len(known) != len(found):
        return None
    own = [Name(f"{PARAMETER}_{k}") for k in range(len(known))]
    rows = zip(*known, strict=True)
    sums = (tuple(Apply("mul", pair) for pair in zip(own, row, strict=True)) for row in rows)
    sides = tuple(each[0] if len(each) == 1 else Apply("add", each) for each in sums)
    return Flat(sides, frozenset(letter.id for letter in own))


def _listed(vectors: list[Expr]) -> tuple[Expr, ...]:
    match tuple(vectors):
        case (Apply("set" | "tuple" | "list" | "sequence", items),) if items and all(map(_size, items)):
            return items
    return tuple(vectors)


def _of_equations(parts: tuple[Expr, ...], names: Names) -> Flat | None:
    """`x = 2 + t, y = 1, z = t`; of the letters x, y, z those without an equation are their own."""
    told: dict[str, Expr] = {}
    for part in parts:
        match part:
            case Chain((Name(id), value), ("=",)) if id not in told:
                told[id] = value
            case Chain((Name(), Name("reals")), ("in",)):
                continue
            case _:
                return None
    letters = {name for value in told.values() for name in free_names(value)} - CONSTANTS
    free = {name for name in letters & set(AXES) if name not in told}
    used = (letters - names.declared) | free
    coordinates = tuple(told.get(id, Name(id)) for id in sorted({*told, *free}))
    return Flat(coordinates, frozenset(used)) if used.isdisjoint(told) and len(coordinates) > 1 else None


def _equations(this: Flat, side: int) -> tuple[Expr, frozenset[str]]:
    """One equation for each coordinate, with parameters that no other set has."""
    letters = {each: Name(f"{each}_{PARAMETER}_{side}") for each in this.parameters}
    sides = (substituted(each, letters) for each in this.coordinates)
    chains = tuple(Chain((Name(f"{COORDINATE}_{k}"), side), ("=",)) for k, side in enumerate(sides))
    return Apply("and", chains), frozenset(each.id for each in letters.values())


def _names_point(left: Expr) -> bool:
    r"""`x`, `\vec x`, `g`, `(x, y, z)`; `g: \vec x`, which is read as a ratio; `r(t)`."""
    match left:
        case Name() | Call(Name(), (Name(), *_)) | Apply("div", (Name(), Name())):
            return True
        case Apply("tuple", letters):
            return _in_order(letters)
        case Matrix(rows):
            return _in_order(tuple(each for row in rows for each in row))
        case Apply("mul", letters):  # `ker(A)`, `Kern A`
            return all(isinstance(each, Name | Text) for each in letters)
    return False


def _in_order(letters: tuple[Expr, ...]) -> bool:
    """Whether these are letters as they stand in a point: `(x, y, z)`, and not `(y, x, z)`."""
    names = [each.id for each in letters if isinstance(each, Name)]
    return len(names) == len(letters) and names == sorted(names)


def _size(expr: Expr) -> int:
    """How many coordinates the first vector has that stands in it."""
    if not {Matrix, Call}.isdisjoint(facts(expr).shapes) or not {"tuple", "list"}.isdisjoint(facts(expr).words):
        for node in walk(expr):
            match node:
                case Matrix(rows) if len(rows) == 1 or all(len(row) == 1 for row in rows):
                    return max(len(rows), len(rows[0]))
                case Apply("tuple" | "list", items) | Call(Name(), items) if len(items) > 1:
                    return len(items) if not any(_size(item) for item in items) else _size(items[0])
    return 0


def _multiplied(expr: Expr, point: Expr, size: int) -> Expr:
    """With the point for its name, and inner products of plain vectors worked out."""
    match expr:
        case Apply("inner" | "mul", (left, right)):
            sides = [components_of(_with_point(each, point), size) for each in (left, right)]
            if sides[0] is not None and sides[1] is not None:
                return Apply("add", tuple(Apply("mul", pair) for pair in zip(*sides, strict=True)))
    return rebuild(expr, lambda node: _multiplied(node, point, size))


def _with_point(expr: Expr, point: Expr) -> Expr:
    if isinstance(expr, Name) and expr.id.startswith("vec("):
        return point
    return rebuild(expr, lambda node: _with_point(node, point))
