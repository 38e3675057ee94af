"""gcd and lcm of letters: those of polynomials, unless the letters are declared as whole numbers.

    gcd(x^2 - 1, x - 1)  is  x - 1        gcd(125, 50 x)  is  25        lcm(2 y, x)  is  2 x y

With whole coefficients they are taken over the integers, with a positive leading coefficient (letters in the order
of the alphabet); with fractions among them numbers are units, and the result is monic. An answer that is nothing
but such a word is one up to its sign. Of one argument alone, however often, it is the size, as for numbers. Of
letters under roots and the like it has no meaning.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from typing import Any

from flint import fmpq, fmpz, fmpz_mpoly_ctx

from grader.equivalence.meanings import free_names, is_constant
from grader.equivalence.methods.exact.field import Field, Full, Poly, Undefined
from grader.equivalence.methods.exact.reader import WHOLE, NotNumber, Reader
from grader.equivalence.truth import Different, Same, Truth
from grader.errors import LimitError
from grader.late import replace
from grader.limits import Budget
from grader.notation.names import Names
from grader.notation.tree import Apply, Expr, Name, Number, rebuild, walk
from grader.values import Finding

WORDS = frozenset({"gcd", "lcm"})
ROOM = 32


def spelled_out(expr: Expr, names: Names, budget: Budget) -> Expr:
    """Every such word with letters as the polynomial that it is."""
    expr = rebuild(expr, lambda child: spelled_out(child, names, budget))
    if isinstance(expr, Apply) and expr.op in WORDS and _of_letters(expr, names):
        return _polynomial(expr, names, budget) or expr
    return expr


def readings(left: Expr, right: Expr, names: Names, budget: Budget) -> Iterator[tuple[Expr, Expr]]:
    """Both sides with polynomials for these words; and, where one is nothing else, with its sign turned. Whoever
    expects `gcd(a, b)` of plain letters means numbers: as polynomials it is 1."""
    if isinstance(left, Apply) and left.op in WORDS and all(isinstance(arg, Name) for arg in left.args):
        return
    ours, theirs = spelled_out(left, names, budget), spelled_out(right, names, budget)
    if (ours, theirs) == (left, right):
        return
    yield ours, theirs
    if any(isinstance(side, Apply) and side.op in WORDS for side in (left, right)):
        yield ours, Apply("neg", (theirs,))


def meaningless(side: Expr, names: Names) -> bool:
    """Such a word stands over letters that are no whole numbers, and is no polynomial either."""
    return any(isinstance(node, Apply) and node.op in WORDS and _of_letters(node, names) for node in walk(side))


def noted(verdict: Truth) -> Truth:
    """The verdict with a word on how gcd and lcm were taken."""
    if isinstance(verdict, Same | Different):
        return replace(verdict, notes=(*verdict.notes, Finding("of-polynomials", "assumption")))
    return verdict


def _of_letters(expr: Apply, names: Names) -> bool:
    letters = [id for id in free_names(expr) if not is_constant(id, names)]
    kinds = [names.domain(id) for id in letters]
    return bool(letters) and not any(domain is not None and domain.kind in WHOLE for domain in kinds)


def _polynomial(expr: Apply, names: Names, budget: Budget) -> Expr | None:
    """The value as a tree; None where an argument is no polynomial in letters over Q."""
    space = Field(ROOM, budget, principal=True)
    reader = Reader(space, names)
    try:
        for letter in sorted(free_names(expr)):
            reader.read(Name(letter))
        found = [space.normal(reader.read(arg)) for arg in expr.args]
    except (NotNumber, Undefined, Full, LimitError):
        return None
    if any(kernel.op != "name" for kernel in space.kernels) or not all(bottom.is_one() for _, bottom in found):
        return None
    polys = [top for top, _ in found]
    told = [k for k, poly in enumerate(polys) if not (poly.is_zero() if expr.op == "gcd" else _is_unit(poly))]
    if told and all(polys[k] in (polys[told[0]], -polys[told[0]]) for k in told):
        return Apply("abs", (expr.args[told[0]],))
    return _tree(space, _over_all(expr.op, polys, space))


def _is_unit(poly: Poly) -> bool:
    return bool(poly.is_one() or (-poly).is_one())


def _over_all(op: str, polys: list[Poly], space: Field) -> dict[tuple[int, ...], Any]:
    """Over Z where all coefficients are whole, else over Q, by exponents."""
    if all(c.q == 1 for poly in polys for c in poly.coeffs()):
        ring = fmpz_mpoly_ctx.get([f"k{index}" for index in range(ROOM)], "degrevlex")
        polys = [ring.from_dict({m: c.p for m, c in poly.to_dict().items()}) for poly in polys]
    result = reduce(_gcd if op == "gcd" else _lcm, polys)
    if not result.is_zero():
        lead = result.leading_coefficient()
        result = -result if type(lead) is fmpz and lead < 0 else result if type(lead) is fmpz else result / lead
    return dict(result.to_dict())


def _gcd(a: Any, b: Any) -> Any:
    return a.gcd(b)


def _lcm(a: Any, b: Any) -> Any:
    return a * b if a.is_zero() or b.is_zero() else a * (b / a.gcd(b))


def _tree(space: Field, terms: dict[tuple[int, ...], Any]) -> Expr:
    """A polynomial in letters, written out."""
    written = [_term(space, powers, c) for powers, c in terms.items()]
    return Apply("add", tuple(written)) if len(written) > 1 else written[0] if written else Number("0")


def _term(space: Field, powers: tuple[int, ...], coefficient: Any) -> Expr:
    size: list[Expr] = []
    value = fmpq(coefficient)
    if abs(value) != 1 or not any(powers):
        top, bottom = Number(str(abs(value.p))), Number(str(value.q))
        size.append(top if value.q == 1 else Apply("div", (top, bottom)))
    for number, power in enumerate(powers):
        letter = Name(space.kernels[number].name) if power else None
        if letter is not None:
            size.append(letter if power == 1 else Apply("pow", (letter, Number(str(power)))))
    whole = size[0] if len(size) == 1 else Apply("mul", tuple(size))
    return Apply("neg", (whole,)) if value < 0 else whole
