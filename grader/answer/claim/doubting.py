"""What may be doubted of a judgement: others beside the value, words that turn it, checks that fail."""

from __future__ import annotations

from grader.answer.claim.attempt import Attempt
from grader.answer.claim.doubt import said_in_chain, told_in_words, typed_beside, unit_behind
from grader.answer.claim.marks import beside_others, concluded_otherwise, of_several
from grader.answer.claim.picked import Picked
from grader.answer.claim.prose.around import words_of_question
from grader.answer.claim.prose.clauses import as_written
from grader.answer.claim.prose.letters_told import told_few, told_real, told_some, told_wide
from grader.answer.claim.prose.otherwise import otherwise
from grader.answer.claim.prose.turned import passed_over, retold, told, turning
from grader.answer.claim.rereading import NUMERIC
from grader.answer.claim.several.counted import by_count
from grader.answer.claim.several.lines_apart import lines_apart
from grader.answer.claim.several.regions_listed import regions_joined
from grader.answer.claim.step_before import but_for_steps
from grader.answer.claim.unread import unread_beside
from grader.answer.value.asked.asked_modulus import other_modulus
from grader.answer.value.asked.left_sides import UNKNOWNS
from grader.answer.value.judgement import Judgement, finding, undecided
from grader.notation import parse
from grader.notation.names import free_names
from grader.notation.tree import Bind, Expr, Name, walk

FAMILIES = frozenset({"progressions", "elimination"})
"""By these what is right runs through all that its letters may be."""


def _others_beside(asked: Attempt, judged: Judgement, picked: Picked) -> Judgement:
    if judged.outcome != "incorrect":
        return judged
    words, known = words_of_question(asked.context.question), (asked.judge, asked.context.names)
    counted = by_count(asked.answer, picked, *known) if NUMERIC in asked.known else None
    return counted or beside_others(judged, asked.answer, picked, *known, asked.assess, words)


def _one_of_several(asked: Attempt, judged: Judgement, picked: Picked) -> Judgement:
    if asked.fits is None:
        return judged
    value = of_several(judged, asked.answer, picked, asked.judge, asked.context.names)
    return judged if value is None else undecided("select", finding("one-of-several", text=value))


def _turned(asked: Attempt, judged: Judgement, picked: Picked) -> Judgement:
    words = _changing(asked, judged, picked)
    if not words or asked.known.issuperset(words.split()):  # `odd $n$` may be what is expected
        return judged
    if judged.right and asked.claims_amount():
        return judged
    return undecided("select", finding("value-turned", words=as_written(words)))


def _changing(asked: Attempt, judged: Judgement, picked: Picked) -> str:
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
    used = free_names(picked.expr) - _running(picked.expr) if picked.expr is not None else frozenset()
    whole = context.names.integers
    return words or told_wide(answer, whole & used) or told_some(answer, (UNKNOWNS & used & asked.known) - whole)


def _running(expr: Expr) -> set[str]:
    r"""Letters of a set by a condition, `\{x \in \mathbb{Z} \mid x^2 < 5\}`: of them nothing is told beside it."""
    sets = (node for node in walk(expr) if isinstance(node, Bind) and node.op in ("set_of", "map_set"))
    return {each.id for node in sets for each in node.variables if isinstance(each, Name)}


def _in_chain(asked: Attempt, judged: Judgement, picked: Picked) -> Judgement:
    return said_in_chain(judged, picked, asked.answer, asked.context.names, asked.known)


def _unread(asked: Attempt, judged: Judgement, picked: Picked) -> Judgement:
    return unread_beside(judged, picked, asked.answer, asked.of, asked.context)


def _typed(asked: Attempt, judged: Judgement, picked: Picked) -> Judgement:
    def is_wrong(text: str) -> bool:
        read = parse(text, asked.context.names)
        found = Picked(text, read.expr, read.findings, asked.answer.line)
        return read.expr is not None and asked.assess(found).outcome == "incorrect"

    return typed_beside(judged, picked, asked.answer, is_wrong)


def _told(asked: Attempt, judged: Judgement, picked: Picked) -> Judgement:
    def is_right(text: str) -> bool:
        read = parse(text, asked.context.names)
        return asked.assess(Picked(text, read.expr, read.findings, asked.answer.line)).right

    return told_in_words(judged, picked, asked.answer, is_right)


def _listed_regions(asked: Attempt, judged: Judgement, _: Picked) -> Judgement:
    if judged.right or judged.credit is None:
        return judged
    return regions_joined(judged, asked.answer, asked.judge, asked.context)


def _checks(asked: Attempt, judged: Judgement, picked: Picked) -> Judgement:
    return but_for_steps(judged, asked.answer, picked, asked.context)


def _lines_apart(asked: Attempt, judged: Judgement, _: Picked) -> Judgement:
    return lines_apart(judged, asked.answer, asked.judge, asked.context)


def _concluded(asked: Attempt, judged: Judgement, picked: Picked) -> Judgement:
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
