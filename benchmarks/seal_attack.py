"""python -m benchmarks.seal_attack FOLDER [--minutes M]: a stranger tries to open the boxes of a sealed folder.

It knows what everybody knows: this program, and the folder. It looks at what tells one box from another before any
is opened (lengths, times, worlds), then tries what `seal_guesses` makes. A guess is a value at the points of the
seal; where the answer is a set or an equation, pairs of such values. Answers that the question tells are no secret,
and the mistakes beside them are easily guessed: these are left alone. Exits with 1 where a box opens.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import hmac
import random
import time
from collections.abc import Iterator
from itertools import chain, islice, pairwise
from pathlib import Path

from flint import arb, ctx, fmpq

from benchmarks import seal_guesses
from benchmarks.seal_guesses import Guess, Values
from grader.answer.box import Box, Seal
from grader.answer.kinds.sealed import Sealed
from grader.equivalence.fingerprint import GRID_BITS, WORLDS, Fingerprint, _mark, _Reader, fingerprint
from grader.errors import FAULTS, GraderError
from grader.exercise.load import load
from grader.exercise.model import Assignment, Part
from grader.exercise.typeset import formulas
from grader.limits import Budget
from grader.notation import parse
from grader.notation.printing import to_text
from grader.notation.tree import Apply, Chain, Expr, Name

SLOW = 0.2
"""The share of the time for guesses that the program itself works out: derivatives, integrals, equations."""
PRECISION = 320
TURN = 64
"""Guesses of one sort before it is asked whose turn it is."""


class Lock:
    """The boxes of one answer, and how a value becomes a key."""

    def __init__(self, part: Part, seal: Seal, boxes: tuple[Box, ...]) -> None:
        self.part, self.seal = part, seal
        self.tokens: dict[str, list[bytes]] = {}
        for box in boxes:
            self.tokens.setdefault(box.worlds, []).append(base64.urlsafe_b64decode(box.text))
        self.worlds = max(self.tokens, key=lambda worlds: len(self.tokens[worlds]))
        self.at = [k for k, wanted in enumerate(self.worlds) if wanted == "1"]
        self.scale = arb(2) ** GRID_BITS
        self.shifts = {k: arb(fmpq(random.Random(f"{seal.points}/{k}/grid").randrange(1, 1 << 256), 1 << 256))
                       for k in range(len(WORLDS))}  # fmt: skip
        self.tried = 0

    def letter(self, name: str) -> Guess | None:
        """A letter with its value in each world, where it is a plain number."""
        values = []
        for k in self.at:
            try:
                make, _ = _Reader(self.part.names, self.seal.points, k, Budget.start(), {})._world(Name(name))
                values.append(make().values[name])
            except (GraderError, KeyError, *FAULTS):
                return None
        return Guess(tuple(values), Name(name)) if all(isinstance(v, arb) for v in values) else None

    def place(self, value: arb, world: int) -> int | None:
        found = (value.asinh() * self.scale + self.shifts[world]).floor()
        return found.unique_fmpz() if found.is_finite() else None

    def cells(self, values: Values) -> list[tuple[int, int]] | None:
        found = [self.place(value, k) for value, k in zip(values, self.at, strict=True)]
        return None if None in found else [(int(place), 0) for place in found]  # type: ignore[arg-type]

    def opens(self, cells: list[object]) -> bool:
        """Whether what has these cells opens a box that looks at the usual worlds."""
        marks = [_mark(cell, f"{self.seal.points}/{k}") for cell, k in zip(cells, self.at, strict=True)]
        return self._fits(marks, self.worlds)

    def fits(self, found: Fingerprint) -> bool:
        """Whether a fingerprint opens any box."""
        picked = {worlds: [m for m, wanted in zip(found.marks, worlds, strict=True) if wanted == "1"]
                  for worlds in self.tokens}  # fmt: skip
        return any(self._fits(marks, worlds) for worlds, marks in picked.items() if all(marks))

    def _fits(self, marks: list[str], worlds: str) -> bool:
        self.tried += 1
        n = 1 << self.seal.cost
        key = hashlib.scrypt("\0".join(marks).encode(), salt=bytes.fromhex(self.seal.salt), n=n, r=8, p=1,
                             maxmem=n * 1024 + (1 << 20), dklen=32)  # fmt: skip
        return any(hmac.compare_digest(hmac.digest(key[:16], token[:-32], "sha256"), token[-32:])
                   for token in self.tokens[worlds])  # fmt: skip


def attack(part: Part, kind: Sealed, printed: list[Expr], seconds: float) -> tuple[int, str]:
    """How many guesses were tried, and the one that opened a box, or nothing."""
    assert kind.seal is not None
    lock, start = Lock(part, kind.seal, kind.boxes), time.process_time()
    ctx.prec = PRECISION
    known = [letter for letter in map(lock.letter, seal_guesses.letters(part, printed)) if letter is not None]
    atoms = [*known, *(seal_guesses.number(k, len(lock.at)) for k in seal_guesses.SMALL),
             Guess((arb.pi(),) * len(lock.at), Name("pi"))]  # fmt: skip
    _check(lock, atoms)
    slow, quick = _slow(lock, known, printed), _quick(lock, kind.shape, known, atoms)
    spent, share = 0.0, 1.0 if kind.shape == "statement" else SLOW
    while (now := time.process_time()) < start + seconds:
        tries = slow if spent <= share * (now - start) else quick
        for guess in islice(tries, TURN):
            if guess is not None:
                return lock.tried, to_text(guess)
        spent += time.process_time() - now if tries is slow else 0
    return lock.tried, ""


def _check(lock: Lock, atoms: list[Guess]) -> None:
    """An attack that works out wrong values would find nothing, and prove nothing."""
    for left, right in pairwise(atoms):
        guess = seal_guesses.joined("add", left, right)
        own = fingerprint(guess.expr, lock.part.names, lock.seal.points)
        cells = lock.cells(guess.values)
        assert own is not None and cells is not None
        marks = [_mark(cell, f"{lock.seal.points}/{k}") for cell, k in zip(cells, lock.at, strict=True)]
        assert marks == [own.marks[k] for k in lock.at], to_text(guess.expr)


def _slow(lock: Lock, known: list[Guess], printed: list[Expr]) -> Iterator[Expr | None]:
    """Guesses whose fingerprints the program takes: None, or what opened a box."""
    plain = seal_guesses.from_questions(lock.part, printed)
    sides = seal_guesses.in_turns([seal_guesses.polynomials(letter) for letter in known])
    equal = (Chain((letter.expr, side.expr), ("=",)) for side in sides for letter in known)
    for expr in chain(plain, equal):
        found = fingerprint(expr, lock.part.names, lock.seal.points, Budget.start(0.1))
        ctx.prec = PRECISION
        yield expr if found is not None and lock.fits(found) else None


def _quick(lock: Lock, shape: str, known: list[Guess], atoms: list[Guess]) -> Iterator[Expr | None]:
    if shape == "collection":
        yield from _collections(lock, atoms)
        return
    forms = [make(letter) for letter in known for make in (seal_guesses.polynomials, seal_guesses.waves)]
    numbers, grown = seal_guesses.numbers(len(lock.at)), seal_guesses.from_small_to_large(atoms)
    for guess in seal_guesses.in_turns([grown, numbers, *forms]):
        cells = lock.cells(guess.values)
        yield guess.expr if cells is not None and lock.opens([*cells]) else None


def _collections(lock: Lock, atoms: list[Guess]) -> Iterator[Expr | None]:
    """Sets and lists of two values, and of one with its negative."""
    stored = [*seal_guesses.numbers(len(lock.at))][:60_000]
    grown = seal_guesses.from_small_to_large(atoms)
    stored = [*(next(grown) for _ in range(20_000)), *stored]
    for left, right in seal_guesses.pairs(stored):
        one, other = lock.cells(left.values), lock.cells(right.values)
        if one is None or other is None:
            continue
        for op, ordered in (("set", False), ("list", True)):
            both = zip(one, other, strict=True)
            made = [(op, *((a, b) if ordered else sorted({a, b}, key=repr))) for a, b in both]
            yield Apply(op, (left.expr, right.expr)) if lock.opens([*made]) else None


def printed(assignment: Assignment, part: Part) -> list[Expr]:
    """The formulas of all questions."""
    texts = [text for e in assignment.exercises for text in (e.title, *(part.question for part in e.parts))]
    read = (parse(formula, part.names).expr for text in texts for _, formula in formulas(text))
    return [expr for expr in read if expr is not None]


def leaks(boxes: tuple[Box, ...]) -> list[str]:
    """What tells one box of an answer from the others before any is opened."""
    found = []
    if len({len(box.text) for box in boxes}) > 1:
        found.append("boxes of different length")
    if len({base64.urlsafe_b64decode(box.text)[1:9] for box in boxes}) > 1:
        found.append("boxes of different times")
    if len({box.worlds for box in boxes}) > 1:
        found.append("answers with different domains")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.seal_attack", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--minutes", type=float, default=5, help="of processor time, for all answers together")
    args = parser.parse_args()
    assignment, opened = load(args.folder), 0
    aims = [(part, answer, answer.kind) for part in assignment.parts for answer in part.answers
            if isinstance(answer.kind, Sealed) and answer.kind.boxes and not answer.kind.open]  # fmt: skip
    for part, answer, kind in aims:
        start, known = time.process_time(), [*printed(assignment, part), *kind.of]
        tried, found = attack(part, kind, known, 60 * args.minutes / len(aims))
        opened += bool(found)
        told = "".join(f"; {leak}" for leak in leaks(kind.boxes))
        print(f"{part.id} {answer.name}: {tried:,} guesses in {time.process_time() - start:.0f} s of processor, "
              + (f"opened by {found}" if found else "none opens it") + told, flush=True)  # fmt: skip
    return 1 if opened else 0


if __name__ == "__main__":
    raise SystemExit(main())
