"""What stands in a bracket behind a name: its arguments, or a factor."""

from __future__ import annotations

from grader.notation.lexing.tokens import Token
from grader.notation.reader import Reader
from grader.notation.shapes.brackets import has_bar, read_items
from grader.notation.shapes.held import has_parameters, holds, many_items
from grader.notation.tree import Apply, Call, Expr, Index, Name, Number, Text, walk
from grader.notation.words import GREEK_WORDS, TYPED_ACCENTS
from grader.notation.words.word import POSTFIX

CONVENTIONAL = frozenset("fgh")
ANTIDERIVATIVES, ARGUMENTS = frozenset("FG"), frozenset("xtuyzs")
"""`F(x)` is a call, as `f(x)` is; `F(a + b)` a product, unless F is declared as a function."""
FUNCTION_LETTERS = frozenset({"Phi", "phi", "Psi", "psi", "zeta", "sigma"})
"""Letters that are seldom numbers: where they are read as factors of a bracket, a finding says so."""
DENSITIES = frozenset("pqP")
LETTERS = frozenset(GREEK_WORDS.values())
"""Names of several characters that are one letter."""
MINUS_ONE = Apply("neg", (Number("1"),))


def is_function(r: Reader, id: str) -> bool:
    """Whether a bracket after this name holds its arguments: declared functions, `f g h` unless they are
    declared as numbers, what the text itself defines, and every name where products need a sign."""
    names = r.names
    if id in names.functions:
        return True
    if id in names.variables or id in r.bound:
        return False
    if id in CONVENTIONAL or id in r.called:
        return True
    base, _, sub = id.partition("_")
    if sub and base in names.functions:
        return True
    return not names.implicit_multiplication or (sub != "" and base in CONVENTIONAL)


def surely_function(r: Reader, id: str) -> bool:
    """A function by declaration or convention, not only because products need a sign here."""
    base = id.partition("_")[0]
    return is_function(r, id) and (id in r.names.functions or base in CONVENTIONAL or id in r.called)


def call_of(r: Reader, function: Expr) -> Expr | None:
    """`(g^(-1))(x)`, `(f')(x)`: a call where the bracket just read holds a function, else None."""
    match function:
        case Apply("pow", (Name(id), Apply("neg", (Number("1"),)))) if r.is_op("(") and surely_function(r, id):
            return call(r, function)
        case Apply("prime", (Name(), _)) if r.is_op("("):
            return call(r, function)
        case _:
            return None


def call(r: Reader, function: Expr) -> Call:
    """The arguments of a function of the exercise, `;` or a bar before what is given."""
    opening = r.next()
    bar = has_bar(r, opening)
    r.fences.append(("|", ")") if bar else (")",))
    groups = _left_open(r) or read_items(r)
    if bar and r.is_op("|"):
        r.at += 1
        r.fences[-1] = (")",)
        groups = [groups[0], [item for part in read_items(r) for item in part]]
    r.expect(")", opening)
    r.fences.pop()
    given = tuple(item for part in groups[1:] for item in part)
    return Call(function, tuple(groups[0]), given)


def _left_open(r: Reader) -> list[list[Expr]] | None:
    r"""The argument that is left open in `p(\cdot; \theta)` and `p(\cdot \mid x)`."""
    if not (r.is_op("mul") and any(r.is_op(mark, 1) for mark in (";", "|", ",", ")"))):
        return None
    r.at += 1
    groups: list[list[Expr]] = [[Text("·")]]
    while r.is_op(";") or r.is_op(","):
        token = r.next()
        assert token.word is not None
        following = read_items(r)
        if token.word.op == ",":
            groups[-1] += following[0]
        groups += following[1:] if token.word.op == "," else following
    return groups


def before_bracket(r: Reader, head: Name | Index, token: Token, opening: Token) -> Expr:
    if isinstance(head, Index):
        return call(r, head) if _called_member(r, head) else head
    id = head.id
    if is_function(r, id):
        return call(r, head)
    if id in r.names.variables:
        return head
    if id in {"D_KL", "D_kl", "KL", "d_KL"}:
        r.at += 1
        return r.prefix["divergence-arguments"](r, opening, POSTFIX)
    base = id.partition("_")[0]
    inner = base[4:-1] if base.startswith("hat(") else base
    if id == "Gamma" and not token.glued:
        return gamma_function(r, head)
    if id == "Phi" and not token.glued and (value := _standard_normal(r, head, token)) is not None:
        return value
    if id == "P" and r.prefix["event?"](r, token, 0) == Number("1"):
        return r.prefix["probability"](r, token, POSTFIX)
    if id == "E":
        return r.prefix["expectation"](r, token, POSTFIX)
    if _is_factor_of_sum(r, token, base):
        return head
    if inner in DENSITIES and has_parameters(r):
        return call(r, head)
    if len(base) > 1 and base == id and not token.glued and r.peek().kind == "word" and id not in LETTERS:
        return call(r, head)
    if "_" in id and inner in DENSITIES:
        return call(r, head)
    if id in ANTIDERIVATIVES and not token.glued and r.peek(1).value in ARGUMENTS and r.is_op(")", 2):
        return call(r, head)
    if not token.glued and many_items(r):
        return Apply("normal", call(r, head).args) if id == "N" and r.is_op("sim", -2) else call(r, head)
    if base == id and id not in r.names.declared:
        _note_factor(r, id, token)
    return head


def _is_factor_of_sum(r: Reader, token: Token, base: str) -> bool:
    r"""`p_1(1 - p_1)`, `\bar x(a + b)`: a sum and no argument, since the letter itself stands in it, or it bears a
    mark and is not one of a function."""
    if many_items(r) or has_parameters(r) or (r.peek(1).kind in {"name", "number"} and r.is_op(")", 2)):
        return False
    marked, _, letter = base.partition("(")
    if letter and marked in TYPED_ACCENTS:
        return letter[:-1] not in CONVENTIONAL | DENSITIES or holds(r, letter[:-1])
    return base in DENSITIES and holds(r, token.value)


def _note_factor(r: Reader, id: str, token: Token) -> None:
    r"""`a(b + c)` is a product and nothing to speak of; `v(t)`, `x(2)`, `\Phi((a - b)/c)` may be values."""
    last = 3 if r.peek(2).kind == "subscript" else 2
    alone = r.peek(1).kind in {"name", "number"} and r.is_op(")", last)
    if alone or id in FUNCTION_LETTERS:
        end = r.peek(last if alone else 0).end
        read = r.text[token.start : end] + ("" if alone else "…)")
        r.note("letter-is-factor", token.start, end, read=read, name=id)


def _called_member(r: Reader, head: Index) -> bool:
    r"""A member of a family of functions; a mass function of several random variables, `p_{X,Y}(x, y)`."""
    if not isinstance(head.base, Name):
        return False
    if head.base.id in r.names.functions:
        return True
    domains = [r.names.domain(i.id) if isinstance(i, Name) else None for i in head.indices]
    masses = all(d is not None and d.kind == "random" for d in domains)
    conditional = any(isinstance(i, Apply) and i.op == "given" for i in head.indices)
    return head.base.id in DENSITIES and (masses or conditional or has_parameters(r) or many_items(r))


def gamma_function(r: Reader, head: Expr) -> Expr:
    r"""`\Gamma(x)`."""
    return Apply("gamma", call(r, head).args)


def _standard_normal(r: Reader, head: Expr, token: Token) -> Expr | None:
    r"""`\Phi(2)`, at a number, is a probability; None, and nothing read, where letters stand in the bracket."""
    start = r.at
    found = call(r, head)
    if len(found.args) != 1 or found.given or any(isinstance(node, Name | Text) for node in walk(found.args[0])):
        r.at = start
        return None
    r.note("standard-normal", token.start, read=r.text[token.start : r.tokens[r.at - 1].end])
    inner = Apply("erf", (Apply("div", (found.args[0], Apply("sqrt", (Number("2"),)))),))
    return Apply("div", (Apply("add", (Number("1"), inner)), Number("2")))
