"""Find typed formulas in words: `thus sigma'(0) = 1/4, since …` holds one, without any dollar sign."""

from __future__ import annotations

import re
from collections.abc import Iterator

from grader.late import pattern
from grader.submission.units_typed import is_behind_amount
from grader.values import Piece

WORDS = frozenset(
    (
        "sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh arsinh arcosh artanh coth exp log ln lg "
        "sqrt cbrt root abs sum prod product int integral lim limit max min argmax argmin arg diff partial "
        "grad nabla det tr trace rank transpose var cov std kl dkl mod gcd lcm floor ceil sign sgn erf gamma "
        "inf infinity infty oo pi phi psi chi rho tau eta mu nu xi theta sigma alpha beta delta epsilon zeta "
        "iota kappa lambda omega upsilon hat bar vec dot union intersect in cup cap subset implies iff "
        "softmax relu sigmoid true false pm times cdot choose binomial norm dx dy dz dt du dv dw df dd da db "
        "dc de dp dtheta dsigma xy ab bc ac cd ll "
    ).split()
)
"""Words that stand in formulas and in no sentence."""

ABBREVIATION = pattern(r"(?:[A-Za-z]\.){2,}[,:]?$|(?:e\.g|i\.e|z\.B|d\.h|w\.r\.t|vs|bzw|ca|resp)\.?,?$", re.I)
LETTERS = pattern(r"[^\W\d_]{2,}")
RELATION = pattern(r"[=<>≤≥≈≠≡∈∝~]|->|\\(?:le|ge|approx|neq?|in|sim|to)\b")
OPERATOR = pattern(r"[-+*/^√∑∏∫·×÷|!'′(){}\[\]∞∂∇½¼¾]|\\[a-zA-Z]+|[0-9]")
LEAD = pattern(
    r"(?:[ \t>]|\|(?=\s[^|]*\|(?:\s|$))(?![^|]*\|\s*[<>=]))*(?:\*\*)?"
    r"(?:\(?(?:[A-Za-z]|[ivx]{2,4}|[0-9]{1,2})\)(?![\w^'])(?:\s*\\q?quad)?|[0-9]{1,2}\.(?=\s))?"
    r"\s*(?:(?:answer|antwort|solution|lösung|result|ergebnis|so|thus|hence|also|daher)\**\s*:\**)?[\s$]*",
    re.I,
)
LABEL_ONLY = pattern(r"[ \t>|*•+-]*\(?(?:[A-Za-z]|[ivx]{2,4}|[0-9]{1,2})[).:](?:\s*\\q?quad)?[\s*]*$")
BULLET = pattern(r"[ \t]*(?:[*•+]|-(?=[^=<>≤≥≈]*[=<>≤≥≈]))[ \t]+")
DASH = pattern(r"[ \t]*[-*•+][ \t]+")
"""The sign of an item. In plain text a minus and a space are one only before a statement (`- x = 2`)."""
ANOTHER = pattern(
    r"\s*(?:(?:and|or|und|oder)\s+)?[-+−±]?[\d√(][^\s,;=<>≤≥≈]*\s*(?:$|[,;]|(?:and|or|und|oder|are|sind)\b)", re.I
)
"""Behind a value and a comma or `or`: another value of the same letter (`x = 1, 2 or 3`)."""
JOINS = frozenset({"and", "or", "und", "oder"})
RULE_BEFORE = pattern(r"\|\s+")
RULE_BEHIND = pattern(r"\s*\|$")
SIGNS = ("=", "<", ">", "≤", "≥", "≈")
OPEN_END = pattern(r"[-+*/^=<>≤≥≈·×(]\s*$")
_CONSONANTS = r"[^\W\d_aeiouyäöüAEIOUYÄÖÜ]{2,4}"
UNSPOKEN = pattern(rf"{_CONSONANTS}[.,;]?")
"""Letters that no one could say: beside a sign they are a product (`= np`, `mgh =`)."""
PRODUCT = pattern(
    r"(?<=\d)(?!(?:st|nd|rd|th)\b)[^\W\d_]{1,3}\b|(?<=[^\W\d_]\()[^\W\d_]{2,3}(?=\))|(?<![^\W_])[^\W\d_]{2,3}(?=\^)"
    rf"|[Δ∆][^\W\d_](?![^\W\d_])|(?<=[=<>+*^])[^\W\d_]{{1,2}}\b|(?<=[=<>+*^]){_CONSONANTS}\b|(?<![^\W_]){_CONSONANTS}(?=[=<>])"
)
"""Letters of a product, by what they are attached to: `2gh`, `sqrt(gh)`, `mv^2`, `=np`, `mgh=`, `Δt`."""
SET_HIGH_OR_LOW = str.maketrans(
    dict.fromkeys("¹²³⁰⁴⁵⁶⁷⁸⁹ⁿ⁻", "^2") | dict.fromkeys("₀₁₂₃₄₅₆₇₈₉", "_1") | dict.fromkeys("½¼¾⅓⅔⅛⅕⅙", "0")
)
"""Signs that patterns take for letters, as they are typed otherwise: without it `x²` is a word of two letters."""
LONGEST_LINE = 5000


REMARK = pattern(r"\s+\((?P<words>[^\W\d_]{2,20}(?:[ -][^\W\d_]{2,20}){1,5})\)$")
"""Two words or more in brackets behind a formula: `= x^2 + 2x + 1 (binomial formula)`."""
EMPHASIS = pattern(
    r"(?<![\w)\]}*_\\])(?P<mark>\*{1,3}|_{1,3})(?=[^\s*_)])(?P<inner>[^\n]{0,200}?[^\s*_])(?P=mark)(?![\w(*_^])"
)
OPERAND = pattern(r"(?:[\d)\]}]|(?<![^\W\d_])[^\W\d_])[ \t]*$")


def without_emphasis(text: str) -> str:
    """The text with blanks for the marks of emphasis (`**12**`, `_x = 3_`), which are no signs of mathematics."""
    if "*" not in text and "_" not in text:
        return text
    return EMPHASIS.sub(_unmarked, text)


def _unmarked(match: re.Match[str]) -> str:
    if OPERAND.search(match.string, max(0, match.start() - 20), match.start()):
        return match[0]
    blank = " " * len(match["mark"])
    return f"{blank}{match['inner']}{blank}"


def split(piece: Piece, loose: bool, behind: bool = False, before: bool = False) -> tuple[Piece, ...]:
    """A stretch of prose as words and formulas. With `loose` formulas are looked for within sentences;
    otherwise only lines count that are a formula from end to end (but for `Answer:` before it). `behind` a marked
    formula, or `before` one, its first or last line is no whole one (`$23$ m/s`)."""
    out: list[Piece] = []
    words: list[str] = []
    start = (piece.line, piece.column)
    line, column = start
    lines = piece.text.split("\n")
    for at, text in enumerate(lines):
        whole = not (behind and at == 0) and not (before and at == len(lines) - 1)
        parts = list(_formulas(text, loose, whole))
        if not parts:
            words.append(text)
        done = 0
        for begin, end, alone in parts:
            words.append(text[done:begin])
            _words(out, words, start)
            out.append(Piece("display" if alone else "math", text[begin:end], line, column + begin))
            words, done, start = [], end, (line, column + end)
        if parts:
            words.append(text[done:])
        line, column = line + 1, 1
    _words(out, words, start)
    return tuple(out)


def _words(out: list[Piece], words: list[str], start: tuple[int, int]) -> None:
    text = "\n".join(words)
    if text.strip(" \t\n|"):
        out.append(Piece("prose", text, *start))


def _formulas(line: str, loose: bool, complete: bool) -> Iterator[tuple[int, int, bool]]:
    """Where formulas stand in a line, and whether they fill it (but for a label and `Answer:`), which they may
    where it is `complete`."""
    if len(line) > LONGEST_LINE:
        if not re.search(r"[^\W\d_]{4,}\s", line[:LONGEST_LINE]) and OPERATOR.search(line[:LONGEST_LINE]):
            yield 0, len(line), True
        return
    if LABEL_ONLY.match(line):
        return
    bullet = (BULLET if loose else DASH).match(line)
    lead = LEAD.match(line, bullet.end() if bullet else 0)
    start = lead.end() if lead else 0
    runs = list(_runs(line, start))
    whole = complete and len(runs) == 1 and not line[start : runs[0][0]].strip()
    whole = whole and not line[runs[0][1] :].strip(" \t.,;:*$|")
    for begin, end in runs:
        text = line[begin:end]
        counts = RELATION.search(text) or (loose and _is_point(text))
        if (whole and (loose or OPERATOR.search(text))) or ((whole or loose) and counts):
            yield begin, end, whole


def _is_point(text: str) -> bool:
    """`(0, 1/2)`: a point or an interval, also within a sentence."""
    inner = text[1:-1]
    brackets = text[0] in "([]" and text[-1] in ")][" and not any(sign in inner for sign in "()[]")
    return brackets and any(sign in inner for sign in ",;") and any(char.isdigit() for char in inner)


def _runs(line: str, start: int) -> Iterator[tuple[int, int]]:
    """Stretches between words, without the punctuation around them."""
    begin = end = -1
    for match in re.finditer(r"\S+", line[start:]):
        if is_word(match[0]) and not _goes_on(line, begin, end, match[0], start + match.end()):
            if begin >= 0:
                yield from _trimmed(line, begin, end)
            begin = -1
            continue
        begin = start + match.start() if begin < 0 else begin
        end = start + match.end()
        if match[0].endswith((",", ";")) and _is_whole(line[begin:end]) and not _another_value(line, end):
            yield from _trimmed(line, begin, end)
            begin = -1
    if begin >= 0:
        yield from _trimmed(line, begin, end)


def _is_whole(text: str) -> bool:
    """Whether it is a statement that no bracket leaves open."""
    return RELATION.search(text) is not None and not _open(text)


def _another_value(line: str, at: int) -> bool:
    """Whether the comma before this place only parts two values."""
    return line[at - 1] == "," and ANOTHER.match(line, at) is not None


def _goes_on(line: str, begin: int, end: int, word: str, after: int) -> bool:
    """Whether what looks like a word belongs to the formula from `begin` to `end`; begins one, where `begin` is
    negative."""
    before = line[begin:end] if begin >= 0 else ""
    unspoken = UNSPOKEN.fullmatch(word) is not None
    if not before:
        return unspoken and line[after:].lstrip().startswith(SIGNS)
    another = word.lower() in JOINS and RELATION.search(before) and ANOTHER.match(line, after)
    return (
        bool(another)
        or (unspoken and OPEN_END.search(before) is not None)
        or is_behind_amount(before, word)
        or (_open(before) and _closes(line, end))
    )


def _open(text: str) -> bool:
    return any(text.count(a) > text.count(b) for a, b in ("()", "[]", "{}"))


def _closes(line: str, at: int) -> bool:
    """Whether a bracket that is open is closed before many more words."""
    return any(sign in line[at : at + 40] for sign in ")]}")


def _trimmed(line: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    text = line[begin:end]
    kept = text.rstrip(" \t.,;:$")
    inner = kept.lstrip(" \t,;:•$")
    begin += len(kept) - len(inner)
    before, after = _rules(line, begin, begin + len(inner))
    inner = inner[: len(inner) - after].rstrip(" \t.,;:$")
    if (remark := REMARK.search(inner)) and any(map(is_word, remark["words"].split())):
        inner = inner[: remark.start()]
    if len(inner) > before:
        yield begin + before, begin + len(inner)


def _rules(line: str, begin: int, end: int) -> tuple[int, int]:
    """How many characters at both ends are the rules of a table: in a row of one, or bars that close no other."""
    opens, closes = RULE_BEFORE.match(line, begin, end), RULE_BEHIND.search(line, begin, end)
    row = line.lstrip().startswith("| ") and line.rstrip().endswith(" |")
    if not row and line.count("|", begin, end) % 2 == 0:
        return 0, 0
    after = len(closes[0]) if closes and (row or closes[0] != "|" or not opens) else 0
    return (len(opens[0]) if opens and (row or not after) else 0), after


def is_word(token: str) -> bool:
    """Whether a token between spaces belongs to a sentence: letters that are no known name of mathematics."""
    if ABBREVIATION.match(token):
        return True
    if not token.strip(".,;:!?()\"'„“”"):
        return token.strip() not in ("!", "(", ")")
    core = PRODUCT.sub("", re.sub(r"\\[a-zA-Z]+", "", token.translate(SET_HIGH_OR_LOW)))
    core = re.sub(r"\w*_\w+|[^\W\d_]\w*(?=[({\[])", "", core)
    return any(word.lower() not in WORDS and not _greek(word) for word in LETTERS.findall(core))


def _greek(word: str) -> bool:
    return all("\u0370" <= char <= "\u03ff" for char in word)
