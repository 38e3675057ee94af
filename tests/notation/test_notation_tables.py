"""The tables of words as tables: spellings, examples, shapes; and the law parse(print(e)) = e."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.notation import Names, parse
from grader.notation.grammar import INFIX, PREFIX
from grader.notation.names import Domain, Function
from grader.notation.printing import to_latex, to_text
from grader.notation.tree import Apply, Bind, Call, Chain, Expr, Index, Interval, Matrix, Name, Number, Text
from grader.notation.words import FAMILIES, Word

WORDS = [(family, word) for family, words in FAMILIES for word in words]
IDS = [f"{family}-{word.op}-{word.spellings[0]}" for family, word in WORDS]


def test_no_two_words_share_a_spelling() -> None:
    spellings = Counter(spelling for _, word in WORDS for spelling in word.spellings)
    assert [spelling for spelling, times in spellings.items() if times > 1] == []


@pytest.mark.parametrize(("family", "word"), WORDS, ids=IDS)
def test_word_is_complete(family: str, word: Word) -> None:
    assert word.spellings and word.meaning and word.example
    assert word.prefix in PREFIX or word.prefix == ""
    assert word.infix in INFIX or word.infix in {"", "close"}


@pytest.mark.parametrize(("family", "word"), WORDS, ids=IDS)
def test_example_is_read_and_printed(family: str, word: Word) -> None:
    read = parse(word.example)
    assert read.expr is not None, read.findings
    names = _names_of(read.expr)
    assert parse(to_text(read.expr), names).expr == read.expr


def _names_of(expr: Expr) -> Names:
    from grader.notation.tree import walk

    nodes = list(walk(expr))
    called = {node.function.id for node in nodes if isinstance(node, Call) and isinstance(node.function, Name)}
    families = {node.base.id for node in nodes if isinstance(node, Index) and isinstance(node.base, Name)}
    free = {node.id for node in nodes if isinstance(node, Name) and node.id in {"E", "P", "I", "d", "T"}}
    variables = {id: Domain("indexed") for id in families} | {id: Domain("real") for id in free - called}
    return Names(variables=variables, functions={id: Function() for id in called})


LETTERS = st.sampled_from("a b c k m n t u v w x y z".split()).map(Name)
ATOMS = (
    st.integers(0, 999).map(lambda n: Number(str(n)))
    | st.sampled_from(["0.50", "3.00e-2", "12.5", "1e6"]).map(Number)
    | LETTERS
    | st.sampled_from(["theta", "x_1", "Delta(x)", "hat(p)", "bar(x)_data", "pi", "p_model"]).map(Name)
)
SETS_OF_NUMBERS = st.sampled_from("reals integers naturals".split()).map(Name)
ONE = (
    "neg sqrt sin cos exp log abs floor ceiling factorial percent arcsin tanh pm det trace transpose conjugate sign"
).split()
TWO = "div pow root binomial mod plus_minus inner".split()
MANY = "add mul min max gcd".split()
RELATIONS = "= != < <= > >= approx".split()


def _larger(inner: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    some = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return (
        st.builds(lambda op, a: Apply(op, (a,)), st.sampled_from(ONE), inner)
        | st.builds(lambda op, a, b: Apply(op, (a, b)), st.sampled_from(TWO), inner, inner)
        | st.builds(Apply, st.sampled_from(MANY), some)
        | st.builds(lambda args: Call(Name("f"), args), some)
        | st.builds(lambda a, b: Call(Name("p"), (a,), (b,)), inner, inner)
        | st.builds(lambda v, a, b, e: Bind("sum", (v,), (a, b), e), LETTERS, inner, inner, inner)
        | st.builds(lambda v, e: Bind("diff", (v,), (Number("1"),), e), LETTERS, inner)
        | st.builds(lambda v, a, b, e: Bind("integral", (v,), (a, b), e), LETTERS, inner, inner, inner)
        | st.builds(lambda v, a, e: Bind("limit", (v,), (a,), e), LETTERS, inner, inner)
        | st.builds(lambda row: Matrix((row, row)), some)
        | st.builds(lambda v, a, e: Bind("at", (v,), (a,), e), LETTERS, inner, inner)
        | st.builds(lambda v, w, e: Bind("sum", (v, w), (), e), LETTERS, LETTERS, inner)
        | st.builds(lambda v, a, e: Bind("product", (v,), (a,), e), LETTERS, SETS_OF_NUMBERS, inner)
        | st.builds(lambda v, e: Bind("gradient", (v,), (), e), LETTERS, inner)
        | st.builds(lambda v, e: Bind("argmin", (v,), (), e), LETTERS, inner)
        | st.builds(lambda vectors: Call(Name("span"), vectors), some)
    )


TERMS: st.SearchStrategy[Expr] = st.recursive(ATOMS, _larger, max_leaves=12)
VALUES = TERMS.filter(lambda expr: not isinstance(expr, Name))
ROWS = st.lists(TERMS, min_size=2, max_size=3).map(tuple)
STATEMENTS: st.SearchStrategy[Expr] = (
    TERMS
    | st.builds(lambda a, b, r: Chain((a, b), (r,)), TERMS, TERMS, st.sampled_from(RELATIONS))
    | st.builds(lambda a, b, c: Chain((a, b, c), ("<", "<=")), TERMS, TERMS, TERMS)
    | st.builds(Interval, TERMS, TERMS, st.booleans(), st.booleans())
    | st.builds(Apply, st.sampled_from(["tuple", "list", "set"]), ROWS)
    | st.builds(lambda v, a, b: Bind("forall", (v,), (a,), Chain((v, b), ("<",))), LETTERS, SETS_OF_NUMBERS, TERMS)
    | st.builds(lambda v, a: Bind("set_of", (v,), (), Chain((v, a), (">",))), LETTERS, TERMS)
    | st.builds(
        lambda v, a, e: Bind("map_set", (v,), (Chain((v, a), ("in",)),), e), LETTERS, SETS_OF_NUMBERS, VALUES
    )
    | st.builds(
        lambda v, w, a: Bind("set_of", (v, w) if v != w else (v,), (), Chain((v, a), (">",))),
        LETTERS,
        LETTERS,
        TERMS,
    )
    | st.builds(lambda a, b, m: Chain((a, Apply("mod", (b, m))), ("equiv",)), TERMS, TERMS, TERMS)
    | st.just(Text("no solution"))
)
TREES = STATEMENTS | st.builds(
    Apply, st.sampled_from(["and", "or"]), st.lists(STATEMENTS, min_size=2, max_size=3).map(tuple)
)
NAMES = Names(functions={"f": Function(), "p": Function(kind="density")})


@settings(max_examples=300, deadline=None, derandomize=True)
@given(TREES)
def test_what_is_printed_is_read_again(expr: Expr) -> None:
    assert parse(to_text(expr), NAMES).expr == expr


@settings(max_examples=300, deadline=None, derandomize=True)
@given(TREES)
def test_what_is_printed_in_latex_is_read_again(expr: Expr) -> None:
    assert parse(to_latex(expr), NAMES).expr == expr
