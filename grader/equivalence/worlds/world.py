"""A world: what each free name means while one evaluation runs, at the working precision."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

from grader.errors import LimitError
from grader.late import dataclass, field
from grader.limits import Budget

Value: TypeAlias = Any
"""A scalar (see `scalars`), a Tensor, a bool, a tuple of values, a Function or another meaning from `worlds`."""

STEPS = 400_000
CHECK_EVERY = 1024


@dataclass(slots=True)
class World:
    """The meanings by canonical name. `complex` says whether numbers are complex; `pm` is the sign of `±` now."""

    values: dict[str, Value]
    budget: Budget
    complex: bool = False
    pm: int = 1
    domains: dict[str, str] = field(default_factory=dict)
    chance: Any = None
    candidates: Callable[[str], list[Value]] | None = None
    """Values of what is to be optimised, by its name."""
    steps: int = 0
    tags: int = 0

    def count(self) -> None:
        """One step of work: the limits are looked at now and then."""
        self.steps += 1
        if self.steps % CHECK_EVERY == 0:
            self.check()

    def check(self) -> None:
        """Raise LimitError where there was too much work."""
        self.budget.check()
        if self.steps > STEPS:
            raise LimitError("EXACT_BITS")

    @contextmanager
    def bound(self, name: str, value: Value) -> Iterator[None]:
        """`name` means `value` inside the `with`."""
        before = self.values.get(name, self)
        self.values[name] = value
        try:
            yield
        finally:
            if before is self:
                del self.values[name]
            else:
                self.values[name] = before


@dataclass(frozen=True, slots=True)
class Function:
    """The meaning of a function name: from arguments and what stands after `;` or `|` to a value."""

    call: Callable[[tuple[Value, ...], tuple[Value, ...]], Value]
