"""Findings -> sentences: what we read, where we stopped, one way on.

A catalogue for each language, one file a room. A template is ours and fixed; `{name}` is a hole for the datum of
that name (between backticks where it is a formula, which a page typesets), and what stands in `[[ ]]` is left out
where a datum in it is empty. `code name=value` is a template for one value of a datum. Nothing that anybody else wrote is ever looked at as a template.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache

from grader.late import pattern
from grader.values import Finding

LANGUAGES = ("en", "de")
LONGEST = 80
"""Characters of a quoted datum; more are cut."""
LONGEST_FORMULA = 240
"""Characters of a formula between backticks, which a page typesets, of a hint of the author, and of a list
of the words that are allowed."""
FORMULA = pattern(r"`([^`]+)`")
PART = pattern(r"\[\[(.*?)\]\]", re.DOTALL)
HOLE = pattern(r"\{([\w-]+)\}")
WHOLE = pattern(r"`\{([\w-]+)\}`")


def sentence(finding: Finding, language: str = "en") -> str:
    """The sentence for a finding; a general one where the catalogue has none (a test says that it has)."""
    return _sentence(finding.code, finding.data, language)


@lru_cache(maxsize=1000)
def _sentence(code: str, data: tuple[tuple[str, str], ...], language: str) -> str:
    templates = catalogue(language)
    keys = (f"{code} {name}={value}" for name, value in data)
    template = next((templates[key] for key in keys if key in templates), templates.get(code, ""))
    if not template:
        return _general(code, data, templates)
    whole = {*WHOLE.findall(template), "hint", "words"}
    return fill(
        template, {name: quoted(value, LONGEST_FORMULA if name in whole else LONGEST) for name, value in data}
    )


def formulas(text: str) -> tuple[str, ...]:
    """The formulas that a sentence quotes, in typed form, as they stand between backticks."""
    return tuple(FORMULA.findall(text))


def fill(template: str, data: Mapping[str, str]) -> str:
    """A template of ours with its holes filled, in one pass: what a datum holds is never filled again.
    A full stop is added where none is."""

    def hole(found: re.Match[str]) -> str:
        return data.get(found[1], "")

    def part(found: re.Match[str]) -> str:
        named = HOLE.findall(found[1])
        return found[1] if all(data.get(name) for name in named) else ""

    filled = HOLE.sub(hole, PART.sub(part, template)).strip()
    filled = filled[:1].upper() + filled[1:] if template.startswith("[[") else filled
    return filled if filled.endswith((".", "?", "!", ":")) else filled + "."


def quoted(text: str, longest: int = LONGEST) -> str:
    """A datum as it may stand in a sentence: one line, without control or direction characters, cut. A backtick
    becomes a quote, for backticks stand around our formulas."""
    one_line = " ".join(text.replace("`", "'").split())
    clean = "".join(c for c in one_line if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    return clean if len(clean) <= longest else clean[: longest - 1] + "…"


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """All templates of a language; English where we do not speak it."""
    if language == "de":
        from grader.sentences import de

        return de.SENTENCES
    from grader.sentences import en

    return en.SENTENCES


def _general(code: str, data: tuple[tuple[str, str], ...], templates: Mapping[str, str]) -> str:
    listed = ", ".join(f"{name} {quoted(value)}" for name, value in data if value and name != "key")
    return fill(templates["general"], {"words": quoted(code.replace("-", " ")), "data": listed})
