"""The parts that an assignment expects, and what a label can mean among them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from grader.late import dataclass
from grader.submission.labels import roman


def tokens_of(part: str) -> tuple[str, ...]:
    """`6.1a` is the tokens 6, 1, a; the last names the part within its exercise."""
    return tuple(token.lower() for token in re.findall(r"[0-9]+|[^\W\d_]+", part))


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise: its tokens, and its parts (key, id) in order."""

    tokens: tuple[str, ...]
    parts: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        return ".".join(self.tokens)

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(key for key, _ in self.parts)

    def part(self, key: str) -> str:
        return dict(self.parts)[key]

    def position(self, token: str) -> int:
        """Where the part with that key stands, -1 if there is none. `II` and `2` are one key."""
        keys = self.keys
        if token in keys:
            return keys.index(token)
        number = str(roman(token)) if roman(token) else ""
        return keys.index(number) if number in keys else -1


@dataclass(frozen=True, slots=True)
class Expected:
    """All exercises, in order."""

    exercises: tuple[Exercise, ...]

    @classmethod
    def of(cls, parts: Sequence[str]) -> Expected:
        groups: dict[tuple[str, ...], list[tuple[str, str]]] = {}
        for part in parts:
            tokens = tokens_of(part) or (part,)
            groups.setdefault(tokens[:-1], []).append((tokens[-1], part))
        return cls(tuple(Exercise(tokens, tuple(found)) for tokens, found in groups.items()))

    def meaning(self, tokens: tuple[str, ...], suffix: bool) -> tuple[Exercise, str] | None:
        """The exercise, and the key of the part if the tokens name one (else an empty string). With `suffix`
        the last tokens suffice (`Problem 2` for 6.2), as long as only one exercise ends so."""
        for exact in (True, False) if suffix else (True,):
            hits = [exercise for exercise in self.exercises if _names(exercise.tokens, tokens, exact)]
            if len(hits) == 1:
                return hits[0], ""
            inner = [
                (exercise, key)
                for exercise in self.exercises
                for key in exercise.keys
                if _names((*exercise.tokens, key), tokens, exact)
            ]
            if len(inner) == 1:
                return inner[0]
        return None

    def is_sheet(self, tokens: tuple[str, ...]) -> bool:
        """Whether the tokens are what all exercises begin with: the number of the sheet."""
        return bool(tokens) and all(
            len(exercise.tokens) > len(tokens) and exercise.tokens[: len(tokens)] == tokens
            for exercise in self.exercises
        )

    def named(self, text: str) -> tuple[Exercise, str] | None:
        """The part whose id or key is written out: `6.2a`, `slope`."""
        tokens = tokens_of(text)
        return self.meaning(tokens, suffix=len(tokens) == 1 and len(tokens[0]) > 1) if tokens else None


def _names(full: tuple[str, ...], given: tuple[str, ...], exact: bool) -> bool:
    if not given or not full:
        return False
    return full == given if exact else full[-len(given) :] == given
