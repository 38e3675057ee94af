"""Memory of one process over many comparisons: flat, however many there are."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from benchmarks.pairs import stream
from grader.equivalence import compare
from grader.limits import Budget
from grader.notation import parse
from grader.notation.names import Names

PAGE = os.sysconf("SC_PAGE_SIZE")
ROWS = 10


def resident() -> float:
    """What the process holds in memory now, in MiB (Linux)."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE / 2**20


def growth(count: int, seed: int) -> Iterator[tuple[int, float]]:
    """How many pairs were read and compared under the same names, and the memory then; ten times on the way."""
    names, every, pairs = Names(), max(1, count // ROWS), stream(seed)
    yield 0, resident()
    for row in range(1, ROWS + 1):
        for pair in islice(pairs, every):
            left, right = (parse(text, names).expr for text in pair.latex)
            assert left is not None and right is not None, pair.latex
            compare(left, right, names, Budget.start(10))
        yield row * every, resident()


def table(count: int, seed: int) -> list[str]:
    """As Markdown; the growth is that since the first tenth, when all that is remembered has filled."""
    rows = list(growth(count, seed))
    lines = ["| comparisons | memory, MiB | since the first tenth |", "| ---: | ---: | ---: |"]
    full = rows[1][1]
    return lines + [f"| {done:,} | {held:.1f} | {held - full:+.1f} |" for done, held in rows]
