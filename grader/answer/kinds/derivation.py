"""A derivation: every line is judged, and what follows soundly earns its share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from grader.answer.claim.moduli import passes_remainders
from grader.answer.claim.prose.arrows import with_arrows
from grader.answer.claim.prose.cases_beside import cases_apart
from grader.answer.claim.prose.denial import dropped
from grader.answer.claim.prose.words import reading
from grader.answer.claim.scope import Scope, is_chance
from grader.answer.claim.several.listings import failing_check
from grader.answer.claim.shown import EXCERPT
from grader.answer.claim.spelling.congruent import with_congruences
from grader.answer.claim.spelling.french import in_our_joints
from grader.answer.claim.statements import Statement, statements
from grader.answer.derivation.account import lines_only
from grader.answer.derivation.ahead import in_order
from grader.answer.derivation.argument import Argument
from grader.answer.derivation.credit import derived
from grader.answer.derivation.ends import with_own_end
from grader.answer.derivation.entry import Entry
from grader.answer.derivation.left_open import by_cases, for_a_person, unheard, unjudged
from grader.answer.derivation.limits_unsaid import in_limits
from grader.answer.derivation.links import judge
from grader.answer.derivation.middle import ends_told, rearranged, reasons, says_new
from grader.answer.derivation.named import with_named, with_usual_name
from grader.answer.derivation.relevance import elsewhere, shown
from grader.answer.derivation.solved import solved, with_own_solutions
from grader.answer.derivation.solving import Solving
from grader.answer.derivation.task import Task
from grader.answer.fields import (
    Reading,
    credit,
    expression,
    flag,
    formula,
    formulas,
    option,
    scalar,
    texts,
    whole,
    word,
)
from grader.answer.kind import Context, Expected
from grader.answer.value.judgement import (
    Judgement,
    finding,
    missing,
    too_long,
    undecided,
    unreadable,
    within_limits,
)
from grader.equivalence.nearness import relation
from grader.errors import LimitError
from grader.late import dataclass, replace
from grader.limits import Budget
from grader.notation.names import Names, free_names
from grader.notation.tree import Apply, Bind, Expr, Name, walk
from grader.values import Answer, Finding, Verdict

DERIVATIVES = ("diff", "partial")
NO_FORMULAS = frozenset({"words-only", "no-formula-found", "start-not-found"})
ELSEWHERE = missing("nothing-on-this")
"""Where all that stands there is about something else that the part asks for."""


def point(value: object, reading: Reading) -> tuple[tuple[str, Expr], ...]:
    """`{a: 2, b: 1}`: names and the values at which the quantities are meant."""
    if not isinstance(value, dict):
        reading.complain("not-a-mapping", words="")
        return ()
    found = []
    for key, item in value.items():
        name = formula(scalar(key) or "", reading.under(str(key)))
        number = formula(item, reading.under(str(key)))
        if isinstance(name, Name) and number is not None:
            found.append((name.id, number))
        elif name is not None:
            reading.under(str(key)).complain("not-a-name", text=str(key))
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Derivation:
    """A derivation, marked line by line: it begins at `from`, every line follows, `to` stands at its end.

    With `relation: equality` (default) the lines are chains `a = b = c` of equal values; with `equivalence` they
    are equations or inequalities with the same solutions. Without `from` and `to` only the lines are judged.
    An equivalence may begin at once with what is drawn from the question, put another letter for an expression
    of the unknown (`z = x^2`), and drop a solution that squaring gained; cases of an inequality in words are for a
    person. Where a limit is asked, `f(x) = g(x) → 1/2` says of each side what its limit is.

    Credit: `start` is a tenth, for a sound line about the question; `steps` are six tenths, times the share of
    sound links; `result` is three tenths, where sound links alone reach the end. The first wrong link is named;
    what follows soundly from it keeps its share. Each of `waypoints` must stand somewhere, in any order. Where
    `known_end` is true (default of equality) the question shows the end: going to it without a form between earns
    nothing, nor does the question or the end in other clothes. The end stands where an equal form of up to half
    as long again does, or one of up to twice its length that arithmetic makes of it, in the functions that it is
    written in. A step may skip much unless `largest_step: 12` bounds how many symbols (numbers, letters,
    operations, functions) may come in or go away in one; a larger one is sound, named, and loses its share.
    `about` says which quantity the derivation is about, where a part holds several chains and it is not `from`;
    `at: {a: 2, b: 1}` is the point where values are meant. Where the formulas lead to a word (`conclusion: [even,
    symmetric]`), that word without formulas goes to a person, and so does a word of `contrary` (`[odd]`) beside
    formulas that earn something.

    example:
      answer: {kind: derivation, from: "diff(x^2*sin(x), x)", to: 2*x*sin(x) + x^2*cos(x)}
      right: "d/dx (x^2 sin(x)) = d/dx(x^2) * sin(x) + x^2 * d/dx(sin(x)) = 2x sin(x) + x^2 cos(x)"
      nearly: "d/dx (x^2 sin(x)) = d/dx(x^2) * sin(x) + x^2 * d/dx(sin(x)) = 2x sin(x) - x^2 cos(x)"
      wrong: "2x sin(x) + x^2 cos(x)"
    """

    from_: Expected | None = option(expression, key="from")
    to: Expected | None = option(expression)
    relation: str = option(word("equality", "equivalence"), "equality")
    waypoints: tuple[Expr, ...] = option(formulas, ())
    about: tuple[Expr, ...] = option(formulas, ())
    at: tuple[tuple[str, Expr], ...] = option(point, ())
    largest_step: int | None = option(whole)
    known_end: bool | None = option(flag)
    conclusion: tuple[str, ...] = option(texts, ())
    contrary: tuple[str, ...] = option(texts, ())
    start: Fraction = option(credit, Fraction(1, 10))
    steps: Fraction = option(credit, Fraction(6, 10))
    result: Fraction = option(credit, Fraction(3, 10))

    def faults(self, names: Names) -> tuple[Finding, ...]:
        found = []
        if self.start + self.steps + self.result != 1:
            found.append(finding("shares-do-not-add-up", key="steps"))
        if self.from_ is not None and self.to is not None and not _costly(self.from_.expr, self.to.expr):
            found += self.doubts(names)
        return tuple(found)

    def doubts(self, names: Names) -> tuple[Finding, ...]:
        """Faults that only a comparison shows: `faults` looks for them where it is cheap, `grader lint` always."""
        if self.relation != "equality" or self.from_ is None or self.to is None:
            return ()
        scope = Scope(Context(names, Budget.start()), at=dict(self.at), asked_at=bool(self.at))
        if judge(self.from_.expr, "=", self.to.expr, scope).outcome == "does_not_follow":
            return (finding("from-and-to-differ", key="to", text=self.to.text),)
        return ()

    def check(self, answer: Answer, context: Context) -> Verdict:
        """Every claimed statement as a step, and the credit they earn together."""
        if not any(piece.text.strip() for piece in answer.pieces if piece.kind != "struck"):
            return _verdict(missing(), [], answer)
        long = too_long(answer, one_value=False)
        if long is not None:
            return _verdict(long, [], replace(answer, raw=answer.raw[:EXCERPT]))
        walk = self._equivalences if self.relation == "equivalence" else self._equalities
        answer = with_congruences(in_our_joints(answer))
        try:
            entries, judgement = walk(answer, context)
        except LimitError as error:
            return _verdict(undecided("limit", finding("limit-met", limit=error.limit)), [], answer)
        if not entries and judgement is not ELSEWHERE:
            judgement = _without_formulas(answer)
        judgement = self._with_words(judgement, answer)
        judgement = _taken_back(judgement, answer, context.names, self.to)
        return _verdict(_with_nearness(judgement, entries, context), entries, answer)

    def _with_words(self, judgement: Judgement, answer: Answer) -> Judgement:
        """What the words conclude: against the formulas, or without any."""
        if not self.conclusion and not self.contrary:
            return judgement
        words = reading(" ".join(piece.text for piece in answer.pieces if piece.kind != "struck"))
        against, said = (
            next((words.quote(f.span) for phrase in phrases for f in words.find(phrase) if not f.negated), "")
            for phrases in (self.contrary, self.conclusion)
        )
        if against and judgement.credit:
            contradicts = finding("words-contradict", text=against)
            return undecided("words", contradicts, *judgement.findings, suggested=judgement.credit)
        nothing = judgement.outcome == "missing" or any(f.code in NO_FORMULAS for f in judgement.findings)
        if said and nothing:
            return undecided("words", finding("words-conclude", text=said))
        return judgement

    def _equalities(self, answer: Answer, context: Context) -> tuple[list[Entry], Judgement]:
        task = self._task()
        asked = task.about or ((task.question,) if task.question else ())
        scope = Scope(context, self._known(context.names), at=dict(self.at), asked_at=bool(self.at))
        if task.goal is not None and asked and is_chance(asked[0]) and not free_names(task.goal):
            scope = replace(scope, worth=(asked[0], task.goal))
        said = in_limits(statements(answer, context.names), task.question, context)
        scope = with_usual_name(said, task.question, scope)
        walk = Argument(scope, task.question, asked)
        walk.follow(in_order(said, context.names))
        if task.question is None and task.goal is None:
            return walk.entries, lines_only(walk.entries)
        if elsewhere(walk.entries, asked, walk.scope):
            return [], ELSEWHERE
        walk.entries = with_named(walk.entries, task, walk.scope)
        if context.carried:
            task = with_own_end(task, walk.entries, walk.scope)
        judgement = within_limits(lambda: derived(walk.entries, task, walk.scope))
        stepless = any(f.code == "no-steps-shown" for f in judgement.findings)
        alone = len(walk.entries) < 2 and any(one.modulus for one in said)  # `7^222 ≡ 19 (mod 10)` for 9
        leap = alone and bool(judgement.credit)
        perhaps = stepless and (reasons(said, task, scope) or rearranged(walk.entries, task, walk.scope))
        if leap or perhaps or (stepless and passes_remainders(said)):
            judgement = undecided("steps", finding("steps-elsewhere"))
        walk.passed = [one for one in walk.passed if says_new(one, task, scope)]
        doubts = (*_doubts(walk, answer, said), *unjudged(ends_told(said, task, scope)))
        judgement = for_a_person(judgement, walk.entries, doubts)
        return shown(walk.entries, asked, walk.scope), judgement

    def _equivalences(self, answer: Answer, context: Context) -> tuple[list[Entry], Judgement]:
        entries, judgement = self._solved(answer, context)
        apart = None if judgement.right else cases_apart(answer)
        if apart is not None:
            again, settled = self._solved(apart, context)
            if settled.right:
                return again, settled
        return entries, by_cases(judgement, answer, _expr(self.from_))

    def _solved(self, answer: Answer, context: Context) -> tuple[list[Entry], Judgement]:
        task = self._task()
        scope = Scope(context, self._known(context.names), at=dict(self.at), asked_at=bool(self.at))
        walk = Solving(Argument(scope), task.question)
        said = statements(with_arrows(answer), context.names, compound=True)
        walk.follow(said)
        if task.goal is None:
            walk.close()
        if task.question is None and task.goal is None:
            return walk.entries, lines_only(walk.entries)
        inner = walk.values.scope.context  # what the student defined: `let S = x_1 + x_2`
        if context.carried:
            task = with_own_solutions(task, walk.entries, inner)
        judgement = within_limits(lambda: solved(walk.entries, task, inner))
        return walk.entries, for_a_person(judgement, walk.entries, _doubts(walk.values, answer, said))

    def _task(self) -> Task:
        known_end = self.relation == "equality" if self.known_end is None else self.known_end
        return Task(
            _expr(self.from_), _expr(self.to), self.about, self.waypoints, self.largest_step,
            known_end, self.start, self.steps, self.result,
        )  # fmt: skip

    def _known(self, names: Names) -> frozenset[str]:
        """Names that stand in the question and its end: no student defines them."""
        exprs = [*(e.expr for e in (self.from_, self.to) if e), *self.waypoints, *self.about]
        return frozenset(name for expr in exprs for name in free_names(expr))


def _doubts(walk: Argument, answer: Answer, said: Sequence[Statement]) -> tuple[Finding, ...]:
    """What was left open on the way: comparisons, statements that nobody used, lines in which none was found."""
    told = (finding("step-undecided"), *walk.scope.memo.unknown) if walk.scope.memo.unknown else ()
    return (*unjudged(walk.passed), *unheard(answer, said), *told)


def _taken_back(judgement: Judgement, answer: Answer, names: Names, to: Expected | None) -> Judgement:
    """For a person, where a check in the answer fails, or words drop one of several solutions that are asked."""
    if not judgement.credit:
        return judgement
    if failing := failing_check(answer.raw, names):
        return undecided("steps", finding("check-fails", text=failing), suggested=judgement.credit)
    several = to is not None and isinstance(to.expr, Apply) and to.expr.op in ("or", "set", "sequence")
    words = dropped(answer.raw) if several and judgement.right else ""
    return (
        undecided("steps", finding("value-turned", words=words), suggested=judgement.credit) if words else judgement
    )


def _costly(*exprs: Expr) -> bool:
    """Whether comparing takes worlds: sums over samples, expectations, arg max."""
    return any(isinstance(node, Bind) and node.op not in DERIVATIVES for expr in exprs for node in walk(expr))


def _expr(expected: Expected | None) -> Expr | None:
    return None if expected is None else expected.expr


def _without_formulas(answer: Answer) -> Judgement:
    """A person reads what stands in words, and what looks like a formula that we did not find."""
    if re.search(r"[\d=<>+^\\]", answer.raw):
        kinds = {piece.kind for piece in answer.pieces}
        alone = {"there": "alone"} if "prose" in kinds and kinds & {"math", "display"} else {}
        return unreadable(Finding("no-formula-found", data=tuple(alone.items())))
    return undecided("steps", finding("words-only"))


def _with_nearness(judgement: Judgement, entries: list[Entry], context: Context) -> Judgement:
    """With the simplest relation between the sides of the wrong link that is named, where there is one."""
    first = judgement.findings[0] if judgement.findings else None
    if first is None or first.code != "step-differs":
        return judgement
    wrong = (entry for entry in entries if entry.step.outcome == "does_not_follow")
    entry = next((entry for entry in wrong if str(entry.step.line) == first.get("line")), None)
    if entry is None or entry.left is None or entry.right is None:
        return judgement
    near = relation(entry.left, entry.right, context.names, context.budget, context.seed)
    return judgement if near is None else replace(judgement, findings=(first, near, *judgement.findings[1:]))


def _verdict(judgement: Judgement, entries: list[Entry], answer: Answer) -> Verdict:
    last = entries[-1].step if entries else None
    return Verdict(
        judgement.outcome,
        judgement.credit,
        judgement.by,
        judgement.certain,
        judgement.findings,
        judgement.counterexample or next((e.step.counterexample for e in entries if e.step.counterexample), None),
        tuple(entry.step for entry in entries),
        text=last.text if last else answer.raw.strip(),
        line=last.line if last else answer.line,
        read_as=last.read_as if last else "",
        mathml=last.mathml if last else "",
        suggested=judgement.suggested,
    )
