"""What hangs below a letter: part of its name, or the index of a member."""

from __future__ import annotations

from grader.notation.lexing.tokens import Token
from grader.notation.reader import Reader
from grader.notation.shapes.brackets import has_bar, inside
from grader.notation.tree import Apply, Expr, Index, Name, Number, Text
from grader.notation.words import INDEX_LETTERS
from grader.notation.words.word import POSTFIX


def subscripted(r: Reader, base: str) -> Expr:
    """`x_1`, `x_{max}`: a name of its own; a member where `x` is indexed or the subscript runs over an index."""
    token = r.next()
    names = r.names
    canonical = names.canonical(base)
    if token.kind == "subscript":
        whole = f"{base}_{token.value}"
        known = names.canonical(whole)
        if known in names.declared or known != whole:
            return Name(known)
        if base + token.value in names.declared:
            return Name(names.canonical(base + token.value))
        if canonical in names.indexed or token.value in r.bound:
            return Index(Name(canonical), (script_value(token.value),))
        if (
            len(token.value) > 1
            and any(letter in r.bound for letter in token.value)
            and set(token.value) <= INDEX_LETTERS
        ):
            return Index(Name(canonical), tuple(script_value(letter) for letter in token.value))
        if token.value[0].isdigit() and not token.value.isdigit():
            return Index(Name(canonical), (_product(token.value),))
        return Name(f"{canonical}_{token.value}")
    ordered = _ordered(r, canonical)
    if ordered is not None:
        return ordered
    inner = script(r, token, POSTFIX)
    plain = _plain(inner)
    if plain and canonical not in names.indexed and plain not in r.bound:
        return Name(names.canonical(f"{base}_{plain}") if base == canonical else f"{canonical}_{plain}")
    items = inner.args if isinstance(inner, Apply) and inner.op == "sequence" else (inner,)
    return Index(Name(canonical), items)


def _ordered(r: Reader, base: str) -> Expr | None:
    """`X_{(n)}`: an order statistic, which is not `X_n`; its index is a list of one."""
    if not (r.is_op("group") and r.is_op("(", 1) and r.is_op(")", 3) and r.is_op("}", 4)):
        return None
    middle = r.peek(2)
    if middle.kind not in {"name", "number"} or f"{base}_{middle.value}" in r.names.declared:
        return None
    r.at += 5
    return Index(Name(base), (Apply("list", (script_value(middle.value),)),))


def _product(text: str) -> Expr:
    """`2n` as a subscript: a product."""
    digits = next(k for k, char in enumerate(text) if not char.isdigit())
    return Apply("mul", (Number(text[:digits]), *(script_value(char) for char in text[digits:])))


def _plain(expr: Expr) -> str:
    match expr:
        case Name(id) if "_" not in id and "(" not in id:
            return id
        case Number(text) if text.isdigit():
            return text
        case Text(text) if text.isalnum():
            return text
        case _:
            return ""


def script_value(text: str) -> Expr:
    """A subscript that is one token: a number, a name, or `2n`."""
    if not text[0].isdigit() or text.isdigit():
        return Number(text) if text.isdigit() else Name(text)
    mantissa, _, exponent = text.partition("e")
    return Number(text) if mantissa.isdigit() and exponent.isdigit() else _product(text)


def script(r: Reader, token: Token, minimum: int) -> Expr:
    """The content of a subscript, its sign having been read."""
    if token.kind == "subscript":
        return script_value(token.value)
    if r.is_op("group"):
        return _conditional(r) or r.braced(r.next())
    if r.is_op("("):
        return r.operand(POSTFIX)
    if r.peek().kind == "name":
        return Name(r.names.canonical(r.next().value))
    return r.group()


def in_base(r: Reader, start: int, number: Number, below: Expr) -> Expr | None:
    """`101_2` is 5: a whole number with a base below it; None where a digit does not belong to that base."""
    if not (isinstance(below, Number) and below.text.isdigit() and number.text.isdigit()):
        return None
    base = int(below.text[:3])
    if len(number.text) < 2 or not 2 <= base <= 10 or any(int(digit) >= base for digit in number.text):
        return None
    value = str(int(number.text, base))
    r.note("number-base", start, number=number.text, base=below.text, value=value)
    return Number(value)


def scripts(r: Reader) -> tuple[Expr | None, Expr | None]:
    """The subscript and superscript of a sign such as a sum or a bar, in either order."""
    below: Expr | None = None
    above: Expr | None = None
    while True:
        token = r.peek()
        if below is None and (token.kind == "subscript" or r.is_op("subscript")):
            below = script(r, r.next(), POSTFIX)
        elif above is None and token.kind == "superscript":
            r.at += 1
            above = superscript_value(token, r)
        elif above is None and r.is_op("pow"):
            r.at += 1
            above = _above(r, token)
        else:
            return below, above


def _above(r: Reader, sign: Token) -> Expr:
    """`^10` is ten, in LaTeX too, where it is said."""
    number = r.peek()
    if number.kind != "number" or len(number.value) == 1:
        return script(r, sign, POSTFIX)
    if r.latex:
        r.note("exponent-digits", number.start, number.end, exponent=number.value)
    return r.operand(POSTFIX)


def superscript_value(token: Token, r: Reader) -> Expr:
    """`²`, `⁻¹`, `ⁿ`."""
    text = token.value
    sign = text[0] in "+-"
    body = text[1:] if sign else text
    if not (body.isdigit() or body == "n"):
        raise r.fail("unexpected-token", token, token=r.said(token))
    value = script_value(body)
    return Apply("neg", (value,)) if text[0] == "-" else value


def _conditional(r: Reader) -> Expr | None:
    r"""`{X \mid Y}` as a subscript, of a density; None where no single bar stands in it."""
    if not has_bar(r, r.peek(), 1):
        return None
    opening = r.next()
    r.fences.append(("|", "}"))
    of = inside(r)
    if not r.accept("|"):
        raise r.fail("unexpected-token", r.peek(), token=r.said(r.peek()))
    r.fences[-1] = ("}",)
    on = inside(r)
    r.expect("}", opening)
    r.fences.pop()
    return Apply("given", (of, on))
