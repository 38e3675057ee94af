"""The shelf of answer kinds, in the order of the manual. A new kind is a file here and a line in the list."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import cast

from grader.answer.kind import Kind

SHELF: dict[str, str] = {
    "expression": "expression.Expression",
    "number": "number.Number",
    "quantity": "quantity.Quantity",
    "equation": "equation.Equation",
    "inequality": "equation.Inequality",
    "system": "equation.System",
    "set": "collection.Set",
    "list": "collection.List",
    "interval": "collection.Interval",
    "matrix": "collection.Matrix",
    "logic": "logic.Logic",
    "growth": "growth.Growth",
    "derivation": "derivation.Derivation",
    "choice": "choice.Choice",
    "text": "text.Text",
}
"""Each kind with its file here and its class: one answer loads one kind, not all of them."""


MADE_BY_US = {"sealed": "sealed.Sealed"}
"""Kinds that no author writes, and that the manual leaves out."""


@cache
def kind_named(name: str) -> type[Kind]:
    """The class of a kind, loaded on first use. KeyError for another name."""
    file, _, kind = {**SHELF, **MADE_BY_US}[name].partition(".")
    return cast(type[Kind], getattr(import_module(f"{__name__}.{file}"), kind))
