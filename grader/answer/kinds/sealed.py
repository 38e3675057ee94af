"""An answer that the exercise does not hold: only a value equal to it opens the box in which it lies."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from grader.answer.box import LEAST_COST, MOST_COST, Box, Seal
from grader.answer.claim.reading import check_value
from grader.answer.fields import Reading, formulas, mapping, option, text, word
from grader.answer.kind import Context, Kind
from grader.answer.value.asked.sides import claim
from grader.answer.value.judgement import Judgement, finding, incorrect, undecided
from grader.answer.value.keys import is_plain, keys
from grader.answer.value.shapes import is_collection
from grader.equivalence.fingerprint import WORLDS, Fingerprint, fingerprint
from grader.late import dataclass, replace
from grader.notation import parse
from grader.notation.names import Names, read_names
from grader.notation.tree import Chain, Expr
from grader.values import Answer, Finding, Piece, Verdict

MOST_BOXES = 40
ENDS = 4
SHAPES = ("value", "collection", "statement", "words")
HEX = frozenset("0123456789abcdef")


def seal(value: object, reading: Reading) -> Seal | None:
    """`{salt: …, points: …, cost: 16}`."""
    found = mapping(value, reading, dict.fromkeys(("salt", "points", "cost"), text))
    salt, points, cost = (str(found.get(name, "")) for name in ("salt", "points", "cost"))
    short = len(cost) < 3 and cost.isdecimal() and LEAST_COST <= int(cost) <= MOST_COST
    if not short or not points or len(salt) != 32 or not HEX.issuperset(salt):
        reading.complain("not-a-seal")
        return None
    return Seal(salt, points, int(cost))


def boxes(value: object, reading: Reading) -> tuple[Box, ...]:
    """`[{worlds: "11100011", box: …}, …]`."""
    items = value if isinstance(value, list) else [value]
    found = [mapping(item, reading, {"worlds": text, "box": text}) for item in items[:MOST_BOXES]]
    made = tuple(Box(each.get("worlds", ""), each.get("box", "")) for each in found)
    if any(len(b.worlds) != len(WORLDS) or not {"1"} <= set(b.worlds) <= {"0", "1"} for b in made):
        reading.complain("not-a-seal")
    return made


def blocks(value: object, reading: Reading) -> tuple[Kind, ...]:
    """Answer blocks that are not hidden."""
    items = value if isinstance(value, list) else [value]
    return tuple(kind for kind in (block(item, reading) for item in items) if kind is not None)


def block(value: object, reading: Reading) -> Kind | None:
    from grader.answer.block import read_block

    kind, findings = read_block(value, reading.names)
    for each in findings:
        reading.complain(each.code, each.level, **dict(item for item in each.data if item[0] != "key"))
    return kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """Written by `grader seal`, never by hand: an answer that can be checked and is not held.

    Each of `boxes` opens for values equal to one answer (right, or a foreseen mistake) and holds its block, by
    which the answer is then checked as in the exercise itself. `open` is what the question tells anyway, such as a
    derivation whose end is given; `steps` is a derivation without its end. Without any of these the part is not
    checked here. See `docs/seal.md`.
    """

    seal: Seal | None = option(seal)
    boxes: tuple[Box, ...] = option(boxes, ())
    open: tuple[Kind, ...] = option(blocks, ())
    steps: Kind | None = option(block)
    shape: str = option(word(*SHAPES), "value")
    of: tuple[Expr, ...] = option(formulas, ())

    def faults(self, names: Names) -> tuple[Finding, ...]:
        return (finding("missing-key", key="seal", name="seal"),) if self.boxes and self.seal is None else ()

    def check(self, answer: Answer, context: Context) -> Verdict:
        if self.open:
            verdict = _best([kind.check(answer, context) for kind in self.open])
            return self._at_the_end(verdict, self.open[0], answer, context)
        if self.steps is not None:
            lines = self.steps.check(answer, context)
            if lines.outcome in ("correct", "partial"):  # what sound lines are worth depends on the end
                findings = (finding("sealed-undecided"), *lines.findings)
                lines = replace(lines, outcome="undecided", credit=None, findings=findings)
            return self._at_the_end(lines, self.steps, answer, context)
        held: list[dict[str, Any]] = []

        def judge(expr: Expr) -> Judgement:
            found, judged = self._value(expr, context)
            held.extend(found)
            return judged

        fits = is_collection if self.shape == "collection" else None
        verdict = check_value(answer, context, self.of, judge, fits)
        if not held and self.boxes and verdict.outcome not in ("missing", "unreadable"):
            held = self._among(keys(answer, verdict.read_as, context.names), context)
        if held:
            return self._marked(held, answer, answer, context, verdict)
        return verdict if verdict.outcome != "incorrect" else self._wrong(verdict, context)

    def _among(self, values: Iterator[Expr], context: Context) -> list[dict[str, Any]]:
        """What the first box holds that one of the values opens. The answer is then checked by the block within."""
        return next(filter(None, (self._value(value, context)[0] for value in values)), [])

    def _wrong(self, verdict: Verdict, context: Context) -> Verdict:
        """A value that opens no box is wrong, if what was asked for is written like that."""
        expr = parse(verdict.read_as, context.names).expr
        if expr is not None and is_plain(expr, self.shape):
            return verdict
        return replace(verdict, outcome="undecided", credit=None, findings=(finding("sealed-undecided"),))

    def _at_the_end(self, verdict: Verdict, kind: Kind, answer: Answer, context: Context) -> Verdict:
        """The verdict on the lines, but where a box opens for a value at which one of the last lines ends."""
        if verdict.outcome in ("missing", "unreadable") or (self.open and verdict.outcome == "correct"):
            return verdict
        for read_as in list(dict.fromkeys(step.read_as for step in reversed(verdict.steps) if step.read_as))[:ENDS]:
            expr = parse(read_as, context.names).expr
            chain = isinstance(expr, Chain) and getattr(kind, "relation", "") != "equivalence"
            value = expr.operands[-1] if isinstance(expr, Chain) and chain else expr
            held = self._value(value, context)[0] if value is not None else []
            if held:
                end = Answer((Piece("math", read_as, verdict.line),), read_as, verdict.line)
                return self._marked(held, answer, end, context, verdict)
        return verdict

    def _value(self, expr: Expr, context: Context) -> tuple[list[dict[str, Any]], Judgement]:
        """What the boxes hold for this value, and what to say where that is nothing."""
        if self.seal is None:
            return [], undecided("sealed", finding("sealed-not-here"))
        claimed = claim(expr, context, self.of) if self.shape == "value" else None
        if claimed is not None and claimed.refused is not None:
            return [], claimed.refused.adding(*claimed.findings)
        value = expr if claimed is None else claimed.expr
        found = fingerprint(value, context.names, self.seal.points, context.budget.within(1.0))
        if found is None:
            return [], undecided("sealed", finding("sealed-undecided"))
        try:
            held = [entry for box in self.boxes for entry in box.open(self.seal, found) or ()]
        except ImportError:
            return [], undecided("sealed", finding("sealed-unavailable"))
        if any(_lacks(found, box) for box in self.boxes) and not held:
            return [], undecided("sealed", finding("sealed-undecided"))
        return held, incorrect("sealed", finding("not-equal"), certain=False)

    def _marked(
        self, held: list[dict[str, Any]], answer: Answer, end: Answer, context: Context, otherwise: Verdict
    ) -> Verdict:
        """By the blocks that were opened: right answers first, then foreseen mistakes."""
        right = [kind.check(answer, fresh) for kind, fresh, _ in _kinds(held, "right", context)]
        known = _best(right) if right else otherwise
        if known.outcome == "correct":
            return known
        for kind, fresh, entry in _kinds(held, "mistake", context):
            if kind.check(end, fresh).outcome == "correct":
                return _foreseen(known, entry)
        return known


def _best(verdicts: list[Verdict]) -> Verdict:
    rank = {"correct": 3, "partial": 2, "undecided": 1}
    return max(verdicts, key=lambda verdict: (rank.get(verdict.outcome, 0), verdict.credit or 0))


def _lacks(found: Fingerprint, box: Box) -> bool:
    return any(wanted == "1" and not mark for mark, wanted in zip(found.marks, box.worlds, strict=True))


def _kinds(
    held: list[dict[str, Any]], role: str, context: Context
) -> Iterator[tuple[Kind, Context, dict[str, Any]]]:
    """The blocks of that role as kinds, each under the names that its author meant."""
    from grader.answer.block import read_block

    for entry in held:
        names = read_names(entry["notation"])[0] if "notation" in entry else context.names
        kind = read_block(entry["block"], names)[0]
        if entry["role"] == role and kind is not None:
            yield kind, replace(context, names=names), entry


def _foreseen(known: Verdict, entry: dict[str, Any]) -> Verdict:
    """The verdict on a mistake that the author has foreseen, with what is said to it."""
    credit = max(Fraction(entry["credit"]), known.credit or Fraction(0))
    said = (finding("sealed-feedback", "note", text=entry["feedback"]),) if entry["feedback"] else ()
    findings = (finding("sealed-mistake", "note"), *said, *(f for f in known.findings if f.level != "note"))
    return replace(known, outcome="correct" if credit == 1 else "partial" if credit else "incorrect",
                   credit=credit, findings=findings)  # fmt: skip
