"""Who may ask, and how much: the page itself, from this machine, with the token. Everything else is refused.

The browser is open to any site while the page runs: a foreign `Host` (DNS rebinding), a foreign `Origin`, a form
posted from elsewhere, a huge or endless body each get a short answer and reach nothing.
"""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, TypeAlias

Scope: TypeAlias = MutableMapping[str, Any]
Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
App: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]

BODY_BYTES = 1 << 20
BODY_SECONDS = 10.0
TOKEN = b"x-grader-token"
HEADERS = (
    (
        b"content-security-policy",
        b"default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
        b"base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    (b"x-frame-options", b"DENY"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cache-control", b"no-store"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)


class TooLargeError(Exception):
    """The body is longer than `BODY_BYTES`."""


class TooSlowError(Exception):
    """The body did not arrive within `BODY_SECONDS`."""


class Guard:
    """ASGI middleware. `hosts` are the only values of `Host` that are answered."""

    def __init__(self, app: App, hosts: frozenset[str], token: str) -> None:
        self._app = app
        self._hosts = hosts
        self._token = token.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal:
            await _say(send, *refusal)
            return
        answered = False

        async def tell(message: Message) -> None:
            nonlocal answered
            if message["type"] == "http.response.start":
                answered = True
                names = {name for name, _ in HEADERS}
                kept = [(name, value) for name, value in message.get("headers", []) if name.lower() not in names]
                message["headers"] = [*kept, *HEADERS]
            await send(message)

        try:
            body = await _body(receive)
            await self._app(scope, body, tell)
        except TooLargeError:
            if not answered:
                await _say(send, 413, "This is longer than I take.")
        except TooSlowError:
            if not answered:
                await _say(send, 408, "This took too long to arrive.")

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        """Status and sentence where the request is not to be answered."""
        headers: dict[bytes, list[bytes]] = {}
        for name, value in scope["headers"]:
            headers.setdefault(name.lower(), []).append(value)
        host = headers.get(b"host", [])
        if len(host) != 1 or host[0].decode("latin-1").lower() not in self._hosts:
            return 421, "This page answers only under its own address."
        if any(b"http://" + host[0] != origin for origin in headers.get(b"origin", [])):
            return 403, "Another site may not ask this page."
        if any(site not in (b"same-origin", b"none") for site in headers.get(b"sec-fetch-site", [])):
            return 403, "Another site may not ask this page."
        if scope["method"] not in ("GET", "HEAD", "POST", "DELETE"):
            return 405, "This page knows no such method."
        if str(scope["path"]).startswith("/api/"):
            given = headers.get(TOKEN, [b""])
            if len(given) != 1 or not hmac.compare_digest(given[0], self._token):
                return 403, "The token is missing: open the address that the program printed."
        length = headers.get(b"content-length", [b"0"])
        if len(length) != 1 or not length[0].isdigit() or len(length[0]) > 12 or int(length[0]) > BODY_BYTES:
            return 413, "This is longer than I take."
        return None


async def _body(receive: Receive) -> Receive:
    """The whole body, within the limits, then nothing more until the client goes."""
    chunks = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            while True:
                message = await receive()
                if message["type"] != "http.request":
                    break
                chunks += message.get("body", b"")
                if len(chunks) > BODY_BYTES:
                    raise TooLargeError
                if not message.get("more_body"):
                    break
    except TimeoutError:
        raise TooSlowError from None
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": bytes(chunks), "more_body": False}

    return again


async def _say(send: Send, status: int, text: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), *HEADERS]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text.encode()})
