"""What occurs in two expressions, in one walk: so that what is not there need not be looked for again and again."""

from __future__ import annotations

from dataclasses import dataclass

from grader.notation.names import Names
from grader.notation.tree import Apply, Bind, Expr, Name, Number, children

PLAIN = (Number, Name, Apply)


@dataclass(frozen=True, slots=True)
class Traits:
    """The words of `Apply` and `Bind`, the names, and whether nothing but numbers, names and words occurs."""

    words: frozenset[str]
    names: frozenset[str]
    plain: bool

    def undeclared(self, names: Names) -> bool:
        """None of the names has a domain, a definition or another spelling."""
        if names.default is not None or names.definitions or names.functions or names.same:
            return False
        return not names.variables or self.names.isdisjoint(names.variables)


def traits(left: Expr, right: Expr) -> Traits:
    """Those of both sides together."""
    words: set[str] = set()
    names: set[str] = set()
    plain = True
    stack: list[Expr] = [left, right]
    while stack:
        node = stack.pop()
        if isinstance(node, Apply):
            words.add(node.op)
            stack.extend(node.args)
        elif isinstance(node, Name):
            names.add(node.id)
        elif not isinstance(node, Number):
            plain = False
            if isinstance(node, Bind):
                words.add(node.op)
            stack.extend(children(node))
    return Traits(frozenset(words), frozenset(names), plain)
