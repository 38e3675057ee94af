"""An assignment -> exercises that check its answers without holding them; what could not be sealed, and why."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterator
from itertools import chain, count
from typing import Any

from grader.answer.box import COST, Seal, close, size
from grader.answer.kind import Expected, Kind, is_formula
from grader.answer.kinds.derivation import Derivation
from grader.answer.kinds.text import Text
from grader.answer.value.keys import as_rows
from grader.equivalence.fingerprint import Fingerprint, fingerprint
from grader.exercise.load import POLICY
from grader.exercise.model import Assignment, Exercise, Mistake, NamedAnswer, Part
from grader.exercise.nodes import Plain
from grader.exercise.review import FILE as REVIEW
from grader.exercise.typeset import formulas
from grader.late import dataclass
from grader.limits import Budget
from grader.notation import parse
from grader.notation.tree import Chain, Expr
from grader.seal.attack import GUESSES, Guesses

BITS = 28
"""What fewer guesses than 2^28 find is refused: at 0.2 s a guess that is 1.7 years of one processor."""
NEAR = ("tolerance", "digits", "up_to")
"""Options by which values count that are not equal to the expected one."""
NO_FINGERPRINT = "it has no fingerprint"
SHAPES = {
    "Expression": "value", "Number": "value", "Logic": "statement", "Equation": "statement",
    "Inequality": "statement", "Interval": "statement", "Set": "collection", "List": "collection",
    "Matrix": "collection",
}  # fmt: skip
"""The kinds whose answers have a fingerprint, and how an answer is found in what a student writes."""


class Unsealable(Exception):
    """Why an answer is not sealed: a sentence for its author. `bits` where it can be guessed."""

    def __init__(self, reason: str, bits: float | None = None) -> None:
        super().__init__(reason)
        self.bits = bits


@dataclass(frozen=True, slots=True)
class Sealing:
    """How hard it is to be made. `weak` are the parts that are sealed even where they can be guessed."""

    weak: frozenset[str] = frozenset()
    cost: int = COST
    guesses: int = GUESSES


@dataclass(frozen=True, slots=True)
class Note:
    """What became of one answer. `bits`: some 2^bits guesses find it, by our attack and its length; None where that
    was not asked."""

    part: str
    answer: str
    state: str
    """`sealed`, `weak`, `open` (the question tells it) or `left out`."""
    reason: str = ""
    bits: float | None = None
    mistakes: int = 0
    """Foreseen mistakes that are easily guessed: left out, or beside an answer that is open."""


def sealed(assignment: Assignment, sealing: Sealing) -> tuple[dict[str, Plain], list[Note]]:
    """The sealed exercises by the names of their files, as plain values; what became of each answer."""
    files: dict[str, Plain] = {"assignment.yaml": {"assignment": assignment.title, "language": assignment.language}}
    notes: list[Note] = []
    for exercise in assignment.exercises:
        files[_file(exercise.id, files)] = _exercise(exercise, sealing, notes)
    return files, notes


def _file(exercise: str, taken: Collection[str]) -> str:
    """A name for its file that no other file has: an exercise may stand in two, or be called `policy`."""
    names = chain([f"{exercise}.yaml"], (f"{exercise}-part-{n}.yaml" for n in count(1)))
    return next(name for name in names if name not in taken and name not in (REVIEW, POLICY))


def _exercise(exercise: Exercise, sealing: Sealing, notes: list[Note]) -> Plain:
    texts = [exercise.title, *(part.question for part in exercise.parts)]
    parts: dict[str, Plain] = {}
    for part in exercise.parts:
        key = part.id.removeprefix(exercise.id).removeprefix(".")
        parts[key] = _Part(part, texts, sealing).plain(notes)
    title = {"title": exercise.title} if exercise.title else {}
    head = {"exercise": exercise.id, **title, "language": exercise.language}
    alone = parts.get("")  # an exercise that is one question
    return {**head, **alone} if isinstance(alone, dict) else {**head, "parts": parts}


class _Part:
    """One part, its printed formulas, and the dictionary of guesses on its answers."""

    def __init__(self, part: Part, texts: list[str], sealing: Sealing) -> None:
        self.part, self.sealing = part, sealing
        self.weak = part.id in sealing.weak or "all" in sealing.weak
        self.printed = tuple(dict.fromkeys((*self._read(texts), *self._of())))
        self.guesses = Guesses(part.names, self.printed, sealing.guesses)

    def _read(self, texts: list[str]) -> Iterator[Expr]:
        """The formulas that stand in texts, and the sides of their equations."""
        for text in texts:
            for _, formula in formulas(text):
                expr = parse(formula, self.part.names).expr
                if expr is not None:
                    yield expr
                if isinstance(expr, Chain):
                    yield from expr.operands

    def _of(self) -> Iterator[Expr]:
        """What stays readable beside the boxes: quantities, beginnings of derivations, definitions."""
        for answer in self.part.answers:
            for kind in (answer.kind, *answer.also):
                yield from (*getattr(kind, "of", ()), *getattr(kind, "about", ()))
                if isinstance(kind, Derivation) and kind.from_ is not None:
                    yield kind.from_.expr
        carried = {use.name for use in self.part.uses}
        yield from (body for name, body in self.part.names.definitions.items() if name not in carried)

    def plain(self, notes: list[Note]) -> Plain:
        """The part as it is given out: with boxes, or without an answer where it cannot be sealed."""
        answers: dict[str, Plain] = {}
        for wanted in self.part.answers:
            block, note = self._answer(wanted)
            notes.append(note)
            answers[wanted.name] = {**block, "points": str(wanted.points)} if wanted.name else block
        made: dict[str, Plain] = {"question": self.part.question, "points": str(self.part.points)}
        notation = self._notation()
        if notation:
            made["notation"] = notation
        made["reveal"] = "outcome" if self.part.reveal == "outcome" else "feedback"
        return {**made, **({"answers": answers} if "" not in answers else {"answer": answers[""]})}

    def _notation(self) -> dict[str, Plain]:
        """Without the values of earlier parts, which the exercise puts in for their names."""
        carried = {use.name for use in self.part.uses}
        found = dict(self.part.notation)
        definitions = found.get("definitions")
        if isinstance(definitions, dict):
            found["definitions"] = {name: body for name, body in definitions.items() if name not in carried}
        return found

    def _answer(self, wanted: NamedAnswer) -> tuple[dict[str, Plain], Note]:
        try:
            if _is_told(wanted.kind, self.printed):
                return self._open(wanted), Note(
                    self.part.id, wanted.name, "open", "the question tells it", None, len(wanted.mistakes)
                )
            return self._closed(wanted)
        except Unsealable as reason:
            block: dict[str, Plain] = {"kind": "sealed", "shape": "value" if is_formula(wanted.kind) else "words"}
            return block, Note(self.part.id, wanted.name, "left out", str(reason), reason.bits)

    def _open(self, wanted: NamedAnswer) -> dict[str, Plain]:
        """A derivation of which the question tells both ends: checked line by line, with boxes for mistakes."""
        told = [(wanted.kind, wanted.block), *_also(wanted)]
        blocks = [block for kind, block in told if _is_told(kind, self.printed) and not kind.waypoints]  # type: ignore[attr-defined]
        if not blocks:
            raise Unsealable("its waypoints would have to be told")
        return {"kind": "sealed", "open": blocks, **self._boxes(wanted, right=False)}

    def _closed(self, wanted: NamedAnswer) -> tuple[dict[str, Plain], Note]:
        kinds = (wanted.kind, *wanted.also)
        names = self.part.names
        if any(fingerprint(each.expr, names, "", Budget.start()) is None for each in _values(wanted.kind)):
            raise Unsealable(NO_FINGERPRINT)
        least = min(self.guesses.bits(each.expr) for kind in kinds for each in _values(kind))
        if least < BITS and not self.weak:
            printed = "the question's own formulas have its value"
            raise Unsealable(printed if not least else f"some 2^{least:.0f} guesses find it", least)
        block: dict[str, Plain] = {"kind": "sealed", **self._boxes(wanted, right=True)}
        if isinstance(wanted.kind, Derivation):
            block["steps"] = _without(wanted.block, ("to", "waypoints"))
        else:
            block["shape"] = SHAPES[type(wanted.kind).__name__]
            of = wanted.block.get("of") if isinstance(wanted.block, dict) else None
            block |= {"of": of} if of else {}
        state = "weak" if least < BITS else "sealed"
        return block, Note(
            self.part.id, wanted.name, state, "", least, len(wanted.mistakes) - len(self._kept(wanted))
        )

    def _kept(self, wanted: NamedAnswer) -> list[Mistake]:
        """The foreseen mistakes whose words can be sealed: those of an answer that the question tells all lie in
        boxes, else one that is guessed would tell what its author thought of."""
        if self.weak or _is_told(wanted.kind, self.printed):
            return list(wanted.mistakes)
        return [m for m in wanted.mistakes if all(self.guesses.bits(v.expr) >= BITS for v in _values(m.kind))]

    def _boxes(self, wanted: NamedAnswer, right: bool) -> dict[str, Plain]:
        """One box for each value, in an order of chance; nothing tells which of them is right."""
        seal = Seal(secrets.token_hex(16), secrets.token_hex(8), self.sealing.cost)
        held: dict[tuple[str, ...], tuple[Fingerprint, list[dict[str, Any]]]] = {}
        blocks = [(wanted.kind, wanted.block), *_also(wanted)] if right else []
        entries = [({"role": "right", "block": block}, kind) for kind, block in blocks]
        entries += [(self._mistake(each, wanted), each.kind) for each in self._kept(wanted)]
        for entry, kind in entries:
            if self.part.uses:
                entry["notation"] = self.part.notation
            for value in _values(kind):
                expr = as_rows(value.expr) if type(kind).__name__ == "Matrix" else value.expr
                found = fingerprint(expr, self.part.names, seal.points, Budget.start())
                if found is None:
                    if entry["role"] == "right":
                        raise Unsealable(NO_FINGERPRINT)
                    continue
                held.setdefault(found.marks, (found, []))[1].append(entry)
        length = max((size(entries) for _, entries in held.values()), default=0)
        boxes = [close(entries, found, seal, length) for found, entries in held.values()]
        secrets.SystemRandom().shuffle(boxes)
        said: dict[str, Plain] = {"salt": seal.salt, "points": seal.points, "cost": str(seal.cost)}
        return {"seal": said, "boxes": [{"worlds": box.worlds, "box": box.text} for box in boxes]} if boxes else {}

    def _mistake(self, mistake: Mistake, wanted: NamedAnswer) -> dict[str, Any]:
        """A foreseen mistake; its feedback only where that holds no formula with the value of a right answer."""
        right = [fingerprint(value.expr, self.part.names, "", Budget.start())
                 for kind in (wanted.kind, *wanted.also) for value in _values(kind)]  # fmt: skip
        said = [fingerprint(expr, self.part.names, "", Budget.start()) for expr in self._read([mistake.feedback])]
        tells = any(one is not None and other is not None and one.agrees(other) for one in said for other in right)
        feedback = "" if tells and not _is_told(wanted.kind, self.printed) else mistake.feedback
        return {"role": "mistake", "block": mistake.block, "credit": str(mistake.credit), "feedback": feedback}


def _values(kind: Kind) -> tuple[Expected, ...]:
    """What the key is made of. Unsealable where other values count as well, or the kind has none."""
    near = next((name for name in NEAR if getattr(kind, name, None)), "")
    if near:
        raise Unsealable(f"with `{near}` values count that are not equal")
    if isinstance(kind, Derivation):
        return () if kind.to is None else (kind.to,)
    if type(kind).__name__ not in SHAPES or getattr(kind, "partial", False):
        raise Unsealable("a text" if isinstance(kind, Text) else "not an answer with one value")
    found: tuple[Expected, ...] = getattr(kind, "expected", ())
    return found


def _is_told(kind: Kind, printed: tuple[Expr, ...]) -> bool:
    """A derivation without an end, or whose end its author knows to stand in the question where it does stand."""
    if not isinstance(kind, Derivation) or kind.to is None:
        return isinstance(kind, Derivation)
    shown = kind.relation == "equality" if kind.known_end is None else kind.known_end
    return shown and kind.to.expr in printed


def _also(wanted: NamedAnswer) -> list[tuple[Kind, Plain]]:
    return list(zip(wanted.also, wanted.also_blocks, strict=True))


def _without(block: Plain, keys: tuple[str, ...]) -> Plain:
    return {key: value for key, value in block.items() if key not in keys} if isinstance(block, dict) else block
