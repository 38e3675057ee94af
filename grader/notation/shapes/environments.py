r"""`\begin{...} ... \end{...}`: matrices, cases, aligned lines."""

from __future__ import annotations

from grader.notation.lexing.tokens import Token
from grader.notation.reader import Reader
from grader.notation.shapes.brackets import inside, read_items
from grader.notation.shapes.calls import make_matrix
from grader.notation.tree import Apply, Chain, Expr, Name, Text

MATRICES = frozenset({"matrix", "pmatrix", "bmatrix", "Bmatrix", "smallmatrix", "array", "psmallmatrix", "tabular"})
DETERMINANTS = {"vmatrix": "det", "Vmatrix": "norm"}
LINES = frozenset(
    {"aligned", "align", "alignat", "alignedat", "split", "gather", "gathered", "eqnarray", "equation", "multline",
     "displaymath", "math", "flalign", "document", "center"}
)  # fmt: skip
OTHERWISE = frozenset({"otherwise", "else", "sonst", "in all other cases"})
PLACED = frozenset({"aligned", "alignedat", "gathered", "split", "array", "tabular"})
_PLACES = frozenset({("[", place, "]") for place in "tcb"})
"""How an environment stands on its line: `\\begin{aligned}[t]`."""
_OF_VALUES = frozenset({"neg", "pm", "mp"})
"""Signs with which a value may begin as well as go on."""
LEADING = ("if", "for", "when", "falls", "where")


def environment(r: Reader, token: Token, minimum: int) -> Expr:
    kind = token.value
    if kind in PLACED and tuple(each.value for each in r.tokens[r.at : r.at + 3]) in _PLACES:
        r.at += 3
    if kind == "array" or kind == "tabular":
        _columns(r)
    if kind in MATRICES or kind in DETERMINANTS:
        rows = tuple(tuple(row) for row in cells(r, token))
        matrix = make_matrix(r, token, rows)
        return Apply(DETERMINANTS[kind], (matrix,)) if kind in DETERMINANTS else matrix
    if kind in {"cases", "rcases", "dcases"}:
        return _cases(r, token)
    if kind in LINES:
        return _lines(r, token)
    raise r.fail("unknown-environment", token, name=kind)


def _columns(r: Reader) -> None:
    """Pass over the column letters of an array."""
    if r.is_op("group"):
        while r.peek().kind != "stop" and not r.accept("}"):
            r.at += 1


def _end(r: Reader, token: Token) -> bool:
    following = r.peek()
    if following.kind == "stop":
        raise r.fail("unclosed-environment", token, name=token.value)
    if following.kind == "end":
        if following.value != token.value:
            raise r.fail("mismatched-environment", following, opened=token.value, closed=following.value)
        r.at += 1
        return True
    return False


def cells(r: Reader, token: Token) -> list[list[Expr]]:
    r.fences.append(("row", "cell"))
    rows: list[list[Expr]] = [[]]
    while not _end(r, token):
        if r.accept("row"):
            rows.append([])
        elif r.accept("cell"):
            if not rows[-1]:
                raise r.fail("missing-operand", r.peek(), after="&")
        else:
            rows[-1].append(inside(r))
            following = r.peek()
            if not (r.is_op("row") or r.is_op("cell") or following.kind == "end"):
                if following.kind == "stop":
                    continue
                raise r.fail("unexpected-token", following, token=r.said(following))
    r.fences.pop()
    return [row for row in rows if row]


def _cases(r: Reader, token: Token) -> Expr:
    """With a column of conditions: cases; without: a system."""
    r.fences.append(("row", "cell"))
    rows: list[list[Expr]] = [[]]
    while not _end(r, token):
        if r.accept("row"):
            rows.append([])
        elif not r.accept("cell"):
            rows[-1].extend(_case_items(r))
    r.fences.pop()
    rows = [row for row in rows if row]
    if all(len(row) == 1 for row in rows):
        return Apply("and", tuple(row[0] for row in rows)) if len(rows) > 1 else rows[0][0]
    out: list[Expr] = []
    for row in rows:
        values = [item for item in row if item != Name("true")]
        if len(values) > 2:
            values = [values[0], Apply("and", tuple(values[1:]))]
        out += values
    return Apply("cases", tuple(out))


def _case_items(r: Reader) -> list[Expr]:
    items = [item for group in read_items(r) for item in group]
    out: list[Expr] = []
    for item in items:
        if isinstance(item, Text) and item.text.lower().strip(" .,:") in OTHERWISE:
            out.append(Name("true"))
        elif isinstance(item, Text) and item.text.lower() in LEADING:
            continue
        elif isinstance(item, Apply) and item.op == "where":
            out += item.args
        else:
            out.append(_without_if(item))
    following = r.peek()
    if not (r.is_op("row") or r.is_op("cell") or following.kind == "end"):
        raise r.fail("unexpected-token", following, token=r.said(following))
    return out


def _without_if(item: Expr) -> Expr:
    match item:
        case Chain((Apply("mul", (Text(text), *rest)), *others), relations) if text.lower().strip() in LEADING:
            first = rest[0] if len(rest) == 1 else Apply("mul", tuple(rest))
            return Chain((first, *others), relations)
        case Apply("mul", (Text(text), *rest)) if text.lower().strip() in LEADING:
            return rest[0] if len(rest) == 1 else Apply("mul", tuple(rest))
        case Apply(("and" | "or") as op, (first, *others)):
            return Apply(op, (_without_if(first), *others))
        case _:
            return item


def _lines(r: Reader, token: Token) -> Expr:
    """Aligned lines: one that begins with a relation goes on with the chain before it, one that begins with a sign
    of a sum or product, or stands below a line that ends with one, with the side before it."""
    r.fences.append(("row",))
    statements: list[Expr] = []
    _join_rows(r)
    _drop_cells(r)
    while not _end(r, token):
        if r.accept("row") or r.accept("cell") or r.accept(","):
            continue
        leading = r.peek().word
        if leading is not None and leading.infix == "relation" and statements:
            r.at += 1
            more = r.expression()
            statements[-1] = joined(statements[-1], leading.op, more)
        else:
            statements.append(inside(r))
    r.fences.pop()
    return statements[0] if len(statements) == 1 else Apply("sequence", tuple(statements))


def _join_rows(r: Reader) -> None:
    """Takes out the ends of rows within a sum or product. A minus goes on only behind an alignment mark and
    below a relation: it may as well begin a value of its own."""
    depth, at, related = 0, r.at, False
    while at < len(r.tokens):
        token = r.tokens[at]
        depth += (token.kind == "begin") - (token.kind == "end")
        if depth < 0:
            return
        word = token.word
        if depth == 0 and word is not None and word.op == "row":
            after = at + 1
            while r.tokens[after].word is not None and r.tokens[after].value == "cell":
                after += 1
            signs = _is_sign(r.tokens[at - 1]), _is_sign(r.tokens[after])
            if (
                any(signs)
                and not all(signs)
                and (r.tokens[after].value not in _OF_VALUES or (related and after > at + 1))
            ):
                del r.tokens[at]
                continue
            related = False
        related = related or (word is not None and word.infix == "relation")
        at += 1


def _is_sign(token: Token) -> bool:
    return token.word is not None and token.word.infix in ("sum", "product")


def _drop_cells(r: Reader) -> None:
    """Alignment marks say nothing; those of a matrix within a line stay."""
    depth, at = 0, r.at
    while at < len(r.tokens):
        token = r.tokens[at]
        depth += (token.kind == "begin") - (token.kind == "end")
        if depth < 0:
            return
        if depth == 0 and token.word is not None and token.word.op == "cell":
            del r.tokens[at]
        else:
            at += 1


def joined(left: Expr, relation: str, right: Expr) -> Expr:
    """One chain of two."""
    a, ra = (left.operands, left.relations) if isinstance(left, Chain) else ((left,), ())
    b, rb = (right.operands, right.relations) if isinstance(right, Chain) else ((right,), ())
    return Chain((*a, *b), (*ra, relation, *rb))
