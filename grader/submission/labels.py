"""Read a label at the start of a line, a heading or a formula: `Exercise 6.1`, `b)`, `**(c)**`, `6.2 a)`, `⑥`.

This module only says what a label looks like; `segment` decides what it means among the parts that are expected.
All patterns are anchored, have no nested repetition, and see at most `REACH` characters.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from grader.late import dataclass, pattern

Style = Literal["exercise", "path", "letter", "number", "roman", "circled"]
REACH = 300


@dataclass(frozen=True, slots=True)
class Label:
    """A label as written. `tokens` are its numbers and letters (`("6", "1", "a")`), folded to lower case."""

    style: Style
    tokens: tuple[str, ...]
    text: str
    """The stretch of the line up to the end of the label."""
    shape: str = ""
    """Case and brackets: labels of one list have the same."""
    worded: bool = False
    loose: bool = False
    """Without a bracket, point or colon after it: also the beginning of an ordinary sentence."""
    disguised: bool = False
    """Invisible or look-alike letters had to be looked through."""


NOUN = (
    r"ex[ce]{1,2}r[cs]i[cs]es?|exc|exer|ex|aufgaben?|aufg|problems?|prob|tasks?|übungsaufgabe|übungen|übung|uebung|ubung"
    r"|hausaufgabe|questions?|frage"
)
EXERCISE = rf"{NOUN}|number|nummer|nr|no|aufgabenteil"
PART = r"part|parts|teil|teile|teilaufgabe|subtask|subproblem|subquestion|sub-question|item|unterpunkt|punkt"
CORRECTION = (
    r"corrections?|corrected|korrektur(?:en)?|korrigiert|berichtigung|verbesserung|verbessert|revised|revision"
)
SUMMARY = r"(?:final\s+)?(?:answers|results)|summary|zusammenfassung|ergebnisse|antworten"
LEAD = (
    rf"(?:(?:solutions?|answer|lösung(?:en)?|loesung|antwort|proof|beweis|{CORRECTION}|{SUMMARY})"
    r"(?:\s+(?:to|for|of|zu|zur|der|von))?|to|zu|zur|ad)\s*:?\s+"
)
CORRECTS = pattern(rf"\b(?:{CORRECTION})\b", re.I)
SUMS_UP = pattern(rf"\W*(?:{SUMMARY})\b", re.I)
COUNTED = (
    "one two three four five six seven eight nine ten eleven twelve",
    "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth",
    "erste zweite dritte vierte fünfte sechste siebte achte neunte zehnte elfte zwölfte",
)
"""Words that number exercises, from one on."""
CARDINALS, ORDINALS = (r"|".join(f"{one} {other}".split()) for one, other in (COUNTED[:2], COUNTED[2:]))
NUMBER_WORDS = {word: n for words in COUNTED for n, word in enumerate(words.split(), 1)}
SHEET = r"(?:assignment|homework|hw|problem\s+set|sheet|series|(?:übungs)?blatt|serie)\s*[0-9]{1,3}\s*[,:.\-–]?\s*"
DECORATION = pattern(
    r"(?:\s|[*_>|#]|[-+•–]\s|&gt;|\\(?:noindent|medskip|bigskip|smallskip|quad|qquad|newline|par|centering)(?![a-zA-Z])"
    r"|\\(?:textbf|textit|emph|underline|paragraph|textsc|mathbf|mathrm|text|subparagraph|uline)\*?\s*\{"
    r"|\\(?:bf|bfseries|large|Large|LARGE|huge|it|itshape)(?![a-zA-Z])|\{\s*(?=\\)"
    r"|<(?:b|strong|u|em|i|p|h[1-6]|li|td|tr)>)"
)
CLOSERS = pattern(
    r"(?:\s*(?:\*\*|__|\*(?!\*)|</(?:b|strong|u|em|i|h[1-6])>|\})(?:[*_]{1,2}|</(?:b|strong|u|em|i)>|\})*)?"
    r"[ \t]*(?:[:.](?=\s|$))?[ \t]*"
)
ENDED = pattern(r"[ \t]*(?:[:.](?=\s|$))?[ \t]*")
OPENED = pattern(r"[*_]\S|[{<]")
"""Emphasis or a group that the label closes: in `a) **12**` the mark behind it opens one."""

NUMBERS = r"(?P<number>[0-9]{1,4}(?:(?:\s?[.\-]\s?|,)[0-9]{1,4}){0,3}|(?-i:[IVX]{1,5})(?![A-Za-z]))"
SIGN = r"[\s.:#№°\-–]*"
AFTER = (
    rf"(?:\s*[:,.\-–/]?\s*(?:{PART})\s+(?P<l6>[A-Za-z])(?=\s)(?!\s+(?-i:[a-zäöü]))"
    rf"|\s*[:,.\-–/]?\s*(?:(?:{PART})\b\s*)?(?:\(\s*(?P<l1>[A-Za-z])\s*\)|(?P<l2>[A-Za-z])\s*[):](?!\w)"
    r"|(?P<l3>[A-Za-z])\.(?=\s|$)|(?P<l4>[A-Za-z])(?=\s*(?:$|\*\*|__|\}|</)))"
    r"|\.?(?P<l5>[A-Za-z])(?![A-Za-z'(^_]))?"
)
WORDED = pattern(
    rf"(?:{LEAD})?(?:{SHEET})?(?:{EXERCISE})(?![a-zäöü]){SIGN}(?:(?:no|nr)\b{SIGN})?\(?{NUMBERS}\)?{AFTER}", re.I
)
SAID = pattern(
    rf"(?:{LEAD})?(?:(?:the\s+)?(?P<ordinal>{ORDINALS}|[0-9]{{1,2}}(?:\.|st|nd|rd|th))\s+(?:{NOUN})"
    rf"|(?:{NOUN})\s+(?P<cardinal>{CARDINALS}))(?![a-zäöü])"
    r"(?:\s*[:,.]?\s*\(?(?P<l1>[a-z])\)|(?=\s*(?:[:.–\-]|$|\*|\}|<|\([0-9])))",
    re.I,
)
"""`Exercise two`, `2. Aufgabe`: with little behind them, for they also begin sentences."""
LETTERED = pattern(
    rf"(?P<word>(?:{LEAD})?(?:{NOUN})\s+)?(?P<prefix>(?-i:[A-Z]))[.\-]?(?P<number>[0-9]{{1,3}}(?:\.[0-9]{{1,3}}){{0,2}})"
    r"(?:\s?\(?(?P<l1>[a-z])\)|(?P<l2>[a-z])(?=\s*(?::|$))|(?![\w^'(_]))(?P<end>\s*(?:[:.)](?=\s|$|\*)|$|(?=\*\*|__|\}|</)))?",
    re.I,
)
"""`L.4`, `Exercise A.1 b)`: a letter before the number."""
STRANGE = pattern(rf"(?:{LEAD})?(?:{EXERCISE})\s+(?P<name>\S{{1,60}})", re.I)
LEADING = pattern(
    r"(?:solutions?|answers?|lösung(?:en)?|loesung|antwort(?:en)?)(?:\s+(?:to|for|of|zu|zur|der|von))?\s+"
    rf"(?P<number>[0-9]{{1,4}}(?:[.\-][0-9]{{1,4}}){{0,3}})\)?{AFTER}",
    re.I,
)
PATH = pattern(
    rf"(?:(?-i:[AEPQÜ])\.?\s?|(?:ad|zu)\s+|\[(?=[0-9.]{{3,12}}[a-z]\]))?"
    rf"\(?(?P<number>[0-9]{{1,4}}(?:\.[0-9]{{1,4}}){{1,3}})\)?{AFTER}\]?",
    re.I,
)
"""`6.1 a)`, `E 6.1`, `zu 6.1a:`, `[6.1a]`."""
SHORT_PATH = pattern(
    r"(?:[AEPQÜ]\.?\s?|(?:[Aa]d|[Zz]u)\s+)?(?P<number>[0-9]{1,3})(?:\s?|\.|[\-/](?=[a-z]\)))\(?(?P<l1>[A-Za-z])"
    r"(?:\)|:|\.(?=\s|$)|(?=\s*(?:$|\*\*|__|</)))"
    r"|[(\[](?P<number2>[0-9]{1,3})\s?(?P<l2>[A-Za-z])[)\]](?![A-Za-z0-9(^'])"
    r"|(?P<number3>[0-9]{1,3})\.(?P<l3>[A-Za-z])(?=\s+[\w$({\[])"
)
INITIAL = pattern(
    r"(?P<initial>[QAEPÜ])\.?\s?(?P<number>[0-9]{1,3}(?:\.[0-9]{1,3}){0,2})(?![A-Za-z0-9^_'(])"
    r"(?P<end>\s*(?:[:.)](?=\s|$|\*|\}|<)|$|(?=\*\*|__|\}|</)))?"
)
"""`Q1:`, and in a heading `P1`, `A1 Title`."""
PARTED = pattern(
    rf"(?:{LEAD})?(?:{PART}|{EXERCISE})\s*[:.]?\s*\(?\s*(?P<key>[A-Za-z]|[ivxIVX]{{2,4}}|[0-9]{{1,2}})(?![A-Za-z0-9.,]\w)(?![A-Za-z0-9])"
    r"(?P<end>\s*[).:\]])?",
    re.I,
)
BEGINS = pattern(r"\s*(?:[A-ZÄÖÜ}<\-–|$•]|\*[\s*]|\(?[i1][).])")
"""What goes on behind `Part a` without being the rest of its sentence."""
ZU = pattern(rf"(?:{LEAD})\(?\s*(?P<key>[A-Za-z])(?P<end>\s*[).:])", re.I)
BRACKETED = pattern(
    r"(?P<open>[(\[{]?)\s?(?P<key>[A-Za-z]|[ivxIVX]{2,5}|[0-9]{1,2})(?:\s|\.|\\(?=\)))?(?P<close>[)\]}])(?![A-Za-z0-9^'])"
)
POINTED = pattern(r"(?P<key>[A-Za-z]|[ivxIVX]{2,5}|[0-9]{1,2})(?P<close>[.:]|\s:)(?=\s|$|\*|\}|<)")
TIGHT = pattern(r"(?P<key>[A-Za-z])(?P<close>[):])(?=-?[0-9]|[A-Za-z]\s?=)")
"""`a)3`, `b:x = 5`: a bracket that nothing opened, or a colon, before a number or an equation."""
DASHED = pattern(
    r"(?P<key>[A-Za-z])\s?(?P<close>[-–—](?=\s*$|\s+(?:[A-ZÄÖÜ][a-zäöü]+[\s,]|\$|\(?[i1][).]|[-*•|]\s)))"
)
"""`a -` before words or a formula in dollars: `a - b` is a difference."""
BARE = pattern(
    r"(?:(?P<letter>[A-Za-z])(?=\s*(?:$|[-–—*}|<]))|(?P<digit>[0-9]{1,2})(?=\s*(?:$|[-–—*}|<])|\s+[A-ZÄÖÜ]))"
)
FACTOR = ("+", "*", "/", "^", "·", "\\cdot", "\\times")
"""After `(a)` these make it a factor, not a label."""
EMPHASIS_ENDS = pattern(r"\s*\*\*|\*(?=\s|$)|\s+\*\s+[^\W\d_]{2,}\s+[^\W\d_]")
"""The asterisk ends emphasis, or is a bullet before words."""
CIRCLED = pattern(r"\\(?:textcircled|circled)\s*\{\s*(?:\\[a-z]+\s*)?(?P<key>[A-Za-z0-9])\s*\}")
REFERENCE = pattern(
    r"\s+(?:is|are|was|says|asks|shows|gives|follows|we|and|or|to|that|which|where|in|on|of|ist|war|sagt|zeigt|und|oder|in|wo)\b",
)
"""After `Exercise 6.1` these make it part of a sentence; with a capital letter they begin one."""
TERMINATOR = pattern(r"\s*(?:[).:\]]|[-–—](?=\s))?")

LOOK_ALIKE = str.maketrans(
    "АВЕЅІЈКМНОРСТХУаеѕіјорсхукмтνοΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABESIJKMHOPCTXYaesijopcxykmtvoABEZHIKMNOPTYX"
)


def visible(text: str) -> str:
    """The text without characters that show nothing (they hide a label from a program, not from a reader)."""
    if text.isascii():
        return text
    return "".join(char for char in text if unicodedata.category(char) != "Cf")


def find(line: str, heading: bool = False) -> Label | None:
    """The label at the start of `line`, through bullets and emphasis; None if there is none.

    In a heading a bare number or letter is a label too.
    """
    start = 0
    while (match := DECORATION.match(line, start, REACH)) is not None:
        start = match.end()
    if start >= len(line):
        return None
    head = line[start : start + REACH]
    label, length = _parse(head, heading)
    if label is None and not head.isascii():
        return _looked_through(line, start, heading)
    if label is None:
        return None
    closers = CLOSERS if OPENED.search(line, 0, start + length) else ENDED
    closed = closers.match(line, start + length)
    return _with_text(label, line[: closed.end() if closed else start + length])


def _with_text(label: Label, text: str, disguised: bool = False) -> Label:
    return Label(label.style, label.tokens, text, label.shape, label.worded, label.loose, disguised)


def _looked_through(line: str, start: int, heading: bool) -> Label | None:
    """An exercise heading written with invisible characters or with letters of another alphabet."""
    seen = [at for at, char in enumerate(line[start : start + REACH]) if unicodedata.category(char) != "Cf"]
    plain = "".join(line[start + at] for at in seen).translate(LOOK_ALIKE)
    label, length = _parse(plain, heading) if plain else (None, 0)
    if label is None or not label.worded:
        return None
    end = start + seen[length - 1] + 1
    return _with_text(label, line[:end], disguised=True)


def _parse(head: str, heading: bool) -> tuple[Label | None, int]:
    for reader in (_circled, _worded, _said, _parted, _path, _initialled, _lettered, _plain):
        label, length = reader(head, heading)
        if label is not None:
            return label, length
    return None, 0


def _letter(match: re.Match[str]) -> str:
    return next((match[name] for name in ("l1", "l2", "l3", "l4", "l5", "l6") if match.groupdict().get(name)), "")


def _worded(head: str, heading: bool) -> tuple[Label | None, int]:
    match = WORDED.match(head) or LEADING.match(head)
    if match is None:
        return _strange(head) if heading and LETTERED.match(head) is None else (None, 0)
    length = match.end()
    if not _letter(match) and head[length : length + 1].isalnum():
        return None, 0
    end = TERMINATOR.match(head, length)
    loose = end is None or end[0].strip() == ""
    if loose and not heading and REFERENCE.match(head, length):
        return None, 0
    length = length if end is None else end.end()
    tokens = (*_numbers(match["number"]), *filter(None, [_letter(match).lower()]))
    return Label("exercise", tokens, "", "worded", True, loose and not _letter(match)), length


def _said(head: str, heading: bool) -> tuple[Label | None, int]:
    match = SAID.match(head)
    if match is None:
        return None, 0
    number = (match["ordinal"] or match["cardinal"]).lower()
    value = NUMBER_WORDS.get(number) or int(re.sub(r"\D", "", number))
    end = TERMINATOR.match(head, match.end())
    tokens = (str(value), *filter(None, [_letter(match).lower()]))
    return Label("exercise", tokens, "", "worded", True), end.end() if end else match.end()


def _lettered(head: str, heading: bool) -> tuple[Label | None, int]:
    match = LETTERED.match(head)
    if match is None or not (heading or match["word"] or match["l1"] or match["end"] is not None):
        return None, 0
    if match["l1"] and not match["word"] and head[match.end() :].lstrip().startswith((*FACTOR, "=", "≈")):
        return None, 0  # `T3(x) = 1 + 2x`
    tokens = (match["prefix"].lower(), *_numbers(match["number"]), *filter(None, [_letter(match).lower()]))
    end = TERMINATOR.match(head, match.end())
    return Label("exercise", tokens, "", "worded", True, True), end.end() if end else match.end()


def _initialled(head: str, heading: bool) -> tuple[Label | None, int]:
    match = INITIAL.match(head)
    if match is None or not (heading or (match["initial"] == "Q" and match["end"] is not None)):
        return None, 0
    return Label("exercise", _numbers(match["number"]), "", "worded", True), match.end()


def _strange(head: str) -> tuple[Label | None, int]:
    """A heading that names an exercise, but by no number or word that we know (`Exercise ../1`)."""
    match = STRANGE.match(head)
    if match is None or match["name"].strip(".:!?()").isalpha():
        return None, 0
    return Label("exercise", (match["name"].lower(),), "", "worded", True), len(head)


def _numbers(text: str) -> tuple[str, ...]:
    if text[0].isdigit():
        return tuple(re.findall(r"[0-9]+", text))
    return (str(roman(text)),)


def _parted(head: str, heading: bool) -> tuple[Label | None, int]:
    match = PARTED.match(head) or ZU.match(head)
    if match is None:
        return None, 0
    key = match["key"]
    if len(key) > 1 and not key.isdigit() and not roman(key):
        return None, 0
    rest = head[match.end() :]
    loose = not match["end"]
    if loose and rest.strip() and not heading and not BEGINS.match(rest):
        return None, 0
    return Label(_style(key), (key.lower(),), "", "worded", True, loose), match.end()


def _path(head: str, heading: bool) -> tuple[Label | None, int]:
    match = PATH.match(head) or SHORT_PATH.match(head)
    if match is None:
        return None, 0
    length, letter = match.end(), _letter(match)
    number = next(filter(None, (match.groupdict().get(name) for name in ("number", "number2", "number3"))))
    if match["number"] is None and _is_factor(head[length:]):
        return None, 0
    end = TERMINATOR.match(head, length)
    closed = bool(end and end[0].strip()) or head[length - 1] == ")"
    rest = head[end.end() if end else length :].lstrip()
    if (
        not letter
        and not closed
        and rest
        and not rest[0].isalpha()
        and not rest.startswith(("*", "}", "<", "|", "$"))
    ):
        return None, 0
    if not letter and len(_numbers(number)) < 2:
        return None, 0
    tokens = (*_numbers(number), *filter(None, [letter.lower()]))
    return Label("path", tokens, "", "path", False, not letter and not closed), end.end() if end else length


def _plain(head: str, heading: bool) -> tuple[Label | None, int]:
    match = BRACKETED.match(head) or POINTED.match(head) or TIGHT.match(head) or DASHED.match(head)
    if match is None:
        bare = BARE.match(head) if heading else None
        if bare is None:
            return None, 0
        return Label(_style(bare[0]), (bare[0].lower(),), "", "bare", False, True), bare.end()
    key = match["key"]
    if len(key) > 1 and not key.isdigit() and not roman(key):
        return None, 0
    if match.groupdict().get("open") and _is_factor(head[match.end() :]):
        return None, 0
    case = "A" if key.isupper() else "a"
    shape = f"{match.groupdict().get('open') or ''}{case}{match['close']}"
    return Label(_style(key), (key.lower(),), "", shape), match.end()


def _is_factor(after: str) -> bool:
    return after.lstrip().startswith(FACTOR) and not EMPHASIS_ENDS.match(after)


def _style(key: str) -> Style:
    if key.isdigit():
        return "number"
    return "roman" if len(key) > 1 else "letter"


def _circled(head: str, heading: bool) -> tuple[Label | None, int]:
    """A letter or digit in a ring: `⑥` is often what a scanner made of a ringed b, `©` of a ringed c."""
    if match := CIRCLED.match(head):
        return Label("circled", (match["key"].lower(),), "", "circled"), match.end()
    char = head[0]
    key = {"©": "c", "®": "r", "ⓒ": "c", "℗": "p"}.get(char, "")
    name = unicodedata.name(char, "")
    if not key and name.startswith(
        ("CIRCLED ", "PARENTHESIZED ", "NEGATIVE CIRCLED ", "DOUBLE CIRCLED ", "DINGBAT ")
    ):
        key = unicodedata.normalize("NFKC", char).strip("()").lower()
        if not key.isascii() and unicodedata.digit(char, -1) >= 0:
            key = str(unicodedata.digit(char))
    if not key or not (key.isalnum() and key.isascii()):
        return None, 0
    end = re.match(r"\s*[).:]?", head[1:])
    return Label("circled", (key,), "", "circled"), 1 + (end.end() if end else 0)


ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")


def roman(text: str) -> int:
    """The value of a small roman numeral, 0 if it is none."""
    return ROMAN.index(text.lower()) if text.lower() in ROMAN else 0


FORMULA = pattern(
    r"\s*(?:\\(?:text|textbf|mathrm|mathbf|mbox|rm|bf)\s*\{\s*)?"
    r"(?:\(\s*(?P<a>[A-Za-z]|[ivx]{2,4}|[0-9]{1,2})\s*\)|(?P<b>[A-Za-z]|[ivx]{2,4}|[0-9]{1,2})\s*\)"
    r"|\\(?:textcircled|circled)\s*\{\s*(?P<c>[A-Za-z0-9])\s*\})\s*\}?"
    r"(?P<gap>\s*(?:\\(?:quad|qquad|[ ,;:!~])|~|&)[\s~]*(?:\\(?:quad|qquad)\s*)*|\s*$|\s*(?=\\text))?"
)


def find_in_formula(formula: str) -> Label | None:
    """The label inside a formula: `(c) \\quad …`, `1) \\quad …`. A bracket that opens must be set apart by a
    space command, for `(a) + b` is a product; one that never opens cannot be anything else."""
    match = FORMULA.match(formula[:REACH])
    if match is None or (match["a"] and match["gap"] is None):
        return None
    key = match["a"] or match["b"] or match["c"]
    if len(key) > 1 and not key.isdigit() and not roman(key):
        return None
    case = "A" if key.isupper() else "a"
    shape = f"({case})" if match["a"] else f"{case})"
    return Label("circled" if match["c"] else _style(key), (key.lower(),), match[0], shape)
