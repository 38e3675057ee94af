"""`grader serve`: the page on which a student checks answers, on this machine only."""

from __future__ import annotations

import argparse
import secrets
import socket
import sqlite3
import webbrowser
from pathlib import Path

from grader.commands.console import Console
from grader.errors import GraderError
from grader.exercise.load import load


def execute(args: argparse.Namespace, console: Console) -> int:
    """Serves until it is stopped; 0. GraderError for usage, bad exercises and a missing extra."""
    assignment = load(Path(args.exercises))
    try:
        import uvicorn

        from grader.web.app import guarded, make_app
    except ImportError:
        raise GraderError("The page needs two more libraries: pip install 'grader[web]' brings them.") from None
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
        timeout_keep_alive=30, h11_max_incomplete_event_size=1 << 16, limit_concurrency=512,
    )  # fmt: skip
    uvicorn.Server(config).run(sockets=[listener])
    return 0


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
