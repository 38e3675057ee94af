"""From what was handed in to the one value that counts, and what may be doubted in it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from grader.answer.claim.doubt import as_read, said_in_chain, told_in_words, typed_beside, unit_behind
from grader.answer.claim.marks import Judge, beside_others, concluded_otherwise, of_several
from grader.answer.claim.own_letters import strange_letters, with_own_letters
from grader.answer.claim.picked import Picked
from grader.answer.claim.prose.amount_sentence import AmountSentence, amount_sentence
from grader.answer.claim.prose.around import Around, words_of_question
from grader.answer.claim.prose.asides import with_asides
from grader.answer.claim.prose.by_how_much import without_by
from grader.answer.claim.prose.clauses import as_written
from grader.answer.claim.prose.corrections import said_later
from grader.answer.claim.prose.end_marks import without_end_mark
from grader.answer.claim.prose.last_said import concluding, last_sentence
from grader.answer.claim.prose.letters_told import told_few, told_real, told_some, told_wide, without_remarks
from grader.answer.claim.prose.otherwise import otherwise
from grader.answer.claim.prose.reasons import with_reason
from grader.answer.claim.prose.said_otherwise import said_otherwise
from grader.answer.claim.prose.sentence import from_sentence
from grader.answer.claim.prose.turned import passed_over, retold, told, turning
from grader.answer.claim.prose.typed_sentence import as_sentence
from grader.answer.claim.rereading import BY_CASES, IF_RIGHT, IN_SYMBOLS, MEASURED, NUMERIC, SURE, reread
from grader.answer.claim.select import Fits, pick
from grader.answer.claim.several.counted import by_count
from grader.answer.claim.several.lines_apart import lines_apart
from grader.answer.claim.several.regions_listed import regions_joined
from grader.answer.claim.shown import EXCERPT, verdict
from grader.answer.claim.spelling.congruent import with_congruences
from grader.answer.claim.spelling.decimal_comma import with_decimal_commas
from grader.answer.claim.spelling.french import in_our_joints
from grader.answer.claim.spelling.handwriting import with_both_indices
from grader.answer.claim.spelling.log_base import with_log_bases
from grader.answer.claim.spelling.piecewise import in_pieces
from grader.answer.claim.spelling.thousands import with_thousands
from grader.answer.claim.step_before import but_for_steps
from grader.answer.claim.surroundings import around
from grader.answer.claim.told_letters import TELLING, by_modulus, plainly_told, with_told_letters
from grader.answer.claim.unread import unread_beside
from grader.answer.kind import Context
from grader.answer.value.asked.agreement import UNTOLD
from grader.answer.value.asked.left_sides import UNKNOWNS
from grader.answer.value.formulas.congruences import other_modulus
from grader.answer.value.judgement import Judgement, finding, missing, too_long, undecided, within_limits
from grader.errors import LimitError
from grader.late import dataclass, replace
from grader.notation import parse
from grader.notation.names import Names, free_names
from grader.notation.printing import to_text
from grader.notation.tree import Chain, Expr
from grader.values import Answer, Verdict

Picker = Callable[[Answer, Context], Picked | None]
Found = tuple[Judgement, Picked]
DOUBTED = frozenset({"reading-in-doubt", "rounded-with-equals", "expected-is-rounded", "angle-in-doubt"})
"""Findings of a value that is right but for what a person is asked."""


def check_value(
    answer: Answer,
    context: Context,
    of: tuple[Expr, ...],
    judge: Judge,
    fits: Fits | None = None,
    first: Picker | None = None,
    one_number: bool = False,
    known: frozenset[str] = frozenset(),
    asks_statement: bool = False,
) -> Verdict:
    """Pick the value, judge it, and say which text it was. Nothing written is missing, unread is unreadable.
    `fits` says what shape the value has, where that tells it from other statements; `first` is asked before all
    else what counts; where `one_number` is asked, a comma between digits may be decimal. `known` are letters and
    words of the answer that is expected; `asks_statement`: an equation or the like is expected, or nothing."""

    declared = known | context.names.declared
    spelled = with_congruences(in_our_joints(with_both_indices(answer)))
    claimed = without_by(without_remarks(without_end_mark(spelled, declared)), context.question)

    def check(whole: Answer) -> Verdict:
        def by_commas(inner: Context) -> Verdict:
            def read(said: Answer) -> Verdict:
                return _checked(_Reading(said, inner, of, judge, fits, first, known, asks_statement))

            return as_sentence(read, whole, inner)

        return with_decimal_commas(by_commas, whole, context, fits is None, one_number)

    def plain(whole: Answer) -> Verdict:
        return with_asides(partial(with_thousands, partial(with_log_bases, check)), whole, context.names)

    found = with_reason(plain, claimed, context)
    words = said_otherwise(answer.raw, found.text.strip(), context.question) if found.credit else ""
    if not words and found.credit and NUMERIC in known:
        words = _taken_back(answer, found, judge, context.names, context.question)
    if not words:
        return found
    doubt = (finding("value-turned", words=words),)
    return replace(found, outcome="undecided", credit=None, by="select", certain=False, findings=doubt)


def _taken_back(answer: Answer, found: Verdict, judge: Judge, names: Names, question: str) -> str:
    """The words behind a number by which another one, which is wrong, is called the answer, or nothing."""
    for number, words in said_later(answer.raw, found.text.strip(), question):
        expr = parse(number, names).expr
        if expr is not None and within_limits(partial(judge, expr)).outcome == "incorrect":
            return " ".join(words.split())
    return ""


@dataclass(frozen=True, slots=True)
class _Reading:
    """One text, and what `check_value` was told of its question."""

    answer: Answer
    context: Context
    of: tuple[Expr, ...]
    judge: Judge
    fits: Fits | None
    first: Picker | None
    known: frozenset[str]
    asks_statement: bool

    def picked(self, answer: Answer) -> Picked:
        """What counts of this answer."""
        return (self.first and self.first(answer, self.context)) or pick(
            answer, self.context, self.of, fits=self.fits
        )

    def amount_sentence(self) -> AmountSentence | None:
        """The one number of its sentence, where a number or a quantity is asked."""
        if self.known.isdisjoint((NUMERIC, MEASURED)):
            return None
        return amount_sentence(self.answer, self.context.question, MEASURED in self.known)

    def assess(self, picked: Picked) -> Judgement:
        """What was picked, judged as it was read."""
        return as_read(picked, self.judge, self.context.names, self.known)

    def around(self, picked: Picked) -> Around:
        """What is known of the words beside it."""
        return around(picked, self.context, self.known)


def _checked(asked: _Reading) -> Verdict:
    answer, context = asked.answer, asked.context
    if not any(piece.text.strip() for piece in answer.pieces if piece.kind != "struck"):
        return verdict(missing(), Picked("", None, (), answer.line))
    excerpt = Picked(answer.raw[:EXCERPT], None, (), answer.line)
    if (long := too_long(answer)) is not None:
        return verdict(long, excerpt)
    try:
        picked = asked.picked(answer)
    except LimitError as error:
        return verdict(undecided("limit", finding("limit-met", limit=error.limit)), excerpt)
    if picked.absent:
        return verdict(missing("nothing-on-this"), Picked("", None, (), answer.line))
    judged, picked, asked = _in_its_letters(*_read_again(asked.assess(picked), picked, asked), asked)
    if not judged.right:
        for otherwise_read in OTHERWISE:
            if (found := otherwise_read(asked, judged)) is not None:
                return verdict(*found, context.show)
    for doubt in DOUBTS:
        judged = doubt(asked, judged, picked)
    return verdict(judged, picked, context.show)


def _read_again(judged: Judgement, picked: Picked, asked: _Reading) -> Found:
    """Where a value is not right as it was read: its other readings, and the one that tells more."""
    if judged.right:
        return judged, picked
    for other in reread(picked, asked.context.names, asked.known):
        again = asked.assess(other)
        if any(item.code in IF_RIGHT for item in other.findings) and not (again.right or again.suggested):
            continue
        if _is_untold(judged) and not isinstance(other.expr, Chain):
            continue
        in_words = any(item.code == IN_SYMBOLS for item in other.findings)
        settled = in_words and judged.credit is None and again.credit is not None
        fits = again.by != "shape" or again.credit is None
        surely = fits and any(item.code in SURE for item in other.findings)
        doubted = judged.outcome == "incorrect" and any(f.code in DOUBTED for f in again.findings)
        if doubted or surely or again.right or again.suggested or again.counterexample is not None or settled:
            judged, picked = again, other
        if again.right or surely:
            break
    return judged, picked


def _in_its_letters(judged: Judgement, picked: Picked, asked: _Reading) -> tuple[Judgement, Picked, _Reading]:
    """Where a value is not right, with what the answer says that letters of its own are. A letter that is only
    spoken of in words is for a person."""
    names, known, answer = asked.context.names, asked.known, asked.answer
    strange = frozenset() if judged.right else strange_letters(picked.expr, names, known)
    full = with_own_letters(picked, answer, names, known) if strange else None
    again = None if full is None else asked.assess(full.picked)
    if full is not None and again is not None and (again.right or judged.outcome == "incorrect"):
        return again, full.picked, replace(asked, answer=full.answer)
    said = next((x for piece in answer.pieces if piece.kind == "math" and (x := piece.text.strip()) in strange), "")
    if said and judged.outcome == "incorrect":
        judged = undecided("select", finding("letter-in-words", name=said))
    return judged, picked, asked


def _is_untold(judged: Judgement) -> bool:
    """Whether the value is said of something else than what is asked: no reading leaves that away."""
    return judged.by == "chain" and any(item.code == UNTOLD for item in judged.findings)


def _by_cases(asked: _Reading, _: Judgement) -> Found | None:
    """A function in pieces, as it is typed."""
    answer, names = asked.answer, asked.context.names
    whole = in_pieces(answer, asked.known & names.declared)
    read = parse(whole, names) if whole else None
    if whole is None or read is None or read.expr is None:
        return None
    note = finding(BY_CASES, "assumption", text=answer.raw.strip()[:EXCERPT], read=whole)
    other = Picked(whole, read.expr, (*read.findings, note), answer.line)
    return asked.assess(other), other


def _in_sentence(asked: _Reading, judged: Judgement) -> Found | None:
    """A formula in a sentence without dollars: where it is right, or what was read so far is wrong."""
    answer, names = asked.answer, asked.context.names
    sentence = from_sentence(answer, names)
    if sentence is None:
        return None
    other = asked.picked(sentence.answer)
    again = asked.assess(other)
    words = again.credit and asked.around(other).sentence(sentence.before, sentence.after)
    if words:
        again = undecided("select", finding("value-turned", words=as_written(words)))
    if not (again.right or words or judged.outcome == "incorrect"):
        return None
    return again.adding(finding("formula-in-sentence", "assumption", formula=other.text)), other


def _amount_said(asked: _Reading, judged: Judgement) -> Found | None:
    """The one number of a sentence, with its unit: right where each word leaves it what it is, else for a person;
    and wrong where it is that."""
    sentence = asked.amount_sentence()
    if sentence is None:
        return None
    other = asked.picked(sentence.answer)
    again = asked.assess(other)
    if again.right and sentence.strange:
        again = undecided("select", finding("value-turned", words=as_written(sentence.strange)))
    elif not again.right and (sentence.strange or not sentence.has_unit or again.outcome != "incorrect"):
        return None
    return again.adding(finding("formula-in-sentence", "assumption", formula=other.text)), other


def _claims_amount(asked: _Reading) -> bool:
    """Whether the answer is a sentence that claims its one number, and that is right."""
    sentence = asked.amount_sentence()
    return sentence is not None and not sentence.strange and asked.assess(asked.picked(sentence.answer)).right


def _in_last_sentence(asked: _Reading, judged: Judgement) -> Found | None:
    """The right value in the last sentence, below other formulas."""
    sentence = last_sentence(asked.answer, asked.context.names, judged)
    if sentence is None:
        return None
    other = asked.picked(sentence.answer)
    again = asked.assess(other)
    if not again.right:
        return None
    words = asked.around(other).sentence(sentence.before, sentence.after)
    return concluding(again, judged, sentence, words, other.text), other


def _with_told_letters(asked: _Reading, judged: Judgement) -> Found | None:
    """A value in letters that are told beside it."""
    raw = asked.answer.raw
    if judged.outcome not in ("incorrect", "undecided") or not any(sign in raw for sign in TELLING):
        return None
    picked = asked.picked(asked.answer)
    found = with_told_letters(picked, asked.answer, asked.context, asked.known)
    other, alone = found or (None, False)
    again = asked.assess(other) if other is not None else None
    if other is not None and other.expr is not None and again is not None and again.right:
        data = {"formula": other.text, "read": to_text(other.expr)}
        if not alone or not plainly_told(asked.answer):
            return undecided("select", finding("right-beside-others", right=data["read"])), other
        return again.adding(finding("letters-put-in", "assumption", **data)), other
    number = by_modulus(asked.answer, asked.context, asked.known)
    if number is None or not asked.assess(replace(picked, expr=number)).right:
        return None
    return undecided("select", finding("right-beside-others", right=to_text(number))), picked


FAMILIES = frozenset({"progressions", "elimination"})
"""By these what is right runs through all that its letters may be."""
OTHERWISE = (_by_cases, _amount_said, _in_sentence, _in_last_sentence, _with_told_letters)
"""What is not right as it was picked, read in other ways: the first that finds a value settles it."""


def _others_beside(asked: _Reading, judged: Judgement, picked: Picked) -> Judgement:
    if judged.outcome != "incorrect":
        return judged
    words, known = words_of_question(asked.context.question), (asked.judge, asked.context.names)
    counted = by_count(asked.answer, picked, *known) if NUMERIC in asked.known else None
    return counted or beside_others(judged, asked.answer, picked, *known, asked.assess, words)


def _one_of_several(asked: _Reading, judged: Judgement, picked: Picked) -> Judgement:
    if asked.fits is None:
        return judged
    value = of_several(judged, asked.answer, picked, asked.judge, asked.context.names)
    return judged if value is None else undecided("select", finding("one-of-several", text=value))


def _turned(asked: _Reading, judged: Judgement, picked: Picked) -> Judgement:
    words = _changing(asked, judged, picked)
    if not words or asked.known.issuperset(words.split()):  # `odd $n$` may be what is expected
        return judged
    if judged.right and _claims_amount(asked):
        return judged
    return undecided("select", finding("value-turned", words=as_written(words)))


def _changing(asked: _Reading, judged: Judgement, picked: Picked) -> str:
    """The words beside the value that may make another one of it, or nothing."""
    answer, context, states = asked.answer, asked.context, asked.asks_statement
    if judged.credit is None:
        return ""
    if not judged.credit:  # what is wrong stays wrong unless words may make it right
        return turning(picked, answer, states) or otherwise(picked, answer, context)
    around = asked.around(picked)
    words = told(picked, answer, states, around) or retold(picked, answer, around, context.names)
    words = words or passed_over(picked, around, context.names)
    words = words or (unit_behind(picked, answer, context.question) if NUMERIC in asked.known else "")
    if judged.by in FAMILIES:  # its letters were taken for any integers, or any numbers
        counted = judged.by == "progressions"
        words = words or (told_real(answer) if counted else "")
        return words or told_few(answer, picked.text, asked.known, counted)
    if not words and picked.expr is not None:
        words = other_modulus(picked.expr, context.question)
    used = free_names(picked.expr) if picked.expr is not None else frozenset()
    whole = context.names.integers
    return words or told_wide(answer, whole & used) or told_some(answer, (UNKNOWNS & used & asked.known) - whole)


def _in_chain(asked: _Reading, judged: Judgement, picked: Picked) -> Judgement:
    return said_in_chain(judged, picked, asked.answer, asked.context.names, asked.known)


def _unread(asked: _Reading, judged: Judgement, picked: Picked) -> Judgement:
    return unread_beside(judged, picked, asked.answer, asked.of, asked.context)


def _typed(asked: _Reading, judged: Judgement, picked: Picked) -> Judgement:
    def is_wrong(text: str) -> bool:
        read = parse(text, asked.context.names)
        found = Picked(text, read.expr, read.findings, asked.answer.line)
        return read.expr is not None and asked.assess(found).outcome == "incorrect"

    return typed_beside(judged, picked, asked.answer, is_wrong)


def _told(asked: _Reading, judged: Judgement, picked: Picked) -> Judgement:
    def is_right(text: str) -> bool:
        read = parse(text, asked.context.names)
        return asked.assess(Picked(text, read.expr, read.findings, asked.answer.line)).right

    return told_in_words(judged, picked, asked.answer, is_right)


def _listed_regions(asked: _Reading, judged: Judgement, _: Picked) -> Judgement:
    if judged.right or judged.credit is None:
        return judged
    return regions_joined(judged, asked.answer, asked.judge, asked.context)


def _checks(asked: _Reading, judged: Judgement, picked: Picked) -> Judgement:
    return but_for_steps(judged, asked.answer, picked, asked.context)


def _lines_apart(asked: _Reading, judged: Judgement, _: Picked) -> Judgement:
    return lines_apart(judged, asked.answer, asked.judge, asked.context)


def _concluded(asked: _Reading, judged: Judgement, picked: Picked) -> Judgement:
    return concluded_otherwise(judged, asked.answer, picked, asked.judge, asked.context.names)


DOUBTS = (
    _lines_apart,
    _concluded,
    _checks,
    _listed_regions,
    _others_beside,
    _one_of_several,
    _turned,
    _in_chain,
    _unread,
    _typed,
    _told,
)
"""What may be doubted of a judgement, in this order: each takes the one before, and may leave it to a person."""
