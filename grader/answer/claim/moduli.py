r"""The modulus of a chain of congruences, which stands at its end: `3^{100} \equiv 81 \equiv 4 \pmod 7`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from grader.answer.value.formulas.congruences import whole
from grader.answer.value.shapes import is_number
from grader.late import pattern, replace
from grader.notation.names import Names, free_names
from grader.notation.tree import Apply, Expr, Number

if TYPE_CHECKING:
    from grader.answer.claim.statements import Statement

_MODULUS = pattern(r"(?:\\[bp]?mod|\\pod|(?<![A-Za-z\\])mod)(?![A-Za-z])[}\s~\\,;:]{0,8}\{?\s?(\d{1,40})(?![\d.])")


def with_moduli(found: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements, each chain of congruences with its modulus: the one at its end, or the only one of the
    answer."""
    if not any("mod" in one.text for one in found):
        return tuple(found)
    own = [_at_end(one) for one in found]
    moduli = {modulus for one in found for modulus in _MODULUS.findall(one.text)}
    common = next(iter(moduli)) if len(moduli) == 1 else ""
    return tuple(_with(one, modulus or common) for one, modulus in zip(found, own, strict=True))


def _with(one: Statement, modulus: str) -> Statement:
    congruent = any(member.relation == "equiv" for member in one.members)
    told = [bool(_MODULUS.search(member.text)) for member in one.members]
    if not modulus or not (congruent or (told[-1] and len(told) > 1 and not any(told[:-1]))):
        return one
    return replace(one, modulus=modulus)


def passes_remainders(found: Sequence[Statement]) -> bool:
    """Whether a chain of congruences has something between its ends: `5*4 = 20 ≡ 9 (mod 11)`."""
    return any(one.modulus and len(one.members) > 2 for one in found)


def _at_end(one: Statement) -> str:
    found = _MODULUS.findall(one.members[-1].text)
    return found[-1] if found else ""


def modulo(expr: Expr, modulus: str, names: Names) -> Expr:
    """A side of such a chain as its remainder; one that is it already, and a letter that is not known to be an
    integer, stays what it is."""
    value = expr.args[0] if isinstance(expr, Apply) and expr.op == "mod" else expr
    if modulus and (rest := whole(value)) is not None and rest < int(modulus):
        return value
    if not modulus or value is not expr:
        return expr
    integral = all((domain := names.domain(id)) is not None and "integer" in domain.kind for id in free_names(expr))
    return Apply("mod", (expr, Number(modulus))) if is_number(expr) or integral else expr
