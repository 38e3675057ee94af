"""From what was handed in to the one value that counts, and what may be doubted in it."""

from __future__ import annotations

from functools import partial

from grader.answer.claim.attempt import Attempt, Picker
from grader.answer.claim.doubting import DOUBTS
from grader.answer.claim.marks import Judge
from grader.answer.claim.own_letters import strange_letters, with_own_letters
from grader.answer.claim.picked import Picked
from grader.answer.claim.prose.asides import with_asides
from grader.answer.claim.prose.by_how_much import without_by
from grader.answer.claim.prose.clauses import as_written
from grader.answer.claim.prose.corrections import said_later
from grader.answer.claim.prose.end_marks import without_end_mark
from grader.answer.claim.prose.last_said import concluding, last_sentence
from grader.answer.claim.prose.letters_told import without_remarks
from grader.answer.claim.prose.places import with_place
from grader.answer.claim.prose.reasons import with_reason
from grader.answer.claim.prose.said_otherwise import said_otherwise
from grader.answer.claim.prose.sentence import from_sentence
from grader.answer.claim.prose.typed_sentence import as_sentence
from grader.answer.claim.prose.typeset import as_typeset
from grader.answer.claim.rereading import BY_CASES, IF_RIGHT, IN_SYMBOLS, NUMERIC, SURE, reread, with_ends
from grader.answer.claim.select import Fits
from grader.answer.claim.shown import EXCERPT, verdict
from grader.answer.claim.spelling.congruent import with_congruences
from grader.answer.claim.spelling.decimal_comma import with_decimal_commas
from grader.answer.claim.spelling.french import in_our_joints
from grader.answer.claim.spelling.handwriting import with_both_indices
from grader.answer.claim.spelling.indices_alone import with_whole_compounds
from grader.answer.claim.spelling.log_base import with_log_bases
from grader.answer.claim.spelling.piecewise import in_pieces
from grader.answer.claim.spelling.thousands import with_thousands
from grader.answer.claim.told_letters import TELLING, by_modulus, plainly_told, with_told_letters
from grader.answer.kind import Context
from grader.answer.value.asked.agreement import UNTOLD
from grader.answer.value.asked.another import says_another
from grader.answer.value.judgement import Judgement, finding, missing, too_long, undecided, within_limits
from grader.errors import LimitError
from grader.late import replace
from grader.notation import parse
from grader.notation.names import Names
from grader.notation.printing import to_text
from grader.notation.tree import Chain, Expr
from grader.values import Answer, Verdict

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
    spelled = with_congruences(in_our_joints(with_both_indices(with_whole_compounds(answer))))
    claimed = without_by(without_remarks(without_end_mark(spelled, declared)), context.question)

    def check(whole: Answer) -> Verdict:
        def by_commas(inner: Context) -> Verdict:
            def read(said: Answer) -> Verdict:
                return _checked(Attempt(said, inner, of, judge, fits, first, known, asks_statement))

            return as_sentence(read, whole, inner)

        return with_decimal_commas(by_commas, whole, context, fits is None, one_number)

    def plain(whole: Answer) -> Verdict:
        read = partial(with_thousands, partial(with_log_bases, check))
        return with_place(lambda said: with_asides(read, said, context.names), whole, context, known)

    found = as_typeset(lambda whole: with_reason(plain, whole, context), claimed, context)
    said = (answer.raw, found.text.strip(), context.question, context.one_of_several)
    words = said_otherwise(*said) if found.credit else ""
    if not words and found.credit and NUMERIC in known:
        words = _taken_back(answer, found, judge, context.names, context.question)
    if not words and found.credit and not of and not context.one_of_several:
        words = says_another(answer.raw, context.question)
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


def _checked(asked: Attempt) -> Verdict:
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


def _read_again(judged: Judgement, picked: Picked, asked: Attempt) -> Found:
    """Where a value is not right as it was read: its other readings, and the one that tells more."""
    if judged.right:
        return judged, picked
    for read in reread(picked, asked.context.names, asked.known):
        other = with_ends(read, asked.context.question)
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


def _in_its_letters(judged: Judgement, picked: Picked, asked: Attempt) -> tuple[Judgement, Picked, Attempt]:
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


def _by_cases(asked: Attempt, _: Judgement) -> Found | None:
    """A function in pieces, as it is typed."""
    answer, names = asked.answer, asked.context.names
    whole = in_pieces(answer, asked.known & names.declared)
    read = parse(whole, names) if whole else None
    if whole is None or read is None or read.expr is None:
        return None
    note = finding(BY_CASES, "assumption", text=answer.raw.strip()[:EXCERPT], read=whole)
    other = Picked(whole, read.expr, (*read.findings, note), answer.line)
    return asked.assess(other), other


def _in_sentence(asked: Attempt, judged: Judgement) -> Found | None:
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


def _amount_said(asked: Attempt, judged: Judgement) -> Found | None:
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


def _in_last_sentence(asked: Attempt, judged: Judgement) -> Found | None:
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


def _with_told_letters(asked: Attempt, judged: Judgement) -> Found | None:
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


OTHERWISE = (_by_cases, _amount_said, _in_sentence, _in_last_sentence, _with_told_letters)
"""What is not right as it was picked, read in other ways: the first that finds a value settles it."""
