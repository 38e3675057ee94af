"""`grader grade` over a class of invented hand-ins: wall and processor time, and the peak memory of each process.

    python -m benchmarks.classes 1000x1 1000x2 10000x2 -o docs/benchmarks.md

For each size and number of processes (`1000x2`: a thousand hand-ins, -j 2): a first run, one in which nothing
changed, one in which one hand-in changed.
The reports of all runs of one size are compared byte for byte.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.handins import handin, write

EXERCISES = Path(__file__).parent.parent / "exercises" / "assignment-6"
TITLE = "## A class"
TICK = 0.1


@dataclass(slots=True)
class Run:
    """What one run of the program took: seconds by the clock and of processors, megabytes by process."""

    wall: float = 0.0
    cpu: float = 0.0
    parent: float = 0.0
    worker: float = 0.0
    began: float = field(default_factory=time.monotonic)

    def look(self, pid: int) -> None:
        """Note the peaks so far of a process and of its children."""
        self.parent = max(self.parent, _peak(pid))
        with suppress(OSError):
            children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
            self.worker = max([self.worker, *map(_peak, map(int, children))])


def _peak(pid: int) -> float:
    """The most memory that a process has held, in MB; 0 where it has gone."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return 0.0


def timed(handins: Path, output: Path, cache: Path, jobs: int) -> Run:
    """One run of `grader grade`."""
    command = [sys.executable, "-m", "grader", "grade", str(EXERCISES), str(handins), "-o", str(output), "-q"]
    run = Run()
    child = subprocess.Popen(
        [*command, f"-j{jobs}"], env={**os.environ, "GRADER_CACHE": str(cache)}, stdout=subprocess.DEVNULL
    )
    while True:
        run.look(child.pid)
        ended, status, usage = os.wait4(child.pid, os.WNOHANG)
        if ended:
            break
        time.sleep(TICK)
    if status:
        raise SystemExit(f"grader failed ({status}): {' '.join(command)}")
    child.returncode = status
    run.wall, run.cpu = time.monotonic() - run.began, usage.ru_utime + usage.ru_stime
    return run


def size(count: int, seed: int, jobs: list[int], folder: Path) -> Iterator[tuple[str, Run]]:
    """The runs over a class of this size, by their names."""
    handins, seen = folder / "class", set()
    write(handins, count, seed)
    for number in jobs:
        output, cache = folder / f"reports{number}", folder / f"cache{number}"
        yield f"{count:,}, first run, -j {number}", timed(handins, output, cache, number)
        seen.add(digest(output))
        yield f"{count:,}, nothing changed, -j {number}", timed(handins, output, cache, number)
        seen.add(digest(output))
        name, _ = handin(1, seed)
        before = (handins / name).read_bytes()
        (handins / name).write_bytes(before + b"\n")
        yield f"{count:,}, one changed, -j {number}", timed(handins, output, cache, number)
        (handins / name).write_bytes(before)
    if len(seen) > 1:
        raise SystemExit("the reports differ between runs over the same hand-ins")


def digest(folder: Path) -> str:
    """Of all files of a folder, by name and content."""
    made = hashlib.sha256()
    for file in sorted(one for one in folder.rglob("*") if one.is_file()):
        made.update(f"{file.relative_to(folder)} {hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return made.hexdigest()


def section(wanted: list[str], seed: int) -> str:
    """The section of the page, as Markdown."""
    jobs: dict[int, list[int]] = {}
    for count, _, number in (one.partition("x") for one in wanted):
        jobs.setdefault(int(count), []).append(int(number))
    rows = [
        TITLE,
        "",
        f"Made by `python -m benchmarks.classes {' '.join(wanted)} --seed {seed} -o docs/benchmarks.md`:",
        "`grader grade` over invented hand-ins of assignment 6 (`benchmarks/handins.py`, ten parts each),",
        f"all reports written, {os.cpu_count()} processors. CPU is that of all processes together; where the",
        "machine was shared, the clock ran for others too. The reports are the same to the byte at any `-j`.",
        "",
        "| hand-ins, run | wall s | CPU s | CPU ms a hand-in | main process MB | largest worker MB |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for count in jobs:
        with tempfile.TemporaryDirectory(prefix="grader-class-") as folder:
            for name, run in size(count, seed, jobs[count], Path(folder)):
                each = 1000 * run.cpu / count
                memory = f"{run.parent:.0f} | {run.worker:.0f}"
                rows.append(f"| {name} | {run.wall:.1f} | {run.cpu:.1f} | {each:.1f} | {memory} |")
                print(rows[-1], flush=True)
    return "\n".join(rows) + "\n"


def kept(page: Path) -> str:
    """The section as it stands at the end of a page, with a blank line before it; empty where it is not there."""
    text = page.read_text(encoding="utf-8") if page.exists() else ""
    _, found, after = text.partition(TITLE + "\n")
    return f"\n{found}{after}" if found else ""


def put(page: Path, made: str, title: str = TITLE) -> None:
    """Replace the section of a page, or add it at the end."""
    text = page.read_text(encoding="utf-8") if page.exists() else ""
    before, found, after = text.partition(title + "\n")
    _, more, rest = after.partition("\n## ")
    end = f"\n## {rest}" if found and more else ""
    page.write_text(f"{before.rstrip()}\n\n{made}{end}", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.classes", description=__doc__)
    parser.add_argument("runs", nargs="+", metavar="COUNTxJOBS")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("-o", "--output", type=Path)
    args = parser.parse_args()
    made = section(args.runs, args.seed)
    if args.output:
        put(args.output, made)


if __name__ == "__main__":
    main()
