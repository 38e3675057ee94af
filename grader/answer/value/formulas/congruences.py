"""Equations of remainders: `105 = 1 mod 26`, `7^{-1} mod 26 = 15`, where `7^{-1}` is the inverse modulo 26."""

from __future__ import annotations

from grader.equivalence.truth import Same
from grader.notation.printing import to_text
from grader.notation.tree import Apply, Chain, Expr, Number

DIGITS, EXPONENT = 40, 10**6
"""Digits of a number, and the size of an exponent, that are looked at."""


def are_congruent(left: Expr, right: Expr) -> bool:
    """Whether an equation holds as one of remainders: what is before `= b mod n` leaves the same as b, and an
    inverse modulo n is the number between 0 and n behind it."""
    match left, right:
        case Apply("mod", (value, Number() as modulus)), Number():
            n, end = whole(modulus), whole(right)
            return (
                n is not None and end is not None and 0 <= end < n and _inverts(value) and residue(value, n) == end
            )
        case _, Apply("mod", (value, Number() as modulus)):
            n = whole(modulus)
            ours = None if n is None else residue(left, n)
            return n is not None and ours is not None and ours == residue(value, n)
    return False


def same_remainders(left: Expr, right: Expr) -> Same | None:
    """`3^{-1} mod 11` and `4 mod 11`, where an inverse modulo 11 is meant; None where nothing is seen."""
    match left, right:
        case Number(), Apply("mod"):
            return same_remainders(right, left)
        case Apply("mod", (ours, m)), Apply("mod", (theirs, _)) | (Number() as theirs):
            n = None if isinstance(right, Apply) and right.args[1] != m else whole(m)
            if n is not None and theirs is right and (whole(right) or 0) >= n:
                return None
            rest = None if n is None else residue(ours, n)
            return Same("residues", True) if n and rest is not None and rest == residue(theirs, n) else None
    return None


def is_false_congruence(left: Expr, right: Expr) -> bool:
    """`17^{-1} = 38 mod 45`: numbers that leave another remainder."""
    match right:
        case Apply("mod", (value, Number() as modulus)):
            n = whole(modulus)
            ours, theirs = (None, None) if n is None else (residue(left, n), residue(value, n))
            return ours is not None and theirs is not None and ours != theirs
    return False


def unreduced(expr: Expr) -> str:
    """The number of a congruence that is none of the remainders, `11` in `3^100 ≡ 11 (mod 7)`; else nothing."""
    match expr:
        case Chain((*_, Apply("mod", (value, modulus))), (*_, "equiv")):
            size = value.args[0] if isinstance(value, Apply) and value.op == "neg" else value
            n, rest = whole(modulus), whole(size)
            least = n is None or rest is None or (size is value and rest < n)
            return "" if least else to_text(value)
    return ""


def is_inverse_of_number(left: Expr, right: Expr) -> bool:
    """`7^{-1} = 15`: no equation of numbers, but one modulo something that stands elsewhere."""
    match left, right:
        case Apply("pow", (Number() as base, Apply("neg", (Number("1"),)))), Number():
            ours, theirs = whole(base), whole(right)
            return ours is not None and theirs is not None and ours > 1 and theirs > 1
    return False


def residue(expr: Expr, n: int) -> int | None:
    """What whole numbers and their inverses leave modulo n; None for anything else."""
    if n < 2:
        return None
    match expr:
        case Number():
            value = whole(expr)
            return None if value is None else value % n
        case Apply("neg", (inner,)):
            value = residue(inner, n)
            return None if value is None else -value % n
        case Apply("list", (Number() as named,)):  # the class `[5]`
            return residue(named, n)
        case Apply("add" | "mul" as op, args):
            total = 0 if op == "add" else 1
            for arg in args:
                value = residue(arg, n)
                if value is None:
                    return None
                total = (total + value if op == "add" else total * value) % n
            return total
        case Apply("pow", (base, exponent)):
            power = _exponent(exponent)
            return None if power is None else _power(residue(base, n), power, n)
        case Apply("div", (above, below)):
            top, inverse = residue(above, n), _power(residue(below, n), -1, n)
            return None if top is None or inverse is None else top * inverse % n
    return None


def _inverts(expr: Expr) -> bool:
    match expr:
        case Apply("pow", (_, Apply("neg", _))) | Apply("div", _):
            return True
        case Apply("mul" | "add" | "neg", args):
            return any(map(_inverts, args))
    return False


def whole(expr: Expr) -> int | None:
    """The value of a whole number as it is written."""
    match expr:
        case Number(text) if len(text) <= DIGITS and text.isdecimal():
            return int(text)
    return None


def _exponent(expr: Expr) -> int | None:
    match expr:
        case Apply("neg", (Number() as inner,)):
            value = whole(inner)
            return None if value is None or value > EXPONENT else -value
        case Number():
            value = whole(expr)
            return None if value is None or value > EXPONENT else value
    return None


def _power(base: int | None, power: int, n: int) -> int | None:
    try:
        return None if base is None else pow(base, power, n)
    except ValueError:  # not invertible
        return None
