"""The page's addresses. What they take and give is described at `/openapi.json`."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from importlib.metadata import version
from pathlib import Path
from typing import Any

from fastapi import APIRouter, FastAPI, Security
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, JSONResponse
from fastapi.security import APIKeyHeader

from grader.exercise.model import Assignment, Part
from grader.limits import PART_CHARACTERS
from grader.report.formats.html import TEMPLATES
from grader.report.numbers import shown
from grader.report.typeset import localized, prose
from grader.web.attempts import Attempts
from grader.web.desks import BusyError, Desks
from grader.web.guard import Guard
from grader.web.messages import Attempt, Checked, Dropped, Parts, Problem, Reading, Typed

STATIC = Path(__file__).parent / "static"
FILES = {
    "/": (STATIC / "page.html", "text/html; charset=utf-8"),
    "/page.js": (STATIC / "page.js", "text/javascript; charset=utf-8"),
    "/page.css": (STATIC / "page.css", "text/css; charset=utf-8"),
    "/style.css": (TEMPLATES / "style.css", "text/css; charset=utf-8"),
}
REFUSALS: dict[int | str, dict[str, Any]] = {
    403: {"description": "Another site asks, or the token is missing (header `X-Grader-Token`)."},
    408: {"description": "The body did not arrive in time."},
    413: {"description": "The body is too long."},
    421: {"description": "The page was asked under another name."},
    422: {"model": Problem, "description": "The request is not of the form described here."},
    503: {"model": Problem, "description": "Too many checks are waiting, or attempts cannot be read."},
}

SENSELESS = f"I cannot take this: I read the name of a part, and a text of at most {PART_CHARACTERS:,} characters."


def make_app(assignment: Assignment, desks: Desks, attempts: Attempts | None) -> FastAPI:
    """The application without its guard. `attempts` is None where nothing can be kept."""

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        await desks.start()
        yield
        await desks.close()
        if attempts:
            attempts.close()

    app = FastAPI(
        title="grader: self-check", version=version("grader"), docs_url=None, redoc_url=None, lifespan=life,
        description="Reads and checks answers. Runs on one machine, for one student.", responses=REFUSALS,
        dependencies=[Security(APIKeyHeader(name="X-Grader-Token", auto_error=False))],  # the guard looks at it
    )  # fmt: skip

    for address, (path, kind) in FILES.items():
        app.add_api_route(address, _file(path, kind), methods=["GET"], include_in_schema=False)
    _refuse(app)
    app.include_router(_routes(assignment, desks, attempts))
    return app


def _refuse(app: FastAPI) -> None:
    """What goes wrong is said in words."""

    @app.exception_handler(BusyError)
    async def busy(*_: object) -> JSONResponse:
        return JSONResponse({"problem": "Too many checks are waiting. Try again in a moment."}, 503)

    @app.exception_handler(RequestValidationError)
    async def senseless(*_: object) -> JSONResponse:
        """Without the request, which FastAPI would send back: it may be long, or no text at all."""
        return JSONResponse({"problem": SENSELESS}, 422)

    @app.exception_handler(sqlite3.Error)
    async def lost(*_: object) -> JSONResponse:
        return JSONResponse({"problem": "Earlier attempts cannot be read or changed just now."}, 503)


def _asked(part: Part, language: str) -> dict[str, Any]:
    """What the page says of a part, before anything is checked."""
    question = localized(str(prose(part.question, part.formulas)), language)
    return {"part": part.id, "points": shown(part.points), "question": question}


def _routes(assignment: Assignment, desks: Desks, attempts: Attempts | None) -> APIRouter:
    """What the page asks of the program."""
    routes = APIRouter()

    @routes.get("/api/parts", response_model=Parts)
    async def parts() -> dict[str, Any]:
        """The assignment: its parts with their questions, never an answer."""
        asked = [_asked(part, assignment.language) for part in assignment.parts]
        return {"title": assignment.title, "language": assignment.language, "parts": asked}

    @routes.post("/api/read", response_model=Reading)
    async def read(typed: Typed) -> JSONResponse:
        """How a text is read, without a verdict."""
        return JSONResponse(await desks.ask({"do": "read", "part": typed.part, "text": typed.text}))

    @routes.post("/api/check", response_model=Checked)
    async def check(typed: Typed) -> JSONResponse:
        """Check a text; the attempt is kept, if anything was written."""
        reply = await desks.ask({"do": "check", "part": typed.part, "text": typed.text})
        if attempts and typed.text.strip() and reply.get("parts"):
            marked = reply["parts"][0]
            with suppress(sqlite3.Error, ValueError):
                attempts.add(marked["part"], typed.text, marked["outcome"], marked["points"])
        return JSONResponse(reply)

    @routes.post("/api/file", response_model=Checked)
    async def file(dropped: Dropped) -> JSONResponse:
        """Check a whole document."""
        return JSONResponse(await desks.ask({"do": "file", "name": dropped.name, "data": dropped.data}))

    @routes.get("/api/attempts", response_model=list[Attempt])
    async def tried(part: str) -> list[dict[str, Any]]:
        """Earlier attempts at a part, the newest first."""
        return attempts.of(part) if attempts else []

    @routes.delete("/api/attempts")
    async def forget() -> dict[str, Any]:
        """Forget all attempts at this assignment."""
        if attempts:
            attempts.forget()
        return {}

    return routes


def _file(path: Path, kind: str) -> Any:
    async def send() -> FileResponse:
        return FileResponse(path, media_type=kind)

    return send


def guarded(app: FastAPI, port: int, token: str) -> Guard:
    """The application as it may be served on this machine's `port`."""
    return Guard(app, frozenset({f"127.0.0.1:{port}", f"localhost:{port}"}), token)
