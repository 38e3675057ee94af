"""Lists and sets, entry by entry: what matches, what is missing, what is too much."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import product
from typing import TypeGuard

from grader.answer.kind import Context
from grader.answer.value.asked.asked_modulus import speaks_of_classes
from grader.answer.value.judgement import HALF, Judgement, correct, finding, incorrect, partial, undecided
from grader.answer.value.numbers.amounts import one_amount
from grader.answer.value.numbers.compared import values_apart
from grader.answer.value.shapes import is_number
from grader.equivalence.rewriting.signs import readings, signed
from grader.errors import LimitError
from grader.limits import LIST_ITEMS
from grader.notation.printing import to_text
from grader.notation.tree import Apply, Expr, Matrix, Number
from grader.values import Finding

Judge = Callable[[Expr, Expr], Judgement]
Table = list[list[Judgement]]
SHOWN = 6
MOST_SIGNS = 4
"""Signs of a point from which on they are not tried."""


def but_for_brackets(judge: Judge, question: str) -> Judge:
    """A person reads entries that stand in brackets of their own, `[1], [2]`; where the question speaks of classes
    of numbers they are these."""
    if speaks_of_classes(question):
        return lambda ours, theirs: judge(ours, theirs.args[0] if _is_class(theirs) else theirs)

    def judged(ours: Expr, theirs: Expr) -> Judgement:
        found = judge(ours, theirs)
        alone = found.credit and _in_brackets(theirs) and not _in_brackets(ours)
        return undecided("entries", finding("brackets-in-doubt")) if alone else found

    return judged


def but_for_braces(judge: Judge) -> Judge:
    """Among elements a number is not the set of it: `{1}` is an element of a power set, and 1 is none."""

    def judged(ours: Expr, theirs: Expr) -> Judgement:
        apart = isinstance(ours, Apply) and ours.op == "set" and is_number(theirs)
        return incorrect("shape", finding("other-shape")) if apart else judge(ours, theirs)

    return judged


def _is_class(entry: Expr) -> TypeGuard[Apply]:
    return _in_brackets(entry) and isinstance(entry, Apply) and isinstance(entry.args[0], Number)


def _in_brackets(entry: Expr) -> bool:
    return isinstance(entry, Apply) and entry.op == "list" and len(entry.args) == 1


def table(expected: Sequence[Expr], student: Sequence[Expr], judge: Judge, context: Context) -> Table:
    """Every expected entry against every entry of the student."""
    if len(expected) * len(student) > LIST_ITEMS:
        raise LimitError("LIST_ITEMS")
    rows = []
    for ours in expected:
        context.budget.check()
        rows.append([judge(ours, theirs) for theirs in student])
    return rows


def shown(entries: Sequence[Expr]) -> str:
    """The first few entries, as text."""
    text = "; ".join(to_text(entry) for entry in entries[:SHOWN])
    return f"{text}; …" if len(entries) > SHOWN else text


def in_order(
    expected: Sequence[Expr], student: Sequence[Expr], judge: Judge, by_entry: bool, context: Context
) -> Judgement:
    """Lists in their order: the entries at the same place must be alike."""
    if len(expected) != len(student):
        told = finding("wrong-length", expected=str(len(expected)), student=str(len(student)))
        shorter = by_entry and len(student) < len(expected)
        return _run_of(expected, student, judge, context) if shorter else incorrect("entries", told)
    if len(expected) > LIST_ITEMS:
        raise LimitError("LIST_ITEMS")
    judged = [judge(ours, theirs) for ours, theirs in zip(expected, student, strict=True)]
    wrong = [str(k + 1) for k, item in enumerate(judged) if item.outcome in ("incorrect", "partial", "missing")]
    if not wrong:
        return whole(judged)
    named = finding("wrong-entries", places=", ".join(wrong))
    return scored(judged, len(judged), named, by_entry, judged)


def _run_of(expected: Sequence[Expr], student: Sequence[Expr], judge: Judge, context: Context) -> Judgement:
    """A list with entries left out: the most that stand in the order asked for count."""
    cells = table(expected, student, judge, context)
    runs: list[list[tuple[tuple[int, int], ...]]] = [[()] * (len(student) + 1) for _ in range(len(expected) + 1)]
    for i, row in enumerate(cells):
        for j, cell in enumerate(row):
            longer = (*runs[i][j], (i, j)) if cell.right else ()
            runs[i + 1][j + 1] = max(longer, runs[i][j + 1], runs[i + 1][j], key=len)
    run = runs[-1][-1]
    ours, theirs = {i for i, _ in run}, {j for _, j in run}
    missing = [entry for i, entry in enumerate(expected) if i not in ours]
    extra = [entry for j, entry in enumerate(student) if j not in theirs]
    return differences([cells[i][j] for i, j in run], missing, extra, True)


def in_any_order(
    expected: Sequence[Expr], student: Sequence[Expr], judge: Judge, by_entry: bool, context: Context
) -> Judgement:
    """Lists without order: a one-to-one matching, repetitions counted."""
    cells = table(expected, student, judge, context)
    matched = matching(cells, ("correct",))
    if len(matched) == len(expected) == len(student):
        return whole([cells[i][j] for i, j in matched.items()])
    hopeful = matching(cells, ("correct", "undecided"))
    if len(hopeful) == len(expected) == len(student):
        return open_question([cells[i][j] for i, j in hopeful.items()])
    missing = [expected[i] for i in range(len(expected)) if i not in matched]
    extra = [student[j] for j in range(len(student)) if j not in matched.values()]
    found = [cells[i][j] for i, j in matched.items()]
    return differences(found, missing, extra, by_entry)


def as_sets(
    expected: Sequence[Expr], student: Sequence[Expr], judge: Judge, by_entry: bool, context: Context
) -> Judgement:
    """Sets: each entry has an equal one on the other side, however often. `(±1, 0)` are two points."""
    student = [point for entry in student for point in _points(entry)]
    cells = table(expected, student, judge, context)
    columns = [[row[j] for row in cells] for j in range(len(student))]
    lacking = [k for k, row in enumerate(cells) if not any(cell.right for cell in row)]
    beyond = [k for k, column in enumerate(columns) if not any(cell.right for cell in column)]
    found = [cell for row in cells for cell in row if cell.right]
    if any(judge(key, each).right for k in beyond for each in _every_sign(student[k]) for key in expected):
        return undecided("entries", finding("entries-undecided"))
    if not lacking and not beyond:
        apart = next((pair for row in cells if (pair := _apart(student, row, context))), None)
        return whole(found) if apart is None else values_apart(*apart)
    doubtful = [*(cells[k] for k in lacking), *(columns[k] for k in beyond)]
    if all(any(cell.outcome == "undecided" for cell in row) for row in doubtful):
        return open_question([cell for row in doubtful for cell in row])
    missing, extra = [expected[k] for k in lacking], list(dict.fromkeys(student[k] for k in beyond))
    right = [next(cell for cell in row if cell.right) for k, row in enumerate(cells) if k not in lacking]
    return differences(right, missing, extra, by_entry)


def _points(entry: Expr) -> tuple[Expr, ...]:
    """Both points of one with a single `±` in it; of several signs it is not said which belong together. `-(1, 2)`
    is `(-1, -2)`."""
    match entry:
        case Apply("neg", (Apply("tuple" | "list" as op, coordinates),)):
            return (Apply(op, tuple(Apply("neg", (each,)) for each in coordinates)),)
    if not (isinstance(entry, Apply) and entry.op in ("tuple", "list") and signed(entry)):
        return (entry,)
    return readings(entry) if sum(signed(each) for each in entry.args) == 1 else (entry,)


def _every_sign(entry: Expr) -> Iterator[Expr]:
    """All points that `(±1, ±2)` may mean: both signs of each coordinate."""
    if isinstance(entry, Apply) and entry.op in ("tuple", "list") and 1 < sum(map(signed, entry.args)) < MOST_SIGNS:
        yield from (Apply(entry.op, each) for each in product(*map(readings, entry.args)))


def _apart(student: Sequence[Expr], row: list[Judgement], context: Context) -> tuple[Expr, Expr] | None:
    """Two different entries for one that is asked for, which both lie within the tolerance."""
    near = [cell.right and any(item.code == "within-tolerance" for item in cell.findings) for cell in row]
    first, *others = dict.fromkeys(entry for entry, is_near in zip(student, near, strict=True) if is_near) or [None]
    other = next((each for each in others if first and each and not one_amount(first, each, context)), None)
    return (first, other) if first is not None and other is not None else None


def differences(right: list[Judgement], missing: list[Expr], extra: list[Expr], by_entry: bool) -> Judgement:
    """Missing and superfluous entries named; what is missing is counted, not told. A wrong entry in the place of a
    right one earns nothing; each entry beyond the number asked for takes one that is right away, so that to list
    more than one knows gains nothing."""
    told: list[Finding] = []
    if missing:
        told.append(finding("missing-entries", count=str(len(missing))))
    if extra:
        told.append(finding("extra-entries", values=shown(extra)))
    too_many = max(len(extra) - len(missing), 0)
    return scored(right, len(right) + len(missing), told[0], by_entry, right, *told[1:], too_many=too_many)


def scored(
    judged: list[Judgement],
    size: int,
    first: Finding,
    by_entry: bool,
    evidence: list[Judgement],
    *more: Finding,
    too_many: int = 0,
) -> Judgement:
    """Credit by entry where the exercise gives it; `too_many` entries beyond the `size` asked for are taken off."""
    right = sum(item.outcome == "correct" for item in judged)
    share = Fraction(max(right - too_many, 0), max(size, 1))
    witness = next((item.counterexample for item in evidence if item.counterexample), None)
    if by_entry and share:
        return partial("entries", share, first, *more)
    return incorrect("entries", first, *more, counterexample=witness)


def whole(judged: Sequence[Judgement]) -> Judgement:
    """All entries are right, or some cannot be decided."""
    if any(item.outcome not in ("correct",) for item in judged):
        return open_question(judged)
    notes = dict.fromkeys(note for item in judged for note in item.findings if note.code != "equal")
    return correct("entries", finding("equal", "note"), *notes, certain=all(item.certain for item in judged))


def open_question(judged: Sequence[Judgement]) -> Judgement:
    for item in judged:
        if item.outcome in ("undecided", "unreadable"):
            return undecided("entries", *item.findings)
    return undecided("entries", finding("entries-undecided"))


def matching(cells: Table, outcomes: tuple[str, ...]) -> dict[int, int]:
    """A largest matching of rows with columns (augmenting paths)."""
    owner: dict[int, int] = {}

    def place(row: int, seen: set[int]) -> bool:
        for column, cell in enumerate(cells[row]):
            if cell.outcome in outcomes and column not in seen:
                seen.add(column)
                if column not in owner or place(owner[column], seen):
                    owner[column] = row
                    return True
        return False

    for row in range(len(cells)):
        place(row, set())
    return {row: column for column, row in owner.items()}


def _is_vector(expr: Expr) -> bool:
    return isinstance(expr, Matrix) or (isinstance(expr, Apply) and expr.op in ("tuple", "list", "transpose"))


def in_other_brackets(
    expected: Sequence[Expr], student: Sequence[Expr], judge: Judge, context: Context
) -> Judgement | None:
    """The elements of a set in round or square brackets: half right; two of them may be meant as an interval, but
    not vectors, of which they are a basis. None where the elements are others."""
    judged = as_sets(expected, student, judge, False, context)
    if not judged.right or all(map(_is_vector, student)):
        return judged if judged.right else None
    told = finding("other-brackets")
    return partial("entries", HALF, told) if len(student) > 2 else incorrect("shape", told)
