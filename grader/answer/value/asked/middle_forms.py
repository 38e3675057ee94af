"""A form in the middle of a chain, in letters of the student's own, which its neighbours do not show to be right:
`f'(x) = u'v - uv' = …`, `Var(X) = E[X]^2 - E[X^2] = …`, `\\partial y_i/\\partial z_j = e^{z_i} = …`.

Such a form is believed as the formula of what follows, but where more can be said: by the parts of the function
that the question gives, by the moments of one variable, or by what a softmax is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from grader.answer.kind import Context
from grader.answer.value.asked.agreement import contradiction, untold
from grader.answer.value.asked.question import said_in
from grader.answer.value.asked.sizes_told import by_sizes_told
from grader.answer.value.formulas.softmax_forms import base_and_index, softmax_holds
from grader.answer.value.judgement import Judgement
from grader.answer.value.shapes import CONSTANTS
from grader.equivalence import compare
from grader.equivalence.truth import Different
from grader.notation import parse
from grader.notation.names import Names, free_names
from grader.notation.tree import Apply, Bind, Call, Chain, Expr, Index, Name, facts, rebuild, walk

_MOMENTS = frozenset({"expectation", "variance"})
_ARITHMETIC = frozenset({"add", "mul", "neg", "div", "pow"})
LONGEST = 80
"""Nodes of a form that is looked at."""


def doubt_of_form(first: Expr, form: Expr, end: Expr, context: Context) -> Judgement | None:
    """Why it may be wrong; `first` is what the chain is about, `end` its value."""
    if facts(form).size > LONGEST:
        return None
    match first:
        case Apply("variance", (Name(),)):
            return _of_moments(first, form, context)
        case Bind("diff" | "partial", (Name() | Index(),), _, body) if not isinstance(body, Apply | Bind):
            return _by_letter(first, form, end, context) or _by_parts(form, end, context)
        case Apply("prime", _) | Call(Apply("prime", _)):
            return _by_parts(form, end, context)
        case Name():
            return by_sizes_told(form, end, context)
    return None


def _of_moments(first: Expr, form: Expr, context: Context) -> Judgement | None:
    """`Var(X) = E[X] = …`: moments of the same variable, which are others."""
    words = facts(form).words
    if words.isdisjoint(_MOMENTS) or not words <= _MOMENTS | _ARITHMETIC or free_names(form) != free_names(first):
        return None
    truth = compare(first, form, context.names, context.budget, context.seed)
    return untold(first, form) if isinstance(truth, Different) else None


def _by_letter(first: Bind, form: Expr, end: Expr, context: Context) -> Judgement | None:
    """A derivative by a letter that its value does not hold: what the value is made of is told by nobody, but for
    a softmax. Derivatives of letters, `\\partial L/\\partial y`, stand for themselves."""
    letter, _ = base_and_index(first.variables[0])
    if letter not in _bases(form) or letter in _bases(end) or not free_names(end) - CONSTANTS:
        return None
    if not (context.names.declared.isdisjoint(_bases(end)) and _bases(end)):
        return None
    holds = softmax_holds(first, form, end, context) if "softmax" in context.question.casefold() else None
    return None if holds else untold(form, end) if holds is None else contradiction(form, end)


def _bases(expr: Expr) -> frozenset[str]:
    """Its letters without their indexes, outside of derivatives of letters."""
    match expr:
        case Bind("diff" | "partial", _, _, Name() | Index() | Call()):
            return frozenset()
        case Name() | Index():
            return frozenset({base_and_index(expr)[0]}) - CONSTANTS
        case Bind(_, _, bounds, body):
            return frozenset().union(*map(_bases, (*bounds, body)))
        case Apply(_, args) | Chain(args, _):
            return frozenset().union(*map(_bases, args))
        case Call(_, args, given):
            return frozenset().union(*map(_bases, (*args, *given)))
    return frozenset()


def _by_parts(form: Expr, end: Expr, context: Context) -> Judgement | None:
    """`u'v - uv'`, where the question gives a product: with its parts in place of the letters, in any order."""
    letters = sorted(_functions(form) - free_names(end) - CONSTANTS)
    variables = sorted(free_names(end) - CONSTANTS)
    if not 0 < len(letters) < 3 or len(variables) != 1 or variables[0] in letters:
        return None
    budget = context.budget, context.seed
    tried = False
    for parts in _parts_given(context.question, len(letters), context.names):
        told, variable = dict(zip(letters, parts, strict=True)), Name(variables[0])
        for each in {form, _called(form, told, variable)}:
            if not isinstance(compare(_with_parts(each, told, variable), end, context.names, *budget), Different):
                return None
        tried = True
    return untold(form, end) if tried else None


def _functions(form: Expr) -> frozenset[str]:
    """The letters in it that are values, or functions that are called."""
    if any(isinstance(node, Bind) or (isinstance(node, Call) and _is_nested(node)) for node in walk(form)):
        return frozenset()  # `\\frac{df}{du}`, `g'(h(x))`
    heads = (node.function for node in walk(form) if isinstance(node, Call))
    called = {node.id for head in heads for node in walk(head) if isinstance(node, Name)}
    return free_names(form) | called


def _is_nested(call: Call) -> bool:
    return not all(isinstance(arg, Name) for arg in call.args)


def _parts_given(question: str, count: int, names: Names) -> Iterator[tuple[Expr, ...]]:
    """The parts of the one function that a question gives: the factors of a product or the sides of a quotient for
    two letters, what stands within a function or a power for one."""
    read = [parse(text.strip(" .,"), names).expr for text in said_in(question)]
    bodies = [expr.operands[-1] for expr in read if isinstance(expr, Chain) and len(expr.operands) == 2]
    if len(bodies) != 1:
        return
    match bodies[0]:
        case Apply("mul", factors) if count == 2 and len(factors) > 1:
            for at in range(1, len(factors)):
                yield from permutations((_product(factors[:at]), _product(factors[at:])))
        case Apply("div", sides) if count == 2:
            yield from permutations(sides)
        case Apply(op, (inner,)) if count == 1 and op not in _ARITHMETIC:
            yield (inner,)
        case Apply("pow", sides) if count == 1:
            yield from ((side,) for side in sides)


def _product(factors: tuple[Expr, ...]) -> Expr:
    return factors[0] if len(factors) == 1 else Apply("mul", factors)


def _with_parts(form: Expr, parts: dict[str, Expr], variable: Name) -> Expr:
    """With functions of the variable in place of letters, and their derivatives in place of `u'`."""
    match form:
        case Apply("prime", (Name(id), _)) | Call(Apply("prime", (Name(id), _))) if id in parts:
            return Bind("diff", (variable,), (), parts[id])
        case Call(Name(id)) if id in parts:
            return parts[id]
        case Name(id):
            return parts.get(id, form)
    return rebuild(form, lambda part: _with_parts(part, parts, variable))


def _called(form: Expr, parts: dict[str, Expr], variable: Name) -> Expr:
    """`u(x)`, which is read as a product, as u."""
    form = rebuild(form, lambda part: _called(part, parts, variable))
    match form:
        case Apply("mul", factors):
            before = (None, *factors)
            kept = [
                each
                for each, above in zip(factors, before, strict=False)
                if not (each == variable and isinstance(above, Name) and above.id in parts)
            ]
            return _product(tuple(kept))
    return form
