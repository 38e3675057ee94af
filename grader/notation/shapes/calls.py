"""Words typed with all their arguments in one bracket: `sum(k^2, k, 1, n)`, `Interval(0, 1)`, `Eq(x, 1)`."""

from __future__ import annotations

from grader.notation.lexing.tokens import Token
from grader.notation.reader import Reader
from grader.notation.shapes.arguments import call
from grader.notation.shapes.brackets import read_items
from grader.notation.shapes.hanging import hang
from grader.notation.tree import Apply, Bind, Call, Chain, Expr, Index, Interval, Matrix, Name, Number, Text


def call_arguments(r: Reader, token: Token) -> tuple[Expr, ...] | None:
    """The items in the round bracket that follows; None where none follows."""
    opening = r.peek()
    if opening.word is None or opening.word.op != "(":
        return None
    r.at += 1
    r.fences.append((")",))
    items = tuple(item for group in read_items(r) for item in group)
    r.expect(")", opening)
    r.fences.pop()
    word = token.word
    if word is None or word.op == "(":
        return items
    if not word.arity[0] <= len(items) <= word.arity[1]:
        raise r.fail("wrong-arguments", token, function=r.said(token), count=str(len(items)))
    return items


def named(r: Reader, token: Token, minimum: int) -> Expr:
    """A word of a call without its bracket is a name, or several letters."""
    said = r.said(token)
    if said.startswith("\\"):
        raise r.fail("missing-argument", token, word=said)
    return hang(r, said, token, minimum)


def apply(r: Reader, token: Token, minimum: int) -> Expr:
    args = call_arguments(r, token)
    if args is None:
        return named(r, token, minimum)
    assert token.word is not None
    op = token.word.op
    if op == "fraction":
        op = "div"
    if op == "prime" and r.is_op("("):
        return call(r, Apply(op, args))
    if op == "boxed" and len(args) > 1:
        args = (Apply("sequence", args),)
    return Apply(op, args)


def sign(r: Reader, token: Token, minimum: int) -> Expr:
    """`plus_minus(a, b)`; `plus_minus a` is a sign before an operand."""
    assert token.word is not None
    if not r.is_op("("):
        return Apply("pm" if token.word.op == "plus_minus" else "mp", (r.expression(max(minimum, 50)),))
    args = call_arguments(r, token) or ()
    if len(args) == 1:
        return Apply("pm" if token.word.op == "plus_minus" else "mp", args)
    return Apply(token.word.op, args)


def root(r: Reader, token: Token, minimum: int) -> Expr:
    args = call_arguments(r, token)
    if args is None:
        return named(r, token, minimum)
    return Apply("sqrt", args) if len(args) == 1 else Apply("root", args)


def inverse(r: Reader, token: Token, minimum: int) -> Expr:
    args = call_arguments(r, token)
    if args is None:
        return named(r, token, minimum)
    return Apply("pow", (args[0], Apply("neg", (Number("1"),))))


def relation(r: Reader, token: Token, minimum: int) -> Expr:
    args = call_arguments(r, token)
    if args is None:
        return named(r, token, minimum)
    assert token.word is not None
    return Chain(args, (token.word.op,))


def interval(r: Reader, token: Token, minimum: int) -> Expr:
    assert token.word is not None
    if not r.is_op("("):
        if r.said(token) == "oo":
            return Name("infinity")
        return named(r, token, minimum)
    args = call_arguments(r, token) or ()
    kind = token.word.op
    opens = [a == Name("true") for a in args[2:]]
    closed_low, closed_high = kind[0] == "[", kind[1] == "]"
    if opens:
        closed_low = not opens[0]
        closed_high = not (opens[1] if len(opens) > 1 else False)
    return Interval(args[0], args[1], closed_low, closed_high)


def matrix(r: Reader, token: Token, minimum: int) -> Expr:
    """`matrix([1, 2], [3, 4])` and `Matrix([[1, 2], [3, 4]])`."""
    args = call_arguments(r, token)
    if args is None:
        return named(r, token, minimum)
    if len(args) == 1 and isinstance(args[0], Apply) and args[0].op == "list":
        inner = args[0].args
        if inner and all(isinstance(row, Apply) and row.op == "list" for row in inner):
            args = inner
        elif not any(isinstance(row, Apply) and row.op == "list" for row in inner):
            args = tuple(Apply("list", (entry,)) for entry in inner) if r.said(token) != "matrix" else args
    if not all(isinstance(row, Apply) and row.op == "list" for row in args):
        raise r.fail("wrong-arguments", token, function=r.said(token), count=str(len(args)))
    rows = tuple(row.args for row in args if isinstance(row, Apply))
    return make_matrix(r, token, rows)


def make_matrix(r: Reader, token: Token, rows: tuple[tuple[Expr, ...], ...]) -> Expr:
    if len({len(row) for row in rows}) > 1:
        raise r.fail("uneven-rows", token, rows=", ".join(str(len(row)) for row in rows))
    return Matrix(rows)


def cases(r: Reader, token: Token, minimum: int) -> Expr:
    """`Piecewise((x, x > 0), (-x, True))`, `cases(x, x > 0, -x)`, `cases((x, x > 0), -x)`."""
    args = call_arguments(r, token)
    if args is None:
        return named(r, token, minimum)
    out: list[Expr] = []
    loose = r.said(token) == "cases"
    for pair in args:
        if loose and not (isinstance(pair, Apply) and pair.op == "tuple" and len(pair.args) == 2):
            out.append(pair)
            continue
        if not (isinstance(pair, Apply) and pair.op == "tuple" and len(pair.args) == 2):
            raise r.fail("wrong-arguments", token, function=r.said(token), count=str(len(args)))
        value, condition = pair.args
        out += [value] if condition == Name("true") else [value, condition]
    return Apply("cases", tuple(out))


def bound_arguments(r: Reader, token: Token) -> tuple[Expr, ...] | None:
    """The arguments of a word that binds what stands after its first comma: there `x_i` is a member of x."""
    ids = _variables_ahead(r)
    r.bound.extend(ids)
    args = call_arguments(r, token)
    del r.bound[len(r.bound) - len(ids) :]
    return args


def _variables_ahead(r: Reader) -> list[str]:
    ids: list[str] = []
    depth = 0
    for at in range(r.at, len(r.tokens) - 2):
        word = r.tokens[at].word
        op = word.op if word is not None else ""
        if op in {"(", "[", "{", "group"}:
            depth += 1
        elif op in {")", "]", "}"}:
            depth -= 1
            if depth <= 0:
                break
        elif op == "," and depth == 1:
            first = r.tokens[at + 1]
            if first.word is not None and first.word.op == "(":
                first = r.tokens[at + 2]
            if first.kind == "name":
                ids.append(first.value)
    return ids


BIG = frozenset({"sum", "product", "integral", "union_over", "intersection_over"})


def bind(r: Reader, token: Token, minimum: int) -> Expr:
    """`op(body, variable, bound, ...)` and `op(body, (variable, bound, ...), ...)`."""
    args = bound_arguments(r, token)
    assert token.word is not None
    op = token.word.op
    if args is None:
        if op in BIG and (r.peek().kind == "subscript" or r.is_op("subscript") or r.juxtaposed(r.peek())):
            return r.prefix["integral" if op == "integral" else "big"](r, token, minimum)
        return named(r, token, minimum)
    body, rest = args[0], args[1:]
    if not rest:
        if op == "sum":
            return _unbound(r, token)
        if op in {"gradient"}:
            return Apply("nabla", (body,))
        return Bind(op, (), (), body)
    if all(isinstance(a, Apply) and a.op == "tuple" for a in rest):
        for spec in rest:
            assert isinstance(spec, Apply)
            body = _bound(op, body, spec.args)
        return body
    if op in {"diff", "partial"}:
        return _derivative(r, op, body, rest)
    return _bound(op, body, rest)


def variable_first(r: Reader, token: Token, minimum: int) -> Expr:
    """`Lambda(x, x**2)`, `ConditionSet(x, x > 0, Reals)`: the variable, what is said of it, the set."""
    args = call_arguments(r, token)
    if args is None:
        return named(r, token, minimum)
    assert token.word is not None
    variable, body, *bounds = args
    variables = variable.args if isinstance(variable, Apply) and variable.op == "tuple" else (variable,)
    return Bind(token.word.op, variables, tuple(bounds), body)


def image(r: Reader, token: Token, minimum: int) -> Expr:
    """`ImageSet(Lambda(n, 2*n), Integers)`: all values of a function on a set."""
    args = call_arguments(r, token)
    if args is None:
        return named(r, token, minimum)
    match args:
        case (Bind("map", (variable,), (), body), where):
            return Bind("map_set", (variable,), (Chain((variable, where), ("in",)),), body)
    raise r.fail("wrong-arguments", token, function=r.said(token), count=str(len(args)))


def _unbound(r: Reader, token: Token) -> Expr:
    raise r.fail("missing-index", token, operator=r.said(token))


def _bound(op: str, body: Expr, rest: tuple[Expr, ...]) -> Expr:
    variable, *bounds = rest
    several = isinstance(variable, Apply) and variable.op in {"tuple", "list"}
    variables = variable.args if isinstance(variable, Apply) and several else (variable,)
    if op in {"diff", "partial"} and not bounds:
        bounds = [Number("1")]
    if op == "limit" and len(bounds) == 2:
        bounds[1] = _side(bounds[1])
    if op == "map":
        return Bind(op, rest, (), body)
    if op == "map_set":
        return Bind(op, rest[:-1], rest[-1:], body)
    return Bind(op, variables, tuple(bounds), body)


def _side(side: Expr) -> Expr:
    match side:
        case Chain((_, Text() as inner), ("=",)):  # dir='+'
            return _side(inner)
        case Text(text):
            return Text("-" if text in {"-", "minus", "left"} else "+")
        case Name("minus") | Name("left"):
            return Text("-")
        case _:
            return Text("+")


def _derivative(r: Reader, op: str, body: Expr, rest: tuple[Expr, ...]) -> Expr:
    """`diff(f, x, 2)`, `diff(f, x, y)`, `diff(f, x, 2, y)`, `Derivative(f, (x, 2))`."""
    pairs: list[tuple[Expr, Expr]] = []
    for item in rest:
        match item:
            case Apply("tuple", (variable, order)):
                pairs.append((variable, order))
            case Name() | Index() | Call() | Apply("prime", _) if not (
                pairs and isinstance(item, Name) and _is_order(r, item)
            ):
                pairs.append((item, Number("1")))
            case _ if pairs:
                pairs[-1] = (pairs[-1][0], item)
            case _:
                pairs.append((item, Number("1")))
    for variable, order in pairs:
        body = Bind(op, (variable,), (order,), body)
    return body


def _is_order(r: Reader, name: Name) -> bool:
    domain = r.names.variables.get(name.id)
    if domain is not None:
        return "integer" in domain.kind
    return name.id in {"n", "k", "m"}
