"""`results.json` and its lines: what programs outside read (contract.md, section 4). Same input, same bytes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

from grader.late import replace
from grader.report.formats.codec import Json
from grader.values import Adjustment, AnswerResult, ClassResults, Counterexample, PartResult, Result, StepOutcome

SCHEMA = "grader/results/1"


def dump(data: Json) -> str:
    """Strict JSON in ASCII: no NaN, no lone surrogate, nothing that moves a terminal or commands a CI system."""
    return json.dumps(data, ensure_ascii=True, allow_nan=False).replace("##[", "#\\u0023[")


def document(
    results: ClassResults, students: Iterator[str] | None = None, doubtful: Callable[[], Json] = list
) -> Iterator[str]:
    """The whole run as one JSON document, piece by piece, ending in a newline. `students` are its lines, where
    the caller goes through the results itself; `doubtful` is asked at their end on which keys the class doubts."""
    head = {"schema": SCHEMA, "exercises": {"title": results.title, "hash": results.hash}}
    yield dump(head)[:-1] + ',\n"students": ['
    before = "\n"
    for line in lines(results) if students is None else students:
        yield before + line
        before = ",\n"
    yield f'\n],\n"problems": {dump(list(results.problems))},\n"doubtful_keys": {dump(doubtful())}}}\n'


def lines(results: ClassResults) -> Iterator[str]:
    """One JSON object a student, without line ends."""
    return (dump(student(one)) for one in results.students)


def students(file: Path) -> Iterator[Json]:
    """Every student of a `results.json`, read line by line where it is laid out as it was written, so that a large
    class need not fit in memory. OSError, ValueError where it is none."""
    head = f'{{"schema": "{SCHEMA}"'.encode()
    with open(file, "rb") as stream:
        if stream.readline().startswith(head) and stream.readline() == b'"students": [\n':
            for line in stream:
                if not line.startswith(b"{"):
                    return
                yield json.loads(line.rstrip(b",\n"))
            return
    document = json.loads(file.read_bytes())
    if document["schema"] != SCHEMA:
        raise ValueError("schema")
    yield from document["students"]


def unplaced(result: Result) -> str:
    """The line of one student, but for where the hand-in lies."""
    return dump(student(replace(result, source="")))


def placed(line: str, source: str) -> str:
    """A line of `unplaced` with where the hand-in lies. Within a text of a student all quotes are escaped, so the
    empty source that is found first is the one."""
    return line.replace('"source": ""', f'"source": {dump(source)}', 1)


def ruled(line: str, made: Adjustment | None, members: tuple[str, ...] = ()) -> str:
    """A line with what the rules of the course make of it: at its end, so that it need not be read again."""
    if members:
        line = dump({**json.loads(line), "members": list(members)})
    return line if made is None else f'{line[:-1]}, "policy": {dump(_adjustment(made))}}}'


def exact(points: Fraction | None) -> str | None:
    """`17.5` where the decimal ends, `52/3` where it does not, None where a person decides."""
    if points is None:
        return None
    twos = fives = 0
    rest = points.denominator
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return str(points)
    places = max(twos, fives)
    digits = f"{abs(points.numerator) * 10**places // points.denominator:0{places + 1}d}"
    sign = "-" if points < 0 else ""
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)


def student(result: Result) -> Json:
    """One hand-in; `policy` is there only where the course has rules on times."""
    rules = {} if result.adjustment is None else {"policy": _adjustment(result.adjustment)}
    return {
        "id": result.student,
        "members": list(result.members),
        "source": result.source,
        "points": exact(result.points),
        "max_points": exact(result.max_points),
        "open_points": exact(result.open_points),
        "parts": [part(one) for one in result.parts],
        "notes": list(result.notes),
        **rules,
    }


def _adjustment(made: Adjustment) -> Json:
    """`points` are those that count, the raw ones without `deduction`."""
    return {
        "points": exact(made.points),
        "deduction": exact(made.deduction),
        "why": list(made.why),
        "handed_in": made.handed_in,
        "due": made.due,
    }


def part(result: PartResult) -> Json:
    """One part of a hand-in; what was written for it, only where a person is to read it."""
    raw = {"raw": result.raw} if result.needs_person else {}
    return {
        "part": result.part,
        "outcome": result.outcome,
        "points": exact(result.points),
        "max_points": exact(result.max_points),
        "needs_person": result.needs_person,
        "answers": [_answer(one) for one in result.answers],
        "feedback": [*result.doubts, *result.feedback],
        "comments": list(result.comments),
        **raw,
    }


def _answer(result: AnswerResult) -> Json:
    verdict = result.verdict
    messages = [*result.step_messages, *[""] * len(verdict.lines)]
    around = {"around": verdict.around} if verdict.around else {}
    return {
        "name": result.name,
        "text": verdict.text,
        **around,
        "read_as": verdict.read_as,
        "line": verdict.line,
        "outcome": verdict.outcome,
        "credit": exact(verdict.credit),
        "message": result.message,
        "hints": list(result.hints),
        "by": verdict.by,
        "certain": verdict.certain,
        "counterexample": counterexample(verdict.counterexample),
        "by_steps": bool(verdict.steps),
        "steps": [
            {"line": step.line, "text": step.text, "outcome": step_outcome(step.outcome), "message": message}
            for step, message in zip(verdict.lines, messages, strict=False)
        ],
    }


def step_outcome(outcome: StepOutcome) -> str:
    """For programs a line that nobody had to check, beside a value, is one that was not decided: they know the
    outcomes of steps that `compare --cases` gives."""
    return "undecided" if outcome == "unchecked" else outcome


def counterexample(found: Counterexample | None) -> Json:
    """Where two sides differ, as in `compare --cases`."""
    if found is None:
        return None
    return {"at": dict(found.at), "expected": found.expected, "student": found.student}
