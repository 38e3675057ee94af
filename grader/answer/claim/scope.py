"""What stands for what at one place of a derivation: the names of the exercise and those the student has added."""

from __future__ import annotations

import re
from collections.abc import Mapping

from grader.answer.claim.cutting import group_end, tokens
from grader.answer.claim.moduli import modulo
from grader.answer.claim.prose.vocabulary import MATHEMATICAL
from grader.answer.kind import Context
from grader.answer.value.formulas.congruences import same_remainders
from grader.answer.value.formulas.shorthand import written_out
from grader.answer.value.numbers.worth import substituted
from grader.answer.value.shapes import CONSTANTS
from grader.equivalence import compare
from grader.equivalence.truth import Truth, Unknown
from grader.late import dataclass, field, pattern, replace
from grader.notation import parse
from grader.notation.names import Function, Names, free_names
from grader.notation.tree import Apply, Bind, Call, Expr, Name, facts, rebuild, walk
from grader.values import Finding

_CALLED = pattern(
    r"(?P<head>(?:\\[A-Za-z]+|[A-Za-z]+)(?:_(?:\{[^{}()]{1,20}\}|\w))?)\s*(?:\\left\s*)?"
    r"\((?P<arguments>[^()=|]{1,60}?)(?:\\right\s*)?\)"
)

RUNNING = frozenset({"integral", "at", "sum", "product", "limit"})
_DERIVED = frozenset({"\\partial", "\\mathrm", "d", "\\nabla", "}"})


@dataclass(frozen=True, slots=True)
class Memo:
    """What was read and compared in one check. `names` holds on to the names by whose identity the keys go."""

    names: dict[int, Names] = field(default_factory=dict)
    read: dict[tuple[int, str], tuple[Expr | None, tuple[Finding, ...]]] = field(default_factory=dict)
    truths: dict[tuple[int, Expr, Expr], Truth] = field(default_factory=dict)
    unknown: list[Finding] = field(default_factory=list)
    """Why comparisons were left open."""


@dataclass(frozen=True, slots=True)
class Scope:
    """`known` are names that a student cannot define anew, `own` those that the student defined, `seen` those used
    so far (too late to define them); `drawn` holds random variables and their distributions, `at` the point at
    which values are meant, `wrong` the claims that do not hold, as (left, right): what follows soundly from them
    keeps its marks."""

    context: Context
    known: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()
    at: Mapping[str, Expr] = field(default_factory=dict)
    seen: frozenset[str] = frozenset()
    drawn: Mapping[str, Expr] = field(default_factory=dict)
    wrong: tuple[tuple[Expr, Expr], ...] = ()
    given: tuple[tuple[Expr, Expr], ...] = ()
    """What the student takes as given, `P(A) = 0.01`, and what was worked out from it."""
    supposed: tuple[tuple[Expr, Expr], ...] = ()
    """What the student takes for true ("suppose that …"), solved for a letter where it can be."""
    worth: tuple[Expr, Expr] | None = None
    """The chance that is asked for, and the number that it is by the exercise."""
    asked_at: bool = False
    """Whether the exercise gives the point at which values are meant."""
    integrating: str = ""
    """By what an integral without bounds went, where one stands above."""
    modulus: str = ""
    """Modulo what the sides of the chain at hand are meant."""
    memo: Memo = field(default_factory=Memo, compare=False, repr=False)

    @property
    def names(self) -> Names:
        return self.context.names

    def read(self, text: str) -> tuple[Expr | None, tuple[Finding, ...]]:
        """The side of a chain, and what the reader found. `\\frac{LL}{\\partial t}` is read as a derivative."""
        key = self._key(), text
        if key not in self.memo.read:
            mended = whole_derivative(text)
            parsed = parse(mended, self.names)
            slip = (Finding("half-derivative", "assumption"),) if mended != text else ()
            expr, said = (None, ()) if parsed.expr is None else written_out(parsed.expr, self.names)
            expr = expr and with_slopes(expr, self)
            self.memo.read[key] = expr, (*slip, *said, *parsed.findings)
        expr, found = self.memo.read[key]
        return expr and modulo(expr, self.modulus, self.names), found

    def compare(self, left: Expr, right: Expr) -> Truth:
        """Whether two sides are equal, by the names of this place."""
        key = self._key(), left, right
        if key not in self.memo.truths:
            ours, theirs = (bound_apart(side, self.names) for side in (left, right))
            known = self.names, self.context.budget, self.context.seed
            self.memo.truths[key] = same_remainders(ours, theirs) or compare(ours, theirs, *known)
            if isinstance(truth := self.memo.truths[key], Unknown):
                self.memo.unknown.append(truth.finding)
        return self.memo.truths[key]

    def _key(self) -> int:
        self.memo.names[id(self.names)] = self.names
        return id(self.names)

    def calling(self, text: str) -> Scope:
        """With `f` a function, where `text` is a left side such as `f(x)` of which the exercise says nothing."""
        match = _CALLED.fullmatch(text.strip())
        whole = self.read(text)[0] if match else None
        if match is None or not (whole is None or isinstance(whole, Call) or _is_product(whole)):
            return self
        word = match["head"]
        head = Name(word) if self._is_word(word, match["arguments"]) else parse(word, self.names).expr
        if not isinstance(head, Name) or self.is_known(head.id) or head.id in CONSTANTS:
            return self
        return self.with_names(functions={**self.names.functions, head.id: Function()})

    def _is_word(self, word: str, arguments: str) -> bool:
        """`LL(theta)`: letters before names in brackets, of which not all are known to be factors."""
        if not word.isalpha() or len(word) < 2 or word.lower() in MATHEMATICAL:
            return False
        if re.search(r"[\d+*/^-]", arguments):
            return False
        return not all(letter in self.names.variables or letter in self.seen for letter in word)

    def is_known(self, name: str) -> bool:
        """Whether the exercise speaks of the name, or the student has defined it."""
        return name in self.names.declared or name in self.known

    def with_names(self, **changes: object) -> Scope:
        names = replace(self.names, **changes)  # type: ignore[arg-type]
        return replace(self, context=replace(self.context, names=names))

    def defining(self, left: Expr, right: Expr, told: bool = False) -> Scope | None:
        """With `left` standing for `right`, or None where a student cannot define it: no name or `f(x)`, a name of
        the exercise, or a name that its own definition needs. `told`: words call it a definition, which may come
        after a use ("(uv)' = u'v + uv' with u = x")."""
        match left:
            case Name(id) if self._is_free(id, right, told):
                definitions = {**self.names.definitions, id: right}
                return replace(self.with_names(definitions=definitions), own=self.own | {id})
            case Call(Name(id), args, given) if self._is_free(id, right, told):
                params = tuple(arg.id for arg in (*args, *given) if isinstance(arg, Name))
                if len(params) != len(args) + len(given) or given:
                    return None
                functions = {**self.names.functions, id: Function(params, right, "defined")}
                return replace(self.with_names(functions=functions), own=self.own | {id})
        return None

    def is_circular(self, left: Expr, right: Expr) -> bool:
        """Whether a name is defined by what was defined by it: `a = b + 1`, `b = a - 1`."""
        if not isinstance(left, Name) or left.id in free_names(right) or left.id in self.known:
            return False
        return bool(free_names(right) & self.own) and left.id in free_names(down_to(right, "", self))

    def _is_free(self, name: str, right: Expr, told: bool = False) -> bool:
        if name in CONSTANTS or name in self.own or name in self.known or name in free_names(right):
            return False
        if name in self.names.definitions or name in self.names.same or (name in self.seen and not told):
            return False
        if name in free_names(down_to(right, "", self)):
            return False
        function = self.names.functions.get(name)
        return function is None or (function.body is None and name not in self.known)

    def mistaken(self, left: Expr, right: Expr) -> Scope:
        """With a claim that does not hold, as far as something can follow from it."""
        if isinstance(left, Name | Call | Bind) or is_chance(left):
            return replace(self, wrong=(*self.wrong, (left, right)))
        return self


def bound_apart(expr: Expr, names: Names) -> Expr:
    """With fresh letters for those that a sign binds though the student has defined them: in `[u^4/4]_1^2` the
    letter `u` runs from 1 to 2, whatever it stands for elsewhere."""
    if not names.definitions:
        return expr
    match expr:
        case Bind(op, (Name(id),), bounds, body) if id in names.definitions and op in RUNNING and bounds:
            fresh = Name(f"t_{id}")
            moved = bound_apart(substituted(body, {id: fresh}), names)
            return Bind(op, (fresh,), tuple(bound_apart(bound, names) for bound in bounds), moved)
    return rebuild(expr, lambda node: bound_apart(node, names))


def whole_derivative(text: str) -> str:
    """`\\frac{L}{\\partial t}`, a slip of the pen, with the sign that is missing above."""
    if "\\partial" not in text:
        return text
    found = tokens(text)
    for index in range(len(found) - 4, -1, -1):
        if found[index].text != "\\frac" or found[index + 1].text != "{":
            continue
        below = group_end(found, index + 1) + 1
        under = [token.text for token in found[below : below + 2]]
        if under == ["{", "\\partial"] and found[index + 2].text not in _DERIVED:
            text = text[: found[index + 1].end] + "\\partial " + text[found[index + 1].end :]
    return text


def is_chance(expr: Expr) -> bool:
    """`P(A)`, `E[X]`: what an exercise or a student gives a value to."""
    match expr:
        case Apply("probability" | "expectation" | "variance") | Bind("expectation" | "variance"):
            return True
    return False


def is_label(left: Expr, scope: Scope) -> bool:
    """Whether a left side only names what is computed, by a name of which nothing is known: `f'(x)`, `dL/dw`."""
    match left:
        case Call(function, _, _):
            return is_label(function, scope)
        case Apply("prime" | "dot_over", (inner, *_)):
            return is_label(inner, scope)
        case Bind("diff" | "partial" | "gradient" | "at", _, _, body):
            return is_label(body, scope)
        case Name(id):
            return id not in CONSTANTS and not scope.is_known(id)
    return False


def is_untold_product(left: Expr, right: Expr, scope: Scope) -> bool:
    """Whether a left side is the product of vectors, or of two values of one function, of which nothing is known,
    and which the right side has not: it can be anything. `phi(x)^T phi(z)`, `⟨u, v⟩`."""
    if not isinstance(left, Apply) or left.op not in ("mul", "inner", "tuple", "norm", "transpose"):
        return False
    found = [id for node in walk(left) if isinstance(node, Name) and not scope.is_known(id := node.id)]
    unknown = set(found) - CONSTANTS
    of_vectors = not facts(left).words.isdisjoint({"transpose", "inner", "norm"}) or left.op == "tuple"
    twice = any(found.count(id) > 1 and id.isalpha() and len(id) > 1 for id in unknown)
    return (of_vectors or twice) and bool(unknown) and unknown.isdisjoint(free_names(right) | scope.seen)


def with_slopes(expr: Expr, scope: Scope) -> Expr:
    """`(u/v)'` as the derivative of that quotient, where it is clear by which letter."""
    match expr:
        case Apply("prime", (inner, order)) if not isinstance(inner, Name):
            letters = unknowns_of(inner, scope)
            variable = derived_by(letters)
            others = letters - {variable} - scope.names.declared
            if variable and not others:
                return Bind("diff", (Name(variable),), (order,), with_slopes(inner, scope))
    return rebuild(expr, lambda node: with_slopes(node, scope))


def _is_product(expr: Expr) -> bool:
    return isinstance(expr, Apply) and expr.op == "mul"


def mentions(expr: Expr, definitions: Mapping[str, Expr]) -> bool:
    return any(isinstance(node, Name) and node.id in definitions for node in walk(expr))


def unknowns_of(expr: Expr, scope: Scope) -> frozenset[str]:
    """The unknowns in an expression, its definitions written out."""
    found = free_names(down_to(expr, "", scope))
    return frozenset(name for name in found if name not in CONSTANTS and name not in scope.names.functions)


def derived_by(names: frozenset[str]) -> str:
    """The one that a prime derives by: the only one, else `x` or `t` as is the custom."""
    if len(names) == 1:
        return next(iter(names))
    return next((name for name in ("x", "t") if name in names), "")


def down_to(expr: Expr, name: str, scope: Scope) -> Expr:
    """Definitions written out until `name` shows; if it is no definition itself, all of them."""
    definitions = {key: body for key, body in scope.names.definitions.items() if key != name}
    for _ in range(len(definitions) + 1):
        if name in scope.names.definitions and name in free_names(expr):
            break
        if not mentions(expr, definitions):
            break
        expr = substituted(expr, definitions)
    return expr
