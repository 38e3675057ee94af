"""Operators after an operand: sums, products, powers, relations, logic."""

from __future__ import annotations

from grader.notation.lexing.tokens import Token
from grader.notation.reader import Reader
from grader.notation.shapes import subscripts
from grader.notation.shapes.brackets import as_set
from grader.notation.tree import (
    Apply,
    Bind,
    Chain,
    Expr,
    Index,
    Interval,
    Matrix,
    Name,
    Number,
    reach,
    rebuild,
    walk,
)
from grader.notation.words import BLACKBOARD
from grader.notation.words.word import ADD, MUL, POSTFIX, POWER, RELATION


def total(r: Reader, left: Expr, token: Token, minimum: int) -> Expr:
    """A sum as written: `a - b + c` is add(a, neg b, c); `a \\pm b` has two sides."""
    terms, start = [left], token.start
    open_ends = [left] if r.bind_ends[0] is left and r.bind_ends[1] == r.at - 1 else []
    while True:
        assert token.word is not None
        op = token.word.op
        hyphen = op == "neg" and r.latex and _between_units(r, token)
        after = r.expression(ADD + 1)
        if r.bind_ends[0] is after and r.bind_ends[1] == r.at:
            open_ends.append(after)
        if hyphen:
            terms[-1] = Apply("mul", (terms[-1], after))
        elif op in {"pm", "mp"}:
            if r.said(token) in {"+-", "-+"}:
                r.note("sides-of-sign", token.start, token.end, sign=r.said(token))
            so_far = terms[0] if len(terms) == 1 else Apply("add", tuple(terms))
            terms = [Apply("plus_minus" if op == "pm" else "minus_plus", (so_far, after))]
        else:
            terms.append(Apply("neg", (after,)) if op == "neg" else after)
        token = r.tokens[r.at]
        if token.word is None or token.word.infix != "sum":
            terms = _reaching_on(r, terms, start, open_ends) if open_ends else terms
            return terms[0] if len(terms) == 1 else Apply("add", tuple(terms))
        r.at += 1


def _reaching_on(r: Reader, terms: list[Expr], start: int, open_ends: list[Expr]) -> list[Expr]:
    r"""`\sum_{k=1}^n k + k^2`, `\lim_{x \to \infty} f(x) - x`: the body reaches to the last term with the bound
    letter, which has no meaning outside."""
    for first, term in enumerate(terms[:-1]):
        last = reach(terms, first)
        if last > first and term in open_ends and isinstance(term, Bind) and isinstance(term.variables[0], Name):
            id = term.variables[0].id
            if id not in r.names.declared and id not in r.bound:
                r.note("body-reaches-on", start, name=id)
                more = [_members(each, id) for each in terms[first + 1 : last + 1]]
                whole = Bind(term.op, term.variables, term.bounds, Apply("add", (term.body, *more)))
                return [*terms[:first], whole, *terms[last + 1 :]]
    return terms


def _members(expr: Expr, id: str) -> Expr:
    """`y_i`, read where i was not bound, is a member of a family."""
    if isinstance(expr, Name) and expr.id.endswith(f"_{id}"):
        return Index(Name(expr.id.removesuffix(f"_{id}")), (Name(id),))
    return rebuild(expr, lambda child: _members(child, id))


def _between_units(r: Reader, minus: Token) -> bool:
    r"""`\\mathrm{N}-\\mathrm{m}` after a number: a hyphen between two units, which are multiplied."""
    before, after = r.tokens[r.at - 2], r.tokens[r.at]
    upright = all(r.said(token).startswith("\\mathrm") for token in (before, after))
    if not upright or r.at < 3 or r.tokens[r.at - 3].kind != "number":
        return False
    r.note("units-joined", before.start, after.end)
    return True


def product(r: Reader, left: Expr, token: Token, minimum: int) -> Expr:
    """Factors with and without a sign between them, and quotients, from the left."""
    factors = [left]
    divided = -1
    word = token.word
    if word is not None and word.infix in {"product", "quotient"}:
        r.at -= 1
    while True:
        token = r.tokens[r.at]
        word = token.word
        if word is not None and word.infix == "product":
            r.at += 1
            if word.op in r.fences[-1]:
                break
            if r.said(token) in {"x", "X"}:
                r.note("times-sign", token.start, token.end, sign=r.said(token))
            after = r.expression(MUL + 1)
            numbers = isinstance(after, Number) or isinstance(factors[-1], Number)
            if not numbers and (kind := _kind_of_product(r, token, factors[-1], after)):
                factors[-1] = Apply(kind, (as_set(factors[-1]), as_set(after)))
            else:
                factors.append(after)
        elif word is not None and word.infix == "quotient":
            if word.op in r.fences[-1]:
                break
            r.at += 1
            if word.op == "colon" and not isinstance(factors[-1], Number):
                r.note("colon-is-ratio", token.start, token.end)
            top = factors[0] if len(factors) == 1 else Apply("mul", tuple(factors))
            factors = [Apply("div", (top, _divisor(r)))]
            divided = token.start
        elif r.juxtaposed(token):
            if r.new_statement(token):
                break
            if divided >= 0 and len(factors) == 1:
                _note_division(r, divided)
            factors.append(_factor(r, factors[-1], token))
        else:
            break
    return factors[0] if len(factors) == 1 else Apply("mul", tuple(factors))


def _kind_of_product(r: Reader, sign: Token, left: Expr, right: Expr) -> str:
    """`u \\cdot v` of vectors is their inner product, `u \\times v` their cross product, `A \\times B` of sets all
    pairs; of numbers a product, which is said by no word."""
    crossed = r.said(sign) in {"\\times", "×"}
    if crossed and (_is_set(left) and _is_set(right)):
        return "cartesian"
    if crossed and _is_triple(left) and _is_triple(right):
        return "cross"
    if sign.word is None or sign.word.op != "mul" or not (_is_vector(r, left) and _is_vector(r, right)):
        return ""
    return "cross" if crossed else "inner"


def _is_triple(expr: Expr) -> bool:
    """`(2, 2, 1)`, of which `×` makes another one."""
    return isinstance(expr, Apply) and expr.op == "tuple" and len(expr.args) == 3


def _is_set(expr: Expr) -> bool:
    """An interval, a set, a set of numbers such as the reals, a product of such."""
    match expr:
        case Interval() | Apply("set" | "cartesian"):
            return True
        case Apply("pow", (base, _)):
            return _is_set(base)
        case Apply("list", (_, _)):
            return True
        case Name(id):
            return id in BLACKBOARD.values() or id == "empty"
        case _:
            return False


def _is_vector(r: Reader, expr: Expr) -> bool:
    """A declared vector, a matrix times one, or a sum of such: with a dot between two of them it is their inner
    product."""
    match expr:
        case Name(id):
            domain = r.names.domain(id)
            return id.startswith("vec(") if domain is None else domain.kind == "vector"
        case Matrix(rows):
            return len(rows) > 1 and all(len(row) == 1 for row in rows)
        case Apply("mul", (*_, last)):
            first = expr.args[0]
            return _is_vector(r, last) and not (isinstance(first, Apply) and first.op == "transpose")
        case Apply("add" | "neg" | "div" | "cross", (first, *_)):
            return _is_vector(r, first)
        case _:
            return False


def _divisor(r: Reader) -> Expr:
    """What stands after `/`: one factor; letters typed together, as in `1/ab`, are one."""
    start = r.peek().start
    first = r.expression(MUL + 1)
    if not r.peek().glued or not r.juxtaposed(r.peek()):
        return first
    factors = [first]
    while r.peek().glued and r.juxtaposed(r.peek()):
        factors.append(r.expression(MUL + 1))
    r.note("letters-in-denominator", start, denominator=r.text[start : r.tokens[r.at - 1].end])
    return Apply("mul", tuple(factors))


def _note_division(r: Reader, slash: int) -> None:
    """Not before a matrix or a vector, by which nobody divides: `1/3 [[4, -1], [-5, 2]]`."""
    token = r.peek()
    if r.text.startswith(("[[", "[ [", "\\begin"), token.start):
        return
    r.note("division-first", slash, divisor=r.text[slash + 1 : token.start].strip(), factor=r.said(token))


def _factor(r: Reader, before: Expr, token: Token) -> Expr:
    """A factor without a sign before it; an integer before a fraction of integers is a mixed number."""
    last = r.tokens[r.at - 1]
    quotient = isinstance(before, Apply) and before.op == "div" and last.kind == "number"
    if token.kind == "number" and (quotient or isinstance(before, Number)):
        if quotient or not (r.is_op("div", 1) and r.peek(2).kind == "name"):
            raise r.fail("two-numbers", token, first=r.said(last), second=r.said(token))
        r.note("two-factors", token.start, first=last.value, second=token.value)
    return r.expression(MUL + 1)


def binary(r: Reader, left: Expr, token: Token, minimum: int) -> Expr:
    assert token.word is not None
    return Apply(token.word.op, (left, r.expression(MUL + 1)))


def modulo(r: Reader, left: Expr, token: Token, minimum: int) -> Expr:
    r"""`a \bmod n`, `a \pmod{n}`; `a (mod n)`, of which the bracket has been passed over."""
    if r.is_op("(", -2) and r.peek(-1) is token:
        modulus = r.expression()
        r.expect(")", r.peek(-2))
        return Apply("mod", (left, modulus))
    return Apply("mod", (left, r.group() if r.is_op("group") else r.expression(MUL + 1)))


def postfix(r: Reader, left: Expr, token: Token, minimum: int) -> Expr:
    assert token.word is not None
    after = r.peek()
    touches = after.kind == "number" or (after.kind == "name" and (token.spaced or not after.spaced))
    if r.said(token) == "%" and touches and not r.latex:
        raise r.fail("unexpected-token", token, token="%")  # a remainder, or hundredths? We do not guess.
    return with_minutes(r, Apply(token.word.op, (left,)))


def with_minutes(r: Reader, value: Expr) -> Expr:
    """`31° 3' 36''`: minutes and seconds of arc belong to the degrees before them."""
    match value:
        case Apply("degrees", (Number() as whole,)):
            parts: list[Expr] = [whole]
        case _:
            return value
    for order, unit in (("1", "60"), ("2", "3600")):
        at, after = r.at, r.peek(1).word
        if r.peek().kind != "number" or after is None or after.infix not in {"prime", "power"}:
            break
        match r.expression(POWER):
            case Apply("prime", (Number() as part, Number(primes))) if primes == order:
                parts.append(Apply("div", (part, Number(unit))))
            case _:
                r.at = at
                break
    return value if len(parts) == 1 else Apply("degrees", (Apply("add", tuple(parts)),))


def prime(r: Reader, left: Expr, token: Token, minimum: int) -> Expr:
    assert token.word is not None
    count = {"prime": 1, "prime2": 2}.get(token.word.op, 3)
    if _constant_matrix(left):
        r.note("prime-transpose", token.start)
        return left if count == 2 else Apply("transpose", (left,))
    if isinstance(left, Apply) and left.op == "prime" and isinstance(left.args[1], Number):
        return Apply("prime", (left.args[0], Number(str(int(left.args[1].text) + count))))
    return Apply("prime", (left, Number(str(count))))


def _constant_matrix(expr: Expr) -> bool:
    """A matrix written out, of numbers: its prime is no derivative."""
    nodes = list(walk(expr)) if isinstance(expr, Matrix | Apply) else []
    names = {node.id for node in nodes if isinstance(node, Name)}
    return any(isinstance(node, Matrix) for node in nodes) and names <= {"i", "pi", "e"}


def relation(r: Reader, left: Expr, token: Token, minimum: int) -> Expr:
    """All relations in a row make one chain."""
    operands, relations = [left], []
    while True:
        assert token.word is not None
        op = token.word.op
        relations.append(op)
        operand = r.expression(RELATION + 1)
        operands.append(_place(r, op, operand))
        token = r.tokens[r.at]
        if token.word is None or token.word.infix != "relation" or token.word.op in r.fences[-1]:
            return Chain(tuple(operands), tuple(relations))
        r.at += 1


def _place(r: Reader, relation: str, operand: Expr) -> Expr:
    """After a membership sign a pair is an interval, and the letter R the real numbers unless it is declared."""
    if relation not in {"in", "notin", "subset", "subseteq"}:
        return operand
    if isinstance(operand, Name) and operand.id in BLACKBOARD and operand.id not in r.names.declared:
        return Name(BLACKBOARD[operand.id])
    return as_set(operand)


def logic(r: Reader, left: Expr, token: Token, minimum: int) -> Expr:
    assert token.word is not None
    op, own = ("or" if token.word.op == "||" else token.word.op), token.word.power
    if op in {"implies", "iff"}:
        right = r.expression(own if op == "implies" else own + 1)
        if r.said(token) == "=>" and not _states(left) and is_plain_number(right):
            r.note("reversed-sign", token.start, token.end)
            return Chain((left, right), (">=",))
        return Apply(op, (left, right))
    if op in {"nand", "nor", "xnor"}:
        pair = (left, r.expression(own + 1))
        return Apply("not", (Apply({"nand": "and", "nor": "or", "xnor": "xor"}[op], pair),))
    items = [left]
    while True:
        items.append(r.expression(own + 1))
        token = r.tokens[r.at]
        if (
            token.word is None
            or token.word.infix != "logic"
            or token.word.op not in {op, "||"}
            or (token.word.op == "||" and ("||" in r.fences[-1] or op != "or"))
        ):
            return Apply(op, tuple(items))
        r.at += 1


def _states(expr: Expr) -> bool:
    """Something that may be true or false: a relation, a statement made of others, or a letter for one."""
    return isinstance(expr, Chain | Bind) or (isinstance(expr, Apply) and expr.op in {"and", "or", "not", "xor"})


def is_plain_number(expr: Expr) -> bool:
    return isinstance(expr.args[0] if isinstance(expr, Apply) and expr.op == "neg" else expr, Number)


def set_operation(r: Reader, left: Expr, token: Token, minimum: int) -> Expr:
    assert token.word is not None
    op, own = token.word.op, token.word.power
    items = [as_set(left)]
    while True:
        items.append(as_set(r.expression(own + 1)))
        token = r.tokens[r.at]
        if token.word is None or token.word.op != op or op == "setminus":
            return Apply(op, tuple(items))
        r.at += 1


def over(r: Reader, left: Expr, token: Token, minimum: int) -> Expr:
    assert token.word is not None
    return Apply(token.word.op, (left, r.expression(token.word.power)))


def subscript(r: Reader, left: Expr, token: Token, minimum: int) -> Expr:
    r"""A subscript on what is not a letter: an index of a bracket, or the place of an evaluation."""
    inner = subscripts.script(r, token, POSTFIX)
    if isinstance(left, Number) and (read := subscripts.in_base(r, token.start, left, inner)):
        return read  # `(101)_2`
    items = inner.args if isinstance(inner, Apply) and inner.op == "sequence" else (inner,)
    return Index(left, items)
