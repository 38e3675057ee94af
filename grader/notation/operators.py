"""Operators after an operand: sums, products, powers, relations, logic."""

from __future__ import annotations

from grader.notation import applied, subscripts
from grader.notation.brackets import as_set
from grader.notation.functions import superscript_value
from grader.notation.reader import Reader
from grader.notation.tokens import Token
from grader.notation.tree import Apply, Chain, Expr, Index, Matrix, Name, Number, walk
from grader.notation.words import BLACKBOARD
from grader.notation.words.word import ADD, MUL, POSTFIX, POWER, RELATION


def total(r: Reader, left: Expr, token: Token, minimum: int) -> Expr:
    """A sum as written: `a - b + c` is add(a, neg b, c); `a \\pm b` has two sides."""
    terms = [left]
    while True:
        assert token.word is not None
        op = token.word.op
        hyphen = op == "neg" and r.latex and _between_units(r, token)
        after = r.expression(ADD + 1)
        if hyphen:
            terms[-1] = Apply("mul", (terms[-1], after))
        elif op in {"pm", "mp"}:
            so_far = terms[0] if len(terms) == 1 else Apply("add", tuple(terms))
            terms = [Apply("plus_minus" if op == "pm" else "minus_plus", (so_far, after))]
        else:
            terms.append(Apply("neg", (after,)) if op == "neg" else after)
        token = r.tokens[r.at]
        if token.word is None or token.word.infix != "sum":
            return terms[0] if len(terms) == 1 else Apply("add", tuple(terms))
        r.at += 1


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
            if word.op == "mul" and _is_vector(r, factors[-1]) and _is_vector(r, after):
                factors[-1] = Apply("inner", (factors[-1], after))
            else:
                factors.append(after)
        elif word is not None and word.infix == "quotient":
            if word.op in r.fences[-1]:
                break
            r.at += 1
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


def _is_vector(r: Reader, expr: Expr) -> bool:
    """A declared vector, a matrix times one, or a sum of such: with a dot between two of them it is their inner
    product."""
    match expr:
        case Name(id):
            domain = r.names.domain(id)
            return domain is not None and domain.kind == "vector"
        case Apply("mul", (*_, last)):
            first = expr.args[0]
            return _is_vector(r, last) and not (isinstance(first, Apply) and first.op == "transpose")
        case Apply("add" | "neg", (first, *_)):
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
    token = r.peek()
    r.note("division-first", slash, divisor=r.text[slash + 1 : token.start].strip(), factor=r.said(token))


def _factor(r: Reader, before: Expr, token: Token) -> Expr:
    """A factor without a sign before it; an integer before a fraction of integers is a mixed number."""
    if isinstance(before, Number) and token.kind == "number":
        if not (r.is_op("div", 1) and r.peek(2).kind == "name"):
            raise r.fail("two-numbers", token, first=before.text, second=token.value)
        r.note("two-factors", token.start, first=before.text, second=token.value)
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


def power(r: Reader, left: Expr, token: Token, minimum: int) -> Expr:
    """`x^2`, `x^{10}`, `x^-1`; also `^\\circ`, `^\\top`, `^{(i)}` and a subscript after the exponent."""
    following = r.peek()
    word = following.word
    inside = r.peek(1).word if word is not None and word.op == "group" else word
    if inside is not None and inside.infix in {"postfix", "prime"} and inside.prefix in {"", "quote"}:
        return _with_minutes(r, _postfix_script(r, left, grouped=inside is not word))
    if inside is not None and r.said(r.peek(1 if inside is not word else 0)) in STARS:
        return _starred(r, left, grouped=inside is not word)
    if _inverse_transpose(r):
        r.at += 4
        return Apply("pow", (Apply("transpose", (left,)), Apply("neg", (Number("1"),))))
    if word is not None and word.op == "group":
        r.at += 1
        exponent = r.braced(following)
    elif following.kind == "number" and (r.latex or r.peek(1).kind == "subscript" or r.is_op("subscript", 1)):
        r.at += 1
        exponent = Number(following.value)
        if len(following.value) > 1 and following.value.isdigit():
            r.note("exponent-digits", following.start, exponent=following.value)
    elif r.latex and following.kind == "name" and (r.peek(1).kind == "subscript" or r.is_op("subscript", 1)):
        r.at += 1
        exponent = Name(r.names.canonical(following.value))
    else:
        exponent = r.expression(POWER)
    if (r.peek().kind == "subscript" and isinstance(left, Name) and "_" not in left.id) or (
        r.is_op("subscript") and isinstance(left, Name)
    ):
        left = subscripts.subscripted(r, left.id)
    if isinstance(exponent, Name):
        if exponent.id == "H" and isinstance(left, Matrix) and "H" not in r.names.declared:
            return Apply("conjugate_transpose", (left,))
        if exponent.id == "T" and _is_transpose(r, left):
            r.note("transpose", token.start)
            return Apply("transpose", (left,))
    return Apply("pow", (left, exponent))


def _inverse_transpose(r: Reader) -> bool:
    r"""`{-\top}` stands here, or `{-T}`."""
    if not (r.is_op("group") and r.is_op("neg", 1) and r.is_op("}", 3)):
        return False
    return r.is_op("transpose", 2) or (r.peek(2).value == "T" and "T" not in r.names.declared)


def _is_transpose(r: Reader, base: Expr) -> bool:
    names = r.names
    if "T" in names.declared:
        return False
    if isinstance(base, Matrix):
        return True
    ts = sum(1 for t in r.tokens if t.kind == "name" and t.value == "T")
    powers = sum(
        1
        for before, t in zip(r.tokens, r.tokens[1:], strict=False)
        if t.kind == "name" and t.value == "T" and before.word is not None and before.word.op in {"pow", "group"}
    )
    return ts == powers and not isinstance(base, Number)


def _postfix_script(r: Reader, left: Expr, grouped: bool) -> Expr:
    r"""`x^\circ`, `A^{\top}`, `f^{\prime\prime}`, `f^{''}(x)`."""
    opening = r.next() if grouped else r.peek()
    value = left
    while r.peek().word is not None and r.peek().word.infix in {"postfix", "prime"}:  # type: ignore[union-attr]
        token = r.next()
        assert token.word is not None
        value = r.infix[token.word.infix](r, value, token, POSTFIX)
        if not grouped:
            break
    if grouped:
        r.expect("}", opening)
    if isinstance(value, Apply) and value.op == "prime" and r.is_op("(") and isinstance(value.args[0], Name):
        return applied.call(r, value)
    return value


def _starred(r: Reader, left: Expr, grouped: bool) -> Expr:
    """`z^*`, `A^{*}`; several stars within braces are as many conjugates of a matrix."""
    opening = r.next() if grouped else r.peek()
    times = STARS[r.said(r.next())]
    while grouped and r.said(r.peek()) in STARS:
        times += STARS[r.said(r.next())]
    if grouped:
        r.expect("}", opening)
    if isinstance(left, Name) and times == 1:
        base, _, sub = left.id.partition("_")
        return Name(f"star({base})" + (f"_{sub}" if sub else ""))
    for _ in range(times):
        left = Apply("conjugate_transpose", (left,))
    return left


def superscript(r: Reader, left: Expr, token: Token, minimum: int) -> Expr:
    value = superscript_value(token, r)
    if isinstance(left, Name) and r.is_op("(") and applied.is_function(r, left.id):
        if applied.is_factor(r, left.id, value):
            return Apply("pow", (left, value))
        if value == Apply("neg", (Number("1"),)):
            return applied.call(r, Apply("pow", (left, value)))
        return Apply("pow", (applied.call(r, left), value))
    return Apply("pow", (left, value))


def postfix(r: Reader, left: Expr, token: Token, minimum: int) -> Expr:
    assert token.word is not None
    after = r.peek()
    if r.said(token) == "%" and after.kind in {"number", "name"} and not after.spaced and not r.latex:
        raise r.fail("unexpected-token", token, token="%")  # a remainder, or hundredths? We do not guess.
    return _with_minutes(r, Apply(token.word.op, (left,)))


def _with_minutes(r: Reader, value: Expr) -> Expr:
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


STARS = {"*": 1, "**": 2, "\\ast": 1, "∗": 1}


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
        return Apply(op, (left, r.expression(own if op == "implies" else own + 1)))
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
    items = inner.args if isinstance(inner, Apply) and inner.op == "sequence" else (inner,)
    return Index(left, items)
