"""From the start of a command to its verdict, beside an empty Python and the import of SymPy."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from statistics import median

COMMANDS: dict[str, tuple[str, ...]] = {
    "`python -c pass`": ("-c", "pass"),
    '`python -c "import sympy"`': ("-c", "import sympy"),
    "`grader compare '2(x+1)' '2x+2'`": ("-m", "grader", "compare", "2(x+1)", "2x+2"),
    "`grader answer exercises/assignment-6 6.2a '…'`": (
        "-m", "grader", "answer", "exercises/assignment-6", "6.2a", r"\sigma'(x) = \sigma(x)(1-\sigma(x))",
    ),
}  # fmt: skip


def once(arguments: tuple[str, ...]) -> tuple[float, float]:
    """Milliseconds by the clock, and of processor time with all that the process started."""
    before, started = os.times(), time.perf_counter()
    subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, check=False)
    wall, after = time.perf_counter() - started, os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return 1000 * wall, 1000 * used


def table(repeats: int) -> list[str]:
    """As Markdown: medians, all commands in turn so that a busy moment meets each of them."""
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in COMMANDS}
    for _ in range(repeats + 1):  # the first round compiles and fills the caches of the disk
        for name, arguments in COMMANDS.items():
            found[name].append(once(arguments))
    medians = {name: [median(column) for column in zip(*rows[1:], strict=True)] for name, rows in found.items()}
    sympy = medians['`python -c "import sympy"`'][1]
    lines = ["| | clock, ms | processor, ms | times `import sympy` |", "| --- | ---: | ---: | ---: |"]
    return lines + [
        f"| {name} | {wall:.0f} | {used:.0f} | {used / sympy:.2f} |" for name, (wall, used) in medians.items()
    ]
