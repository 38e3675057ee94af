"""Random trees: an identity is Same, whatever is Same agrees as floats, a mutation that shows is not Same."""

from __future__ import annotations

import math
from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from grader.equivalence.methods import exact, structure
from grader.equivalence.truth import Different, Same
from grader.limits import Budget
from grader.notation.names import Names
from grader.notation.tree import Apply, Expr, Name, Number, children, rebuild

NAMES = Names()
POINTS = [
    {"x": 0.731, "y": 1.913}, {"x": 2.217, "y": 0.377}, {"x": -0.613, "y": 1.229},
    {"x": 1.411, "y": -0.837}, {"x": -1.77, "y": -2.31}, {"x": 3.0, "y": -2.0}, {"x": -1.0, "y": 2.0},
]  # fmt: skip


def word(op: str, *args: Expr) -> Expr:
    return Apply(op, args)


ZERO, ONE, TWO = Number("0"), Number("1"), Number("2")
LEAVES: st.SearchStrategy[Expr] = st.sampled_from(
    [Name("x"), Name("y"), ONE, TWO, Number("3"), Number("0.5"), Name("pi")]
)
UNARY = ["neg", "sqrt", "exp", "log", "sin", "cos", "tan", "abs", "sinh", "arctan", "arcsin"]


def grow(inner: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    binary = st.sampled_from(["add", "add", "mul", "mul", "div", "max"])
    return st.one_of(
        st.builds(lambda op, a, b: word(op, a, b), binary, inner, inner),
        st.builds(lambda op, a: word(op, a), st.sampled_from(UNARY), inner),
        st.builds(lambda a, n: word("pow", a, Number(n)), inner, st.sampled_from(["2", "3"])),
        st.builds(lambda a, n: word("pow", a, word("div", ONE, n)), inner, st.sampled_from([TWO, Number("3")])),
        st.builds(lambda a, b: word("pow", a, b), inner, LEAVES),
        st.builds(lambda a, n: word("root", a, Number(n)), inner, st.sampled_from(["2", "3"])),
    )


TREES = st.recursive(LEAVES, grow, max_leaves=6)

FUNCTIONS: dict[str, Callable[..., float]] = {
    "add": lambda *a: sum(a), "mul": lambda *a: math.prod(a), "div": lambda a, b: a / b, "neg": lambda a: -a,
    "sqrt": math.sqrt, "exp": math.exp, "log": math.log, "sin": math.sin, "cos": math.cos, "tan": math.tan,
    "abs": abs, "sinh": math.sinh, "arctan": math.atan, "arcsin": math.asin, "max": max, "min": min,
}  # fmt: skip


def value(expr: Expr, at: dict[str, float]) -> float:
    """As a float over the reals; ValueError and its like where there is none."""
    match expr:
        case Number(text):
            return float(text)
        case Name(id):
            return math.pi if id == "pi" else at[id]
        case Apply("pow", (base, Apply("div", (Number("1"), Number(n))))) | Apply("root", (base, Number(n))):
            below = value(base, at)
            if int(n) % 2 and below < 0:
                return -((-below) ** (1 / int(n)))
            return math.pow(below, 1 / int(n))
        case Apply("pow", (base, exponent)):
            return math.pow(value(base, at), value(exponent, at))
        case Apply(op, args):
            return FUNCTIONS[op](*(value(arg, at) for arg in args))
    raise ValueError


def values(expr: Expr) -> list[float | None]:
    found: list[float | None] = []
    for point in POINTS:
        try:
            number = value(expr, point)
            found.append(number if abs(number) < 1e9 else None)
        except (ValueError, ZeroDivisionError, OverflowError):
            found.append(None)
    return found


def apart(a: Expr, b: Expr) -> bool:
    """As floats the two differ somewhere by far more than rounding could explain."""
    return any(
        x is not None and y is not None and abs(x - y) > 1e-4 * (1 + max(abs(x), abs(y)))
        for x, y in zip(values(a), values(b), strict=True)
    )


def decide(a: Expr, b: Expr) -> Same | Different | None:
    return structure.decide(a, b, NAMES) or exact.decide(a, b, NAMES, Budget.start(20))


GROWTH = word("exp", Name("x"))
PYTHAGORAS = word("add", word("pow", word("sin", Name("y")), TWO), word("pow", word("cos", Name("y")), TWO))
REWRITES: list[Callable[[Expr], Expr]] = [
    lambda t: word("add", t, word("neg", word("neg", ZERO))),
    lambda t: word("neg", word("neg", t)),
    lambda t: word("div", word("mul", t, TWO), TWO),
    lambda t: word("add", word("add", t, Name("x")), word("neg", Name("x"))),
    lambda t: word("mul", t, word("exp", ZERO)),
    lambda t: word("add", word("div", t, TWO), word("mul", Number("0.5"), t)),
    lambda t: word("mul", t, PYTHAGORAS),
    lambda t: word("div", word("mul", t, word("add", ONE, GROWTH)), word("add", GROWTH, ONE)),
    lambda t: word("mul", word("mul", t, word("sqrt", TWO)), word("div", word("sqrt", TWO), TWO)),
    lambda t: Apply(t.op, tuple(reversed(t.args))) if isinstance(t, Apply) and t.op in ("add", "mul", "max") else t,
]


def nodes(expr: Expr) -> int:
    return 1 + sum(nodes(child) for child in children(expr))


def change(expr: Expr, where: int, by: Callable[[Expr], Expr]) -> Expr:
    """The tree with node number `where` (in preorder) rewritten; exponents stay, for their form has a meaning."""
    count = -1

    def go(node: Expr) -> Expr:
        nonlocal count
        count += 1
        if count == where:
            return by(node)
        if isinstance(node, Apply) and node.op in ("pow", "root"):
            return Apply(node.op, (go(node.args[0]), node.args[1]))
        return rebuild(node, go)

    return go(expr)


def has_value(expr: Expr) -> bool:
    return any(number is not None for number in values(expr))


@settings(max_examples=300, deadline=None)
@given(TREES, st.integers(0, 20), st.sampled_from(REWRITES))
def test_an_identity_keeps_the_value(tree: Expr, where: int, rewrite: Callable[[Expr], Expr]) -> None:
    other = change(tree, where % nodes(tree), rewrite)
    if has_value(tree) and not apart(tree, other):
        assert not isinstance(decide(tree, other), Different)


@settings(max_examples=300, deadline=None)
@given(st.recursive(LEAVES, lambda inner: st.one_of(
    st.builds(lambda op, a, b: word(op, a, b), st.sampled_from(["add", "mul"]), inner, inner),
    st.builds(lambda op, a: word(op, a), st.sampled_from(["neg", "exp", "sin", "cos", "sinh", "abs"]), inner),
    st.builds(lambda a, n: word("pow", a, Number(n)), inner, st.sampled_from(["2", "3"])),
), max_leaves=6), st.integers(0, 20), st.sampled_from(REWRITES))  # fmt: skip
def test_an_identity_is_proved(tree: Expr, where: int, rewrite: Callable[[Expr], Expr]) -> None:
    other = change(tree, where % nodes(tree), rewrite)
    assert isinstance(decide(tree, other), Same)


@settings(max_examples=300, deadline=None)
@given(TREES, TREES)
def test_what_is_the_same_agrees_as_floats(a: Expr, b: Expr) -> None:
    if apart(a, b):
        assert not isinstance(decide(a, b), Same)


def mutate(node: Expr) -> Expr:
    match node:
        case Number(text):
            return Number(str(float(text) + 1).rstrip("0").rstrip("."))
        case Name("x"):
            return Name("y")
        case Apply("add", (a, b)):
            return Apply("add", (a, word("neg", b)))
        case Apply("sin", args):
            return Apply("cos", args)
        case Apply("abs" | "sqrt", args):
            return args[0]
        case Apply("exp", args):
            return Apply("sinh", args)
        case Apply("neg", (a,)):
            return a
        case Apply("mul", (a, b)):
            return Apply("div", (a, b))
        case _:
            return word("abs", node)


@settings(max_examples=400, deadline=None)
@given(TREES, st.integers(0, 20))
def test_a_mutation_that_shows_is_not_the_same(tree: Expr, where: int) -> None:
    other = change(tree, where % nodes(tree), mutate)
    if apart(tree, other):
        assert not isinstance(decide(tree, other), Same)
