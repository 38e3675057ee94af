"""Roots and logarithms of real letters among complex numbers, by the signs of these letters.

    sqrt(-1/x)  is  i/sqrt(x) for x > 0, and for x = -y < 0 it is 1/sqrt(y), as i/sqrt(-y) is

Each letter is positive, negative or zero; in every case the other methods decide. Negative ones are written as -x
for a positive x, so that the laws of positive numbers hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from grader.equivalence.meanings import free_names, is_constant
from grader.equivalence.methods.pieces import substituted
from grader.equivalence.sampling import care
from grader.equivalence.truth import Different, Same, Truth, Unknown
from grader.late import replace
from grader.notation.names import Domain, Names
from grader.notation.tree import Apply, Expr, Name, Number, walk

MOST_LETTERS = 2
BENT = frozenset({"log", "arg"})
Judge = Callable[[Expr, Expr, Names], Truth]


def decide(left: Expr, right: Expr, names: Names, judge: Judge) -> Truth | None:
    """Same where every case says so, Different where one does; None where this method cannot tell."""
    letters = list(dict.fromkeys(_letters(left, right, names)))
    if not 1 <= len(letters) <= MOST_LETTERS:
        return None
    return _cases(left, right, names, letters, judge)


def _letters(left: Expr, right: Expr, names: Names) -> Iterator[str]:
    """The real letters on whose sign it depends which branch is taken."""
    bends = care.kinks(left, right)
    bends += [n.args[0] for side in (left, right) for n in walk(side) if isinstance(n, Apply) and n.op in BENT]
    for bend in bends:
        for id in free_names(bend):
            domain = names.domain(id)
            if not is_constant(id, names) and (domain is None or domain.kind in ("real", "nonzero")):
                yield id


def _cases(left: Expr, right: Expr, names: Names, letters: list[str], judge: Judge) -> Truth | None:
    letter, rest = letters[0], letters[1:]
    domain = names.domain(letter)
    positive = replace(names, variables={**names.variables, letter: Domain("positive")})
    values: list[Expr] = [Name(letter), Apply("neg", (Name(letter),))]
    if domain is None or domain.kind == "real":
        values.append(Number("0"))
    found: list[Same] = []
    for value in values:
        ours, theirs = substituted(left, letter, value), substituted(right, letter, value)
        verdict = _cases(ours, theirs, positive, rest, judge) if rest else judge(ours, theirs, positive)
        match verdict:
            case Different():
                return _as_said(verdict, letter, value)
            case Same():
                found.append(verdict)
            case Unknown(finding) if value == Number("0") and finding.code == "undefined-everywhere":
                continue
            case _:
                return None
    return Same("exact", all(each.certain for each in found)) if found else None


def _as_said(verdict: Different, letter: str, value: Expr) -> Different:
    """The witness in terms of the letter itself, which may be gone from the case."""
    if verdict.witness is None:
        return verdict
    at = dict(verdict.witness.at)
    size = at.get(letter, "1")
    at[letter] = "0" if value == Number("0") else size if value == Name(letter) else f"-{size}"
    return replace(verdict, witness=replace(verdict.witness, at=tuple(sorted(at.items()))))
