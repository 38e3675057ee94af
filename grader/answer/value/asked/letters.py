"""Whether a letter is asked and a left side is of another one, or of something done to this one."""

from __future__ import annotations

from grader.answer.value.asked.left_sides import UNKNOWNS
from grader.answer.value.asked.quantities import namings
from grader.answer.value.asked.quantity import quantity, slope
from grader.answer.value.shapes import CONSTANTS
from grader.late import pattern
from grader.notation.names import Names, free_names
from grader.notation.tree import Apply, Call, Expr, Name, Number, walk

_PARTS = frozenset({"h", "hom", "H", "p", "part", "P"})
_ASKS_PART = pattern(r"(?i)\bhomogen|particul|partik|spezielle")


def is_other_letter(left: Expr, of: tuple[Expr, ...], names: Names) -> bool:
    """Whether letters alone are asked, or squares of letters, and the equation is of another one. Accents and
    indices are the student's, but for numbers: `w_0` is not the `w_1` that was asked, nor `sigma` the `sigma^2`."""
    powers = [each.args[0] for each in of if isinstance(each, Apply) and each.op == "pow"]
    if isinstance(left, Name) and len(powers) == len(of) > 0:
        return any(isinstance(each, Name) and _base(each.id, names) == _base(left.id, names) for each in powers)
    if powers and isinstance(left, Apply) and left.op in ("div", "neg") and left not in of:  # `sigma^2/n`
        return any(node in of for node in walk(left))
    letters = [each for each in of if isinstance(each, Name)]
    if not letters or len(letters) != len(of) or _is_one_of(left, letters, names):
        return False
    if all(slope(each) is not None for each in letters):  # `f_x`: `f`, `f_{xx}` and `f_y` are others
        return False
    asked = {_base(each.id, names) for each in letters}
    match left:
        case Name(id):
            return _is_other_name(id, letters, names)
        case Call(Name(id), args):
            called = _base(id, names) in asked and all(isinstance(arg, Name) for arg in args)
            return not called and (asked.isdisjoint("yz") or id in UNKNOWNS)  # `H(X)`, where `H` is asked
        case Apply("pow", (Name(), Number())):  # `R^2` or `s^2`, where `R` is asked
            return True
        case Apply("mul", (Name() as first, Name() as second)):  # `y(x)`, which nobody said to be a function
            return second in letters and first not in letters
    return _is_of_one_of(left, letters, names)


def _is_one_of(left: Expr, letters: list[Name], names: Names) -> bool:
    ours = namings(left, names)
    return any(not ours.isdisjoint(namings(each, names)) for each in letters)


def _is_other_name(id: str, letters: list[Name], names: Names) -> bool:
    if id.startswith("bar("):  # a mean, or the conjugate
        return not any(each.id.startswith("bar(") for each in letters)
    if id.startswith("Delta("):  # a difference of two values
        return True
    number = names.canonical(id).partition("_")[2]
    asked = {names.canonical(each.id).partition("_")[2] for each in letters}
    if number.isdigit() and number not in asked and all(each.isdigit() for each in asked):
        return True
    return id not in CONSTANTS and _base(id, names) not in {_base(each.id, names) for each in letters}


def _is_of_one_of(left: Expr, letters: list[Name], names: Names) -> bool:
    """Whether something is done to an asked letter: `y'`, `1/y`, `\\max X`, `E[X]`."""
    match left:
        case Apply("mul", (_, _)) | Apply("div" | "neg" | "pow"):
            return any(each.id in free_names(left) for each in letters)
    named = quantity(left, names)
    if named is None or named.done in ("", "abs", "norm", "value", "argument", "times", "point", "changed", "add"):
        return False
    asked = {_base(each.id, names) for each in letters}
    done = [node for each in named.to for node in walk(each) if isinstance(node, Name)]
    return any(_base(each.id, names) in asked for each in done)


def is_part_of_solution(left: Expr, of: tuple[Expr, ...], question: str) -> bool:
    """`y_h(x) = …`, `y_p = …`, where `y` is asked and neither a particular solution nor a homogeneous equation."""
    name = left.function if isinstance(left, Call) else left
    if not isinstance(name, Name) or name.id.partition("_")[2] not in _PARTS or _ASKS_PART.search(question):
        return False
    return Name(name.id.partition("_")[0]) in of


def _base(name: str, names: Names) -> str:
    return names.canonical(name).split("_", 1)[0].rpartition("(")[2].rstrip(")").casefold()
