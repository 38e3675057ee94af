"""Connections that ask nothing: they are closed, and who asks is answered however long it takes."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
import uvicorn

from grader.commands import serve

HEAD = b"GET / HTTP/1.1\r\nHost: x\r\n"


async def app(scope: Any, _: Any, send: Any) -> None:
    await asyncio.sleep(1.0 if scope["path"] == "/slow" else 0)
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"ok"})


@pytest.mark.parametrize(
    ("sent", "answers"),
    [
        (b"", 0),
        (HEAD, 0),
        (HEAD + b"\r\n", 1),
        (HEAD + b"\r\n" + HEAD, 1),
        (HEAD.replace(b"/ ", b"/slow ") + b"\r\n", 1),
    ],
)
def test_a_connection_that_asks_nothing_is_closed(
    monkeypatch: pytest.MonkeyPatch, sent: bytes, answers: int
) -> None:
    monkeypatch.setattr(serve, "IDLE_SECONDS", 0.3)

    async def run() -> bytes:
        listener = serve._listen(0)
        config = uvicorn.Config(
            app, http=serve._impatient(), ws="none", log_level="error", lifespan="off", timeout_keep_alive=60
        )
        server = uvicorn.Server(config)
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        while not server.started:
            await asyncio.sleep(0.01)
        reader, writer = await asyncio.open_connection("127.0.0.1", listener.getsockname()[1])
        writer.write(sent)
        said = await asyncio.wait_for(reader.read(), 15)
        writer.close()
        server.should_exit = True
        await serving
        return said

    assert asyncio.run(run()).count(b"ok") == answers
