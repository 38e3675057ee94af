"""What the answers of one part have to do with one another: one value serves one question, and each its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from itertools import combinations, permutations

from grader.answer.claim.cutting import has_relation
from grader.answer.claim.prose.amounts_said import amounts_said
from grader.answer.claim.several.allotment import alone
from grader.answer.claim.several.sections import named_otherwise
from grader.answer.claim.several.subjects import Asked, is_choice, subject
from grader.answer.claim.several.typed_ends import typed_ends
from grader.answer.kind import Context, Kind, is_formula, quantities
from grader.answer.kinds.quantity import Quantity
from grader.answer.value.shapes import is_number
from grader.exercise.model import NamedAnswer, Part
from grader.late import replace
from grader.notation import parse
from grader.notation.names import Names, free_names
from grader.notation.printing import to_text
from grader.notation.tree import Apply, Chain, Expr, Matrix, Name, Number
from grader.values import Answer, Finding, Piece, Verdict

SHOWN = 60
"""Characters of an answer that are quoted."""
MOST_NUMBERS = 3
"""Pairs whose order may be another one."""
LISTED = 6
"""Statements of one answer whose values are tried."""
MOST_WITHIN = 12
"""Values within these that are tried."""


def one_each(part: Part, answer: Answer, verdicts: list[Verdict]) -> list[Verdict]:
    """A bare value answers one question: where it earned credit before, or stands beside the name of another, a
    person says for which it is meant."""
    names = [each.name for each in part.answers if each.name]
    picks = sum(is_choice(each.kind) for each in part.answers)
    seen: set[tuple[str, int]] = set()
    found = []
    for wanted, verdict in zip(part.answers, verdicts, strict=True):
        key = verdict.text, verdict.line
        if picks > 1 and is_choice(wanted.kind) and verdict.outcome in ("correct", "partial", "incorrect"):
            told = Finding("value-for-several", data=(("value", verdict.text.strip()[:SHOWN]),))
            verdict = replace(verdict, outcome="undecided", credit=None, findings=(told,))
        bare = not verdict.steps and not has_relation(verdict.text)
        if verdict.credit and bare and is_formula(wanted.kind):
            if key in seen or named_otherwise(answer, verdict.text.strip(), wanted.name, names):
                told = Finding("value-for-several", data=(("value", verdict.read_as),))
                verdict = replace(verdict, outcome="undecided", credit=None, findings=(told,))
            seen.add(key)
        found.append(verdict)
    return found


def exchanged(part: Part, verdicts: list[Verdict], context: Callable[[NamedAnswer], Context]) -> list[Verdict]:
    """Two right values, each given for the other's question: no foreseen mistake, with its credit."""
    found = list(verdicts)
    for first, second in combinations(range(len(found)), 2):
        pair = found[first], found[second]
        foreseen = any(item.code == "foreseen-mistake" for verdict in pair for item in verdict.findings)
        if not foreseen or any(verdict.outcome == "correct" or not verdict.read_as for verdict in pair):
            continue
        if all(_fits(part.answers[k], verdict, context) for k, verdict in zip((second, first), pair, strict=True)):
            for k in (first, second):
                told = Finding("values-exchanged")
                found[k] = replace(found[k], outcome="incorrect", credit=Fraction(0), findings=(told,))
    return found


def renumbered(part: Part, verdicts: list[Verdict], context: Callable[[NamedAnswer], Context]) -> list[Verdict]:
    """Pairs of values that belong together, `lambda_1, v_1` and `lambda_2, v_2`, each right under the other's
    number: a person says whether the order was free."""
    places = [_numbered(each.kind) for each in part.answers]
    bases, numbers = {base for base, _ in places}, sorted({number for _, number in places})
    paired = "" not in bases and len(bases) > 1 and 1 < len(numbers) <= MOST_NUMBERS
    if not paired or len(places) != len(bases) * len(numbers) or all(each.credit for each in verdicts):
        return verdicts
    if any(each.outcome not in ("incorrect", "correct") or not each.read_as for each in verdicts):
        return verdicts
    wanted = dict(zip(places, part.answers, strict=True))
    for order in permutations(numbers):
        moved = dict(zip(numbers, order, strict=True))
        theirs = [wanted[base, moved[number]] for base, number in places]
        if all(_fits(other, each, context) for other, each in zip(theirs, verdicts, strict=True)):
            told = (Finding("numbered-otherwise"),)
            return [replace(each, outcome="undecided", credit=None, findings=told) for each in verdicts]
    return verdicts


def _numbered(kind: Kind) -> tuple[str, str]:
    """The letter of which a value is asked, and its number."""
    match quantities(kind):
        case (Name(id),) if id.count("_") == 1 and id.partition("_")[2].isdigit():
            base, _, number = id.partition("_")
            return base, number
    return "", ""


def beside(
    part: Part, answer: Answer, verdicts: list[Verdict], context: Callable[[NamedAnswer], Context], allotted: bool
) -> list[Verdict]:
    """Where what was taken for an answer is wrong and a right value stands beside it without a name, a person says
    whether it is meant. Of what was `allotted` only letters leave a doubt: `t = 3, v = 5`."""
    asked = {each.name: each.kind for each in part.answers if is_formula(each.kind)}
    wrong = [
        k
        for k, each in enumerate(verdicts)
        if (has_relation(each.text) or not allotted or each.outcome == "missing")
        and _may_be_beside(part.answers[k], each, asked, part.names)
    ]
    if len(part.answers) < 2 or not wrong:
        return verdicts
    found = list(verdicts)
    counted = {verdict.text for verdict in verdicts if verdict.credit}
    items = [
        (own, each)
        for own, each in alone(answer, asked, part.names, part.question)
        if each.raw not in counted and (has_relation(each.raw) or not allotted)
    ]
    for k in wrong:
        wanted = part.answers[k]
        mine = [each for own, each in items if own in ("", wanted.name)]
        listed = () if allotted else _listed(verdicts[k], part.names)
        said = amounts_said(answer, verdicts[k].text, part.question, True) if _is_measured(wanted) else ()
        mine += _chains(verdicts) if verdicts[k].outcome == "missing" else []
        mine += _typed(wanted.name, answer, counted, asked, part)
        pool = (*mine, *listed, *said, *_within((verdicts[k].text, *(each.raw for each in mine)), part.names))
        right = next((each for each in pool if is_right(wanted, each, context)), None)
        if right is not None and right.raw != verdicts[k].text:
            told = Finding("right-beside-others", data=(("right", right.raw),))
            found[k] = replace(found[k], outcome="undecided", credit=None, findings=(told,))
    return found


def _typed(name: str, answer: Answer, counted: set[str], asked: Asked, part: Part) -> list[Answer]:
    """Where typed statements end, but for those that earned their credit."""
    ends = typed_ends(name, answer, asked, part.names, part.question)
    return [end for end in ends if not any(text.rstrip(" .").endswith(end.raw) for text in counted)]


def _worked_back(text: str) -> bool:
    """`18 = 4*252 - 5*198`: a number and what it is made of."""
    number, _, made = text.partition("=")
    return number.strip().isdecimal() and any(sign in made for sign in ("+", "-", "−"))


def _chains(verdicts: list[Verdict]) -> list[Answer]:
    """Chains that earned their credit for one answer and may hold another: `gcd(252, 198) = 18 = 4*252 - 5*198`."""
    chains = (each for each in verdicts if each.credit and (each.text.count("=") > 1 or _worked_back(each.text)))
    return [Answer((Piece("math", each.text, each.line),), each.text, each.line) for each in chains]


def _is_measured(wanted: NamedAnswer) -> bool:
    """Whether a quantity is asked for: that its number and its unit stand there by chance, nobody believes."""
    return isinstance(wanted.kind, Quantity)


def _listed(verdict: Verdict, names: Names) -> tuple[Answer, ...]:
    """`edges = 6, loops = 2` in one statement: the values behind names that say nothing to us."""
    expr = parse(verdict.text, names).expr if verdict.text.count("=") > 1 else None
    match expr:
        case Apply("sequence" | "and", items) if all(isinstance(item, Chain) for item in items):
            ends = [to_text(item.operands[-1]) for item in items[:LISTED] if isinstance(item, Chain)]
            return tuple(Answer((Piece("math", end, verdict.line),), end, verdict.line) for end in ends)
    return ()


def _within(texts: Iterable[str], names: Names) -> tuple[Answer, ...]:
    """What stands within statements: their sides, the entries of a vector, the parts of a complex number."""
    read = (parse(text, names).expr for text in dict.fromkeys(texts) if text)
    inner = dict.fromkeys(to_text(part) for expr in read if expr is not None for part in _parts(expr))
    return tuple(Answer((Piece("math", text),), text) for text in list(inner)[:MOST_WITHIN])


def _parts(expr: Expr) -> Iterator[Expr]:
    match expr:
        case Chain(sides, relations) if set(relations) <= {"=", "in"}:
            for side in sides:
                yield from (() if is_number(side) or isinstance(side, Name) else (side,))
                yield from _parts(side)
        case Apply("tuple" | "list" | "set", entries) if len(entries) < LISTED:
            yield from entries
        case Matrix(rows) if len(rows) < LISTED and all(len(row) == 1 for row in rows):
            yield from (row[0] for row in rows)
        case Apply("add", _) | Apply("div", (Apply("add"), Number())) if "i" in free_names(expr) and is_number(
            expr
        ):
            yield from (Apply("re", (expr,)), Apply("im", (expr,)))


def _may_be_beside(wanted: NamedAnswer, verdict: Verdict, asked: Asked, names: Names) -> bool:
    """Whether an answer is wrong that was found by its place alone."""
    judged = any(item.code in ("foreseen-mistake", "values-exchanged") for item in verdict.findings)
    if verdict.outcome not in ("incorrect", "partial", "missing") or verdict.steps or judged:
        return False
    expr = parse(verdict.text, names).expr if verdict.text else None
    return wanted.name in asked and (expr is None or subject(verdict.text, expr, asked, names) != wanted.name)


def is_right(wanted: NamedAnswer, answer: Answer, context: Callable[[NamedAnswer], Context]) -> bool:
    try:
        only = replace(context(wanted), others=())
        return any(kind.check(answer, only).outcome == "correct" for kind in (wanted.kind, *wanted.also))
    except Exception:
        return False  # a fault of ours is told where that answer is marked itself


def _fits(other: NamedAnswer, verdict: Verdict, context: Callable[[NamedAnswer], Context]) -> bool:
    """Whether the value at either end of an answer is right for another question."""
    sides = verdict.read_as.split("=")
    ends = dict.fromkeys((sides[-1].strip(), sides[0].strip()))
    return any(is_right(other, Answer((Piece("math", side),), side), context) for side in ends)
