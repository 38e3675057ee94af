"""Sets of which nothing is known: `A \\ B` and `A ∩ B^c` are the same part of every diagram.

A set becomes a proposition about any one thing: A ∪ B says that it lies in A or in B. Two sets are the same where
the propositions are, and so are two laws: A ⊆ B says of everything that A implies B. Numbers of members, |A ∪ B|,
are to the number of all things as probabilities are to 1.
"""

from __future__ import annotations

from grader.answer.value.formulas.truth_tables import World, tables
from grader.answer.value.judgement import Judgement, finding, incorrect, undecided
from grader.answer.value.shapes import NO_LETTERS, OPERATIONS_ON_SETS, unwrapped
from grader.late import dataclass
from grader.notation.names import free_names
from grader.notation.tree import Apply, Chain, Expr, Name, Number, facts, rebuild, walk
from grader.values import Counterexample

PARTS = frozenset({"subset", "subseteq", "superset", "superseteq"})
PROPER = frozenset({"subset", "superset"})
TURNED = frozenset({"superset", "superseteq"})
ALL_THINGS = {"Omega": True, "U": False}
"""Letters for the set of all things, and whether they surely are it."""
SETS_OF_NUMBERS = {"complexes": "C", "reals": "R", "integers": "Z", "naturals": "N", "rationals": "Q"}
"""Behind `⊆` a letter is read as one of these; among sets of letters it may be one of them."""
DIFFERENCES = ("triangle_", "Delta(")


@dataclass(frozen=True, slots=True)
class Law:
    """What is said of everything; `proper` where `⊂` says it, which for some leaves out the whole."""

    says: Expr
    proper: bool = False


def same_sets(expected: Expr, student: Expr) -> Judgement | None:
    """Whether two sets, or two laws about sets, are the same; None where something else is compared."""
    if not (_of_sets(expected) or _of_sets(student)):
        return None
    ours, theirs = _membership(expected), _membership(student)
    if ours is not None and theirs is not None:
        return _with_universe(ours, theirs, "members-lost", "members-gained")
    law, other = _law(expected), _law(student)
    if law is None or other is None:
        return None
    judged = _with_universe(law.says, other.says, "law-differs", "law-differs")
    if judged.right and law.proper != other.proper:
        return undecided("truth table", finding("subset-in-doubt"))
    return judged


def with_counts(expected: Expr, student: Expr) -> tuple[Expr, Expr]:
    """Numbers of members as multiples of probabilities, where one of a union or the like is among them."""
    counted = (node.args[0] for side in (expected, student) for node in _sizes(side))
    if not any(_of_sets(members) for members in counted):
        return expected, student
    return _by_chances(expected), _by_chances(student)


def _sizes(expr: Expr) -> list[Apply]:
    if "abs" not in facts(expr).words:
        return []
    sizes = (node for node in walk(expr) if isinstance(node, Apply) and node.op == "abs")
    return [size for size in sizes if _membership(size.args[0]) is not None]


def _by_chances(expr: Expr) -> Expr:
    if isinstance(expr, Apply) and expr.op == "abs" and _membership(expr.args[0]) is not None:
        return Apply("mul", (Name("all_things"), Apply("probability", expr.args)))
    return rebuild(expr, _by_chances)


def _of_sets(expr: Expr) -> bool:
    if isinstance(expr, Chain) and not PARTS.isdisjoint(expr.relations):
        return True
    return not OPERATIONS_ON_SETS.isdisjoint(facts(expr).words)


def _membership(expr: Expr) -> Expr | None:
    """What it says of a thing that it lies in the set; None where it is no set of letters."""
    expr = unwrapped(expr)
    match expr:
        case Name("empty"):
            return Name("false")
        case Name(id) if id.startswith("bar(") and id.endswith(")"):
            return Apply("not", (Name(id[4:-1]),))
        case Name(id) if id in SETS_OF_NUMBERS:
            return Name(SETS_OF_NUMBERS[id])
        case Name(id):
            return None if id in NO_LETTERS or not id[:1].isalpha() else expr
        case Apply("mul", (left, Name(id))) if id.startswith(DIFFERENCES):
            letter = id.partition("_")[2] if "_" in id else id[6:-1]
            return _joined("xor", (left, Name(letter)))
        case Apply("union", args):
            return _joined("or", args)
        case Apply("intersection" | "mul", args):
            return _joined("and", args)
        case Apply("setminus", (first, *others)):
            return _joined("and", (first, *(Apply("complement", (other,)) for other in others)))
        case Apply("add", (first, Apply("neg", (other,)))):  # typed, where the other side is a set
            return _joined("and", (first, Apply("complement", (other,))))
        case Apply("complement" | "not" | "conjugate", (inner,)) | Apply("prime", (inner, Number("1"))):
            return _joined("not", (inner,))
        case Apply("pow", (inner, Name("c" | "C"))):
            return _joined("not", (inner,))
    return None


def _joined(op: str, args: tuple[Expr, ...]) -> Expr | None:
    parts = [_membership(arg) for arg in args]
    known = tuple(part for part in parts if part is not None)
    return Apply(op, known) if len(known) == len(parts) else None


def _law(expr: Expr) -> Law | None:
    """What equations and `⊆` between sets say of everything."""
    match expr:
        case Chain(operands, relations) if all(relation == "=" or relation in PARTS for relation in relations):
            sides = [side for side in map(_membership, operands) if side is not None]
            if len(sides) < len(operands):
                return None
            links = tuple(_link(*link) for link in zip(sides, relations, sides[1:], strict=False))
            return Law(Apply("and", links), not PROPER.isdisjoint(relations))
        case Apply("and", args):
            laws = [law for law in map(_law, args) if law is not None]
            if len(laws) == len(args):
                return Law(Apply("and", tuple(law.says for law in laws)), any(law.proper for law in laws))
    return None


def _link(left: Expr, relation: str, right: Expr) -> Expr:
    if relation == "=":
        return Apply("iff", (left, right))
    return Apply("implies", (right, left) if relation in TURNED else (left, right))


def _with_universe(ours: Expr, theirs: Expr, lost: str, gained: str) -> Judgement:
    """As free letters; where that fails, with Omega as the set of all things, and U perhaps."""
    judged = _same(ours, theirs, {}, lost, gained)
    letters = free_names(ours) | free_names(theirs)
    for letter, surely in ALL_THINGS.items():
        if judged.outcome == "incorrect" and letter in letters:
            again = _same(ours, theirs, {letter: True}, lost, gained)
            if surely:
                judged = again
            elif again.right:
                judged = undecided("truth table", finding("universe-in-doubt", name=letter))
    return judged


def _same(ours: Expr, theirs: Expr, given: World, lost: str, gained: str) -> Judgement:
    def told(world: World, asked: bool, said: bool) -> Judgement:
        inside = ", ".join(name for name, value in world.items() if value)
        outside = ", ".join(name for name, value in world.items() if not value)
        at = tuple((name, _word(value)) for name, value in world.items())
        code = finding(lost if asked else gained, inside=inside, outside=outside)
        return incorrect("truth table", code, counterexample=Counterexample(at, _word(asked), _word(said)))

    return tables(ours, theirs, given, told)


def _word(value: bool) -> str:
    return "in" if value else "out"
