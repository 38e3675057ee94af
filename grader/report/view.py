"""A part as a report shows it: the student's own lines in order, each with its marks. No markup, no layout."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from grader.late import dataclass, pattern, replace
from grader.report.clean import as_typed, clean
from grader.report.words import SIGNS, Sign, Words
from grader.values import AnswerResult, Counterexample, PartResult, Shown, Step

FRAME = pattern(r"\s*(?:\$\$|\\[\[\]]|\\(?:begin|end)\{[a-z]{1,20}\*?\})\s*")
_GROUPING = pattern(r"</?(?:math|mrow)\b[^<>]*>")
_SAYS = pattern(r"\w")
WORDS = ('"*', '*"')
"""Words among the factors of a reading."""
TRUTHS_GERMAN = {"true": "wahr", "false": "falsch"}
DECIMAL = pattern(r"-?\d+\.\d+")
TRUTHS = ("true", "false")
"""`A true` is how a sentence says where two propositions differ."""
TOLD = frozenset({"bad", "open"})
"""What is said of a step beside the mark of a value on the same line."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What became of one statement on a line."""

    sign: Sign
    word: str
    mathml: str
    read_as: str
    message: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the student's text. All its texts are clean; `marks` are in the order of the statements."""

    line: int
    text: str
    marks: tuple[Mark, ...] = ()
    shown: tuple[Shown, ...] = ()
    """The line to be typeset, where it can be."""

    @property
    def heads(self) -> bool:
        """It is a label or a heading alone."""
        return not self.marks and {one.kind for one in self.shown} == {"label"}

    @property
    def frame(self) -> bool:
        """It only opens or closes a display: it is shown, but steps back."""
        return not self.marks and bool(FRAME.fullmatch(self.text))


def rows(part: PartResult, words: Words) -> tuple[Row, ...]:
    """Every line of the part, in order; blank lines at the ends go, several in a row become one."""
    lines = list(enumerate(part.raw.split("\n"), start=part.line or 1))
    while lines and not lines[0][1].strip():
        lines.pop(0)
    while lines and not lines[-1][1].strip():
        lines.pop()
    if not lines:
        return ()
    marks = _marks(part, words, lines[0][0], lines[-1][0])
    made = _typeset(part, dict(lines), marks) if part.shown else _typed(lines, marks)
    unmarked = _unmarked(part, set(marks), words)
    return tuple(
        row if row.marks or row.frame or row.heads or not _SAYS.search(row.text)
        else replace(row, marks=unmarked.get(row.line, _saying(words.unchecked)))
        for row in made
    )  # fmt: skip


def _saying(word: str) -> tuple[Mark, ...]:
    return (Mark(SIGNS["missing"], word, "", "", "", ""),)


def _typeset(part: PartResult, lines: dict[int, str], marks: dict[int, list[Mark]]) -> list[Row]:
    """The lines that say something; what was said of a line within a longer formula stands where that begins."""
    said: dict[int, list[Shown]] = {}
    for one in part.shown:
        said.setdefault(one.line, []).append(one)
    starts = sorted(said)
    here: dict[int, list[Mark]] = {}
    for line, found in sorted(marks.items()):
        at = starts[max(0, bisect_right(starts, line) - 1)]
        here.setdefault(at, []).extend(found)
    return [
        Row(line, clean(lines.get(line, ""), keep="\t"), _unrepeated(here.get(line, []), own), tuple(own))
        for line, own in sorted(said.items())
    ]


def _unrepeated(marks: list[Mark], said: list[Shown]) -> tuple[Mark, ...]:
    """The marks of a line; a single one does not show again the reading with which the typeset line ends, nor one
    of the lines above that ends with this one, which goes on from them."""
    if len(marks) != 1 or not marks[0].mathml:
        return tuple(marks)
    last = _bare(next((one.mathml for one in reversed(said) if one.mathml), ""))
    read = _bare(marks[0].mathml)
    if last.endswith(read) or (last.startswith("<mo>=</mo>") and read.endswith(last)):
        return (replace(marks[0], mathml="", read_as=""),)
    return tuple(marks)


def _bare(mathml: str) -> str:
    """Without what only groups."""
    return _GROUPING.sub("", mathml)


def _typed(lines: list[tuple[int, str]], marks: dict[int, list[Mark]]) -> list[Row]:
    made: list[Row] = []
    for number, text in lines:
        blank = not text.strip() and number not in marks
        if not (blank and not made[-1].text):
            made.append(Row(number, clean(text.rstrip(), keep="\t"), tuple(marks.get(number, ()))))
    return made


def _unmarked(part: PartResult, marked: set[int], words: Words) -> dict[int, tuple[Mark, ...]]:
    """What is said of lines without a mark of their own, where it is not that they are not checked. Nothing: they
    belong to a statement that has one, wherever in it the mark stands, or to an answer in words."""
    if any(answer.verdict.by == "rubric" for answer in part.answers):
        return dict.fromkeys(range(part.line or 1, (part.line or 1) + part.raw.count("\n") + 1), ())
    found: dict[int, tuple[Mark, ...]] = {}
    for piece in part.pieces:
        lines = range(piece.line, piece.line + piece.text.count("\n") + 1)
        if piece.kind in ("math", "display") and not marked.isdisjoint(lines):
            found.update(dict.fromkeys(lines, ()))
    return found


def _marks(part: PartResult, words: Words, first: int, last: int) -> dict[int, list[Mark]]:
    """The marks by line, each once: several answers of a part may judge the same statement. One that stands
    outside the lines shown is put on the nearest."""
    found: dict[int, list[Mark]] = {}
    counted = {line for answer in part.answers for line, _ in _answer_mark(answer, words)}
    for answer in part.answers:
        beside = counted if answer.verdict.working else set()
        steps = [one for one in _step_marks(answer, words) if one[0] not in beside or one[1].sign.tone in TOLD]
        for line, mark in [*steps, *_answer_mark(answer, words)]:
            here = found.setdefault(min(max(line, first), last), [])
            if mark not in here:
                here.append(mark)
    return found


def _step_marks(answer: AnswerResult, words: Words) -> list[tuple[int, Mark]]:
    steps = answer.verdict.lines
    messages = [*answer.step_messages, *[""] * len(steps)]
    return [
        (
            step.line,
            Mark(
                SIGNS[step.outcome],
                words.steps[step.outcome],
                step.mathml if reading(step.read_as) else "",
                reading(step.read_as),
                clean(message),
                evidence(untold(step.counterexample, message), words, words.evidence_step),
            ),
        )
        for step, message in zip(steps, messages, strict=False)
    ]


def _answer_mark(answer: AnswerResult, words: Words) -> list[tuple[int, Mark]]:
    """Where an answer is no derivation, the line that counted has its mark, with the name of the answer; the
    sentence stands above."""
    verdict = answer.verdict
    if verdict.steps or verdict.outcome == "missing":
        return []
    sign = SIGNS[verdict.outcome]
    name = f"{clean(answer.name)}: " if answer.name else ""
    word = name + words.outcomes[verdict.outcome]
    read = reading(verdict.read_as)
    return [(verdict.line, Mark(sign, word, verdict.mathml if read else "", read, "", ""))]


def repeats(parts: Sequence[PartResult]) -> tuple[str, ...]:
    """Of each part the first of those before it of which the same is said: nothing was found for any of them."""
    made: list[str] = []
    for number, part in enumerate(parts):
        before = parts[number - 1] if number else None
        same = before is not None and not (part.raw or before.raw) and _said(part) == _said(before)
        made.append((made[-1] or parts[number - 1].part) if same else "")
    return tuple(made)


def _said(part: PartResult) -> object:
    answers = list(dict.fromkeys((answer.message, answer.hints) for answer in part.answers))
    return part.outcome, answers, part.remarks, part.solution


def reading(read_as: str) -> str:
    """Our reading as one would type it; nothing where words stand in it, which says less than the text itself."""
    return "" if any(sign in read_as for sign in WORDS) else as_typed(read_as)


def reads(shown: Sequence[Row]) -> bool:
    """Whether a reading stands beside one of the lines."""
    return any(mark.mathml or mark.read_as for row in shown for mark in row.marks)


def faulty(step: Step) -> bool:
    """Whether something is to be said of a step."""
    return SIGNS[step.outcome].tone in ("bad", "half", "open")


def told_at(answer: AnswerResult, text: str) -> int:
    """The line of the step beside which stands what a text only repeats; 0 where there is none."""
    steps = zip(answer.verdict.lines, answer.step_messages, strict=False)
    return next((step.line for step, said in steps if said and faulty(step) and said[1:] in text), 0)


def untold(found: Counterexample | None, *told: str) -> Counterexample | None:
    """Nothing where one of the sentences already quotes the point and the value there."""
    if found is None or not any(found.student in text for text in told):
        return found
    first = [f"{name} {value if value in TRUTHS else f'= {value}'}" for name, value in found.at[:1]]
    return None if any(place in text for text in told for place in first) else found


def _local(value: str, words: Words) -> str:
    """A value in the language of the page: truths and decimals."""
    if words.language != "de":
        return clean(value)
    return TRUTHS_GERMAN.get(value) or clean(value.replace(".", ",") if DECIMAL.fullmatch(value) else value)


def evidence(found: Counterexample | None, words: Words, sentence: str) -> str:
    """Where two sides differ, in words: `At x = 0: the line before gives 1, this one 3/4.`"""
    if found is None:
        return ""
    where = ", ".join(f"{clean(name)} = {_local(value, words)}" for name, value in found.at)
    if not found.expected:
        sentence = words.evidence_own
    values = sentence.replace("{expected}", _local(found.expected, words))
    values = values.replace("{student}", _local(found.student, words))
    at = words.evidence_at.replace("{where}", where) + ": " if where else ""
    return f"{at}{values}." if at else f"{values[:1].upper()}{values[1:]}."
