"""Powers and what else is raised: exponents, transposes, stars, primes and degrees behind `^`."""

from __future__ import annotations

from grader.notation.lexing.tokens import Token
from grader.notation.reader import Reader
from grader.notation.shapes import arguments, operators, raised, subscripts
from grader.notation.tree import Apply, Expr, Matrix, Name, Number
from grader.notation.words.word import POSTFIX, POWER


def power(r: Reader, left: Expr, token: Token, minimum: int) -> Expr:
    """`x^2`, `x^{10}`, `x^-1`; also `^\\circ`, `^\\top`, `^{(i)}` and a subscript after the exponent."""
    following = r.peek()
    word = following.word
    inside = r.peek(1).word if word is not None and word.op == "group" else word
    if inside is not None:
        if inside.infix in {"postfix", "prime"} and inside.prefix in {"", "quote"}:
            return operators.with_minutes(r, _postfix_script(r, left, grouped=inside is not word))
        if r.said(r.peek(1 if inside is not word else 0)) in STARS:
            return _starred(r, left, grouped=inside is not word)
        if _inverse_transpose(r):
            r.at += 4
            return Apply("pow", (Apply("transpose", (left,)), Apply("neg", (Number("1"),))))
    if word is not None and word.op == "group":
        r.at += 1
        bracketed = r.is_op("(") and isinstance(left, Name)
        exponent = r.braced(following)
        if bracketed and isinstance(left, Name) and raised.arabic(exponent) != exponent:
            return Apply("prime", (left, raised.arabic(exponent)))
        if bracketed and isinstance(left, Name) and isinstance(exponent, Name | Number):
            return _in_brackets(r, left, exponent, token)
    elif following.kind == "number" and (r.latex or r.peek(1).kind == "subscript" or r.is_op("subscript", 1)):
        r.at += 1
        exponent = Number(following.value)
        if len(following.value) > 1 and following.value.isdigit():
            r.note("exponent-digits", following.start, exponent=following.value)
    elif r.latex and following.kind == "name" and (r.peek(1).kind == "subscript" or r.is_op("subscript", 1)):
        r.at += 1
        exponent = Name(r.names.canonical(following.value))
    else:
        exponent = r.expression(POWER)
    if (r.peek().kind == "subscript" and isinstance(left, Name) and "_" not in left.id) or (
        r.is_op("subscript") and isinstance(left, Name)
    ):
        left = subscripts.subscripted(r, left.id)
    if isinstance(exponent, Name):
        if exponent.id == "H" and isinstance(left, Matrix) and "H" not in r.names.declared:
            return Apply("conjugate_transpose", (left,))
        if exponent.id == "T" and _is_transpose(r, left):
            r.note("transpose", token.start)
            return Apply("transpose", (left,))
    if not r.latex:
        _note_end(r, left, exponent, following)
    return Apply("pow", (left, exponent))


def _in_brackets(r: Reader, left: Name, exponent: Expr, sign: Token) -> Expr:
    """`y^{(4)}` beside `y''` is a derivative; else, where `y` is not indexed, a power."""
    pairs = zip(r.tokens, r.tokens[1:], strict=False)
    if any(a.value == left.id and b.word is not None and b.word.infix == "prime" for a, b in pairs):
        return Apply("prime", (left, exponent))
    r.note("bracket-is-power", sign.start, name=left.id)
    return Apply("pow", (left, exponent))


def _note_end(r: Reader, base: Expr, exponent: Expr, first: Token) -> None:
    """Typed `e^2x` may well be meant as `e^(2x)`; of `x^2y` nobody asks."""
    after = r.peek()
    last = exponent.args[0] if isinstance(exponent, Apply) and exponent.op == "neg" else exponent
    asks = isinstance(last, Number) and (base == Name("e") or isinstance(base, Number))
    asks = asks or (isinstance(last, Name) and after.glued)  # `e^xy`
    if asks and after.kind == "name" and not after.spaced:
        taken = r.text[first.start : after.start]
        r.note("exponent-ends", first.start, after.end, exponent=taken, factor=r.said(after))


def _inverse_transpose(r: Reader) -> bool:
    r"""`{-\top}` stands here, or `{-T}`."""
    if not (r.is_op("group") and r.is_op("neg", 1) and r.is_op("}", 3)):
        return False
    return r.is_op("transpose", 2) or (r.peek(2).value == "T" and "T" not in r.names.declared)


def _is_transpose(r: Reader, base: Expr) -> bool:
    names = r.names
    if "T" in names.declared:
        return False
    if isinstance(base, Matrix):
        return True
    ts = sum(1 for t in r.tokens if t.kind == "name" and t.value == "T")
    powers = sum(
        1
        for before, t in zip(r.tokens, r.tokens[1:], strict=False)
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
        value = r.infix[token.word.infix](r, value, token, POSTFIX)
        if not grouped:
            break
    if grouped:
        r.expect("}", opening)
    if isinstance(value, Apply) and value.op == "prime" and r.is_op("(") and isinstance(value.args[0], Name):
        return arguments.call(r, value)
    return value


def _starred(r: Reader, left: Expr, grouped: bool) -> Expr:
    """`z^*`, `A^{*}`; several stars within braces are as many conjugates of a matrix."""
    opening = r.next() if grouped else r.peek()
    times = STARS[r.said(r.next())]
    while grouped and r.said(r.peek()) in STARS:
        times += STARS[r.said(r.next())]
    if grouped:
        r.expect("}", opening)
    if isinstance(left, Name) and times == 1:
        domain = r.names.domain(left.id)
        if domain is not None and domain.kind == "complex" and f"star({left.id})" not in r.names.declared:
            return Apply("conjugate", (left,))
        base, _, sub = left.id.partition("_")
        return Name(f"star({base})" + (f"_{sub}" if sub else ""))
    for _ in range(times):
        left = Apply("conjugate_transpose", (left,))
    return left


def superscript(r: Reader, left: Expr, token: Token, minimum: int) -> Expr:
    value = subscripts.superscript_value(token, r)
    if isinstance(left, Name) and r.is_op("(") and arguments.is_function(r, left.id):
        if raised.is_factor(r, left.id, value):
            return Apply("pow", (left, value))
        if value == Apply("neg", (Number("1"),)):
            return arguments.call(r, Apply("pow", (left, value)))
        return Apply("pow", (arguments.call(r, left), value))
    return Apply("pow", (left, value))


STARS = {"*": 1, "**": 2, "\\ast": 1, "∗": 1}
