"""What may stand where an operand begins: numbers, signs, roots, boxes."""

from __future__ import annotations

from grader.notation.lexing.tokens import Token
from grader.notation.reader import Reader
from grader.notation.shapes import hanging, indicators, subscripts
from grader.notation.shapes.brackets import inside
from grader.notation.shapes.derivatives import two_groups
from grader.notation.shapes.hanging import ENDS
from grader.notation.shapes.surroundings import opening as opening_sign
from grader.notation.tree import Apply, Expr, Index, Name, Number
from grader.notation.words.word import MUL, NOT, POSTFIX, POWER


def sign(r: Reader, token: Token, minimum: int) -> Expr:
    assert token.word is not None
    op = token.word.before or token.word.op
    operand = r.expression(max(minimum, MUL))
    return Apply(op, (operand,))


def negation(r: Reader, token: Token, minimum: int) -> Expr:
    """Of a whole relation (`not x = y`), but in `not B -> not A` of what stands before the arrow."""
    r.fences.append((*r.fences[-1], "to"))
    operand = r.expression(NOT)
    r.fences.pop()
    return Apply("not", (operand,))


def number(r: Reader, token: Token, minimum: int) -> Expr:
    value = Number(token.value)
    following = r.tokens[r.at]
    if following.word is not None and following.word.infix in ENDS and token.value.isdigit():
        return value
    if token.value[-1] == ")" and r.text[token.end - 1] == ")":
        r.note("repeating-decimal", token.start, number=r.said(token))
    elif "e" in token.value and r.text[token.end : token.end + 1].isalpha():
        r.note("power-of-ten", token.start, number=r.said(token))
    if token.value == "1" and following.word is not None and following.word.op in {"{", "group"}:
        return r.prefix["one"](r, token, minimum)
    if minimum >= POWER:
        return value
    if following.kind in {"subscript"} or (following.word is not None and following.word.op == "subscript"):
        if token.value == "1":
            return indicators.lowered(r, value) or value
        r.at += 1
        below = subscripts.script(r, following, POSTFIX)
        return subscripts.in_base(r, token.start, value, below) or Index(value, (below,))
    if minimum <= MUL + 1 and token.value.isdigit() and not (r.at > 1 and r.is_op("div", -2)):
        mixed = _mixed(r, value, following)
        if mixed is not None:
            return mixed
    return value


def _mixed(r: Reader, whole: Number, following: Token) -> Expr | None:
    r"""`1\frac{1}{2}`, `1 1/2`, `1½`: a whole number and a proper fraction of whole numbers. Where the exercise
    says that there are mixed numbers, nothing is assumed; where it says that there are none, None."""
    if r.names.mixed_numbers is False:
        return None
    start = r.tokens[r.at - 1].start
    mixed = _whole_and_part(r, whole, following)
    if mixed is not None and following.kind != "vulgar" and r.names.mixed_numbers is None:
        r.note("mixed-number", start)
    return mixed


def _whole_and_part(r: Reader, whole: Number, following: Token) -> Expr | None:
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
                return Apply("add", (whole, Apply("div", (Number(top), Number(bottom)))))
        pair = tokens[at + 1].value
        if tokens[at + 1].kind == "number" and len(pair) == 2 and pair.isdigit() and pair[0] < pair[1]:
            r.at += 2
            return Apply("add", (whole, Apply("div", (Number(pair[0]), Number(pair[1])))))
    if following.kind == "number" and following.spaced and following.value.isdigit() and r.is_op("div", 1):
        bottom_token = tokens[at + 2]
        if bottom_token.kind == "number" and bottom_token.value.isdigit():
            top, bottom = following.value, bottom_token.value
            if len(bottom) < 20 and int(top) < int(bottom):
                r.at += 3
                return Apply("add", (whole, Apply("div", (Number(top), Number(bottom)))))
    return None


def vulgar(r: Reader, token: Token, minimum: int) -> Expr:
    return _vulgar(token.value)


def _vulgar(value: str) -> Expr:
    top, _, bottom = value.partition("/")
    return Apply("div", (Number(top), Number(bottom)))


def macro(r: Reader, token: Token, minimum: int) -> Expr:
    assert token.word is not None
    return Apply(token.word.op, two_groups(r, token))


def _note_end(r: Reader, sign: Token) -> None:
    """`√2x`, `√x²`: the sign reaches no further than one letter or number."""
    after = r.peek()
    if not after.spaced and after.kind in {"name", "superscript"}:
        read = r.text[sign.start : r.tokens[r.at - 1].end]
        r.note("root-ends", sign.start, after.end, root=read, after=r.said(after))


DEGREES = {"cbrt": Number("3"), "fourth_root": Number("4")}


def root(r: Reader, token: Token, minimum: int) -> Expr:
    r"""`\sqrt{x}`, `\sqrt[3]{x}`, `√2`, `∛x`."""
    assert token.word is not None
    degree: Expr | None = DEGREES.get(token.word.op)
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
        _note_end(r, token)
    else:
        radicand = r.group()
        if not r.latex:
            _note_end(r, token)
    return Apply("sqrt", (radicand,)) if degree is None else Apply("root", (radicand, degree))


def box(r: Reader, token: Token, minimum: int) -> Expr:
    r"""`\boxed{x}`; `\boxed{= x}` goes on from the line before."""
    if not r.is_op("group"):
        return Apply("boxed", (r.group(),))
    opening = r.next()
    r.fences.append(("}",))
    opening_sign(r)
    if r.is_op("}"):
        raise r.fail("empty-group", opening)
    inner = inside(r)
    r.expect("}", opening)
    r.fences.pop()
    return Apply("boxed", (inner,))


def style(r: Reader, token: Token, minimum: int) -> Expr:
    """A type face changes nothing; a letter in it still takes subscripts and arguments."""
    inner = r.group()
    return hanging.hang(r, inner.id, token, minimum) if isinstance(inner, Name) and "_" not in inner.id else inner


def skip(r: Reader, token: Token, minimum: int) -> Expr:
    return r.operand(minimum)


def quote(r: Reader, token: Token, minimum: int) -> Expr:
    """`'diff(y, x)`, `'x'`: quoted, as some systems do it; before anything else a prime has nothing to stand on."""
    after = r.peek()
    if after.kind != "name" and (after.word is None or not after.word.prefix.startswith(("call", "function"))):
        raise r.fail("unexpected-token", token, token=r.said(token))
    if after.kind == "name" and r.is_op("prime", 1):
        r.at += 2
        return Name(r.names.canonical(after.value))
    return r.operand(minimum)


def ellipsis(r: Reader, token: Token, minimum: int) -> Expr:
    return Apply("ellipsis", ())
