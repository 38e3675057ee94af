"""The page's side of the desks: ask one, wait for its reply, start it again when it is gone."""

from __future__ import annotations

import asyncio
import json
import sys
from asyncio.subprocess import PIPE, Process
from collections import deque
from pathlib import Path
from typing import Any

WAITING = 64
"""Requests that may wait at one desk; more are turned away with a sentence."""
LONGEST_REPLY = 16 << 20


class BusyError(Exception):
    """All desks have as many requests waiting as they may."""


class Desk:
    """One desk process. Replies come in the order of the requests."""

    def __init__(self, exercises: Path) -> None:
        self._exercises = exercises
        self._process: Process | None = None
        self._listener: asyncio.Task[None] | None = None
        self._asked: deque[asyncio.Future[dict[str, Any]]] = deque()
        self._starting = asyncio.Lock()

    @property
    def waiting(self) -> int:
        return len(self._asked)

    async def start(self) -> None:
        """Start the process, so that it is warm when the first request comes."""
        async with self._starting:
            await self._open()

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
        if self._listener:
            self._listener.cancel()


class Desks:
    """One desk that only reads, so that a preview never waits for a check, and several that check."""

    def __init__(self, exercises: Path, checkers: int) -> None:
        self._reader = Desk(exercises)
        self._checkers = [Desk(exercises) for _ in range(checkers)]

    async def start(self) -> None:
        """Start them all."""
        for desk in (self._reader, *self._checkers):
            await desk.start()

    async def ask(self, request: dict[str, Any]) -> dict[str, Any]:
        """The reply of the desk with the fewest waiting; BusyError where all are full."""
        desk = self._reader if request["do"] == "read" else min(self._checkers, key=lambda one: one.waiting)
        if desk.waiting >= WAITING:
            raise BusyError
        return await desk.ask(request)

    async def close(self) -> None:
        for desk in (self._reader, *self._checkers):
            await desk.close()
