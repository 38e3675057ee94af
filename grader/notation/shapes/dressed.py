"""Letters in a special dress: accents, blackboard and script letters, constants, words."""

from __future__ import annotations

from grader.notation.lexing.tokens import Token
from grader.notation.reader import Reader
from grader.notation.shapes.arguments import call
from grader.notation.shapes.hanging import hang
from grader.notation.shapes.number_sets import SET_LETTERS, number_set
from grader.notation.shapes.spans import spanned
from grader.notation.tree import Apply, Call, Expr, Index, Name, Number, Text
from grader.notation.words import BLACKBOARD
from grader.notation.words.letters import SPANS
from grader.notation.words.word import POSTFIX

COMPLEX = frozenset("zw")
"""Letters that mostly are complex numbers."""


def constant(r: Reader, token: Token, minimum: int) -> Expr:
    assert token.word is not None
    op = token.word.op
    if op == "minus infinity":
        return Apply("neg", (Name("infinity"),))
    letter = SET_LETTERS.get(op)
    return number_set(r, letter) if letter else Name(op)


def accent(r: Reader, token: Token, minimum: int) -> Expr:
    r"""`\hat{p}_{data}`, `hat(p)`: a name of its own. Over a number its class, over more the conjugate."""
    mark = token.word.op if token.word is not None else token.value
    if r.is_op("("):
        r.at += 1
        first = r.at
        inner = r.expression()
        r.expect(")", token)
        if isinstance(inner, Name) and any(_marks(other, mark) for other in r.tokens[first : r.at]):
            return _twice(r, mark, inner, token, minimum)
    elif (r.peek().kind == "name" and len(r.peek().value) == 1 and mark != "bar") or _dressed(r, mark):
        return hang(r, f"{mark}({r.next().value})", token, minimum)
    else:
        first = r.at
        inner = r.group()
        if isinstance(inner, Name) and any(_marks(other, mark) for other in r.tokens[first : r.at]):
            return _twice(r, mark, inner, token, minimum)
    return accented(r, mark, inner, token, minimum)


def _marks(token: Token, mark: str) -> bool:
    return token.kind == "accent" and token.value == mark if token.word is None else token.word.op == mark


def _twice(r: Reader, mark: str, dressed: Name, token: Token, minimum: int) -> Expr:
    r"""`\bar{\bar x}`, a mean of means, is a name of its own; `\bar{\bar z}` is z."""
    base, _, below = dressed.id.removeprefix("bar(").partition(")")
    if mark == "bar" and base in COMPLEX and base not in r.names.declared:
        return Apply("conjugate", (Apply("conjugate", (Name(base + below),)),))
    return hang(r, f"{mark}({dressed.id})", token, minimum)


def _dressed(r: Reader, mark: str) -> bool:
    """The letter in this dress is a name of the exercise, or the mean of samples: what follows (`\\bar x^2`)
    belongs to both together."""
    token = r.peek()
    if token.kind != "name":
        return False
    mean = mark == "bar" and r.names.canonical(token.value) in r.names.indexed
    return mean or r.names.canonical(f"{mark}({token.value})") in r.names.declared


def accented(r: Reader, mark: str, inner: Expr, token: Token, minimum: int) -> Expr:
    match inner:
        case Name() | Apply("mul", _) if mark == "bar" and _complex(r, inner):
            return Apply("conjugate", (inner,))
        case Name(id) if id.startswith(f"{mark}("):
            return hang(r, id, token, minimum)  # `\hat p_{data}` where p_data is another spelling of hat(p)_data
        case Name(id):
            base, _, sub = id.partition("_") if "(" not in id else (id, "", "")
            return hang(r, f"{mark}({base})" + (f"_{sub}" if sub else ""), token, minimum)
        case Apply("mul", args) if all(isinstance(a, Name) and len(a.id.partition("_")[0]) == 1 for a in args):
            letters = "".join(a.id for a in args if isinstance(a, Name))
            if mark == "bar" and len(letters) == 2 and letters.isupper():  # a line from A to B is one from B to A
                letters = min(letters, letters[::-1])
            base, _, sub = letters.partition("_")
            return hang(r, f"{mark}({base})" + (f"_{sub}" if sub else ""), token, minimum)
        case Index(Name(id), indices):
            return Index(Name(f"{mark}({id})"), indices)
        case Apply("pow", (Name() as base, Number() as power)) if mark == "hat":  # `\\hat{\\sigma^2}`
            return Apply("pow", (accented(r, mark, base, token, minimum), power))
        case Call(Name(id)) if id.startswith(f"{mark}("):
            return inner
        case Call(Name(id), args, given):
            base, _, sub = id.partition("_") if "(" not in id else (id, "", "")
            dressed = f"{mark}({base})" + (f"_{sub}" if sub else "")
            return Call(Name(r.names.canonical(dressed)), args, given)
        case Number("0") if mark == "vec":  # the vector of zeros
            return hang(r, "vec(0)", token, minimum)
    if mark == "bar":  # `\\bar 3`, the class of a number, is `[3]`
        return Apply("list" if isinstance(inner, Number) else "conjugate", (inner,))
    raise r.fail("unexpected-token", token, token=r.said(token))


def _complex(r: Reader, inner: Expr) -> bool:
    """A letter or a product of letters that the exercise declares complex, or a product with i in it."""
    letters = inner.args if isinstance(inner, Apply) else (inner,)
    if isinstance(inner, Apply) and Name("i") in letters and "i" not in r.names.declared:
        return True
    domains = [r.names.variables.get(letter.id) for letter in letters if isinstance(letter, Name)]
    return len(domains) == len(letters) and any(d is not None and d.kind == "complex" for d in domains)


def styled(r: Reader, token: Token, minimum: int) -> Expr:
    r"""`\mathbb{R}`, `\mathbb{E}[X]`, `\mathcal{L}(\theta)`, `\mathcal{N}(\mu, \sigma^2)`."""
    style, _, letter = token.value[:-1].partition("(")
    if style == "bold":
        return r.prefix["one"](r, token, POSTFIX)
    if style == "bb":
        if letter in BLACKBOARD and letter not in r.names.declared:
            return number_set(r, letter)
        if letter == "E":
            return r.prefix["expectation"](r, token, POSTFIX)
        if letter == "P":
            return r.prefix["probability"](r, token, POSTFIX)
        if letter == "V":
            return r.prefix["moment"](r, token, POSTFIX)
        if letter == "1" or letter == "I":
            return r.prefix["indicator"](r, token, POSTFIX)
    if letter == "N" and (r.is_op("(")) and "N" not in r.names.functions:
        density = call(r, Name("N"))
        return Apply("normal", (*density.args, *density.given))
    id = token.value if token.value in r.names.declared or letter not in r.names.declared else letter
    return hang(r, id, token, minimum)


def geometry(r: Reader, token: Token, minimum: int) -> Expr:
    r"""`\angle ABC`: the letters that follow are points, and all together one name."""
    assert token.word is not None
    braces = r.accept("group")
    points = ""
    while r.peek().kind in {"name", "number"} and len(r.peek().value) == 1 and not points.isdigit():
        points += r.next().value
    if not points or (braces and not r.accept("}")):
        raise r.fail("missing-argument", token, word=r.said(token))
    if token.word.op == "angle" and len(points) == 3 and points.isalpha():  # of its two rays none is the first
        points = min(points, points[::-1])
    return Name(f"{token.word.op}_{points}")


def text(r: Reader, token: Token, minimum: int) -> Expr:
    span = spanned(r, token.value) if token.value in SPANS else None
    return Text(token.value) if span is None else span
