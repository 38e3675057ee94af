"""Short ways to write a value that the grammar does not know: `[5]_7`, the second derivatives for the Hessian
matrix, `R = \\lim |a_n/a_{n+1}| = 2`, `2x_1 + x_2` where the letters are x and y, `span{(1, 2)}, dimension 1`.
"""

from __future__ import annotations

from collections.abc import Iterator

from grader.late import pattern

LONGEST = 200
"""Characters of such a text."""
_NAME = r"(?P<name>\s*[A-Za-z]\s*=\s*)?"
_CLASS = pattern(
    rf"{_NAME}\[\s*(?P<member>-?\d{{1,9}})\s*\]\s*_\s*\{{?\s*(?:\\(?:mathbb|bmod)\s*)?(?P<modulus>\d{{1,9}})\s*\}}?[\s.]*"
)
_LIMIT = pattern(
    r"(?P<name>\s*[A-Za-z]\s*=\s*)\\?lim(?:\s*_\s*\{?\s*n\s*\}?)?\s*(?:\\left)?\s*\|[^|=]{1,80}\|\s*=\s*(?P<value>[^=<>|]{1,40})"
)
_SECOND = pattern(
    r"[A-Za-z]_\{?\s*(?P<one>[xyzuvst])\s*(?P<two>[xyzuvst])\s*\}?\s*=\s*"
    r"(?:[A-Za-z]_\{?\s*(?P=two)\s*(?P=one)\s*\}?\s*=\s*)?(?P<value>[^=,;]{1,60})"
)
_APART = pattern(r"\s*(?:[,;]|\b(?:and|und)\b)\s*(?=[A-Za-z]_)")
_COORDINATE = pattern(r"x_\{?([123])\}?(?!\d)")
_PLANE = pattern(r"^\s*[A-Z]\s*:\s*")
_LETTER = pattern(r"(?<![A-Za-z\\_{])[xyz](?![A-Za-z_])")
_SPANNED = pattern(
    r"(?P<span>(?:\s*[A-Za-z]\s*=\s*)?\\?(?:operatorname\s*\{)?span\}?\s*\\?[{(].+?\\?[)}])\s*[,;]\s*"
    r"(?:(?:of|with|mit|der)\s+)?\\?(?:dimension|dim)\b\s*(?:[A-Za-z]\s*)?[=:]?\s*(?P<size>\d)[\s.]*"
)
_VECTOR = pattern(r"\([^()]+\)")
_COSET = pattern(r"\s*(?P<member>-?\d{1,9})\s*\+\s*(?P<modulus>\d{1,9})\s*(?:\\mathbb\s*\{?\s*Z\s*\}?|ℤ|Z)[\s.]*")
_OUT_OF = pattern(r"\s*(?P<count>\d{1,9})\s+(?:out\s+of|of|von|aus|der)\s+\d{1,9}[\s.]*")
_RANGE = pattern(r"\s*(?P<low>\d+(?:[.,]\d+)?)\s*(?:[–—]|-{1,2}(?=\s*\d+[.,]\d))\s*(?P<high>\d+(?:[.,]\d+)?)[\s.]*")
_FIRST_NAMED = pattern(r"\s*[A-Za-z]\s*=\s*(?P<values>[^=,;]{1,60}(?:[,;][^=,;]{1,60}){2,4})")
_COEFFICIENT = pattern(r"(?P<letter>[a-c])_\{?(?P<index>\d)\}?\s*=\s*(?P<value>[^=,;]{1,30})")


def short_for(text: str, known: frozenset[str]) -> Iterator[str]:
    """What such a text says, where it says nothing else."""
    if len(text) > LONGEST:
        return
    if "_" in text:
        if found := _CLASS.fullmatch(text):
            yield f"{found['name'] or ''}{found['member']} mod {found['modulus']}"
        if found := _LIMIT.fullmatch(text):
            yield f"{found['name']}{found['value']}"
        yield _hessian(text)
        yield _in_letters(text, known)
    if "span" in text and (found := _SPANNED.fullmatch(text)):
        yield found["span"] if len(_VECTOR.findall(found["span"])) == int(found["size"]) else ""


def may_be_short_for(text: str, known: frozenset[str]) -> Iterator[str]:
    """What it may say: for a person, where that is right."""
    if len(text) > LONGEST:
        return
    if found := _COSET.fullmatch(text):
        yield f"{found['member']} mod {found['modulus']}"
    elif found := _OUT_OF.fullmatch(text):
        yield found["count"]
    elif found := _RANGE.fullmatch(text):
        yield f"[{found['low'].replace(',', '.')}, {found['high'].replace(',', '.')}]"
    elif found := _FIRST_NAMED.fullmatch(text):
        yield f"({found['values'].strip(' .').replace(';', ',')})"
    yield _polynomial(text, known)


def _hessian(text: str) -> str:
    """`f_xx = 2, f_xy = 1, f_yy = 4`: each pair of letters once, in either order."""
    told: dict[frozenset[str], str] = {}
    for part in _APART.split(text.strip(" .")):
        found = _SECOND.fullmatch(part.strip(" $"))
        pair = frozenset((found["one"], found["two"])) if found else frozenset()
        if found is None or told.setdefault(pair, found["value"].strip()) != found["value"].strip():
            return ""
        told[pair] = found["value"].strip()
    letters = sorted(frozenset().union(*told))
    if len(letters) < 2 or len(told) != len(letters) * (len(letters) + 1) // 2:
        return ""
    rows = (", ".join(told[frozenset((one, two))] for two in letters) for one in letters)
    return "[" + ", ".join(f"[{row}]" for row in rows) + "]"


def _in_letters(text: str, known: frozenset[str]) -> str:
    """`2x_1 + x_2` with x and y, z for the coordinates, where these are the letters of what is expected."""
    text = _PLANE.sub("", text)
    said = {*_COORDINATE.findall(text)}
    letters = {"x", "y"} | ({"z"} if "3" in said else set())
    if len(said) < 2 or not letters <= known or _LETTER.search(text) or "x_1" in known:
        return ""
    return _COORDINATE.sub(lambda found: " xyz"[int(found[1])], text)


def _polynomial(text: str, known: frozenset[str]) -> str:
    """`a_0 = 2, a_1 = -3, a_2 = 1`: coefficients, of powers or of something else."""
    letters = [each for each in known if len(each) == 1 and each.isalpha()]
    parts = [_COEFFICIENT.fullmatch(part.strip(" $")) for part in _APART.split(text.strip(" ."))]
    told = [part for part in parts if part is not None]
    if len(letters) != 1 or len(told) < 2 or len(told) < len(parts):
        return ""
    if len({part["letter"] for part in told}) > 1 or len({part["index"] for part in told}) < len(told):
        return ""
    return " + ".join(f"({part['value'].strip()})*{letters[0]}^{part['index']}" for part in told)
