"""Pages of derivations: long chains as students write them, of 10 to 1000 lines, each line a step by the rules."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator

from grader.answer.kind import Context
from grader.answer.kinds.derivation import Derivation
from grader.limits import Budget
from grader.notation.cut import cut
from grader.notation.names import read_names
from grader.values import Answer

LINES = (10, 50, 200, 1000)
ROUNDS = 9
BLOCK = (
    r"f'({n}x) = \frac{{d}}{{dx}} (x^{n} \sin x) = \frac{{d}}{{dx}}(x^{n}) \sin x + x^{n} \frac{{d}}{{dx}} \sin x",
    r"= {n} x^{{{m}}} \sin x + x^{n} \cos x",
    r"= x^{{{m}}} ({n} \sin x + x \cos x)",
    r"(x + {n})^2 - {square} = x^2 + {twice} x",
    r"= x (x + {twice})",
)
"""Five lines of a page, for n = 2, 3, …"""


def lines() -> Iterator[str]:
    n = 2
    while True:
        for line in BLOCK:
            yield line.format(n=n, m=n - 1, square=n * n, twice=2 * n).replace(f"f'({n}x) = ", "")
        n = n + 1 if n < 30 else 2


def page(length: int) -> str:
    """So many lines, each in a display of its own."""
    found = lines()
    return "\n".join(f"$${next(found)}$$" for _ in range(length))


def milliseconds(length: int) -> tuple[float, int, int]:
    """The median processor time of one page, the steps judged and those that follow. Each round reads a text of its
    own, so that nothing of it is remembered but what a class repeats."""
    names, _ = read_names({"variables": {"x": "real"}})
    times, steps = [], ()
    for number in range(ROUNDS):
        text = page(length).replace("x", "xyzuvwpqr"[number])
        answer = Answer(cut(text), text)
        before = time.process_time()
        steps = Derivation().check(answer, Context(names, Budget.start())).steps
        times.append(1000 * (time.process_time() - before))
    return statistics.median(times), len(steps), sum(step.outcome in ("start", "follows") for step in steps)


def derivations() -> list[str]:
    """The section of docs/benchmarks.md."""
    table = ["| lines | median ms | ms a line | steps | sound |", "| ---: | ---: | ---: | ---: | ---: |"]
    for length in LINES:
        time_taken, steps, sound = milliseconds(length)
        table.append(f"| {length} | {time_taken:.1f} | {time_taken / length:.2f} | {steps} | {sound} |")
    about = f"Pages of sound steps, every line judged; median of {ROUNDS} pages, each in another letter."
    return ["## Derivations", "", about, "", *table]
