"""What a student has said a letter to be, for use further down: `L(theta) = …`, then `arg max log L(theta)`."""

from __future__ import annotations

from grader.answer.claim.scope import Scope
from grader.answer.claim.statements import statements
from grader.answer.kind import Context, Expected, Kind
from grader.errors import LimitError
from grader.late import replace
from grader.notation.names import free_names
from grader.notation.tree import Call, Name
from grader.values import Answer

EQUALITIES = frozenset({"=", "defines"})


def with_own_definitions(answer: Answer, kind: Kind, context: Context) -> Context:
    """The context in which a function that the exercise leaves open is what the student first says it is. One of
    which the right answer speaks stays open: no answer may choose what it means."""
    names = context.names
    still = {name for name, each in names.functions.items() if each.body is None and each.kind == "abstract"}
    still -= _spoken_of(kind)
    if not still or not any(name in answer.raw for name in still):
        return context
    scope = Scope(context)
    try:
        found = statements(answer, names)
    except LimitError:
        return context
    for statement in found:
        first, *rest = statement.members
        if not rest or rest[0].relation not in EQUALITIES or first.relation or statement.role == "denied":
            continue
        left, right = scope.read(first.text)[0], scope.read(rest[0].text)[0]
        match left:
            case Call(Name(id)) if right is not None and id in still:
                scope = scope.defining(left, right) or scope
    return replace(context, names=scope.names)


def _spoken_of(kind: Kind) -> frozenset[str]:
    expected = getattr(kind, "expected", ())
    alternatives = expected if isinstance(expected, tuple) else (expected,)
    exprs = (each.expr for each in alternatives if isinstance(each, Expected))
    return frozenset(name for expr in exprs for name in free_names(expr))
