"""From verdicts to points, with kinds that say what they are told: the scheme alone, without mathematics."""

from dataclasses import dataclass
from fractions import Fraction

from grader.answer.kind import Context, Kind
from grader.exercise.model import Mistake, NamedAnswer, Part
from grader.marking.scheme import mark_part
from grader.notation.names import Names
from grader.values import Answer, Counterexample, Finding, Outcome, Piece, Step, Verdict

CREDIT = {"correct": Fraction(1), "incorrect": Fraction(0), "missing": Fraction(0), "partial": Fraction(1, 2)}
ANSWER = Answer((Piece("math", "x"),), "$x$", 7)


@dataclass(frozen=True)
class Says:
    """A kind that gives the verdict it was made with."""

    outcome: Outcome
    credit: Fraction | None = None

    def check(self, answer: Answer, context: Context) -> Verdict:
        credit = self.credit if self.credit is not None else CREDIT.get(self.outcome)
        witness = Counterexample((("x", "2"),), "4", "5") if self.outcome == "incorrect" else None
        findings = () if self.outcome == "correct" else (Finding("not-equal"),)
        return Verdict(self.outcome, credit, "told", findings=findings, counterexample=witness)


def part(*answers: NamedAnswer, points: int = 2) -> Part:
    return Part("1a", "What?", Fraction(points), answers, Names(), {})


def asked(kind: Kind, mistakes: tuple[Mistake, ...] = (), also: tuple[Kind, ...] = ()) -> NamedAnswer:
    return NamedAnswer("", kind, Fraction(2), "x", also, mistakes)


def test_right_earns_all_points() -> None:
    result = mark_part(part(asked(Says("correct"))), ANSWER)
    assert (result.outcome, result.points, result.needs_person) == ("correct", 2, False)


def test_nothing_handed_in_is_missing_with_no_points() -> None:
    result = mark_part(part(asked(Says("correct"))), None)
    assert (result.outcome, result.points, result.needs_person) == ("missing", 0, False)
    assert result.answers[0].message


def test_shares_are_exact() -> None:
    thirds = [NamedAnswer(str(n), Says("partial", Fraction(1, 3)), Fraction(1, 3), "x") for n in range(3)]
    assert mark_part(part(*thirds, points=1), ANSWER).points == Fraction(1, 3)


def test_an_open_answer_opens_the_part_and_keeps_what_is_known() -> None:
    for outcome in ("unreadable", "undecided"):
        kinds = {"a": Says("correct"), "b": Says(outcome)}
        answers = (NamedAnswer(name, kind, Fraction(1), "x") for name, kind in kinds.items())
        result = mark_part(part(*answers), ANSWER)
        assert result.points is None and result.needs_person
        assert [each.verdict.outcome for each in result.answers] == ["correct", outcome]


def test_another_right_answer_counts_fully() -> None:
    result = mark_part(part(asked(Says("incorrect"), also=(Says("correct"),))), ANSWER)
    assert result.points == 2


def test_another_answer_that_is_wrong_too_changes_nothing() -> None:
    result = mark_part(part(asked(Says("partial"), also=(Says("incorrect"),))), ANSWER)
    assert result.points == 1


def test_the_first_foreseen_mistake_that_fits_counts() -> None:
    mistakes = (
        Mistake(Says("incorrect"), "y", Fraction(1), "not this"),
        Mistake(Says("correct"), "z", Fraction(1, 4), "this"),
        Mistake(Says("correct"), "w", Fraction(3, 4), "nor this"),
    )
    result = mark_part(part(asked(Says("incorrect"), mistakes=mistakes)), ANSWER)
    assert result.points == Fraction(1, 2) and result.feedback == ("this",)
    assert result.outcome == "partial"


def test_a_mistake_never_takes_what_was_earned() -> None:
    mistakes = (Mistake(Says("correct"), "z", Fraction(0), "mind the sign"),)
    result = mark_part(part(asked(Says("partial"), mistakes=mistakes)), ANSWER)
    assert result.points == 1 and result.feedback == ("mind the sign",)


def test_an_open_answer_that_is_known_as_a_mistake_is_no_longer_open() -> None:
    mistakes = (Mistake(Says("correct"), "z", Fraction(1, 2), "this"),)
    result = mark_part(part(asked(Says("undecided"), mistakes=mistakes)), ANSWER)
    assert result.points == 1 and result.feedback == ("this",)


def test_a_mistake_decides_nothing_that_could_not_be_read() -> None:
    mistakes = (Mistake(Says("correct"), "z", Fraction(1, 2), "this"),)
    result = mark_part(part(asked(Says("unreadable"), mistakes=mistakes)), ANSWER)
    assert result.points is None and not result.feedback


def test_answered_twice_goes_to_a_person() -> None:
    result = mark_part(part(asked(Says("correct"))), ANSWER, twice=(3, 40))
    assert result.points is None and result.needs_person and "3, 40" in result.doubts[0]


def test_words_are_in_the_language_asked_for() -> None:
    german = mark_part(part(asked(Says("incorrect"))), ANSWER, "de").answers[0].message
    assert german != mark_part(part(asked(Says("incorrect"))), ANSWER, "en").answers[0].message


@dataclass(frozen=True)
class Breaks:
    """A kind with a fault."""

    def check(self, answer: Answer, context: Context) -> Verdict:
        raise ZeroDivisionError


def test_a_fault_of_ours_is_undecided_for_that_answer_alone() -> None:
    answers = (NamedAnswer("a", Breaks(), Fraction(1), "x"), NamedAnswer("b", Says("correct"), Fraction(1), "x"))
    result = mark_part(part(*answers), ANSWER)
    assert [each.verdict.outcome for each in result.answers] == ["undecided", "correct"]
    assert "ZeroDivisionError" in result.answers[0].message


def drawn(raw: str, *pieces: Piece) -> Answer:
    return Answer(pieces or (Piece("prose", raw, 7),), raw, 7)


def test_an_answer_that_may_stand_in_a_picture_waits_for_a_person() -> None:
    for raw in ("![page 3](page-3.jpg)", "see \\includegraphics[width=3cm]{page}", 'here: <img src="page-3.png">'):
        for outcome in ("missing", "incorrect", "unreadable"):
            result = mark_part(part(asked(Says(outcome))), drawn(raw))
            assert (result.outcome, result.points, result.needs_person) == ("undecided", None, True)
            assert "picture" in result.answers[0].message


def test_a_picture_beside_a_wrong_formula_excuses_nothing() -> None:
    raw = "$x = 5$ ![page 3](page-3.jpg)"
    answer = drawn(raw, Piece("math", "x = 5", 7), Piece("prose", "![page 3](page-3.jpg)", 7))
    assert mark_part(part(asked(Says("incorrect"))), answer).outcome == "incorrect"
    assert mark_part(part(asked(Says("missing"))), answer).outcome == "undecided"


@dataclass(frozen=True)
class Reads:
    """A kind that takes one text as right, and says what it read."""

    right: str
    steps: tuple[Step, ...] = ()

    def check(self, answer: Answer, context: Context) -> Verdict:
        told = answer.pieces[-1].text
        outcome: Outcome = "correct" if told == self.right else "incorrect"
        return Verdict(outcome, CREDIT[outcome], "told", steps=self.steps, read_as=told.split()[-1])


def test_a_derivation_that_ends_at_a_foreseen_value_is_that_mistake() -> None:
    steps = (Step(7, "c", "does_not_follow"), Step(7, "3", "follows"))
    foreseen = Mistake(Reads("3"), "3", Fraction(1, 4), "Look again at c.", 1)
    result = mark_part(part(asked(Reads("2", steps), (foreseen,))), drawn("= 3", Piece("math", "c = 3", 7)))
    assert (result.points, result.feedback) == (Fraction(1, 2), ("Look again at c.",))


def test_formulas_that_messages_quote_come_with_their_mathml() -> None:
    findings = (Finding("step-differs", data=(("line", "7"), ("left", "x^2"), ("right", "2*x"))),)
    verdict = Verdict("incorrect", Fraction(0), "told", findings=findings)

    @dataclass(frozen=True)
    class Finds:
        def check(self, answer: Answer, context: Context) -> Verdict:
            return verdict

    formulas = dict(mark_part(part(asked(Finds())), ANSWER).formulas)
    assert set(formulas) == {"`x^2`", "`2*x`"} and formulas["`x^2`"].startswith("<math")
