"""Workers that are watched: each task is answered, or lost by a named limit. One task's fault costs no other.

pool = Pool(handle, lanes=2)
while tasks or pool.busy:
    while tasks and pool.room:
        pool.submit(tasks.popleft())
    for end in pool.wait():
        ...                         # Done(task, reply) or Lost(task, why, news)
"""

from __future__ import annotations

import os
import select
import time
from collections import deque
from types import TracebackType
from typing import TypeAlias

from grader import limits
from grader.batch import worker
from grader.batch.worker import NEWS, Handle, Worker
from grader.late import dataclass, field

PIPE_BYTES = 1 << 16
TICK = 0.2


@dataclass(frozen=True, slots=True)
class Done:
    """A task and its reply."""

    task: bytes
    reply: bytes


@dataclass(frozen=True, slots=True)
class Lost:
    """A task whose worker hung or died. `why` names the limit, or the signal; `news` is what it last told."""

    task: bytes
    why: str
    news: bytes = b""


End: TypeAlias = Done | Lost


@dataclass(slots=True)
class Lane:
    """One worker and the tasks that it holds, in order; the first is in progress since `since`."""

    handle: Handle
    worker: Worker | None = None
    held: deque[bytes] = field(default_factory=deque)
    outbox: bytearray = field(default_factory=bytearray)
    inbox: bytearray = field(default_factory=bytearray)
    since: float = 0.0
    began: float = 0.0
    news: bytes = b""
    retried: bool = False

    def submit(self, task: bytes) -> None:
        if self.worker is None:
            self.worker = worker.start(self.handle)
        if not self.held:
            self.since = self.began = time.monotonic()
        self.held.append(task)
        self.outbox += task + b"\n"

    def send(self) -> None:
        assert self.worker
        try:
            del self.outbox[: os.write(self.worker.inward, self.outbox[:PIPE_BYTES])]
        except BlockingIOError:
            pass
        except BrokenPipeError:
            self.outbox.clear()  # The worker is dead; reading its end tells so and sends the tasks again.

    def receive(self) -> list[End]:
        """What has arrived; the end of the pipe is the end of the worker."""
        assert self.worker
        data = os.read(self.worker.outward, PIPE_BYTES)
        if not data:
            return self.bury()
        self.inbox += data
        *lines, rest = bytes(self.inbox).split(b"\n")
        self.inbox[:] = rest
        return [end for line in lines for end in self.hear(line)]

    def hear(self, line: bytes) -> list[End]:
        self.since = time.monotonic()
        if line[:1] == NEWS:
            self.news = line[1:]
            return []
        return [Done(self.next(), line[1:])]

    def next(self) -> bytes:
        """The task in progress is over: forget it."""
        self.began, self.news, self.retried = self.since, b"", False
        return self.held.popleft()

    def overdue(self) -> str:
        """The limit that the task in progress has met, or an empty string."""
        now = time.monotonic()
        if now - self.since > limits.WALL * limits.ANSWER_KILL_SECONDS:
            return "ANSWER_KILL_SECONDS"
        return "SUBMISSION_SECONDS" if now - self.began > limits.SUBMISSION_SECONDS else ""

    def bury(self, limit: str = "") -> list[End]:
        """Replace the worker. Only the task in progress is lost, and after a death only if it kills two."""
        assert self.worker
        why = limit or self.worker.stop()
        if limit:
            self.worker.stop()
        ends: list[End] = []
        if self.held and (limit or self.retried or why == "ANSWER_KILL_SECONDS"):
            ends = [Lost(self.held[0], why, self.news)]
            self.next()
        else:
            self.retried = True
        self.worker = None
        self.inbox.clear()
        self.outbox = bytearray(b"".join(task + b"\n" for task in self.held))
        if self.held:
            self.worker = worker.start(self.handle)
            self.since = self.began = time.monotonic()
        return ends


class Pool:
    """Lanes of workers. With `depth` above one, a lane is given its next tasks before it has ended the first."""

    def __init__(self, handle: Handle, lanes: int = 1, depth: int = 1) -> None:
        self._lanes = [Lane(handle) for _ in range(max(1, lanes))]
        self._depth = depth

    def __enter__(self) -> Pool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        for lane in self._lanes:
            if lane.worker:
                lane.worker.stop()
                lane.worker = None

    @property
    def busy(self) -> bool:
        """Whether a task is still under way."""
        return any(lane.held for lane in self._lanes)

    @property
    def room(self) -> bool:
        """Whether one more task may be submitted now."""
        return any(self._takes(lane) for lane in self._lanes)

    def _takes(self, lane: Lane) -> bool:
        return len(lane.held) < self._depth and len(lane.outbox) < 4 * PIPE_BYTES

    def submit(self, task: bytes) -> None:
        """Hand a task (one line) to the lane that holds the fewest."""
        lane = min(filter(self._takes, self._lanes), key=lambda lane: len(lane.held))
        lane.submit(task)

    def wait(self, source: int | None = None) -> tuple[list[End], bool]:
        """Wait a short while; the tasks that ended, and whether `source`, a file descriptor, can be read."""
        alive = [lane for lane in self._lanes if lane.worker]
        reads = {lane.worker.outward: lane for lane in alive if lane.worker}
        writes = {lane.worker.inward: lane for lane in alive if lane.worker and lane.outbox}
        sources = [source] if source is not None else []
        patience = TICK if self.busy else None
        if not (reads or sources):
            return [], False
        readable, writable, _ = select.select([*reads, *sources], list(writes), [], patience)
        for fd in writable:
            writes[fd].send()
        ends = [end for fd in readable if fd in reads for end in reads[fd].receive()]
        silent = [lane for fd, lane in reads.items() if fd not in readable and lane.held]
        ends += [end for lane in silent if (limit := lane.overdue()) for end in lane.bury(limit)]
        return ends, source in readable
