"""Letters of an answer that neither the notation nor the question knows: slips, as a rule."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from grader.answer.kind import Kind, quantities
from grader.answer.kinds.growth import Growth
from grader.answer.kinds.quantity import Quantity
from grader.answer.value.formulas.orders import SYMBOLS
from grader.answer.value.numbers.units import is_unit
from grader.answer.value.shapes import NO_LETTERS
from grader.equivalence.meanings import free_names, is_constant
from grader.errors import Problem
from grader.exercise.model import NamedAnswer, Part
from grader.exercise.typeset import formulas
from grader.late import pattern
from grader.notation import parse
from grader.notation.tree import Expr, Name, walk
from grader.notation.words.letters import SPANS

OWN_WORDS = NO_LETTERS | SPANS
CONSTANT = pattern(r"[A-Zc](?:_.*)?")
"""Letters of constants in a general solution."""
UNIT = pattern(r"[IE](?:_.*)?")
"""The unit matrix."""


def strangers(part: Part) -> Iterator[Problem]:
    """A warning for each such letter. Nothing is said of a question that has no formula that could be read, nor of
    one whose letters all have a domain by `"*"`."""
    known = _known(part)
    if known is None or part.names.default is not None:
        return
    for wanted in part.answers:
        said = known | _free(wanted, part)
        for name in dict.fromkeys(name for expr in _asked(wanted) for name in free_names(expr)):
            if not (name in said or name.split("_")[0] in known or is_constant(name, part.names)):
                yield Problem(part.file, wanted.line, wanted.column, _sentence(part, wanted, name, known))


def _free(wanted: NamedAnswer, part: Part) -> frozenset[str]:
    """Names that need no declaration: units of a quantity, symbols of orders, constants that the student may name
    otherwise."""
    names = frozenset(name for expr in _asked(wanted) for name in free_names(expr))
    if isinstance(wanted.kind, Growth):
        return frozenset(SYMBOLS)
    if isinstance(wanted.kind, Quantity):
        return frozenset(name for name in names if is_unit(name, part.names))
    units = frozenset(name for name in names if UNIT.fullmatch(name)) if _has_matrices(part) else frozenset[str]()
    if getattr(wanted.kind, "up_to", None) is None:
        return units
    fixed = frozenset(name for expr in getattr(wanted.kind, "fixed", ()) for name in free_names(expr))
    return units | fixed | frozenset(name for name in names if CONSTANT.fullmatch(name))


def _has_matrices(part: Part) -> bool:
    return any(domain.kind == "matrix" for domain in part.names.variables.values())


def _sentence(part: Part, wanted: NamedAnswer, name: str, known: frozenset[str]) -> str:
    where = f"Part {part.id}" + (f", {wanted.name}" if wanted.name else "")
    near = _nearest(name, known)
    guess = f": did you mean `{near}`? If not, declare it" if near else ": declare it"
    return (
        f"{where}: the answer uses `{name}`, which neither `notation` nor the question knows{guess}, "
        f"`notation: {{variables: {{{name}: real}}}}`."
    )


def _nearest(name: str, known: frozenset[str]) -> str:
    same = [each for each in sorted(known) if each.casefold() == name.casefold()]
    return next(iter(same or (difflib.get_close_matches(name, sorted(known), 1, 0.6))), "")


def _known(part: Part) -> frozenset[str] | None:
    """Every name of which the exercise speaks before its answer; None where that cannot be said."""
    found = {*part.names.declared, *OWN_WORDS}
    for _, formula in formulas(part.question):
        parsed = parse(formula, part.names)
        if parsed.expr is None:
            return None
        found |= _names(parsed.expr)
    for wanted in part.answers:
        for expr in quantities(wanted.kind):
            found |= _names(expr)
    return frozenset(found) if found > OWN_WORDS else None


def _asked(wanted: NamedAnswer) -> Iterator[Expr]:
    kind: Kind = wanted.kind
    for one in getattr(kind, "expected", ()):
        if hasattr(one, "expr"):
            yield one.expr
    if getattr(kind, "to", None) is not None:
        yield kind.to.expr  # type: ignore[attr-defined]


def _names(expr: Expr) -> set[str]:
    """The names of an expression; of an index (`a_n`) its letters too."""
    found = {node.id for node in walk(expr) if isinstance(node, Name)}
    return found | {letter for name in found for letter in name.split("_")}
