"""parse: text -> Expr and findings. The operators, and which function reads which shape."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from grader.late import dataclass
from grader.limits import KEPT
from grader.notation.lexing.patterns import check_text, unescaped
from grader.notation.lexing.spoken import as_signs
from grader.notation.lexing.tokens import Lexer
from grader.notation.names import Names
from grader.notation.reader import Infix, Prefix, Reader
from grader.notation.shapes import (
    angles,
    arguments,
    binders,
    braces,
    brackets,
    calls,
    chances,
    derivatives,
    displayed,
    dressed,
    environments,
    functions,
    hanging,
    indicators,
    operands,
    operators,
    places,
    powers,
    stacks,
    subscripts,
    surroundings,
)
from grader.notation.shapes.alternatives import alternatives
from grader.notation.shapes.brackets import read_items, sequence_of
from grader.notation.tree import Expr, Text
from grader.notation.unread import Unread
from grader.values import Finding, Span

NO_NAMES = Names()
SHORT = 400
"""Characters up to which a text that was read is remembered: one answer is asked for again and again."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """What was read, or None, and everything that was assumed or could not be read."""

    expr: Expr | None
    findings: tuple[Finding, ...] = ()


def parse(text: str, names: Names = NO_NAMES) -> Parsed:
    """Read one formula or typed answer. Never raises: what could not be read is an error finding."""
    return _remembered(text, names) if len(text) <= SHORT else _read(text, names)


def _read(text: str, names: Names) -> Parsed:
    findings: list[Finding] = []
    try:
        check_text(text)
        text = as_signs(unescaped(text))
        lexer = Lexer(text, names)
        tokens = lexer.run()
        if len(tokens) == 1:
            return Parsed(None, (Finding("empty-answer", "error", Span(0, len(text))),))
        reader = Reader(text, tokens, names, PREFIX, INFIX, arguments.call_of)
        findings = reader.findings
        findings += lexer.assumed
        return Parsed(_whole(reader), tuple(findings))
    except Unread as unread:
        return Parsed(None, (unread.finding, *findings))
    except RecursionError:
        return Parsed(None, (Finding("too-deep", "error", Span(0, len(text)), (("limit", "DEPTH"),)),))


_remembered = lru_cache(maxsize=KEPT)(_read)


def _whole(r: Reader) -> Expr:
    """The expression that is the whole text; what stands after it is an error."""
    stacks.flatten(r)
    if len(r.tokens) == 2 and r.tokens[0].word is not None and r.tokens[0].word.infix == "relation":
        return Text(r.tokens[0].word.op)
    surroundings.label(r)
    surroundings.carriers(r)
    surroundings.arrow_name(r)
    r.called = surroundings.defined_here(r)
    surroundings.opening(r)
    groups = read_items(r)
    if groups == [[]]:
        raise r.missing(r.peek())
    expr = alternatives(groups) or sequence_of(groups)
    while r.peek().kind != "stop":
        token = r.peek()
        if r.is_op("row"):
            r.at += 1
            continue
        if token.kind == "number" and r.said(token) == ".":
            r.at += 1
            continue
        if token.word is not None and token.word.op in {",", ";"}:
            raise r.missing(token)
        if token.word is not None and token.word.infix == "close":
            raise r.fail("unopened-bracket", token, bracket=r.said(token))
        raise r.fail("trailing-text", token, read=r.text[: token.start].strip(), rest=r.text[token.start :].strip())
    return expr


PREFIX: Mapping[str, Prefix] = {
    "number": operands.number, "vulgar": operands.vulgar, "name": hanging.name, "text": dressed.text,
    "prose": dressed.text, "styled": dressed.styled, "accent": dressed.accent,
    "begin": environments.environment, "sign": operands.sign, "not": operands.negation,
    "fraction": derivatives.fraction, "macro": operands.macro, "root": operands.root, "box": operands.box,
    "stack": stacks.missing,
    "style": operands.style, "skip": operands.skip, "quote": operands.quote, "ellipsis": operands.ellipsis,
    "bracket": brackets.round_bracket,
    "set": braces.set_braces, "group": braces.group, "braces": braces.braces,
    "outward": brackets.outward, "bar": brackets.bar, "fence": brackets.fence, "norm": brackets.norm,
    "null": places.opened,
    "angle": angles.angle, "chevron": angles.chevron, "script": subscripts.script, "function": functions.function,
    "constant": dressed.constant,
    "geometry": dressed.geometry, "big": binders.big, "integral": binders.integral, "limit": binders.limit,
    "nabla": derivatives.nabla, "differential": derivatives.differential, "leibniz": derivatives.leibniz,
    "leibniz?": derivatives.looks_like_leibniz,
    "take-differential": binders.take_differential, "arg": binders.arg, "dot": derivatives.dot,
    "extremum": binders.extremum, "quantifier": binders.quantifier, "probability": chances.probability,
    "expectation": chances.expectation, "moment": chances.moment, "divergence": chances.divergence,
    "divergence-arguments": chances.divergence_arguments, "indicator": indicators.indicator,
    "one": indicators.one,
    "information": chances.information, "event?": chances.looks_like_event,
    "call-expectation": chances.typed_expectation,
    "call-apply": calls.apply, "call-sign": calls.sign, "call-root": calls.root, "call-inverse": calls.inverse,
    "call-function": functions.function,
    "call-relation": calls.relation, "call-interval": calls.interval, "call-matrix": calls.matrix,
    "call-cases": calls.cases, "call-bind": calls.bind, "call-variable-first": calls.variable_first,
    "call-image": calls.image, "call-displayed": displayed.displayed,
}  # fmt: skip
INFIX: Mapping[str, Infix] = {
    "sum": operators.total, "product": operators.product, "quotient": operators.product,
    "binary": operators.binary, "modulo": operators.modulo, "power": powers.power,
    "superscript": powers.superscript, "postfix": operators.postfix, "prime": operators.prime,
    "relation": operators.relation, "logic": operators.logic, "set-operation": operators.set_operation,
    "over": operators.over, "subscript": operators.subscript, "map": binders.mapping, "place": places.place,
}  # fmt: skip
