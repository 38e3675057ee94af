"""What may stand in a page unescaped: our own MathML, looked at once more, and nothing else."""

from __future__ import annotations

import re
from functools import lru_cache

from markupsafe import Markup, escape

from grader.late import pattern
from grader.report.clean import as_typed, clean
from grader.report.pieces import in_pieces

ELEMENTS = frozenset(
    "math mrow mi mn mo ms mtext mspace mfrac msqrt mroot msup msub msubsup mover munder munderover mmultiscripts "
    "mprescripts mtable mtr mtd mpadded mphantom mstyle menclose merror semantics".split()
)
ATTRIBUTES = frozenset(
    "display alttext class width height depth accent accentunder stretchy fence separator form mathvariant "
    "lspace rspace columnalign rowspan columnspan linethickness notation largeop movablelimits symmetric minsize "
    "maxsize dir".split()
)
OPERATORS = "\u2061\u2062\u2063\u2064"
"""Applied to, times, comma and plus, where they are meant but not written."""
TAG = pattern(r'</?([a-z]+)((?: [a-z]+="[^"<>]*")*) ?/?>')
TYPED = pattern(r"`([^`\n]+)`")
FORMULA = pattern(r"<math[ >][^\n]*?</math>(?:<wbr><math>[^\n]*?</math>)*")
DECIMAL = pattern(r"(<mn>\d+)\.(\d+)")
WORD = pattern(r'(?<=<mtext class="word">)\s\w+\s(?=</mtext>)')
GERMAN = {f"\u00a0{said}\u00a0": f"\u00a0{german}\u00a0" for said, german in
          (("and", "und"), ("or", "oder"), ("if", "falls"), ("otherwise", "sonst"))}  # fmt: skip
"""Our words in formulas."""
NAME = pattern(r' ([a-z]+)="')


@lru_cache(maxsize=4096)
def mathml(source: str) -> Markup:
    """MathML of `notation.printing` as markup; escaped like any text where it holds more than that."""
    return Markup(in_pieces(clean(source, keep=OPERATORS))) if _harmless(source) else escape(clean(source))


def _harmless(source: str) -> bool:
    """Whether the source is one `math` element of known elements and attributes. One pass, no nesting counted."""
    if not (source.startswith("<math") and source.endswith("</math>")):
        return False
    at = 0
    while (at := source.find("<", at)) >= 0:
        found = TAG.match(source, at)
        if not found or found[1] not in ELEMENTS or not ATTRIBUTES.issuperset(NAME.findall(found[2])):
            return False
        at = found.end()
    return source.count("<math") == source.count("</math>") == 1


def localized(page: str, language: str) -> str:
    """A page with the words and decimals of its formulas in its language. No text of a student is markup."""
    return FORMULA.sub(_in_german, page) if language.split("-")[0] == "de" and "<math" in page else page


def _in_german(found: re.Match[str]) -> str:
    made = WORD.sub(lambda word: GERMAN.get(word[0], word[0]), found[0])
    return DECIMAL.sub(r"\1,\2", made.replace("<mo>,</mo>", "<mo>;</mo>")) if DECIMAL.search(made) else made


def prose(text: str, formulas: tuple[tuple[str, str], ...]) -> Markup:
    """An author's text: words escaped, its formulas typeset where their MathML came along."""
    known = {source: ready for source, ready in formulas if source and ready}
    made = Markup("")
    while text:
        at, source = _first(text, known)
        made += words(text[:at])
        made += mathml(known[source]) if source else ""
        text = text[at + len(source) :]
    return made


def words(text: str) -> Markup:
    """A text without formulas that could be typeset: what stands between backticks is set as it was typed."""
    made = Markup("")
    for k, stretch in enumerate(TYPED.split(text)):
        made += Markup("<code>{}</code>").format(as_typed(stretch)) if k % 2 else escape(clean(stretch, keep="\n"))
    return made


def _first(text: str, known: dict[str, str]) -> tuple[int, str]:
    """Where the first known formula stands, the longest of those that begin there."""
    places = [(at, -len(source), source) for source in known if (at := text.find(source)) >= 0]
    return (min(places)[0], min(places)[2]) if places else (len(text), "")
