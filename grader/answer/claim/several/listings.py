"""Solutions listed as one writes them by hand, as a plain list: `solution 1: x = -1 / solution 2: x = 4`,
`x = 3 (2x), x = -1`, `Δ = 25 > 0, donc deux solutions x1 = -1 et x2 = 4`, and without the check behind them.

Asked where the whole was not right as it stands; what is left counts only where it is right.
"""

from __future__ import annotations

import re
from itertools import pairwise

from grader.answer.claim.trimming import CHECK
from grader.answer.value.shapes import is_number
from grader.equivalence import compare
from grader.equivalence.truth import Same
from grader.late import pattern
from grader.limits import Budget
from grader.notation import parse
from grader.notation.cut import cut
from grader.notation.names import Names
from grader.notation.tree import Chain

_SAID = pattern(r"(?<![\w\\^])\\?(?P<letter>[^\W\d_]|lambda|mu)(?:_?\{?\d\}?)?\s*=")
_COUNT = r"(?:first|second|third|1st|2nd|3rd|erste|zweite|dritte|première|deuxième|seconde)"
_NOUN = r"(?:solution|root|zero|case|value|Lösung|Fall|Nullstelle|Wert|cas|racine)"
_LABEL = pattern(
    rf"(?:^|[,;/.\n]|\s/)\s*(?:the\s|die\s|der\s|la\s)?"
    rf"(?:{_COUNT}\s{_NOUN}|{_NOUN}(?:\sn[°o.])?\s?\d)\s*[:.]?\s*"
    r"(?=\$?\\?[^\W\d]\w{0,6}\s*=)",
    re.IGNORECASE,
)
_SLASH = pattern(r"(?<!\s)\s*/\s*(?=\$?\\?(?:[^\W\d_]|lambda|mu)(?:_?\{?\d\}?)?\s*=)")
_GAP = pattern(r"(?<=[\d)}])\s+(?=(?:[^\W\d_]|λ)_?\d\s*=)")
_TIMES = pattern(r"(?<=[\d)}$])\s?\(\s?[1-5]\s?[x×]\s?\)")
_LEAD = pattern(
    r"^\s*(?:\$?\s*(?:D|Δ|\\Delta|Disk\w*|discriminant)\s*=[^$<>,;]{1,40}>\s*0\s*\$?[\s,;:.]*)?"
    r"(?:(?:so|hence|thus|also|daher|somit|folglich|donc|alors|=>|⇒)[\s,]*)?"
    r"(?:(?:there are|we have|we get|es gibt|wir haben|on a|il y a|gibt es)\s)?"
    r"(?:(?:the\s|die\s|les\s|nos\s)?(?:(?:two|2|zwei|deux|both|beiden)\s)?(?:(?:real|distinct|different|reelle"
    r"|verschiedene|réelles|distinctes)\s){0,2}(?:solutions|roots|zeros|Lösungen|Nullstellen|racines)(?:\s(?:are|sind|sont|réelles))?"
    r"|either|entweder|soit)\s*:?\s*(?=\$?\\?[^\W\d]\w{0,6}\s*=)",
    re.IGNORECASE,
)
_ASIDE = pattern(rf"(?<!\s)\s*\(\s*{CHECK}\s*:?\s*(?P<held>(?:[^()\n]|\([^()\n]*\)){{1,120}})\)", re.IGNORECASE)
_BEHIND = pattern(rf"[.;,\n]\s*\(?{CHECK}\s*[:.]?\s*(?P<held>[^\n]{{1,200}})$", re.IGNORECASE)
_FURTHER = pattern(
    r"[.;,]\s*(?:from this|hence|thus|so|therefore|it follows that|daher|daraus|also|somit|donc|alors)[,:]?"
    r"\s*\$?\s*\$?\s*"
    r"\\?(?:operatorname\{|mathrm\{)?(?:det|tr|trace|spur|rank|rang|rg)\b[^\n.]{1,60}\.?$",
    re.IGNORECASE,
)
_TICKS = pattern(r"[✓✔✅☑.\s]|\\checkmark\b|\bok\b")
_APART = pattern(r"\s*(?:,|;|\band\b|\bund\b|\bet\b)\s*")
_MARK = pattern(r"[,;/.\n]")
SEVERAL = 2


def as_listed(text: str, names: Names) -> str:
    """The text with nothing but what its list says; empty where it is no list of values of one letter."""
    text = text.strip()
    plain = _ASIDE.sub(lambda aside: "" if _holds(aside["held"], names) else aside[0], _FURTHER.sub("", text))
    behind = _BEHIND.search(plain)
    if behind is not None and _holds(behind["held"], names):
        plain = plain[: behind.start()]
    said = [found["letter"] for found in _SAID.finditer(plain)]
    if len(said) < (SEVERAL if plain == text else 1) or len(set(said) - {"D", "Δ", "Delta"}) > 1:
        return ""
    plain = _LABEL.sub("; ", _SLASH.sub(_parted, plain)) if "$" not in plain else plain
    plain = _LEAD.sub("", _TIMES.sub("", _GAP.sub("; ", plain)))
    return plain.strip(" ;,.\n")


def _parted(slash: re.Match[str]) -> str:
    """A slash behind an equation parts two of them; in `so 1/c = 3/8` it divides."""
    return "; " if "=" in _MARK.split(slash.string[: slash.start()])[-1] else slash[0]


def _holds(text: str, names: Names) -> bool:
    """Whether it is equations between numbers, each of which is true."""
    pieces = cut(_TICKS.sub(" ", text)) if "$" in text else ()
    formulas = [piece.text for piece in pieces if piece.kind != "prose"] or _APART.split(_TICKS.sub(" ", text))
    words = "".join(piece.text for piece in pieces if piece.kind == "prose")
    if not formulas or _APART.sub("", words).strip():
        return False
    return all(_is_true(formula, names) for formula in formulas if formula.strip())


def failing_check(text: str, names: Names) -> str:
    """A check between numbers that does not hold, or nothing."""
    if ":" not in text and "(" not in text:
        return ""
    said = (found["held"].strip(" $.") for wording in (_ASIDE, _BEHIND) for found in wording.finditer(text))
    return next((held for held in said if _is_numeric(held, names) and not _is_true(held, names)), "")


def _is_numeric(formula: str, names: Names) -> bool:
    expr = parse(formula, names).expr
    return isinstance(expr, Chain) and all(map(is_number, expr.operands))


def _is_true(formula: str, names: Names) -> bool:
    expr = parse(formula.strip(), names).expr
    if not isinstance(expr, Chain) or set(expr.relations) != {"="}:
        return False
    budget = Budget.start()
    return all(isinstance(compare(*sides, names, budget), Same) for sides in pairwise(expr.operands))
