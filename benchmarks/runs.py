"""Each engine over the same pairs: how long it took and how often it was right."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median
from typing import TypeAlias

from benchmarks.pairs import Pair
from benchmarks.pairs import pairs as pairs_of
from grader.equivalence import Different, Same, compare
from grader.limits import ANSWER_CHARACTERS, Budget
from grader.notation import parse
from grader.notation.names import Names

PEER = Path(__file__).with_name("peer.py")
WARM = 6
Outcome: TypeAlias = tuple[float, bool | None]
"""Seconds, and whether the engine says equal (None: it does not say)."""


@dataclass(frozen=True, slots=True)
class Run:
    """One engine: seconds a case, how many verdicts were right, wrong, not given; or why it did not run."""

    name: str
    seconds: tuple[float, ...] = ()
    right: int = 0
    wrong: int = 0
    open: int = 0
    missing: str = ""

    @property
    def median_ms(self) -> float:
        return 1000 * median(self.seconds)

    @property
    def mean_ms(self) -> float:
        return 1000 * mean(self.seconds)


def measured(name: str, pairs: Iterable[Pair], found: Iterable[Outcome], truth: bool = True) -> Run:
    """`truth` False: every pair is only to be read."""
    rows = list(zip(pairs, found, strict=True))
    outcomes = [None if got is None else got == (pair.equal if truth else True) for pair, (_, got) in rows]
    seconds = tuple(taken for _, (taken, _) in rows)
    return Run(name, seconds, outcomes.count(True), outcomes.count(False), outcomes.count(None))


def ours_comparing(pairs: list[Pair]) -> tuple[Run, Run]:
    """Reading both sides from LaTeX, and the verdict; then the verdict alone, of the same pass. Every pair is new:
    nothing is remembered."""

    def one(pair: Pair) -> tuple[Outcome, Outcome]:
        left_text, right_text = pair.latex
        started = time.process_time()
        left, right = parse(left_text).expr, parse(right_text).expr
        assert left is not None and right is not None, pair.latex
        read = time.process_time()
        truth = compare(left, right, Names(), Budget.start(10))
        ended = time.process_time()
        equal = True if isinstance(truth, Same) else False if isinstance(truth, Different) else None
        return (ended - started, equal), (ended - read, equal)

    for pair in pairs[:WARM]:
        one(pair)
    whole, alone = zip(*map(one, pairs), strict=True)
    return measured("grader", pairs, whole), measured("grader", pairs, alone)


def typical(count: int, seed: int) -> list[Pair]:
    """Pairs whose two sides are as long as typical answers, 40 to 85 characters of LaTeX; no side comes twice, as
    readings are remembered."""
    seen: set[str] = set()
    found: list[Pair] = []
    for pair in pairs_of(100 * count, seed):
        if all(40 <= len(text) <= 85 and text not in seen for text in pair.latex) and len(found) < count:
            found.append(pair)
            seen.update(pair.latex)
    return found


def growth(lengths: Iterable[int]) -> list[tuple[int, float]]:
    """Characters of a sum of like terms, and microseconds a character to read it: the best of several."""
    rows = []
    for length in lengths:
        text = " + ".join(f"{k % 90 + 10}x^{k % 7 + 2}" for k in range(length // 9 + 1))
        rows.append((len(text), min(_reading_time(f"{text} + {n}") for n in range(9)) / len(text)))
    return rows


def _reading_time(text: str) -> float:
    started = time.process_time()
    found = parse(text, Names())
    assert found.expr is not None or len(text) > ANSWER_CHARACTERS, found.findings
    return 1e6 * (time.process_time() - started)


def ours_reading(pairs: list[Pair]) -> Run:
    def one(pair: Pair) -> Outcome:
        texts = pair.latex
        started = time.process_time()
        read = [parse(text).expr for text in texts]
        return time.process_time() - started, None if None in read else True

    for pair in pairs[:WARM]:
        one(pair)
    return measured("grader", pairs, map(one, pairs), truth=False)


def peer(name: str, engine: str, pairs: list[Pair], python: str = sys.executable, truth: bool = True) -> Run:
    """A peer in its own process; the clock runs there, so that passing on costs it nothing."""
    try:
        command, pipe = [python, str(PEER), engine], subprocess.PIPE
        child = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True)
    except OSError as error:
        return Run(name, missing=str(error))
    assert child.stdin is not None and child.stdout is not None
    hello = json.loads(child.stdout.readline() or '{"missing": "it did not start"}')
    if "missing" in hello:
        return Run(name, missing=hello["missing"])
    found: list[Outcome] = []
    for pair in (*pairs[:WARM], *pairs):
        child.stdin.write(json.dumps({"latex": pair.latex, "text": pair.text}) + "\n")
        child.stdin.flush()
        answer = json.loads(child.stdout.readline())
        found.append((answer["seconds"], answer["equal"]))
    child.stdin.close()
    child.wait()
    return measured(name, pairs, found[WARM:], truth)
