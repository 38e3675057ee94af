"""Derivatives in their several spellings: fractions of differentials, `dy/dx`, `\\partial_x`, gradients, dots."""

from __future__ import annotations

from grader.notation.lexing.tokens import Token
from grader.notation.reader import Reader
from grader.notation.shapes.arguments import call, is_function
from grader.notation.shapes.functions import arguments
from grader.notation.shapes.hanging import hang
from grader.notation.shapes.subscripts import script
from grader.notation.tree import Apply, Bind, Call, Expr, Name, Number
from grader.notation.words.word import MUL, POSTFIX


def fraction(r: Reader, token: Token, minimum: int) -> Expr:
    r"""`\frac{a}{b}`, or a derivative where the denominator is made of differentials."""
    differs = "d" in r.text.replace("\\cdot", "") or "partial" in r.text or "∂" in r.text
    variables = _denominator(r) if differs else None
    if variables is not None:
        return _derivative(r, token, *variables)
    return Apply("div", two_groups(r, token))


def two_groups(r: Reader, token: Token) -> tuple[Expr, Expr]:
    r"""The two arguments of `\frac` or `\binom`."""
    first = r.group()
    following = r.peek()
    if following.kind == "stop" or (following.word is not None and not following.word.prefix):
        raise r.fail("second-missing", token, word=r.said(token))
    return first, r.group()


Variables = tuple[str, list[tuple[Expr, Expr]], int]


def _denominator(r: Reader) -> Variables | None:
    r"""The differentials of the second group of `\frac{..}{..}`, with the place after it; None if it has none."""
    tokens = r.tokens
    if not r.is_op("group"):
        return None
    middle = _after_group(r, r.at)
    if middle is None or tokens[middle].word is None or tokens[middle].word.op != "group":  # type: ignore[union-attr]
        return None
    end = _after_group(r, middle)
    if end is None:
        return None
    kind = _d(r, tokens[middle + 1])
    if not kind and _of_names(r, tokens[r.at + 1 : middle - 1], tokens[middle + 1 : end - 1]):
        first, last = tokens[r.at - 1].start, tokens[end - 1].end
        r.note("quotient-is-derivative", first, last, read=r.text[first:last])
        kind = "diff"
    if not kind:
        return None
    here = r.at
    r.at = middle + 1
    found: list[tuple[Expr, Expr]] = []
    while r.at < end - 1:
        if not _is_d(r.peek(), kind) or not _names_something(r.peek(1)):
            r.at = here
            return None
        r.at += 1
        found.append(_differential_power(r))
    r.at = here
    return kind, found, end


def _of_names(r: Reader, above: list[Token], below: list[Token]) -> bool:
    r"""`\frac{de}{db}` where d is a name too: d followed by one declared name, over the same, is a derivative. A
    product of d with the others would have been reduced, or written with a sign."""
    return all(
        len(part) == 2
        and part[0].kind == "name"
        and part[0].value == "d"
        and part[1].kind == "name"
        and part[1].value in r.names.declared
        for part in (above, below)
    )


def looks_like_leibniz(r: Reader, token: Token, minimum: int) -> Expr:
    """Number 1 where the `d` just read begins `d/dx`, `dy/dx`, `d^2y/dx^2`, `d2y/dx2`."""
    return Number("1") if _leibniz_ahead(r) else Number("0")


def _leibniz_ahead(r: Reader) -> bool:
    if "/" not in r.text and "÷" not in r.text:
        return False
    tokens, at = r.tokens, r.at
    if "d" in r.names.declared:
        return _declared_quotient(r)
    if tokens[at].word is not None and tokens[at].word.infix == "power":  # type: ignore[union-attr]
        at += 2
    elif tokens[at].kind == "number" and tokens[at].value.isdigit() and not tokens[at].spaced:
        at += 1
    if tokens[at].word is not None and tokens[at].word.op == "(":  # type: ignore[union-attr]
        at = _after_bracket(r, at)
    elif not _divides(r, at):
        if tokens[at].kind != "name":
            return False
        at += 1
        while r.tokens[at].kind == "subscript":
            at += 1
    if tokens[at].word is not None and tokens[at].word.op == "(" and at > r.at:  # type: ignore[union-attr]
        at = _after_bracket(r, at)
    if not _divides(r, at):
        return False
    at += tokens[at + 1].word is not None and tokens[at + 1].word.op == "("  # type: ignore[union-attr]
    over, under = tokens[at + 1 : at + 2], tokens[at + 2 : at + 3]
    return bool(over and under) and over[0].value == "d" and under[0].kind == "name" and under[0].glued


def _after_bracket(r: Reader, at: int) -> int:
    depth = 0
    for place in range(at, len(r.tokens)):
        word = r.tokens[place].word
        depth += 0 if word is None else (word.op == "(") - (word.op == ")")
        if depth == 0:
            return place + 1
    return at


def _divides(r: Reader, at: int) -> bool:
    word = r.tokens[at].word
    return word is not None and word.op == "div"


def _declared_quotient(r: Reader) -> bool:
    """`de/db` typed without a sign or space, where d is a name too."""
    parts = r.tokens[r.at - 1 : r.at + 4]
    if len(parts) < 5 or not (_divides(r, r.at + 1) and parts[1].glued and parts[4].glued):
        return False
    if not _of_names(r, parts[:2], parts[3:]):
        return False
    start, end = parts[0].start, parts[4].end
    r.note("quotient-is-derivative", start, end, read=r.text[start:end])
    return True


def _names_something(token: Token) -> bool:
    return token.kind in {"name", "styled"} or (token.word is not None and token.word.prefix in {"style", "accent"})


def _differential_power(r: Reader) -> tuple[Expr, Expr]:
    token = r.next()
    if token.kind == "name" and r.is_op("("):
        variable: Expr = Name(r.names.canonical(token.value))  # `d/dx (...)`: what follows is not its argument
    elif token.kind == "name":
        variable = hang(r, token.value, token, 90)
        if isinstance(variable, (Apply, Call)):
            raise r.fail("unexpected-token", token, token=r.said(token))
    else:
        r.at -= 1
        variable = r.group()
    if r.accept("pow"):
        return variable, r.group()
    if r.peek().kind == "superscript":
        return variable, Number(r.next().value)
    return variable, Number("1")


def _d(r: Reader, token: Token) -> str:
    if token.word is not None and token.word.prefix == "differential":
        return "partial"
    if token.kind == "name" and token.value == "d" and "d" not in r.names.declared:
        return "diff"
    return ""


def _is_d(token: Token, kind: str) -> bool:
    """Whether this is the sign of a derivative of which the kind is known."""
    if kind == "partial":
        return token.word is not None and token.word.prefix == "differential"
    return token.kind == "name" and token.value == "d"


def _after_group(r: Reader, at: int) -> int | None:
    depth = 0
    for place in range(at, len(r.tokens)):
        word = r.tokens[place].word
        if word is not None:
            depth += {"group": 1, "{": 1, "}": -1}.get(word.op, 0)
            if depth == 0:
                return place + 1
    return None


def _derivative(r: Reader, token: Token, kind: str, found: list[tuple[Expr, Expr]], end: int) -> Expr:
    opening = r.next()
    if _is_d(r.peek(), kind):
        r.at += 1
        if r.accept("pow"):
            r.group()
        elif r.peek().kind == "superscript":
            r.at += 1
        inner = None if r.is_op("}") else _inside(r, found)
    else:
        inner = _inside(r, found)
        r.note("missing-d", token.start, read=r.said(opening) + r.text[opening.end : r.peek().start])
    r.expect("}", opening)
    r.at = end
    above = inner
    if inner is None:
        inner = _operand_of_derivative(r)
    for variable, order in reversed(found):
        inner = Bind(kind, (variable,), (order,), inner)
    if len(found) == 1 and isinstance(above, Name) and r.is_op("("):
        return _value_of_derivative(r, token, above, inner, found[0][0])
    return inner


def _value_of_derivative(r: Reader, token: Token, above: Name, derivative: Expr, variable: Expr) -> Expr:
    r"""`\frac{df}{dx}(2)` is the derivative at 2; where `f` is no function, only before a single number."""
    if not (is_function(r, above.id) or (r.peek(1).kind == "number" and r.is_op(")", 2))):
        return derivative
    place = arguments(r, r.peek(), False)
    if len(place) != 1:
        raise r.fail("wrong-arguments", token, function=above.id, count=str(len(place)))
    r.note("derivative-at", token.start, read=r.text[token.start : r.tokens[r.at - 1].end])
    return Bind("at", (variable,), place, derivative)


def _inside(r: Reader, found: list[tuple[Expr, Expr]]) -> Expr:
    r.fences.append(("}",))
    inner = r.expression()
    r.fences.pop()
    return inner


def _operand_of_derivative(r: Reader) -> Expr:
    r"""What `\frac{d}{dx}` applies to: a bracket with its power, or the factors up to the next plus or minus."""
    if r.is_op("(") or r.is_op("["):
        start = r.at
        inner = arguments(r, r.peek(), False)[0]
        if not r.is_op("pow"):
            return inner
        r.at = start
        return r.expression(MUL + 1)
    return r.expression(MUL)


def leibniz(r: Reader, token: Token, minimum: int) -> Expr:
    """`d/dx f(x)`, `dy/dx`, typed; the `d` has been read."""
    times = ""
    if r.accept("pow"):
        r.group()
    elif r.peek().kind == "number":
        times = r.next().value
    inner: Expr | None = None
    if r.is_op("("):
        inner = r.operand(POSTFIX)
    elif not r.is_op("div"):
        top = r.next()
        told = len(r.findings)
        inner = hang(r, top.value, top, 90)
        if r.is_op("("):  # `dy(t)/dt`
            del r.findings[told:]
            inner = call(r, inner)
    r.at += 1
    opening = r.peek()
    bracketed = r.accept("(")  # `d/(dx)`
    r.at += 1
    variable, order = _differential_power(r)
    if bracketed:
        r.expect(")", opening)
    if times:
        if r.peek().value != times:
            raise r.fail("unexpected-token", token, token=r.said(token) + times)
        order = Number(r.next().value)
    if inner is None:
        inner = _operand_of_derivative(r)
    return Bind("diff", (variable,), (order,), inner)


def differential(r: Reader, token: Token, minimum: int) -> Expr:
    r"""`\partial f/\partial x` typed in a row; `\partial_x f`."""
    if r.peek().kind == "subscript" or r.is_op("subscript"):
        variable = script(r, r.next(), POSTFIX)
        return Bind("partial", (variable,), (Number("1"),), r.expression(MUL))
    if r.accept("pow"):
        r.group()
    elif r.peek().kind == "superscript":
        r.at += 1
    inner: Expr | None = None
    if not r.is_op("div"):
        top = r.next()
        if top.kind == "name":
            inner = hang(r, top.value, top, 90)
        else:
            r.at -= 1
            inner = r.expression(POSTFIX)
    if not r.accept("div") or not _d(r, r.peek()):
        raise r.fail("unexpected-token", token, token=r.said(token))
    found: list[tuple[Expr, Expr]] = []
    while _d(r, r.peek()):
        r.at += 1
        found.append(_differential_power(r))
    if inner is None:
        inner = _operand_of_derivative(r)
    for variable, order in reversed(found):
        inner = Bind("partial", (variable,), (order,), inner)
    return inner


def nabla(r: Reader, token: Token, minimum: int) -> Expr:
    r"""`\nabla f`, `\nabla_w L(w)`, `\nabla^2 f`."""
    variable: Expr | None = None
    times = 1
    while True:
        following = r.peek()
        if following.kind == "subscript" or r.is_op("subscript"):
            variable = script(r, r.next(), POSTFIX)
        elif r.is_op("pow"):
            r.at += 1
            r.group()
            times = 2
        else:
            break
    start = r.at
    inner = arguments(r, token, False)[0] if r.is_op("(") or r.is_op("[") else r.expression(MUL)
    if r.is_op("pow"):  # of the bracket with its power and what it is multiplied by: (a - b)^T (a - b)
        r.at = start
        inner = r.expression(MUL)
    if times == 2 and variable is not None:  # the matrix of second derivatives
        return Bind("gradient", (variable,), (), Bind("gradient", (variable,), (), inner))
    if times == 2:
        return Apply("laplace", (inner,))
    if variable is None:
        return Apply("nabla", (inner,))
    return Bind("gradient", (variable,), (), inner)


def dot(r: Reader, token: Token, minimum: int) -> Expr:
    inner = r.group()
    order = "2" if token.word is not None and token.word.op == "dot_over2" else "1"
    return Apply("dot_over", (inner, Number(order)))
