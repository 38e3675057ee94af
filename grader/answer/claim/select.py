"""The one value that counts for a question, out of an answer of any length."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from grader.answer.claim.by_cases import as_cases, with_condition
from grader.answer.claim.cutting import has_relation, rows
from grader.answer.claim.parting import several
from grader.answer.claim.picked import Picked, joined, with_words
from grader.answer.claim.prose.denial import may_deny
from grader.answer.claim.put_in import at_point, with_derivatives
from grader.answer.claim.rows import is_program
from grader.answer.claim.scope import Scope
from grader.answer.claim.statements import Member, statements, unlabelled
from grader.answer.claim.threads import Thread, is_equality, spelling, threads_of
from grader.answer.claim.trimming import trimmed, unboxed
from grader.answer.kind import Context
from grader.answer.value.asked.another import names_another
from grader.answer.value.asked.quantities import namings
from grader.answer.value.shapes import CONSTANTS
from grader.equivalence import compare
from grader.equivalence.truth import Different
from grader.late import pattern, replace
from grader.notation import Parsed, parse
from grader.notation.names import Names, free_names
from grader.notation.tree import Apply, Call, Chain, Expr, Matrix, Name, Text, walk
from grader.values import Answer, Finding, Piece

_WORD = pattern(r"[^\W\d_]{2,}")
SENTENCE = 3
"""Words from which on a text that is no formula throughout is a sentence."""
Fits: TypeAlias = Callable[[Expr], bool]
"""Whether an expression has the shape that is asked for (a point, a set)."""


def pick(
    answer: Answer,
    context: Context,
    of: tuple[Expr, ...] = (),
    at: Mapping[str, Expr] | None = None,
    fits: Fits | None = None,
) -> Picked:
    """The value that counts: the chain of the quantity asked (`of`, any of these), else the boxed or final result,
    else the last claim; a formula that stands alone is the answer whatever stands around it.

    `at` gives the point at which the values are meant: the sides of a chain are then taken there, so that formulas
    and values may stand in one chain. Two different final values become one chain that contradicts itself, with
    the finding `two-final-values`. What is about one of `context.others` is not ours. Statements with a side that
    `fits` come before those without.
    """
    # Where a part asks for several things, a comma parts their values; else it joins what is one condition.
    compound = not context.others
    taken_back = may_deny(answer.raw) and any(
        statement.role == "denied" for statement in statements(answer, context.names, compound)
    )
    listed = None if taken_back else joined(answer, context.names)
    if listed is not None and not ((of or context.others) and _of_equations(listed.expr)):
        return listed
    whole = None if taken_back else _only_formula(answer, context.names)
    if whole is not None and of and several(whole.text):
        whole = None
    alone = None if whole is None else _formula_alone(whole, context, of, fits)
    if alone is not None:
        return alone
    threads = threads_of(statements(answer, context.names, compound), context.names)
    asked = _asked(threads, of, context.names)
    ours = [thread for thread in threads if not _is_about(thread, context.others, context.names)]
    candidates = asked or _candidates(_fitting(ours, fits, context.names))
    if not candidates:
        text = whole.text.strip() if whole else answer.raw.strip()
        return Picked(text, None, (Finding("no-formula-found"),), answer.line, bool(threads))
    finals = [thread for thread in candidates if thread.final]
    chosen = (finals or candidates)[-1]
    if any(statement.role == "denied" for statement in chosen.statements):
        return Picked(chosen.statements[-1].text, None, (Finding("formula-denied"),), chosen.statements[-1].line)
    picked = _under_cases(chosen, candidates, _read(chosen, context.names), context.names)
    if at and isinstance(picked.expr, Chain):
        picked = replace(picked, expr=_at(picked.expr, Scope(context, at=at)))
    if fits and picked.expr is not None and not _is_of_other(picked.expr, of, context):
        picked = replace(picked, expr=_fitting_side(picked.expr, fits))
    return _contradicting(finals[:-1], picked, context) if len(finals) > 1 and not asked else picked


def _formula_alone(whole: Piece, context: Context, of: tuple[Expr, ...], fits: Fits | None) -> Picked | None:
    """The one formula of an answer as its value; None where it is a sentence, or several statements."""
    text = trimmed(unboxed(trimmed(unlabelled(whole.text), ""))[0], "")
    parsed = parse(text, context.names)
    crossed = any(item.code == "mismatched-bracket" for item in parsed.findings)
    apart = bool(of or context.others) and _of_equations(parsed.expr)
    read = parsed.expr is not None or whole.kind != "prose" or crossed
    if not read or is_sentence(text, parsed) or apart or _goes_from(parsed.expr):
        return None
    expr = _without_boxes(parsed.expr)
    bare = _unworded(expr) if fits and expr else None
    if fits and bare and fits(bare) and not may_deny(text):  # "about (0, 1/2)"
        expr = bare
    return Picked(text, expr, parsed.findings, whole.line, _names_other(expr, of, context))


def is_sentence(text: str, read: Parsed) -> bool:
    """Words that were read as products of letters, with other words between them: no formula, a person reads it."""
    if read.expr is None or "\\" in text or len(_WORD.findall(text)) < SENTENCE:
        return False
    words = [node.text for node in walk(read.expr) if isinstance(node, Text)]
    apart = any(item.code == "letters-apart" for item in read.findings)
    clause = has_relation(text) and any(len(_WORD.findall(said)) > 1 for said in words)  # `We factor: x(x - 2) = 0`
    return bool(words) and (apart or clause)


def _of_equations(expr: Expr | None) -> bool:
    """`f(0) = 1 and f(1) = 2`: where one quantity is asked for, each of them is a statement of its own."""
    return isinstance(expr, Apply) and expr.op != "or" and any(isinstance(item, Chain) for item in expr.args)


def _goes_from(expr: Expr | None) -> bool:
    """`a = 1/4 => 0.25`: an argument in one line, not a statement of logic."""
    match expr:
        case Apply("implies" | "iff", args):
            return any(map(_is_statement, args))
        case Apply("and" | "sequence", args):  # `m = 2, b = 1 => y = 2x + 1`
            return any(map(_goes_from, args))
    return False


def _is_statement(expr: Expr) -> bool:
    """Whether it is a relation, or such joined: `x > 3 or x < -1`."""
    match expr:
        case Apply("implies" | "iff" | "and" | "or", args):
            return any(map(_is_statement, args))
    return isinstance(expr, Chain)


def _without_boxes(expr: Expr | None) -> Expr | None:
    match expr:
        case Apply("boxed", (inner,)):
            return inner
        case Chain((left, Apply("boxed", (inner,))), ("=",)) if _is_formula_for(left, inner):
            return inner
        case Chain(operands, relations):
            return Chain(tuple(_without_boxes(side) or side for side in operands), relations)
    return expr


def _is_formula_for(left: Expr, value: Expr) -> bool:
    """`x - p = \\boxed{2 - 2p}`: a formula that only says of what the boxed value is the value."""
    return isinstance(left, Apply) and bool(free_names(left) - free_names(value) - CONSTANTS)


def _names_other(expr: Expr | None, of: tuple[Expr, ...], context: Context) -> bool:
    """Whether an equation gives the value of something else that the part asks for."""
    if not isinstance(expr, Chain) or not context.others:
        return False
    names = context.names
    ours, theirs, ends = (
        frozenset().union(*(namings(each, names) for each in some))
        for some in (of, context.others, (expr.operands[0], expr.operands[-1]))
    )
    return bool(ends & theirs) and not ends & ours


def _fitting(threads: list[Thread], fits: Fits | None, names: Names) -> list[Thread]:
    """The threads with a side of the shape that is asked for; all of them where none has one."""
    if fits is None:
        return threads

    def has(thread: Thread) -> bool:
        sides = (parse(member.text, names).expr for member in thread.members)
        return any(side is not None and any(map(fits, _with_factors(_unworded(side)))) for side in sides)

    return [thread for thread in threads if has(thread)] or threads


def _with_factors(side: Expr) -> tuple[Expr, ...]:
    """The factors of a product too: `(4, 3, 0) N`."""
    return (side, *side.args) if isinstance(side, Apply) and side.op == "mul" else (side,)


def _is_of_other(expr: Expr, of: tuple[Expr, ...], context: Context) -> bool:
    """`B \\ A = {1, 2}` where `A \\ B` is asked: what is left of it says something else."""
    return isinstance(expr, Chain) and names_another(list(expr.operands), of, context)


def _fitting_side(expr: Expr, fits: Fits) -> Expr:
    """`S = (0, 1)` and "the point (0, 1)" say that point, whatever stands beside it."""
    sides = [_unworded(side) for side in (expr.operands if isinstance(expr, Chain) else (expr,))]
    return next((side for side in reversed(sides) if fits(side)), expr)


def _unworded(expr: Expr) -> Expr:
    """Without words before it."""
    match expr:
        case Apply("mul", (Text(), inner)):
            return _unworded(inner)
        case Call(Name("point" | "Point" | "Punkt"), args) if len(args) > 1:
            return Apply("tuple", args)
        case Call(Name(id), args, given) if id.startswith("vec(") and len(args) + len(given) > 1:
            return Apply("tuple", (*args, *given))
        case Apply("mul", (Name(id), Apply("tuple") | Matrix() as inner)) if id.startswith("vec("):
            return inner
        case _:
            return expr


def _only_formula(answer: Answer, names: Names) -> Piece | None:
    """The piece that is all of the answer, if it is one formula, with what the words behind it add to its value."""
    pieces = [piece for piece in answer.pieces if piece.kind != "struck" and piece.text.strip()]
    pieces = [piece for piece in pieces if piece.kind != "code" or not is_program(piece.text)]
    formulas = [piece for piece in pieces if piece.kind != "prose"]
    if len(formulas) == 1 and not any(_is_formula_like(piece.text) for piece in pieces if piece.kind == "prose"):
        candidate = with_words(formulas[0], pieces, names)
    elif not formulas and len(pieces) == 1:
        candidate = pieces[0]
    else:
        return None
    if candidate.kind in ("prose", "code") and "\n" in candidate.text.strip():
        return None
    lines = list(rows(candidate.text))
    skipped = len(candidate.text) - len(candidate.text.lstrip())
    line = candidate.line + candidate.text.count("\n", 0, skipped)
    return Piece(candidate.kind, lines[0].text, line, candidate.column) if len(lines) == 1 else None


def _is_formula_like(text: str) -> bool:
    return any(sign in text for sign in "=<>≤≥≈")


def _under_cases(chosen: Thread, candidates: list[Thread], picked: Picked, names: Names) -> Picked:
    """The value that is said under a condition, with the values under the others."""
    if chosen.case is None or picked.expr is None:
        return picked
    left = spelling(chosen.members[0].text)
    alike = [each for each in candidates if each.case is not None and spelling(each.members[0].text) == left]
    values = [(expr, each.case) for each in alike if each.case and (expr := _read(each, names).expr) is not None]
    together = as_cases(values, picked, names) if len(values) > 1 else None
    return together or with_condition(picked, chosen.case, names)


def _asked(threads: list[Thread], of: tuple[Expr, ...], names: Names) -> list[Thread]:
    """Those about what is asked: where one begins with it, none that only ends with it and says no value."""
    asked = [thread for thread in threads if of and _is_about(thread, of, names)]
    begun = [thread for thread in asked if _begins_with(thread, of, names)]
    if not begun:
        return asked
    return [thread for thread in asked if thread in begun or not _names_something(thread, names)]


def _begins_with(thread: Thread, of: tuple[Expr, ...], names: Names) -> bool:
    return _is_about(replace(thread, members=[*thread.members[:1], Member("0", "approx", 0)]), of, names)


def _names_something(thread: Thread, names: Names) -> bool:
    """Whether it is an equation of letters on both sides: `A x = b`."""
    first = parse(thread.members[0].text, names).expr
    return first is not None and bool(free_names(first) - CONSTANTS)


def _is_about(thread: Thread, of: tuple[Expr, ...], names: Names) -> bool:
    """Whether the first side of an equation is one of these, or its last one, as in `1/4 = f'(0)`."""
    if len(thread.members) < 2 or not of:
        return False
    ends = [thread.members[0]]
    if thread.members[-1].relation == "=":
        ends.append(thread.members[-1])
    parsed = ((parse(member.text, names).expr, member.text) for member in ends)
    asked = frozenset().union(*(namings(expr, names) for expr in of))
    return any(expr is not None and not asked.isdisjoint(namings(expr, names, text)) for expr, text in parsed)


def _candidates(threads: list[Thread]) -> list[Thread]:
    """Claims before remarks, formulas on their own lines before those in sentences."""
    claims = [thread for thread in threads if thread.claimed]
    finals = [thread for thread in claims if thread.final]
    own = [thread for thread in claims if thread.alone]
    if finals or own or claims:
        return finals or own or claims
    remarks = [thread for thread in threads if any(s.role == "remark" for s in thread.statements)]
    return remarks or threads


def _read(thread: Thread, names: Names) -> Picked:
    """The thread as one expression: a chain, or what stands in it alone."""
    last = thread.statements[-1]
    if len(thread.statements) == 1 and (len(thread.members) != 2 or not is_equality(last)):
        text = last.text.lstrip("= ") if last.continues else last.text
        parsed = parse(text, names)
        return Picked(last.text, _without_boxes(parsed.expr), parsed.findings, last.line)
    operands: list[Expr] = []
    relations: list[str] = []
    for member in thread.members:
        parsed = parse(member.text, names)
        if parsed.expr is None and member is thread.members[-1]:
            return Picked(last.text, None, parsed.findings, last.line)
        if parsed.expr is not None:
            relations += [member.relation or "="] if operands else []
            operands.append(parsed.expr)
    if thread.members[-1].boxed and len(operands) == 2 and _is_formula_for(*operands):
        del operands[0], relations[:]
    expr = operands[0] if len(operands) == 1 else Chain(tuple(operands), tuple(relations))
    return Picked(last.text, expr, parsed.findings, last.line)


def _at(chain: Chain, scope: Scope) -> Expr:
    """The quantity as it was named, the other sides at the point."""
    sides = (at_point(with_derivatives(side, scope), scope) for side in chain.operands[1:])
    return Chain((chain.operands[0], *sides), chain.relations)


def _contradicting(others: list[Thread], picked: Picked, context: Context) -> Picked:
    """`picked`, unless another final result of the same quantity has another value."""
    mine = _value(picked.expr)
    for other in others:
        theirs = _value(_read(other, context.names).expr)
        if mine is None or theirs is None or _left(picked.expr) != _left(_read(other, context.names).expr):
            continue
        truth = compare(theirs, mine, context.names, context.budget, context.seed)
        if isinstance(truth, Different) and context.others:  # each may be the value of another answer of the part
            return replace(picked, expr=None, findings=(*picked.findings, Finding("two-final-values")))
        if isinstance(truth, Different):
            return replace(
                picked, expr=Chain((theirs, mine), ("=",)), findings=(*picked.findings, Finding("two-final-values"))
            )
    return picked


def _value(expr: Expr | None) -> Expr | None:
    return expr.operands[-1] if isinstance(expr, Chain) else expr


def _left(expr: Expr | None) -> Expr | None:
    return expr.operands[0] if isinstance(expr, Chain) else None
