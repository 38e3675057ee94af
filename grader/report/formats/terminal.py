"""Reports for a terminal: sign, word and colour; what needs action comes last, where the eye is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from grader.late import dataclass
from grader.report.clean import as_typed, clean, cut, defuse
from grader.report.numbers import percent, shown
from grader.report.place import Place, place
from grader.report.view import evidence, faulty, reading, repeats, told_at, untold
from grader.report.words import ENGLISH, SIGNS, Sign, Words, words_of, worth
from grader.values import AnswerResult, Finding, PartResult, Result, Span

if TYPE_CHECKING:
    from grader.report.summary import PartSummary, Summary

COLOURS = {"good": "32", "half": "33", "bad": "31", "open": "35", "none": "2"}
SHOWN_WAITING = 10
SHOWN_STUDENTS = 40
SHOWN_NAMES = 8
MESSAGE = 160
MOST_CARETS = 100


@dataclass(frozen=True, slots=True)
class Style:
    """What the terminal can show."""

    colour: bool = False
    unicode: bool = True

    def sign(self, sign: Sign) -> str:
        """A verdict's sign, coloured."""
        return self.paint(sign.unicode if self.unicode else sign.ascii, COLOURS[sign.tone])

    def paint(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour else text

    def bold(self, text: str) -> str:
        return self.paint(text, "1")

    def plain(self, text: str) -> str:
        """Text as it may be printed: no command of a CI system, and ASCII where the terminal knows no more."""
        safe = defuse(text)
        return safe if self.unicode else safe.encode("ascii", "backslashreplace").decode()


def class_summary(title: str, problems: Sequence[str], summary: Summary, output: str, style: Style) -> str:
    """The outcome of a run: students, parts, what needs a person, what to do next."""
    lines = [style.bold(clean(title)), ""]
    lines += _students(summary, style)
    lines += ["", *_parts(summary, style)]
    if problems:
        lines += ["", style.bold("Not graded, or graded with a remark"), *(f"  {clean(one)}" for one in problems)]
    lines += ["", *_waiting(summary, style), *_next(summary, problems, output)]
    return style.plain("\n".join(lines))


def _students(summary: Summary, style: Style) -> Iterator[str]:
    listed = summary.students[:SHOWN_STUDENTS]
    width = max((len(one.student) for one in listed), default=0)
    for one in listed:
        signs = " ".join(style.sign(SIGNS[outcome]) for _, outcome in one.outcomes)
        still = f"   {shown(one.open_points)} open" if one.open_points else ""
        yield f"  {clean(one.student):{width}}  {shown(one.points):>6} / {shown(one.max_points)}   {signs}{still}"
    if len(summary.students) > SHOWN_STUDENTS:
        yield f"  and {len(summary.students) - SHOWN_STUDENTS} more"
    if summary.mean is not None:
        mean = f"{shown(summary.mean)} of {worth(summary.max_points, ENGLISH)}"
        yield f"  {len(summary.students)} graded, mean {mean}"


def _parts(summary: Summary, style: Style) -> Iterator[str]:
    width = max((len(part.part) for part in summary.parts), default=0)
    for part in summary.parts:
        share = "   –" if part.facility is None else f"{percent(part.facility):>5}"
        counts = "  ".join(f"{style.sign(SIGNS[outcome])} {count}" for outcome, count in part.outcomes)
        doubt = _doubt(part)
        yield f"  {clean(part.part):{width}}  {share}   {counts}{doubt}"


def _doubt(part: PartSummary) -> str:
    found = part.doubt
    if found is None:
        return ""
    return f"   {found.count} agree on {as_typed(cut(found.read_as, 60))}, marked wrong: is the key right?"


def _waiting(summary: Summary, style: Style) -> Iterator[str]:
    if not summary.waiting:
        yield "Nothing waits for a person."
        return
    points = sum((heap.points for heap in summary.heaps), Fraction(0))
    noun = "answer" if summary.waiting == 1 else "answers"
    yield style.bold(f"Waiting for a person: {summary.waiting} {noun}, {worth(points, ENGLISH)}")
    for heap in summary.heaps:
        if summary.waiting <= SHOWN_WAITING:
            for one in heap.waiting:
                message = clean(cut(one.message, MESSAGE))
                yield f"  {style.sign(SIGNS[one.outcome])} {clean(one.part)}  {clean(one.student)}: {message}"
        else:
            names = ", ".join(clean(one.student) for one in heap.waiting[:SHOWN_NAMES])
            more = f" and {len(heap.waiting) - SHOWN_NAMES} more" if len(heap.waiting) > SHOWN_NAMES else ""
            yield f"  {clean(heap.part)}  {len(heap.waiting):>3}   {names}{more}"


def _next(summary: Summary, problems: Sequence[str], output: str) -> Iterator[str]:
    page = f"{clean(output)}/index.html"
    if summary.waiting:
        yield f"Next: open {page} and look at what waits, part by part."
    elif problems:
        yield f"Next: look at the remarks above, then open {page}."
    else:
        yield f"Next: open {page}; the students' reports beside it are ready to send."


def student_report(result: Result, file: str, style: Style) -> str:
    """One hand-in for its author: each part with what was read and why, the total last. What holds for several
    parts is said once, below them."""
    words = words_of(result.language)
    blocks: list[tuple[list[str], list[str]]] = []
    for part, before in zip(result.parts, repeats(result.parts), strict=True):
        head, *body = part_report(part, file, result.language, style)
        if before:
            blocks[-1][0].append(head)
        else:
            blocks.append(([head], body))
    lines = [line for heads, body in blocks for line in (*heads, *body, "")]
    lines += [f"{clean(note)}" for note in result.notes]
    lines += [not_checked] if (not_checked := _not_checked(result, words)) else []
    lines.append(total(result, style))
    return style.plain("\n".join(lines))


def total(result: Result, style: Style) -> str:
    """The points, and what is still open."""
    words = words_of(result.language)
    earned = style.bold(f"{words.total}: {shown(result.points)} / {worth(result.max_points, words)}")
    if not result.open_points:
        return earned
    return f"{earned}; {words.open_points.replace('{points}', shown(result.open_points))}"


def _not_checked(result: Result, words: Words) -> str:
    """The parts on which nothing here decides."""
    waiting = [clean(part.part) for part in result.parts if part.outcome in ("undecided", "unreadable")]
    return f"{words.not_checked}: {', '.join(waiting)}." if waiting else ""


def part_report(part: PartResult, file: str, language: str, style: Style) -> Iterator[str]:
    """One part: sign, points, sentences with their places, what to try."""
    words = words_of(language)
    points = "…" if part.points is None else shown(part.points)
    sign = style.sign(SIGNS[part.outcome])
    word = words.outcomes[part.outcome]
    yield f"{style.bold(clean(part.part))}  {sign} {word}  {points} / {worth(part.max_points, words)}"
    for answer in part.answers:
        yield from _answer(part, answer, file, words, style)
        yield from _steps(part, answer, file, words, style)
        yield from (f"  {words.hints}: {as_typed(hint)}" for hint in answer.hints if not told_at(answer, hint))
    yield from (f"  {clean(text)}" for text in part.doubts)
    yield from (f"  {words.comment}: {clean(text)}" for text in part.comments)
    for text in part.feedback:
        yield f"  {words.feedback}: {clean(text)}"
    if part.solution:
        yield f"  {words.solution}: {clean(part.solution)}"


def _answer(part: PartResult, answer: AnswerResult, file: str, words: Words, style: Style) -> Iterator[str]:
    verdict = answer.verdict
    name = f"{clean(answer.name)}: " if answer.name else ""
    if read := reading(cut(verdict.read_as)):
        yield f"  {words.reading}: {read}"
    spot = _spot(part, answer)
    start = "  " if verdict.outcome == "missing" else where(file, spot, verdict.line)
    if answer.message and not told_at(answer, answer.message):
        yield f"{start}{name}{as_typed(answer.message)}"
    yield from excerpt(spot, style)
    seen = evidence(
        untold(verdict.counterexample, answer.message, *answer.hints),
        words,
        words.evidence_step if verdict.steps else words.evidence_answer,
    )
    if seen and not any(step.counterexample for step in verdict.steps):
        yield f"  {seen}"


def _spot(part: PartResult, answer: AnswerResult) -> Place | None:
    """What a caret shows of an answer that is not right: where the reader stopped, or the formula that counted.
    Steps have places of their own."""
    verdict = answer.verdict
    if verdict.outcome in ("correct", "missing") or any(faulty(step) for step in verdict.steps):
        return None
    span = _span(verdict.findings)
    return place(part, verdict.line, verdict.text, span) if span or verdict.read_as else None


def _steps(part: PartResult, answer: AnswerResult, file: str, words: Words, style: Style) -> Iterator[str]:
    """The statements that do not follow, or could not be read."""
    messages = [*answer.step_messages, *[""] * len(answer.verdict.lines)]
    for step, message in zip(answer.verdict.lines, messages, strict=False):
        if not faulty(step):
            continue
        spot = place(part, step.line, step.text, _span(step.findings))
        name = f"{clean(answer.name)}: " if answer.name else ""
        said = name + (clean(message) or words.steps[step.outcome])
        yield f"{where(file, spot, step.line)}{style.sign(SIGNS[step.outcome])} {said}"
        yield from excerpt(spot, style)
        found = evidence(untold(step.counterexample, message), words, words.evidence_step)
        if found:
            yield f"  {found}"


def _span(findings: Sequence[Finding]) -> Span | None:
    """Where the first fault is, if one has a place."""
    return next((each.span for each in findings if each.level == "error" and each.span), None)


def where(file: str, spot: Place | None, line: int) -> str:
    if not file or not (spot or line):
        return "  "
    if spot is None or not spot.column:
        return f"{clean(file)}:{spot.line if spot else line}: "
    return f"{clean(file)}:{spot.line}:{spot.column}: "


def excerpt(spot: Place | None, style: Style) -> Iterator[str]:
    """The student's own line, and a caret under what is meant."""
    if spot is None or not spot.shown:
        return
    yield f"  {spot.line:>4} | {spot.shown}"
    if spot.length:
        yield f"       | {' ' * spot.start}{style.paint('^' * min(spot.length, MOST_CARETS), COLOURS['bad'])}"


def form_report(result: Result, file: str, style: Style) -> str:
    """Which parts are answered and how each formula is read: no verdict, no points."""
    words = words_of(result.language)
    lines: list[str] = []
    for part in result.parts:
        lines += [*_form(part, file, words, style), ""]
    lines += [clean(note) for note in result.notes]
    counts = [sum(part.outcome == outcome for part in result.parts) for outcome in ("missing", "unreadable")]
    lines.append(style.bold(words.form.replace("{missing}", str(counts[0])).replace("{unread}", str(counts[1]))))
    return style.plain("\n".join(lines))


def _form(part: PartResult, file: str, words: Words, style: Style) -> Iterator[str]:
    if part.outcome == "missing":
        yield f"{style.bold(clean(part.part))}  {style.sign(SIGNS['missing'])} {words.outcomes['missing']}"
        return
    yield f"{style.bold(clean(part.part))}  " + (f"{clean(file)}:{part.line}" if part.raw else "")
    yield from (f"  {clean(text)}" for text in part.doubts)
    for answer in part.answers:
        if answer.message:
            yield f"  {as_typed(answer.message)}"
        if part.raw and not answer.verdict.steps:
            yield from excerpt(place(part, part.line, ""), style)
        for step, message in zip(answer.verdict.steps, answer.step_messages, strict=False):
            if step.outcome != "unreadable":
                yield f"  {step.line:>4} | {as_typed(cut(step.read_as))}"
                continue
            spot = place(part, step.line, step.text, _span(step.findings))
            yield f"{where(file, spot, step.line)}{clean(message) or words.steps['unreadable']}"
            yield from excerpt(spot, style)
