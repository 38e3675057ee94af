"""Linear systems whose solutions are given with free parameters: `x = t, y = 3 - 2t` for `2x + y = 3`.

A letter that only the student uses and that nobody declared is a parameter, if the equations leave it free: it is
eliminated, exactly, by bringing the equations to reduced row echelon form with the parameters first. What is left
speaks of the unknowns alone. Where both sides use a letter as a parameter (`x = 1 + t` and `x = 3 - t`), or the
student leaves it out, it may be one thing, a time, or not: a person decides if all else agrees.
"""

from __future__ import annotations

from flint import fmpq, fmpq_mat

from grader.answer.kind import Context
from grader.answer.solution.conditions import Atom, Condition, Junction, condition
from grader.answer.value.arrays.matrices import vector_of
from grader.answer.value.formulas.polynomials import Ring, ratio, ring_of
from grader.answer.value.judgement import Judgement, correct, finding, undecided
from grader.answer.value.shapes import CONSTANTS
from grader.notation.names import free_names
from grader.notation.tree import Apply, Call, Chain, Expr, Name

MOST, MOST_LETTERS = 12, 16
"""Equations of a system, and letters in it."""
Rows = tuple[tuple[fmpq, ...], ...]


def same_with_parameters(expected: Expr, student: Expr, context: Context) -> Judgement | None:
    """Right, or for a person, where both are linear and one has parameters; None where this says nothing."""
    student = _by_component(_with_heads(expected, student))
    given = _given_by_letters(expected) - context.names.declared
    ours, theirs = ({n for n in free_names(side) if n not in CONSTANTS} for side in (expected, student))
    declared = context.names.declared
    if not (theirs - ours - declared or given):
        return None
    found = _tables(expected, student)
    if found is None:
        return None
    tables, ring = found
    apart = ((ours ^ theirs) - declared) if theirs - ours else set()
    if apart and _agree(tables, apart, ring):
        return correct("elimination", finding("same-solutions", "note"))
    shared = given | apart
    if shared and _agree(tables, shared, ring):
        names = ", ".join(sorted(shared & ours))
        return undecided("elimination", finding("parameter-in-doubt", names=names))
    return None


def compared(expected: Expr, student: Expr, parameters: frozenset[str]) -> bool | None:
    """Whether two lists of linear equations say the same of all letters but the parameters, which they must leave
    free; None where they are not linear, or too many."""
    found = _tables(expected, student)
    return None if found is None else _agree(found[0], set(parameters), found[1])


def _tables(expected: Expr, student: Expr) -> tuple[list[Rows], Ring] | None:
    """The coefficients of both; None where one is not linear."""
    atoms = [_equations(condition(side)) for side in (expected, student)]
    known = [item for item in atoms if item is not None]
    if len(known) < 2 or any(len(item) > MOST for item in known):
        return None
    ring = ring_of((atom.expr for item in known for atom in item), CONSTANTS)
    if ring is None or len(ring.names) > MOST_LETTERS:
        return None
    tables = [table for item in known if (table := _table(item, ring)) is not None]
    return (tables, ring) if len(tables) == 2 else None


def heads(expected: Expr) -> tuple[Name, ...]:
    """What a system is solved for: the letters that are its left sides, or nothing."""
    match expected:
        case Apply(_, items):
            sides = [item.operands for item in items if isinstance(item, Chain) and len(item.operands) == 2]
            letters = tuple(left for left, _ in sides if isinstance(left, Name))
            return letters if len(letters) == len(items) else ()
    return ()


def _given_by_letters(expected: Expr) -> set[str]:
    """The parameters of a system that is solved for its unknowns: letters that stand on no left side."""
    solved = {head.id for head in heads(expected)}
    return set(free_names(expected)) - solved - CONSTANTS if solved else set()


def _with_heads(expected: Expr, student: Expr) -> Expr:
    """`(1 + s, 2 - s)`, in the order of the unknowns."""
    letters = heads(expected)
    match student:
        case Apply("tuple" | "list" | "sequence", items) if len(items) == len(letters):
            if not any(isinstance(item, Chain) for item in items):
                return Apply("and", tuple(Chain(pair, ("=",)) for pair in zip(letters, items, strict=True)))
    return student


def _by_component(student: Expr) -> Expr:
    """`(x, y) = (1, 2) + t (3, 4)` as one equation for each component."""
    match student:
        case Chain((Apply("tuple" | "list", letters), value), ("=",)):
            return component_equations(letters, value) or student
    return student


def component_equations(letters: tuple[Expr, ...], value: Expr) -> Expr | None:
    parts = components_of(value, len(letters))
    if parts is None:
        return None
    return Apply("and", tuple(Chain(pair, ("=",)) for pair in zip(letters, parts, strict=True)))


def components_of(value: Expr, size: int) -> tuple[Expr, ...] | None:
    """The components of a vector that is a sum of multiples of plain ones."""
    match value:
        case Apply("add", terms):
            below = [components_of(term, size) for term in terms]
            known = [part for part in below if part is not None]
            if len(known) != len(below):
                return None
            return tuple(Apply("add", items) for items in zip(*known, strict=True))
        case Apply("neg", (inner,)):
            part = components_of(inner, size)
            return part and tuple(Apply("neg", (item,)) for item in part)
        case Apply("mul", (*factors, last)) if factors:
            part = components_of(last, size)
            return part and tuple(Apply("mul", (*factors, item)) for item in part)
        case Apply("transpose", (inner,)) | Apply("pow", (inner, Name("T"))):
            return components_of(inner, size)
        case Call(Name() as factor, args) if len(args) == size:
            return tuple(Apply("mul", (factor, item)) for item in args)
    plain = vector_of(value, size)
    return plain if plain is not None and len(plain) == size else None


def _equations(this: Condition | None) -> tuple[Atom, ...] | None:
    match this:
        case Atom(_, "="):
            return (this,)
        case Junction("and", parts):
            below = [_equations(part) for part in parts]
            known = [item for item in below if item is not None]
            return tuple(atom for item in known for atom in item) if len(known) == len(below) else None
    return None


def _table(atoms: tuple[Atom, ...], ring: Ring) -> Rows | None:
    """The coefficients of linear equations, by letter, the constant last; None where one is not linear."""
    rows = []
    for atom in atoms:
        part = ratio(atom.expr, ring)
        if part is None or not part.bottom.is_constant() or part.top.total_degree() > 1:
            return None
        terms = {tuple(map(int, powers)): c for powers, c in part.top.to_dict().items()}
        units = [tuple(int(k == at) for k in range(len(ring.names))) for at in range(len(ring.names))]
        rows.append(tuple(terms.get(unit, fmpq(0)) for unit in (*units, (0,) * len(ring.names))))
    return tuple(rows)


def _agree(tables: list[Rows], parameters: set[str], ring: Ring) -> bool:
    """Whether the same equations are left of both without the parameters, which they must leave free."""
    left = [_eliminated(table, parameters, ring) for table in tables]
    return None not in left and left[0] == left[1]


def _eliminated(table: Rows, parameters: set[str], ring: Ring) -> tuple[str, ...] | None:
    """The reduced equations without the parameters; None where the equations say something of these alone."""
    first = [k for k, name in enumerate(ring.names) if name in parameters]
    rest = [k for k, name in enumerate(ring.names) if name not in parameters]
    constant = len(ring.names)
    if any(_leads(row, rest) is None for row in _reduced(table, [*rest, *first, constant])):
        return None
    kept = (row for row in _reduced(table, [*first, *rest, constant]) if _leads(row, first) is None)
    return tuple(str(row) for row in kept)


def _reduced(table: Rows, order: list[int]) -> list[tuple[fmpq, ...]]:
    """The reduced row echelon form with the columns in this order; each row in the order of the letters."""
    matrix, rank = fmpq_mat([[row[k] for k in order] for row in table]).rref()
    back = {column: at for at, column in enumerate(order)}
    return [tuple(matrix[i, back[k]] for k in range(len(order))) for i in range(rank)]


def _leads(row: tuple[fmpq, ...], columns: list[int]) -> int | None:
    """The first of these columns in which the row is not zero."""
    return next((k for k in columns if row[k] != 0), None)
