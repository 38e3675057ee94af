"""`O(n log n)` as it is written: the symbol and what stands in it, with words, left sides and sums taken apart."""

from __future__ import annotations

from grader.answer.value.judgement import Judgement, finding, incorrect, undecided
from grader.equivalence.growth import letters
from grader.late import dataclass, pattern, replace
from grader.notation.names import Function, Names
from grader.notation.printing import to_text
from grader.notation.tree import Apply, Call, Chain, Expr, Name, Number, Text, facts, rebuild
from grader.values import Finding

SYMBOLS = {
    "O": "O", "cal(O)": "O", "Omicron": "O", "o": "o", "Theta": "Theta", "theta": "Theta", "Omega": "Omega",
    "omega": "omega",
}  # fmt: skip
"""The letters of orders, and what each says: at most, exactly, at least; strictly less, strictly more."""
RELATIONS = frozenset({"=", "in", "approx", "equiv", "defines", "sim", "propto", "<="})
"""Between the sides of a chain that ends in an order."""
SAID = frozenset(
    "the a an is of in has for it its this we get so thus hence therefore algorithm function total overall"
    " time runtime running complexity cost order growth asymptotic asymptotically steps operations comparisons"
    " sufficiently large die der das ist in hat für laufzeit zeit komplexität aufwand ordnung wachstum schritte"
    " vergleiche große".split()
)
"""Words around an order that say nothing of it. Worst and best case do: a person reads whether they were asked."""
_WORD = pattern(r"[^\W\d_]+")


BINARY = frozenset({"ld", "lb"})
"""The logarithm to base 2."""


@dataclass(frozen=True, slots=True)
class Written:
    """An order; `symbol` is empty where a formula stands alone. Words beside it that may change it are `words`."""

    symbol: str
    inner: Expr
    words: str = ""
    notes: tuple[Finding, ...] = ()


def with_orders(names: Names) -> Names:
    """With the letters of orders and the logarithms to base 2 as functions, as far as they are free."""
    free = {letter: Function() for letter in (*SYMBOLS, *BINARY) if letter not in names.declared}
    return replace(names, functions={**names.functions, **free}) if free else names


def symbol_of(head: Expr, names: Names) -> str:
    """What a letter says, where it is one of orders (`names` are those `with_orders`)."""
    if isinstance(head, Name) and head.id in SYMBOLS and _abstract(head.id, names):
        return SYMBOLS[head.id]
    return ""


def _abstract(id: str, names: Names) -> bool:
    function = names.functions.get(id)
    return function is not None and function.body is None and not function.params


def _with_logarithms(expr: Expr) -> Expr:
    """`ld(n)`, `lb n` as logarithms."""
    match expr:
        case Call(Name(id), (inner,), ()) if id in BINARY:
            return Apply("log", (_with_logarithms(inner), Number("2")))
        case Apply("mul", (*before, Name(id), last)) if id in BINARY:
            factors = (*before, Call(Name(id), (last,)))
            return _with_logarithms(_product(factors))
    return rebuild(expr, _with_logarithms)


def written(expr: Expr, names: Names) -> Written | None:
    """The order that a side says; None where symbols stand in it otherwise (`2^{O(n)}`)."""
    if any(_abstract(name, names) for name in BINARY.intersection(facts(expr).names)):
        expr = _with_logarithms(expr)
    match expr:
        case Apply("boxed" | "pos", (inner,)):
            return written(inner, names)
        case Call(head, (inner,), ()) if symbol := symbol_of(head, names):
            return None if _has_symbols(inner, names) else Written(symbol, inner)
        case Apply("where", (main, condition)) if _at_infinity(condition):
            return written(main, names)
        case Apply("sequence", (main, condition)) if _at_infinity(condition):
            return written(main, names)
        case Apply("mul" | "div", args) if Text in facts(expr).shapes:
            return _with_words(args, names)
        case Apply("mul", (Number("0"), *rest)) if rest and not _has_symbols(expr, names):
            note = finding("growth-zero", "assumption")
            return Written("O", _product(tuple(rest)), notes=(note,))
        case Apply("mul", (head, *rest)) if rest and (symbol := symbol_of(head, names)):
            inner = _product(tuple(rest))
            return None if _has_symbols(inner, names) else Written(symbol, inner)
        case Apply("add" | "mul" as op, args) if _has_symbols(expr, names):
            return _joined(op, args, names)
    return None if _has_symbols(expr, names) else Written("", expr)


def _product(factors: tuple[Expr, ...]) -> Expr:
    return factors[0] if len(factors) == 1 else Apply("mul", factors)


def _has_symbols(expr: Expr, names: Names) -> bool:
    return any(symbol_of(Name(id), names) for id in facts(expr).names)


def _at_infinity(condition: Expr) -> bool:
    """`n \\to \\infty`, `n >= 1`."""
    match condition:
        case Chain((Name(), Name("infinity")), ("to",)) | Chain((Name(), _), (">" | ">=",)):
            return True
    return False


def _with_words(args: tuple[Expr, ...], names: Names) -> Written | None:
    """One order among words: `the running time is O(n)`."""
    words = " ".join(arg.text for arg in args if isinstance(arg, Text))
    values = [arg for arg in args if not isinstance(arg, Text)]
    if values and isinstance(args[-1], Name) and words.split()[-1:] == ["large"]:  # `for large n`
        del values[-1]
    found = written(values[0], names) if len(values) == 1 else None
    strange = [word for word in _WORD.findall(words) if word.casefold() not in SAID]
    return found and replace(found, words=" ".join(filter(None, (found.words, *strange))))


def several(expr: Expr, names: Names) -> bool:
    """Whether orders stand side by side, as in `O(n) O(n^2)`: no product was written, perhaps."""
    factors = expr.args if isinstance(expr, Apply) and expr.op == "mul" else ()
    return sum(isinstance(each, Call) and symbol_of(each.function, names) != "" for each in factors) > 1


def _joined(op: str, args: tuple[Expr, ...], names: Names) -> Written | None:
    """`O(n) + O(m)`, `n * O(log n)`: one order, where all its terms have the same symbol."""
    found = [written(arg, names) for arg in args]
    said = {each.symbol for each in found if each is not None}
    if op == "mul":
        said.discard("")
    if None in found or len(said) != 1 or not said <= {"O", "Theta", "Omega"}:
        return None
    whole = Apply(op, tuple(each.inner for each in found if each is not None))
    return Written(said.pop(), whole, " ".join(each.words for each in found if each is not None and each.words))


def last_order(expr: Expr, names: Names) -> tuple[Written | None, tuple[tuple[Expr, str], ...]]:
    """The order that an answer ends in, and the sides before it, each with the relation behind it."""
    while isinstance(expr, Apply) and expr.op == "boxed":
        expr = expr.args[0]
    if not isinstance(expr, Chain):
        return written(expr, names), ()
    if not RELATIONS.issuperset(expr.relations):
        return None, ()
    first, last = written(expr.operands[0], names), written(expr.operands[-1], names)
    if len(expr.operands) == 2 and first and first.symbol and last and not last.symbol:  # `O(n) = T(n)`
        return (first, ()) if set(letters(last.inner)) - set(letters(first.inner)) else (None, ())
    return last, tuple(zip(expr.operands[:-1], expr.relations, strict=True))


def unknown(written: Written | None) -> Judgement:
    """What is for a person."""
    if written is not None and written.words:
        return undecided("growth", finding("words-in-answer", words=written.words))
    return undecided("growth", finding("growth-undecided"))


def contradiction(left: Expr, right: Expr) -> Judgement:
    return incorrect("growth", finding("contradictory-chain", left=to_text(left), right=to_text(right)))
