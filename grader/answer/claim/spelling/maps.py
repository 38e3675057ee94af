r"""The value of a function that is given as a map: `f: R -> R, x \mapsto 2x`, `lambda x: 2x`, `y: 2x + 1`."""

from __future__ import annotations

from grader.late import pattern

_SPACE = r"(?:\s|\\[,;:! ]|\\q?quad(?![A-Za-z])|~)*"
_COLON = r"(?::|\\colon(?![A-Za-z]))"
_TO = r"(?:->|→|⟶|\\(?:long)?(?:to|rightarrow)(?![A-Za-z]))"
_MAPS_TO = rf"(?:↦|\|->|\\(?:long)?mapsto(?![A-Za-z])|{_TO})"
_INTERVAL = r"[\[\](][^\[\]()→↦<>:=]{1,15}[,;][^\[\]()→↦<>:=]{1,15}[\[\])]"
_SET = rf"(?:{_INTERVAL}|[^,;:→↦<>=]){{1,40}}?"
_PART = pattern(rf"{_INTERVAL}{_SPACE}{_TO}")
_MAP = pattern(
    rf"{_SPACE}(?:[A-Za-z]\w?{_SPACE}{_COLON}{_SPACE})?(?:{_SET}{_TO}{_SET}(?:[,;:.]|\\\\|\\quad|with|mit|\s(?=[a-z]\s))"
    rf"{_SPACE})?(?:[A-Za-z]\w?{_SPACE}{_COLON}{_SPACE})?\(?(?P<letter>[a-z])\)?{_SPACE}{_MAPS_TO}(?P<value>[^→↦]+)"
)
_BETWEEN = pattern(
    rf"{_SPACE}[A-Za-z]\w?{_SPACE}{_COLON}{_SPACE}{_SET}{_TO}{_SET}"
    rf"(?:[,;:.]|\\quad|with|mit|given by){_SPACE}(?P<value>[^→↦,;]*=.+)"
)
"""`f: R -> R, f(x) = 2x + 1`."""
_LAMBDA = pattern(r"\s*(?:[A-Za-z]\w{0,9}\s*=\s*)?(?:lambda|λ|\\lambda)\s*(?P<letter>[a-z])\s*[:.](?P<value>[^:]+)")
_NAMED = pattern(rf"\s*(?P<name>[A-Za-z]|[A-Za-z]\s?\([a-z]\)){_SPACE}:(?!=)\s*(?P<value>[^:]+)")


def bounds_domain(text: str) -> bool:
    """Whether the map is one of an interval: what it is elsewhere, it does not say."""
    return _PART.search(text) is not None


def mapped_to(text: str, known: frozenset[str]) -> str:
    """The value alone, or nothing where the text is no such map. `known` are the letters of what is expected: a
    value of another letter is no such value, and a ratio may begin with one of them."""
    for form in (_MAP, _LAMBDA):
        found = form.fullmatch(text)
        if found and found["letter"] in known:
            return found["value"].strip()
    found = _BETWEEN.fullmatch(text)
    if found:
        return found["value"].strip()
    found = _NAMED.fullmatch(text)
    if found is None:
        return ""
    return f"{found['name']} = {found['value']}" if found["name"] in known else found["value"].strip()
