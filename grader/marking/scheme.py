"""A part and what was handed in for it -> points.

For each answer asked there is one ordered list: the right answer, other right answers, foreseen mistakes. The one
that earns most counts, the first of equals. Points are exact fractions. Where one answer is unreadable or undecided
the points of the part are open (None) and a person decides; what is known of the other answers is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias

from grader.answer.claim.prose.declined import unless_declined
from grader.answer.claim.prose.denial import withdrawn
from grader.answer.claim.several.allotment import allotted
from grader.answer.claim.several.numerals_before import by_numerals
from grader.answer.claim.several.subjects import is_choice
from grader.answer.claim.spelling.bullets import dashed, without_bullets
from grader.answer.claim.spelling.french import in_our_joints
from grader.answer.derivation.own import with_own_definitions
from grader.answer.kind import Context, Kind, is_formula, quantities
from grader.exercise.model import Mistake, NamedAnswer, Part
from grader.late import dataclass, replace
from grader.limits import Budget
from grader.marking.carry import carried
from grader.marking.copied import only_question, without_question
from grader.marking.decisions import apply, around, decided
from grader.marking.feedback import answer_result, quoted_formulas, sentence
from grader.marking.owned import owned
from grader.marking.pictures import looked_at, without_pictures
from grader.marking.siblings import beside, exchanged, one_each, renumbered
from grader.marking.working import with_working
from grader.values import Answer, Finding, Outcome, PartResult, Piece, Verdict

OPEN: frozenset[Outcome] = frozenset({"unreadable", "undecided"})
"""Outcomes that a person has to look at."""

Before: TypeAlias = Callable[[str], Finding | None]
"""Asked before each answer of a part, by its name: why it is not to be checked, or None."""

FULL = Fraction(1)
NONE = Fraction(0)


@dataclass(frozen=True, slots=True)
class Marked:
    """One answer with its verdict, what its author says to it, and what a person said who decided."""

    verdict: Verdict
    feedback: tuple[str, ...] = ()
    comment: str = ""


_SEVERAL = Marked(Verdict("undecided", None, "limits", False, (Finding("outcome-undecided", "note"),)))
"""Of which of them would more be said? It is said of the part what is the matter."""


def mark_part(
    part: Part,
    answer: Answer | None,
    language: str = "en",
    earlier: Mapping[str, PartResult] | None = None,
    twice: tuple[int | str, ...] = (),
    seed: str = "",
    before: Before = lambda _: None,
) -> PartResult:
    """Marks one part. `earlier` are the results of the parts before, for errors carried forward; `twice` the lines
    at which the part was answered where that is more than one (then a person decides which counts). An answer
    against which `before` has something is undecided for that, the others are checked."""
    if answer is None:
        return _missing(part, language, Finding("nothing-handed-in"))
    if only_question(answer, part):
        bare = _missing(part, language, Finding("only-question"))
        return replace(bare, raw=answer.raw, line=answer.line, pieces=answer.pieces)
    budget = Budget.start()
    seen, picture = without_pictures(without_bullets(without_question(answer, part)))
    if any(is_formula(each.kind) for each in part.answers):
        seen = in_our_joints(seen)
    desk = _Desk(part, seen, earlier or {}, f"{seed}:{part.id}", language, picture)
    shared = _shared(part, seen) or _counted(part, answer)
    desks = [desk.on(wanted, shared) for wanted in part.answers]
    marked = [
        _SEVERAL if twice else _mark_unless(before(wanted.name), own, wanted)
        for own, wanted in zip(desks, part.answers, strict=True)
    ]
    verdicts = _together(desk, [each.verdict for each in marked], bool(shared), None if twice else budget)
    found = [replace(each, verdict=verdict) for each, verdict in zip(marked, verdicts, strict=True)]
    marked = [_reviewed(own, wanted, each) for own, wanted, each in zip(desks, part.answers, found, strict=True)]
    return _result(desk, answer, marked, twice)


def _result(desk: _Desk, answer: Answer, marked: Sequence[Marked], twice: tuple[int | str, ...]) -> PartResult:
    """The verdicts in words, what they are worth together, and what a person has to look at."""
    part, language = desk.part, desk.language
    answers = tuple(
        answer_result(wanted.name, each.verdict, language)
        for wanted, each in zip(part.answers, marked, strict=True)
    )
    feedback = dict.fromkeys(text for each in marked for text in each.feedback)
    outcome, points = _sum(part, [each.verdict for each in marked])
    if doubts := tuple(sentence(doubt, language) for doubt in _doubts(desk.answer, points, twice)):
        outcome, points = "undecided", None
    return PartResult(
        part=part.id,
        outcome=outcome,
        points=points,
        max_points=part.points,
        answers=answers,
        needs_person=points is None,
        question=part.question,
        raw=answer.raw,
        line=answer.line,
        feedback=tuple(feedback),
        doubts=doubts,
        comments=tuple(dict.fromkeys(each.comment for each in marked if each.comment)),
        solution=_solution(part),
        pieces=answer.pieces,
        formulas=(*part.formulas, *quoted_formulas(answers, (*doubts, *feedback), part.names)),
    )


def _together(desk: _Desk, verdicts: list[Verdict], shared: bool, working: Budget | None) -> list[Verdict]:
    """The verdicts with what the answers of a part say of each other; `shared` where each has a stretch of its own;
    `working`: what is left for the lines beside them, None where these are those of two answers."""
    part, seen = desk.part, desk.answer
    verdicts = exchanged(part, verdicts, desk.context)
    verdicts = renumbered(part, verdicts, desk.context)
    verdicts = verdicts if shared else one_each(part, seen, verdicts)
    verdicts = owned(part, seen, verdicts, desk.context, shared)
    verdicts = beside(part, seen, verdicts, desk.context, shared)
    verdicts = _as_items(desk, verdicts)
    if working is None:
        return verdicts
    return with_working(part, seen, verdicts, Context(part.names, working, desk.seed))


def _shared(part: Part, answer: Answer) -> dict[str, Answer]:
    kinds = {each.name: each.kind for each in part.answers if is_formula(each.kind) or is_choice(each.kind)}
    return allotted(answer, kinds, part.names, part.question)


def _counted(part: Part, answer: Answer) -> dict[str, Answer]:
    """What stands behind `(i)`, `(ii)`, as the answers are asked."""
    found = by_numerals(answer, [each.name for each in part.answers]) if len(part.answers) > 1 else {}
    return {name: without_bullets(own) for name, own in found.items()}


def _as_items(desk: _Desk, verdicts: list[Verdict]) -> list[Verdict]:
    """`- 7`, typed: where it is wrong as minus seven and right as an item, a person says which it is."""
    items = dashed(desk.answer)
    if items is None or not any(verdict.outcome == "incorrect" for verdict in verdicts):
        return verdicts
    shared, found = _shared(desk.part, items), list(verdicts)
    for k, (wanted, verdict) in enumerate(zip(desk.part.answers, verdicts, strict=True)):
        if verdict.outcome != "incorrect":
            continue
        again = _mark(replace(desk, answer=items).on(wanted, shared), wanted).verdict
        if again.credit:
            doubt = Finding("reading-in-doubt", data=(("text", verdict.text), ("read", again.read_as)))
            found[k] = replace(again, outcome="undecided", credit=None, certain=False, findings=(doubt,))
    return found


def _doubts(seen: Answer, points: Fraction | None, twice: tuple[int | str, ...]) -> list[Finding]:
    """What leaves a whole part to a person."""
    doubts = [Finding("answered-twice", data=(("lines", ", ".join(map(str, twice))),))] if twice else []
    if points and withdrawn(seen):
        doubts.append(Finding("answer-withdrawn"))
    return doubts


def _mark_unless(why: Finding | None, desk: _Desk, wanted: NamedAnswer) -> Marked:
    if why is None:
        return _mark(desk, wanted)
    return Marked(Verdict("undecided", None, "limits", certain=False, findings=(why,), line=desk.answer.line))


def _reviewed(desk: _Desk, wanted: NamedAnswer, marked: Marked) -> Marked:
    """What a person decided on such an answer stands above what was found."""
    verdict = marked.verdict
    if verdict.outcome in OPEN:
        verdict = replace(verdict, around=around(desk.answer, verdict, desk.part.names))
    decision = decided(desk.part, wanted, verdict, desk.answer)
    if decision is None:
        return replace(marked, verdict=verdict)
    return Marked(apply(verdict, decision, wanted.points), comment=decision.comment)


def _missing(part: Part, language: str, why: Finding) -> PartResult:
    verdict = Verdict("missing", NONE, "empty", findings=(why,))
    answers = tuple(answer_result(wanted.name, verdict, language) for wanted in part.answers)
    return PartResult(
        part.id, "missing", NONE, part.points, answers,
        question=part.question, solution=_solution(part), formulas=part.formulas,
    )  # fmt: skip


def left_open(result: PartResult, why: Finding, language: str) -> PartResult:
    """A part that cannot be marked as it was read, whatever was found: a person looks, and is told why."""
    verdict = Verdict("undecided", None, "limits", False, (why,), line=result.line)
    answers = tuple(answer_result(each.name, verdict, language) for each in result.answers)
    return replace(result, outcome="undecided", points=None, answers=answers, needs_person=True)


def _solution(part: Part) -> str:
    """What may be shown as solution: nothing unless the exercise says so."""
    if part.reveal != "solution":
        return ""
    return part.solution or "; ".join(f"{a.name}: {a.expected}" if a.name else a.expected for a in part.answers)


def _sum(part: Part, verdicts: list[Verdict]) -> tuple[Outcome, Fraction | None]:
    """The part's outcome and points."""
    outcomes: set[Outcome] = {verdict.outcome for verdict in verdicts}
    if outcomes & OPEN:
        return ("unreadable" if outcomes <= {"unreadable", "missing"} else "undecided"), None
    if any(verdict.credit is None for verdict in verdicts):
        return "undecided", None
    shares = zip(part.answers, verdicts, strict=True)
    points = sum((wanted.points * (verdict.credit or NONE) for wanted, verdict in shares), NONE)
    if outcomes <= {"missing"}:
        return "missing", NONE
    if outcomes == {"correct"} or (points and points == part.points):
        return "correct", points
    return ("partial" if points else "incorrect"), points


def _mark(desk: _Desk, wanted: NamedAnswer) -> Marked:
    """The best that the answer earns as right answer, as another right answer, as a foreseen mistake, or as what
    follows from the student's own earlier value."""
    best = looked_at(_check(desk, wanted, wanted.kind), desk.answer, desk.picture)
    for other in wanted.also:
        if best.outcome == "correct":
            break
        best = _better(best, _check(desk, wanted, other))
    if best.outcome in ("incorrect", "partial"):
        context = desk.context(wanted)
        again = carried(desk.part, wanted, desk.answer, desk.earlier, context)
        if again is not None and again.verdict.outcome == "undecided" and again.verdict.suggested:
            return Marked(again.verdict)
        if again is not None and (again.verdict.credit or NONE) > (best.credit or NONE):
            code = "carried-from" if again.verdict.outcome == "correct" else "carried-partly"
            finding = Finding(code, "note", data=(("part", again.part), ("value", again.value)))
            verdict = replace(again.verdict, findings=(finding, *again.verdict.findings))
            return Marked(verdict, (sentence(finding, desk.language),))
    return _foreseen(desk, wanted, best)


def _foreseen(desk: _Desk, wanted: NamedAnswer, best: Verdict) -> Marked:
    """The first foreseen mistake that this answer is: its feedback and its credit. An answer that is known as a
    mistake is no longer open."""
    if best.outcome not in ("incorrect", "partial", "undecided"):
        return Marked(best)
    for mistake in wanted.mistakes:
        found = _check(desk, wanted, mistake.kind)
        if found.outcome != "correct" and best.steps:
            found = _check(desk.with_end(best), wanted, mistake.kind)
        if (worded := _beside_words(best, found, mistake)) is not None:
            return worded
        in_question = (found.outcome, found.by) == ("undecided", "restated")  # a mistake may be a formula of it
        if found.outcome != "correct" and not in_question:
            continue
        credit = max(mistake.credit, _worth(best, mistake.credit) or NONE)
        outcome: Outcome = "correct" if credit == FULL else "partial" if credit else "incorrect"
        known = found if best.outcome == "undecided" else best
        told = tuple(each for each in known.findings if known is best or each.level != "note")
        findings = (Finding("foreseen-mistake", "note"), *told)
        verdict = replace(known, outcome=outcome, credit=credit, findings=findings)
        return Marked(verdict, (mistake.feedback,) if mistake.feedback else ())
    most = max((mistake.credit for mistake in wanted.mistakes), default=NONE)
    if any(finding.code == "end-not-reached" for finding in best.findings):
        return Marked(replace(best, credit=_worth(best, most)))
    return Marked(best)


def _beside_words(best: Verdict, found: Verdict, mistake: Mistake) -> Marked | None:
    """A foreseen mistake beside words that nobody knows. What is wrong stays wrong, and its author's feedback is
    given; where such a mistake earns something, a person reads what these words do to it."""
    if best.outcome != "incorrect" or not any(finding.code == "value-turned" for finding in found.findings):
        return None
    told = (mistake.feedback,) if mistake.feedback else ()
    findings = (Finding("foreseen-mistake", "note"), *(found if mistake.credit else best).findings)
    if not mistake.credit:
        return Marked(replace(best, findings=findings), told)
    return Marked(replace(found, suggested=mistake.credit, findings=findings), told)


def _worth(verdict: Verdict, foreseen: Fraction) -> Fraction | None:
    """What a wrong answer earns beside a mistake worth `foreseen`. Steps that are sound before the first wrong one
    may earn more than it. Where the first step is the wrong one, what is worked out soundly from it earns no more
    than the author gives to such a mistake. One without credit only explains."""
    judged = next((step.outcome for step in verdict.steps if step.outcome != "start"), "follows")
    if foreseen and verdict.credit and judged != "follows":
        return min(foreseen, verdict.credit)
    return verdict.credit


@dataclass(frozen=True, slots=True)
class _Desk:
    """What lies before whoever marks one part."""

    part: Part
    answer: Answer
    earlier: Mapping[str, PartResult]
    seed: str
    language: str
    picture: Finding | None = None
    alone: bool = False
    """Whether the answer holds the value of one question only."""

    def on(self, wanted: NamedAnswer, shared: Mapping[str, Answer]) -> _Desk:
        """With the value that is meant for this question, where each has its own."""
        own = shared.get(wanted.name)
        return self if own is None else replace(self, answer=own, alone=True)

    def with_end(self, verdict: Verdict) -> _Desk:
        """With nothing but the value at which a derivation ended, in our reading of it: a wrong value has a wrong
        step before it, and is a foreseen mistake all the same."""
        end = Answer((Piece("math", verdict.read_as, verdict.line),), verdict.read_as, verdict.line)
        return replace(self, answer=end)

    def context(self, wanted: NamedAnswer) -> Context:
        """With fresh time for each check, and with what the other answers of the part are about."""
        own = quantities(wanted.kind)
        siblings = (other for other in self.part.answers if other is not wanted)
        kinds = (kind for other in siblings for kind in (other.kind, *other.also))
        others = () if self.alone else tuple(each for kind in kinds for each in quantities(kind) if each not in own)
        return Context(
            self.part.names, Budget.start(), self.seed, others, len(self.part.answers) > 1,
            question=self.part.question, part=self.part.id,
        )  # fmt: skip


def _check(desk: _Desk, wanted: NamedAnswer, kind: Kind) -> Verdict:
    """The verdict. A fault of ours is no fault of the student's: the answer is undecided, the others are marked."""
    try:
        context = desk.context(wanted)
        if is_formula(kind) and hasattr(kind, "expected"):
            context = with_own_definitions(desk.answer, kind, context)
        return unless_declined(kind.check(desk.answer, context), desk.answer)
    except Exception as fault:
        finding = Finding("engine-fault", data=(("fault", type(fault).__name__),))
        return Verdict("undecided", None, "fault", False, (finding,), line=desk.answer.line)


def _better(first: Verdict, second: Verdict) -> Verdict:
    """The one that earns more; what is open outranks what is partial only where the first is not decided better."""
    rank = {"correct": 4, "partial": 3, "undecided": 2, "unreadable": 1, "incorrect": 1, "missing": 0}
    one = (rank[first.outcome], first.credit or NONE)
    two = (rank[second.outcome], second.credit or NONE)
    return second if two > one else first
