"""One number, with its unit or without, in a sentence: `The ball is 9 m high`, `72 km/h are 20 m/s`.

The amounts of a text are found, with the equation before the last of them (`n = ln 2/ln 1.05 = 14.2 years`). Those
that the question gives may stand beside it; one more is what is claimed, if the words around it leave it what it is
(`amount_words`).
"""

from __future__ import annotations

from functools import lru_cache

from grader.answer.claim.prose.amount_words import ASKS_AGE, AmountWords, strange_word
from grader.answer.claim.prose.clauses import FORMULA, without_abbreviations
from grader.answer.claim.prose.currencies import CURRENCIES
from grader.answer.claim.prose.measures import asking_sentence
from grader.answer.value.asked.units_asked import counts_in
from grader.answer.value.numbers.unit_words import unit
from grader.answer.value.numbers.units import is_unit_text
from grader.late import dataclass, pattern, replace
from grader.limits import KEPT
from grader.values import Answer

LONGEST = 300
"""Characters of a sentence in which a number is looked for."""
SHORT = 2
"""Letters of a name such as `pH`."""
_SUBSTANCES = {
    "H2O": "water", "CO2": "carbon dioxide", "O2": "oxygen", "H2": "hydrogen", "N2": "nitrogen", "NH3": "ammonia",
    "HCl": "hydrochloric acid", "H2SO4": "sulfuric acid", "NaOH": "sodium hydroxide", "NaCl": "sodium chloride",
    "CaCO3": "calcium carbonate", "CH4": "methane",
}  # fmt: skip
_NAMED = tuple((pattern(rf"(?<!\w){formula}(?!\w)"), name) for formula, name in _SUBSTANCES.items())
_INDEX = pattern(r"(?<=[A-Za-z])\$?_?\{?(\d{1,2})\}?\$?(?![\d.])")
_SET = (
    (pattern(r"\\SI\s?\{([^{}]{1,20})\}\s?\{([^{}]{1,20})\}"), r"\1 \2"),
    (pattern(r"\\(?:mathrm|text|textrm|mathit|operatorname|si|unit)\s?\{([^{}]{0,40})\}"), r" \1"),
    (pattern(r"\\mathrm\s([A-Za-z])(?![A-Za-z])"), r" \1"),
    (pattern(r"\\[dt]?frac\s?\{?(\d{1,9})\}?\s?\{?(\d{1,9})\}?"), r" \1/\2"),
    (pattern(r"\\[,;:! ]|\\q?quad(?![A-Za-z])|~"), " "),
    (pattern(r"\^\s?\{?\s?\\circ\s?\}?|\\(?:degree|textdegree)(?![A-Za-z])"), "°"),
    (pattern(r"\\approx(?![A-Za-z])"), "≈"),
    (pattern(r"\\(?:cdot|times)(?![A-Za-z])"), "*"),
    (pattern(r"\\([%$€])"), r"\1"),
    (pattern(r"(\d)\{,\}(?=\d)"), r"\1,"),
    (pattern(r"(?<=[A-Za-z)])_\{?(\d)\}?(?=[A-Z\s.,;]|$)"), r"\1"),
    *_NAMED,
    (pattern(r"(\d)\s?(?:percent|per cent|pct|[Pp]rozent)(?![^\W\d_])"), r"\1 %"),
)
"""What only sets a formula, and what it sets."""
_NUMBER = pattern(
    r"(?<![\w.,^_{(])(?P<number>[-+−]?\d{1,12}(?:[.,]\d{1,12}){0,3}(?:/\d{1,9})?"
    r"(?:\s?[*·×]\s?10\^?\{?[-−]?\d{1,2}\}?)?)(?![\d.,/]\d|[!^*/+]|\s?[*/+^]\s?[\d(])"
)
_UNIT = pattern(
    r"\s?(?P<unit>(?:%|°C?|[€£$]|(?:square|cubic)\s[a-z]+|[A-Za-zäµμΩ]+[²³⁻¹\d^{}-]*)"
    r"(?:\s?[/·*]\s?[A-Za-zµμΩ]+[²³⁻¹\d^{}-]*)*)(?![\w²³])"
)
_PER = pattern(r"\s(?:per|pro|an?|je)\s(?P<unit>[A-Za-z]+)(?!\w)")
_LATER_UNIT = pattern(r"\s(?P<unit>[A-Za-zµΩ]{1,3}(?:\^?\{?[-−]?\d\}?|[²³⁻¹]{1,2}))(?!\w)")
_RELATED = pattern(r"[=≈]\s*")
_SENTENCE_END = pattern(r"[.;:!?,]\s")
_COMMA = pattern(r"[-+−]?\d+,(?:\d{1,2}|\d{4,})|[-+−]?0,\d+")
_RUN = pattern(r"[^\W\d_]{2,}")
_LETTERS = pattern(r"[^\W\d_]{3,}|\b[Hh]e is\b")
_NOT_UNITS = frozenset("as at in am is us a".split())
_POWERS = {"square ": "^2", "cubic ": "^3"}
_FUNCTION = pattern(r"[^\W\d_]\(")
_YEARS = pattern(r"\s?a(?=\s?[.,;!]|\s*$)")
_REASON = pattern(r"\s*,\s(?:since|because|weil|denn|da|as|car|puisque)\s")
_STRAY = frozenset("=≈<>≤≥\\{}^_|±∓*/")


@dataclass(frozen=True, slots=True)
class AmountSentence:
    """The amount alone, as an answer, whether it has a unit, and the word because of which its sentence may not
    claim it, or nothing."""

    answer: Answer
    has_unit: bool
    strange: str


@dataclass(frozen=True, slots=True)
class _Amount:
    number: str
    unit: str
    start: int
    end: int

    @property
    def said(self) -> tuple[str, object]:
        """The same for `2.5 h` and `2,5 hours`."""
        return _plain(self.number), CURRENCIES.get(self.unit.casefold()) or unit(self.unit) or self.unit


def amount_sentence(answer: Answer, question: str, measured: bool) -> AmountSentence | None:
    """The one amount of a sentence that the question does not give; None where there is none, or several.
    `measured`: with its unit, else a number in the unit in which the question counts."""
    if len(answer.raw) > 2 * LONGEST or any(piece.kind == "code" for piece in answer.pieces):
        return None
    text = _flat(" ".join(piece.text for piece in answer.pieces if piece.kind != "struck"))
    if len(text) > LONGEST or not any(map(str.isalpha, text)):
        return None
    start, end = _way(text)
    bare = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    given = {each.said for each in _amounts(_flat(question))}
    found = _amounts(bare)
    if any(_is_of_other(each, question) for each in found):  # `For 100 km`, where it was asked for 75 km
        return None
    own = [each for each in found if each.said not in given]
    told = next((each for each in own if start < end == each.start), own[-1] if own and start == end else None)
    if told is None or len({each.said for each in own}) != 1:
        return None
    plain = not (question or told.unit or measured)  # of which the rest of the room knows more
    if plain or _FUNCTION.search(text) or text[start:end].startswith(("=", "≈")):  # `side = 36`
        return None
    formula = _formula(told, question, measured)
    before = _without(text[: start if start < end else told.start], found, 0)
    after = _without(text, found, told.end)
    if formula is None or not _STRAY.isdisjoint(before + after):
        return None
    if not any(map(_LETTERS.search, (before, after, told.unit))) and (measured or not told.unit):
        return None
    piece = replace(answer.pieces[0], kind="math", text=f"{text[start:end]}{formula}")
    around = AmountWords(before, after, text[told.start : told.end], bool(told.unit), text, _in_names(question))
    if not told.unit and (measured or not before.strip()) and _REASON.match(after):  # `6, since A is triangular`
        return None
    return AmountSentence(replace(answer, pieces=(piece,)), around.has_unit, strange_word(around))


def _in_names(question: str) -> str:
    """A question with the names of its substances: `the mass of H$_2$O`, which is water."""
    for formula, name in _NAMED if _INDEX.search(question) else ():
        question = formula.sub(name, _INDEX.sub(r"\1", question))
    return question


def _is_of_other(amount: _Amount, question: str) -> bool:
    """Whether the last sentence of a question gives amounts in this unit, and an earlier one this amount."""
    asking = _amounts(_flat(asking_sentence(question)))
    same = [each.said for each in asking if each.unit and each.said[1] == amount.said[1]]
    given = {each.said for each in _amounts(_flat(question))}
    return bool(same) and amount.said not in same and amount.said in given


def _flat(text: str) -> str:
    """A text without what sets its formulas."""
    if text.count("$") > 1:
        text = text.replace("\\$", "€€").replace("$", "").replace("€€", "$")
    for found, meant in _SET:
        text = found.sub(meant, text)
    return " ".join(without_abbreviations(text).split())


@lru_cache(maxsize=KEPT)
def _amounts(text: str) -> tuple[_Amount, ...]:
    found = []
    for number in _NUMBER.finditer(text):
        unit, end = _unit_at(text, number.end("number"))
        found.append(_Amount(number["number"], unit, number.start(), end))
    return tuple(found)


def _unit_at(text: str, at: int) -> tuple[str, int]:
    """The unit that stands here, `litres per minute` as `litres/minute`, and where it ends."""
    if years := _YEARS.match(text, at):
        return "a", years.end()
    said = _UNIT.match(text, at)
    if said is None or not _is_unit(said["unit"]):
        return "", at
    found, end = said["unit"], said.end()
    for word, power in _POWERS.items():
        found = f"{found.removeprefix(word)}{power}" if found.startswith(word) else found
    while (more := _LATER_UNIT.match(text, end)) and is_unit_text(more["unit"]):
        found, end = f"{found} {more['unit']}", more.end()
    per = _PER.match(text, end)
    if per and is_unit_text(per["unit"]) and found.casefold() not in CURRENCIES and found != "%":
        found, end = f"{found}/{per['unit']}", per.end()
    return found, end


def _is_unit(text: str) -> bool:
    text = text.removeprefix("square ").removeprefix("cubic ")
    return (
        text in ("%", "°", "°C") or text.casefold() in CURRENCIES or (text not in _NOT_UNITS and is_unit_text(text))
    )


def _plain(number: str) -> str:
    """With a decimal point, where a comma can be no other sign."""
    return number.replace(",", ".") if _COMMA.fullmatch(number) else number


def _formula(amount: _Amount, question: str, measured: bool) -> str | None:
    number, word = _plain(amount.number), "yr" if amount.unit == "a" else amount.unit
    if measured or word in ("%", "°", ""):
        return f"{number} {word}".strip()
    old = ASKS_AGE.search(question) and unit(word) == unit("year")
    return number if word.casefold() in CURRENCIES or counts_in(word, question) or old else None


def _way(text: str) -> tuple[int, int]:
    """Where the sides of an equation stand before its last one; nowhere where there is none."""
    relations = list(_RELATED.finditer(text))
    if not relations:
        return 0, 0
    end = relations[-1].end()
    first = relations[0].start()
    words = [
        word.end() for word in _RUN.finditer(text, 0, first) if _is_prose(text, word.start(), word.end(), first)
    ]
    stops = [stop.end() for stop in _SENTENCE_END.finditer(text, 0, first)]
    start = max((*words, *stops), default=0)
    return start + len(text[start:end]) - len(text[start:end].lstrip()), end


def _is_prose(text: str, start: int, end: int, relation: int) -> bool:
    """Whether letters before an equation are a word: no unit behind a number, and no short name of a value."""
    unit = text[:start].rstrip()[-1:].isdigit() and _is_unit(text[start:end])
    return not unit and (end - start > SHORT or bool(text[end:relation].strip()))


def _without(text: str, found: tuple[_Amount, ...], start: int) -> str:
    """The words of a text from a place on, without its amounts."""
    for each in reversed(found):
        if each.start >= start and each.end <= len(text) and each.unit:
            text = f"{text[: each.start]} {FORMULA} {text[each.end :]}"
    return text[start:]
