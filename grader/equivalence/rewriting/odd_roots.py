r"""Odd roots of negative numbers: the real one, or in an exercise that declares complex numbers the principal one.

Which one is meant depends on the exercise alone. It may not depend on the other side, or `\sqrt[3]{-8}` would be
-2 and 1 + i sqrt(3) at once.
"""

from __future__ import annotations

from grader.equivalence.meanings import is_constant
from grader.notation.names import Names
from grader.notation.tree import Apply, Expr, Name, Number, rebuild, walk

PI, I = Name("pi"), Name("i")


def settled(expr: Expr, names: Names) -> Expr:
    """With such roots written by those of positive numbers."""
    domains = (*names.variables.values(), *(() if names.default is None else (names.default,)))
    principal = any(domain.kind == "complex" for domain in domains)
    if principal and not is_constant("i", names):
        return expr
    return _settled(expr, principal) if any(map(_is_of_negative, walk(expr))) else expr


def _is_of_negative(node: Expr) -> bool:
    return (
        type(node) is Apply
        and (node.op == "root" or node.op == "pow")
        and type(node.args[0]) is Apply
        and node.args[0].op == "neg"
    )


def _settled(expr: Expr, principal: bool) -> Expr:
    expr = rebuild(expr, lambda node: _settled(node, principal))
    match expr:
        case Apply("root", (Apply("neg", (size,)), Number(degree))) if _is_size(size) and _is_odd(degree):
            return _turned(Apply("root", (size, Number(degree))), "1", degree, principal)
        case Apply("pow", (Apply("neg", (size,)), Apply("div", (Number(top), Number(degree))) as exponent)):
            if _is_size(size) and _is_odd(degree) and top.isdecimal() and int(top) % int(degree):
                return _turned(Apply("pow", (size, exponent)), top, degree, principal)
    return expr


def _turned(root: Expr, top: str, degree: str, principal: bool) -> Expr:
    """The root of the positive number, turned by `top` times the angle of the negative one over `degree`."""
    if principal:
        angle = Apply("div", (Apply("mul", (I, PI, Number(top))), Number(degree)))
        return Apply("mul", (root, Apply("exp", (angle,))))
    return Apply("neg", (root,)) if int(top) % 2 else root


def _is_size(expr: Expr) -> bool:
    match expr:
        case Number():
            return True
        case Apply("div", (Number(), Number())):
            return True
    return False


def _is_odd(degree: str) -> bool:
    return degree.isdecimal() and int(degree[-1]) % 2 == 1 and degree != "1"
