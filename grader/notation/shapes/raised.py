r"""What is raised behind a name: a power, the index of a member, the order of a derivative."""

from __future__ import annotations

from grader.notation.lexing.tokens import Token
from grader.notation.reader import CLOSING, OPENING, Reader
from grader.notation.shapes.arguments import CONVENTIONAL, MINUS_ONE, call, surely_function
from grader.notation.shapes.subscripts import script_value
from grader.notation.tree import Apply, Expr, Index, Name, Number
from grader.notation.words.word import POWER

ROMAN = {"iv": "4", "vi": "6", "vii": "7", "viii": "8"}


def powered(r: Reader, head: Name | Index, token: Token) -> Expr:
    r"""`f^2(x)`, `f^{-1}(x)`, `f^{(n)}(x)` of a function; `x^{(i)}` of an indexed family; else left as it is."""
    if isinstance(head, Index):
        return _member_of_member(r, head)
    id = head.id
    family = id in r.names.indexed and id not in r.bound
    function = not family and surely_function(r, id)
    bound = bool(r.bound) and not function and _bound_superscript(r)
    if not (family or function or bound):
        return head
    start = r.at
    first = r.peek(2 if r.is_op("group", 1) else 1).word
    if first is not None and first.infix == "prime":
        return head
    r.at += 1
    typed = r.is_op("(") and not r.latex
    in_brackets = r.is_op("(") or (r.is_op("group") and r.is_op("(", 1))
    exponent = arabic(r.group() if not r.is_op("(") else r.operand(POWER))
    if family and not in_brackets and not bound and isinstance(exponent, Name | Number):
        r.note("superscript-is-index", token.start, name=id)
    if bound or (family and _index_like(exponent, in_brackets, r)):
        return Index(
            Name(id),
            exponent.args if isinstance(exponent, Apply) and exponent.op == "sequence" else (exponent,),
            in_brackets,
        )
    if function and r.is_op("(") and not (in_brackets and not typed) and is_factor(r, id, exponent):
        r.at = start
        return head
    if function and r.is_op("("):
        if in_brackets and not typed:
            return call(r, Apply("prime", (head, exponent)))
        if exponent == MINUS_ONE:
            return call(r, Apply("pow", (head, exponent)))
        return Apply("pow", (call(r, head), exponent))
    if function and in_brackets and not typed and not isinstance(exponent, Apply):
        return Apply("prime", (head, exponent))
    r.at = start
    return head


def arabic(exponent: Expr) -> Expr:
    """`f^{(iv)}`: an order of a derivative in Roman figures; anything else as it is."""
    letters = exponent.args if isinstance(exponent, Apply) and exponent.op == "mul" else ()
    figure = ROMAN.get("".join(part.id for part in letters if isinstance(part, Name)))
    return exponent if figure is None else Number(figure)


def _member_of_member(r: Reader, head: Index) -> Expr:
    """`x_j^{(i)}` of an indexed family: entry j of its member i, `x_{i, j}`."""
    if not (r.is_op("group", 1) and r.is_op("(", 2) and r.is_op(")", 4) and r.is_op("}", 5)):
        return head
    indexed = isinstance(head.base, Name) and head.base.id in r.names.indexed
    if not indexed or r.peek(3).kind not in {"name", "number"}:
        return head
    r.at += 6
    return Index(head.base, (script_value(r.tokens[r.at - 3].value), *head.indices))


def is_factor(r: Reader, id: str, exponent: Expr) -> bool:
    """`h^2(3r - h)`: a power of h, which is a height more often, or of a letter that stands in the bracket itself,
    is a factor, unless h is declared as a function. (But `f^2(x)` is a power of f(x).)"""
    if id not in CONVENTIONAL or id in r.names.functions or id in r.called or exponent == MINUS_ONE:
        return False
    depth, within = 0, False
    for token in r.tokens[r.at :]:
        op = token.word.op if token.word is not None else ""
        depth += (op in OPENING) - (op in CLOSING)
        within = within or token.value == id
        if depth == 0:
            break
    if id == "h" or within:
        r.note("power-is-factor", r.peek().start, name=id)
        return True
    return False


def _bound_superscript(r: Reader) -> bool:
    """`x^{(i)}` where `i` is bound by the sum around it."""
    if r.is_op("group", 1) and r.is_op("(", 2):
        middle, last = r.peek(3), r.peek(4)
    elif r.is_op("(", 1):
        middle, last = r.peek(2), r.peek(3)
    else:
        return False
    return middle.kind == "name" and middle.value in r.bound and last.word is not None and last.word.op == ")"


def _index_like(exponent: Expr, in_brackets: bool, r: Reader) -> bool:
    return in_brackets or isinstance(exponent, Name | Number)
