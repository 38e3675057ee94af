"""What a person sees of a run: a bar on a terminal, plain lines elsewhere, and how to go on after Ctrl-C."""

import io
import os
import pty
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from small_class import exercises, handin

from grader.batch.run import Progress
from grader.commands import progress
from grader.commands.console import Console
from grader.commands.progress import Meter

SLOW = """
import sys, time
from grader.batch import task
from grader.cli import main
from grader.commands import progress
honest, progress.PATIENCE = task.mark_part, 0.0
def slow(*given):
    time.sleep(0.1)
    return honest(*given)
task.mark_part = slow
sys.exit(main(sys.argv[1:]))
"""


def seen_until(terminal: int, pattern: str, seconds: float = 60) -> str:
    """What is on the terminal as soon as the pattern is."""
    seen, end = b"", time.monotonic() + seconds
    while not re.search(pattern, seen.decode(errors="replace")):
        assert time.monotonic() < end, seen
        try:
            seen += os.read(terminal, 1 << 16)
        except OSError:  # The other side has ended.
            raise AssertionError(seen) from None
    return seen.decode()


def test_a_bar_and_a_way_on_after_ctrl_c(tmp_path: Path) -> None:
    exercises(tmp_path / "exercises")
    for n in range(60):
        handin(tmp_path / "in", f"s{n}.md", b="\\frac{")
    ours, theirs = pty.openpty()
    words = ["grade", str(tmp_path / "exercises"), str(tmp_path / "in"), "-o", str(tmp_path / "out"), "-j1"]
    environment = {**os.environ, "GRADER_CACHE": str(tmp_path / "cache"), "TERM": "xterm"}
    run = subprocess.Popen(
        [sys.executable, "-c", SLOW, *words], env=environment, stdin=theirs, stderr=theirs, stdout=subprocess.PIPE,
        start_new_session=True, preexec_fn=lambda: os.close(os.open(os.ttyname(0), os.O_RDWR)),
    )  # fmt: skip
    os.close(theirs)
    bar = seen_until(ours, r"[1-9] with something for a person")
    assert re.search(r"\[[#.]{24}\] \d+ of 60, \d+ s left, \d+ with something for a person", bar)
    os.write(ours, b"\x03")
    said = seen_until(ours, r"again to go on\.")
    run.communicate(timeout=60)
    assert run.returncode == 130 and re.search(r"stopped after \d+ of 60\.", said) and "Traceback" not in said
    assert not (tmp_path / "out" / "results.json").exists()
    os.close(ours)


class Clock:
    """A second for each look."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 1.0
        return self.now


@pytest.mark.parametrize("count, lines", [(1, 0), (7, 4), (10, 7), (1_000, 9)])
def test_plain_lines_elsewhere(monkeypatch: pytest.MonkeyPatch, count: int, lines: int) -> None:
    monkeypatch.setattr(progress, "monotonic", Clock())
    err = io.StringIO()
    meter = Meter(Console(io.StringIO(), err, colour=False, unicode=False), 0.0)
    for done in range(count + 1):
        meter(Progress(done, count, 0, 0))
    said = err.getvalue().splitlines()
    assert len(said) <= lines and all(re.fullmatch(r"grading: \d+ of \d+", line) for line in said)
    assert "\x1b" not in err.getvalue() and "\r" not in err.getvalue()
