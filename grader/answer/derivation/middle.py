"""What stands between the question of a derivation and its end: which forms say something, which links skip it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from grader.answer.claim.prose.vocabulary import REASONS, last_words
from grader.answer.claim.scope import Scope
from grader.answer.claim.statements import Statement
from grader.answer.derivation.dressed import is_optimum, rearranges, says_more, turned
from grader.answer.derivation.entry import Entry
from grader.answer.derivation.other_body import of_another
from grader.answer.derivation.padding import is_dressed, is_padded, is_unfounded
from grader.answer.derivation.relevance import is_name
from grader.answer.derivation.splitting import of_its_terms, splits
from grader.answer.derivation.task import Task
from grader.answer.value.formulas.arithmetic import by_arithmetic
from grader.answer.value.formulas.spelling import plain_shape, shape, written_out
from grader.answer.value.numbers.worth import fraction
from grader.answer.value.shapes import ORDERS, unwrapped
from grader.late import dataclass
from grader.notation import parse
from grader.notation.names import Names, free_names
from grader.notation.tree import Apply, Bind, Call, Expr, Name, Number, walk

UNDONE = frozenset({"diff", "partial", "gradient", "integral", "limit", "sum", "product", "at"})
ARITHMETIC = frozenset({"add", "mul", "neg", "pos", "div", "pow", "boxed"})
SOUND = frozenset({"follows", "start"})


def undone(expr: Expr) -> set[str]:
    """Which words that can be carried out stand there yet: derivatives, integrals, limits, sums."""
    bound = {node.op for node in walk(expr) if isinstance(node, Bind) and node.op in UNDONE}
    primes = {"diff" for node in walk(expr) if isinstance(node, Apply) and node.op == "prime"}
    return {"diff" if op == "partial" else op for op in bound} | primes


@dataclass(frozen=True, slots=True)
class Middle:
    """What stands between: how many forms, and whether each of them may be the known end rearranged, or only stands
    in an order (`q >= 0`), which need not lead there."""

    forms: int
    turned: bool = False


def only_ends(entries: list[Entry], task: Task, scope: Scope) -> bool:
    """Whether nothing stands there but the question, its end and names for them."""
    sides = [side for entry in entries for side in (entry.left, entry.right) if side is not None]
    return all(is_name(side) for side in _between(sides, task, scope))


def _between(sides: list[Expr], task: Task, scope: Scope) -> list[Expr]:
    """Those that are neither the question nor its end."""
    ends = {shape(expr, scope.names) for expr in (task.question, task.goal, *task.about) if expr is not None}
    return [side for side in sides if shape(unwrapped(side), scope.names) not in ends]


def reasons(said: Sequence[Statement], task: Task, scope: Scope) -> bool:
    """Whether an equation is called the reason, and it is not the question with its end: `since (x + 1)(x + 1) =
    x^2 + x + x + 1`. It is not judged as a step, and may be one."""
    told = (one for one in said if one.role == "assumption" and len(one.members) > 1)
    return any(not REASONS.isdisjoint(last_words(one.before)) and len(_forms(one, task, scope)) > 1 for one in told)


def rearranged(entries: Sequence[Entry], task: Task, scope: Scope) -> bool:
    """Whether a form stands there that is the end by arithmetic or the derivative by its rules: nobody can tell."""
    if task.question is None or task.goal is None:
        return False
    forms = (each.right for each in entries if each.right is not None and each.step.outcome in SOUND)
    return any(rearranges(form, task.question, task.goal, scope.names) for form in forms)


def says_new(one: Statement, task: Task, scope: Scope) -> bool:
    """Whether a statement has anything in it but the question, its end and names."""
    return len(one.members) == 1 or bool(_forms(one, task, scope))


def ends_told(said: Sequence[Statement], task: Task, scope: Scope) -> list[Statement]:
    """The end, where a sentence behind the last formula says it: `…, so the sum is $2^n$`."""
    last = said[-1] if said else None
    if last is None or task.goal is None or last.role != "remark" or len(last.members) > 1:
        return []
    expr = parse(last.text, scope.names).expr
    return [last] if expr is not None and shape(expr, scope.names) == shape(task.goal, scope.names) else []


def _forms(one: Statement, task: Task, scope: Scope) -> list[Expr]:
    sides = [parse(member.text, scope.names).expr for member in one.members]
    return _between([side for side in sides if side is not None and not is_name(side)], task, scope)


def middle(about: list[Entry], task: Task, scope: Scope) -> Middle:
    """The different forms that stand between the question and the end."""
    names = scope.names
    ends = {shape(expr, names) for expr in (task.question, task.goal, *task.about) if expr is not None}
    between = {shape(unwrapped(entry.right), names) for entry in about if entry.right is not None}
    lefts = {shape(entry.left, names) for entry in about if entry.left is not None and not is_name(entry.left)}
    scaled = {form for form in between | lefts if _without_factor(form) in ends} - ends
    forms = {form for form in (between | lefts) - ends - scaled if not _is_quotient(form, task.question)}
    if not forms and any(_brings_along(entry, scaled, task, names) for entry in about):
        return Middle(len(scaled), True)
    if task.question is None or task.goal is None or not forms:
        numbers = scope.worth is not None and not any(map(free_names, forms))  # only words can say which they are
        return Middle(len(forms), numbers)
    more = [form for form in forms if says_more(form, task.question, task.goal, scope)]
    orders = [entry for entry in about if entry.relation in ORDERS]
    ordered = {shape(side, names) for entry in orders for side in (entry.left, entry.right) if side is not None}
    behind = _behind(about, task.goal, names)
    behind = behind if len(behind) == 1 else {form for form in behind if of_its_terms(form, task.goal, names)}
    rest = (form for form in more if form not in ordered | behind)
    alone = len(more) == 1
    doubtful = bool(more) and all(
        _is_end(form, task.question, task.goal, names)
        or of_another(form, task.question, scope)
        or is_padded(form, task, names)
        or is_dressed(form, task, scope)
        or (alone and is_unfounded(about, form, task, names))
        for form in rest
    )
    doubtful = doubtful or _sets_out_from_end(about, more, task, names)
    return Middle(len(forms) if more else 0, doubtful)


def _brings_along(entry: Entry, scaled: set[Expr], task: Task, names: Names) -> bool:
    """`argmax Π e^{-x²/2} = argmin ½ Σ x²`: the end with a factor, right behind the question, out of which it may
    come: a step, or the end dressed up."""
    if entry.left is None or entry.right is None or task.question is None or task.goal is None:
        return False
    question, goal = shape(task.question, names), shape(task.goal, names)
    if shape(entry.left, names) != question or _moving(question) == _moving(goal):
        return False
    return shape(unwrapped(entry.right), names) in scaled


def _moving(form: Expr) -> Expr:
    """Of an optimum of a product the factors that hold the variable, the others move nothing."""
    match form:
        case Bind("argmax" | "argmin" as op, (Name(id),) as variables, bounds, Apply("mul", factors)):
            kept = tuple(factor for factor in factors if id in free_names(factor))
            return Bind(op, variables, bounds, kept[0] if len(kept) == 1 else Apply("mul", kept))
    return form


def _sets_out_from_end(about: list[Entry], forms: list[Expr], task: Task, names: Names) -> bool:
    """Whether the known end stands first, the question nowhere, and all else is the end by arithmetic."""
    sides = [side for entry in about for side in (entry.left, entry.right) if side is not None]
    if task.question is None or task.goal is None or not sides or any(map(is_name, sides)):
        return False
    goal, asked = shape(task.goal, names), shape(task.question, names)
    said = [shape(unwrapped(side), names) for side in sides]
    ours = by_arithmetic(goal)
    return said[0] == goal and asked not in said and all(by_arithmetic(form) == ours for form in forms)


def _is_end(form: Expr, question: Expr, goal: Expr, names: Names) -> bool:
    """Whether a form may be the end arranged otherwise, with nothing of the question in it."""
    if is_optimum(question) and written_out(form, names) == written_out(goal, names):
        return True
    return turned(form, question, goal, names) or splits(form, question, goal, names)


def _behind(about: list[Entry], goal: Expr, names: Names) -> set[Expr]:
    """The forms that stand only behind the end in their chain, where the question was left at once: they need not
    lead to it."""
    end = plain_shape(goal, names)
    before: set[Expr] = set()
    behind: set[Expr] = set()
    last: dict[int, tuple[Expr, bool]] = {}
    for entry in (entry for entry in about if entry.right is not None):
        form, left = shape(unwrapped(entry.right or goal), names), entry.left
        at, past = last.get(entry.thread, (None, False))
        past = past and left is not None and shape(unwrapped(left), names) == at
        (behind if past else before).add(form)
        last[entry.thread] = form, past or plain_shape(form, names) == end
    return {form for form in behind - before if plain_shape(form, names) != end}


def _without_factor(form: Expr) -> Expr:
    """An optimum without the numbers by which its body is multiplied, or that are added to it: they move nothing,
    and say nothing."""
    match form:
        case Bind("argmax" | "argmin" as op, variables, bounds, Apply("mul", factors)):
            kept = tuple(factor for factor in factors if fraction(factor) is None)
            body = kept[0] if len(kept) == 1 else Apply("mul", kept)
            return _without_factor(Bind(op, variables, bounds, body)) if kept != factors and kept else form
        case Bind("argmax" | "argmin" as op, variables, bounds, Apply("add", terms)):
            rest = tuple(term for term in terms if fraction(term) is None)
            body = rest[0] if len(rest) == 1 else Apply("add", rest)
            return _without_factor(Bind(op, variables, bounds, body)) if rest != terms and rest else form
    return form


def _is_quotient(form: Expr, question: Expr | None) -> bool:
    """Whether a derivative is only said to be the limit of a quotient of differences of the same function."""
    match question, form:
        case Bind("diff" | "partial", _, _, Call(function)), Bind("limit", _, _, body):
            calls = [node for node in walk(body) if isinstance(node, Call)]
            others = {node.op for node in walk(body) if isinstance(node, Apply)} - ARITHMETIC
            return len(calls) == 2 and all(call.function == function for call in calls) and not others
    return False


def jumps(entry: Entry, task: Task, names: Names) -> bool:
    """Whether a link leaves out the derivative that is asked for: it goes from the derivative of a function that
    the exercise defines to a form without it, and neither side uses what the definition is made of."""
    question, left, right = task.question, entry.left, entry.right
    if not isinstance(question, Bind) or left is None or right is None or entry.step.outcome != "follows":
        return False
    match question:
        case Bind("diff" | "partial", _, _, Call(Name(id))) if id in names.functions:
            body = names.functions[id].body
        case _:
            return False
    if body is None or "diff" not in undone(left) or "diff" in undone(right):
        return False
    known = _material(question) | (_material(task.goal) if task.goal is not None else set())
    needed = _material(body) - known
    return bool(needed) and needed.isdisjoint(_material(left) | _material(right))


def _material(expr: Expr) -> set[str]:
    """The functions and constants in an expression, but for arithmetic."""
    names = {node.id for node in walk(expr) if isinstance(node, Name)} & {"e", "pi", "i"}
    ops = {node.op for node in walk(expr) if isinstance(node, Apply | Bind)}
    return {"e" if op == "exp" else op for op in ops} - ARITHMETIC | names


def is_idle(entry: Entry, names: Names) -> bool:
    """Whether a link says of something that it is itself."""
    left, right = entry.left, entry.right
    return left is not None and right is not None and shape(left, names) == shape(right, names)


def is_large(entry: Entry, task: Task) -> bool:
    if task.largest_step is None or entry.left is None or entry.right is None or entry.step.outcome != "follows":
        return False
    return step_size(entry.left, entry.right) > task.largest_step


def step_size(left: Expr, right: Expr) -> int:
    """How many symbols change in a step: numbers, letters, operations and function signs, counted with repetition,
    that come in or that go away, whichever are more. Brackets and the order of writing are no symbols."""
    before, after = Counter(map(_symbol, walk(left))), Counter(map(_symbol, walk(right)))
    return max((before - after).total(), (after - before).total())


def _symbol(node: Expr) -> str:
    match node:
        case Number(text):
            return text
        case Name(id):
            return id
        case Apply(op) | Bind(op):
            return f"{op}()"
    return type(node).__name__
