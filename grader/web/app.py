"""The page's addresses. What they take and give is described at `/openapi.json`."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

from fastapi import FastAPI
from fastapi.responses import FileResponse, JSONResponse
from pydantic import BaseModel, Field

from grader.exercise.model import Assignment
from grader.limits import PART_CHARACTERS
from grader.report.formats.html import TEMPLATES
from grader.report.typeset import prose
from grader.web.attempts import Attempts
from grader.web.desks import BusyError, Desks
from grader.web.guard import BODY_BYTES, Guard

STATIC = Path(__file__).parent / "static"
FILES = {
    "/": (STATIC / "page.html", "text/html; charset=utf-8"),
    "/page.js": (STATIC / "page.js", "text/javascript; charset=utf-8"),
    "/page.css": (STATIC / "page.css", "text/css; charset=utf-8"),
    "/style.css": (TEMPLATES / "style.css", "text/css; charset=utf-8"),
}


class Typed(BaseModel):
    """A text for one part, as typed into the page."""

    part: Annotated[str, Field(max_length=200)]
    text: Annotated[str, Field(max_length=PART_CHARACTERS)]


class Dropped(BaseModel):
    """A file dropped on the page, in base 64. Its name only says which format it is."""

    name: Annotated[str, Field(max_length=400)]
    data: Annotated[str, Field(max_length=BODY_BYTES)]


def make_app(assignment: Assignment, desks: Desks, attempts: Attempts | None) -> FastAPI:
    """The application without its guard. `attempts` is None where nothing can be kept."""

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        await desks.start()
        yield
        await desks.close()

    app = FastAPI(
        title="grader: self-check", version=version("grader"), docs_url=None, redoc_url=None, lifespan=life,
        description="Reads and checks answers. Runs on one machine, for one student.",
    )  # fmt: skip

    for address, (path, kind) in FILES.items():
        app.add_api_route(address, _file(path, kind), methods=["GET"], include_in_schema=False)

    @app.exception_handler(BusyError)
    async def busy(*_: object) -> JSONResponse:
        return JSONResponse({"problem": "Too many checks are waiting. Try again in a moment."}, 503)

    @app.get("/api/parts")
    async def parts() -> dict[str, Any]:
        """The assignment: its parts with their questions, never an answer."""
        return {
            "title": assignment.title,
            "language": assignment.language,
            "parts": [
                {"part": part.id, "points": str(part.points), "question": str(prose(part.question, part.formulas))}
                for part in assignment.parts
            ],
        }

    @app.post("/api/read")
    async def read(typed: Typed) -> dict[str, Any]:
        """How a text is read, without a verdict."""
        return await desks.ask({"do": "read", **typed.model_dump()})

    @app.post("/api/check")
    async def check(typed: Typed) -> dict[str, Any]:
        """Check a text; the attempt is kept."""
        reply = await desks.ask({"do": "check", **typed.model_dump()})
        if attempts and reply.get("parts"):
            marked = reply["parts"][0]
            with suppress(OSError, ValueError):
                attempts.add(marked["part"], typed.text, marked["outcome"], marked["points"])
        return reply

    @app.post("/api/file")
    async def file(dropped: Dropped) -> dict[str, Any]:
        """Check a whole document."""
        return await desks.ask({"do": "file", **dropped.model_dump()})

    @app.get("/api/attempts")
    async def tried(part: str) -> list[dict[str, Any]]:
        """Earlier attempts at a part, the newest first."""
        return attempts.of(part) if attempts else []

    @app.delete("/api/attempts")
    async def forget() -> dict[str, Any]:
        """Forget all attempts at this assignment."""
        if attempts:
            attempts.forget()
        return {}

    return app


def _file(path: Path, kind: str) -> Any:
    async def send() -> FileResponse:
        return FileResponse(path, media_type=kind)

    return send


def guarded(app: FastAPI, port: int, token: str) -> Guard:
    """The application as it may be served on this machine's `port`."""
    return Guard(app, frozenset({f"127.0.0.1:{port}", f"localhost:{port}"}), token)
