"""A function by cases as one types it: `x if x >= 0 else -x`, `x for x >= 0, -x for x < 0`, `x >= 0 ? x : -x`."""

from __future__ import annotations

import re
from functools import partial

from grader.late import pattern
from grader.limits import ANSWER_CHARACTERS
from grader.values import Answer

_IF = r"(?:if|for|when|where|für|wenn|falls|si|pour)"
_ELSE = r"(?:else|otherwise|elsewhere|sonst|andernfalls|sinon|ailleurs)"
_ON = pattern(
    r"(?:(?<!\w)(?P<letter>[a-zA-Z])\s?(?:\\in(?![a-zA-Z])|∈|in(?!\w))|(?<!\w)(?:on|auf|sur|in|dans)(?!\w))\s?"
    r"(?:\\left\s?)?(?P<open>[\[\](])\s?(?P<low>[^,;()\[\]]{1,30})[,;](?P<high>[^,;()\[\]]{1,30})(?:\\right\s?)?"
    r"(?P<close>[\[\])])"
)
_LEAD = pattern(
    r"(?i)^\s*(?:(?:the|die|la|l['’])\s*(?:density|function|dichte|funktion|densité|fonction)\s*(?:is|ist|est|lautet)"
    r"|(?:so|hence|thus|also|daher|donc),?)\s*:?"
)
_ONLY_ELSE = pattern(rf"(?i)\b{_ELSE}\b")
_HINT = pattern(rf"(?i)\b(?:{_IF}|{_ELSE})\b|\?|[<>≤≥]|\\[lg]eq?(?![A-Za-z])|\bwhere\(")
_BEGINS = pattern(r"(?:If|For|When|Für|Wenn|Falls)\b")
_HEAD = pattern(r"^\s*(?:[A-Za-z]\w?(?:\([a-z]\))?\s*:?=(?!=)\s*)?")
_PYTHON = pattern(r"(?P<value>[^?]{1,80}?)\s+if\s+(?P<condition>.{1,80}?)\s+else\s+(?P<rest>.+)")
_SPOKEN = pattern(
    r"if\s+(?P<condition>.{1,80}?)(?:\s+then\s+|\s*[:,]\s*)(?P<value>.{1,80}?)\s*[,;]?\s*(?:else|otherwise)\b[:,]?\s*(?P<rest>.+)"
)
_TERNARY = pattern(r"(?P<condition>[^?]{1,80}?)\?(?P<value>[^?:]{1,80}):(?P<rest>.+)")
_WHERE = pattern(r"where\s?\((?P<condition>[^,()]{1,80}),(?P<value>[^,()]{1,80}),(?P<rest>[^,()]{1,80})\)")
_BETWEEN = pattern(r"\s*(?:;|,(?!\s*(?:if|for|when|where|für|wenn|falls|si|pour)\b)|\b(?:and|und|or|oder)\b)\s*")
_VALUE_FIRST = pattern(rf"(?P<value>.{{1,80}}?)\s*,?\s+{_IF}\s+(?P<condition>.{{1,80}})")
_IN_BRACKETS = pattern(r"(?P<value>.{1,80}?)\s*\((?P<condition>[^()]*(?:[<>≤≥]|\\[lg]eq?(?![A-Za-z]))[^()]*)\)")
_CONDITION_FIRST = pattern(
    rf"\s*{_IF}\s+(?P<condition>[^:,;]{{1,60}}?)\s*[:,]\s*(?P<value>[^,;:]{{1,80}}?)\s*(?:[;,.]|\b(?:and|und)\b|$)"
)
_LAST = pattern(rf"(?P<before>{_ELSE}\s+)?(?P<value>.{{1,80}}?)(?(before)|\s*,?\s+{_ELSE})")
_PAIR = pattern(r"(?P<value>[^,;<>≤≥]{1,80}),\s*(?P<condition>[^,;]{1,40})")
MOST_FORMULAS = 9
DEPTH = 8
"""Cases that are read at most."""


def as_cases(text: str) -> str:
    """The text as `cases(…)`, or nothing where it is none of these forms from one end to the other."""
    if len(text) > ANSWER_CHARACTERS or "\n" in text.strip() or not _HINT.search(text):
        return ""
    text = _HEAD.sub("", text.strip().rstrip(". "))
    if text.startswith(("{", "\\{")) and "}" not in text:  # one brace for all lines, as on paper
        text = text.partition("{")[2].strip()
    text = text[:1].lower() + text[1:] if _BEGINS.match(text) else text
    for read in (partial(_nested, depth=DEPTH), _listed, _paired, _conditions_first):
        entries = tuple(
            entry.strip() if k % 2 else _HEAD.sub("", entry).strip() for k, entry in enumerate(read(text))
        )
        if len(entries) > 2 and all(map(_closed, entries)):
            return f"cases({', '.join(entries)})"
    return ""


def in_pieces(answer: Answer, letters: frozenset[str]) -> str:
    """`$1/3$ on $[1, 4]$, $0$ otherwise`: formulas of which the words between them make one by cases, or nothing.
    `letters`: of which one is what an interval is about."""
    pieces = [piece for piece in answer.pieces if piece.text.strip()]
    words = " ".join(piece.text for piece in pieces if piece.kind == "prose")
    formulas = [piece for piece in pieces if piece.kind != "prose"]
    if not 1 < len(formulas) <= MOST_FORMULAS or not _ONLY_ELSE.search(words) or not letters:
        return ""
    text = " ".join(" ".join(piece.text.split()) for piece in pieces)

    def between(said: re.Match[str]) -> str:
        letter = said["letter"] or (min(letters) if len(letters) == 1 else "")
        low, high = ("≤" if closed else "<" for closed in (said["open"] == "[", said["close"] == "]"))
        bounds = f"{said['low'].strip()} {low} {letter} {high} {said['high'].strip()}"
        return (bounds if said["letter"] else f"for {bounds}") if letter else said[0]

    return as_cases(_LEAD.sub("", _ON.sub(between, text), count=1))


def _nested(text: str, depth: int) -> tuple[str, ...]:
    """A value, its condition, and what holds otherwise, which may be by cases again."""
    text = text.strip()
    if text[:1] == "(" and text[-1:] == ")" and _closed(text[1:-1]):
        text = text[1:-1].strip()
    if not depth:
        return ()
    for form in (_WHERE, _TERNARY, _SPOKEN, _PYTHON):
        found = form.fullmatch(text)
        if found:
            rest = _nested(found["rest"], depth - 1) or (found["rest"].strip(),)
            return (found["value"].strip(" ,"), found["condition"].strip(" ,"), *rest)
    return ()


def _listed(text: str) -> tuple[str, ...]:
    """`x for x >= 0, -x for x < 0`, `x if x > 0, 0 otherwise`."""
    parts = _BETWEEN.split(text)
    entries: list[str] = []
    for at, part in enumerate(parts[:DEPTH]):
        found = _VALUE_FIRST.fullmatch(part) or _IN_BRACKETS.fullmatch(part)
        last = None if found or at + 1 < len(parts) else _LAST.fullmatch(part)
        if found:
            entries += [found["value"], found["condition"]]
        elif last:
            entries.append(last["value"])
        else:
            return ()
    return tuple(entries) if len(parts) <= DEPTH else ()


def _paired(text: str) -> tuple[str, ...]:
    """`x, x >= 0; -x, x < 0`: values and conditions, with semicolons between the cases."""
    parts = [_PAIR.fullmatch(part.strip()) for part in text.split(";")[: DEPTH + 1]]
    if not 1 < len(parts) <= DEPTH or not all(part and re.search(r"[<>≤≥]|\\[lg]eq?\b", part[0]) for part in parts):
        return ()
    return tuple(part[name].strip() for part in parts if part for name in ("value", "condition"))


def _conditions_first(text: str) -> tuple[str, ...]:
    """`for x >= 0: x, for x < 0: -x`."""
    entries: list[str] = []
    at = 0
    while at < len(text) and len(entries) < 2 * DEPTH and (found := _CONDITION_FIRST.match(text, at)):
        entries += [found["value"].strip(), found["condition"].strip()]
        at = found.end()
    return tuple(entries) if at >= len(text) else ()


def _closed(entry: str) -> bool:
    """Whether it has all its brackets."""
    return all(entry.count(left) == entry.count(right) for left, right in ("()", "[]", "{}"))
