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
    names: tuple[str, ...]
    """In the order in which they appear, each once."""
    plain: bool

    def undeclared(self, names: Names) -> bool:
        """None of the names has a domain, a definition or another spelling."""
        if names.default is not None or names.definitions or names.functions or names.same:
            return False
        return not names.variables or names.variables.keys().isdisjoint(self.names)


def traits(left: Expr, right: Expr) -> Traits:
    """Those of both sides together."""
    words: set[str] = set()
    names: dict[str, None] = {}
    plain = True
    stack: list[Expr] = [right, left]
    while stack:
        node = stack.pop()
        if isinstance(node, Apply):
            words.add(node.op)
            stack.extend(node.args[::-1])
        elif isinstance(node, Name):
            names[node.id] = None
        elif not isinstance(node, Number):
            plain = False
            if isinstance(node, Bind):
                words.add(node.op)
            stack.extend(reversed(children(node)))
    return Traits(frozenset(words), tuple(names), plain)
