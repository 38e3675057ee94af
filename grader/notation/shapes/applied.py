"""Names with what hangs on them, functions and their arguments, calls as typed."""

from __future__ import annotations

from grader.notation.lexing.tokens import Token
from grader.notation.reader import CLOSING, OPENING, Reader
from grader.notation.shapes.brackets import has_bar, read_items
from grader.notation.shapes.held import has_parameters, holds, many_items
from grader.notation.shapes.letters import has_law, imaginary
from grader.notation.shapes.subscripts import script_value, subscripted
from grader.notation.tree import Apply, Call, Expr, Index, Name, Number, Text, walk
from grader.notation.words import GREEK_WORDS, INDEX_LETTERS, TYPED_ACCENTS
from grader.notation.words.word import POSTFIX, POWER

CONVENTIONAL = frozenset("fgh")
ENDS = frozenset({"sum", "product", "quotient", "relation", "close"})
"""Shapes after an operand that nothing of a letter or a number hangs on."""
_PI = frozenset({"π", "pi", "\\pi"})
MINUS_ONE = Apply("neg", (Number("1"),))
ANTIDERIVATIVES, ARGUMENTS = frozenset("FG"), frozenset("xtuyzs")
"""`F(x)` is a call, as `f(x)` is; `F(a + b)` a product, unless F is declared as a function."""
FUNCTION_LETTERS = frozenset({"Phi", "phi", "Psi", "psi", "zeta", "sigma"})
"""Letters that are seldom numbers: where they are read as factors of a bracket, a finding says so."""
DENSITIES = frozenset("pqP")
SPOKEN = frozenset("HIdE") | {"Delta", "lambda"}
"""What is often something else than a letter: an entropy, the imaginary unit, a differential, an expectation, the
sign of an increment, the word before a function in a program."""
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
    elif token.value == "E" and "E" not in r.names.declared and (has_law(r) or _random(r, r.peek())):
        return r.prefix["expectation"](r, token, minimum)
    return hang(r, token.value, token, minimum)


def _random(r: Reader, token: Token) -> bool:
    """`E X` of a random variable; of numbers `E` is a factor."""
    domain = r.names.domain(token.value) if token.kind == "name" and token.value in r.names.variables else None
    return domain is not None and domain.kind in {"random", "iid"}


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
        return _before_bracket(r, head, token, following)
    if word.op == "pow":
        return _powered(r, head, token)
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


def _surely_function(r: Reader, id: str) -> bool:
    """A function by declaration or convention, not only because products need a sign here."""
    base = id.partition("_")[0]
    return is_function(r, id) and (id in r.names.functions or base in CONVENTIONAL or id in r.called)


def call_of(r: Reader, function: Expr) -> Expr | None:
    """`(g^(-1))(x)`, `(f')(x)`: a call where the bracket just read holds a function, else None."""
    match function:
        case Apply("pow", (Name(id), Apply("neg", (Number("1"),)))) if r.is_op("(") and _surely_function(r, id):
            return call(r, function)
        case Apply("prime", (Name(), _)) if r.is_op("("):
            return call(r, function)
        case _:
            return None


def _before_bracket(r: Reader, head: Name | Index, token: Token, opening: Token) -> Expr:
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


LETTERS = frozenset(GREEK_WORDS.values())
"""Names of several characters that are one letter."""


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


def _powered(r: Reader, head: Name | Index, token: Token) -> Expr:
    r"""`f^2(x)`, `f^{-1}(x)`, `f^{(n)}(x)` of a function; `x^{(i)}` of an indexed family; else left as it is."""
    if isinstance(head, Index):
        return _member_of_member(r, head)
    id = head.id
    family = id in r.names.indexed and id not in r.bound
    function = not family and _surely_function(r, id)
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


ROMAN = {"iv": "4", "vi": "6", "vii": "7", "viii": "8"}


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
