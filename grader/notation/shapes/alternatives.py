"""Several solutions of a system in one row: `p = 5, q = 2; p = 7, q = 2`, or with "or" or "and" between them."""

from __future__ import annotations

from grader.notation.tree import Apply, Chain, Expr, Name

JOINTS = frozenset({"and", "or"})


def alternatives(groups: list[list[Expr]]) -> Expr | None:
    """Either all of one solution or all of another, where each gives values of the same letters; else None."""
    if len(groups) == len(groups[0]) == 1 and not (isinstance(groups[0][0], Apply) and groups[0][0].op in JOINTS):
        return None
    solutions = groups if len(groups) > 1 else _parted(groups[0])
    letters = [_letters(solution) for solution in solutions]
    if len(solutions) < 2 or len(letters[0]) < 2 or any(other != letters[0] for other in letters):
        return None
    return Apply("or", tuple(Apply("and", tuple(solution)) for solution in solutions))


def _parted(items: list[Expr]) -> list[list[Expr]]:
    """Commas bind more loosely than "or" does; between solutions it is the other way round."""
    solutions: list[list[Expr]] = [[]]
    for item in items:
        match item:
            case Apply("or" | "and", parts):
                solutions[-1].append(parts[0])
                solutions += [[part] for part in parts[1:]]
            case _:
                solutions[-1].append(item)
    return solutions


def _letters(solution: list[Expr]) -> frozenset[Expr]:
    """The letters of which a solution gives a value each; none where it is not of this kind."""
    named = [item.operands[0] for item in solution if isinstance(item, Chain) and item.relations == ("=",)]
    letters = frozenset(named)
    whole = len(named) == len(solution) == len(letters) and all(isinstance(name, Name) for name in named)
    return letters if whole else frozenset()
