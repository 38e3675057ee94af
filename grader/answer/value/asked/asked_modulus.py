"""What a question is modulo: `Compute $3^{100} \\bmod 7$.`"""

from __future__ import annotations

from functools import lru_cache

from grader.answer.value.asked.subject import said
from grader.answer.value.formulas.congruences import residue, whole
from grader.late import pattern
from grader.limits import KEPT
from grader.notation.names import Names
from grader.notation.tree import Apply, Expr, Number

_IN_WORDS = pattern(r"\bmod(?:ulo)?\b[\s$({]{0,4}(\d{1,40})\b")


@lru_cache(maxsize=KEPT)
def asked_modulus(question: str, names: Names) -> int | None:
    """The one modulus that it names, in a formula or in words."""
    if "mod" not in question:
        return None
    in_formulas = {node.args[1] for node in said(question, names) if isinstance(node, Apply) and node.op == "mod"}
    moduli = {whole(each) for each in (*in_formulas, *map(Number, _IN_WORDS.findall(question)))}
    return moduli.pop() if len(moduli) == 1 else None


def leave_the_same(left: Expr, right: Expr, question: str, names: Names) -> bool | None:
    """Whether two numbers are congruent by the modulus that the question names; None where that is not known."""
    modulus = asked_modulus(question, names)
    ours, theirs = (None, None) if modulus is None else (residue(left, modulus), residue(right, modulus))
    return None if ours is None or theirs is None else ours == theirs


def is_of_another_power(left: Expr, question: str, names: Names) -> bool:
    """`3^{10} ≡ 4` where `3^{100}` is asked: a step on the way, or a slip of the pen."""
    match left:
        case Apply("pow", (base, Number())) if asked_modulus(question, names) is not None:
            powers = [node for node in said(question, names) if isinstance(node, Apply) and node.op == "pow"]
            return left not in powers and any(power.args[0] == base for power in powers)
    return False
