"""What a student says and does not claim: a point, a value that is given, a choice, a supposition.

P(A) = 0.01           a chance that is given
x = 0                 a point, where x stands for any value
N > 1/epsilon         a choice of a letter of which nothing was said
suppose 7^n - 1 = 6m  what follows may use it
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from grader.answer.claim.prose.vocabulary import last_words
from grader.answer.claim.scope import Scope, is_chance
from grader.answer.claim.statements import Statement
from grader.answer.value.asked.quantities import same_quantity
from grader.answer.value.formulas.antiderivatives import differentials, is_differential
from grader.answer.value.shapes import CONSTANTS, ORDERS
from grader.late import replace
from grader.notation.names import free_names
from grader.notation.tree import Apply, Bind, Call, Expr, Index, Name, Number, walk


def is_premise_differential(left: Expr, right: Expr, scope: Scope) -> bool:
    """Whether it is a differential of what has no name yet: `du = 2x dx`."""
    return is_differential(left, scope.names) and differentials(left, right, scope.names) is None


def is_choice(left: Expr, relation: str, right: Expr, scope: Scope) -> bool:
    """Whether an order says how a letter is chosen of which nothing was said before: `N > 1/epsilon`."""
    if relation not in ORDERS:
        return False
    sides = (left, right), (right, left)
    return any(isinstance(side, Name) and _is_new(side.id, other, scope) for side, other in sides)


def is_of_indexes(left: Expr, right: Expr, question: Expr | None) -> bool:
    """Whether it says which term is meant: `the term with k = j`, of two indexes of the question."""
    if question is None or left == right or not isinstance(left, Name) or not isinstance(right, Name):
        return False
    return {left.id, right.id} <= {index for node in walk(question) for index in _indexes(node)}


def _indexes(node: Expr) -> Iterator[str]:
    match node:
        case Bind("sum" | "product", variables):
            yield from (each.id for each in variables if isinstance(each, Name))
        case Index(_, indices):
            yield from (each.id for each in indices if isinstance(each, Name))
        case Name(id) if "_" in id:
            yield from id.rpartition("_")[2].split(",")


def _is_new(name: str, other: Expr, scope: Scope) -> bool:
    said = scope.is_known(name) or name in scope.seen or name in scope.own or name in CONSTANTS
    return not said and name not in free_names(other)


def is_point(name: str, right: Expr, scope: Scope, asked: Sequence[Expr]) -> bool:
    """Whether a letter that stands for any value is given one: the exercise has said nothing of its value."""
    names = scope.names
    free = name in names.variables and name not in names.definitions and name not in scope.own
    is_asked = scope.asked_at or any(name == each.id for each in asked if isinstance(each, Name))
    return free and not is_asked and not free_names(right) - CONSTANTS


def is_given(left: Expr, right: Expr, scope: Scope, asked: Sequence[Expr]) -> bool:
    """Whether it is the value of a chance that nobody asks for."""
    quantities = {same_quantity(each, scope.names) for each in asked}
    return is_chance(left) and not free_names(right) and same_quantity(left, scope.names) not in quantities


def with_given(left: Expr, value: Expr, scope: Scope) -> Scope:
    return replace(scope, given=(*scope.given, (left, value)))


def at_point(name: str, value: Expr, scope: Scope) -> Scope:
    return replace(scope, at={**scope.at, name: value})


def supposing(left: Expr, right: Expr, scope: Scope) -> Scope:
    """With what the student takes for true: what it says of a letter, where it can be solved for one that stands
    in it once, else its left side for its right one."""
    claim = _solved(left, right, scope) or _solved(right, left, scope) or (left, right)
    return replace(scope, supposed=(*scope.supposed, claim))


def solved_for_new(left: Expr, right: Expr, scope: Scope) -> tuple[Expr, Expr] | None:
    """What an equation says of a letter of which nothing was said before: `2S = n(n + 1)`."""
    if isinstance(left, Name | Call):
        return None
    letters = {name for name in free_names(left) if _is_new(name, right, scope)}
    found = _solved(left, right, scope) if len(letters) == 1 == len(free_names(left)) else None
    return found if found is not None and found[0] == Name(*letters) else None


def _solved(side: Expr, other: Expr, scope: Scope) -> tuple[Expr, Expr] | None:
    """`6m` = other as `m` = other/6, where arithmetic gets there: step by step, from the outside."""
    once = [node.id for node in walk(side) if isinstance(node, Name) and node.id not in CONSTANTS]
    letters = [name for name in once if once.count(name) == 1 and name not in free_names(other)]
    for name in letters:
        inner, value = side, other
        while inner != Name(name):
            match inner:
                case Apply("neg", (arg,)):
                    inner, value = arg, Apply("neg", (value,))
                case Apply("add", args) if (at := _holding(name, args)) is not None:
                    taken = (Apply("neg", (arg,)) for k, arg in enumerate(args) if k != at)
                    inner, value = args[at], Apply("add", (value, *taken))
                case Apply("mul", args) if (at := _holding(name, args)) is not None:
                    rest = tuple(arg for k, arg in enumerate(args) if k != at)
                    if not all(isinstance(arg, Number) for arg in rest):
                        break
                    factor = rest[0] if len(rest) == 1 else Apply("mul", rest)
                    inner, value = args[at], Apply("div", (value, factor))
                case Apply("div", (top, Number() as bottom)) if name in free_names(top):
                    inner, value = top, Apply("mul", (value, bottom))
                case Apply("pow", (base, Number("2"))):  # of `w^2 = k/m` the positive one is meant
                    inner, value = base, Apply("sqrt", (value,))
                case _:
                    break
        else:
            return Name(name), value
    return None


def _holding(name: str, args: tuple[Expr, ...]) -> int | None:
    return next((k for k, arg in enumerate(args) if name in free_names(arg)), None)


def is_said_of(statement: Statement, left: Expr) -> bool:
    """`for f'(x) = 2x e^x + …`: the words say of what it is, not under which condition."""
    derived = isinstance(left, Bind) or any(isinstance(node, Apply) and node.op == "prime" for node in walk(left))
    return derived and last_words(statement.before, 1) in (("for",), ("für",))
