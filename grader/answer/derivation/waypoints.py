"""The forms that an exercise requires on the way: in any order, in any equal form of the same make."""

from __future__ import annotations

from fractions import Fraction

from grader.answer.claim.scope import Scope
from grader.answer.derivation.ends import same_end
from grader.answer.derivation.entry import Entry
from grader.answer.derivation.standing import unfounded
from grader.answer.derivation.task import Task
from grader.answer.value.formulas.spelling import shape, size
from grader.answer.value.shapes import unwrapped
from grader.notation.tree import Apply, Bind, Call, Chain, Expr, Name, Number, walk


def waypoints(entries: list[Entry], task: Task, scope: Scope) -> Fraction:
    """The share of the required waypoints that stand somewhere, soundly."""
    if not task.waypoints:
        return Fraction(1)
    beside = unfounded(entries, task, scope)
    sound = [e for e in entries if e.step.outcome in ("follows", "start") and e.thread not in beside]
    met = sum(any(_is_waypoint(entry, waypoint, task, scope) for entry in sound) for waypoint in task.waypoints)
    return Fraction(met, len(task.waypoints))


def _is_waypoint(entry: Entry, waypoint: Expr, task: Task, scope: Scope) -> bool:
    if entry.right is None:
        return False
    if isinstance(waypoint, Chain):
        first, last = waypoint.operands[0], waypoint.operands[-1]
        same = entry.left is not None and shape(entry.left, scope.names) == shape(first, scope.names)
        return same and same_end(entry.right, last, scope)
    if isinstance(waypoint, Number):
        return entry.right == waypoint
    ends = {shape(expr, scope.names) for expr in (task.question, task.goal) if expr is not None}
    ends -= {shape(waypoint, scope.names)}
    sides = (unwrapped(side) for side in (entry.right, entry.left) if side is not None)
    return any(_like(side, waypoint, scope) for side in sides if shape(side, scope.names) not in ends)


def _like(expr: Expr, waypoint: Expr, scope: Scope) -> bool:
    """The same form, or equal, made of the same functions and of about the same length."""
    if shape(expr, scope.names) == shape(waypoint, scope.names):
        return True
    longer, shorter = sorted((size(expr), size(waypoint)), reverse=True)
    alike = longer <= shorter * 3 // 2 + 2 and _made_of(expr) == _made_of(waypoint)
    return alike and same_end(expr, waypoint, scope)


def _made_of(expr: Expr) -> set[str]:
    """The functions and operators in an expression, but for arithmetic."""
    plain = {"add", "mul", "neg", "pos", "div", "pow", "sqrt", "boxed"}
    ops = {node.op for node in walk(expr) if isinstance(node, Apply | Bind)} - plain
    called = (node.function for node in walk(expr) if isinstance(node, Call))
    return ops | {function.id for function in called if isinstance(function, Name)}
