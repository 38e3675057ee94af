"""How the reader stops: raised and caught inside this room only."""

from __future__ import annotations

from grader.values import Finding, Span


class Unread(Exception):
    """The text could not be read; `finding` says what, where and why."""

    def __init__(self, code: str, start: int, end: int, /, **data: str) -> None:
        super().__init__(code)
        self.finding = Finding(code, "error", Span(start, end), tuple(data.items()))
