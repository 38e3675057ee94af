"""Quantities that an answer says, `so the force is 10.8 N`, beside what was taken for its value."""

from __future__ import annotations

import re
from collections.abc import Iterator

from grader.answer.claim.prose.vocabulary import UNIT_WORDS
from grader.answer.value.numbers.units import Quantity, is_unit_text, quantity, with_units
from grader.late import pattern
from grader.limits import ANSWER_CHARACTERS
from grader.notation import parse
from grader.notation.names import Names
from grader.values import Answer, Piece

MOST = 12
"""Quantities of an answer that are looked at."""
_AMOUNT = pattern(
    r"(?<![\w.,^{(])(?P<number>[-−]?\d{1,12}(?:(?:[.,]|\{,\})\d{1,12})?"
    r"(?:\s?(?:[·*x×]|\\cdot|\\times)\s?10\^?\{?[-−]?\d{1,2}\}?)?)"
    r"(?:\\[,;: ]|[\s~]|\$|\\(?:mathrm|text|si|unit)\s?\{){0,4}"
    r"(?P<unit>(?:(?:per|pro)\s)?[A-Za-zµμΩ°%](?:[\w°/*·⋅^²³⁻¹−-]|\s(?=[A-Za-zµμΩ]{1,3}(?![\w])))*)"
)
_EQUATED = pattern(r"(?:[=≈*·×+/(-]|\\(?:approx|cdot|times))\s*(?:\\[,;: ]|\s)*$")
_SIGNS = pattern(r"(?:±|\\pm|\+\s?/?\s?[-−])\s*$")
_PER = (["per"], ["pro"])


def amounts_said(answer: Answer, but: str, question: str, equated: bool = False) -> Iterator[Answer]:
    """Each number with a unit behind it that the answer says, outside of the text `but`, and that the question does
    not give: `72 km/h` is no answer to how much that is. Those behind a sign of equality are said of their letter:
    they count where they are asked for (`equated`)."""
    text = answer.raw[:ANSWER_CHARACTERS]
    text = text.replace(but, " ") if but else text
    seen: set[str] = set()
    for found in _AMOUNT.finditer(text):
        if _SIGNS.search(text, max(0, found.start() - 20), found.start()):
            continue
        if not equated and _EQUATED.search(text, max(0, found.start() - 20), found.start()):
            continue
        unit = _unit(found["unit"])
        said = f"{found['number']} {unit}"
        if said in seen or not is_unit_text(unit.removeprefix("per ")):
            continue
        if _is_given(found["number"], unit, question):
            continue
        seen.add(said)
        yield Answer((Piece("math", said, answer.line),), said, answer.line)
        if len(seen) == MOST:
            return


def _unit(said: str) -> str:
    """The unit without the words behind it: `kPa` of `kPa in all`."""
    below, words = said.split()[:1] in _PER, said.split()
    ends = (k for k, word in enumerate(words[below:], below) if word in UNIT_WORDS or not is_unit_text(word))
    size = next(ends, len(words))
    found = " ".join(words[below : max(size, 1 + below)]).rstrip("-−")
    return f"per {found}" if below else found


def _is_given(number: str, unit: str, question: str) -> bool:
    """Whether the question gives this number, in this unit or in none."""
    said = [each for each in _AMOUNT.finditer(question) if each["number"] == number]
    if said and all(is_unit_text(other) and other != unit for other in (_unit(each["unit"]) for each in said)):
        return False
    plain = number.replace("{,}", ",")
    spelled = "|".join(map(re.escape, (plain, plain.replace(",", "."), plain.replace(".", ","))))
    return re.search(rf"(?<![\d.,])(?:{spelled})(?!\d|[.,]\d)", question) is not None


def is_given(found: Quantity, question: str, names: Names) -> bool:
    """Whether the question gives this quantity, in this unit: `Convert 72 km/h`."""
    for said in _AMOUNT.finditer(question.replace("$", "")):
        text = f"{said['number']} {_unit(said['unit'])}"
        wider = with_units(names, text)
        expr = parse(text, wider).expr
        given = quantity(expr, wider) if expr is not None else None
        if given is not None and given.units == found.units and given.number == found.number:
            return True
    return False
