"""The page's side of the desks: ask one, wait for its reply, start it again when it is gone."""

from __future__ import annotations

import asyncio
import heapq
import json
import sys
from asyncio.subprocess import PIPE, Process
from collections import OrderedDict, deque
from pathlib import Path
from typing import Any

WAITING = 64
"""Requests that may wait for each desk; more are turned away with a sentence."""
AHEAD = 2
"""Requests that a checking desk holds: one at work, and the next, so that it never waits for us."""
CHARACTERS_A_SECOND = 1_000
"""By how much a longer text gives way: one of a thousand characters to what comes within a second."""
REMEMBERED, LARGEST = 500, 1 << 12
"""Replies to checks that are remembered, and the characters of a text for which that is done: a reply may be a
hundred times as long as the text."""
LONGEST_REPLY = 16 << 20


class BusyError(Exception):
    """All desks have as many requests waiting as they may."""


class Desk:
    """One desk process. Replies come in the order of the requests."""

    def __init__(self, exercises: Path) -> None:
        self._exercises = exercises
        self._process: Process | None = None
        self._listener: asyncio.Task[None] | None = None
        self._warming: asyncio.Task[dict[str, Any]] | None = None
        self._asked: deque[asyncio.Future[dict[str, Any]]] = deque()
        self._starting = asyncio.Lock()

    @property
    def waiting(self) -> int:
        return len(self._asked)

    async def start(self) -> None:
        """Start the process, so that it is warm when the first request comes, and so is the worker behind it."""
        async with self._starting:
            await self._open()
        self._warming = asyncio.create_task(self.ask({"do": "warm"}))

    async def ask(self, request: dict[str, Any]) -> dict[str, Any]:
        """The reply; `{"outcome": "undecided", "message": …}` where the desk could not give one."""
        async with self._starting:
            process = await self._open()
            reply: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
            self._asked.append(reply)
            assert process.stdin
            try:
                process.stdin.write(json.dumps(request).encode() + b"\n")
                await process.stdin.drain()
            except (BrokenPipeError, ConnectionResetError):
                self._lose()
        return await reply

    async def _open(self) -> Process:
        if self._process is None or self._process.returncode is not None:
            # -P: nothing in the current folder can stand in for a module of ours.
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-P", "-m", "grader.web.desk", str(self._exercises),
                stdin=PIPE, stdout=PIPE, limit=LONGEST_REPLY,
            )  # fmt: skip
            self._listener = asyncio.create_task(self._listen(self._process))
        return self._process

    async def _listen(self, process: Process) -> None:
        assert process.stdout
        while line := await process.stdout.readline():
            if self._asked:
                reply = self._asked.popleft()
                if not reply.done():
                    reply.set_result(json.loads(line))
        await process.wait()
        self._lose()

    def _lose(self) -> None:
        """Answer all who wait: this desk has broken off."""
        while self._asked:
            reply = self._asked.popleft()
            if not reply.done():
                reply.set_result({"outcome": "undecided", "message": "The check broke off. Please try again."})

    async def close(self) -> None:
        if self._process and self._process.returncode is None:
            assert self._process.stdin
            self._process.stdin.close()
            try:
                await asyncio.wait_for(self._process.wait(), 2)
            except TimeoutError:
                self._process.kill()
        for task in (self._listener, self._warming):
            if task:
                task.cancel()


class Queue:
    """Who waits for one of several desks. What is short is quickly checked, mostly, and goes first, so that few
    wait long where many ask in the same instant; but nobody is overtaken by what comes much later."""

    def __init__(self) -> None:
        self._free: deque[Desk] = deque()
        self._waiting: list[tuple[float, int, asyncio.Future[Desk]]] = []
        self._number = 0

    async def take(self, length: int) -> Desk:
        """A desk, when one is free for a request of this many characters. Its user gives it back."""
        if self._free:
            return self._free.popleft()
        loop = asyncio.get_running_loop()
        turn: asyncio.Future[Desk] = loop.create_future()
        self._number += 1
        heapq.heappush(self._waiting, (loop.time() + length / CHARACTERS_A_SECOND, self._number, turn))
        try:
            return await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self.give(turn.result())
            raise

    def give(self, desk: Desk) -> None:
        """The desk is free again."""
        while self._waiting:
            turn = heapq.heappop(self._waiting)[2]
            if not turn.done():
                turn.set_result(desk)
                return
        self._free.append(desk)


class Desks:
    """One desk that only reads, so that a preview never waits for a check, and several that check, each the next
    request that waits. A class asks the same again and again: a reply depends on the request alone, so who asks
    what is being checked waits for that reply, and it is remembered unless it was left undecided, which may be for
    want of time."""

    def __init__(self, exercises: Path, checkers: int) -> None:
        self._reader = Desk(exercises)
        self._checkers = [Desk(exercises) for _ in range(checkers)]
        self._queue = Queue()
        self._asked = 0
        self._replies: OrderedDict[str, dict[str, Any]] = OrderedDict()
        self._under_way: dict[str, asyncio.Task[dict[str, Any]]] = {}

    async def start(self) -> None:
        """Start them all."""
        for desk in (self._reader, *self._checkers):
            await desk.start()
        for desk in self._checkers * AHEAD:
            self._queue.give(desk)

    async def ask(self, request: dict[str, Any]) -> dict[str, Any]:
        """The reply of a desk; BusyError where too many wait."""
        if request["do"] != "read":
            return await self._check(request)
        if self._reader.waiting >= WAITING:
            raise BusyError
        return await self._reader.ask(request)

    async def _check(self, request: dict[str, Any]) -> dict[str, Any]:
        key = json.dumps(request) if len(request.get("text", "")) < LARGEST and request["do"] == "check" else ""
        if key in self._replies:
            self._replies.move_to_end(key)
            return self._replies[key]
        return await asyncio.shield(self._under_way.get(key) or self._begin(key, request))

    def _begin(self, key: str, request: dict[str, Any]) -> asyncio.Task[dict[str, Any]]:
        if self._asked >= WAITING * len(self._checkers):
            raise BusyError
        work = asyncio.create_task(self._work(request))
        self._asked += 1

        def ended(done: asyncio.Task[dict[str, Any]]) -> None:
            self._asked -= 1
            self._under_way.pop(key, None)
            if not done.cancelled() and done.exception() is None:
                self._remember(key, done.result())

        work.add_done_callback(ended)
        if key:
            self._under_way[key] = work
        return work

    async def _work(self, request: dict[str, Any]) -> dict[str, Any]:
        desk = await self._queue.take(len(request.get("text") or request.get("data", "")))
        try:
            return await desk.ask(request)
        finally:
            self._queue.give(desk)

    def _remember(self, key: str, reply: dict[str, Any]) -> None:
        if key and reply.get("parts") and all(part["outcome"] != "undecided" for part in reply["parts"]):
            self._replies[key] = reply
            if len(self._replies) > REMEMBERED:
                self._replies.popitem(last=False)

    async def close(self) -> None:
        for desk in (self._reader, *self._checkers):
            await desk.close()
