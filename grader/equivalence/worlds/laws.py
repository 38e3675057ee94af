"""Densities of several letters: `p(x)`, `p(y | x)` and `p(x, y)` are parts of one joint law, told apart by letters.

p(y | x) p(x)     becomes   p[y|x](y, x) p[x](x),   both computed from one table over x and y
"""

from __future__ import annotations

from collections.abc import Iterator

from grader.equivalence.meanings import free_names
from grader.late import dataclass
from grader.notation.names import Names
from grader.notation.tree import Apply, Bind, Call, Expr, Name, rebuild, walk
from grader.notation.words import GREEK_WORDS

GREEK = frozenset(GREEK_WORDS.values())


@dataclass(frozen=True, slots=True)
class Joint:
    """A joint law: its letters, and the parameters it always stands under (`; theta`)."""

    letters: tuple[str, ...]
    parameters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One density of it: of which letters, under which. Its name in the tree is `p[x,y|z]`."""

    head: str
    of: tuple[str, ...]
    on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Laws:
    joints: dict[str, Joint]
    parts: dict[str, Part]


def spell_laws(left: Expr, right: Expr, names: Names) -> tuple[Expr, Expr, Laws]:
    """Both sides with the parts of joint laws under names of their own, and what those are."""
    nodes = (node for side in (left, right) for node in walk(side))
    calls = [node for node in nodes if isinstance(node, Call) and isinstance(node.function, Name)]
    joints: dict[str, Joint] = {}
    for head in dict.fromkeys(c.function.id for c in calls if isinstance(c.function, Name)):
        found = _joint([c for c in calls if c.function == Name(head)], head, (left, right), names)
        if found is not None:
            joints[head] = found
    laws = Laws(joints, {})
    if not joints:
        return left, right, laws
    left, right = _same_letter(left, right, joints)
    return _spell(left, laws, names), _spell(right, laws, names), laws


def letter(expr: Expr, names: Names) -> str:
    """`x` of x, and of a random variable X; empty where the argument is more than a letter."""
    if not isinstance(expr, Name):
        return ""
    domain = names.domain(expr.id)
    return expr.id.lower() if domain is not None and domain.kind == "random" else expr.id


def _joint(calls: list[Call], head: str, sides: tuple[Expr, Expr], names: Names) -> Joint | None:
    declared = names.functions.get(head)
    if declared is None or declared.kind != "density" or len(head) != 1:
        return None
    of = {letter(arg, names) for call in calls for arg in call.args}
    on = {letter(arg, names) for call in calls for arg in call.given}
    parameters = tuple(sorted((on - of) & GREEK))
    letters = tuple(sorted((of | on) - set(parameters)))
    if "" in letters or _stands_bare(head, sides):
        return None
    free = {name for side in sides for name in free_names(side)}
    random = {letter(Name(n), names) for n in free if (d := names.domain(n)) is not None and d.kind == "random"}
    apart = len({tuple(letter(a, names) for a in (*c.args, *c.given)) for c in calls}) > 1
    if not (set(letters) & random or (len(letters) > 1 and (apart or any(map(_several, calls))))):
        return None
    return Joint(letters, parameters) if len(letters) <= 4 else None


def _several(call: Call) -> bool:
    return len(call.args) + len(call.given) > 1


def _stands_bare(head: str, sides: tuple[Expr, Expr]) -> bool:
    """As a distribution without letters: in `KL(p, q)` or `H(p)`."""
    return any(isinstance(n, Apply) and Name(head) in n.args for side in sides for n in walk(side))


def _same_letter(left: Expr, right: Expr, joints: dict[str, Joint]) -> tuple[Expr, Expr]:
    """A letter that is bound on one side only, and another on the other side only, are one."""
    ours, theirs = ({n.id for n in walk(side) if isinstance(n, Name)} for side in (left, right))
    letters = {x for joint in joints.values() for x in joint.letters}
    mine = sorted((ours - theirs - set(free_names(left))) & letters)
    yours = sorted((theirs - ours - set(free_names(right))) & letters)
    if len(mine) == len(yours) == 1:
        right = _rename(right, Name(yours[0]), Name(mine[0]))
    return left, right


def _rename(expr: Expr, old: Name, new: Name) -> Expr:
    if expr == old:
        return new
    return rebuild(expr, lambda child: _rename(child, old, new))


def _spell(expr: Expr, laws: Laws, names: Names) -> Expr:
    match expr:
        case Call(Name(head), args, given) if head in laws.joints:
            parameters = laws.joints[head].parameters
            on = tuple(g for g in given if letter(g, names) not in parameters)
            part = Part(head, tuple(letter(a, names) for a in args), tuple(letter(g, names) for g in on))
            return Call(Name(_named(part, laws)), args, on)
        case Bind("expectation" | "variance" as op, (Name(id) as v,), (Name(head),), body) if head in laws.joints:
            part = Part(head, (id,), ())
            return Bind(op, (v,), (Name(_named(part, laws)),), _spell(body, laws, names))
        case _:
            return rebuild(expr, lambda child: _spell(child, laws, names))


def _named(part: Part, laws: Laws) -> str:
    bar = "|" + ",".join(part.on) if part.on else ""
    name = f"{part.head}[{','.join(part.of)}{bar}]"
    laws.parts[name] = part
    return name


def letters_called(expr: Expr, laws: Laws) -> Iterator[str]:
    """Names that stand as arguments of the parts of joint laws."""
    for node in walk(expr):
        if isinstance(node, Call) and isinstance(node.function, Name) and node.function.id in laws.parts:
            yield from (a.id for a in (*node.args, *node.given) if isinstance(a, Name))
