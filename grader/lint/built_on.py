"""Parts that say that they build on another, and whose key does not."""

from __future__ import annotations

from collections.abc import Iterator

from grader.equivalence.meanings import free_names
from grader.errors import Problem
from grader.exercise.model import Part, Use
from grader.notation.tree import Expr


def idle_uses(part: Part) -> Iterator[Problem]:
    """A warning for each earlier answer that stands nowhere in the keys: no error is carried forward from it."""
    formulas = tuple(_keys(part))
    if not part.uses or not part.answers or not formulas:  # words
        return
    said = {name for expr in formulas for name in free_names(expr)}
    first = part.answers[0]
    for use in part.uses:
        if use.name not in said:
            yield Problem(part.file, first.line, first.column, _sentence(part, use))


def _sentence(part: Part, use: Use) -> str:
    if not use.name:
        return (
            f"Part {part.id} uses `{use.part}`, but no letter stands for its answer: write"
            f" `uses: {{k: {use.part}}}`, and `k` in the answer."
        )
    return (
        f"Part {part.id}: `{use.name}`, which stands for the answer of {use.part}, is nowhere in the answer, so"
        " that no error is carried forward: write how the answer follows from it."
    )


def _keys(part: Part) -> Iterator[Expr]:
    """All that an answer is compared with, and what the names in it stand for."""
    for wanted in part.answers:
        for kind in (wanted.kind, *wanted.also):
            sides = (getattr(kind, name, None) for name in ("from_", "to"))
            several = (each for name in ("expected", "waypoints", "about") for each in getattr(kind, name, ()))
            for one in (*several, *sides):
                if one is not None and not isinstance(one, str):
                    yield getattr(one, "expr", one)
    names = {use.name for use in part.uses}
    yield from (body for name, body in part.names.definitions.items() if name not in names)
    yield from (function.body for function in part.names.functions.values() if function.body is not None)
