"""What each name is in this exercise: a number of some domain, a function, an index family, an event.

`read_names` makes a `Names` of the `notation:` block of an exercise; `Names()` is what holds without one.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any, Literal

from grader.late import dataclass, field
from grader.limits import EXPECTED
from grader.notation.memo import Memo
from grader.notation.tree import Expr, facts
from grader.values import Finding

FunctionKind = Literal["defined", "abstract", "density"]
DomainKind = Literal[
    "real", "positive", "nonnegative", "nonzero", "integer", "positive integer", "nonnegative integer",
    "complex", "rational", "interval", "vector", "matrix", "indexed", "random", "iid", "event", "boolean",
]  # fmt: skip
NUMERIC = frozenset(
    {"real", "positive", "nonnegative", "nonzero", "integer", "positive integer", "nonnegative integer",
     "complex", "rational", "interval"}
)  # fmt: skip
_EMPTY: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Domain:
    """Where a name lives. `sizes` are the dimensions of a vector or matrix as written (`n`, `3`); `low` and
    `high` the ends of an interval (None: unbounded), as written, and whether they belong to it."""

    kind: DomainKind
    sizes: tuple[str, ...] = ()
    low: str | None = None
    high: str | None = None
    closed: tuple[bool, bool] = (False, False)


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the exercise: `params` and `body` where it is defined, else only its kind."""

    params: tuple[str, ...] = ()
    body: Expr | None = None
    kind: FunctionKind = "abstract"


@dataclass(frozen=True)
class Names:
    """All that the exercise says of its names; keys and values are canonical ids (`theta`, `x_1`, `hat(p)`)."""

    variables: Mapping[str, Domain] = field(default_factory=lambda: _EMPTY)
    default: Domain | None = None
    functions: Mapping[str, Function] = field(default_factory=lambda: _EMPTY)
    definitions: Mapping[str, Expr] = field(default_factory=lambda: _EMPTY)
    same: Mapping[str, str] = field(default_factory=lambda: _EMPTY)
    implicit_multiplication: bool = True
    decimal_comma: bool = False
    mixed_numbers: bool | None = None
    """Whether `2 1/2` is two and a half. None: so it is read, and a finding says so."""

    independent: tuple[str, ...] = ()
    """Events and random variables that are independent of one another, all together."""

    memo: Memo = field(default_factory=Memo, compare=False, repr=False)
    """Shared by all names that are made of these: a student's own definitions are asked under again and again."""

    expected: Memo = field(default_factory=lambda: Memo(EXPECTED), compare=False, repr=False)
    """Expected sides as the normal forms read them; shared likewise."""

    def domain(self, name: str) -> Domain | None:
        """What the exercise says of this name: its own domain, else the one of `*`, else None."""
        return self.variables.get(name, self.default)

    def canonical(self, name: str) -> str:
        """The one id of a thing that has several spellings."""
        return self.same.get(name, name)

    @cached_property
    def declared(self) -> frozenset[str]:
        """Every id of which the exercise speaks."""
        return frozenset((*self.variables, *self.functions, *self.definitions, *self.same, *self.same.values()))

    @cached_property
    def abstract(self) -> frozenset[str]:
        """The functions of which only the name is told."""
        plain = {name for name, told in self.functions.items() if told.kind == "abstract" and told.body is None}
        return frozenset(plain.difference(self.definitions))

    @cached_property
    def integers(self) -> frozenset[str]:
        """The variables that are declared as integers of some sign."""
        return frozenset(name for name, domain in self.variables.items() if domain.kind.endswith("integer"))

    @cached_property
    def silent(self) -> bool:
        """Whether the exercise says nothing of any name."""
        return self.default is None and not self.declared

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Declared names of two letters or more, longest first: found within a run of letters."""
        found = (name for name in self.declared if len(name) > 1 and name.isalpha())
        return tuple(sorted(found, key=lambda name: (-len(name), name)))

    @cached_property
    def indexed(self) -> frozenset[str]:
        """The families: `x` of which `x_i` and `x^{(i)}` are members."""
        return frozenset(name for name, domain in self.variables.items() if domain.kind in ("indexed", "iid"))

    @cached_property
    def _key(self) -> tuple[object, ...]:
        parts = (self.variables, self.functions, self.definitions, self.same)
        how = (self.implicit_multiplication, self.decimal_comma, self.mixed_numbers)
        return (*(frozenset(part.items()) for part in parts), self.default, *how, self.independent)

    @cached_property
    def _hash(self) -> int:
        return hash(self._key)

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Names) and (self is other or self._key == other._key)


def free_names(expr: Expr) -> frozenset[str]:
    """Every name that stands somewhere in the expression (bound ones too)."""
    return frozenset(facts(expr).names)


def read_names(block: object) -> tuple[Names, tuple[Finding, ...]]:
    """The `notation:` block (plain dict of strings, booleans and dicts) as Names; every mistake is a finding
    whose datum `key` is the path of the entry (`variables.x`). Never raises."""
    from grader.notation.names_block import read_block

    return read_block(block)
