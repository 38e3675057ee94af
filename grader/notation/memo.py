"""What was found out before, for those who come with the same question. Nothing in here changes an answer."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar, cast

from grader.limits import KEPT

T = TypeVar("T")


class Question:
    """What is looked up first and kept afterwards. Its hash is that of an outline which equal questions share: to
    reckon it from the trees takes long."""

    __slots__ = ("_hash", "_parts")

    def __init__(self, *parts: Hashable, outline: Hashable) -> None:
        self._parts, self._hash = parts, hash(outline)

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Question) and self._parts == other._parts


class Memo:
    """Answers by question, the latest `most` of them."""

    __slots__ = ("_found", "_most")

    def __init__(self, most: int = KEPT) -> None:
        self._most = most
        self._found: OrderedDict[Hashable, object] = OrderedDict()

    def get(self, question: Hashable) -> object:
        """The answer, or None where it was not asked before."""
        return self._found.get(question)

    def of(self, question: Hashable, answer: Callable[[], T]) -> T:
        """The answer, found out now where it was not before."""
        known = self._found.get(question)
        if known is None:
            known = answer()
            self.put(question, known)
        return cast(T, known)

    def put(self, question: Hashable, answer: object) -> None:
        if len(self._found) >= self._most:
            self._found.popitem(last=False)
        self._found[question] = answer
