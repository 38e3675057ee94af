"""Why a person looks at an answer, whatever is found of it: it may not be what the student hands in."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

from grader.late import pattern
from grader.limits import KEPT
from grader.submission.expected import Exercise
from grader.submission.labels import CORRECTION
from grader.submission.missed import LONGEST, label_of
from grader.submission.sections import Place, Stretch, last_line
from grader.submission.stray import printed_otherwise
from grader.submission.summaries import summed_otherwise
from grader.values import Answer, Finding

SHORT, SHOWN = 200, 10
"""Characters of a line that is a remark, and lines that one note names."""
_WRONG = r"wrong|incorrect|not\s+right|falsch|nicht\s+richtig|should|sollte|muss|müsste|meant|meinte"
_DROPS = (
    r"ignore|forget|disregard|delete|scrap|scratch|swapped|vertauscht"
    r"|ignorier\w{0,3}|vergiss|vergesst|streich\w{0,3}"
)
_BETWEEN = r"(?:(?:is|was|are|it|ist|war|es|above|oben|answer|antwort|i|ich)\s+){0,3}"
_SLIP = r"mistakes?|errors?|typos?|(?:rechen|schreib|tipp|vorzeichen)?fehler|verrechnet|vertan|erreur"
_MADE = r"\b(?:made|did|have|there|habe?|ist)\b"
_NOW = r"actually|update|errat(?:um|a)|sorry|oops|p\.?\s?s|nachtrag"
_SPEAKS = pattern(rf"\b(?:{CORRECTION}|{_WRONG}|{_DROPS}|{_SLIP}|{_NOW})\b", re.I)
"""Without one of these a line takes nothing back."""
_TALK = pattern(
    rf"\b(?:{CORRECTION}|wrong|incorrect|falsch|ignore|disregard|scrap|scratch|swapped|vertauscht"
    r"|mistakes?|typos?|(?:rechen|schreib|tipp|vorzeichen)fehler|verrechnet|vertan)\b",
    re.I,
)
"""Of these, words that are none of mathematics, as an error is."""
_SWAPPED = pattern(r"\b(?:swapped|vertauscht)\b", re.I)
"""Of a part and another: said of both, wherever it stands."""
_FORMULA = pattern(r"[=^+*/$\\<>]")
_LETTER = pattern(r"(?<!\w)[a-z](?!\w)")
_ENDS = r"(?=\s{0,3}(?:[.,;:!)]|$)|\s{1,3}(?:and|or|und|oder|is|was|ist|war|habe?|might|may)\b)"
"""What stands behind a letter by itself, which is no article."""


def printed(
    answers: Mapping[str, Answer], changed: Collection[str], hidden: Collection[range]
) -> dict[str, Finding]:
    """The parts that use a command that does not print what it says, with the first of these."""
    used = ((part, printed_otherwise(answer, changed, hidden)) for part, answer in answers.items())
    return {part: Finding("printed-otherwise", data=(("command", name),)) for part, name in used if name}


def quoted(found: Mapping[str, Sequence[Stretch]]) -> dict[str, Finding]:
    """The parts below whose label everything stands in a quotation: by the student, or by whoever asked."""
    return {
        part: Finding("all-quoted", data=(("line", str(next(iter(own)).piece.line)),))
        for part, stretches in found.items()
        if (own := [stuff for stretch in stretches for stuff in stretch.own() if stuff.piece.text.strip()])
        and all(stuff.quoted for stuff in own)
    }


def again(found: Mapping[str, Sequence[Stretch]], lines: Mapping[str, int]) -> dict[str, Finding]:
    """The parts whose label stands again at one of `lines`, where it may also be that of an item."""
    return {
        part: Finding("answered-twice", data=(("lines", f"{found[part][0].line}, {line}"),))
        for part, line in lines.items()
        if part in found
    }


def taken_back(
    exercises: Sequence[Exercise], found: Mapping[str, Sequence[Stretch]], bounds: list[Place], lines: Sequence[str]
) -> dict[str, Finding]:
    """The parts of which a line that is not theirs says that they are wrong, or corrected: `PS: b) should be 6`;
    and those below which a line answers others, `PS: a = 4` or `a 4 / b 8`."""
    own = {
        part: [range(each.line, last_line(each, bounds) + 1) for each in stretches]
        for part, stretches in found.items()
    }
    spoken = [(n, line) for n, line in enumerate(lines, 1) if _SPEAKS.search(line[:LONGEST])]
    return (
        summed_otherwise(exercises, own, lines)
        | _answering_others(exercises, own, lines)
        | {
            part: Finding("taken-back-elsewhere", data=(("line", str(n)),))
            for exercise in exercises
            for key, part in exercise.parts
            if part in own
            for n, line in reversed(spoken)
            if (_SWAPPED.search(line) or not any(n in each for each in own[part])) and _takes_back(key, line)
        }
    )


def _answering_others(
    exercises: Sequence[Exercise], own: Mapping[str, Sequence[range]], lines: Sequence[str]
) -> dict[str, Finding]:
    found: dict[str, Finding] = {}
    for exercise in exercises:
        keys = [key for key, part in exercise.parts if part in own and len(key) == 1 and key.isalpha()]
        if len(keys) < 2:
            continue
        for key, part in exercise.parts:
            numbers = (n for each in own.get(part, ()) for n in each if n <= len(lines))
            at = next((n for n in numbers if _answers("".join(keys)).search(lines[n - 1][:SHORT])), None)
            told = {*_LETTER.findall(lines[at - 1].casefold())} & {*keys} if at is not None else set()
            if told - {key}:
                found[part] = Finding("answers-others", data=(("line", str(at)),))
                back = Finding("taken-back-elsewhere", data=(("line", str(at)),))
                found.update((other, back) for letter, other in exercise.parts if letter in told and letter != key)
    return found


@lru_cache(maxsize=KEPT)
def _answers(keys: str) -> re.Pattern[str]:
    """A line that answers these parts: `PS: a = 4`, `a 4 / b 8`."""
    one = rf"[{keys}]\s?[:)]?\s?[^\s:)=/,;|]{{1,20}}"
    remark = rf"\W{{0,3}}(?:{_NOW})\b[^\w(]{{0,3}}(?:part\s|teil\s)?\(?[{keys}]\s?[:=)]"
    return re.compile(rf"^(?:{remark}|\s*{one}(?:\s?[/,;|]\s?{one}){{1,9}}\s*$)", re.IGNORECASE)


def _takes_back(key: str, line: str) -> bool:
    label = label_of(key)
    if len(key) != 1:
        return False
    line = line[:LONGEST]
    bare = rf"{key}{_ENDS}"
    if _TALK.search(line) and not _FORMULA.search(line) and re.search(rf"\w[:,]?\s{bare}", line, re.I):
        return True
    said = (
        rf"(?:{label})[\s:,.]{{0,3}}{_BETWEEN}(?:{_WRONG})\b|\b(?:{_DROPS})\s+(?:\w+\s+){{0,2}}(?:{label}|{bare})"
        rf"|\b(?:{CORRECTION})\b.{{0,40}}?(?:{label})|(?:{label})[^.!?]{{0,20}}{_MADE}[^.!?]{{0,20}}\b(?:{_SLIP})\b"
        rf"|\b(?:{_SLIP})\b\s(?:in|bei|at|of|with|for|dans)\s+(?:{label}|{bare})"
        rf"|(?:^|[.;:!?]\s)\s*(?:{_NOW})\b.{{0,20}}?\W(?:{label}|{key}\s{{0,3}}(?:[:=]|is\b|ist\b))"
        rf"|(?:^|[.,;:!?]\s{{0,3}})\s*{key}\s+(?:(?:is|was|ist|war)\s+(?:wrong|incorrect|falsch)"
        rf"|should|sollte|müsste)\b"
    )
    return re.search(said, line, re.I) is not None


def together(notes: list[Finding]) -> list[Finding]:
    """The notes, with one for all quotations that were left out."""
    lines = [note.get("line") for note in notes if note.code == "quote-left-out"]
    if len(lines) < 2:
        return notes
    one = Finding(
        "quotes-left-out", "note", data=(("lines", ", ".join(lines[:SHOWN]) + ", …" * (len(lines) > SHOWN)),)
    )
    first = next(n for n, note in enumerate(notes) if note.code == "quote-left-out")
    rest = [note for note in notes if note.code != "quote-left-out"]
    return [*rest[:first], one, *rest[first:]]
