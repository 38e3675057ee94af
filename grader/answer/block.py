"""An answer block as an author wrote it -> a kind, and every mistake in the block at once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from grader.answer.claim.spelling.bases import is_based
from grader.answer.fields import Reading, nearest, read, scalar
from grader.answer.kind import Kind
from grader.answer.kinds import MADE_BY_US, SHELF, kind_named
from grader.answer.value.arrays.scaled import FACTORS
from grader.answer.value.shapes import is_by_rows, kind_of
from grader.late import Field, fields, pattern, replace
from grader.notation.names import Names
from grader.values import Finding

UNIT = ("unit", "units")
HINTS = {
    "options": "choice",
    "concepts": "text",
    "from": "derivation",
    "to": "derivation",
    "relation": "derivation",
    "units": "quantity",
}
"""Keys that only one kind knows: they say the kind where the author did not."""

ABOUT_FORMULAS = frozenset({"up_to", "variable", "constant", "fixed", "domain"})
"""Keys that say of a number that it is meant as a formula."""

ORDER = pattern(r"[\s${]*(?:\\math(?:cal|scr|rm)\s*\{?\s*)?(?:O|𝒪|\\?Theta|Θ|\\?Omega|Ω|Ω)(?![A-Za-z])")
OF_ORDERS = frozenset({"expected", "of", "nearly"})
"""What may be an order of growth by itself, and the keys that may stand beside it."""


OF_A_KIND = frozenset({"missing-key", "unknown-key", "key-of-other-kind", "expected-of-other-kind"})
"""Said of a block against its kind, and so of no use where that was guessed."""


def read_block(block: object, names: Names, carried: bool = False) -> tuple[Kind | None, tuple[Finding, ...]]:
    """The kind that a block describes, or None, and all its mistakes.

    `block` is a scalar (short for `{expected: scalar}`), a list of them (any is right) or a mapping of
    plain values. Findings carry the datum `key`, the path of the option within the block; kind is None
    exactly where one of them is an error. With `carried` values of a student's own stand in the names: that an end
    does not follow from its question is then no mistake of the block.
    """
    if not isinstance(block, dict):
        block = {"expected": block}
    reading = Reading(names)
    options = {scalar(key) or "": value for key, value in block.items() if value is not None}
    kind = _class_of(options, reading)
    built = None if kind is None else _build(kind, options, reading)
    found = [item for item in reading.findings if not (carried and item.code == "from-and-to-differ")]
    if any(item.code == "unknown-kind" for item in found):
        found = [item for item in found if item.code not in OF_A_KIND or item.get("suggestion")]
    if any(item.level == "error" for item in found):
        built = None
    return built, tuple(found)


def _class_of(options: Mapping[str, object], reading: Reading) -> type[Kind] | None:
    if "kind" in options:
        said, kinds = scalar(options["kind"]) or "", tuple(SHELF)
        known = said in SHELF or said in MADE_BY_US
        suggestion = ""
        if not known:
            suggestion = nearest(said.lower(), kinds) or next((one for one in kinds if one in said.lower()), "")
            reading.under("kind").complain("unknown-kind", text=said, suggestion=suggestion, words=", ".join(kinds))
        meant = said if known else suggestion  # so that the other keys are looked at too
        return kind_named(meant) if meant else None
    hint = next((HINTS[key] for key in options if key in HINTS), None)
    if hint is not None:
        return kind_named(hint)
    if "expected" not in options:
        reading.complain("missing-key", name="expected")
        return None
    return kind_named(_shape(options, reading.names))


def _shape(options: Mapping[str, object], names: Names) -> str:
    """The kind read off the first of the expected answers."""
    expected = options["expected"]
    first = next(iter(expected), "") if isinstance(expected, list) else expected
    if isinstance(first, list):
        return "matrix" if first and isinstance(first[0], list) else "list"
    text = scalar(first) or ""
    if ORDER.match(text) and OF_ORDERS.issuperset(options):
        from grader.answer.kinds.growth import by_itself

        if by_itself(text, names):
            return "growth"
    if is_based(text):
        return "number"
    parsed = read(text, names)
    name = "expression" if parsed.expr is None else kind_of(parsed.expr)
    if name == "list" and is_by_rows(parsed.expr):
        return "matrix"
    if options.get("up_to") in FACTORS and name in ("list", "matrix"):
        return "matrix"
    return "expression" if _about_formulas(options) and name not in ("equation", "inequality") else name


def _about_formulas(options: Mapping[str, object]) -> bool:
    form = options.get("form", [])
    forms = {scalar(item) for item in (form if isinstance(form, list) else [form])}
    return bool(ABOUT_FORMULAS & set(options)) or not forms <= {"exact"}


def _build(kind: type[Kind], options: Mapping[str, object], reading: Reading) -> Kind | None:
    known = _options(kind)
    values: dict[str, Any] = {}
    for key, value in options.items():
        if key == "kind":
            continue
        if key not in known:
            _unknown(key, kind, tuple(known), reading.under(key))
            continue
        read = known[key].metadata["read"](value, reading.under(key))
        if read is not None:
            values[known[key].name] = read
    for key, item in known.items():
        misspelt = any(nearest(other, tuple(known)) == key for other in options if other not in known)
        if item.metadata.get("required") and key not in options and not misspelt:
            reading.under(key).complain("missing-key", name=key)
    built = kind(**values)
    for fault in built.faults(reading.names):
        reading.findings.append(fault if fault.get("key") else replace(fault, data=(("key", ""), *fault.data)))
    return built


@cache
def _options(kind: type[Kind]) -> Mapping[str, Field[Any]]:
    """The options of a kind by their keys."""
    return {item.metadata.get("key", item.name): item for item in fields(kind)}  # type: ignore[arg-type]


def _unknown(key: str, kind: type[Kind], known: tuple[str, ...], reading: Reading) -> None:
    """A key that the kind does not have: one that another kind has asks for that kind, others are misspelt."""
    suggestion = nearest(key, known)
    if key.strip()[:1].isdecimal():
        return reading.complain("number-as-key", name=key.strip())
    other = "quantity" if key in UNIT else HINTS.get(key, "")
    if other and not suggestion:
        reading.complain("key-of-other-kind", name=key, kind=kind.__name__.lower(), other=other)
    else:
        reading.complain(
            "unknown-key", name=key, suggestion=suggestion, keys="" if suggestion else ", ".join(known)
        )
