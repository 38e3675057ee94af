"""The shelf of answer kinds, in the order of the manual. A new kind is a file here and a line in the list."""

from __future__ import annotations

from grader.answer.kind import Kind
from grader.answer.kinds.choice import Choice
from grader.answer.kinds.collection import Interval, List, Matrix, Set
from grader.answer.kinds.derivation import Derivation
from grader.answer.kinds.equation import Equation, Inequality, System
from grader.answer.kinds.expression import Expression
from grader.answer.kinds.logic import Logic
from grader.answer.kinds.number import Number
from grader.answer.kinds.quantity import Quantity
from grader.answer.kinds.text import Text

SHELF: dict[str, type[Kind]] = {
    "expression": Expression,
    "number": Number,
    "quantity": Quantity,
    "equation": Equation,
    "inequality": Inequality,
    "system": System,
    "set": Set,
    "list": List,
    "interval": Interval,
    "matrix": Matrix,
    "logic": Logic,
    "derivation": Derivation,
    "choice": Choice,
    "text": Text,
}
