"""The same work on a Dask cluster: hand-ins travel there as data, entries come back.

A Dask worker runs threads, and its own process must outlive what a hand-in does to the engine: so it starts
`grader.batch.remote` for each job, which grades under the same limits as here. Dask moves only bytes and the name
of one function of ours. Whoever reaches the scheduler can run programs on it: it belongs among trusted machines.
"""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from grader.batch.store import program
from grader.batch.task import Grader, Handed
from grader.errors import GraderError, SubmissionError, how_to_install
from grader.late import dataclass
from grader.limits import SUBMISSION_SECONDS, WALL

if TYPE_CHECKING:
    from distributed import Client, Future

CHUNK = 16
"""Hand-ins in a job: enough that starting a process costs little, few enough that a lost job is soon done again."""
AHEAD = 3
"""Jobs given to the cluster for each of its threads."""
PATIENCE = 20
"""Seconds to wait for the scheduler, and for a first worker."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Grades by `address`, such as `tcp://10.0.0.1:8786`, what is in the exercise file or folder `exercises`."""

    address: str
    exercises: Path

    def __call__(self, grader: Grader, numbers: Sequence[int]) -> Iterator[tuple[int, bytes]]:
        """Each number with its entry, in the order in which they end. GraderError where there is no cluster, or
        where another version of the program runs there."""
        head = _head(self.exercises)
        with _client(self.address) as client:
            yield from _graded(client, head, grader, numbers)


def job(lines: bytes) -> bytes:
    """What is done for one job, on a Dask worker. RuntimeError where it could not be done."""
    count = lines.count(b"\n")
    limit = count * WALL * SUBMISSION_SECONDS
    command = [sys.executable, "-m", "grader.batch.remote"]
    done = subprocess.run(command, input=lines, stdout=subprocess.PIPE, timeout=limit, check=False)
    if done.returncode:
        raise RuntimeError(f"grader.batch.remote ended with {done.returncode}")
    return done.stdout


def _client(address: str) -> Client:
    try:
        from distributed import Client
    except ImportError as fault:
        raise GraderError(f"--cluster needs Dask: {how_to_install('cluster')}.") from fault
    try:
        client = Client(address, timeout=PATIENCE)
    except (OSError, TimeoutError, ValueError) as fault:
        raise GraderError(f"I found no Dask scheduler at {address}.") from fault
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError as fault:
        client.close()
        raise GraderError(f"The Dask scheduler at {address} has no workers.") from fault
    return client


def _graded(client: Client, head: bytes, grader: Grader, numbers: Sequence[int]) -> Iterator[tuple[int, bytes]]:
    from distributed import as_completed

    chunks = iter([numbers[at : at + CHUNK] for at in range(0, len(numbers), CHUNK)])
    under_way: dict[str, Sequence[int]] = {}

    def submit(chunk: Sequence[int]) -> Future:
        future = client.submit(job, head + _lines(grader, chunk), pure=False)
        under_way[future.key] = chunk
        return future

    threads = sum(client.nthreads().values())
    waited = as_completed([submit(chunk) for chunk in islice(chunks, AHEAD * max(1, threads))])
    for future in waited:
        chunk = under_way.pop(future.key)
        # A job whose workers died again and again is done here, in a process of its own as well.
        answer = future.result() if future.status == "finished" else job(head + _lines(grader, chunk))
        future.release()
        for more in islice(chunks, 1):
            waited.add(submit(more))
        yield from zip(chunk, _entries(answer), strict=True)


def _entries(answer: bytes) -> list[bytes]:
    version, *entries = answer.removesuffix(b"\n").split(b"\n")
    if version.decode() != program():
        raise GraderError("The cluster runs another version of grader than this machine: install the same on all.")
    return entries


def _head(exercises: Path) -> bytes:
    """The first line of a job: the exercise files."""
    files = sorted(exercises.glob("*.yaml")) if exercises.is_dir() else [exercises, *_beside(exercises)]
    held = {file.name: _text(file.read_bytes()) for file in files}
    resolved = exercises.resolve()
    name = [resolved.name] if exercises.is_dir() else [resolved.parent.name, resolved.name]
    return json.dumps({"path": name, "files": held}).encode() + b"\n"


def _beside(exercise: Path) -> list[Path]:
    """What a person decided for a single exercise file."""
    return [file for file in (exercise.with_name("review.yaml"),) if file.is_file()]


def _lines(grader: Grader, numbers: Sequence[int]) -> bytes:
    """The other lines of a job: one a hand-in."""
    return b"".join(json.dumps(_told(grader.handins[number])).encode() + b"\n" for number in numbers)


def _told(handin: Handed) -> dict[str, object]:
    files: list[tuple[str, str, str]] = []
    for file in handin.files:
        try:
            files.append((file.name, _text(file.data()), ""))
        except SubmissionError as fault:
            files.append((file.name, "", str(fault)))
    return {"student": handin.student, "name": handin.name, "files": files}


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
