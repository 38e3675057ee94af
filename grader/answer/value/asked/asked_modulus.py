"""What a question is modulo, `Compute $3^{100} \\bmod 7$.`, or whether it is about classes of numbers."""

from __future__ import annotations

import re
from functools import lru_cache

from grader.answer.value.asked.question import said
from grader.answer.value.formulas.congruences import residue, whole
from grader.late import pattern
from grader.limits import KEPT
from grader.notation.names import Names
from grader.notation.printing import to_text
from grader.notation.tree import Apply, Chain, Expr, Number, facts

_MODULO = pattern(r"\bmod|\\[bp]?mod|equiv|≡|kongru|congru", re.IGNORECASE)
_WHOLE = pattern(r"\d+")
_IN_RING = r"(?:\\mathbb\s?\{?\s?[ZF]\s?\}?|[ℤ𝔽])\s?(?:_|/)\s?[{(]?\s?(\d{1,9})"
_RING = pattern(_IN_RING)
_RING_OR_MODULUS = pattern(_IN_RING + r"|\bmod(?:ulo|\.)?\s?[${]{0,2}(\d{1,9})", re.IGNORECASE)
_CLASSES = pattern(r"\b(?:residue class|coset|Restklasse|Nebenklasse|classe d)", re.IGNORECASE)
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


def speaks_of_classes(question: str) -> bool:
    """Whether it is about classes of numbers, `\\mathbb{Z}_{12}`: `[5]` and `\\bar 5` are values."""
    return bool(_RING.search(question) or _CLASSES.search(question))


def are_same_there(left: Expr, right: Expr, question: str) -> bool:
    """Whether two numbers leave the same remainder modulo the one number that the question names: `12 = 5` in
    `\\mathbb{Z}/7`."""
    moduli = {int(found[1] or found[2]) for found in _RING_OR_MODULUS.finditer(question)}
    if len(moduli) != 1:
        return False
    n = moduli.pop()
    ours = residue(left, n)
    return ours is not None and ours == residue(right, n)


def other_modulus(expr: Expr, question: str) -> str:
    """A modulus of an answer that is no number of a question which is modulo something; or nothing. Where there is
    no question, one of several."""
    if "mod" not in facts(expr).words:
        return ""
    own = [to_text(each) for each in _moduli(expr) if whole(each) is not None]
    modular = bool(_MODULO.search(question)) or speaks_of_classes(question)
    asked = frozenset(_WHOLE.findall(question)) if modular else frozenset(own[-1:])
    if question and not modular:
        return ""
    return next((f"mod {each}" for each in own if each not in asked), "")


def _moduli(expr: Expr) -> list[Expr]:
    """Those of what is said, not of what stands within a formula: `2^{50 mod 4}`."""
    match expr:
        case Apply("mod", (_, modulus)):
            return [modulus]
        case Chain(sides, _) | Apply("set" | "sequence" | "or" | "and", sides):
            return [modulus for side in sides for modulus in _moduli(side)]
    return []
