"""Distributions with a name.

A law with few values (Bernoulli, binomial) is those values with their weights. Of the others only polynomials in
the variable are known: the expectation of a polynomial of degree d depends on the moments up to d only, so the law
is replaced by d + 1 points with weights that have the same moments (some weights may be negative), and everything
else is a finite sum.

Raw moments E[X^k]: Feller, An Introduction to Probability Theory and Its Applications, vol. 1, ch. VI and XI
(Poisson: by factorial moments), vol. 2, ch. II (uniform, exponential, beta). Laws whose parameters are counted in
two ways (geometric: trials or failures; gamma: rate or scale) have no meaning here.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from flint import arb, fmpq, fmpq_mat

from grader.equivalence.evaluation.functions import unary
from grader.equivalence.evaluation.scalars import Scalar, Undefined, Unsupported, divide, integer, sign_of
from grader.equivalence.worlds.world import Value, World
from grader.late import dataclass
from grader.notation.tree import Apply, Expr, Number, walk

HIGHEST = 24
UNBOUNDED = HIGHEST + 1
MOST_TRIALS = 12

Parameters = tuple[Scalar, ...]
Weighted = tuple[tuple[Value, Scalar], ...]


@dataclass(frozen=True, slots=True)
class NamedLaw:
    """A law by the word it has in our trees and the names it goes by, lower case. `moment` is E[X^k]; `values`
    lists all values with their weights where there are few."""

    word: str
    names: tuple[str, ...]
    parameters: int
    moment: Callable[[int, Parameters], Scalar]
    values: Callable[[Parameters], Weighted] | None = None


def points(law: Expr, degree_: int, world: World) -> Weighted:
    """Values and weights that stand for the law in polynomials up to this degree; empty where it has no name."""
    from grader.equivalence.evaluation.evaluate import evaluate

    known = BY_WORD.get(law.op) if isinstance(law, Apply) else None
    if known is None or not isinstance(law, Apply) or len(law.args) != known.parameters:
        return ()
    parameters = tuple(evaluate(arg, world) for arg in law.args)
    if known.values is not None:
        return known.values(parameters)
    if degree_ > HIGHEST:
        raise Unsupported(known.word)
    if known.word == "normal":
        spread = unary("sqrt", parameters[1])
        return tuple((parameters[0] + spread * arb(at), arb(weight)) for at, weight in standard_normal(degree_))
    return with_moments(tuple(known.moment(k, parameters) for k in range(degree_ + 1)))


def normal_density(expr: Apply, world: World) -> Value:
    """`N(x; mu, sigma^2)`: exp(-(x - mu)^2 / (2 sigma^2)) / sqrt(2 pi sigma^2)."""
    from grader.equivalence.evaluation.evaluate import evaluate

    if len(expr.args) != 3:
        raise Unsupported("normal")
    x, mean, variance = (evaluate(arg, world) for arg in expr.args)
    away, twice = x - mean, arb(2) * variance
    return divide(unary("exp", -divide(away * away, twice)), unary("sqrt", arb.pi() * twice))


@lru_cache(maxsize=HIGHEST + 1)
def _inverse_powers(count: int) -> tuple[tuple[fmpq, ...], fmpq_mat]:
    """Whole numbers around zero, and the inverse of the matrix of their powers."""
    at = tuple(fmpq(k - (count - 1) // 2) for k in range(count))
    return at, fmpq_mat([[x**k for x in at] for k in range(count)]).inv()


def with_moments(moments: tuple[Scalar, ...]) -> Weighted:
    """Points with weights that have these moments, the zeroth first."""
    at, inverse = _inverse_powers(len(moments))
    rows = range(len(moments))
    weights = (sum((arb(inverse[k, n]) * moments[n] for n in rows), arb(0)) for k in rows)
    return tuple((arb(x), weight) for x, weight in zip(at, weights, strict=True))


@lru_cache(maxsize=HIGHEST + 1)
def standard_normal(degree_: int) -> tuple[tuple[fmpq, fmpq], ...]:
    """Integers around zero with weights whose moments up to the degree are those of the standard normal law:
    E[Z^(2k)] = (2k - 1)!!, odd ones 0."""
    moments = fmpq_mat([[fmpq(_double_factorial(k - 1) if k % 2 == 0 else 0)] for k in range(degree_ + 1)])
    at, inverse = _inverse_powers(degree_ + 1)
    weights = inverse * moments
    return tuple((x, weights[k, 0]) for k, x in enumerate(at))


def _double_factorial(k: int) -> int:
    return 1 if k < 2 else k * _double_factorial(k - 2)


def _unit(p: Scalar) -> Scalar:
    """A probability; no law where it is proved to be none."""
    if sign_of(p) < 0 or sign_of(1 - p) < 0:
        raise Undefined("probability")
    return p


def _positive(x: Scalar) -> Scalar:
    if sign_of(x) <= 0:
        raise Undefined("parameter")
    return x


def _bernoulli(parameters: Parameters) -> Weighted:
    p = _unit(parameters[0])
    return (arb(0), 1 - p), (arb(1), p)


def _binomial(parameters: Parameters) -> Weighted:
    """C(n, k) p^k (1 - p)^(n - k)."""
    n, p = integer(parameters[0]), _unit(parameters[1])
    if n is None or n < 0:
        raise Undefined("binomial")
    if n > MOST_TRIALS:
        raise Unsupported("binomial")
    return tuple((arb(k), arb(n).bin(k) * p**k * (1 - p) ** (n - k)) for k in range(n + 1))


def _stirling(k: int, j: int) -> int:
    """Ways to part k things into j classes: X^k as a sum of falling factorials."""
    if k == j:
        return 1
    return 0 if j == 0 or j > k else j * _stirling(k - 1, j) + _stirling(k - 1, j - 1)


def _by_falling(k: int, falling: Callable[[int], Scalar]) -> Scalar:
    """E[X^k] from the factorial moments E[X (X - 1) ... (X - j + 1)]."""
    return sum((arb(_stirling(k, j)) * falling(j) for j in range(k + 1)), arb(0))


def _poisson(k: int, parameters: Parameters) -> Scalar:
    rate = _positive(parameters[0])
    return _by_falling(k, lambda j: rate**j)


def _uniform(k: int, parameters: Parameters) -> Scalar:
    """The mean of x^k over [a, b], written without a quotient by b - a."""
    a, b = parameters
    return sum((a**j * b ** (k - j) for j in range(k + 1)), arb(0)) / (k + 1)


def _exponential(k: int, parameters: Parameters) -> Scalar:
    """Of rate lambda: k! / lambda^k."""
    return arb(k).fac() / _positive(parameters[0]) ** k


def _rising(x: Scalar, k: int) -> Scalar:
    product: Scalar = arb(1)
    for j in range(k):
        product = product * (x + j)
    return product


def _beta(k: int, parameters: Parameters) -> Scalar:
    a, b = map(_positive, parameters)
    return _rising(a, k) / _rising(a + b, k)


def _no_moment(k: int, parameters: Parameters) -> Scalar:
    raise Unsupported("moment")


LAWS = (
    NamedLaw("normal", (), 2, _no_moment),
    NamedLaw("bernoulli", ("bernoulli", "ber", "bern"), 1, _no_moment, _bernoulli),
    NamedLaw("binomial_law", ("binomial", "bin", "binom"), 2, _no_moment, _binomial),
    NamedLaw("poisson", ("poisson", "pois", "poi"), 1, _poisson),
    NamedLaw("uniform", ("uniform", "unif", "u"), 2, _uniform),
    NamedLaw("exponential", ("exponential", "expon", "exp"), 1, _exponential),
    NamedLaw("beta_law", ("beta",), 2, _beta),
)
BY_WORD = {law.word: law for law in LAWS}
BY_NAME = {name: law for law in LAWS for name in law.names}
PROBABILITIES = frozenset({"bernoulli", "binomial_law"})
"""Laws whose last parameter is a probability."""


def degree(expr: Expr, variable: Expr) -> int:
    """A bound of the degree of a polynomial in the variable; beyond HIGHEST where it is none."""
    match expr:
        case _ if expr == variable:
            return 1
        case Apply("add" | "neg" | "pos", args):
            return max(degree(arg, variable) for arg in args)
        case Apply("mul", args):
            return min(UNBOUNDED, sum(degree(arg, variable) for arg in args))
        case Apply("pow", (base, Number(text))) if text.isdigit() and len(text) < 3:
            return min(UNBOUNDED, degree(base, variable) * int(text))
        case Apply("div", (top, bottom)) if degree(bottom, variable) == 0:
            return degree(top, variable)
        case _:
            return UNBOUNDED if any(node == variable for node in walk(expr)) else 0
