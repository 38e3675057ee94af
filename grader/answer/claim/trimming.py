"""A formula without what stands around it: punctuation, boxes, brackets, a condition behind it."""

from __future__ import annotations

import re

from grader.answer.claim.cutting import GOES_ON, RELATIONS, group_end, has_relation, tokens
from grader.late import pattern

_BOX = pattern(r"\\(?:boxed|fbox|underline|bbox|mathbf|bm|boldsymbol)\s*\{")
CHECK = r"(?:double[ -]?)?(?:check(?:ed|ing)?|probe|test|verification|vérification|vérif|kontrolle|indeed|en effet)"
"""How a check begins."""
CHECKED = pattern(rf"\s*(?:\\text\s?\{{\s?)?{CHECK}(?![^\W\d_])", re.IGNORECASE)
_MARKS = " \t\n\r\f.,;:✓✔□∎~"
_ENDINGS = (
    "\\,", "\\;", "\\:", "\\!", "\\ ", "\\\\", "\\quad", "\\qquad", "\\square", "\\blacksquare", "\\qed", "\\Box",
    "\\qedhere", "\\qedsymbol", "\\",
)  # fmt: skip
_BEGINNINGS = ("\\,", "\\;", "\\:", "\\!", "\\ ", "{}", "\\quad", "\\qquad", "\\displaystyle")
OPERATORS = frozenset({"+", "-", "*", "/", "\\cdot", "\\times", "·", "×", "^", "_", "\\pm", "\\div", ","})


def trimmed(text: str, opening: str = ",;~") -> str:
    """Without spaces, punctuation and end marks around it; `opening` is the punctuation that may stand before."""
    start, end = 0, len(text)
    while end > start:
        if not text.endswith(_ENDINGS, start, end):
            if text[end - 1] not in _MARKS or GOES_ON.search(text, start, end):
                break
            end -= 1
        else:
            end -= next(len(word) for word in _ENDINGS if text.endswith(word, start, end))
    while start < end:
        if not text.startswith(_BEGINNINGS, start):
            if text[start] not in f" \t\n\r\f{opening}":
                break
            start += 1
        elif text[start:end] == "{}":
            break
        else:
            start += next(len(word) for word in _BEGINNINGS if text.startswith(word, start))
    return text[start:end]


def unbracketed(text: str) -> str:
    """`(x > 3 or x < -1)`, as it stands between arrows, without its brackets."""
    if not text.startswith("(") or not text.endswith(")"):
        return text
    found = tokens(text)
    inside = found[1:-1]
    if group_end(found, 0) != len(found) - 1 or any(token.text in (",", ";") for token in inside):
        return text
    return text[1:-1].strip() if any(t.text in RELATIONS and t.depth == 1 for t in inside) else text


def without_condition(text: str) -> str:
    """Without a condition in brackets after a statement: `3a = 2b \\quad (a \\neq 0)`. A check is none: whether it
    holds must be seen."""
    if not text.endswith(")"):
        return text
    found = tokens(text)
    openings = [index for index, token in enumerate(found) if not token.depth and token.text == "("]
    opening = openings[-1] if openings else 0
    if CHECKED.match(text, found[opening].end):
        return text
    inside = found[opening + 1 : -1]
    before = found[opening - 1].text if opening else "="
    if before in RELATIONS or before in OPERATORS or (before.isalpha() and len(before) > 1) or found[-1].depth:
        return text
    if before.startswith("\\") and before not in ("\\quad", "\\qquad", "\\,", "\\;", "\\ "):
        return text
    if any(t.text in RELATIONS and t.depth == 1 for t in inside) and has_relation(text[: found[opening].start]):
        return trimmed(text[: found[opening].start])
    return text


def unboxed(text: str) -> tuple[str, bool]:
    """What stands in a box or a double underline around the whole text, and whether there is one."""
    boxed = False
    while match := _BOX.match(text):
        found = tokens(text)
        last = group_end(found, 1)
        if last != len(found) - 1 or found[last].text != "}":
            break
        boxed = boxed or "box" in match.group() or "underline" in match.group()
        text = trimmed(text[match.end() : found[last].start])
    return text, boxed
