"""Sums, products, integrals and expectations as kernels, linear in what does not depend on the bound variable.

    sum of c·t(k) + d·u(k)  ->  c·S[t] + d·S[u];  S[1] is the number of terms, S[k^p] by Faulhaber's formula
    short numeric sums and products are written out;  integrals of polynomials are carried out
    product of c·t(k)       ->  c^(number of terms)·P[t]

Bound variables are generators of their own, by level, so that their letters do not matter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flint import fmpq

from grader.equivalence.meanings import free_names
from grader.equivalence.methods.exact import logs, powers
from grader.equivalence.methods.exact.closed import closed, constant
from grader.equivalence.methods.exact.field import Field, Kernel, Poly, Ratio
from grader.equivalence.rewriting.derive import depends
from grader.equivalence.rewriting.inline import TO_DO, expand, replace
from grader.notation.tree import Apply, Bind, Expr, Name, Number, walk

if TYPE_CHECKING:
    from grader.equivalence.methods.exact.reader import Reader

LONGEST_SUM = 60
LARGEST_POWER = 30
LINEAR = frozenset({"sum", "integral", "expectation"})
CLOSED = frozenset({"product", "limit", "variance", "maximum", "minimum", "diff", "partial"})


def read(reader: Reader, bind: Bind) -> Ratio:
    """The element of a binding expression. NotNumber where it is none."""
    from grader.equivalence.methods.exact.reader import NotNumber, Unexpanded

    if bind.op in TO_DO and expand(bind, reader.names) != bind:
        raise Unexpanded
    if bind.op not in LINEAR | CLOSED or len(bind.variables) != 1 or not isinstance(bind.variables[0], Name):
        raise NotNumber
    if bind.op in ("diff", "partial") or (bind.op == "integral" and not bind.bounds):
        return reader.closed_tree(bind)
    if bind.op in ("sum", "product") and len(bind.bounds) == 2:
        written = _written_out(reader, bind)
        if written is not None:
            return written
    if bind.op in LINEAR and (reader.bound or any(isinstance(node, Bind) for node in walk(bind.body))):
        return _nested(reader, bind)
    return _kernels(reader, bind)


def _nested(reader: Reader, bind: Bind) -> Ratio:
    """A word around another: terms apart and constant factors out, as written, so that inner words get the level
    that they have when they stand alone."""
    space, variable = reader.space, bind.variables[0]

    def over(body: Expr) -> Ratio:
        return _nested(reader, Bind(bind.op, bind.variables, bind.bounds, body))

    match bind.body:
        case Apply("add", args):
            total = over(args[0])
            for arg in args[1:]:
                total = space.add(total, over(arg))
            return total
        case Apply("neg", (arg,)):
            return space.neg(over(arg))
        case Apply("div", (top, bottom)) if not depends(bottom, variable):
            return space.div(over(top), reader.read(bottom))
        case Apply("mul", args):
            free = [arg for arg in args if not depends(arg, variable)]
            kept = tuple(arg for arg in args if depends(arg, variable))
            if free and kept:
                result = over(kept[0] if len(kept) == 1 else Apply("mul", kept))
                for arg in free:
                    result = space.mul(result, reader.read(arg))
                return result
    return _kernels(reader, bind)


def _written_out(reader: Reader, bind: Bind) -> Ratio | None:
    """A sum or product with few terms, term by term."""
    space = reader.space
    low, high = (_integer(reader, bound) for bound in bind.bounds)
    if low is None or high is None or high - low >= LONGEST_SUM:
        return None
    result: Ratio = (space.nought if bind.op == "sum" else space.one, space.one)
    for index in range(low, high + 1):
        value: Expr = Number(str(abs(index)))
        term = reader.read(replace(bind.body, {bind.variables[0]: value if index >= 0 else Apply("neg", (value,))}))
        result = space.add(result, term) if bind.op == "sum" else space.mul(result, term)
        space.budget.check()
    return result


def _integer(reader: Reader, bound: Expr) -> int | None:
    from grader.equivalence.methods.exact.reader import NotNumber

    try:
        number = constant(reader.space.normal(reader.read(bound)))
    except NotNumber:
        return None
    return int(number.p) if number is not None and number.q == 1 else None


def _kernels(reader: Reader, bind: Bind) -> Ratio:
    space = reader.space
    ends: list[Ratio] = []
    head = f"{bind.op}:" + ";".join(reader.shape(bound, ends) for bound in bind.bounds)
    ends = [space.normal(end) for end in ends]
    variable, level = _bound_variable(reader, bind)
    assert isinstance(bind.variables[0], Name)
    letter = bind.variables[0].id
    before = reader.bound.get(letter)
    reader.bound[letter] = space.element(variable)
    divisors, conditions = len(space.divisors), len(space.conditions)
    try:
        body = space.normal(reader.read(bind.body))
    finally:
        if before is None:
            del reader.bound[letter]
        else:
            reader.bound[letter] = before
        del space.divisors[divisors:], space.conditions[conditions:]
    shut = _Binder(space, head, ends, level, variable)
    if bind.op in LINEAR:
        return shut.linear(body, bind.op)
    if bind.op == "product" and len(ends) == 2 and head == "product:#;#":
        return shut.product(body)
    return shut.kernel(body)


def _bound_variable(reader: Reader, bind: Bind) -> tuple[int, str]:
    """The generator for the bound variable: one a level (bound variables of enclosing words that occur here)."""
    space = reader.space
    outer = [reader.bound[letter] for letter in free_names(bind) if letter in reader.bound]
    taken = {name for element in outer for name in space.binders(*element)}
    counting = bind.op in ("sum", "product")
    kind = "whole" if counting else "real"
    level = next(name for name in (f"{kind}{number}" for number in range(200)) if name not in taken)
    found = space.index.get(("bound", level))
    if found is None:
        kernel = Kernel("bound", name=level, integer=counting, binders=frozenset({level}))
        found = space.new(("bound", level), kernel)
    return found, level


class _Binder:
    """One binding word over one body: what it makes of terms that do and do not depend on the variable."""

    def __init__(self, space: Field, head: str, ends: list[Ratio], level: str, variable: int) -> None:
        self.space, self.head, self.ends, self.level, self.variable = space, head, ends, level, variable

    def kernel(self, body: Ratio) -> Ratio:
        space = self.space
        found = closed(space, "bind", [*self.ends, body], name=f"{self.head}@{self.level}")
        number = space.used(found[0])[0]
        kernel = space.kernels[number]
        kernel.binders = space.binders(*(poly for end in self.ends for poly in end)) | (
            space.binders(*body) - {self.level}
        )
        kernel.constant = False
        return found

    def linear(self, body: Ratio, op: str) -> Ratio:
        """Constants drawn out, sums split."""
        space = self.space
        top, bottom = body
        bottom_free, bottom_bound = self._split_factors(bottom)
        result: Ratio = (space.nought, space.one)
        for free, dependent in self._split_terms(top):
            part = space.normal((dependent, bottom_bound))
            result = space.add(result, space.mul((free, space.one), self._term(part, op)))
        return space.mul(result, space.inverse((bottom_free, space.one)))

    def _term(self, part: Ratio, op: str) -> Ratio:
        space = self.space
        known: Ratio | None = None
        if op == "expectation":
            known = (space.one, space.one) if constant(part) == 1 else None
        elif self.head.endswith(":#;#") and part[1].is_one() and space.used(part[0]) in ([], [self.variable]):
            known = self._power_sum(part[0]) if op == "sum" else self._power_integral(part[0])
        return self.kernel(part) if known is None else known

    def _power_sum(self, monomial: Poly) -> Ratio | None:
        """Sum of k^p from low to high, by the polynomial that has these values."""
        space, exponent = self.space, monomial.total_degree()
        if exponent > LARGEST_POWER:
            return None
        low, high = self.ends
        below = space.sub(low, space.number(fmpq(1)))
        coefficients = _faulhaber(exponent)
        return space.sub(_evaluate(space, coefficients, high), _evaluate(space, coefficients, below))

    def _power_integral(self, monomial: Poly) -> Ratio | None:
        space, exponent = self.space, monomial.total_degree()
        if exponent > LARGEST_POWER:
            return None
        low, high = (space.integer_power(end, exponent + 1) for end in self.ends)
        return space.mul(space.number(fmpq(1, exponent + 1)), space.sub(high, low))

    def product(self, body: Ratio) -> Ratio:
        """Factors apart; what does not depend on the index is raised to the number of factors."""
        space = self.space
        low, high = self.ends
        count = space.add(space.sub(high, low), (space.one, space.one))
        result: Ratio = (space.one, space.one)
        for poly, side in ((body[0], 1), (body[1], -1)):
            content, factors = space.factors(poly)
            parts = [(space.ring.constant(content), 1), *factors]
            for factor, exponent in parts:
                result = space.mul(result, self._factor(factor, exponent * side, count))
        return result

    def _factor(self, factor: Poly, exponent: int, count: Ratio) -> Ratio:
        space = self.space
        if factor.is_one():
            return space.one, space.one
        if self.level not in space.binders(factor):
            times = space.mul(space.number(fmpq(exponent)), count)
            raised = logs.power(space, (factor, space.one), times)
            if raised is not None:
                return raised
        summed = self._exponential(factor, exponent)
        return summed if summed is not None else space.integer_power(self.kernel((factor, space.one)), exponent)

    def _exponential(self, factor: Poly, exponent: int) -> Ratio | None:
        """The product of exponentials is the exponential of the sum."""
        space, used = self.space, self.space.used(factor)
        if len(used) != 1 or factor != space.gens[used[0]] or space.kernels[used[0]].op != "exp":
            return None
        kernel = space.kernels[used[0]]
        inner = space.normal(space.mul(space.number(kernel.unit * exponent), kernel.args[0]))
        total = _Binder(space, self.head.replace("product", "sum"), self.ends, self.level, self.variable)
        return powers.exp(space, total.linear(inner, "sum"))

    def _split_terms(self, poly: Poly) -> list[tuple[Poly, Poly]]:
        """The polynomial as a sum of products: (free of the variable) times (a monomial that depends on it)."""
        space = self.space
        bound = self._depending()
        parts: dict[tuple[int, ...], dict[tuple[int, ...], Any]] = {}
        for exponents, c in zip(poly.monoms(), poly.coeffs(), strict=True):
            inner = tuple(int(e) if k in bound else 0 for k, e in enumerate(exponents))
            outer = tuple(0 if k in bound else int(e) for k, e in enumerate(exponents))
            parts.setdefault(inner, {})[outer] = c
        return [(space.ring.from_dict(outer), space.ring.from_dict({inner: 1})) for inner, outer in parts.items()]

    def _split_factors(self, poly: Poly) -> tuple[Poly, Poly]:
        space = self.space
        if self.level not in space.binders(poly):
            return poly, space.one
        content, factors = space.factors(poly)
        free, dependent = space.ring.constant(content), space.one
        for factor, exponent in factors:
            if self.level in space.binders(factor):
                dependent = space.product(dependent, space.power(factor, exponent))
            else:
                free = space.product(free, space.power(factor, exponent))
        return free, dependent

    def _depending(self) -> set[int]:
        return {k for k, kernel in enumerate(self.space.kernels) if self.level in kernel.binders}


def _faulhaber(exponent: int) -> list[fmpq]:
    """Coefficients of the polynomial F with F(n) - F(n - 1) = n^p, F(0) = 0."""
    coefficients = [fmpq(0)] * (exponent + 2)
    left = [fmpq(int(k == exponent)) for k in range(exponent + 1)]
    for degree in range(exponent, -1, -1):
        lead = left[degree] / (degree + 1)
        coefficients[degree + 1] = lead
        choose = 1
        for k in range(degree + 1, -1, -1):
            # x^(d+1) - (x-1)^(d+1) has the coefficient -C(d+1, k)(-1)^(d+1-k) at x^k, k <= d
            if k <= degree:
                left[k] -= -lead * choose * (-1) ** (degree + 1 - k)
            choose = choose * k // (degree + 2 - k)
    return coefficients


def _evaluate(space: Field, coefficients: list[fmpq], x: Ratio) -> Ratio:
    result: Ratio = (space.nought, space.one)
    for coefficient in reversed(coefficients):
        result = space.add(space.mul(result, x), space.number(coefficient))
    return result
