"""A judgement of what was picked, as a verdict that a page can show."""

from __future__ import annotations

from grader.answer.claim.picked import Picked
from grader.answer.value.judgement import Judgement
from grader.answer.value.numbers.units import is_unit_text
from grader.late import pattern
from grader.notation.printing import to_mathml, to_text
from grader.values import Verdict

EXCERPT = 200
"""Characters that a report shows of an answer which is too long to be read."""
_QUOTED = pattern(r'\*"([^"\n]{1,40})"')


def _with_units(text: str) -> str:
    """`23 m/s` for `23*"m/s"`, which is how the tree is typed."""
    return _QUOTED.sub(lambda said: f" {said[1]}" if is_unit_text(said[1]) else said[0], text)


def verdict(judgement: Judgement, picked: Picked, show: bool = True) -> Verdict:
    """The judgement as a page can show it; unless one will `show` it, without our reading in print."""
    expr = picked.expr if show else None
    return Verdict(
        judgement.outcome,
        judgement.credit,
        judgement.by,
        judgement.certain,
        judgement.findings,
        judgement.counterexample,
        text=picked.text,
        line=picked.line,
        read_as="" if expr is None else _with_units(to_text(expr)),
        mathml="" if expr is None else to_mathml(expr),
        suggested=judgement.suggested,
    )
