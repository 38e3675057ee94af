"""Equations of remainders: `105 = 1 mod 26`, `7^{-1} mod 26 = 15`, where `7^{-1}` is the inverse modulo 26."""

from __future__ import annotations

from grader.notation.tree import Apply, Expr, Number

DIGITS, EXPONENT = 40, 10**6
"""Digits of a number, and the size of an exponent, that are looked at."""


def are_congruent(left: Expr, right: Expr) -> bool:
    """Whether an equation holds as one of remainders: what is before `= b mod n` leaves the same as b, and an
    inverse modulo n is the number between 0 and n behind it."""
    match left, right:
        case Apply("mod", (value, Number() as modulus)), Number():
            n, end = _whole(modulus), _whole(right)
            return (
                n is not None and end is not None and 0 <= end < n and _inverts(value) and residue(value, n) == end
            )
        case _, Apply("mod", (value, Number() as modulus)):
            n = _whole(modulus)
            ours = None if n is None else residue(left, n)
            return n is not None and ours is not None and ours == residue(value, n)
    return False


def is_false_congruence(left: Expr, right: Expr) -> bool:
    """`17^{-1} = 38 mod 45`: numbers that leave another remainder."""
    match right:
        case Apply("mod", (value, Number() as modulus)):
            n = _whole(modulus)
            ours, theirs = (None, None) if n is None else (residue(left, n), residue(value, n))
            return ours is not None and theirs is not None and ours != theirs
    return False


def is_inverse_of_number(left: Expr, right: Expr) -> bool:
    """`7^{-1} = 15`: no equation of numbers, but one modulo something that stands elsewhere."""
    match left, right:
        case Apply("pow", (Number() as base, Apply("neg", (Number("1"),)))), Number():
            ours, theirs = _whole(base), _whole(right)
            return ours is not None and theirs is not None and ours > 1 and theirs > 1
    return False


def residue(expr: Expr, n: int) -> int | None:
    """What whole numbers and their inverses leave modulo n; None for anything else."""
    if n < 2:
        return None
    match expr:
        case Number():
            value = _whole(expr)
            return None if value is None else value % n
        case Apply("neg", (inner,)):
            value = residue(inner, n)
            return None if value is None else -value % n
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


def _whole(number: Number) -> int | None:
    return int(number.text) if len(number.text) <= DIGITS and number.text.isdecimal() else None


def _exponent(expr: Expr) -> int | None:
    match expr:
        case Apply("neg", (Number() as inner,)):
            value = _whole(inner)
            return None if value is None or value > EXPONENT else -value
        case Number():
            value = _whole(expr)
            return None if value is None or value > EXPONENT else value
    return None


def _power(base: int | None, power: int, n: int) -> int | None:
    try:
        return None if base is None else pow(base, power, n)
    except ValueError:  # not invertible
        return None
