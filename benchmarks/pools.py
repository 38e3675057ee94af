"""Our pool of workers beside pebble's: processor time of all processes for the same tasks.

    pip install pebble && python -m benchmarks.pools

What is compared: starting two workers and one task each, a small task, and a task that kills its worker (twice, as
it is tried once more). pebble is run with each way of starting processes, `fork` too, although it has threads.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from statistics import median

from grader.batch.pool import Pool
from grader.batch.worker import Tell

TASKS, DEATHS, ROUNDS = 2_000, 20, 5
SUBREAPER = 36
"""Linux: what our children leave behind becomes our child, so that the time of a server of forks is counted."""
CASES = {"start": (2, 0), "task": (TASKS, 0), "death": (0, DEATHS)}
"""How many tasks are answered and how many kill their worker."""


def work(task: bytes) -> bytes:
    if task == b"die":
        os.abort()
    return task


def ours(tasks: list[bytes]) -> None:
    """Each task is tried once more after a death, as in a class."""

    def handle(line: bytes, _: Tell) -> bytes:
        return work(line)

    todo = list(tasks)
    with Pool(handle, lanes=2) as pool:
        while todo or pool.busy:
            while todo and pool.room:
                pool.submit(todo.pop())
            pool.wait()


def pebbles(way: str) -> Callable[[list[bytes]], None]:
    """The same by pebble; `way` is how it starts processes. Each task that kills is given twice, as ours are."""

    def run(tasks: list[bytes]) -> None:
        from concurrent.futures import wait

        from pebble import ProcessPool

        with ProcessPool(max_workers=2, context=multiprocessing.get_context(way)) as pool:
            wait([pool.schedule(work, args=(task,)) for task in tasks for _ in range(1 + (task == b"die"))])

    return run


def processor(which: int) -> float:
    used = resource.getrusage(which)
    return used.ru_utime + used.ru_stime


def measured(pool: str, case: str) -> float:
    """Milliseconds of processor time a task, in a process of its own: an empty one is taken off."""

    def once(what: str) -> float:
        before = processor(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-m", "benchmarks.pools", pool, what], check=True)
        with suppress(ChildProcessError):
            while True:
                os.wait()
        return 1000 * (processor(resource.RUSAGE_CHILDREN) - before)

    tasks = 1 if case == "start" else sum(CASES[case])
    return median(once(case) - once("nothing") for _ in range(ROUNDS)) / tasks


def main() -> None:
    pools = {"ours": ours, **{f"pebble {way}": pebbles(way) for way in ("fork", "forkserver", "spawn")}}
    if len(sys.argv) == 3:
        answered, deadly = CASES.get(sys.argv[2], (0, 0))
        if answered + deadly:
            pools[sys.argv[1]]([b"task"] * answered + [b"die"] * deadly)
        elif sys.argv[1] != "ours":
            __import__("pebble")
        return
    ctypes.CDLL(None).prctl(SUBREAPER, 1)
    print("| processor time, ms | start two workers | a task | a task that kills two workers |")
    print("| --- | ---: | ---: | ---: |")
    for pool in pools:
        print(f"| {pool} | " + " | ".join(f"{measured(pool, case):.2f}" for case in CASES) + " |", flush=True)


if __name__ == "__main__":
    main()
