"""Another letter for an expression of the unknown: `Let $z = x^2$. $z^2 - 5z + 4 = 0$, $z_1 = 4$, $z_2 = 1$, …`."""

from __future__ import annotations

from grader.answer.claim.scope import Scope
from grader.answer.claim.statements import Statement
from grader.answer.derivation.branches import in_letter, unknown
from grader.answer.value.numbers.worth import substituted
from grader.answer.value.shapes import CONSTANTS
from grader.late import dataclass
from grader.notation.names import Names, free_names
from grader.notation.tree import Chain, Expr, Name

EARLY = 3
"""Statements among which the letter is introduced."""


@dataclass(frozen=True, slots=True)
class Substitution:
    """The letter, and what it stands for."""

    letter: str
    value: Expr

    def undone(self, expr: Expr, names: Names) -> Expr:
        """A statement in the letter, numbered or not, as one in the unknown."""
        return substituted(in_letter(expr, self.letter, names), {self.letter: self.value})


def substitution(
    found: tuple[Statement, ...], question: Expr | None, scope: Scope
) -> tuple[Substitution | None, tuple[Statement, ...]]:
    """The substitution that the first statements introduce, where later ones are in its letter, and all others."""
    asked = unknown(question) if question is not None else ""
    for at, statement in enumerate(found[:EARLY] if asked else ()):
        match scope.read(statement.text)[0]:
            case Chain((Name(letter), value), ("=",)) if _stands_for(letter, value, asked, scope):
                later = (scope.read(each.text)[0] for each in found[at + 1 :])
                if any(expr is not None and letter in _bases(expr) for expr in later):
                    return Substitution(letter, value), (*found[:at], *found[at + 1 :])
    return None, found


def _stands_for(letter: str, value: Expr, asked: str, scope: Scope) -> bool:
    new = letter != asked and letter not in scope.known | scope.names.declared | CONSTANTS
    return new and not isinstance(value, Name) and set(free_names(value)) - CONSTANTS == {asked}


def _bases(expr: Expr) -> set[str]:
    return {name.partition("_")[0] for name in free_names(expr)}
