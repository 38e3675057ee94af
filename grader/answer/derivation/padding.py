"""True lines that say nothing: `4x + 1 - 1`, a form that stood there before, `8x/2` behind a wrong `4x`.

So does a form in functions or letters of which nothing was said: `log e^{4x}` for a sum of squares, or
`sin^2 x + cos^2 x` for a limit that is a number.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from grader.answer.claim.scope import Scope
from grader.answer.derivation.account import is_wrong
from grader.answer.derivation.entry import Entry
from grader.answer.derivation.relevance import is_name
from grader.answer.derivation.splitting import core, kinds, summands
from grader.answer.derivation.standing import is_question
from grader.answer.derivation.task import Task
from grader.answer.value.formulas.arithmetic import by_arithmetic
from grader.answer.value.formulas.spelling import plain_shape, size
from grader.answer.value.numbers.worth import unfolded
from grader.answer.value.shapes import CONSTANTS
from grader.equivalence.meanings import free_names as unbound
from grader.notation.names import Names, free_names
from grader.notation.tree import Apply, Bind, Chain, Expr, Name, Number, walk

FAMILIES = (
    frozenset("sin cos tan cot sec csc".split()),
    frozenset("exp log sinh cosh tanh coth arsinh arcosh artanh".split()),
    frozenset("arcsin arccos arctan arccot".split()),
)
"""Functions that come out of each other."""
MAKING = frozenset({"integral", "expectation", "argmax", "argmin"})
"""What may bring in a function that was not there: `1/x` has a logarithm."""


def padding(about: Iterable[Entry], names: Names) -> list[Entry]:
    """The sound links that lead nowhere: to a form that stood in the chain before, but for terms that cancel, or,
    behind a wrong link, to the same terms with more numbers before them."""
    found: list[Entry] = []
    seen: dict[int, set[Expr]] = {}
    broken: set[int] = set()
    for entry in about:
        before = seen.setdefault(entry.thread, set())
        if entry.left is not None:
            before.add(bare(entry.left, names))
        if entry.right is None:
            continue
        form = bare(entry.right, names)
        longer = entry.thread in broken and entry.left is not None and _only_longer(entry.left, entry.right, names)
        if entry.step.outcome == "follows" and (form in before or longer):
            found.append(entry)
        before.add(form)
        broken |= {entry.thread} if is_wrong(entry) else set()
    return found


def padding_of_conditions(entries: Iterable[Entry], names: Names) -> list[Entry]:
    """The sound lines that lead nowhere: an equation of the same terms as one above and no shorter, that does not
    say what a letter is."""
    found: list[Entry] = []
    shortest: dict[Hashable, int] = {}
    for entry in entries:
        for side in (entry.left, entry.right) if not shortest else (entry.right,):
            if side is None:
                continue
            key, long = _terms(side, names), size(side)
            again = key in shortest and long >= shortest[key] and not _says_what(side)
            shortest[key] = min(long, shortest.get(key, long))
        if entry.right is not None and entry.step.outcome == "follows" and again:
            found.append(entry)
    return found


def _terms(condition: Expr, names: Names) -> Hashable:
    """The terms of an equation without their numbers, whichever side they stand on."""
    match condition:
        case Chain((left, right), ("=",)):
            terms = (term for side in (left, right) for term in summands(plain_shape(side, names)))
            return frozenset(core(term) if free_names(term) - CONSTANTS else Number("1") for term in terms)
    return plain_shape(condition, names)


def _says_what(condition: Expr) -> bool:
    match condition:
        case Chain((Name(id), value), ("=",)):
            return id not in free_names(value)
    return False


def _only_longer(left: Expr, right: Expr, names: Names) -> bool:
    if size(right) < size(left):
        return False
    if not (free_names(left) | free_names(right)) - CONSTANTS:
        return by_arithmetic(left) == by_arithmetic(right)
    ours, theirs = ({core(term) for term in summands(plain_shape(side, names))} for side in (left, right))
    return ours == theirs


def bare(form: Expr, names: Names) -> Expr:
    """A form without summands that cancel each other as they stand there."""
    kept, _ = _cancelled(plain_shape(form, names), names)
    return plain_shape(Apply("add", tuple(kept)), names) if len(kept) > 1 else kept[0] if kept else Number("0")


def _cancelled(whole: Expr, names: Names) -> tuple[list[Expr], list[Expr]]:
    """The summands that are left, and those that are gone."""
    kept: list[Expr] = []
    gone: list[Expr] = []
    for term in whole.args if isinstance(whole, Apply) and whole.op == "add" else (whole,):
        signs = (each for each in kept if _negative(term, names) == each or _negative(each, names) == term)
        opposite = next(signs, None)
        if opposite is None:
            kept.append(term)
        else:
            kept.remove(opposite)
            gone.append(term)
    return kept, gone


def _negative(term: Expr, names: Names) -> Expr:
    return plain_shape(Apply("neg", (term,)), names)


def is_padded(form: Expr, task: Task, names: Names) -> bool:
    """Whether a form is the question or its end with something that cancels."""
    _, gone = _cancelled(plain_shape(form, names), names)
    ours = kinds(task.question, names) if task.question is not None else frozenset()
    if not gone or any(kinds(term, names) <= ours for term in gone):
        return False
    plain = bare(form, names)
    return any(plain == plain_shape(end, names) for end in (task.question, task.goal) if end is not None)


def is_dressed(form: Expr, task: Task, scope: Scope) -> bool:
    """Whether a form speaks of letters, or is made of functions, that neither the question nor its end has."""
    if task.question is None or task.goal is None:
        return False
    ends = [unfolded(each, scope.names) for each in (task.question, task.goal)]
    ours = unfolded(form, scope.names)
    letters = frozenset().union(*map(unbound, ends)) | CONSTANTS | scope.own | scope.names.functions.keys()
    if not letters.issuperset(unbound(ours)):
        return True
    nodes = [node for end in ends for node in walk(end)]
    makes = any(isinstance(node, Bind) and node.op in MAKING for node in nodes)
    if makes or any(Name("i") in walk(each) for each in (*ends, ours)):
        return False
    used, known = _functions(walk(ours)), _functions(nodes)
    return any(used & family and not known & family for family in FAMILIES)


def _functions(nodes: Iterable[Expr]) -> set[str]:
    found: set[str] = set()
    for node in nodes:
        match node:
            case Apply("pow", (base, exponent)) if base == Name("e") or free_names(exponent) - CONSTANTS:
                found.add("exp")
            case Apply(op) | Bind(op):
                found.add(op)
    return found


def is_unfounded(about: Iterable[Entry], form: Expr, task: Task, names: Names) -> bool:
    """Whether the question stands nowhere, and its end follows from a form by arithmetic alone as it would from any
    other: `(2x + 1) - (1 - 2x) = 4x`, `cos 0 = 1`."""
    if task.question is None or task.goal is None:
        return False
    sides = [side for entry in about for side in (entry.left, entry.right) if side is not None]
    if any(is_name(side) or is_question(side, task, names) for side in sides):
        return False
    if not (free_names(task.goal) | free_names(form)) - CONSTANTS:
        return True
    asked, end = (by_arithmetic(plain_shape(each, names)) for each in (task.question, task.goal))
    return asked == end and not kinds(task.question, names) <= kinds(form, names)
