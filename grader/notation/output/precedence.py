"""How tightly each node binds when it is printed; a looser operand stands in brackets."""

from __future__ import annotations

from grader.notation.tree import Apply, Bind, Chain, Expr, Number

SEQUENCE, LOGIC, RELATION, SETS, ADD, UNARY, MUL, POW, POSTFIX, ATOM = 0, 10, 20, 25, 30, 35, 40, 50, 60, 100

LEVELS = {
    "sequence": SEQUENCE, "where": SEQUENCE + 1,
    "iff": LOGIC, "implies": LOGIC + 1, "xor": LOGIC + 2, "or": LOGIC + 3, "and": LOGIC + 4, "not": LOGIC + 5,
    "given": RELATION - 1,
    "union": SETS, "intersection": SETS, "setminus": SETS, "cartesian": SETS,
    "add": ADD, "plus_minus": ADD, "minus_plus": ADD,
    "neg": UNARY, "pos": UNARY, "pm": UNARY, "mp": UNARY, "nabla": UNARY,
    "mod": ADD - 1, "mul": MUL, "div": MUL, "cross": MUL, "hadamard": MUL, "outer": MUL,
    "pow": POW, "transpose": POW, "complement": POW,
    "factorial": POSTFIX, "double_factorial": POSTFIX, "percent": POSTFIX, "degrees": POSTFIX, "prime": POSTFIX,
}  # fmt: skip


def level(expr: Expr) -> int:
    """The level of the outermost operation; higher binds more tightly."""
    match expr:
        case Apply(op, args):
            if op in {"cross", "hadamard", "outer"} and len(args) < 2:
                return ATOM
            return LEVELS.get(op, ATOM)
        case Chain():
            return RELATION
        case Bind("argmax" | "argmin"):
            return SETS + 1
        case Bind("map" | "forall" | "exists"):
            return LOGIC
        case Bind():
            return UNARY
        case Number(text):
            return POW if "e" in text else ATOM
        case _:
            return ATOM
