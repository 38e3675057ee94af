"""python -m benchmarks.seal_attack FOLDER [--minutes M]: a stranger tries to open the boxes of a sealed folder.

It knows what everybody knows: this program, and the folder. It tries the formulas of the questions, what comes of
them by small changes, and formulas built from their letters and small numbers, from small to large. Exits with 1
where a box opens.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from grader.answer.kinds.sealed import Sealed
from grader.equivalence.fingerprint import fingerprint
from grader.exercise.load import load
from grader.exercise.model import Part
from grader.exercise.typeset import formulas
from grader.limits import Budget
from grader.notation import parse
from grader.notation.printing import to_text
from grader.notation.tree import Apply, Chain, Expr, Name, Number, children, rebuild, walk

UNARY = ("neg", "sqrt", "exp", "log", "sin", "cos")
BINARY = ("add", "mul", "div", "pow")
NUMBERS = tuple(Number(str(k)) for k in range(1, 11))


def guesses(part: Part, printed: list[Expr]) -> Iterator[Expr]:
    """What a stranger would try, the likely first."""
    known = list(dict.fromkeys(node for expr in printed for node in walk(expr)))
    yield from known
    for expr in printed:
        yield from mutations(expr)
    letters = {n.id for n in known if isinstance(n, Name)} | (set(part.names.variables) - {"*"})
    levels: list[list[Expr]] = [[*map(Name, sorted(letters)), *NUMBERS, Name("pi"), *known]]
    while True:
        made: list[Expr] = []
        for op, arg in product(UNARY, levels[-1]):
            made.append(Apply(op, (arg,)))
            yield made[-1]
        for op, left, right in product(BINARY, levels[-1], levels[0]):
            made.append(Apply(op, (left, right)))
            yield made[-1]
            yield Apply(op, (right, left))
        yield from (Chain((left, right), ("=",)) for left, right in product(levels[0], made))
        levels.append(made)


def mutations(expr: Expr) -> Iterator[Expr]:
    """With one node negated, dropped, turned over, or one number off by one."""
    for at in walk(expr):
        match at:
            case Number(text) if text.isdigit():
                changed: list[Expr] = [Number(str(int(text) + 1)), Number(str(max(int(text) - 1, 0)))]
            case _:
                changed = [Apply("neg", (at,)), Apply("div", (Number("1"), at)), *children(at)]
        yield from (_put(expr, at, new) for new in changed)


def _put(expr: Expr, old: Expr, new: Expr) -> Expr:
    return new if expr is old else rebuild(expr, lambda child: _put(child, old, new))


def attack(part: Part, kind: Sealed, printed: list[Expr], seconds: float) -> tuple[int, str]:
    """How many guesses were tried, and the one that opened a box, or nothing."""
    assert kind.seal is not None
    end, tried = time.process_time() + seconds, 0
    seen: set[tuple[str, ...]] = set()
    for guess in guesses(part, printed):
        if time.process_time() > end:
            break
        found = fingerprint(guess, part.names, kind.seal.points, Budget.start(0.1))
        if found is None or found.marks in seen:
            continue
        seen.add(found.marks)
        tried += 1
        if any(box.open(kind.seal, found) for box in kind.boxes):
            return tried, to_text(guess)
    return tried, ""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.seal_attack", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--minutes", type=float, default=5, help="of processor time, for all answers together")
    args = parser.parse_args()
    assignment, opened = load(args.folder), 0
    printed_texts = [t for e in assignment.exercises for t in (e.title, *(part.question for part in e.parts))]
    aims = [(part, answer, answer.kind) for part in assignment.parts for answer in part.answers
            if isinstance(answer.kind, Sealed) and answer.kind.boxes]  # fmt: skip
    for part, answer, kind in aims:
        read = (parse(formula, part.names).expr for text in printed_texts for _, formula in formulas(text))
        printed = [*(expr for expr in read if expr is not None), *kind.of]
        tried, found = attack(part, kind, printed, 60 * args.minutes / len(aims))
        opened += bool(found)
        print(f"{part.id} {answer.name}: {tried} guesses, " + (f"opened by {found}" if found else "none opens it"))
    return 1 if opened else 0


if __name__ == "__main__":
    raise SystemExit(main())
