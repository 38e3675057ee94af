"""Dataclasses that are frozen for whoever reads and checks the program, and quick to make while it runs.

`@dataclass(frozen=True)` as in the standard library, and mypy takes it for that: to assign to a field is an error
of `make lint`. While the program runs nothing watches for it: that would make each value take twice as long to
make, and a comparison makes a hundred of them.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(*, frozen: bool = False, **options: Any) -> Callable[[type], type]:
        def made(plain: type) -> type:
            hashed = frozen and "__hash__" not in vars(plain)
            return dataclasses.dataclass(unsafe_hash=hashed, **options)(plain)

        return made
