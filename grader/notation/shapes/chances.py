"""Probability, expectation, divergence: words whose argument has a shape of its own."""

from __future__ import annotations

from grader.notation.lexing.tokens import Token
from grader.notation.reader import Reader
from grader.notation.shapes.brackets import inside, read_items
from grader.notation.shapes.functions import arguments
from grader.notation.shapes.hanging import STATEMENTS, hang
from grader.notation.shapes.subscripts import script
from grader.notation.tree import Apply, Bind, Call, Chain, Expr, Name, Number, rebuild, walk
from grader.notation.words.word import MUL, POSTFIX


def looks_like_event(r: Reader, token: Token, minimum: int) -> Expr:
    """Number 1 where the bracket after `P` holds an event: a relation, a bar, a set operation, a declared event
    or random variable, or one capital letter. (Else a density or a polynomial.)"""
    return Number("1") if _event(r) else Number("0")


def _event(r: Reader) -> bool:
    depth, inner = 0, []
    for token in r.tokens[r.at :]:
        op = token.word.op if token.word is not None else ""
        if op in {"(", "[", "{", "group"}:
            depth += 1
            if depth == 1:
                continue
        elif op in {")", "]", "}"}:
            depth -= 1
            if depth == 0:
                break
        if depth >= 1:
            inner.append(token)
        if token.kind == "stop":
            break
    names = [
        t.value
        for before, t in zip([None, *inner], inner, strict=False)
        if t.kind == "name" and not (t.value in {"c", "C"} and _raises(before))
    ]
    if any(t.word is not None and t.word.op == ";" for t in inner):
        return False
    kinds = {d.kind for d in map(r.names.domain, names) if d is not None}
    if kinds & {"event", "random", "iid"}:
        return True
    if any(_statement(t) for t in inner):
        return True
    if any(t.word is not None and t.word.op == "|" for t in inner):
        return all(v[0].isupper() for v in names) and bool(names)
    return (
        bool(names)
        and all(v[0].isupper() for v in names)
        and all(
            t.kind in {"name", "subscript"}
            or (t.word is not None and (t.word.op in EVENT_WORDS or t.word.prefix == "accent"))
            for t in inner
        )
    )


EVENT_WORDS = frozenset({",", "pow", "prime", "group", "}"})
"""What stands beside the letter of an event: `A^{c}`, `A'`."""


def _raises(token: Token | None) -> bool:
    """After `^` or `^{` stands what is raised: in `A^c` no name, but the sign of a complement."""
    return token is not None and token.word is not None and token.word.op in {"pow", "group"}


def _statement(token: Token) -> bool:
    word = token.word
    return word is not None and (word.infix in {"relation", "logic", "set-operation"} or word.op in STATEMENTS)


def probability(r: Reader, token: Token, minimum: int) -> Expr:
    r"""`P(A \mid B)`, `\Pr[X = 1]`, `P_{x \sim p}(x > 0)` (the distribution is dropped with a finding)."""
    if r.peek().kind == "subscript" or r.is_op("subscript"):
        start = r.peek().start
        script(r, r.next(), POSTFIX)
        r.note("dropped-subscript", start, word=r.said(token))
    opening = r.peek()
    if opening.word is None or opening.word.op not in {"(", "[", "{", "group"}:
        if r.said(token) in {"P", "\\mathbb{P}", "\\mathbb P"}:
            return hang(r, "P", token, minimum)
        raise r.fail("missing-argument", token, word=r.said(token))
    r.at += 1
    closing = {"(": ")", "[": "]"}.get(opening.word.op, "}")
    r.fences.append(("|", closing))
    event = _joint(r, read_items(r))
    if r.accept("|"):
        r.fences[-1] = (closing,)
        event = Apply("given", (event, _joint(r, read_items(r))))
    r.expect(closing, opening)
    r.fences.pop()
    return Apply("probability", (_complements(r, event),))


def _complements(r: Reader, event: Expr) -> Expr:
    """Within a probability `A^c`, `A'` and a bar over A are what is not A."""
    match event:
        case Chain() | Call():
            return event
        case Apply("pow", (inner, Name("c" | "C" as mark))) if mark not in r.names.declared:
            return Apply("complement", (_complements(r, inner),))
        case Apply("prime", (Name() as inner, Number("1"))):
            return Apply("complement", (inner,))
        case Apply("conjugate", (inner,)):
            return Apply("complement", (_complements(r, inner),))
        case Name(id) if id.startswith("bar(") and id not in r.names.declared and _may_be_event(r, id[4:-1]):
            return Apply("complement", (Name(id[4:-1]),))
        case _:
            return rebuild(event, lambda part: _complements(r, part))


def _may_be_event(r: Reader, id: str) -> bool:
    """Declared as one, or a capital letter of which nothing is said."""
    return _is_random(r, Name(id)) or (id.isupper() and id not in r.names.declared)


def _joint(r: Reader, groups: list[list[Expr]]) -> Expr:
    items = [item for group in groups for item in group]
    if not items:
        raise r.missing(r.peek())
    return items[0] if len(items) == 1 else Apply("and", tuple(items))


def expectation(r: Reader, token: Token, minimum: int) -> Expr:
    r"""`E[X]`, `\mathbb{E}_{x \sim p}[f(x)]`, `E_{x \sim p} f(x)`."""
    return _moment(r, "expectation", token, minimum)


def _moment(r: Reader, op: str, token: Token, minimum: int) -> Expr:
    variables: tuple[Expr, ...] = ()
    bounds: tuple[Expr, ...] = ()
    if r.peek().kind == "subscript" or r.is_op("subscript"):
        place = r.next()
        below = script(r, place, POSTFIX)
        match below:
            case Apply("given"):
                raise r.fail("unexpected-token", place, token=r.said(place))
            case Chain((variable, law), ("sim",)):
                variables, bounds = (variable,), (law,)
            case Chain((variable, law), ("in",)):
                variables, bounds = (variable,), (law,)
            case Apply("sequence", items):
                variables = items
            case _:
                variables = (below,)
    bracketed = r.is_op("[") or r.is_op("(") or r.is_op("{") or r.is_op("group")
    if bracketed:
        outer = len(r.bound)
        r.bound += [v.id for v in variables if isinstance(v, Name)]
        inner = _bracketed(r)
        del r.bound[outer:]
    elif variables:
        inner = r.expression(MUL)
    elif r.juxtaposed(r.peek()) and op != "expectation":
        inner = r.expression(POSTFIX)
    elif r.juxtaposed(r.peek()):
        inner = r.expression(MUL + 1)
    else:
        return hang(r, "E", token, minimum)
    if len(variables) == 1 and not bounds and _is_law(r, variables[0]):
        drawn = [n.args[0] for n in walk(inner) if isinstance(n, Call) and n.args and isinstance(n.args[0], Name)]
        if drawn:  # `E_p[f(x)]`: what stands as an argument is what is drawn
            variables, bounds = (drawn[0],), variables
    if variables:
        return Bind(op, variables, bounds, inner)
    args = inner.args if isinstance(inner, Apply) and inner.op == "sequence" else (inner,)
    return Apply(op, args)


def _bracketed(r: Reader) -> Expr:
    opening = r.next()
    op = opening.word.op if opening.word is not None else ""
    closing = {"(": ")", "[": "]"}.get(op, "}")
    r.fences.append(("|", closing))
    inner = inside(r)
    if r.accept("|"):
        r.fences[-1] = (closing,)
        inner = Apply("given", (inner, inside(r)))
    r.expect(closing, opening)
    r.fences.pop()
    return inner


def moment(r: Reader, token: Token, minimum: int) -> Expr:
    r"""`Var(X)`, `\mathrm{Cov}(X, Y)`, `\mathbb{V}[X]`."""
    return _moment(r, token.word.op if token.word is not None else "variance", token, minimum)


def typed_expectation(r: Reader, token: Token, minimum: int) -> Expr:
    """`expectation(X)`, `expectation(f(x), x, p)`."""
    assert token.word is not None
    args = arguments(r, token, True)
    if len(args) == 1:
        return Apply(token.word.op, args)
    return Bind(token.word.op, (args[1],), args[2:], args[0])


def divergence(r: Reader, token: Token, minimum: int) -> Expr:
    r"""`KL(p \| q)`, `kl(p, q)`."""
    opening = r.peek()
    op = opening.word.op if opening.word is not None else ""
    if op not in {"(", "["}:
        raise r.fail("missing-argument", token, word=r.said(token))
    r.at += 1
    return divergence_arguments(r, opening)


def divergence_arguments(r: Reader, opening: Token, minimum: int = 0) -> Expr:
    """`(p || q)`, the opening bracket having been read."""
    closing = ")" if opening.word is not None and opening.word.op == "(" else "]"
    r.fences.append((closing, "‖", "||", "|"))
    groups = read_items(r)
    items = [item for group in groups for item in group]
    if len(items) == 1 and (r.accept("‖") or r.accept("||") or (r.accept("|") and (r.accept("|") or True))):
        items.append(inside(r))
    r.expect(closing, opening)
    r.fences.pop()
    if len(items) != 2:
        raise r.fail("wrong-arguments", opening, function="KL", count=str(len(items)))
    return Apply("kl", tuple(items))


def information(r: Reader, token: Token, minimum: int) -> Expr:
    """`H(X)`, `H(X | Y)`, `H(p, q)`, `I(X; Y)` where what stands in the bracket is declared as random or as a
    distribution; else the letter alone, and nothing is passed over."""
    start, told = r.at, len(r.findings)
    r.at += 1
    r.fences.append(("|", ")"))
    groups = read_items(r)
    if token.value == "I" and len(groups) == 2:
        groups = [[_together(group)] for group in groups if group]
    items = [item for group in groups for item in group]
    condition: list[Expr] = []
    if r.accept("|"):
        condition = [item for group in read_items(r) for item in group]
    r.fences.pop()
    read = _information(r, token.value, items, condition, len(groups) > 1) if r.accept(")") else None
    if read is None:
        r.at = start
        del r.findings[told:]
        return Name(token.value)
    return read


def _information(r: Reader, letter: str, items: list[Expr], condition: list[Expr], parted: bool) -> Apply | None:
    laws = [_is_law(r, item) for item in items]
    capitals = letter == "I" and parted and all(isinstance(i, Name) and i.id[0].isupper() for i in items)
    if not items or not (capitals or all(laws) or any(_is_random(r, item) for item in items)):
        return None
    if letter == "I":
        if len(items) != 2:
            return None
        second = Apply("given", (items[1], _together(condition))) if condition else items[1]
        return Apply("mutual_information", (items[0], second))
    if condition:
        return Apply("entropy", (Apply("given", (_together(items), _together(condition))),))
    return Apply("cross_entropy" if len(items) == 2 and all(laws) else "entropy", tuple(items))


def _together(items: list[Expr]) -> Expr:
    return items[0] if len(items) == 1 else Apply("tuple", tuple(items))


def _is_law(r: Reader, item: Expr) -> bool:
    """A distribution by declaration: `p`, `p(x)`, `p(x | y)`."""
    head = item.function if isinstance(item, Call) else item
    declared = r.names.functions.get(head.id) if isinstance(head, Name) else None
    return declared is not None and declared.kind == "density"


def _is_random(r: Reader, item: Expr) -> bool:
    domains = [r.names.domain(node.id) for node in walk(item) if isinstance(node, Name)]
    return any(domain is not None and domain.kind in ("random", "event", "iid") for domain in domains)
