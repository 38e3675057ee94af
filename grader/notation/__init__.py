"""Text -> Expr and back. `parse(text, names)` never raises; `Names` says what each name is in the exercise."""

from grader.notation.grammar import Parsed, parse
from grader.notation.names import Names

__all__ = ["Names", "Parsed", "parse"]
