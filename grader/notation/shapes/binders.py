"""Words that bind a variable: sums, integrals, limits, derivatives, gradients, optima, quantifiers."""

from __future__ import annotations

from grader.notation.lexing.tokens import Token
from grader.notation.reader import Reader
from grader.notation.shapes.arguments import LETTERS
from grader.notation.shapes.brackets import as_set
from grader.notation.shapes.calls import bound_arguments
from grader.notation.shapes.functions import arguments, upright
from grader.notation.shapes.hanging import hang
from grader.notation.shapes.subscripts import script, scripts
from grader.notation.tree import Apply, Bind, Chain, Expr, Index, Name, Number, Text, facts, rebuild, walk
from grader.notation.words import INDEX_LETTERS, SPELLINGS
from grader.notation.words.word import ADD, MUL, POSTFIX, RELATION


def _known(r: Reader, id: str) -> bool:
    return id in LETTERS or id in SPELLINGS or id in r.names.declared


def body(r: Reader, bound: tuple[Expr, ...], power: int) -> Expr:
    """What follows a binder, its variables being known."""
    ids = [v.id for v in bound if isinstance(v, Name)]
    r.bound.extend(ids)
    inner = r.expression(power)
    del r.bound[len(r.bound) - len(ids) :]
    return inner


COUNTING = frozenset("ijk")
"""Index letters that are hardly ever part of a name (`F_n` is a force)."""
CAPITALS = {"Σ": "Sigma", "Π": "Pi"}
"""Letters that are signs of a sum and a product where bounds hang on them."""


def big(r: Reader, token: Token, minimum: int) -> Expr:
    r"""`\sum_{i=1}^n a_i`: the body reaches to the next plus or minus."""
    assert token.word is not None
    if r.said(token) in CAPITALS and not _sums(r):
        return hang(r, CAPITALS[r.said(token)], token, minimum)
    below, above = scripts(r)
    variables, bounds = _range(below, above)
    if variables == () and above is not None:
        raise r.fail("missing-index", token, operator=r.said(token))
    inner = body(r, variables, MUL)
    if not variables and not bounds:
        inner = _with_members(r, inner)
        variables = _only_index(r, inner)
    return _ended(r, Bind(token.word.op, variables, bounds, inner))


def _with_members(r: Reader, inner: Expr) -> Expr:
    r"""With `x_i` as a member of x in `\sum x_i y_i`, where all that have such a letter below have the same one."""
    parts = {id: id.rpartition("_") for id in facts(inner).names if id not in r.names.declared}
    members = {id: (base, below) for id, (base, mark, below) in parts.items() if mark and below in COUNTING}
    if len({below for _, below in members.values()}) != 1:
        return inner

    def change(node: Expr) -> Expr:
        if isinstance(node, Name) and node.id in members:
            base, below = members[node.id]
            return Index(Name(base), (Name(below),))
        return rebuild(node, change)

    return change(inner)


def _only_index(r: Reader, inner: Expr) -> tuple[Expr, ...]:
    r"""The one index of the members in `\sum x_i`, where nothing is said below the sign."""
    if Index not in facts(inner).shapes:
        return ()
    found = {index for node in walk(inner) if isinstance(node, Index) for index in node.indices}
    taken = r.names.declared.union(r.bound)
    free = [index for index in found if isinstance(index, Name) and index.id not in taken]
    return tuple(free) if len(free) == len(found) == 1 else ()


def _ended(r: Reader, bind: Bind) -> Bind:
    """Notes where it ends: in brackets its body does not reach on."""
    r.bind_ends = bind, r.at
    return bind


def _sums(r: Reader) -> bool:
    """Whether this capital is the sign: bounds hang on it (`Σ_{i=1}^n`), or an index on what follows (`Σ xᵢ`)."""
    if r.is_op("subscript"):
        return r.is_op("group", 1) or r.is_op("(", 1)
    first = r.peek()
    if first.kind == "subscript":
        return first.value in INDEX_LETTERS and any(
            t.kind == "subscript" and first.value in t.value for t in r.tokens[r.at + 1 :]
        )
    return first.kind == "name" and r.peek(1).kind == "subscript" and r.peek(1).value in INDEX_LETTERS


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
        case Apply("given", (Name() as index, _)):
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
    if token_below.kind == "name" and r.is_op("to", 1):
        return _typed_limit(r)
    if not (token_below.kind == "subscript" or r.is_op("subscript")):
        raise r.fail("missing-index", token, operator=r.said(token))
    r.at += 1
    side = _side(r)
    below = script(r, token_below, POSTFIX)
    match below:
        case Chain((variable, target), ("to",)):
            bounds = (target, Text(side)) if side else (target,)
            point = isinstance(variable, Apply) and variable.op == "tuple"
            variables = variable.args if isinstance(variable, Apply) and point else (variable,)
            return _ended(r, Bind("limit", variables, bounds, body(r, variables, MUL)))
    raise r.fail("missing-index", token, operator=r.said(token))


def _typed_limit(r: Reader) -> Expr:
    """`lim x -> 0 sin(x)/x`: the target is one operand, and a sign that touches it is a side."""
    variable = Name(r.names.canonical(r.next().value))
    r.at += 1
    target = r.expression(MUL + 1)
    bounds: tuple[Expr, ...] = (target,)
    if (r.is_op("add") or r.is_op("neg")) and not r.peek().spaced and r.peek(1).spaced:
        bounds = (target, Text(r.said(r.next())))
    return _ended(r, Bind("limit", (variable,), bounds, body(r, (variable,), MUL)))


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
            if (
                r.said(r.tokens[at + 1]) == "{"
                and r.said(r.tokens[at + 3]) == "}"
                and r.said(r.tokens[at + 2]) in "+-"
            ):
                sign = r.said(r.tokens[at + 2])
                del r.tokens[at : at + 4]
                return sign
    return ""


def integral(r: Reader, token: Token, minimum: int) -> Expr:
    r"""`\int_a^b f(x)\,dx`: the body reaches to the differential, which may stand in a numerator."""
    assert token.word is not None
    times = {"integral2": 2, "integral3": 3}.get(token.word.op, 1)
    below, above = scripts(r)
    if isinstance(below, Name) and len(below.id) == 2 and below.id.isalpha() and not _known(r, below.id):
        factors = tuple(Name(r.names.canonical(letter)) for letter in below.id)
        below = Apply("mul", factors)  # `\int_{ab}`, as on the line
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


def extremum(r: Reader, token: Token, minimum: int) -> Expr:
    r"""`\max(a, b)`, `\max_{x \in A} f(x)`, `\arg\max_\theta f(\theta)`."""
    assert token.word is not None
    op = token.word.op
    below, _ = scripts(r)
    binder = {"max": "maximum", "min": "minimum"}.get(op, op)
    if below is None:
        if op in {"argmax", "argmin"}:
            return _typed_optimum(r, op) or _without_index(r, op)
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


def _typed_optimum(r: Reader, op: str) -> Expr | None:
    """`argmax(f(x), x)`, `argmax(f(x), x, A)`; None where one bracket holds one argument."""
    start = r.at
    if not r.is_op("("):
        return None
    args = bound_arguments(r, r.peek()) or ()
    if len(args) > 1 and isinstance(args[1], Name):
        return Bind(op, (args[1],), args[2:], args[0])
    r.at = start
    return None


def _without_index(r: Reader, op: str) -> Expr:
    if r.peek().kind == "stop":
        return Name(op)
    return Bind(op, (), (), r.expression(ADD))


def arg(r: Reader, token: Token, minimum: int) -> Expr:
    r"""`\arg\max_x`, else the argument of a complex number."""
    following = r.peek()
    if following.word is not None and following.word.prefix == "extremum" and following.word.op in {"max", "min"}:
        r.at += 1
        word = SPELLINGS["arg" + following.word.op]
        return extremum(r, token._replace(word=word, end=following.end), minimum)
    return r.prefix["function"](r, token, minimum)


def quantifier(r: Reader, token: Token, minimum: int) -> Expr:
    r"""`\forall x \in A: statement`; a comma or colon before the statement."""
    assert token.word is not None
    earlier: list[Expr] = []  # `\\forall x, y \\in A`
    while r.peek().kind == "name" and r.is_op(",", 1) and r.peek(2).kind == "name":
        earlier.append(Name(r.names.canonical(r.next().value)))
        r.at += 1
    r.fences.append((*r.fences[-1], "colon"))
    head = r.expression(RELATION)
    r.fences.pop()
    bounds: tuple[Expr, ...] = ()
    match head:
        case Chain((Name() as variable, where), ("in",)):
            bounds = (as_set(where),)
        case Chain((Name() as variable, *_), _):
            bounds = (head,)
        case Name() as variable:
            pass
        case _:
            raise r.fail("missing-index", token, operator=r.said(token))
    variables = (*earlier, variable)
    if r.accept("colon") or r.accept(",") or r.accept("|"):
        pass
    elif r.peek().kind == "stop" or (r.peek().word is not None and r.peek().word.infix == "close"):  # type: ignore[union-attr]
        return Bind(token.word.op, variables, bounds, Name("true"))
    return Bind(token.word.op, variables, bounds, body(r, variables, 1))


def mapping(r: Reader, left: Expr, token: Token, minimum: int) -> Expr:
    r"""`x \mapsto f(x)`."""
    variables = left.args if isinstance(left, Apply) and left.op == "tuple" else (left,)
    return Bind("map", variables, (), r.expression(RELATION - 8))
