"""How the options of an answer block are read. A reader takes the plain value and complains into `Reading`.

Scalars may be text (YAML here keeps them as text) or numbers and booleans (JSON): both are taken.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from fractions import Fraction
from typing import Any, TypeVar

from grader.answer.claim.prose.letters_told import without_remark
from grader.answer.claim.select import pick
from grader.answer.claim.spelling.connectives import as_proposition
from grader.answer.claim.spelling.piecewise import as_cases
from grader.answer.kind import Context, Expected
from grader.answer.value.numbers.tolerance import Digits, Tolerance
from grader.answer.value.shapes import is_collection, is_formula
from grader.late import dataclass, field, pattern, replace
from grader.limits import Budget
from grader.notation import Parsed, parse
from grader.notation.cut import cut
from grader.notation.names import Names
from grader.notation.tree import Apply, Bind, Chain, Expr, Name
from grader.values import Answer, Finding, Level

T = TypeVar("T")
DELIMITERS = ("$", "\\(", "\\[")


@dataclass(slots=True)
class Reading:
    """One block being read: the names of the exercise, where we are (`tolerance.relative`), what was found."""

    names: Names
    key: str = ""
    findings: list[Finding] = field(default_factory=list)

    def complain(self, code: str, level: Level = "error", **data: str) -> None:
        self.findings.append(Finding(code, level, None, (("key", self.key), *data.items())))

    def under(self, key: str) -> Reading:
        """The same reading, one step down; findings go into the same list."""
        return Reading(self.names, f"{self.key}.{key}" if self.key else key, self.findings)


Reader = Callable[[object, Reading], Any]


def option(read: Reader, default: Any = None, *, key: str = "", required: bool = False) -> Any:
    """A field of a kind: how it is read, its value where the author says nothing, its key in YAML where that is
    not the field's name, and whether it must be there."""
    metadata = {"read": read, "required": required}
    return field(default=default, metadata=metadata | ({"key": key} if key else {}))


def scalar(value: object) -> str | None:
    """The text of a scalar, or None for a list, a mapping or nothing."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return value
        case int() | float():
            return repr(value)
    return None


SHORTENED = 3
"""Letters that a word keeps where its end is left out: `rel`, `abs`."""


def nearest(word: str, words: tuple[str, ...]) -> str:
    """The right word that a misspelt or shortened one stands for, or an empty text."""
    short = [each for each in words if len(word) >= SHORTENED and each.startswith(word)]
    return short[0] if len(short) == 1 else next(iter(get_close_matches(word, words, 1, 0.6)), "")


def text(value: object, reading: Reading) -> str | None:
    found = scalar(value)
    if found is None:
        reading.complain("not-a-scalar")
    return found


def texts(value: object, reading: Reading) -> tuple[str, ...]:
    """One text or a list of them."""
    items = value if isinstance(value, list) else [value]
    return tuple(item for item in (text(item, reading) for item in items) if item is not None)


def flag(value: object, reading: Reading) -> bool | None:
    found = scalar(value)
    if found in ("true", "false", "yes", "no"):
        return found in ("true", "yes")
    reading.complain("not-a-flag", text=found or "")
    return None


@dataclass(frozen=True, slots=True)
class OneOf:
    """A reader for one of these words."""

    words: tuple[str, ...]

    def __call__(self, value: object, reading: Reading) -> str | None:
        found = scalar(value)
        if found in self.words:
            return found
        near, shown = nearest(found or "", self.words), ", ".join(self.words)
        reading.complain("unknown-word", text=found or "", suggestion=near, words=shown)
        return None


@dataclass(frozen=True, slots=True)
class AnyOf:
    """A reader for one of these words or a list of them."""

    words: tuple[str, ...]

    def __call__(self, value: object, reading: Reading) -> tuple[str, ...]:
        items = value if isinstance(value, list) else [value]
        one = OneOf(self.words)
        return tuple(found for found in (one(item, reading) for item in items) if found is not None)


def word(*words: str) -> OneOf:
    return OneOf(words)


def several(*words: str) -> AnyOf:
    return AnyOf(words)


def ratio(value: object, reading: Reading) -> Fraction | None:
    """A number that is not negative: `0.01`, `1e-3`, `1/3`, `2%`."""
    found = (scalar(value) or "").strip()
    percent = found.endswith("%")
    try:
        number = Fraction(found[:-1] if percent else found) if _is_short(found) else None
    except (ValueError, ZeroDivisionError):
        number = None
    if number is None:
        reading.complain("not-a-number", text=found)
    elif number < 0:
        reading.complain("negative", text=found)
    else:
        return number / 100 if percent else number
    return None


def _is_short(text: str) -> bool:
    """Whether a number stays small when written out: `1e99999999` does not."""
    exponent = text.lower().partition("e")[2].strip("+-%")
    return len(text) <= 40 and len(exponent) <= 2


def credit(value: object, reading: Reading) -> Fraction | None:
    number = ratio(value, reading)
    if number is not None and number > 1:
        reading.complain("credit-above-one", text=scalar(value) or "")
        return None
    return number


def whole(value: object, reading: Reading) -> int | None:
    found = (scalar(value) or "").strip()
    if found.isdecimal() and len(found) < 4:
        return int(found)
    reading.complain("not-a-count", text=found)
    return None


def mapping(value: object, reading: Reading, readers: Mapping[str, Reader]) -> dict[str, Any]:
    """A mapping of known keys, each read by its reader; what could not be read is left out."""
    if not isinstance(value, dict):
        said = (scalar(value) or "").strip()
        number = said.removesuffix("%").strip()
        example = f"{{{next(iter(readers))}: {number}}}" if number and number.replace(".", "").isdecimal() else ""
        if example and said.endswith("%") and "relative" in readers:
            example = f"{{relative: {number}/100}}"
        elif not example and "absolute" in readers:  # `two digits`, `±0.01`
            example = "{absolute: 0.01}"
        elif not example and "significant" in readers:
            example = "{significant: 3}"
        reading.complain("not-a-mapping", words=", ".join(readers), example=example)
        return {}
    found: dict[str, Any] = {}
    for key, item in value.items():
        name = scalar(key) or ""
        reader = readers.get(name)
        if reader is None:
            near = nearest(name, tuple(readers))
            keys = "" if near else ", ".join(readers)
            reading.under(name).complain("unknown-key", name=name, suggestion=near, keys=keys)
            continue
        read = reader(item, reading.under(name))
        if read is not None:
            found[name] = read
    return found


TOLERANCE: Mapping[str, Reader] = {"absolute": ratio, "relative": ratio}
DIGITS: Mapping[str, Reader] = {"significant": whole, "decimals": whole, "accuracy": whole}


def tolerance(value: object, reading: Reading) -> Tolerance | None:
    """`{absolute: a}`, `{relative: r}` or both."""
    found = mapping(value, reading, TOLERANCE)
    if not found:
        return None
    if found.get("relative", 0) >= 1:
        reading.under("relative").complain("tolerance-too-wide", "note", text=str(float(found["relative"])))
    return Tolerance(found.get("absolute"), found.get("relative"))


def digits(value: object, reading: Reading) -> Digits | None:
    """`{significant: n}` or `{decimals: n}`, with `accuracy: m`."""
    found = mapping(value, reading, DIGITS)
    if ("significant" in found) == ("decimals" in found):
        if isinstance(value, dict):
            reading.complain("digits-one-of-two")
        return None
    if found.get("significant") == 0:
        reading.complain("not-a-count", text="0")
        return None
    return Digits(found.get("significant"), found.get("decimals"), found.get("accuracy"))


def expression(value: object, reading: Reading) -> Expected | None:
    """A formula that must be readable; the reader's own findings are passed on under the key."""
    found = text(value, reading)
    if found is None:
        return None
    parsed = read(found, reading.names)
    if parsed.expr is None:
        reading.complain("expected-unread", text=found)
    for item in parsed.findings:
        if parsed.expr is None or item.level != "note":
            reading.findings.append(replace(item, data=(("key", reading.key), *item.data)))
    return None if parsed.expr is None else Expected(found, parsed.expr)


_OTHERWISE = pattern(r"\b(?:otherwise|else|sonst|sinon)\b")


def read(found: str, names: Names) -> Parsed:
    """One formula, or a text in which one stands between delimiters, without what letters it has (`A, B in R`)."""
    if not any(mark in found for mark in DELIMITERS):
        cases = as_cases(found) if _OTHERWISE.search(found) else ""  # `x if x > 0, 0 otherwise`
        parsed = parse(cases or found, names)
    else:
        picked = pick(Answer(cut(found), found), Context(names, Budget.start()))
        parsed = Parsed(picked.expr, picked.findings)
    return parsed if parsed.expr is None else replace(parsed, expr=without_remark(parsed.expr))


def formula(value: object, reading: Reading) -> Expr | None:
    """As `expression`, for options such as `variable`."""
    found = expression(value, reading)
    return None if found is None else found.expr


def formulas(value: object, reading: Reading) -> tuple[Expr, ...]:
    """One formula or a list of them."""
    items = value if isinstance(value, list) else [value]
    return tuple(found for found in (formula(item, reading) for item in items) if found is not None)


def alternatives(value: object, reading: Reading) -> tuple[Expected, ...]:
    """What counts as right: one formula, or a list of which any is right."""
    items = value if isinstance(value, list) else [value]
    if not items:
        reading.complain("expected-empty")
    return tuple(found for found in (expression(item, reading) for item in items) if found is not None)


def propositions(value: object, reading: Reading) -> tuple[Expected, ...]:
    """As `alternatives`, of propositions: their arrows are implications."""
    items = value if isinstance(value, list) else [value]
    if not items:
        reading.complain("expected-empty")
    said = [text(item, reading) for item in items]
    found = [(shown, expression(as_proposition(shown), reading)) for shown in said if shown is not None]
    return tuple(Expected(shown, each.expr) for shown, each in found if each is not None)


@dataclass(frozen=True, slots=True)
class Gathered:
    """A reader for kinds whose answer is a collection: a YAML list whose items are not collections themselves
    is one answer (`expected: [x + y = 1, x - y = 3]`), and so is a list of lists (`[[1, 2], [3, 4]]`); a list of
    collections in quotes has alternatives, as anywhere."""

    op: str

    def __call__(self, value: object, reading: Reading) -> tuple[Expected, ...]:
        if self.op == "matrix" and _is_nested(value):
            return alternatives(_bracketed(value), reading)
        found = alternatives(_flat(value), reading)
        if self.op == "set":
            found = tuple(replace(item, expr=over_integers(item.expr)) for item in found)
        if not isinstance(value, list) or not found:
            return found
        if any(is_collection(item.expr) for item in found) and not _is_nested(value):
            return found
        shown = "[" + ", ".join(item.text for item in found) + "]"
        op = "list" if self.op == "matrix" else self.op
        return (Expected(shown, Apply(op, tuple(item.expr for item in found))),)


def over_integers(expr: Expr) -> Expr:
    """`k*pi, k in Z` as the set that it means: no set holds `k in Z`."""
    match expr:
        case Apply("sequence", (*mains, Chain((Name(), Name("integers")), ("in",)) as said)) if mains and all(
            is_formula(main) for main in mains
        ):
            sets = tuple(Bind("map_set", said.operands[:1], (said,), main) for main in mains)
            return sets[0] if len(sets) == 1 else Apply("union", sets)
    return expr


def collection(op: str) -> Gathered:
    return Gathered(op)


def _is_nested(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, list) for item in value)


def _flat(value: object) -> object:
    """Nested YAML lists (`[[1, 2], [3, 4]]`) as text again."""
    if not isinstance(value, list):
        return value
    return [_bracketed(item) if isinstance(item, list) else item for item in value]


def _bracketed(value: object, depth: int = 0) -> str:
    if isinstance(value, list) and depth < 5:
        return "[" + ", ".join(_bracketed(item, depth + 1) for item in value) + "]"
    return scalar(value) or ""
