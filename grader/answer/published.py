"""The options of each kind as JSON Schema, made of the same fields and readers by which blocks are read."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from grader.answer import fields as read
from grader.answer.block import HINTS
from grader.answer.kinds import SHELF, kind_named
from grader.answer.kinds.choice import labelled
from grader.answer.kinds.derivation import point
from grader.answer.kinds.growth import orders
from grader.answer.kinds.quantity import amounts
from grader.answer.kinds.text import CONCEPT, rubric
from grader.late import fields

Json: TypeAlias = dict[str, Any]

SCALAR: Json = {"type": ["string", "number", "boolean"]}
SHARE = r"^\s*([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]{1,2})?(\s*/\s*[0-9]+)?\s*%?\s*$"
RATIO: Json = {"anyOf": [{"type": "number", "minimum": 0}, {"type": "string", "pattern": SHARE}]}
CREDIT: Json = {"anyOf": [{"type": "number", "minimum": 0, "maximum": 1}, {"type": "string", "pattern": SHARE}]}
WHOLE: Json = {
    "anyOf": [{"type": "integer", "minimum": 0, "maximum": 999}, {"type": "string", "pattern": "^[0-9]{1,3}$"}]
}
TABLE: Json = {"type": "object", "additionalProperties": SCALAR}


def listed(item: Json) -> Json:
    """One of them, or a list."""
    return {"anyOf": [item, {"type": "array", "items": item, "minItems": 1}]}


def keys(properties: Json, required: Iterable[str] = ()) -> Json:
    """A mapping with these keys and no other."""
    wanted = list(required)
    closed: Json = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**closed, "required": wanted} if wanted else closed


def _table(readers: Mapping[str, read.Reader]) -> Json:
    return keys({name: shape(reader) for name, reader in readers.items()})


NESTED: Json = {
    "anyOf": [SCALAR, {"type": "array", "items": {"anyOf": [SCALAR, {"type": "array"}]}, "minItems": 1}]
}


def shape(reader: read.Reader) -> Json:
    """What the reader of an option takes. KeyError for a reader that is not known here: a test asks for all."""
    match reader:
        case read.OneOf(words):
            return {"enum": list(words)}
        case read.AnyOf(words):
            return listed({"enum": list(words)})
        case read.Gathered():
            return NESTED
    return SIMPLE[reader] if reader in SIMPLE else _tables()[reader]


SIMPLE: dict[read.Reader, Json] = {
    read.text: SCALAR,
    read.texts: {"anyOf": [SCALAR, {"type": "array", "items": SCALAR}]},
    read.flag: {"enum": [True, False, "true", "false", "yes", "no"]},
    read.ratio: RATIO,
    read.credit: CREDIT,
    read.whole: WHOLE,
    read.expression: SCALAR,
    read.formula: SCALAR,
    read.formulas: listed(SCALAR),
    read.alternatives: NESTED,
    read.propositions: listed(SCALAR),
    orders: listed(SCALAR),
    amounts: listed(SCALAR),
    labelled: {"anyOf": [TABLE, {"type": "array", "items": SCALAR, "minItems": 1, "maxItems": 26}]},
    point: TABLE,
}


def _tables() -> dict[read.Reader, Json]:
    """The readers of mappings, which have tables of readers themselves."""
    return {
        read.tolerance: {**_table(read.TOLERANCE), "minProperties": 1},
        read.digits: {**_table(read.DIGITS), "minProperties": 1},
        rubric: {"type": "array", "items": {"anyOf": [SCALAR, _table(CONCEPT)]}, "minItems": 1},
    }


def definitions() -> Json:
    """A schema for each kind, by name: what its block holds beside `kind`."""
    return {name: _kind(name) for name in SHELF}


def _kind(name: str) -> Json:
    kind = kind_named(name)
    options = {item.metadata.get("key", item.name): item.metadata for item in fields(kind)}  # type: ignore[arg-type]
    about = inspect.cleandoc(kind.__doc__ or "").partition("\n\n")[0]
    properties: Json = {"kind": {"const": name}}
    properties |= {key: shape(metadata["read"]) for key, metadata in options.items()}
    required = [key for key, metadata in options.items() if metadata["required"]]
    made: Json = {"description": " ".join(about.split()), "type": "object", "properties": properties}
    return {**made, "required": required} if required else made


def block(more: Json) -> Json:
    """An answer block: any of the kinds, with the keys `more` beside it. Without `kind`, a key that one kind alone
    has says which it is, and the rest is read off the answer itself."""
    known: Json = definitions()
    everything: Json = {"kind": {"enum": list(SHELF)}, **dict.fromkeys(_keys(known), True)}
    said = [
        {"if": {"properties": {"kind": {"const": name}}, "required": ["kind"]}, "then": _closed(name, one, more)}
        for name, one in known.items()
    ]
    hinted = [
        {
            "if": {"not": {"required": ["kind"]}, "required": [key]},
            "then": _closed(HINTS[key], known[HINTS[key]], more),
        }
        for key in HINTS
    ]
    unsaid = {"not": {"anyOf": [{"required": [key]} for key in ("kind", *HINTS)]}}
    others = [one for name, one in known.items() if name not in HINTS.values()]
    rest = {"if": unsaid, "then": {"properties": _either(others), "required": ["expected"]}}
    return {"type": "object", "properties": {**everything, **more}, "additionalProperties": False,
            "allOf": [*said, *hinted, rest]}  # fmt: skip


def _keys(kinds: Json) -> Iterator[str]:
    return (key for one in kinds.values() for key in one["properties"] if key != "kind")


def _either(kinds: list[Json]) -> Json:
    """Each key of these kinds, as any of them takes it."""
    shapes: dict[str, list[Json]] = {}
    for one in kinds:
        for key, found in one["properties"].items():
            here = shapes.setdefault(key, [])
            here += [found] if found not in here else []
    return {key: {"anyOf": found} for key, found in shapes.items() if key != "kind"}


def _closed(name: str, kind: Json, more: Json) -> Json:
    own = {"propertyNames": {"enum": [*kind["properties"], *more]}}
    return {"allOf": [{"$ref": f"#/definitions/{name}"}, own]}
