"""What hangs below a letter: part of its name, or the index of a member."""

from __future__ import annotations

from grader.notation.brackets import has_bar, inside
from grader.notation.reader import Reader
from grader.notation.tokens import Token
from grader.notation.tree import Apply, Expr, Index, Name, Number, Text
from grader.notation.words.word import POSTFIX

INDEX_LETTERS = frozenset("ijklmnpqrst")


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
    inner = script(r, token, POSTFIX)
    plain = _plain(inner)
    if plain and canonical not in names.indexed and plain not in r.bound:
        return Name(names.canonical(f"{base}_{plain}") if base == canonical else f"{canonical}_{plain}")
    items = inner.args if isinstance(inner, Apply) and inner.op == "sequence" else (inner,)
    return Index(Name(canonical), items)


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
