"""Trees as plain JSON values, for the pipe to a worker: ["Apply", "add", [...]]."""

from __future__ import annotations

from typing import Any

from grader.notation.tree import Apply, Bind, Expr, Name, Number, Text


def pack(expr: Expr) -> list[Any]:
    """The tree as nested lists of strings."""
    match expr:
        case Number(text) | Text(text):
            return [type(expr).__name__, text]
        case Name(id):
            return ["Name", id]
        case Apply(op, args):
            return ["Apply", op, [pack(a) for a in args]]
        case Bind(op, variables, bounds, body):
            return ["Bind", op, [pack(v) for v in variables], [pack(b) for b in bounds], pack(body)]
        case _:
            raise ValueError("not sent to a worker")


def unpack(value: list[Any]) -> Expr:
    """The inverse; ValueError for anything else."""
    match value:
        case [("Number" | "Name" | "Text") as kind, str(text)]:
            return Number(text) if kind == "Number" else Name(text) if kind == "Name" else Text(text)
        case ["Apply", str(op), list(args)]:
            return Apply(op, tuple(map(unpack, args)))
        case ["Bind", str(op), list(variables), list(bounds), body]:
            return Bind(op, tuple(map(unpack, variables)), tuple(map(unpack, bounds)), unpack(body))
        case _:
            raise ValueError("not a tree")
