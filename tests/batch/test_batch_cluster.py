"""A Dask cluster on this machine: the same bytes as without it, and nothing lost when a worker is killed."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from small_class import exercises, handin

from grader.batch import cluster as cluster_module
from grader.batch.entry import ending
from grader.batch.plan import plan
from grader.batch.task import Grader
from grader.errors import GraderError
from grader.exercise.load import load

HANDINS = 60


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def started(folder: Path, module: str, *words: str) -> subprocess.Popen[bytes]:
    nothing = subprocess.DEVNULL
    whole = [sys.executable, "-m", f"distributed.cli.{module}", *words]
    return subprocess.Popen(whole, cwd=folder, stdout=nothing, stderr=nothing)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a scheduler, and its two workers."""
    address = f"tcp://127.0.0.1:{free_port()}"
    where = ["--host", "127.0.0.1", "--no-dashboard"]
    scheduler = started(tmp_path, "dask_scheduler", "--port", address.rpartition(":")[2], *where)
    workers = [started(tmp_path, "dask_worker", address, "--nthreads", "1", "--no-nanny", *where) for _ in "ab"]
    yield address, workers
    for process in (*workers, scheduler):
        process.kill()
        process.wait()


def command(tmp: Path, output: str, *more: str) -> list[str]:
    paths = [str(tmp / "exercises"), str(tmp / "in"), "-o", str(tmp / output)]
    return [sys.executable, "-m", "grader", "grade", *paths, "--quiet", "--format", "html", *more]


def files(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_a_worker_is_killed_and_nothing_is_lost(tmp_path: Path, cluster) -> None:  # type: ignore[no-untyped-def]
    address, workers = cluster
    exercises(tmp_path / "exercises")
    for n in range(HANDINS):
        handin(tmp_path / "in", f"s{n}.md", a=str(n % 4), b=("x^2+2x+1", "(x+1)^2", "\\frac{", "x^2 + 1")[n % 4])
    (tmp_path / "in" / "ben.pdf").write_bytes(b"%PDF-1.7\n")
    here = {**os.environ, "GRADER_CACHE": str(tmp_path / "kept here")}
    there = {**os.environ, "GRADER_CACHE": str(tmp_path / "kept there")}
    run = subprocess.Popen(command(tmp_path, "there", "--cluster", address), env=there, stderr=subprocess.PIPE)
    while not list(tmp_path.glob("kept there/results/*/*.json")):
        assert run.poll() is None, run.communicate()
        time.sleep(0.01)
    workers[0].send_signal(signal.SIGKILL)
    _, said = run.communicate(timeout=60)
    assert run.returncode == 0, said
    subprocess.run(command(tmp_path, "here"), env=here, check=True)
    assert files(tmp_path / "here") == files(tmp_path / "there")
    assert len(files(tmp_path / "here")) == HANDINS + 4


def test_no_scheduler_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    exercises(tmp_path / "exercises")
    handin(tmp_path / "in", "ada.md")
    code = "import sys; from grader.batch import cluster; from grader.cli import main; cluster.PATIENCE = 1; main()"
    words = [
        sys.executable,
        "-c",
        code,
        *command(tmp_path, "out")[3:],
        "--cluster",
        f"tcp://127.0.0.1:{free_port()}",
    ]
    run = subprocess.run(words, env={**os.environ, "GRADER_CACHE": str(tmp_path / "cache")}, capture_output=True)
    assert re.fullmatch(rb"grader: I found no Dask scheduler at tcp://127\S+\n", run.stderr)


def test_another_version_of_the_program_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker on which another version is installed answers as any other; what it answers is not taken."""
    made = plan([handin(tmp_path / "in", "ada.md")])
    grader = Grader(load(exercises(tmp_path / "exercises")), made.handins)
    lines = cluster_module._head(tmp_path / "exercises") + cluster_module._lines(grader, [0])
    answer = cluster_module.job(lines)
    (entry,) = cluster_module._entries(answer)
    assert ending(entry) == ("decided", "")
    monkeypatch.setattr(cluster_module, "program", lambda: "another")
    with pytest.raises(GraderError, match="another version"):
        cluster_module._entries(answer)
