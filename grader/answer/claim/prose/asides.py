"""What stands beside a value in words and does not touch it: how often a zero counts, the kind of value that is
given, a reason for "no solution", which of the solutions found is left.

`x = 3 (double root), x = -1`; `EW: 1, 3`; `95% CI: [4, 6]`; `D = -4 < 0, so no real solution`; `x = ±2, only x = 2
is valid`. Asked where the whole was not right as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from grader.answer.claim.prose.spoken import says_nothing
from grader.answer.claim.several.listings import as_listed
from grader.answer.claim.spelling.piecewise import as_cases
from grader.late import pattern, replace
from grader.limits import ANSWER_CHARACTERS
from grader.notation.cut import cut
from grader.notation.names import Names
from grader.values import Answer, Finding, Verdict

_OFTEN = (
    r"(?:double|triple|simple|single|repeated|twofold|(?:doppelt|einfach|zweifach|dreifach|vierfach)(?:e[rns]?)?|twice"
    r"|thrice|[2-5]\s?-?\s?(?:fache?|fold|times|mal))"
)
_NOUN = r"(?:roots?|zeros?|solutions?|Nullstellen?|Lösung(?:en)?|NST|racines?|eigenvalues?|Eigenwerte?|EW)"
_SIZE = (
    r"(?:alg(?:ebra\w*|\.)?\s|geom\w*\.?\s)?(?:multiplicity|mult\.?|Vielfachheit|VFH|multiplicité)"
    r"(?:\s?(?:=|:|of|von))?\s?[1-9]"
)
_MULTIPLE = pattern(
    rf"\s*(?:\\text\s?\{{\s?)?\((?:[a-z]{{1,4}}\s){{0,2}}(?:{_NOUN}\s)?(?:{_OFTEN}(?:\s{_NOUN})?|{_SIZE})\)(?:\s?\}})?"
    rf"|,?\s(?:with|mit|avec|of|de)\s{_SIZE}|,?\s(?:as\s|als\s)?(?:an?\s|une\s)?{_OFTEN}\s{_NOUN}\b",
    re.IGNORECASE,
)
_LEAD = r"(?:by|using|via|with|from|nach|mit|aus|laut|par|d['’]après)\s(?:the\s|de[rmn]\s|la\s)?"
_NAME = (
    r"(?:(?!(?:not?|nicht|without|ohne|wrong|falsche\w?|false|unlike|against|gegen|\w+ing)\b)"
    r"[^\W\d_][\w'’-]*\s){0,3}"
)
_LAW = (
    r"(?:[\w-]*(?:regel|satz|formel|gesetz)e?|rules?|laws?|theorem|lemma|formula|formule|méthode|methode?|substitution"
    r"|identit(?:y|ies)|definition|(?:de\s?morgan|pythagoras|vieta|l['’]?h[oô]s?pital|bayes)(?:['’]s)?"
    r"(?:\s(?:laws?|rule|theorem))?)"
)
_BY = pattern(
    rf"(?<=\S)(?:[,;]?\s*[\[(]\s*(?:{_LEAD})?{_NAME}{_LAW}\s*[\])]|[,;]?\s+{_LEAD}{_NAME}{_LAW})(?=[\s.]*$)",
    re.IGNORECASE,
)
"""How a value was found, by what rule."""
_HEAD = pattern(
    r"^\s*\$?\s*(?:(?:9\d|\d\d)\s?\\?%\s?-?\s?)?(?:EWe?|EV|NST|NS|VP|KI|CI|IC|Lsg|Erg|Ans|Sol|Res|Rép|Lös|WM|PI|D[eé]terminante?|Rang|Rank)"
    r"(?:\s?\(?\d\d(?:[.,]\d)?\s?\\?%\)?)?\s?\.?\s?[:=]\s*"
)
_IS = pattern(r"(?<![A-Za-z\\])([a-z])\s?:\s?(?=[-+−]?\d)")
"""`x: 2, y: -1`."""
_ET = pattern(r"(?<=[\d)}$])\s(?:(et)|ou)\s(?=[-+−\w\\({$])")
_REASON = r"(?:da|weil|denn|since|because|as|car|puisque|parce que|wegen|due to)"
_SO = r"(?:so|hence|thus|therefore|also|daher|somit|folglich|deshalb|donc|d'où|=>|⇒|\\Rightarrow|\\implies)"
_GIVEN = pattern(rf"(?P<said>[^$=<>]{{2,120}}?),?\s+{_REASON}\s.*", re.IGNORECASE | re.DOTALL)
_DRAWN = pattern(rf".*(?:[,;.\s$]){_SO}[,:]?\s+(?P<said>[^$=<>]{{2,120}})", re.IGNORECASE | re.DOTALL)
FORKS = pattern(r"\b(?:if|unless|except|or|wenn|falls|außer|oder|sauf|si|ou)\b", re.IGNORECASE)
_KEPT = pattern(
    r".+[,;.]\s*(?:but |aber |and |und |so |also ){0,2}(?:only|nur|seule?(?:ment)?)\s+(?P<kept>[^,;]{1,40}?)\s+"
    r"(?:(?:is|ist|est|are)\s+)?(?:the\s|a\s|eine\s)?(?:valid|allowed|possible|admissible|valable|positive"
    r"|(?:the )?solution|works|counts|remains|holds|gültig|zulässig|möglich|Lösung|gilt|bleibt)[\s.$]*",
    re.DOTALL | re.IGNORECASE,
)
_HINT = pattern(
    r"[a-z]{4}|[a-z]\s?:|\b(?:et|ou|if|for|für)\b|mult|VFH|twice|\bno\b|NST?\b|E[WV]|CI|KI|IC|PI|WM|VP|Lsg|Erg|Ans|Sol|Res|Rép|Lös|only|nur|seul",
    re.IGNORECASE,
)


def with_asides(check: Callable[[Answer], Verdict], answer: Answer, names: Names) -> Verdict:
    """The verdict, or the one of the answer without such words where that is right, or where it was not decided and
    they are all that hindered."""
    found = check(answer)
    if (
        found.outcome in ("correct", "missing")
        or len(answer.raw) > ANSWER_CHARACTERS
        or not (_HINT.search(answer.raw) or answer.raw.count("=") > 1)
    ):
        return found
    for plain, sure in _without_asides(answer, names):
        again = check(plain)
        if again.outcome == "correct" or (sure and found.credit is None and again.credit is not None):
            told = (("text", answer.raw.strip()), ("read", plain.raw.strip()))
            return replace(again, findings=(*again.findings, Finding("number-word", "assumption", data=told)))
    return found


def _without_asides(answer: Answer, names: Names) -> Iterator[tuple[Answer, bool]]:
    """The answer otherwise, and whether what is left away can never make another value of it."""
    text = answer.raw.strip()
    plain = _ET.sub(
        lambda said: " and " if said[1] else " or ", _HEAD.sub("", _MULTIPLE.sub("", _BY.sub("", text)), count=1)
    )
    if (listed := as_listed(plain, names)) not in ("", text, plain):
        yield written(answer, listed), False
    if plain != text:
        yield written(answer, plain), True
    if len(_IS.findall(text)) > 1:
        yield written(answer, _IS.sub(r"\1 = ", text)), False
    if "$" in text and (cases := as_cases(text.replace("$", ""))):
        yield written(answer, cases), False
    for wording in (_GIVEN, _DRAWN):
        said = wording.fullmatch(text.rstrip(" ."))
        if said is not None and says_nothing(said["said"]) and not FORKS.search(text):
            yield written(answer, said["said"]), False
    if (left := _KEPT.fullmatch(text)) is not None:
        yield written(answer, left["kept"].strip(" $")), False


def written(answer: Answer, text: str) -> Answer:
    """The answer as if this text had been handed in."""
    first = answer.pieces[0]
    pieces = cut(text, answer.line) if "$" in text or "\\(" in text else (replace(first, text=text, kind="math"),)
    return replace(answer, pieces=pieces, raw=text)
