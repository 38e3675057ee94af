"""parse: text -> Expr and findings. The operators, and which function reads which shape."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from grader.notation import applied, binders, brackets, calls, chances, environments
from grader.notation.brackets import as_set, read_items, sequence_of
from grader.notation.names import Names
from grader.notation.reader import Infix, Prefix, Reader
from grader.notation.tokens import Token, check_text, tokenize
from grader.notation.tree import Apply, Bind, Call, Chain, Expr, Index, Interval, Matrix, Name, Number, Text
from grader.notation.unread import Unread
from grader.notation.words import CARRIERS
from grader.notation.words.word import ADD, MUL, NOT, POSTFIX, POWER, RELATION
from grader.values import Finding, Span

NO_NAMES = Names()
LABEL = re.compile(r"[\s$]*(?P<label>\([a-z0-9]{1,3}\)(?=\s*\\q?quad)|(?P<bare>[a-z0-9]{1,2}\))(?=\s*(?:\\q?quad|\s)))")


@dataclass(frozen=True, slots=True)
class Parsed:
    """What was read, or None, and everything that was assumed or could not be read."""

    expr: Expr | None
    findings: tuple[Finding, ...] = ()


def parse(text: str, names: Names = NO_NAMES) -> Parsed:
    """Read one formula or typed answer. Never raises: what could not be read is an error finding."""
    findings: list[Finding] = []
    try:
        check_text(text)
        tokens = tokenize(text, names)
        if len(tokens) == 1:
            return Parsed(None, (Finding("empty-answer", "error", Span(0, len(text))),))
        reader = Reader(text, tokens, names, PREFIX, INFIX)
        findings = reader.findings
        return Parsed(_whole(reader), tuple(findings))
    except Unread as unread:
        return Parsed(None, (unread.finding, *findings))
    except RecursionError:
        return Parsed(None, (Finding("too-deep", "error", Span(0, len(text)), (("limit", "DEPTH"),)),))


def _whole(r: Reader) -> Expr:
    """The expression that is the whole text; what stands after it is an error."""
    _label(r)
    _carriers(r)
    _arrow_name(r)
    r.called = _defined_here(r)
    _opening(r)
    expr = sequence_of(read_items(r))
    while r.peek().kind != "stop":
        token = r.peek()
        if r.is_op("row"):
            r.at += 1
            continue
        if token.kind == "number" and r.said(token) == ".":
            r.at += 1
            continue
        if token.word is not None and token.word.infix == "close":
            raise r.fail("unopened-bracket", token, bracket=r.said(token))
        raise r.fail("trailing-text", token, read=r.text[: token.start].strip(), rest=r.text[token.start :].strip())
    return expr


def _label(r: Reader) -> None:
    r"""Pass over the number of a part: `(c) \quad`, `1) `."""
    label = LABEL.match(r.text)
    if label is None or (label["bare"] and r.text.count("(") >= r.text.count(")")):
        return
    while r.peek().start < label.end("label") and r.peek().kind != "stop":
        r.at += 1
    r.note("label", 0, "note", label=label["label"])


def _arrow_name(r: Reader) -> None:
    r"""Pass over the name in `f: x \mapsto x^2`."""
    if r.peek().kind == "name" and r.is_op("colon", 1) and any(t.word is not None and t.word.op == "map" for t in r.tokens):
        r.at += 2


def _carriers(r: Reader) -> None:
    """Take out words around the formula that say nothing: `The answer is 5`."""
    kept = [t for t in r.tokens if t.kind == "prose" and not set(t.value.lower().split()) <= CARRIERS]
    formulas = [t for t in r.tokens if t.kind not in {"prose", "stop"}]
    if kept or len(formulas) == len(r.tokens) - 1 or not formulas:
        return
    first, last = formulas[0].start, formulas[-1].start
    if any(t.kind == "prose" and first < t.start < last for t in r.tokens):
        return
    words = " ".join(t.value for t in r.tokens if t.kind == "prose")
    r.tokens = [t for t in r.tokens if t.kind != "prose"]
    if len(r.tokens) > 2 and r.tokens[0].word is not None and r.tokens[0].word.op in {"colon", ","}:
        r.at = 1
    r.note("words-around", 0, words=words)


def _opening(r: Reader) -> None:
    """Pass over a conclusion sign or `=` before the first operand."""
    while True:
        token = r.peek()
        word = token.word
        if word is None:
            return
        if word.prefix == "skip" or word.op in {"implies", "iff"}:
            r.at += 1
        elif word.op in {"=", "approx"} or (word.op == "cell" and r.at == 0):
            r.at += 1
            r.note("leading-relation", token.start, relation=r.said(token))
        elif word.infix == "relation" and not word.prefix:
            raise r.fail("leading-relation", token, relation=r.said(token))
        else:
            return


def _defined_here(r: Reader) -> frozenset[str]:
    """`V(t) = ...` at the start makes V a function in this text; `V(t) = ... V(0) ...` is then read as a call."""
    tokens = r.tokens
    if len(tokens) < 6 or tokens[0].kind != "name" or r.names.functions.get(tokens[0].value):
        return frozenset()
    head = tokens[0].value
    at = 1
    if tokens[at].kind == "subscript":
        head = f"{head}_{tokens[at].value}"
        at += 1
    if tokens[at].word is None or tokens[at].word.op != "(":  # type: ignore[union-attr]
        return frozenset()
    at += 1
    while at + 2 < len(tokens) and tokens[at].kind == "name":
        at += 2 if tokens[at + 1].kind == "subscript" else 1
        word = tokens[at].word
        if word is not None and word.op == ",":
            at += 1
        elif word is not None and word.op == ")":
            after = tokens[at + 1].word
            known = head in r.names.variables
            return frozenset({head}) if after is not None and after.op in {"=", "defines"} and not known else frozenset()
        else:
            return frozenset()
    return frozenset()


# -------------------------------------------------------------------------------------------------- operators


def sign(r: Reader, token: Token, minimum: int) -> Expr:
    assert token.word is not None
    op = token.word.before or token.word.op
    operand = r.expression(max(minimum, MUL))
    return Apply(op, (operand,))


def negation(r: Reader, token: Token, minimum: int) -> Expr:
    return Apply("not", (r.expression(NOT),))


def total(r: Reader, left: Expr, token: Token, minimum: int) -> Expr:
    """A sum as written: `a - b + c` is add(a, neg b, c); `a \\pm b` has two sides."""
    terms = [left]
    while True:
        assert token.word is not None
        op = token.word.op
        after = r.expression(ADD + 1)
        if op in {"pm", "mp"}:
            so_far = terms[0] if len(terms) == 1 else Apply("add", tuple(terms))
            terms = [Apply("plus_minus" if op == "pm" else "minus_plus", (so_far, after))]
        else:
            terms.append(Apply("neg", (after,)) if op == "neg" else after)
        token = r.tokens[r.at]
        if token.word is None or token.word.infix != "sum":
            return terms[0] if len(terms) == 1 else Apply("add", tuple(terms))
        r.at += 1


def product(r: Reader, left: Expr, token: Token, minimum: int) -> Expr:
    """Factors with and without a sign between them, and quotients, from the left."""
    factors = [left]
    divided = -1
    word = token.word
    if word is not None and word.infix in {"product", "quotient"}:
        r.at -= 1
    while True:
        token = r.tokens[r.at]
        word = token.word
        if word is not None and word.infix == "product":
            r.at += 1
            if word.op in r.fences[-1]:
                break
            factors.append(r.expression(MUL + 1))
        elif word is not None and word.infix == "quotient":
            if word.op in r.fences[-1]:
                break
            r.at += 1
            top = factors[0] if len(factors) == 1 else Apply("mul", tuple(factors))
            factors = [Apply("div", (top, _divisor(r)))]
            divided = token.start
        elif r.juxtaposed(token):
            if divided >= 0 and len(factors) == 1:
                _note_division(r, divided)
            factors.append(_factor(r, factors[-1], token))
        else:
            break
    return factors[0] if len(factors) == 1 else Apply("mul", tuple(factors))


def _divisor(r: Reader) -> Expr:
    """What stands after `/`: one factor; letters typed together, as in `1/ab`, are one."""
    start = r.peek().start
    first = r.expression(MUL + 1)
    if not r.peek().glued or not r.juxtaposed(r.peek()):
        return first
    factors = [first]
    while r.peek().glued and r.juxtaposed(r.peek()):
        factors.append(r.expression(MUL + 1))
    r.note("letters-in-denominator", start, denominator=r.text[start : r.tokens[r.at - 1].end])
    return Apply("mul", tuple(factors))


def _note_division(r: Reader, slash: int) -> None:
    token = r.peek()
    r.note("division-first", slash, divisor=r.text[slash + 1 : token.start].strip(), factor=r.said(token))


def _factor(r: Reader, before: Expr, token: Token) -> Expr:
    """A factor without a sign before it; an integer before a fraction of integers is a mixed number."""
    if isinstance(before, Number) and token.kind == "number":
        if not (r.is_op("div", 1) and r.peek(2).kind == "name"):
            raise r.fail("two-numbers", token, first=before.text, second=token.value)
        r.note("two-factors", token.start, first=before.text, second=token.value)
    return r.expression(MUL + 1)


def binary(r: Reader, left: Expr, token: Token, minimum: int) -> Expr:
    assert token.word is not None
    return Apply(token.word.op, (left, r.expression(MUL + 1)))


def modulo(r: Reader, left: Expr, token: Token, minimum: int) -> Expr:
    r"""`a \bmod n`, `a \pmod{n}`."""
    return Apply("mod", (left, r.group() if r.is_op("group") else r.expression(MUL + 1)))


def power(r: Reader, left: Expr, token: Token, minimum: int) -> Expr:
    """`x^2`, `x^{10}`, `x^-1`; also `^\\circ`, `^\\top`, `^{(i)}` and a subscript after the exponent."""
    following = r.peek()
    word = following.word
    inside = r.peek(1).word if word is not None and word.op == "group" else word
    if inside is not None and inside.infix in {"postfix", "prime"} and not inside.prefix:
        return _postfix_script(r, left, grouped=inside is not word)
    if inside is not None and inside.op == "mul" and r.said(r.peek(1 if inside is not word else 0)) in {"*", "\\ast", "∗"}:
        return _starred(r, left, grouped=inside is not word)
    if word is not None and word.op == "group":
        exponent = r.group()
    elif r.latex and following.kind == "number":
        r.at += 1
        exponent = Number(following.value)
        if len(following.value) > 1 and following.value.isdigit():
            r.note("exponent-digits", following.start, exponent=following.value)
    elif r.latex and following.kind == "name" and (r.peek(1).kind == "subscript" or r.is_op("subscript", 1)):
        r.at += 1
        exponent = Name(r.names.canonical(following.value))
    else:
        exponent = r.expression(POWER)
    if r.peek().kind == "subscript" and isinstance(left, Name) and "_" not in left.id:
        left = applied.subscripted(r, left.id)
    elif r.is_op("subscript") and isinstance(left, Name):
        left = applied.subscripted(r, left.id)
    if exponent == Name("T") and _is_transpose(r, left):
        r.note("transpose", token.start)
        return Apply("transpose", (left,))
    return Apply("pow", (left, exponent))


def _is_transpose(r: Reader, base: Expr) -> bool:
    names = r.names
    if "T" in names.declared:
        return False
    if isinstance(base, Matrix):
        return True
    ts = sum(1 for t in r.tokens if t.kind == "name" and t.value == "T")
    powers = sum(
        1 for before, t in zip(r.tokens, r.tokens[1:], strict=False)
        if t.kind == "name" and t.value == "T" and before.word is not None and before.word.op in {"pow", "group"}
    )
    return ts == powers and not isinstance(base, Number)


def _postfix_script(r: Reader, left: Expr, grouped: bool) -> Expr:
    r"""`x^\circ`, `A^{\top}`, `f^{\prime\prime}`, `f^{''}(x)`."""
    opening = r.next() if grouped else r.peek()
    value = left
    while r.peek().word is not None and r.peek().word.infix in {"postfix", "prime"}:  # type: ignore[union-attr]
        token = r.next()
        assert token.word is not None
        value = INFIX[token.word.infix](r, value, token, POSTFIX)
        if not grouped:
            break
    if grouped:
        r.expect("}", opening)
    if isinstance(value, Apply) and value.op == "prime" and r.is_op("(") and isinstance(value.args[0], Name):
        return applied.call(r, value)
    return value


def _starred(r: Reader, left: Expr, grouped: bool) -> Expr:
    opening = r.next() if grouped else r.peek()
    r.at += 1
    if grouped:
        r.expect("}", opening)
    if isinstance(left, Name):
        base, _, sub = left.id.partition("_")
        return Name(f"star({base})" + (f"_{sub}" if sub else ""))
    return Apply("conjugate_transpose", (left,))


def superscript(r: Reader, left: Expr, token: Token, minimum: int) -> Expr:
    value = applied.superscript_value(token, r)
    if isinstance(left, Name) and r.is_op("(") and applied.is_function(r, left.id):
        if value == Apply("neg", (Number("1"),)):
            return applied.call(r, Apply("pow", (left, value)))
        return Apply("pow", (applied.call(r, left), value))
    return Apply("pow", (left, value))


def postfix(r: Reader, left: Expr, token: Token, minimum: int) -> Expr:
    assert token.word is not None
    return Apply(token.word.op, (left,))


def prime(r: Reader, left: Expr, token: Token, minimum: int) -> Expr:
    assert token.word is not None
    count = {"prime": 1, "prime2": 2}.get(token.word.op, 3)
    if isinstance(left, Apply) and left.op == "prime" and isinstance(left.args[1], Number):
        return Apply("prime", (left.args[0], Number(str(int(left.args[1].text) + count))))
    return Apply("prime", (left, Number(str(count))))


def relation(r: Reader, left: Expr, token: Token, minimum: int) -> Expr:
    """All relations in a row make one chain."""
    operands, relations = [left], []
    while True:
        assert token.word is not None
        op = token.word.op
        relations.append(op)
        operand = r.expression(RELATION + 1)
        operands.append(as_set(operand) if op in {"in", "notin", "subset", "subseteq"} else operand)
        token = r.tokens[r.at]
        if token.word is None or token.word.infix != "relation" or token.word.op in r.fences[-1]:
            return Chain(tuple(operands), tuple(relations))
        r.at += 1


def logic(r: Reader, left: Expr, token: Token, minimum: int) -> Expr:
    assert token.word is not None
    op, own = ("or" if token.word.op == "||" else token.word.op), token.word.power
    if op in {"implies", "iff"}:
        return Apply(op, (left, r.expression(own if op == "implies" else own + 1)))
    if op in {"nand", "nor", "xnor"}:
        pair = (left, r.expression(own + 1))
        return Apply("not", (Apply({"nand": "and", "nor": "or", "xnor": "xor"}[op], pair),))
    items = [left]
    while True:
        items.append(r.expression(own + 1))
        token = r.tokens[r.at]
        if token.word is None or token.word.infix != "logic" or token.word.op not in {op, "||"} or (
            token.word.op == "||" and ("||" in r.fences[-1] or op != "or")
        ):
            return Apply(op, tuple(items))
        r.at += 1


def set_operation(r: Reader, left: Expr, token: Token, minimum: int) -> Expr:
    assert token.word is not None
    op, own = token.word.op, token.word.power
    items = [as_set(left)]
    while True:
        items.append(as_set(r.expression(own + 1)))
        token = r.tokens[r.at]
        if token.word is None or token.word.op != op or op == "setminus":
            return Apply(op, tuple(items))
        r.at += 1


def over(r: Reader, left: Expr, token: Token, minimum: int) -> Expr:
    assert token.word is not None
    return Apply(token.word.op, (left, r.expression(token.word.power)))


def subscript(r: Reader, left: Expr, token: Token, minimum: int) -> Expr:
    r"""A subscript on what is not a letter: an index of a bracket, or the place of an evaluation."""
    inner = applied.script(r, token, POSTFIX)
    items = inner.args if isinstance(inner, Apply) and inner.op == "sequence" else (inner,)
    return Index(left, items)


# ---------------------------------------------------------------------------------------------------- operands


def number(r: Reader, token: Token, minimum: int) -> Expr:
    value = Number(token.value)
    if token.value[-1] == ")" and r.text[token.end - 1] == ")":
        r.note("repeating-decimal", token.start, number=r.said(token))
    following = r.tokens[r.at]
    if following.kind in {"subscript"} or (following.word is not None and following.word.op == "subscript"):
        r.at += 1
        return Index(value, (applied.script(r, following, POSTFIX),))
    if minimum <= MUL + 1 and token.value.isdigit():
        mixed = _mixed(r, value, following)
        if mixed is not None:
            return mixed
    return value


def _mixed(r: Reader, whole: Number, following: Token) -> Expr | None:
    r"""`1\frac{1}{2}`, `1 1/2`, `1½`: a whole number and a proper fraction of whole numbers."""
    if following.kind == "vulgar":
        r.at += 1
        return Apply("add", (whole, _vulgar(following.value)))
    at = r.at
    tokens = r.tokens
    if following.word is not None and following.word.prefix == "fraction":
        shape = [(t.value if t.kind == "number" else r.said(t)) for t in tokens[at + 1 : at + 7]]
        match shape:
            case ["{", top, "}", "{", bottom, "}"] if top.isdigit() and bottom.isdigit() and int(top) < int(bottom):
                r.at += 7
                r.note("mixed-number", tokens[at - 1].start)
                return Apply("add", (whole, Apply("div", (Number(top), Number(bottom)))))
        pair = tokens[at + 1].value
        if tokens[at + 1].kind == "number" and len(pair) == 2 and pair.isdigit() and pair[0] < pair[1]:
            r.at += 2
            r.note("mixed-number", tokens[at - 1].start)
            return Apply("add", (whole, Apply("div", (Number(pair[0]), Number(pair[1])))))
    if following.kind == "number" and following.spaced and following.value.isdigit() and r.is_op("div", 1):
        bottom_token = tokens[at + 2]
        if bottom_token.kind == "number" and bottom_token.value.isdigit():
            top, bottom = following.value, bottom_token.value
            if len(bottom) < 20 and int(top) < int(bottom):
                r.at += 3
                r.note("mixed-number", tokens[at - 1].start)
                return Apply("add", (whole, Apply("div", (Number(top), Number(bottom)))))
    return None


def vulgar(r: Reader, token: Token, minimum: int) -> Expr:
    return _vulgar(token.value)


def _vulgar(value: str) -> Expr:
    top, _, bottom = value.partition("/")
    return Apply("div", (Number(top), Number(bottom)))


def macro(r: Reader, token: Token, minimum: int) -> Expr:
    assert token.word is not None
    return Apply(token.word.op, tuple(r.group() for _ in range(token.word.arity[0])))


def root(r: Reader, token: Token, minimum: int) -> Expr:
    r"""`\sqrt{x}`, `\sqrt[3]{x}`, `√2`, `∛x`."""
    assert token.word is not None
    degree: Expr | None = Number("3") if token.word.op == "cbrt" else None
    if r.latex and r.is_op("["):
        opening = r.next()
        r.fences.append(("]",))
        degree = r.expression()
        r.expect("]", opening)
        r.fences.pop()
    if r.is_op("(") and not r.is_op("group"):
        radicand = r.operand(POSTFIX)
    elif r.peek().kind == "number" and not r.said(token).startswith("\\"):
        radicand = Number(r.next().value)
    else:
        radicand = r.group()
    return Apply("sqrt", (radicand,)) if degree is None else Apply("root", (radicand, degree))


def box(r: Reader, token: Token, minimum: int) -> Expr:
    r"""`\boxed{x}`; `\boxed{= x}` goes on from the line before."""
    if not r.is_op("group"):
        return Apply("boxed", (r.group(),))
    opening = r.next()
    r.fences.append(("}",))
    _opening(r)
    inner = sequence_of(read_items(r))
    r.expect("}", opening)
    r.fences.pop()
    return Apply("boxed", (inner,))


def style(r: Reader, token: Token, minimum: int) -> Expr:
    """A type face changes nothing; a letter in it still takes subscripts and arguments."""
    inner = r.group()
    return applied.hang(r, inner.id, token, minimum) if isinstance(inner, Name) and "_" not in inner.id else inner


def skip(r: Reader, token: Token, minimum: int) -> Expr:
    return r.operand(minimum)


def ellipsis(r: Reader, token: Token, minimum: int) -> Expr:
    return Apply("ellipsis", ())


def typed_accent(r: Reader, token: Token, minimum: int) -> Expr:
    return applied.accent(r, token, minimum)


PREFIX: Mapping[str, Prefix] = {
    "number": number, "vulgar": vulgar, "name": applied.name, "text": applied.text, "prose": applied.text, "styled": applied.styled,
    "accent": typed_accent, "begin": environments.environment, "sign": sign, "not": negation,
    "fraction": binders.fraction, "macro": macro, "root": root, "box": box, "style": style, "skip": skip,
    "ellipsis": ellipsis, "bracket": brackets.bracket, "set": brackets.set_braces, "group": brackets.group,
    "braces": brackets.braces, "outward": brackets.outward, "bar": brackets.bar, "fence": brackets.fence,
    "norm": brackets.norm, "angle": brackets.angle, "script": applied.script, "function": applied.function,
    "constant": applied.constant, "big": binders.big, "integral": binders.integral, "limit": binders.limit,
    "nabla": binders.nabla, "differential": binders.differential, "leibniz": binders.leibniz, "take-differential": binders.take_differential, "arg": binders.arg,
    "dot": binders.dot,
    "extremum": binders.extremum, "quantifier": binders.quantifier, "probability": chances.probability,
    "expectation": chances.expectation, "moment": chances.moment, "divergence": chances.divergence,
    "divergence-arguments": chances.divergence_arguments,
    "indicator": chances.indicator, "event?": chances.looks_like_event,
    "call-expectation": chances.typed_expectation, "call-apply": calls.apply, "call-sign": calls.sign,
    "call-root": calls.root, "call-inverse": calls.inverse, "call-relation": calls.relation,
    "call-interval": calls.interval, "call-matrix": calls.matrix, "call-cases": calls.cases, "call-bind": calls.bind,
}  # fmt: skip
INFIX: Mapping[str, Infix] = {
    "sum": total, "product": product, "quotient": product, "binary": binary, "modulo": modulo, "power": power,
    "superscript": superscript, "postfix": postfix, "prime": prime, "relation": relation, "logic": logic,
    "set-operation": set_operation, "over": over, "subscript": subscript, "map": binders.mapping,
}  # fmt: skip

__all__ = ["Bind", "Call", "Interval", "Parsed", "Text", "parse"]
