"""One value against one expected value of any shape: the shape of what is expected says how they are compared."""

from __future__ import annotations

from grader.answer.kind import Context
from grader.answer.match.named_entries import each_named
from grader.answer.match.plain import plain
from grader.answer.match.real_sets import is_bare, same_points, same_set
from grader.answer.solution.by_solutions import by_solutions, states
from grader.answer.solution.methods.poles import unless_poles
from grader.answer.solution.solutions import relate
from grader.answer.solution.written.assignments import lists_points, points
from grader.answer.solution.written.progressions import by_progressions
from grader.answer.solution.written.regions import is_empty, same_region, solved
from grader.answer.value.arrays.coordinate_order import is_usual, order_in, other_orders
from grader.answer.value.arrays.entries import (
    Judge,
    as_sets,
    but_for_braces,
    but_for_brackets,
    in_any_order,
    in_order,
    in_other_brackets,
)
from grader.answer.value.arrays.matrices import Rows, components, rows_of, same_array, vector_of
from grader.answer.value.arrays.points import as_point, listed
from grader.answer.value.asked.agreement import untold
from grader.answer.value.asked.left_sides import (
    bounds_all,
    definition,
    is_graph,
    is_letter,
    is_other_function,
)
from grader.answer.value.asked.sides import claim
from grader.answer.value.formulas.shorthand import both_signs
from grader.answer.value.formulas.truth_tables import same_equation, same_table, truth
from grader.answer.value.judgement import Judgement, finding, incorrect, undecided
from grader.answer.value.numbers.magnitudes import with_magnitudes
from grader.answer.value.numbers.tolerance import Tolerance
from grader.answer.value.other_shape import other_shape
from grader.answer.value.same import compared
from grader.answer.value.sets.counted_out import counted_out
from grader.answer.value.sets.number_sets import same_number_set
from grader.answer.value.sets.set_algebra import same_sets, with_counts
from grader.answer.value.shapes import CONNECTIVES, CONSTANTS, is_formula, is_number, kind_of, unwrapped
from grader.equivalence.meanings import free_names
from grader.equivalence.rewriting.signs import readings, signed
from grader.late import dataclass, replace
from grader.notation.printing import to_text
from grader.notation.tree import Apply, Bind, Call, Chain, Expr, Index, Interval, Matrix, Name

ALL_OR_NOTHING: dict[Expr, Expr] = {Name("reals"): Name("true"), Name("empty"): Name("false")}
"""What holds for all numbers or for none, as a set and as a statement."""
COUNTED = frozenset({Name("naturals"), Name("integers")})
SEVERAL = ("list", "tuple", "sequence")


@dataclass(frozen=True, slots=True)
class Rules:
    """What the comparison of entries may be lenient about. `ordered` None: bare commas have no order."""

    tolerance: Tolerance | None = None
    ordered: bool | None = None
    by_entry: bool = False


def alike(expected: Expr, student: Expr, context: Context, rules: Rules | None = None) -> Judgement:
    """Whether the two are the same thing. Entries are compared by the same rules, all or nothing."""
    rules = rules or Rules()
    expected, student = listed(unwrapped(expected)), listed(unwrapped(student))
    found = same_sets(expected, student)
    if found is not None:
        return found
    expected, student = with_counts(expected, student)
    return with_magnitudes(expected, student, context, lambda known: _alike(expected, student, known, rules))


def _alike(expected: Expr, student: Expr, context: Context, rules: Rules) -> Judgement:
    if is_formula(expected) and is_formula(student):
        return plain(expected, student, context, rules.tolerance)
    number_set = same_number_set(expected, student)
    if number_set is not None:
        return number_set
    if isinstance(expected, Name) and expected in ALL_OR_NOTHING:
        student = next((region for region, truth in ALL_OR_NOTHING.items() if truth == student), student)
    listed_points = _points(expected, student, context, rules)
    if listed_points is not None:
        return listed_points
    shape = kind_of(expected)
    again = by_progressions(expected, student, context) if shape in ("set", "system") else None
    if again is not None:
        return by_solutions(again)
    match shape:
        case "set":
            return _sets(expected, student, context, rules)
        case "interval":
            return same_set(expected, student, context)
        case "matrix":
            return _arrays(expected, components(student, context.names), context, rules)
        case "list" | "system":
            return _lists(expected, components(student, context.names), context, rules)
        case "equation" | "inequality":
            return statements(expected, student, context, rules)
        case "logic":
            return _logic(expected, student, context)
    if isinstance(student, Apply) and student.op == "list" and len(student.args) == 1:
        student = student.args[0]  # `[a + b]`: the bracket only groups where no list was asked
    return plain(expected, student, context, rules.tolerance)


def _points(expected: Expr, student: Expr, context: Context, rules: Rules) -> Judgement | None:
    """Solutions of several unknowns against others; None where it is not these that are asked for."""
    ours = points(expected)
    if ours is None or rules.ordered or len(ours.names) < 2:
        return None
    if not (lists_points(expected) if ours.named else _apart(expected)):
        return None
    theirs = points(student, frozenset(ours.names) if ours.named else frozenset())
    if theirs is None:
        return by_solutions(relate(ours.statement(), student, context)) if ours.named and states(student) else None
    named = theirs.named and not ours.named  # which coordinate each letter is, the key does not say
    asked = order_in(context.question, frozenset(theirs.names)) if named else None
    names = asked or (tuple(sorted(theirs.names)) if named else ours.names)

    def in_order_of(letters: tuple[str, ...]) -> Judgement | None:
        mine, other = ours.ordered_as(names), theirs.ordered_as(letters)
        if mine is None or other is None:
            return None
        return as_sets(mine.tuples(), other.tuples(), _judge(context, rules), rules.by_entry, context)

    judged = in_order_of(names)
    if named and asked is None and judged is not None and not judged.right and not is_usual(names):
        for order in other_orders(names):
            if (again := in_order_of(order)) is not None and again.right:
                return undecided("entries", finding("coordinates-in-doubt", letters=", ".join(order)))
    return judged


def _apart(expected: Expr) -> bool:
    """Whether points stand in a set, or with commas between them: not in a list, or in a matrix."""
    return isinstance(expected, Apply) and expected.op in ("set", "sequence", "or")


def _judge(context: Context, rules: Rules) -> Judge:
    inner = replace(rules, by_entry=False)
    return but_for_brackets(lambda ours, theirs: alike(ours, theirs, context, inner), context.question)


def _sets(expected: Expr, student: Expr, context: Context, rules: Rules) -> Judgement:
    if bounds_all(student):
        return undecided("entries", finding("entries-undecided"))
    if isinstance(student, Apply) and student.op == "or" and all(map(is_bare, student.args)):
        judged = _sets(expected, Apply("union", student.args), context, rules)
        return undecided("entries", finding("sets-joined")) if judged.credit else judged
    student = counted_out(student)
    told = solved(student)
    if told is not None and told.subject is not None and not is_letter(told.subject):
        return untold(told.subject, told.region)
    ours, theirs = items_of_set(expected), items_of_set(student)
    if ours and theirs is None and all(map(states, ours)) and isinstance(student, Apply) and student.op == "and":
        theirs = student.args
    theirs = (student,) if ours and theirs is None and _is_one(student, ours[0]) else theirs
    if ours is not None and theirs is not None:
        return as_sets(ours, theirs, but_for_braces(_judge(context, rules)), rules.by_entry, context)
    if ours and isinstance(student, Bind) and (student.op == "map_set" or not COUNTED.isdisjoint(student.bounds)):
        return undecided("entries", finding("entries-undecided"))  # its members would have to be counted out
    if ours and isinstance(student, Apply) and student.op in ("list", "tuple"):
        meant = in_other_brackets(ours, student.args, _judge(context, rules), context)
        if meant is not None or len(student.args) > 2:
            return meant or other_shape(expected, student)
    region = solved(student)
    if ours is not None and region is not None and rules.tolerance is None:
        return same_points(expected, region.region, context)
    return other_shape(expected, student) if ours is not None else compared(expected, student, context)


def _is_one(student: Expr, entry: Expr) -> bool:
    """Whether it is one number, or one point where several are asked for."""
    match student, entry:
        case Apply("tuple", ours), Apply("tuple", theirs):
            return len(ours) == len(theirs)
    return is_number(student)


def items_of_set(expr: Expr) -> tuple[Expr, ...] | None:
    """The elements of a finite set; commas without brackets and `x = 1 or x = 2` are read as one."""
    match expr:
        case Apply("set" | "sequence", items):
            return tuple(value for item in items for each in _joined(item) for value in readings(each))
        case Apply() if signed(expr):
            return readings(expr)
        case Name("empty"):
            return ()
        case Apply("or" | "and", items) if all(isinstance(item, Name) for item in items):
            return items
        case Apply("or" | "and", (Chain((Name(), first), ("=",)), *rest)) if all(map(is_number, (first, *rest))):
            return (first, *rest)  # `x is 2 or 3`
        case Apply("union", parts):
            below = [items_of_set(part) for part in parts]
            known = [part for part in below if part is not None]
            return tuple(item for part in known for item in part) if len(known) == len(below) else None
    region = solved(expr)
    if region is None:
        return None
    match region.region:
        case Apply("set", items):
            return items
        case Apply("union", parts) if all(isinstance(p, Apply) and p.op == "set" for p in parts):
            return tuple(item for part in parts if isinstance(part, Apply) for item in part.args)
    return None


def _joined(item: Expr) -> tuple[Expr, ...]:
    """The last two of `0, 1 or 2`."""
    match item:
        case Apply("or" | "and", values) if all(map(is_number, values)):
            return values
    return (item,)


def _arrays(expected: Expr, student: Expr, context: Context, rules: Rules) -> Judgement:
    rows = rows_of(expected)
    named = _by_names(rows, student, context, rules) if rows else None
    if named is not None:
        return named
    found = rows and same_array(rows, student, _judge(context, rules), rules.by_entry, context)
    if found:
        return found
    if isinstance(student, Apply | Bind) and student.op not in ("set", *SEVERAL, *CONNECTIVES):
        return compared(expected, student, context)
    return other_shape(expected, student)


def _by_names(rows: Rows, student: Expr, context: Context, rules: Rules) -> Judgement | None:
    """Entries with their names: those of one row or column, else for a person, who sees where each stands."""
    entries = tuple(entry for row in rows for entry in row)
    named = each_named(entries, student, _judge(context, rules), rules.by_entry, context)
    if named is None or 1 in (len(rows), len(rows[0])):
        return named
    return undecided("entries", finding("entries-undecided")) if named.right else None


def _lists(expected: Expr, student: Expr, context: Context, rules: Rules) -> Judgement:
    rows = rows_of(expected)
    if bounds_all(student):
        return undecided("entries", finding("entries-undecided"))
    if rows is not None:
        found = _by_names(rows, student, context, rules)
        found = found or same_array(rows, student, _judge(context, rules), rules.by_entry, context)
        return found or other_shape(expected, student)
    assert isinstance(expected, Apply)
    named = each_named(expected.args, student, _judge(context, rules), rules.by_entry, context)
    if named is not None:
        return named
    if not any(map(states, expected.args)):
        student = as_point(student, len(expected.args))
    ordered = expected.op != "sequence" if rules.ordered is None else rules.ordered
    ours, theirs = expected.args, items_of_list(student, expected, ordered)
    if theirs is None and expected.op in ("tuple", "list"):
        vector = vector_of(student, len(ours))  # `2x i + 2y j`
        if vector is not None:
            note = finding("read-as-vector", "assumption", size=str(len(vector)))
            return in_order(ours, vector, _judge(context, rules), rules.by_entry, context).adding(note)
    if theirs is None:
        return _as_interval(expected, student, context) or other_shape(expected, student)
    if len(ours) == len(theirs) and all(definition(item) for item in ours) and not any(map(states, theirs)):
        return in_order(ours, theirs, _judge(context, rules), rules.by_entry, context)
    if not _brackets_fit(expected, student):
        return incorrect("shape", finding("other-brackets"))
    once = len(set(ours)) == len(ours)
    again = len(theirs) > len(ours) and rules.ordered is None and once  # a solution may be said twice
    compare_entries = in_order if ordered else as_sets if again else in_any_order
    return compare_entries(ours, theirs, _judge(context, rules), rules.by_entry, context)


def _as_interval(expected: Expr, student: Expr, context: Context) -> Judgement | None:
    """`0 <= x <= 1` where `[0, 1]` was asked for, which may well be an interval."""
    ours, letter = solved(expected), _only_letter(student)
    if ours is None or is_empty(ours.region, context):
        return None
    if isinstance(student, Interval | Bind):
        theirs = solved(student)
        return same_region(ours.region, theirs.region, context) if theirs is not None else None
    if letter is None or kind_of(student) != "inequality":
        return None
    return statements(Chain((letter, ours.region), ("in",)), student, context)


def items_of_list(student: Expr, expected: Apply, ordered: bool = True) -> tuple[Expr, ...] | None:
    """The entries of a list; a set only where no order is asked."""
    match student:
        case Apply("sequence", items):
            return tuple(value for item in items for value in _joined(item))
        case Apply("list" | "tuple", items):
            return items
        case Apply("set" | "and" | "or", items) if expected.op == "sequence" or not ordered:
            return items
        case Matrix((row,)):
            return row
        case Matrix(rows) if all(len(row) == 1 for row in rows):
            return tuple(row[0] for row in rows)
        case Interval():
            return None
    if len(expected.args) == 1 or (expected.op == "sequence" and is_number(student)):
        return (student,)
    return None


def _brackets_fit(expected: Apply, student: Expr) -> bool:
    """Two numbers in brackets may be an interval: then the kind of bracket counts."""
    if not isinstance(student, Apply) or len(expected.args) != 2 or len(student.args) != 2:
        return True
    return {expected.op, student.op} != {"list", "tuple"} or not all(map(is_number, expected.args))


def statements(expected: Expr, student: Expr, context: Context, rules: Rules | None = None) -> Judgement:
    """Equations and inequalities: the same solutions. `f(x) = …` may be answered by its right side alone."""
    expected, student = both_signs(unwrapped(expected)), both_signs(listed(unwrapped(student)))
    rules = rules or Rules()
    found = _points(expected, student, context, rules) or same_sets(expected, student)
    if found is not None:
        return found
    expected, student = with_counts(expected, student)
    return with_magnitudes(expected, student, context, lambda known: _statements(expected, student, known, rules))


def _statements(expected: Expr, student: Expr, context: Context, rules: Rules) -> Judgement:
    if isinstance(student, Name) and student in ALL_OR_NOTHING:
        return by_solutions(relate(expected, ALL_OR_NOTHING[student], context))
    judged = same_equation(expected, student)
    if judged is not None:
        return judged
    if is_other_function(expected, student):
        return incorrect("structure", finding("other-subject"))
    named = definition(expected)
    if named is not None:
        found = _right_sides(*named, student, context, rules)
        if found is not None:
            return found
    ours, theirs = solved(expected), solved(student)
    if ours is None or theirs is None:
        subject = ours.subject if ours and isinstance(ours.subject, Name | Call | Index) else _only_letter(expected)
        found_solutions = unless_poles(relate(expected, student, context, subject), expected, student, context)
        return by_solutions(found_solutions, expected, student)
    one_subject = ours.subject is None or theirs.subject is None or ours.subject == theirs.subject
    if one_subject and (ours.subject is None or isinstance(ours.subject, Name | Call | Index)):
        return same_region(ours.region, theirs.region, context)
    letter = _only_letter(expected)
    if theirs.subject is None and letter is not None:
        student = Chain((letter, theirs.region), ("in",))
    found_relation = unless_poles(
        relate(expected, student, context, theirs.subject or letter), expected, student, context
    )
    if found_relation.relation == "unknown" and one_subject:
        judged = same_region(ours.region, theirs.region, context)
        return judged if judged.right else by_solutions(found_relation)
    if isinstance(ours.subject, Name) and isinstance(theirs.subject, Name) and not one_subject:
        return incorrect("regions", finding("other-subject"))
    return by_solutions(found_relation)


def _only_letter(statement: Expr) -> Expr | None:
    """The one unknown of a statement."""
    letters = [name for name in free_names(statement) if name not in CONSTANTS]
    return Name(letters[0]) if len(letters) == 1 else None


def _right_sides(name: Expr, value: Expr, student: Expr, context: Context, rules: Rules) -> Judgement | None:
    """The student gave the value alone, or under the same name; None where it must be read as an equation."""
    if not states(student):
        note = finding("left-side-missing", "assumption", name=to_text(name))
        return alike(value, student, context, rules).adding(note)
    if not isinstance(student, Chain) or "=" not in student.relations:
        return None
    if student.operands[0] != name and not is_graph(student.operands[0], name):
        return None
    name = student.operands[0]
    claimed = claim(student, context, (name,))
    if claimed.refused is not None:
        return claimed.refused
    if kind_of(value) == "number" and isinstance(name, Name) and is_number(claimed.expr):
        return alike(value, claimed.expr, context, rules)
    judged = alike(value, claimed.expr, context, rules)
    solvable = isinstance(name, Name) and kind_of(value) in ("number", "expression")
    return None if solvable and not judged.right else judged


def _logic(expected: Expr, student: Expr, context: Context) -> Judgement:
    if student in (Name("reals"), Name("empty")) and isinstance(expected, Name):
        return by_solutions(relate(expected, student, context))
    if isinstance(student, Chain) and truth(student, {}) is not None:  # `{4, 5} ⊇ {5}`
        return same_table(expected, student)
    if kind_of(student) in ("equation", "inequality") and isinstance(expected, Name):
        return by_solutions(relate(expected, student, context))
    if kind_of(student) == "logic" or isinstance(student, Name):
        return same_table(expected, student)
    if isinstance(student, Apply) and student.op in CONNECTIVES:
        return compared(expected, student, context)
    return other_shape(expected, student)
