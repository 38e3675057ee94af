"""What occurs in two expressions together."""

from __future__ import annotations

from grader.late import dataclass
from grader.notation.names import Names
from grader.notation.tree import Expr, facts


@dataclass(frozen=True, slots=True)
class Traits:
    """The words of `Apply` and `Bind`, the names, and whether nothing but numbers, names and words occurs."""

    words: frozenset[str]
    names: tuple[str, ...]
    """In the order in which they appear, each once."""
    plain: bool

    def undeclared(self, names: Names) -> bool:
        """None of the names has a domain, a definition or another spelling."""
        if names.silent:
            return True
        if names.default is not None or names.definitions or names.functions or names.same:
            return False
        return not names.variables or names.variables.keys().isdisjoint(self.names)


def traits(left: Expr, right: Expr) -> Traits:
    """Those of both sides together."""
    ours, theirs = facts(left), facts(right)
    names = dict.fromkeys(ours.names + theirs.names)
    return Traits(ours.words | theirs.words, tuple(names), ours.plain and theirs.plain)
