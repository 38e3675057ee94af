"""Values to JSON and back, by their types. Whatever is stored or sent between processes passes here."""

from __future__ import annotations

import types
from collections.abc import Callable, Hashable
from fractions import Fraction
from functools import cache
from typing import Any, Literal, TypeAlias, TypeVar, Union, get_args, get_origin, get_type_hints

from grader.late import fields as fields_of
from grader.late import is_dataclass

Json: TypeAlias = Any
T = TypeVar("T")


def pack(value: object) -> Json:
    """A value of `grader.values` as JSON; fields that have their default are left out."""
    return _packer(_hashable(type(value)))(value)


def unpack(kind: type[T], data: Json) -> T:
    """The value again. Raises ValueError where the data are not of this kind (a store written by someone else)."""
    try:
        value: T = _unpacker(_hashable(kind))(data)
    except (KeyError, TypeError, AttributeError, ZeroDivisionError) as fault:
        raise ValueError(f"no {kind.__name__}: {fault}") from fault
    return value


def _hashable(kind: Any) -> Hashable:
    """A type, as the caches below want it called."""
    return kind  # type: ignore[no-any-return]


@cache
def _packer(kind: Any) -> Callable[[Any], Json]:
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        fields = [(f.name, f.default, _packer(hints[f.name])) for f in fields_of(kind)]

        def pack_fields(value: Any) -> Json:
            found = ((name, getattr(value, name), default, packer) for name, default, packer in fields)
            return {name: packer(x) for name, x, default, packer in found if x is not default and x != default}

        return pack_fields
    if kind is Fraction:
        return str
    if (inner := _optional(kind)) is not None:
        packer = _packer(inner)
        return lambda value: None if value is None else packer(value)
    if get_origin(kind) is tuple:
        packers = [_packer(item) for item in get_args(kind) if item is not ...]
        if ... in get_args(kind):
            return lambda value: list(map(packers[0], value))
        return lambda value: [packer(item) for packer, item in zip(packers, value, strict=True)]
    return _same


@cache
def _unpacker(kind: Any) -> Callable[[Json], Any]:
    if is_dataclass(kind) and isinstance(kind, type):
        hints = get_type_hints(kind)
        fields = {f.name: _unpacker(hints[f.name]) for f in fields_of(kind)}
        return lambda data: kind(**{name: fields[name](item) for name, item in data.items()})
    if kind is Fraction:
        return lambda data: Fraction(_checked(str, data))
    if (inner := _optional(kind)) is not None:
        unpacker = _unpacker(inner)
        return lambda data: None if data is None else unpacker(data)
    if get_origin(kind) is tuple:
        unpackers = [_unpacker(item) for item in get_args(kind) if item is not ...]
        if ... in get_args(kind):
            return lambda data: tuple(map(unpackers[0], _checked(list, data)))
        return lambda data: tuple(u(item) for u, item in zip(unpackers, _checked(list, data), strict=True))
    if get_origin(kind) is Literal:
        return lambda data: _one_of(get_args(kind), data)
    return lambda data: _checked(kind, data)


def _optional(kind: Any) -> Any:
    """X of `X | None`; None for any other type."""
    if get_origin(kind) not in (Union, types.UnionType):
        return None
    inner = [item for item in get_args(kind) if item is not type(None)]
    assert len(inner) == 1, kind
    return inner[0]


def _same(value: Any) -> Json:
    return value


def _checked(kind: Any, data: Json) -> Any:
    if not isinstance(data, kind) or (isinstance(data, bool) and kind is not bool):
        raise ValueError(f"no {kind.__name__}: {data!r:.40}")
    return data


def _one_of(words: tuple[Any, ...], data: Json) -> Any:
    if data not in words:
        raise ValueError(f"none of {words}: {data!r:.40}")
    return data
