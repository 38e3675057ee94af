"""Words that bind a variable: sums, integrals, limits, derivatives, gradients, optima, quantifiers."""

from __future__ import annotations

from grader.notation.applied import arguments, hang, script, script_value, upright
from grader.notation.brackets import as_set
from grader.notation.reader import Reader
from grader.notation.tokens import Token
from grader.notation.tree import Apply, Bind, Call, Chain, Expr, Index, Name, Number, Text
from grader.notation.words.word import ADD, MUL, POSTFIX, RELATION


def scripts(r: Reader) -> tuple[Expr | None, Expr | None]:
    """The subscript and superscript of a big operator, in either order."""
    below: Expr | None = None
    above: Expr | None = None
    while True:
        token = r.peek()
        if below is None and (token.kind == "subscript" or r.is_op("subscript")):
            below = script(r, r.next(), POSTFIX)
        elif above is None and r.is_op("pow"):
            r.at += 1
            above = script(r, token, POSTFIX)
        else:
            return below, above


def body(r: Reader, bound: tuple[Expr, ...], power: int) -> Expr:
    """What follows a binder, its variables being known."""
    ids = [v.id for v in bound if isinstance(v, Name)]
    r.bound.extend(ids)
    inner = r.expression(power)
    del r.bound[len(r.bound) - len(ids) :]
    return inner


def big(r: Reader, token: Token, minimum: int) -> Expr:
    r"""`\sum_{i=1}^n a_i`: the body reaches to the next plus or minus."""
    assert token.word is not None
    below, above = scripts(r)
    variables, bounds = _range(below, above)
    if below is None and above is None and r.said(token) in {"Σ"}:
        return hang(r, "Sigma", token, minimum)
    if variables == () and above is not None:
        raise r.fail("missing-index", token, operator=r.said(token))
    return Bind(token.word.op, variables, bounds, body(r, variables, MUL))


def _range(below: Expr | None, above: Expr | None) -> tuple[tuple[Expr, ...], tuple[Expr, ...]]:
    match below:
        case Chain((index, lower), ("=",)):
            return (index,), (lower, above) if above is not None else (lower,)
        case Chain((index, where), ("in",)):
            return (index,), (as_set(where),)
        case Apply("sequence", items) if all(isinstance(i, Name | Index) for i in items):
            return items, ()
        case Name() | Index():
            return (below,), (Number("1"), above) if above is not None else ()
        case Chain((Number() as low, index, high), _):
            return (index,), (low, high)
        case Chain((index, *_), _):
            return (index,), (below,)
        case Apply("sequence", items):
            return tuple(i for i in items if isinstance(i, Name)), (below,)
        case None:
            return (), ()
        case _:
            return (), (below,)


def limit(r: Reader, token: Token, minimum: int) -> Expr:
    r"""`\lim_{x \to 0^+} f(x)`."""
    token_below = r.peek()
    if not (token_below.kind == "subscript" or r.is_op("subscript")):
        raise r.fail("missing-index", token, operator=r.said(token))
    r.at += 1
    side = _side(r)
    below = script(r, token_below, POSTFIX)
    match below:
        case Chain((variable, target), ("to",)):
            target, marked = _sided(target)
            bounds = (target, Text(side or marked)) if side or marked else (target,)
            return Bind("limit", (variable,), bounds, body(r, (variable,), MUL))
    raise r.fail("missing-index", token, operator=r.said(token))


def _side(r: Reader) -> str:
    """A lone sign as superscript before the closing brace is taken out of the tokens: `0^+`."""
    depth = 0
    for at in range(r.at, len(r.tokens) - 1):
        word = r.tokens[at].word
        if word is None:
            continue
        depth += {"group": 1, "(": 1, "}": -1, ")": -1}.get(word.op, 0)
        if depth <= 0:
            return ""
        if word.op == "pow":
            taken = 1 if r.tokens[at + 1].word is not None and r.tokens[at + 1].word.op in {"add", "neg"} else 0  # type: ignore[union-attr]
            if taken:
                sign = r.said(r.tokens[at + 1])
                del r.tokens[at : at + 2]
                return "+" if sign == "+" else "-"
            if r.said(r.tokens[at + 1]) == "{" and r.said(r.tokens[at + 3]) == "}" and r.said(r.tokens[at + 2]) in "+-":
                sign = r.said(r.tokens[at + 2])
                del r.tokens[at : at + 4]
                return sign
    return ""


def _sided(target: Expr) -> tuple[Expr, str]:
    return target, ""


def integral(r: Reader, token: Token, minimum: int) -> Expr:
    r"""`\int_a^b f(x)\,dx`: the body reaches to the differential, which may stand in a numerator."""
    assert token.word is not None
    times = {"integral2": 2, "integral3": 3}.get(token.word.op, 1)
    below, above = scripts(r)
    met: list[Expr] = []
    r.differentials.append(met)
    inner = r.expression(ADD)
    while len(met) < times and r.differential(r.peek()):
        take_differential(r, r.next())
    r.differentials.pop()
    if not met:
        raise r.fail("missing-differential", token)
    bounds = (below, above) if below is not None and above is not None else (below,) if below is not None else ()
    for variable in met[:-1] if times > 1 else []:
        inner = Bind("integral", (variable,), (), inner)
    return Bind("integral", (met[-1],), bounds, inner)


def take_differential(r: Reader, d: Token, minimum: int = 0) -> Expr:
    """Read `dx`, the `d` having been read, into the innermost open integral; as a factor it is 1."""
    token = r.next()
    r.differentials[-1].append(r.prefix[token.kind](r, token, 90))
    return Number("1")


# ------------------------------------------------------------------------------------------------ derivatives


def fraction(r: Reader, token: Token, minimum: int) -> Expr:
    r"""`\frac{a}{b}`, or a derivative where the denominator is made of differentials."""
    variables = _denominator(r)
    if variables is not None:
        return _derivative(r, token, *variables)
    return Apply("div", (r.group(), r.group()))


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
    if not kind:
        return None
    here = r.at
    r.at = middle + 1
    found: list[tuple[Expr, Expr]] = []
    while r.at < end - 1:
        if _d(r, r.peek()) != kind or not _names_something(r.peek(1)):
            r.at = here
            return None
        r.at += 1
        found.append(_differential_power(r))
    r.at = here
    return kind, found, end


def _names_something(token: Token) -> bool:
    return token.kind in {"name", "styled"} or (token.word is not None and token.word.prefix in {"style", "accent"})


def _differential_power(r: Reader) -> tuple[Expr, Expr]:
    token = r.next()
    if token.kind == "name":
        variable = hang(r, token.value, token, 90)
        if isinstance(variable, Apply) or isinstance(variable, Call):
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
    if _d(r, r.peek()) == kind:
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
    if inner is None:
        inner = _operand_of_derivative(r)
    for variable, order in reversed(found):
        inner = Bind(kind, (variable,), (order,), inner)
    return inner


def _inside(r: Reader, found: list[tuple[Expr, Expr]]) -> Expr:
    r.fences.append(("}",))
    inner = r.expression()
    r.fences.pop()
    return inner


def _operand_of_derivative(r: Reader) -> Expr:
    r"""What `\frac{d}{dx}` applies to: a bracket, or the factors up to the next plus or minus."""
    if r.is_op("(") or r.is_op("["):
        inner = arguments(r, r.peek(), False)[0]
        return inner
    return r.expression(MUL)


def leibniz(r: Reader, token: Token, minimum: int) -> Expr:
    """`d/dx f(x)`, `dy/dx`, typed; the `d` has been read."""
    if r.accept("pow"):
        r.group()
    inner: Expr | None = None
    if not r.is_op("div"):
        top = r.next()
        inner = hang(r, top.value, top, 90)
    r.at += 2
    variable, order = _differential_power(r)
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
    if r.is_op("(") or r.is_op("["):
        inner = arguments(r, token, False)[0]
    else:
        inner = r.expression(MUL)
    if times == 2:
        return Apply("laplace", (inner,))
    if variable is None:
        return Apply("nabla", (inner,))
    return Bind("gradient", (variable,), (), inner)


def dot(r: Reader, token: Token, minimum: int) -> Expr:
    inner = r.group()
    order = "2" if token.word is not None and token.word.op == "dot_over2" else "1"
    return Apply("dot_over", (inner, Number(order)))


# ------------------------------------------------------------------------------------------- optima, quantifiers


def extremum(r: Reader, token: Token, minimum: int) -> Expr:
    r"""`\max(a, b)`, `\max_{x \in A} f(x)`, `\arg\max_\theta f(\theta)`."""
    assert token.word is not None
    op = token.word.op
    below, _ = scripts(r)
    binder = {"max": "maximum", "min": "minimum"}.get(op, op)
    if below is None:
        if op in {"argmax", "argmin"}:
            return _without_index(r, op)
        if r.said(token).endswith("}") and not r.juxtaposed(r.peek()):
            return upright(r, token)
        args = arguments(r, token, True)
        if len(args) == 1 and isinstance(args[0], Apply) and args[0].op in {"set", "list"}:
            args = args[0].args
        return Apply(op, args)
    variables, bounds = _range(below, None)
    if len(bounds) == 1 and isinstance(bounds[0], Chain) and not variables:
        variables = ()
    power = ADD if op in {"argmax", "argmin"} else MUL
    return Bind(binder, variables, bounds, body(r, variables, power))


def _without_index(r: Reader, op: str) -> Expr:
    if r.peek().kind == "stop":
        return Name(op)
    return Bind(op, (), (), r.expression(ADD))


def arg(r: Reader, token: Token, minimum: int) -> Expr:
    r"""`\arg\max_x`, else the argument of a complex number."""
    following = r.peek()
    if following.word is not None and following.word.prefix == "extremum" and following.word.op in {"max", "min"}:
        r.at += 1
        from grader.notation.words import SPELLINGS

        word = SPELLINGS["arg" + following.word.op]
        return extremum(r, token._replace(word=word, end=following.end), minimum)
    return r.prefix["function"](r, token, minimum)


def quantifier(r: Reader, token: Token, minimum: int) -> Expr:
    r"""`\forall x \in A: statement`; a comma or colon before the statement."""
    assert token.word is not None
    r.fences.append((*r.fences[-1], "colon"))
    head = r.expression(RELATION)
    r.fences.pop()
    variables: tuple[Expr, ...]
    bounds: tuple[Expr, ...] = ()
    match head:
        case Chain((Name() as variable, where), ("in",)):
            variables, bounds = (variable,), (as_set(where),)
        case Chain((Name() as variable, *_), _):
            variables, bounds = (variable,), (head,)
        case Name():
            variables = (head,)
        case _:
            raise r.fail("missing-index", token, operator=r.said(token))
    if r.accept("colon") or r.accept(",") or r.accept("|"):
        pass
    elif r.peek().kind == "stop" or (r.peek().word is not None and r.peek().word.infix == "close"):  # type: ignore[union-attr]
        return Bind(token.word.op, variables, bounds, Name("true"))
    return Bind(token.word.op, variables, bounds, body(r, variables, 1))


def mapping(r: Reader, left: Expr, token: Token, minimum: int) -> Expr:
    r"""`x \mapsto f(x)`."""
    variables = left.args if isinstance(left, Apply) and left.op == "tuple" else (left,)
    return Bind("map", variables, (), r.expression(RELATION - 8))


def evaluated(r: Reader, left: Expr, token: Token, minimum: int) -> Expr:
    r"""`f \big|_{x=0}`."""
    where = script(r, r.next(), POSTFIX)
    match where:
        case Chain((variable, value), ("=",)):
            return Bind("at", (variable,), (value,), left)
    raise r.fail("unexpected-token", token, token=r.said(token))


__all__ = [
    "arg", "big", "differential", "dot", "evaluated", "extremum", "fraction", "integral", "leibniz", "limit",
    "mapping", "nabla", "quantifier", "script_value",
]  # fmt: skip
