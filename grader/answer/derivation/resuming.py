"""A chain that goes on behind a line beside it:

f'(x) = (x^2)' sin x + x^2 (sin x)'
where (sin x)' = cos x
= 2x sin x + x^2 cos x
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from grader.answer.derivation.link import Link
from grader.answer.derivation.links import judge
from grader.answer.value.asked.quantities import same_quantity
from grader.notation.tree import Call, Name
from grader.notation.tree import walk as walk_tree

if TYPE_CHECKING:
    from grader.answer.derivation.argument import Argument
    from grader.notation.tree import Expr

MOST = 3
"""Over so many lines beside it a chain may go on."""


def resumed(walk: Argument, relation: str, expr: Expr, link: Link) -> Link:
    """How a side follows that does not follow from the line above: from the end of an earlier chain, which goes on
    then, where all lines between only give a name its meaning or work out a part of that end."""
    earlier = [thread for thread in reversed(walk.ends) if thread != walk.thread]
    between = [walk.thread]
    for thread in islice(earlier, MOST):
        end = walk.ends[thread]
        if all(_is_beside(walk, each, end) for each in between):
            found = judge(end, relation, expr, walk.scope)
            if found.holds or not _only_names(walk, thread):
                walk.thread, walk.last = thread, end
                return found
        between.append(thread)
    return link


def _only_names(walk: Argument, thread: int) -> bool:
    return all(each.step.outcome == "start" for each in walk.entries if each.thread == thread)


def _is_beside(walk: Argument, thread: int, end: Expr) -> bool:
    first = next((each.left for each in walk.entries if each.thread == thread), None)
    if first is None:
        return False
    names = walk.scope.names
    parts = set(walk_tree(same_quantity(end, names)))
    return (_only_names(walk, thread) and isinstance(first, Name | Call)) or same_quantity(first, names) in parts
