"""Quantities as one writes them: `J/kg K`, `3 h 30 min`, `1:30`, `25 m/s (90 km/h)`, `20.0 ± 0.4 m/s`, `5 FE`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from grader.answer.claim.spelling.amounts_below import with_amount_below
from grader.answer.claim.spelling.compounds import in_one_unit
from grader.answer.claim.spelling.unit_powers import with_unit_powers
from grader.answer.value.numbers.unit_words import unit
from grader.late import pattern
from grader.notation.lexing.quantities import last_places

HABIT, SUMMED, READING_IN_DOUBT = "number-word", "units-summed", "reading-in-doubt"
_GAP = r"(?:\\[,;: ]|[\s~]){0,3}"
_NUMBER = r"[-+−]?\d{1,15}(?:[.,]\d{1,15})?"
_POWER = r"(?:\s?\^\s?(?:\(-?\d\)|\{\s?-?\d\s?\}|-?\d)|[²³⁴])?"
_ONE = rf"(?:[A-Za-zµμΩ]{{1,8}}{_POWER})"
_BELOW = pattern(rf"/\s?(?P<units>{_ONE}(?:\s?(?P<sign>[*·⋅.]|\\cdot)\s?|{_GAP}){_ONE})(?=[\s.}}$]*$)")
_WORD = pattern(r"[A-Za-zµμΩ]+")
_UNIT = r"(?:[^\W\d_°]|\\[A-Za-z]+\s?\{?|°)[^\d\s()=±,;][^\s()=±,;]{0,30}|[^\W\d_°]"
_MEASURE = rf"{_NUMBER}{_GAP}(?:{_UNIT})"
_SAME = r"(?:i\.\s?e\.,?|d\.\s?h\.|that is,?|das sind|entspricht|bzw\.|resp\.|c'est-à-dire|or|oder|ou)"
_SIGN = rf"(?:[=≈~]|\\approx|{_SAME})"
_ASIDE = pattern(rf"(?P<first>{_MEASURE})\s?\(\s?(?:{_SIGN}\s?)?(?P<again>{_MEASURE})\s?\)(?P<end>[\s.$]*)$")
_AGAIN = pattern(rf"(?P<first>{_MEASURE}),?\s{_SAME}\s(?P<again>{_MEASURE})(?P<end>[\s.$]*)$")
_PM = r"\s?(?:±|\\pm|\+\s?/?\s?[-−])\s?"
_ERROR = pattern(
    rf"\(?\s?(?P<value>{_NUMBER}){_GAP}(?P<unit>{_UNIT})?{_PM}(?P<error>{_NUMBER}){_GAP}(?P<percent>\\?%)?\s?\)?"
    rf"{_GAP}(?P<behind>[^()]*)$"
)
_CONCISE = pattern(
    r"(?P<value>(?<![\d.,])\d{1,12}(?:[.,]\d{1,12})?)\s?\(\s?(?P<error>\d{1,12}(?:[.,]\d{1,12})?)\s?\)"
)
"""`8.00(2)`, an error in the last places."""
_AMOUNT_AS_COMMAND = pattern(r"\\(?:SI|qty)(?:\[[^\[\]]*\])?\s?\{(?P<amount>[^{}]*)\}\s?\{")
MOST_ERROR = Fraction(5, 100)
"""How large an error may be beside its value for the value to count; with a larger one a person decides."""
_CLOCK = pattern(
    r"(?<![\w.,:])(\d{1,3}):([0-5]\d)(?::([0-5]\d))?(?:\s?(?:h|hrs?|hours|Std\.?|Stunden|Uhr))?(?=[\s.$]*$)"
)
_HOURS = pattern(r"(?<![\w.,:])(\d{1,3})\s?h\s?([0-5]?\d)\s?m(?=[\s.$]*$)")
_STROKES = pattern(r"(?<![\w.,:°])(\d{1,4})\s?(?:'|’|′)(?:\s?([0-5]?\d)\s?(?:''|\"|″|’’))?(?=[\s.$]*$)")
_RATE = rf"{_NUMBER}(?:\s?/\s?\d{{1,9}})?\s?(?:\\?%)?"
_TWICE = pattern(
    rf"(?P<first>.*[\d%}})])\s?(?:\(\s?(?:{_SIGN}\s?)?(?P<aside>{_RATE})\s?\)|,?\s{_SAME}\s(?P<again>{_RATE}))[\s.$]*"
)
_UNNAMED = pattern(
    r"(?P<value>.*\d[\s)}\]]*?)(?:\\[,;: ]|\\text\s?\{|[\s~(\[{])+(?:"
    r"[FLVGMZ]\.?\s?E\.?|u\.?\s?a\.?|E\.|(?:square |sq\.? |cubic |cu\.? )?units?(?:\s?\^\s?\{?[23]\}?|[²³])?"
    r"|(?:Flächen|Längen|Volumen|Raum)?-?[Ee]inheiten|unités?(?: d'aire| de longueur| de volume)?"
    r")(?:\s?(?P<aside>\([^\d()]*\)))?[\s.)\]}$]*"
)
_SUBSTANCE = pattern(
    r"(?P<amount>.*\d\s?[A-Za-z]{1,4})\s+(?:of\s+)?(?:(?:[A-Z][a-z]?\d{0,2}){2,8}|[A-Z][a-z]?\d{1,2})[\s.]*"
)
"""`88 g CO2`: an amount of something, by its chemical formula."""
_NAMES_UNIT = pattern(r"\([^\W\d_]*(?:heiten|units?|unités?)\)", re.IGNORECASE)


_ORDINAL = pattern(r"(?<=\d)\s?º")
"""Typed for the sign of degrees."""
_PART = pattern(
    r"\s*(?:(?P<half>half(?: of)? an?|a half|(?:eine? )?halbe[rsn]?|une demi-?)|(?:a )?quarter (?:of )?an?)\s*"
    r"(?P<unit>[^\W\d_]+)[\s.]*",
    re.IGNORECASE,
)
_SUM = pattern(
    rf"(?P<sum>(?<![\w.,)]){_NUMBER}\s?[-+−]\s?(?:\d{{0,15}}(?:[.,]\d{{1,15}})?\s?[ij]?|[ij]\s?\d{{1,15}}))"
    rf"{_GAP}(?P<unit>(?:{_UNIT}))$"
)
"""`30 + 40i Ω`, `12 - 5 m`: without brackets."""


def measured(text: str) -> Iterator[tuple[str, str]]:
    """Other readings of a quantity, each with the code of the finding that says what it assumes."""
    raised = with_unit_powers(text)
    yield raised, HABIT
    below = _BELOW.search(raised)
    if below is not None and all(unit(word) for word in _WORD.findall(below["units"].replace("\\cdot", ""))):
        yield (
            f"{raised[: below.start()]}/({below['units']}){raised[below.end() :]}",
            READING_IN_DOUBT if below["sign"] else HABIT,
        )
    yield with_amount_below(raised), READING_IN_DOUBT
    if (made := _SUBSTANCE.fullmatch(text)) is not None:
        yield made["amount"], READING_IN_DOUBT
    yield in_one_unit(text), SUMMED
    for said in (_ASIDE.search(raised), _AGAIN.search(raised)):
        if said is not None:
            yield f"{raised[: said.start()]}{said['first']}, {said['again']}{said['end']}", HABIT
    if (aside := _ASIDE.search(raised)) is not None:
        yield raised[: aside.start("first")] + aside["first"] + aside["end"], READING_IN_DOUBT
    if (part := _PART.fullmatch(text)) is not None:  # `half an hour`
        yield f"1/{2 if part['half'] else 4} {part['unit']}", HABIT
    yield _ORDINAL.sub("°", text), HABIT
    yield _SUM.sub(r"(\g<sum>) \g<unit>", text, count=1), READING_IN_DOUBT
    yield from _with_error(raised)
    yield from _times(text)


def _with_error(text: str) -> Iterator[tuple[str, str]]:
    """`20.0 ± 0.4 m/s`: the value, where the error is small beside it."""
    text = _CONCISE.sub(lambda each: f"{each['value']} ± {last_places(each['value'], each['error'])} ", text)
    command = _AMOUNT_AS_COMMAND.search(text)
    found = _ERROR.search(command["amount"] if command else text)
    if found is None:
        return
    value, error = (Fraction(found[name].replace(",", ".").replace("−", "-")) for name in ("value", "error"))
    share = error / 100 if found["percent"] else abs(error / value) if value else Fraction(1)
    small = share <= MOST_ERROR
    code = HABIT if small else READING_IN_DOUBT
    if command:
        yield f"{text[: command.start('amount')]}{found['value']}{text[command.end('amount') :]}", code
    else:
        yield f"{text[: found.start()]}{found['value']} {found['unit'] or found['behind']}", code


def _times(text: str) -> Iterator[tuple[str, str]]:
    """`1:30:00`, `3'30''` and `90'` as times; of two parts it is not said which they are."""
    if (clock := _CLOCK.search(text)) is not None:
        first, second, third = clock.groups()
        named = clock[0][-1].isalpha() or third
        parts = f"({first} h + {second} min" + (f" + {third} s)" if third else ")")
        yield text[: clock.start()] + parts, SUMMED if named else READING_IN_DOUBT
        if not named:
            yield f"{text[: clock.start()]}({first} min + {second} s)", READING_IN_DOUBT
    if (hours := _HOURS.search(text)) is not None:  # `1h 30m`
        yield f"{text[: hours.start()]}({hours[1]} h + {hours[2]} min)", SUMMED
    if (strokes := _STROKES.search(text)) is not None:
        minutes = f"{strokes[1]} min" + (f" + {strokes[2]} s" if strokes[2] else "")
        yield f"{text[: strokes.start()]}({minutes})", SUMMED if strokes[2] else READING_IN_DOUBT


def unmeasured(text: str) -> Iterator[tuple[str, str]]:
    """A number that is said again, `1/4 (25 %)`, or with a unit without a name, which says nothing: `5 FE`."""
    if (said := _TWICE.fullmatch(text)) is not None:
        yield f"{said['first']} or {said['aside'] or said['again']}", HABIT
    if (found := _UNNAMED.fullmatch(text)) is not None:
        plain = not found["aside"] or _NAMES_UNIT.fullmatch(found["aside"]) is not None
        yield found["value"], HABIT if plain else READING_IN_DOUBT
