r"""Functions as some countries, and programs, call them: `lb 8`, `\operatorname{ch} x`, `np.maximum(0, x)`."""

from __future__ import annotations

import re

from grader.late import pattern

_CALLED = {
    "lb": r"\log_2", "ld": r"\log_2", "sh": "sinh", "ch": "cosh", "th": "tanh", "cth": "coth", "Sh": "sinh",
    "Ch": "cosh", "Th": "tanh", "arsh": "arsinh", "arch": "arcosh", "arth": "artanh", "Arsh": "arsinh",
    "Arch": "arcosh", "Arth": "artanh", "argsh": "arsinh", "argch": "arcosh", "argth": "artanh",
    "Argsh": "arsinh", "Argch": "arcosh", "Argth": "artanh", "maximum": "max", "minimum": "min", "fabs": "abs",
    "fmax": "max", "fmin": "min", "Arcsin": "arcsin", "Arccos": "arccos", "Arctan": "arctan", "Arccot": "arccot",
}  # fmt: skip
"""Names of functions that the reader takes for letters or for words, and what they mean."""
_NAMES = "|".join(_CALLED)
_FUNCTION = pattern(
    rf"(?<![A-Za-z\\_])(?:\\(?:operatorname|mathrm|text|mathop)\s?\{{\s?(?P<set>{_NAMES})\s?\}}|\\?(?P<typed>{_NAMES}))"
    r"(?![A-Za-z])(?=\s*(?:\^\s?\{?\d\}?)?\s*[\w({\\])"
)
_SPACE = r"(?:\s|\\[,;:! ]|~)*"
_NABLA = r"(?:\\(?:vec|boldsymbol|bm|mathbf)\s?)?(?:\{\s?\\nabla\s?\}|\\nabla(?![A-Za-z])|∇)"
_FIELDS = tuple(
    (pattern(said + rf"{_SPACE}(?=[A-Za-z\\])"), meant)
    for said, meant in (
        (rf"{_NABLA}{_SPACE}(?:\\cdot(?![A-Za-z])|·|⋅)", r"\\operatorname{div} "),
        (rf"{_NABLA}{_SPACE}(?:\\times(?![A-Za-z])|×)", r"\\operatorname{rot} "),
        (r"\\(?:operatorname|mathrm|text)\s?\{\s?grad\s?\}|(?<![A-Za-z\\])grad(?![A-Za-z(])", r"\\nabla "),
        (r"\\vec\s?(?:\{\s?\\nabla\s?\}|\\nabla(?![A-Za-z]))", r"\\nabla "),
        (r"(?<![A-Za-z\\{])(div|rot|curl)(?![A-Za-z(])", r"\\operatorname{\1} "),
    )
)
"""Derivatives of fields, as the names of what is computed."""
_LIBRARY = pattern(
    r"(?<![\w.])(?:np|numpy|jnp|math|Math|cmath|sp|sympy|scipy|torch|tf|F|K)\.(?:[a-z]{2,10}\.)?(?=[A-Za-z]\w{1,15}\s?\()"
)
"""`torch.`, `Math.`: where a function comes from."""


def with_our_names(text: str, known: frozenset[str]) -> str:
    """The text with functions as we call them. `known` are the names of the exercise: what is made of these is a
    product."""

    def ours(match: re.Match[str]) -> str:
        said = match["set"] or match["typed"]
        return match[0] if said in known or known.issuperset(said) else f"{_CALLED[said]} "

    for wording, meant in _FIELDS if "=" in text else ():
        text = wording.sub(meant, text)
    return _FUNCTION.sub(ours, _LIBRARY.sub("", text))
