"""Which chains of an answer a question is about, and which of the others its argument leans on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from grader.answer.claim.scope import Scope
from grader.answer.derivation.entry import Entry
from grader.answer.derivation.links import equal
from grader.answer.value.asked.quantities import same_quantity
from grader.answer.value.formulas.spelling import shape
from grader.answer.value.numbers.worth import unfolded
from grader.notation.names import Names, free_names
from grader.notation.tree import Apply, Bind, Call, Expr, Name, Number, walk

ARITHMETIC = frozenset({"add", "mul", "neg", "pos", "div", "pow", "sqrt", "boxed", "prime", "abs", "plusminus"})
LINEAR = frozenset({"diff", "partial", "gradient", "integral", "sum", "expectation", "limit"})
OPTIMA = frozenset({"argmax", "argmin", "maximum", "minimum"})


def threads_about(entries: list[Entry], asked: tuple[Expr, ...], scope: Scope) -> frozenset[int]:
    """The chains that begin at one of the quantities, by name or by value; all of them, where nothing is asked."""
    if not asked:
        return frozenset(entry.thread for entry in entries)
    shapes = {same_quantity(expr, scope.names) for expr in asked}
    found: set[int] = set()
    refused: dict[int, Expr | None] = {}
    theirs = _named_for_others(entries, scope)
    for entry in entries:
        if entry.thread in found:
            continue
        known = entry.thread in theirs or (entry.left is not None and entry.left == refused.get(entry.thread))
        if _begins_at(entry, asked, shapes, scope, known):
            found.add(entry.thread)
        refused[entry.thread] = entry.right if entry.step.outcome in ("start", "follows") else None
    return frozenset(found)


def _begins_at(entry: Entry, asked: tuple[Expr, ...], shapes: set[Expr], scope: Scope, known: bool) -> bool:
    """Whether a side is what was asked, or the first one (of a start: the last) equals it; `known`: that one does
    not, for it goes on from a side that does not."""
    sides = [side for side in (entry.left, entry.right) if side is not None]
    if any(same_quantity(side, scope.names) in shapes for side in sides):
        return True
    if known:
        return False
    candidates = sides[-1:] if entry.step.outcome == "start" else sides[:1]
    return any(equal(expr, side, scope) for side in candidates for expr in asked)


def _named_for_others(entries: list[Entry], scope: Scope) -> frozenset[int]:
    """The chains that begin at something else that the part asks for, by name: a value on the way that happens to
    be ours does not make them ours."""
    others, first = _others(scope), {entry.thread: entry for entry in reversed(entries)}
    lefts = {thread: entry.left for thread, entry in first.items() if entry.left is not None}
    return frozenset(thread for thread, left in lefts.items() if same_quantity(left, scope.names) in others)


def _others(scope: Scope) -> frozenset[Expr]:
    """What the other answers of the part are about."""
    return frozenset(same_quantity(expr, scope.names) for expr in scope.context.others)


def shown(entries: list[Entry], asked: tuple[Expr, ...], scope: Scope) -> list[Entry]:
    """The entries that belong on the page of this answer: of a part that asks for several, not those of others."""
    if not scope.context.others:
        return entries
    chains = threads_about(entries, asked, scope)
    return counted(entries, [entry for entry in entries if entry.thread in chains], scope)


def elsewhere(entries: list[Entry], asked: tuple[Expr, ...], scope: Scope) -> bool:
    """Whether every chain is about something else that the part asks for, and none about this."""
    others = scope.context.others
    if not entries or not others or not asked or threads_about(entries, asked, scope):
        return False
    theirs = threads_about(entries, others, scope)
    return all(entry.thread in theirs for entry in entries)


def counted(entries: list[Entry], about: list[Entry], scope: Scope) -> list[Entry]:
    """The entries whose mistakes count: all but the chains of other quantities on which the argument does not lean
    (`de/da`, where `de/db` is asked)."""
    if not about or any(is_carried(entry) for entry in about):
        return entries
    sides = [side for entry in about for side in (entry.left, entry.right) if side is not None]
    mentioned = {node for side in sides for node in walk(same_quantity(side, scope.names))}
    lefts = {entry.thread: entry.left for entry in reversed(entries) if entry.left is not None}
    chains = {entry.thread for entry in about}
    others = scope.context.others
    theirs = threads_about(entries, others, scope) if others else frozenset()
    for thread in {entry.thread for entry in entries} - chains:
        left = lefts.get(thread)
        if left is not None and is_name(left):
            counts = _leans(same_quantity(left, scope.names), mentioned) or _is_own(left, scope)
        else:
            counts = thread not in theirs
        if counts:
            chains.add(thread)
    return [entry for entry in entries if entry.thread in chains]


def _is_own(left: Expr, scope: Scope) -> bool:
    """Whether it is about a letter that the student has defined for the argument: `u'` of `u = x^3`."""
    return not isinstance(left, Name) and bool(free_names(left) & scope.own)


def _leans(left: Expr, mentioned: set[Expr]) -> bool:
    """Whether a quantity stands in the argument, or a higher derivative of it does."""
    if left in mentioned:
        return True
    below = _derivative(left)
    return any(_derivative(node)[:2] == below[:2] and _derivative(node)[2] > below[2] for node in mentioned)


def _derivative(expr: Expr) -> tuple[Expr, tuple[Expr, ...], int]:
    """What is derived, by what, how often."""
    match expr:
        case Bind("diff", variables, (Number(order),), body):
            return body, variables, int(order) if order.isdecimal() and len(order) < 4 else 0
        case Bind("diff", variables, (), body):
            return body, variables, 1
        case Call(_, args, ()):
            return expr, args, 0
    return expr, (), 0


def is_carried(entry: Entry) -> bool:
    """Whether it leans on an earlier wrong value."""
    return any(item.code == "carried-forward" for item in entry.step.findings)


def is_name(expr: Expr) -> bool:
    """Whether a side only names a quantity: `f'(x)`, `df/dx`."""
    match expr:
        case Name() | Call() | Apply("prime", _):
            return True
        case Bind("diff" | "partial" | "gradient", _, _, body):
            return is_name(body)
    return False


def steps_beside(
    entries: list[Entry], about: list[Entry], question: Expr | None, goal: Expr | None, scope: Scope
) -> int:
    """Sound steps in other chains that belong to the argument: what is done to the body of an arg max, in terms
    of the same functions. One link alone does not count, nor does a definition written out."""
    if not isinstance(question, Bind) or question.op not in OPTIMA or goal is None:
        return 0
    names = scope.names
    needed = free_names(goal) & (set(names.functions) - scope.own)
    threads = {entry.thread for entry in about}
    found: dict[int, list[Entry]] = {}
    for entry in entries:
        if entry.thread not in threads and entry.step.outcome == "follows":
            found.setdefault(entry.thread, []).append(entry)
    chains = [chain for chain in found.values() if needed <= _all_names(chain, scope)]
    return sum(max(0, sum(not _is_definition(entry, scope) for entry in chain) - 1) for chain in chains)


def steps_of_own(entries: list[Entry], about: list[Entry], question: Expr | None, scope: Scope) -> int:
    """Sound links in other chains about a letter of the student's own that stands for a part of the question:
    `ln y = x ln x`, where `y = x^x` was to be derived; or that work out a part of it, `(a+b)^2 = a^2 + 2ab + b^2`.
    Definitions put in are no steps."""
    if question is None:
        return 0
    parts = {same_quantity(node, scope.names) for node in (*walk(question), *_by_summands(question))}
    definitions = scope.names.definitions
    ours = {name for name in scope.own if name in definitions and definitions[name] in parts}
    threads = {entry.thread for entry in about}
    beside = [entry for entry in entries if entry.thread not in threads and entry.step.outcome == "follows"]
    inner = {part for part in parts if not isinstance(part, Name | Number)} - {same_quantity(question, scope.names)}

    def works_out(entry: Entry) -> bool:
        if entry.left is None or entry.right is None or same_quantity(entry.left, scope.names) not in inner:
            return False
        return shape(entry.left, scope.names) != shape(entry.right, scope.names)

    own = [entry for entry in beside if not _is_definition(entry, scope)]
    about_it = _chains_holding(same_quantity(question, scope.names), own, scope.names)
    about_it -= {entry.thread for entry in entries if entry.step.outcome == "does_not_follow"}
    single = sum(_speaks_of(ours, entry) or works_out(entry) for entry in own)
    return single + 2 * sum(entry.thread in about_it for entry in own)  # the end follows by one step


def _by_summands(question: Expr) -> Iterator[Expr]:
    """Of the derivative or the sum of a sum, that of each of its terms."""
    match question:
        case Bind(op, variables, bounds, Apply("add", terms)) if op in LINEAR:
            yield from (Bind(op, variables, bounds, term) for term in terms)


def _chains_holding(question: Expr, entries: list[Entry], names: Names) -> set[int]:
    """The chains about something that the question is a part of: `P(A|B) P(B) = P(A ∩ B)`, to be solved for it."""
    sides = ((entry.thread, side) for entry in entries for side in (entry.left, entry.right) if side is not None)
    whole = ((thread, same_quantity(side, names)) for thread, side in sides)
    return {thread for thread, side in whole if side != question and question in walk(side)}


def _speaks_of(names: set[str], entry: Entry) -> bool:
    return any(not names.isdisjoint(free_names(side)) for side in (entry.left, entry.right) if side is not None)


def _all_names(chain: Iterable[Entry], scope: Scope) -> frozenset[str]:
    """The names in a chain and in the student's definitions that it uses."""
    sides = [side for entry in chain for side in (entry.left, entry.right) if side is not None]
    found = frozenset(name for side in sides for name in free_names(side))
    functions = scope.names.functions
    bodies = (functions[name].body for name in found & scope.own if name in functions)
    return found.union(*(free_names(body) for body in bodies if body is not None))


def _is_definition(entry: Entry, scope: Scope) -> bool:
    if entry.left is None or entry.right is None:
        return True
    return unfolded(entry.left, scope.names) == unfolded(entry.right, scope.names)


def functions_asked(question: Expr | None, goal: Expr | None, names: Names) -> frozenset[str]:
    """The functions that what is asked and its end are made of, all definitions put in; none where one of the two
    has none, or is not known: then a form on the way need not have one either."""
    if question is None or goal is None:
        return frozenset()
    from_, to = _functions(unfolded(question, names)), _functions(unfolded(goal, names))
    return from_ | to if from_ and to else frozenset()


def is_foreign(expr: Expr, asked: frozenset[str], names: Names) -> bool:
    """Whether a form has nothing of what was asked in it: a number, or none of its functions (`2x` for something
    made of `exp`). What is still to be carried out, or has no known body, may hold any."""
    if not free_names(expr):
        return True
    bare = unfolded(expr, names)
    if not asked or any(isinstance(node, Bind | Call) or node == Name("i") for node in walk(bare)):
        return False
    return not asked & _functions(bare)


def _functions(expr: Expr) -> frozenset[str]:
    """The functions in an expression, powers and roots of a letter aside; the hyperbolic ones are made of `exp`."""
    found: set[str] = set()
    for node in walk(expr):
        match node:
            case Apply("pow", (_, exponent)) if free_names(exponent):
                found.add("exp")
            case Apply("sinh" | "cosh" | "tanh" | "coth"):
                found |= {"exp", node.op}
            case Apply(op) if op not in ARITHMETIC:
                found.add(op)
    return frozenset(found)
