"""Random trees of all elementary words, what keeps their value, and near misses: for the fuzz alone."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import strategies as st
from test_exact_properties import change, nodes, word

from grader.notation.tree import Apply, Expr, Name, Number

ONE, TWO, HALF = Number("1"), Number("2"), Apply("div", (Number("1"), Number("2")))
X, Y, PI = Name("x"), Name("y"), Name("pi")
LEAVES: st.SearchStrategy[Expr] = st.sampled_from([X, X, Y, ONE, TWO, Number("3"), Number("0.25"), PI])
UNARY = (
    "neg sqrt exp log sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh arsinh artanh abs sign floor "
    "ceiling".split()
)
BINARY = "add add add mul mul mul div max min".split()


def grow(inner: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    return st.one_of(
        st.builds(lambda op, a, b: word(op, a, b), st.sampled_from(BINARY), inner, inner),
        st.builds(lambda op, a: word(op, a), st.sampled_from(UNARY), inner),
        st.builds(lambda a, n: word("pow", a, Number(n)), inner, st.sampled_from(["2", "3", "4"])),
        st.builds(lambda a, n: word("pow", a, word("neg", Number(n))), inner, st.sampled_from(["1", "2"])),
        st.builds(lambda a, n: word("pow", a, word("div", ONE, Number(n))), inner, st.sampled_from(["2", "3"])),
        st.builds(lambda a, b: word("pow", a, b), inner, LEAVES),
        st.builds(lambda a, n: word("log", a, Number(n)), inner, st.sampled_from(["2", "10"])),
        st.builds(lambda a, n: word("mod", a, Number(n)), inner, st.sampled_from(["2", "3"])),
        st.builds(lambda a, b, c: word("add", a, b, c), inner, inner, inner),
    )


TREES = st.recursive(LEAVES, grow, max_leaves=8)


def minus(a: Expr, b: Expr) -> Expr:
    return word("add", a, word("neg", b))


def half(t: Expr) -> Expr:
    return word("div", t, TWO)


def square(t: Expr) -> Expr:
    return word("pow", t, TWO)


def law(node: Expr) -> Expr:
    """The node by a law of its word, which holds over the reals wherever both sides have a value."""
    match node:
        case Apply("sin", (t,)):
            return word("mul", TWO, word("sin", half(t)), word("cos", half(t)))
        case Apply("cos", (t,)):
            return minus(ONE, word("mul", TWO, square(word("sin", half(t)))))
        case Apply("tan", (t,)):
            return word("div", word("sin", t), word("cos", t))
        case Apply("cot", (t,)):
            return word("div", word("cos", t), word("sin", t))
        case Apply("sec", (t,)):
            return word("div", ONE, word("cos", t))
        case Apply("csc", (t,)):
            return word("div", ONE, word("sin", t))
        case Apply("exp", (Apply("add", (a, b)),)):
            return word("mul", word("exp", a), word("exp", b))
        case Apply("log", (Apply("mul", (a, b)),)):
            return word("add", word("log", a), word("log", b))
        case Apply("log", (a, base)):
            return word("div", word("log", a), word("log", base))
        case Apply("abs", (t,)):
            return word("sqrt", square(t))
        case Apply("sqrt", (t,)):
            return word("pow", t, HALF)
        case Apply("max", (a, b)):
            return half(word("add", a, b, word("abs", minus(a, b))))
        case Apply("min", (a, b)):
            return half(minus(word("add", a, b), word("abs", minus(a, b))))
        case Apply("sinh", (t,)):
            return half(minus(word("exp", t), word("exp", word("neg", t))))
        case Apply("cosh", (t,)):
            return half(word("add", word("exp", t), word("exp", word("neg", t))))
        case Apply("tanh", (t,)):
            return minus(ONE, word("div", TWO, word("add", word("exp", word("mul", TWO, t)), ONE)))
        case Apply("arsinh", (t,)):
            return word("log", word("add", t, word("sqrt", word("add", square(t), ONE))))
        case Apply("artanh", (t,)):
            return half(word("log", word("div", word("add", ONE, t), minus(ONE, t))))
        case Apply("arccos", (t,)):
            return minus(half(PI), word("arcsin", t))
        case Apply("arctan", (t,)):
            return word("arcsin", word("div", t, word("sqrt", word("add", ONE, square(t)))))
        case Apply("floor", (t,)):
            return word("neg", word("ceiling", word("neg", t)))
        case Apply("ceiling", (t,)):
            return word("neg", word("floor", word("neg", t)))
        case Apply("sign", (t,)):
            return word("div", t, word("abs", t))
        case Apply("mod", (t, n)):
            return minus(t, word("mul", n, word("floor", word("div", t, n))))
        case Apply("pow", (Apply("add", (a, b)), Number("2"))):
            return word("add", square(a), word("mul", TWO, a, b), square(b))
        case Apply("mul", (a, Apply("add", (b, c)))):
            return word("add", word("mul", a, b), word("mul", a, c))
        case Apply("div", (a, b)):
            return word("mul", a, word("pow", b, word("neg", ONE)))
    return word("log", word("exp", node))


def slip(node: Expr) -> Expr:
    """The node as students get it wrong, or as it looks the same at most places."""
    match node:
        case Apply("sqrt", (Apply("pow", (t, Number("2"))),)) | Apply("abs", (t,)):
            return t
        case Apply("arcsin", (Apply("sin", (t,)),)) | Apply("arctan", (Apply("tan", (t,)),)):
            return t
        case Apply("floor", args):
            return Apply("ceiling", args)
        case Apply("max", args):
            return Apply("min", args)
        case Apply("log", (t, _)):
            return word("log", t)
        case Apply("sin", (t,)):
            return word("sin", word("add", t, PI))
        case Apply("cosh", args):
            return Apply("sinh", args)
        case Apply("pow", (Apply("add", (a, b)), Number("2"))):
            return word("add", square(a), square(b))
        case Apply("pow", (t, Number("3"))):
            return word("abs", node)
        case Apply("neg", (t,)):
            return t
    return word("mul", node, word("sign", X))


BUMPS: tuple[Expr, ...] = (  # nothing, or next to nothing, where one would look
    word("max", Number("0"), minus(X, Number("50"))),
    word("floor", word("div", X, Number("1000"))),
    word("max", Number("0"), minus(Number("0.01"), word("abs", minus(X, Number("13"))))),
    minus(word("abs", word("add", X, Number("40"))), word("add", X, Number("40"))),
    word("exp", word("neg", Number("70"))),
)


def rewritten(tree: Expr, where: int) -> Iterator[Expr]:
    return (change(tree, place, law) for place in range(min(nodes(tree), 6)))


def mutated(tree: Expr, where: int) -> Iterator[Expr]:
    yield from (change(tree, (where + place) % nodes(tree), slip) for place in range(min(nodes(tree), 4)))
    yield change(tree, where % nodes(tree), lambda t: word("add", t, BUMPS[where % len(BUMPS)]))
