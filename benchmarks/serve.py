"""Students at one page of `grader serve`, by locust on loopback: how long a preview and a check take.

    python -m benchmarks.serve 1 50 -o docs/benchmarks.md      (locust in .bench: `make bench` makes it)

Each student types (a preview a key press), checks, and thinks; in a second run nobody types, and all press "Check"
in the same instant every five seconds. Processor time is that of the page's processes alone, not of locust.
"""

from __future__ import annotations

import argparse
import csv
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from subprocess import DEVNULL
from typing import NamedTuple

from benchmarks.classes import put

ROOT = Path(__file__).parent.parent
LOCUST = ROOT / ".bench" / "bin" / "locust"
TITLE = "## Students at one page"
BURST, QUIET = 5, 0.05
TICKS = os.sysconf("SC_CLK_TCK")


class Site(NamedTuple):
    pid: int
    address: str
    token: str

    def cpu(self) -> float:
        """Seconds of processor time so far, of the page and all its descendants, dead ones too."""
        return sum(_cpu(pid) for pid in _family(self.pid))

    def settle(self) -> None:
        """Wait until the desks are warm: nothing more is worked."""
        before = -1.0
        while self.cpu() - before > QUIET:
            before = self.cpu()
            time.sleep(3)


def _family(pid: int) -> Iterator[int]:
    yield pid
    with suppress(OSError):
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            yield from _family(int(child))


def _cpu(pid: int) -> float:
    with suppress(OSError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, fields[11:15])) / TICKS
    return 0.0


@contextmanager
def site(folder: str, jobs: int) -> Iterator[Site]:
    """A page on a free port."""
    command = [sys.executable, "-m", "grader", "serve", "exercises/assignment-6", "--no-open", f"-j{jobs}"]
    environment = os.environ | {"GRADER_DATA": folder, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment, cwd=ROOT) as process:
        assert process.stdout
        address, _, token = process.stdout.readline().split("open ")[1].strip().partition("/#")
        try:
            yield Site(process.pid, address, token)
        finally:
            process.terminate()


def load(page: Site, students: int, seconds: int, burst: bool, folder: str) -> dict[str, dict[str, str]]:
    """What locust counted, by request."""
    words = f"-f benchmarks/serve_load.py --headless --only-summary -u {students} -r {students} -t {seconds}s"
    command = [str(LOCUST), *words.split(), "--host", page.address, "--csv", f"{folder}/load"]
    told = {"GRADER_TOKEN": page.token, "PYTHONPATH": str(ROOT), "GRADER_BURST": str(BURST if burst else 0)}
    subprocess.run(command, env=os.environ | told, cwd=ROOT, stdout=DEVNULL, stderr=DEVNULL, check=False)
    with open(f"{folder}/load_stats.csv", encoding="utf-8") as file:
        return {row["Name"]: row for row in csv.DictReader(file)}


def rows(students: int, seconds: int, jobs: int, burst: bool) -> Iterator[str]:
    """Rows of the table for one number of students."""
    with tempfile.TemporaryDirectory(prefix="grader-serve-") as folder, site(folder, jobs) as page:
        page.settle()
        before = page.cpu()
        found = load(page, students, seconds, burst, folder)
        used = page.cpu() - before
    doing = "all at once" if burst else "typing"
    whole = found["Aggregated"]
    for name, path in (("preview", "/api/read"), ("check", "/api/check")):
        if path in found:
            one = found[path]
            times = " | ".join(f"{float(one[column]):.0f}" for column in ("50%", "95%", "99%"))
            count = f"{one['Request Count']} | {float(one['Requests/s']):.1f}"
            yield f"| {students}, {doing} | {name} | {count} | {times} | {one['Failure Count']} |"
    yield f"| | CPU ms a request, all kinds | {1000 * used / max(1, int(whole['Request Count'])):.1f} | | | | | |"


def section(counts: list[int], seconds: int, jobs: int) -> str:
    """The section of the page, as Markdown."""
    numbers = " ".join(map(str, counts))
    lines = [
        TITLE,
        "",
        f"Made by `python -m benchmarks.serve {numbers} --seconds {seconds} -o docs/benchmarks.md`: locust on",
        f"loopback against one `grader serve -j {jobs}` with {os.cpu_count()} processors, which locust needs too; "
        f"{os.getloadavg()[0]:.1f} other processes wanted them",
        "just before. Answers are those of the invented class; a student types four keys a second, each with a",
        "preview, checks, and thinks three to nine seconds. All at once: nobody types, and all check",
        f"in the same instant, every {BURST} seconds. CPU is that of the page's processes. On a shared",
        "machine the clock counts the work of others too: 50 checks in one instant take 50 times their CPU over",
        "two processors at best, whatever else runs.",
        "",
        "| students | request | number | a second | median ms | 95 % ms | 99 % ms | failed |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for count, burst in [(count, burst) for count in counts for burst in (False, True)]:
        for line in rows(count, seconds, jobs, burst):
            print(line, flush=True)
            lines.append(line)
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.serve", description=__doc__)
    parser.add_argument("students", type=int, nargs="+")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("-o", "--output", type=Path)
    args = parser.parse_args()
    made = section(args.students, args.seconds, args.jobs)
    if args.output:
        put(args.output, made, TITLE)


if __name__ == "__main__":
    main()
