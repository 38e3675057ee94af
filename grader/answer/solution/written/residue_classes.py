r"""Congruences as families over the integers: `x \equiv 23 \pmod{105}` is `x = 23 + 105k, k \in \mathbb{Z}`."""

from __future__ import annotations

from grader.answer.value.formulas.congruences import residue, whole
from grader.answer.value.shapes import is_number
from grader.late import replace
from grader.notation.tree import Apply, Bind, Chain, Expr, Index, Name, Number, facts

COUNTER = Name("k_class")
"""The letter that counts; nobody can type it."""
INTEGERS = Name("integers")
CONGRUENT = frozenset({"=", "equiv"})


def is_class(key: Expr) -> bool:
    """Whether a key asks for all numbers of a class. `x = 23 mod 105` does, since 23 itself is its remainder."""
    match key:
        case Apply("or" | "sequence", parts) if parts:
            return all(map(is_class, parts))
        case Chain((Name(), value), ("=",)) if isinstance(value, Apply) and value.op == "mod":
            n, rest = whole(value.args[1]), whole(value.args[0])
            return n is not None and rest is not None and rest < n
        case Chain((Name(), *_, Apply("mod")), relations):
            return CONGRUENT.issuperset(relations) and "equiv" in relations
    return False


def is_value(expr: Expr) -> bool:
    """Whether it is one number: `x = 23`."""
    match expr:
        case Chain((Name(), value), ("=",)):
            return is_number(value)
    return is_number(expr) and not (isinstance(expr, Apply) and expr.op == "mod")


def of_class(expr: Expr) -> Expr | None:
    """The remainder that names a class of numbers, `38` of `[38]_{43}` and of `38 + 43 Z`."""
    match expr.operands[-1] if isinstance(expr, Chain) else expr:
        case Index(Number() as value, (Number() as modulus,)) | Apply(
            "add", (Number() as value, Apply("mul", (Number() as modulus, Name("integers"))))
        ):
            rest, n = whole(value), whole(modulus)
            return value if rest is not None and n is not None and rest < n else None
    return None


def with_classes(expr: Expr) -> Expr:
    """The same statement with its congruences as families; as it is where it holds none that can be read so."""
    held = facts(expr)
    if "mod" not in held.words and Index not in held.shapes and "integers" not in held.names:
        return expr
    return _rewritten(_with_one_modulus(expr))


def _rewritten(expr: Expr) -> Expr:
    match expr:
        case Apply("or" | "sequence", parts) if len(set(map(_modulus, parts))) == 1:
            return replace(expr, args=tuple(map(_rewritten, parts)))
        case Apply("where", (main, Chain((Name(), Name("integers")), ("in",)))):
            return _rewritten(main) if _modulus(main) else expr
        case Bind("set_of", (letter,), (Name("integers"),) | (), body):
            return _rewritten(body) if _subject(body) == letter else expr
        case Chain((Name(id), Bind("set_of", (Name(bound),)) as region), ("in" | "=",)) if id == bound:
            return _rewritten(region)
        case Chain((Name(id), Bind("set_of" | "map_set") as region), ("=",)) if id[0].isupper() or "bb(" in id:
            return _rewritten(region)  # `L = {23 + 105k | k in Z}`
    return _of_one(expr) or expr


def _of_one(expr: Expr) -> Expr | None:
    """One class: a congruence, a remainder that is told, a set of numbers, or a value modulo something."""
    match expr:
        case Chain((Name() as letter, *ways, Apply("mod", (value, modulus))), relations):
            told = CONGRUENT.issuperset(relations) and is_number(modulus) and _all_congruent(ways, value, modulus)
            return _family(letter, value, modulus) if told else None
        case Chain((Apply("mod", (Name() as letter, modulus)), value), ("=",)) if is_number(value):
            return _family(letter, value, modulus)
        case Chain((Name() as letter, region), ("in" | "=",)):
            found = _members(region)
            return found and _family(letter, *found)
    found = _members(expr)
    return found and _family(None, *found)


def _members(region: Expr) -> tuple[Expr, Expr] | None:
    """The first member and the modulus of `23 + 105 Z`, of `[23]_{105}` and of `23 mod 105`."""
    match region:
        case Apply("add", (value, Apply("mul", (modulus, Name("integers"))))) if is_number(value):
            return value, modulus
        case Index(Number() as value, (Number() as modulus,)):
            return value, modulus
        case Apply("mod", (value, modulus)) if is_number(modulus):
            return value, modulus
    return None


def _family(letter: Expr | None, value: Expr, modulus: Expr) -> Expr:
    member = Apply("add", (value, Apply("mul", (modulus, COUNTER))))
    main = member if letter is None else Chain((letter, member), ("=",))
    return Apply("sequence", (main, Chain((COUNTER, INTEGERS), ("in",))))


def _all_congruent(ways: list[Expr], value: Expr, modulus: Expr) -> bool:
    """Whether what stands between the letter and its value, `x = 233 ≡ 23`, leaves the same remainder."""
    n = whole(modulus)
    rests = {None if n is None else residue(way, n) for way in (*ways, value)} if ways else {0}
    return None not in rests and len(rests) == 1


def _with_one_modulus(expr: Expr) -> Expr:
    """`x ≡ 1, 7 (mod 8)` as two congruences."""
    match expr:
        case Apply("sequence" | "or", (Chain((Name() as letter, _), ("equiv",)), *_, last) as parts) if (
            isinstance(last, Apply) and last.op == "mod" and is_number(last)
        ):
            values = [part.operands[1] if isinstance(part, Chain) else part for part in parts[:-1]]
            if all(map(is_number, values)):
                residues = [Apply("mod", (value, last.args[1])) for value in values]
                return Apply("or", tuple(Chain((letter, each), ("equiv",)) for each in (*residues, last)))
    return expr


def _modulus(expr: Expr) -> Expr | None:
    match expr:
        case Chain((Name(), *_, Apply("mod", (_, modulus))), _) | Apply("mod", (_, modulus)):
            return modulus
    return None


def _subject(expr: Expr) -> Expr | None:
    match expr:
        case Chain((Name() as letter, *_), _) | Chain((Apply("mod", (Name() as letter, _)), _), _):
            return letter
    return None
