"""The value of another product of matrices, or of another moment, than the one that a question names by its
formula: `BA = …` where `AB` is asked, `A = …` where `A^{-1}` is, `V(X) = 3` where `E[X]` is."""

from __future__ import annotations

import re
from functools import lru_cache

from grader.late import pattern
from grader.limits import KEPT

_FORMULA = pattern(r"\$([^$]{1,60})\$")
_PRODUCT = pattern(r"[-+\d\s]*[A-Z()](?:[A-Z()\s]|\\cdot|\^\s?\{?\s?(?:T|\\top|-\s?1|-T|\d)\s?\}?)*")
_APPLIED = pattern(r"[A-Z]\s?\([A-Z]\)")
"""`P(A)`, which is no product."""
_MOMENT = pattern(
    r"\\?(?:mathbb\s?\{?|operatorname\s?\{|mathrm\s?\{)?(?P<head>[A-Za-z]+|σ)\}?"
    r"(?:_?[A-Z]|\s?[\[(]\s?[A-Z]\s?[\])])?"
)
_SETTING = pattern(r"\\cdot|[\s{}]")
_MEANS = frozenset({"E", "EW"})
_SPREADS = frozenset({"V", "Var", "H", "sd", "SD", "std", "sigma", "σ", "max", "min", "med", "median"})


def other_product(_text: str, value: str, question: str) -> str:
    """The left side of a value that is such another one, or nothing."""
    left, related, _ = value.partition("=")
    left = left.strip()
    asked = _asked(question) if related and left and "$" in question else ""
    if not asked:
        return ""
    if asked in _MEANS:
        said = _MOMENT.fullmatch(left)
        return left if said is not None and said["head"] in _SPREADS else ""
    ours = _plain(left)
    given = len(ours) > 1 or ours in asked
    return left if _PRODUCT.fullmatch(left) and not _APPLIED.search(left) and ours != asked and given else ""


@lru_cache(maxsize=KEPT)
def _asked(question: str) -> str:
    """The one product of matrices of which a question speaks, or the one mean."""
    formulas = dict.fromkeys(_FORMULA.findall(question))
    found = {_plain(each) for each in formulas if _PRODUCT.fullmatch(each) and not _APPLIED.search(each)}
    products = [each for each in found if len(each) > 1]
    moments = [said["head"] for each in formulas if "(" in each or "[" in each if (said := _MOMENT.fullmatch(each))]
    if len(moments) == 1 and not products:
        return moments[0] if moments[0] in _MEANS else ""
    return products[0] if len(products) == 1 and not moments else ""


def _plain(formula: str) -> str:
    return re.sub(r"\\top", "T", _SETTING.sub("", formula))
