"""Names with what hangs on them: subscripts, primes, members, arguments."""

from __future__ import annotations

from grader.notation.lexing.tokens import Token
from grader.notation.reader import Reader
from grader.notation.shapes.arguments import before_bracket, call, is_function
from grader.notation.shapes.letters import has_law, imaginary, is_random
from grader.notation.shapes.raised import powered
from grader.notation.shapes.spans import spanned
from grader.notation.shapes.subscripts import script_value, subscripted
from grader.notation.tree import Apply, Call, Expr, Index, Name, Number
from grader.notation.words import INDEX_LETTERS
from grader.notation.words.letters import SPANS

ENDS = frozenset({"sum", "product", "quotient", "relation", "close"})
"""Shapes after an operand that nothing of a letter or a number hangs on."""
_PI = frozenset({"π", "pi", "\\pi"})
SPOKEN = frozenset("HIdE") | {"Delta", "lambda"} | SPANS
"""What is often something else than a letter: an entropy, the imaginary unit, a differential, an expectation, the
sign of an increment, the word before a function in a program, the word for the subspace of vectors."""
STATEMENTS = frozenset({"and", "or", "not", "union", "intersection", "complement", "given", "setminus"})


def name(r: Reader, token: Token, minimum: int) -> Expr:
    """A letter with its subscripts, primes and, where it is a function, its arguments."""
    if token.value not in SPOKEN:
        return hang(r, token.value, token, minimum)
    if token.value in {"H", "I"} and r.is_op("(") and token.value not in r.names.declared:
        information = r.prefix["information"](r, token, minimum)
        if isinstance(information, Apply):
            return information
    if token.value == "I" and "I" not in r.names.declared and (r.is_op("(") or r.is_op("[") or r.is_op("{")):
        holds = r.prefix["one"](r, token, minimum)
        if isinstance(holds, Apply):
            return holds
    if token.value == "d":
        if r.differentials and r.differential(token, 0):
            return r.prefix["take-differential"](r, token, minimum)
        if r.prefix["leibniz?"](r, token, minimum) == Number("1"):
            return r.prefix["leibniz"](r, token, minimum)
    elif token.value == "Delta":
        return _increment(r, token, minimum) or hang(r, "Delta", token, minimum)
    elif token.value == "lambda" and r.said(token) == "lambda" and r.peek().kind == "name" and r.is_op("colon", 1):
        r.at += 2
        return r.infix["map"](r, Name(r.tokens[r.at - 2].value), token, minimum)
    elif token.value == "I" and imaginary(r):
        r.note("imaginary-unit", token.start, letter="I")
        return Name("i")
    elif token.value in SPANS and token.value not in r.names.declared:
        return spanned(r, token.value) or hang(r, token.value, token, minimum)
    elif token.value == "E" and "E" not in r.names.declared and (has_law(r) or is_random(r, r.peek())):
        return r.prefix["expectation"](r, token, minimum)
    return hang(r, token.value, token, minimum)


def _increment(r: Reader, delta: Token, minimum: int) -> Expr | None:
    r"""`\Delta x` is a name of its own, unless `\Delta` is one: `\Delta v/\Delta t` is not `v/t`."""
    bracketed = r.is_op("(") and r.peek(1).kind == "name" and r.is_op(")", 2)
    letter = r.peek(1 if bracketed else 0)
    if "Delta" in r.names.declared or letter.kind != "name":
        return None
    r.at += 3 if bracketed else 1
    base, _, below = letter.value.partition("_")
    return hang(r, f"Delta({base})" + (f"_{below}" if below else ""), delta, minimum)


def hang(r: Reader, base: str, token: Token, minimum: int) -> Expr:
    """What hangs on a letter: subscripts, primes, arguments."""
    following = r.tokens[r.at]
    if following.word is not None and following.word.infix in ENDS and following.word.op != "[" and "_" not in base:
        return Name(r.names.canonical(base))
    kind = following.kind
    apart = base[:2] == "i_" and r.said(following) in _PI and base not in r.names.declared
    if apart and r.said(token)[1:].isdigit():
        return Apply("mul", (Name("i"), Number(base[2:])))  # `e^(i5π/2)`
    head: Expr = Name(base)
    if kind == "subscript" or (following.word is not None and following.word.op == "subscript"):
        head = subscripted(r, base)
        following = r.tokens[r.at]
    else:
        head = Name(r.names.canonical(base))
    if "_" in base and base[-1].isdigit() and "_" not in r.said(token) and base not in r.names.declared:
        r.note("index-digits", token.start, read=r.said(token), name=base)
    word = following.word
    if word is None:
        return head
    if word.infix == "prime":
        return _primed(r, head)
    if not isinstance(head, Name | Index):
        return head
    if word.op == "(" or (word.op in {"[", "{"} and base in {"E", "P"} and base not in r.names.declared):
        return before_bracket(r, head, token, following)
    if word.op == "pow":
        return powered(r, head, token)
    if word.op == "[" and not (r.latex or following.spaced):
        return _member(r, head, token)
    return head


def _member(r: Reader, head: Name | Index, token: Token) -> Expr:
    """`x[1]`, `a[i]` typed: a member of a family; `f[x]` of a function: a call."""
    middle = r.peek(1)
    if isinstance(head, Index) or not r.is_op("]", 2) or middle.kind not in {"name", "number"}:
        return head
    if is_function(r, head.id) and r.names.implicit_multiplication and middle.kind == "name":
        r.at += 3
        return Call(head, (Name(r.names.canonical(middle.value)),))
    if middle.value.isdigit() or (middle.value in INDEX_LETTERS and middle.value not in r.names.declared):
        r.at += 3
        index = f"{head.id}_{middle.value}"
        if head.id in r.names.indexed or middle.value in r.bound:
            return Index(head, (script_value(middle.value),))
        r.note("index-digits", token.start, read=r.text[token.start : r.tokens[r.at - 1].end], name=index)
        return Name(r.names.canonical(index))
    return head


def _primed(r: Reader, head: Expr) -> Expr:
    start = r.peek().start
    order = 0
    while True:
        word = r.peek().word
        if word is None or word.infix != "prime":
            break
        r.at += 1
        order += {"prime": 1, "prime2": 2}.get(word.op, 3)
    if (r.peek().kind == "subscript" or r.is_op("subscript")) and isinstance(head, Name):
        head = subscripted(r, head.id)
    while r.is_op("prime") or r.is_op("prime2"):
        order += 2 if r.next().value == "prime2" else 1
    function = Apply("prime", (head, Number(str(order))))
    following = r.peek()
    if following.word is not None and following.word.op == "(" and isinstance(head, Name):
        if not is_function(r, head.id):
            r.note("prime-is-derivative", start, name=head.id)
        return call(r, function)
    return function
