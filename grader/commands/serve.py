"""`grader serve`: the page on which a student checks answers, on this machine only."""

from __future__ import annotations

import argparse
import asyncio
import secrets
import socket
import sqlite3
import webbrowser
from pathlib import Path

from grader.commands.console import Console
from grader.errors import GraderError, how_to_install
from grader.exercise.load import load

IDLE_SECONDS = 30
"""After that a connection is closed on which no request has come whole."""


def execute(args: argparse.Namespace, console: Console) -> int:
    """Serves until it is stopped; 0. GraderError for usage, bad exercises and a missing extra."""
    assignment = load(Path(args.exercises))
    try:
        import uvicorn

        from grader.web.app import guarded, make_app
    except ImportError:
        raise GraderError(f"The page needs two more libraries: {how_to_install('web')}.") from None
    from grader.web.attempts import Attempts, place
    from grader.web.desks import Desks

    try:
        attempts = Attempts(place(), assignment.title)
    except (OSError, sqlite3.Error):
        attempts = None
        console.err("Attempts cannot be kept: the folder for them cannot be written.")
    listener = _listen(args.port)
    port, token = listener.getsockname()[1], secrets.token_urlsafe(24)
    address = f"http://127.0.0.1:{port}/#{token}"
    console.out(f"{assignment.title}: open {address}")
    console.out("Only this machine can reach the page, and nothing that you type leaves it. Stop it with Ctrl-C.")
    if not args.no_open:
        webbrowser.open(address)
    app = guarded(make_app(assignment, Desks(Path(args.exercises), args.jobs or 2), attempts), port, token)
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, date_header=False, lifespan="on",
        ws="none", http=_impatient(), timeout_keep_alive=IDLE_SECONDS, h11_max_incomplete_event_size=1 << 16,
        limit_concurrency=512,
    )  # fmt: skip
    uvicorn.Server(config).run(sockets=[listener])
    return 0


def _impatient() -> type[asyncio.Protocol]:
    """uvicorn's reader of requests, which waits for ever for the rest of a head: here a connection that has asked
    nothing for a while is closed, so that idle ones cannot take all places."""
    from uvicorn.protocols.http.h11_impl import H11Protocol

    class Impatient(H11Protocol):
        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            self.heard = self.loop.time()
            self.loop.call_later(IDLE_SECONDS, self.look)

        def look(self) -> None:
            if self.transport.is_closing():
                return
            if self.cycle is not None and not self.cycle.response_complete:
                self.heard = self.loop.time()
            left = self.heard + IDLE_SECONDS - self.loop.time()
            if left <= 0:
                self.transport.close()
            else:
                self.loop.call_later(max(left, 0.05), self.look)

        def on_response_complete(self) -> None:
            self.heard = self.loop.time()
            super().on_response_complete()

    return Impatient


def _listen(port: int) -> socket.socket:
    """A socket on this machine's own address; any free port for 0."""
    # With the protocol named asyncio sends small replies at once; else each waits 40 ms for the one before.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
    except (OSError, OverflowError) as fault:
        listener.close()
        raise GraderError(f"Port {port} cannot be used ({fault}). Leave --port out to take a free one.") from None
    return listener
