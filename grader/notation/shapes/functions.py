"""Functions and their arguments: `sin(x)`, `sin 2x`, `\\log_2 x`, `\\sin^{-1} x`."""

from __future__ import annotations

from grader.notation.lexing.tokens import Token
from grader.notation.reader import Reader
from grader.notation.shapes.brackets import read_items
from grader.notation.shapes.subscripts import script, superscript_value
from grader.notation.tree import Apply, Bind, Expr, Matrix, Name, Number, walk
from grader.notation.words import GREEK_WORDS
from grader.notation.words.word import MUL, POSTFIX

INVERSE = {
    "sin": "arcsin", "cos": "arccos", "tan": "arctan", "cot": "arccot", "sec": "arcsec", "csc": "arccsc",
    "sinh": "arsinh", "cosh": "arcosh", "tanh": "artanh", "coth": "arcoth", "sech": "arsech", "csch": "arcsch",
    "log": "exp",
}  # fmt: skip

ANGLES = frozenset("sin cos tan cot sec csc sinh cosh tanh coth sech csch".split())
NAMED = frozenset({"gcd", "lcm", "det", "rank", "trace"})
"""Functions whose value has their name: `gcd = 2 * 3 = 6`."""
PRIMES = {"prime": 1, "prime2": 2, "prime3": 3}


def function(r: Reader, token: Token, minimum: int) -> Expr:
    r"""`sin(x)`, `sin x`, `sin 2x`, `sin^2 x`, `sin^{-1} x`, `\log_2 x`."""
    word = token.word
    assert word is not None
    op = word.op
    base: Expr | None = None
    exponent: Expr | None = None
    primes = 0
    while True:
        following = r.peek()
        if following.kind == "subscript" or r.is_op("subscript"):
            base = _base(r, script(r, r.next(), POSTFIX))
        elif r.is_op("pow") and exponent is None:
            r.at += 1
            exponent = _function_exponent(r)
        elif following.kind == "superscript" and exponent is None:
            r.at += 1
            exponent = superscript_value(following, r)
        elif following.word is not None and following.word.infix == "prime":
            primes += PRIMES[following.word.op]
            r.at += 1
        else:
            break
    if op in NAMED and exponent is None and base is None and _is_name(r, token):
        return Name(op)
    if not _argument_follows(r) and len(r.said(token)) > 2:
        if exponent is None and base is None and r.said(token).endswith("}"):
            return upright(r, token)
        raise r.fail("missing-argument", r.peek(), word=r.said(token))
    args = arguments(r, token, word.arity[1] > 1)
    if op == "lg":
        op = "log"
        base = Number("10") if base is None and len(args) == 1 else base
    if base is not None and (op != "log" or len(args) > 1):
        raise r.fail("unexpected-token", token, token=r.said(token))
    if base is not None:
        args = (args[0], base)
    if op == "log" and args[1:] == (Name("E"),) and "E" not in r.names.declared:
        args = args[:1]
    if not word.arity[0] <= len(args) <= max(word.arity[1], 2 if op == "log" else 1):
        raise r.fail("wrong-arguments", token, function=r.said(token), count=str(len(args)))
    if exponent == Apply("neg", (Number("1"),)) and op in INVERSE:
        r.note("inverse-function", token.start, function=op)
        return Apply(INVERSE[op], args)
    value = _derived(op, args, primes) if primes else build(op, args)
    return value if exponent is None else Apply("pow", (value, exponent))


def _base(r: Reader, below: Expr) -> Expr:
    r"""`\log_{ab} x`: letters below it are factors, and no name of their own, unless the exercise has it."""
    if not isinstance(below, Name) or len(below.id) < 2 or not below.id.isalpha() or below.id in GREEK_WORDS:
        return below
    if not r.names.implicit_multiplication or not r.names.declared.issuperset(below.id):
        return below
    return below if below.id in r.names.declared else Apply("mul", tuple(map(Name, below.id)))


def _derived(op: str, args: tuple[Expr, ...], order: int) -> Expr:
    r"""`\tan'(x)`: the derivative of the function, at its argument."""
    at = args[0]
    used = {node.id for node in walk(at) if isinstance(node, Name)}
    letter = at if isinstance(at, Name) else Name(next((name for name in "tuv" if name not in used), "t_prime"))
    slope = Bind("diff", (letter,), (Number(str(order)),), build(op, (letter, *args[1:])))
    return slope if letter == at else Bind("at", (letter,), (at,), slope)


def upright(r: Reader, token: Token) -> Expr:
    r"""`\\mathrm{sec}`, `\\mathrm{min}` without an argument: a name (of a unit, for example)."""
    return Name(r.said(token).partition("{")[2][:-1].strip(" ~"))


def _is_name(r: Reader, token: Token) -> bool:
    """Whether the word stands alone before an equals sign."""
    alone = not r.text[: token.start].rstrip("\\")[-1:].isalnum()
    return alone and (r.is_op("=") or r.is_op("approx"))


def _argument_follows(r: Reader) -> bool:
    word = r.peek().word
    if word is None:
        return r.peek().kind in {"number", "name", "text", "styled", "begin", "accent", "vulgar"}
    return bool(word.prefix) and (word.infix != "close" or word.prefix != "outward")


ZERO, ONE = Number("0"), Number("1")
HALF = Apply("div", (ONE, Number("2")))


def _is_list_of_rows(rows: tuple[Expr, ...]) -> bool:
    """Lists of one length, as a program writes a matrix: `det([[1, 2], [3, 4]])`."""
    return (
        all(isinstance(row, Apply) and row.op == "list" for row in rows)
        and len({len(row.args) for row in rows if isinstance(row, Apply)}) == 1
    )


def _is_half(x: Expr) -> bool:
    """`2.5`: some round it up, and programs to the even number."""
    match x:
        case Apply("neg", (inner,)):
            return _is_half(inner)
        case Number(text):
            return text.rstrip("0").endswith(".5")
    return False


def _minus(x: Expr) -> Expr:
    return Apply("neg", (x,))


def _plus(a: Expr, b: Expr) -> Expr:
    return Apply("add", (a, b))


def build(op: str, args: tuple[Expr, ...]) -> Expr:
    """The word at its arguments; a short name for a formula is that formula."""
    match op, args:
        case "det" | "trace" | "rank" | "transpose" | "adjugate", (Apply("list", rows),) if _is_list_of_rows(rows):
            return Apply(op, (Matrix(tuple(row.args for row in rows if isinstance(row, Apply))),))
        case "sinc", (Number("0"),):
            return ONE
        case "sinc", (x,):
            return Apply("div", (Apply("sin", (x,)), x))
        case "sigmoid", (x,):
            return Apply("div", (ONE, _plus(ONE, Apply("exp", (_minus(x),)))))
        case "cis", (x,):
            return Apply("exp", (Apply("mul", (Name("i"), x)),))
        case "logit", (x,):
            return Apply("log", (Apply("div", (x, _plus(ONE, _minus(x)))),))
        case "softplus", (x,):
            return Apply("log", (_plus(ONE, Apply("exp", (x,))),))
        case "relu", (x,):
            return Apply("max", (ZERO, x))
        case "log1p", (x,):
            return Apply("log", (_plus(ONE, x),))
        case "expm1", (x,):
            return _plus(Apply("exp", (x,)), _minus(ONE))
        case "round", (x,) if not _is_half(x):
            return Apply("floor", (_plus(x, HALF),))
        case "round", (x, places):
            unit = Apply("pow", (Number("10"), places))
            return Apply("div", (Apply("floor", (_plus(Apply("mul", (x, unit)), HALF),)), unit))
        case "permutations", (n, k):
            return Apply("div", (Apply("factorial", (n,)), Apply("factorial", (_plus(n, _minus(k)),))))
        case "atan2", (y, x):
            return Apply("arg", (_plus(x, Apply("mul", (Name("i"), y))),))
        case _:
            return Apply(op, args)


def _function_exponent(r: Reader) -> Expr:
    if r.is_op("group"):
        return r.group()
    if r.is_op("neg"):
        r.at += 1
        return Apply("neg", (r.group(),))
    if r.is_op("("):
        return r.operand(POSTFIX)
    token = r.peek()
    if token.kind == "number":
        if _is_doubled(r, token):
            return r.digit(token)
        r.at += 1
        return Number(token.value)
    return r.group()


def _is_doubled(r: Reader, token: Token) -> bool:
    r"""`\sin^22x` is sin^2(2x) as TeX sets it: nobody means the 22nd power. (`\sin^10 x` may well be the tenth.)"""
    following = r.text[token.end : token.end + 1]
    return (
        r.latex and token.value.isdigit() and len(token.value) > 1 and token.value[0] != "1" and following.isalpha()
    )


def arguments(r: Reader, token: Token, many: bool) -> tuple[Expr, ...]:
    """In brackets, in a group, or the factors that follow up to the next sign, bracket or function."""
    following = r.peek()
    op = following.word.op if following.word is not None else ""
    if op in {"(", "["} and following.word is not None and following.word.prefix == "bracket":
        opening = r.next()
        r.fences.append((")", "]"))
        items = tuple(item for part in read_items(r) for item in part)
        r.expect(")" if op == "(" else "]", opening)
        r.fences.pop()
        return items
    if op == "group":
        inner = r.braced(r.next())
        if isinstance(inner, Apply) and inner.op in {"tuple", "sequence"}:
            return inner.args
        return (inner,)
    start = following.start
    argument = bare_argument(r, op=token.word.op if token.word is not None else "")
    if isinstance(argument, Apply) and argument.op == "mul":
        r.note("function-argument", start, function=r.said(token), argument=r.text[start : r.tokens[r.at - 1].end])
    return (argument,)


def bare_argument(r: Reader, op: str = "") -> Expr:
    """`2x` in `sin 2x`: signs, then factors without a sign between, up to a bracket or another function; for an
    angle `e^x` is one (`sin x e^x`)."""
    following = r.peek()
    if following.word is not None and following.word.prefix == "sign":
        r.at += 1
        inner = bare_argument(r, op)
        assert following.word is not None
        sign = "neg" if following.word.op == "neg" else following.word.before or following.word.op
        return Apply(sign, (inner,))
    bars = following.word is not None and following.word.prefix in {"bar", "fence", "norm"}
    factors = [r.expression(MUL + 1)]
    while not (bars and isinstance(factors[0], Apply) and factors[0].op in {"abs", "norm"}):
        token = r.peek()
        word = token.word
        if word is not None and word.prefix not in {"group", "fraction", "root", "constant"}:
            break
        if not r.juxtaposed(token) or (op in ANGLES and _is_exponential(r, token) and _lettered(factors)):
            break
        if token.kind == "number" and isinstance(factors[-1], Number):
            raise r.fail("two-numbers", token, first=factors[-1].text, second=r.said(token))
        factors.append(r.expression(MUL + 1))
    argument = factors[0] if len(factors) == 1 else Apply("mul", tuple(factors))
    over = r.peek().word
    divided = op in ANGLES and over is not None and over.infix == "quotient" and r.peek(1).kind == "number"
    if divided and _is_angle(argument):
        r.at += 1
        argument = Apply("div", (argument, r.expression(MUL + 1)))
    return argument


def _is_exponential(r: Reader, token: Token) -> bool:
    """`e^` of Euler's number."""
    return token.kind == "name" and token.value == "e" and r.is_op("pow", 1) and "e" not in r.names.declared


def _lettered(factors: list[Expr]) -> bool:
    return any(isinstance(node, Name) for factor in factors for node in walk(factor))


def _is_angle(expr: Expr) -> bool:
    """Numbers and pi only: `sin pi/6` is the sine of pi/6."""
    nodes = list(walk(expr))
    return Name("pi") in nodes and all(n == Name("pi") or isinstance(n, Number) or n == expr for n in nodes)
