"""Forms, derivatives and definitions, by cases in text files."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.equivalence.codes import CODES
from grader.equivalence.forms import predicates as forms
from grader.equivalence.forms import written
from grader.equivalence.methods import exact
from grader.equivalence.rewriting.derive import derivative
from grader.equivalence.rewriting.inline import expand, replace
from grader.equivalence.truth import Same
from grader.errors import LimitError
from grader.limits import Budget
from grader.notation import parse
from grader.notation.names import Names, read_names
from grader.notation.tree import Bind, Expr, Name, Number

HERE = Path(__file__).parent
ABSTRACT, _ = read_names({"functions": {"f": "abstract", "g": "abstract"}})


def lines(name: str) -> list[list[str]]:
    texts = (line.strip() for line in (HERE / name).read_text(encoding="utf-8").splitlines())
    return [[part.strip() for part in line.split("|")] for line in texts if line and not line.startswith("#")]


def tree(text: str, names: Names = ABSTRACT) -> Expr:
    found = parse(text, names)
    assert found.expr is not None, (text, found.findings)
    return found.expr


def proved(left: Expr, right: Expr, names: Names = ABSTRACT) -> bool:
    return isinstance(exact.decide(left, right, names, Budget.start(20)), Same)


@pytest.mark.parametrize(("body", "variable", "expected"), lines("derivatives.txt"))
def test_derivative(body: str, variable: str, expected: str) -> None:
    slope = derivative(tree(body), tree(variable))
    assert slope is not None and proved(slope, tree(expected)), slope


@pytest.mark.parametrize("body", ["floor(t)", "factorial(t)"])
def test_no_derivative_is_invented(body: str) -> None:
    assert derivative(tree(body), Name("t")) is None


@pytest.mark.parametrize(("form", "variable", "text", "code"), lines("forms.txt"))
def test_form(form: str, variable: str, text: str, code: str) -> None:
    finding = forms.fault(form, tree(text), ABSTRACT, tree(variable))
    assert (finding.code if finding else "-") == code
    if finding is not None:
        assert tuple(key for key, _ in finding.data) == CODES[finding.code]


@pytest.mark.parametrize(("one", "other", "verdict"), lines("written_alike.txt"))
def test_written_alike(one: str, other: str, verdict: str) -> None:
    assert written.same(tree(one), tree(other), ABSTRACT) == (verdict == "alike")
    fault = forms.fault("as_written", tree(one), ABSTRACT, None, tree(other))
    assert (fault is None) == (verdict == "alike")


def test_definitions_and_primes_are_put_in() -> None:
    names, _ = read_names({"functions": {"s(x)": "1/(1 + exp(-x))"}, "definitions": {"c": "a + b"}})
    assert proved(tree("s'(y)", names), tree("s(y)*(1 - s(y))", names), names)
    assert proved(tree("s(-y)", names), tree("1 - s(y)", names), names)
    assert proved(tree("c*c", names), tree("a^2 + 2*a*b + b^2", names), names)
    assert proved(tree("diff(s(2*y), y)", names), tree("2*s'(2*y)", names), names)


def test_a_bound_variable_is_not_captured() -> None:
    body = Bind("sum", (Name("k"),), (Number("1"), Name("n")), Name("x"))
    moved = replace(body, {Name("x"): Name("k")})
    assert isinstance(moved, Bind) and moved.variables[0] != Name("k") and moved.body == Name("k")


def test_definitions_in_a_circle_end_at_a_limit() -> None:
    names = Names(definitions={"a": Name("b"), "b": Name("a")})
    with pytest.raises(LimitError):
        expand(Name("a"), names)
