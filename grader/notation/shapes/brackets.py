"""Brackets of all kinds: groups, tuples, lists, sets, intervals, absolute values, norms, floors."""

from __future__ import annotations

from grader.notation.lexing.bars import closed_at
from grader.notation.lexing.tokens import Token
from grader.notation.reader import LOOSEST, WORDY, Reader
from grader.notation.tree import Apply, Expr, Interval, Matrix, Name
from grader.notation.words import CONDITION_WORDS
from grader.notation.words.word import POSTFIX


def read_items(r: Reader) -> list[list[Expr]]:
    """Expressions between commas, in groups between semicolons; none where the bracket closes at once."""
    groups: list[list[Expr]] = [[]]
    if _ends(r):
        return groups
    while True:
        token = r.peek()
        if token.kind in WORDY and _is_condition_word(token) and not _ends(r, 1):
            r.at += 1
            if len(r.fences) == 1:
                r.note("words-around", token.start, words=token.value)
        groups[-1].append(r.expression())
        closing = r.tokens[r.at].word
        if closing is not None and closing.op in ENDING:
            return groups
        if r.differentials and r.differential(r.peek()):
            r.prefix["name"](r, r.next(), 90)
        after = r.tokens[r.at]
        if after.kind == "name" and r.apart(after):
            if not r.text[: after.start].rstrip().endswith("quad"):
                r.note("statements-apart", after.start, after.end)
            continue
        if after.kind == "stop":
            return groups
        if after.word is None or after.word.op != ",":
            groups[-1][-1] = _under_condition(r, groups[-1][-1])
        if r.accept(","):
            if r.is_op("and") or r.is_op("or"):
                r.at += 1
            if _ends(r):
                return groups
        elif r.accept(";"):
            if _ends(r):
                return groups
            groups.append([])
        else:
            return groups


ENDING = frozenset({")", "}", "]"})
"""What commonly stands after the last item."""


def _under_condition(r: Reader, value: Expr) -> Expr:
    """`1/x (x > 0)`, `1/x if x > 0`: the value and what follows; else the value."""
    token = r.peek()
    if token.kind in WORDY and _is_condition_word(token) and not _ends(r, 1):
        r.at += 1
        return Apply("where", (value, r.expression()))
    if token.word is not None and token.word.prefix == "bracket" and r.holds_condition(token):
        return Apply("where", (value, r.operand(POSTFIX)))
    return value


def _is_condition_word(token: Token) -> bool:
    return token.value.lower().strip(" ,") in CONDITION_WORDS


def _ends(r: Reader, ahead: int = 0) -> bool:
    """Whether the list ends here, so that no item follows."""
    token = r.peek(ahead)
    word = token.word
    if word is None:
        return token.kind in {"stop", "end"} or (token.kind == "null" and token.value != "l")
    return word.infix == "close" and (not word.prefix or (word.op == "]" and "]" in r.fences[-1]))


def sequence_of(groups: list[list[Expr]]) -> Expr:
    """What was written without brackets: one expression, or a sequence."""
    items = [item for group in groups for item in group]
    return items[0] if len(items) == 1 else Apply("sequence", tuple(items))


def inside(r: Reader) -> Expr:
    """What stands in a bracket that may not be empty."""
    groups = read_items(r)
    if groups == [[]]:
        raise r.missing(r.peek())
    return sequence_of(groups)


def bracket(r: Reader, opening: Token, minimum: int) -> Expr:
    """`( )` and `[ ]`: grouping, tuple, list, or an interval where the ends differ or one is infinite."""
    square = opening.word is not None and opening.word.op == "["
    given = not square and has_bar(r, opening)
    r.fences.append(("|", ")", "]") if given else (")", "]"))
    groups = read_items(r)
    items = [item for part in groups for item in part]
    if given and r.is_op("|"):
        r.at += 1
        r.fences[-1] = (")", "]")
        after = inside(r)
        items = [Apply("given", (items[0] if len(items) == 1 else Apply("sequence", tuple(items)), after))]
    closing = r.next()
    r.fences.pop()
    op = closing.word.op if closing.word is not None else ""
    if op == ")" and not square and len(items) == 1:
        return items[0]
    if op not in {")", "]"} and not (op == "[" and len(items) == 2):
        if closing.kind == "stop":
            raise r.fail("unclosed-bracket", opening, bracket=r.said(opening))
        if closing.kind == "null":
            return items[0] if len(items) == 1 else Apply("sequence", tuple(items))
        raise r.fail("unexpected-token", closing, token=r.said(closing))
    if not items and not square and minimum > LOOSEST:
        raise r.fail("missing-operand", closing, after=r.said(opening))
    if (len(items) == 2 and len(groups) == 1) or (len(groups) == 2 and len(items) == 2):
        closed = op == "]"
        if op == "[" or square != closed or (not square and any(map(_infinite, items))):
            return Interval(items[0], items[1], square, closed)
    if square != (op == "]"):
        raise r.fail("mismatched-bracket", closing, opened=r.said(opening), closed=r.said(closing))
    if square:
        if len(items) == 1 and r.places(0):
            return r.infix["place"](r, items[0], closing, minimum)
        if len(items) == 1 and (_factor_follows(r) or (r.latex and opening.side == "l")):
            return items[0]
        if len(items) == 1 and (opening.start > 0 and minimum > 1):
            return items[0]
        return Apply("list", tuple(items))
    if len(items) == 1:
        return items[0]
    return Apply("tuple", tuple(items))


def round_bracket(r: Reader, opening: Token, minimum: int) -> Expr:
    """`( )`, and a call where a function stands in it."""
    inner = bracket(r, opening, minimum)
    if isinstance(inner, Apply) and r.is_op("("):
        called = r.call_of(r, inner)
        if called is not None:
            return called
    return inner


def _factor_follows(r: Reader) -> bool:
    token = r.peek()
    return (
        token.kind == "superscript"
        or (token.word is not None and token.word.infix in {"product", "quotient", "power", "sum", "postfix"})
        or r.juxtaposed(token)
    )


def _infinite(expr: Expr) -> bool:
    match expr:
        case Name("infinity"):
            return True
        case Apply("neg" | "pos", (inner,)):
            return _infinite(inner)
        case _:
            return False


def has_bar(r: Reader, opening: Token, ahead: int = 0) -> bool:
    """Whether exactly one bar stands at this level of the bracket just opened: `(A | B)`."""
    if not r.barred:
        return False
    depth, bars, mids = 0, 0, 0
    for at in range(r.at + ahead, len(r.tokens)):
        token = r.tokens[at]
        word = token.word
        if word is None:
            continue
        if word.op in {"(", "[", "{", "group"} or word.prefix == "angle":
            depth += 1
        elif word.op in {")", "]", "}", "inner)"}:
            depth -= 1
            if depth < 0:
                break
        elif word.op == "|" and depth == 0 and not _at_place(r, at):
            bars += 1
            mids += r.said(token) == "\\mid"
    return bars % 2 == 1 or mids == 1


def _at_place(r: Reader, at: int) -> bool:
    """The bar there says at which place something is taken: `(x^2|_(x=1))`."""
    return r.places(at + 1 - r.at)


def outward(r: Reader, opening: Token, minimum: int) -> Expr:
    """`]a, b[` and `]a, b]`."""
    r.fences.append(("]", "["))
    groups = read_items(r)
    items = [item for part in groups for item in part]
    closing = r.next()
    r.fences.pop()
    op = closing.word.op if closing.word is not None else ""
    if len(items) != 2 or op not in {"]", "[", ")"}:
        raise r.fail("unexpected-token", opening, token=r.said(opening))
    return Interval(items[0], items[1], False, op == "]")


def bar(r: Reader, opening: Token, minimum: int) -> Expr:
    """`|x|`."""
    r.fences.append(("|", "abs)"))
    inner = inside(r)
    closing = r.next()
    if closing.word is None or closing.word.op not in {"|", "abs)"}:
        raise r.fail("unclosed-bracket", opening, bracket=r.said(opening))
    r.fences.pop()
    square = isinstance(inner, Matrix) and len(inner.rows) == len(inner.rows[0])
    return Apply("det" if square else "abs", (inner,))


def fence(r: Reader, opening: Token, minimum: int) -> Expr:
    r"""`\lfloor x \rfloor` and the like: the closing word is the opening one with a bracket."""
    assert opening.word is not None
    op = opening.word.op
    r.fences.append((op + ")", "|"))
    inner = inside(r)
    if op == "abs" and r.is_op("|"):
        r.at += 1
    else:
        r.expect(op + ")", opening)
    r.fences.pop()
    return Apply(op, (inner,))


def norm(r: Reader, opening: Token, minimum: int) -> Expr:
    r"""`\|v\|`, `||v||`, with a subscript for the kind of norm; typed `||` may be two absolute values."""
    double = r.said(opening) == "||"
    closer = "||" if double else "‖"
    if double and closed_at(r.tokens, r.at) is None:
        return _two_bars(r, opening, minimum)
    r.fences.append((closer,))
    inner = inside(r)
    r.expect(closer, opening)
    r.fences.pop()
    if r.peek().kind == "subscript" or r.is_op("subscript"):
        return Apply("norm", (inner, r.prefix["script"](r, r.next(), POSTFIX)))
    return Apply("norm", (inner,))


def _two_bars(r: Reader, opening: Token, minimum: int) -> Expr:
    r.at -= 1
    r.split_bars(opening)
    return r.operand(minimum)


def as_set(expr: Expr) -> Expr:
    """Beside a set operation or after a membership sign, a pair is an interval."""
    match expr:
        case Apply("tuple", (low, high)):
            return Interval(low, high, False, False)
        case Apply("list", (low, high)):
            return Interval(low, high, True, True)
        case _:
            return expr
