"""An error carried forward: an answer that builds on an earlier part is checked again with the student's own value.

A part says `uses: {k: a}`: in its answer block `k` stands for the answer of part a. Where that answer was read but
is wrong, `k` is defined as what the student wrote, the block is read anew, and what follows soundly from it counts.
"""

from __future__ import annotations

from collections.abc import Mapping

from grader.answer.block import read_block
from grader.answer.kind import Context
from grader.exercise.model import NamedAnswer, Part, Use
from grader.exercise.nodes import Plain
from grader.late import dataclass, replace
from grader.notation import parse
from grader.notation.names import free_names, read_names
from grader.notation.printing import to_text
from grader.notation.tree import Chain
from grader.values import Answer, Finding, PartResult, Verdict


@dataclass(frozen=True, slots=True)
class Carried:
    """The verdict with the student's own value, and where that value came from."""

    verdict: Verdict
    part: str
    value: str


def carried(
    part: Part, wanted: NamedAnswer, answer: Answer, earlier: Mapping[str, PartResult], context: Context
) -> Carried | None:
    """The verdict with the student's own earlier values, or None where there is nothing to carry."""
    values = {use.name: (use.part, value) for use in part.uses if (value := _wrong_value(part, use, earlier))}
    if not values:
        return None
    above = part.notation.get("definitions")
    definitions: dict[str, Plain] = {**(above if isinstance(above, dict) else {})}
    definitions.update({name: value for name, (_, value) in values.items()})
    names, found = read_names({**part.notation, "definitions": definitions})
    kind, more = read_block(wanted.block, names, carried=True)
    if kind is None or any(finding.level == "error" for finding in (*found, *more)):
        return None
    verdict = kind.check(answer, replace(context, names=names, carried=True))
    if any(_is_easier(part, name, value) for name, (_, value) in values.items()) and verdict.credit:
        easier = Finding("carried-easier")
        verdict = replace(verdict, outcome="undecided", credit=None, findings=(easier,), suggested=verdict.credit)
    parts = ", ".join(dict.fromkeys(each for each, _ in values.values()))
    return Carried(verdict, parts, "; ".join(f"{name} = {value}" for name, (_, value) in values.items()))


def _is_easier(part: Part, name: str, value: str) -> bool:
    """Whether the letters of the right value are gone from the student's own: there may be nothing left to do."""
    right, own = part.names.definitions.get(name), parse(value, part.names).expr
    return right is not None and own is not None and not free_names(right) <= free_names(own)


def _wrong_value(part: Part, use: Use, earlier: Mapping[str, PartResult]) -> str:
    """What the student wrote for the used answer, in our reading; empty where it was right, open or circular."""
    result = earlier.get(use.part)
    if result is None or not use.name:
        return ""
    found = next((each for each in result.answers if use.answer in ("", each.name)), None)
    if found is None or not found.verdict.read_as:
        return ""
    followed = any(finding.code == "carried-from" for finding in found.verdict.findings)
    if found.verdict.outcome not in ("incorrect", "partial") and not followed:
        return ""
    expr = parse(found.verdict.read_as, part.names).expr
    value = expr.operands[-1] if isinstance(expr, Chain) else expr
    return to_text(value) if value is not None and use.name not in free_names(value) else ""
