"""Letters that are often something else: `I` the imaginary unit, `E` an expectation."""

from __future__ import annotations

import re

from grader.late import pattern
from grader.notation.lexing.tokens import Token
from grader.notation.reader import Reader

BESIDE_I = frozenset("abckntxyzewI") | {"pi", "theta", "phi", "alpha", "beta"}
COMPLEX_POWER = pattern(r"(?:exp\(|e\s?(?:\^|\*\*)\s?\(?)[-+0-9a-zA-Z*/ ]*\bI\b")

TURNED = pattern(r"e\s?\^\s?\{[-+0-9 ]*(?:I\s?\\pi|\\pi\s?I)[-+0-9/ ]*\}")
"""`e^{I\\pi}` in LaTeX: nothing but numbers and pi beside the letter."""


def imaginary(r: Reader) -> bool:
    """Typed `I` is the imaginary unit, as in computer algebra: in an exponent after `exp(` or `e^(`, and where no
    other letters stand beside it than those of coordinates and angles (`a + b*I`; but `V = I*R` is a current). Not
    where it is declared, bears a subscript, stands alone on one side, or products need a sign."""
    names, tokens = r.names, r.tokens
    if (r.latex and not TURNED.search(r.text)) or re.search(r"(?<![A-Za-z])I_", r.text):
        return False
    if "I" in names.declared or not names.implicit_multiplication or r.peek().kind == "subscript":
        return False
    after, before = tokens[r.at], tokens[r.at - 2] if r.at > 1 else None
    if (before is None and after.kind == "stop") or (after.word is not None and after.word.op == "("):
        return before is None and after.kind == "stop"
    left = before is None or (before.word is not None and before.word.infix == "relation")
    right = after.kind == "stop" or (after.word is not None and after.word.infix == "relation")
    if left and right:
        return False
    return COMPLEX_POWER.search(r.text) is not None or all(
        t.kind != "name" or t.value in BESIDE_I or t.value in names.declared for t in tokens
    )


def has_law(r: Reader) -> bool:
    r"""Whether `E` bears a subscript such as `x \sim p`, or one before square brackets."""
    if r.peek().kind == "subscript":
        return r.is_op("[", 1)
    if not (r.is_op("subscript") and (r.is_op("group", 1) or r.is_op("(", 1))):
        return False
    closing = "}" if r.is_op("group", 1) else ")"
    ahead = 2
    while not r.is_op(closing, ahead) and r.peek(ahead).kind != "stop":
        if r.is_op("sim", ahead) or r.is_op("in", ahead):
            return True
        ahead += 1
    return r.is_op("[", ahead + 1)


def is_random(r: Reader, token: Token) -> bool:
    """`E X` of a random variable; of numbers `E` is a factor."""
    domain = r.names.domain(token.value) if token.kind == "name" and token.value in r.names.variables else None
    return domain is not None and domain.kind in {"random", "iid"}
