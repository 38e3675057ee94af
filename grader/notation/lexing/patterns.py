"""The one expression that cuts a text into tokens, and the characters that are read by table."""

from __future__ import annotations

import re

from grader.late import pattern
from grader.limits import ANSWER_CHARACTERS
from grader.notation.unread import Unread
from grader.notation.words import SPELLINGS, TEXT_COMMANDS

_INKS = "red|blue|green|black|cyan|magenta|brown|orange|purple|violet|teal|olive|gray|darkgray"
"""Colours that change nothing. What is written in white is not seen, and not read."""
_TEXT = "|".join(TEXT_COMMANDS)
_LONG = "|".join(s for s in SPELLINGS if s.isidentifier() and s.isascii() and not s.isalpha() and len(s) > 2)
_SETS = "Reals|Integers|Naturals|Rationals|Complexes|EmptySet"
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵀ"
SUNK = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ"
TOKEN = pattern(
    rf"""
  (?P<bracket>[()}}\[\]]|\{{(?!\s*\\(?:rm|it|bf|sf)\s))
 |(?P<plain>,|\^(?!\^)|=(?![<>=\\])|\+(?![-/+])|-(?![->+])|\*(?!\*)|/(?!=))
 |(?P<single>[A-TV-WYZa-tv-wyz](?![A-Za-z0-9_.äöüÄÖÜßéèàçêâîôûëïù])|[xX](?=[-+^)\]}}=*/,;|]))
 |(?P<whole>[0-9]{{1,15}}(?=[-+*/^)\]}}=<>&]|\ [-+*/=<>]|$))
 |(?P<common>\\(?:frac|cdot|sqrt|sin|cos|tan|sinh|cosh|tanh|ln|log|exp|pi)(?![A-Za-z]))
 |(?P<sized>\\(?P<size>left|right|middle|mleft|mright|[bB]igg?[lrm]?)(?![A-Za-z])\s*
      (?P<delimiter>\\[A-Za-z]+|\\.|.))
 |(?P<space>(?:\s|\\[,;:!>\ ]|\\(?:quad|qquad|thinspace|medspace|thickspace|negthinspace|negmedspace
      |displaystyle|textstyle|limits|nolimits|nonumber|notag|relax|hfill|allowbreak|nobreak)(?![A-Za-z])
      |\\(?=[chklmtv])(?:(?:[hv]space|tag|label)\*?\s*\{{[^{{}}]*\}}|(?:[hm]skip|m?kern)\s*-?[0-9.]+\s*[a-z]{{2}}(?![A-Za-z])
        |(?:text)?color\s*(?:\[[A-Za-z]*\])?\s*\{{\s*(?:{_INKS})\s*\}}))+)
 |(?P<number>
      (?P<grouped>[0-9]{{1,3}}(?:(?:\{{,\}}|,\\!\s?|,|\\,|\\ )[0-9]{{3}})+(?![0-9])(?:\.[0-9]+)?)
    | (?:[0-9]+(?:\.(?!\.)[0-9]*)?|\.[0-9]+)
      (?:\\(?P<mark>overline|dot|bar)(?:\s?\{{(?P<repeat>[0-9]+)\}}|\x20(?P<repeated>[0-9]))|(?<=[0-9.])\((?P<period>[0-9]+)\)(?![\^*])|(?P<power>[eE](?:[0-9]+(?![0-9.]*_)|[+-][0-9]+(?![0-9.]*[A-Za-z(^_]))))?)
 |(?P<quantity>\\(?:(?:SI|qty)(?:\[[^\[\]]*\])?\s*\{{(?P<amount>[^{{}}]+)\}}\s*\{{(?P<of>(?:[^{{}}]|\{{[^{{}}]*\}})*)\}}
      |num(?:\[[^\[\]]*\])?\s*\{{(?P<alone_amount>[^{{}}]+)\}}
      |(?:si|unit)(?:\[[^\[\]]*\])?\s*\{{(?P<alone_of>(?:[^{{}}]|\{{[^{{}}]*\}})*)\}}))
 |(?P<text>\\(?:{_TEXT})\s*\{{(?P<said>[^{{}}]*)\}} | "(?P<quoted>[^"]*)" | '(?P<side>\+-?|-)')
 |(?P<environment>\\(?P<which>begin|end)\s*\{{(?P<called>[A-Za-z]+)\*?\}})
 |(?P<named>(?=[\\{{])(?P<mathop>\\mathop\s*\{{\s*(?=\\))?\\(?:operatorname|mathrm|mathit|mathsf|mathop|mathbf|boldsymbol|bm)
      (?:\*|(?![A-Za-z]))\s*\{{(?:\s|~|\\[,;:!\ ])*(?P<upright>[A-Za-z]+(?:(?:\s|~|\\[,;:!\ ])+[A-Za-z]+)*)\s*\}}
      (?(mathop)\s*\}})
    | \{{\s*\\(?:rm|it|bf|sf)\s+(?P<faced>[A-Za-z]+)\s*\}}
    | \\(?:mathrm|mathit|mathsf|mathbf|boldsymbol|bm)\s+(?P<face>[A-Za-z]))
 |(?P<styled>\\(?P<style>mathbb|mathcal|mathscr|mathfrak|Bbb|mathds|mathbbm)(?![A-Za-z])\s*
      (?:\{{\s*(?P<inside>[A-Za-z0-9]+)\s*\}}|(?P<alone>[A-Za-z0-9]))
      |\\(?:mathbf|boldsymbol|bm)\s*(?:\{{\s*1\s*\}}|1(?![0-9])))
 |(?P<subscript>_\s*(?:\{{\s*(?:\\(?:{_TEXT}|mathrm|mathit|rm)\s*\{{\s*(?P<sub_text>[A-Za-z0-9]+)\s*\}}
      |(?P<sub_group>[A-Za-z0-9]+)|\\(?P<sub_word>max|min|sup|inf|det|log|ln|exp|tan|arg))\s*\}}|(?P<sub_plain>[0-9]+|[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)*)))
 |(?P<currency>Rs\.?(?=\s*[0-9])|\\\$|[$€£¥])
 |(?P<command>\\(?:[A-Za-z]+|.|$))
 |(?P<spoken>[A-Za-z]*[äöüÄÖÜßéèàçêâîôûëïù][A-Za-zäöüßéèàçêâîôûëïù]+|[A-Za-z]+[äöüßéèàçêâîôûëïù]|[A-Za-z]{{1,5}}n['’]t(?![A-Za-z])|[A-Za-z]{{2,8}}['’](?:s|re|ll|ve)(?![A-Za-z(]))
 |(?P<letters>(?P<library>(?:np|numpy|math|sp|sympy)\.(?=[A-Za-z])|S\.(?={_SETS}))?(?:(?:{_LONG})(?![A-Za-z0-9_])|[A-Za-z]+)(?:\.(?:Ropen|Lopen|open)\b)?)
 |(?P<superscript>[{RAISED}]+)
 |(?P<lowered>[{SUNK}]+)
 |(?P<sign>\#pm\#|<=>|<->|<==>|==>|-->|=\\=|\|\||&&|\*\*|<=|=<|>=|=>|->|!=|/=|~=|==|:=|\+-|\+/-|\.\.\.|-\+|'+|!!|<>
      |%(?:pi|e|i)(?![A-Za-z])|\.T(?![A-Za-z]))
 |(?P<other>.)
""",
    re.VERBOSE | re.DOTALL,
)
SUPERSCRIPTS = str.maketrans(RAISED, "0123456789+-()abcdefghijklmnoprstuvwxyzT")
SIMPLE_POWER = pattern("[+-]?(?:[0-9]+|n)")
RAISED_PARTS = pattern("[0-9]+|.")
LOWERED = str.maketrans(SUNK, "0123456789+-=()aehijklmnoprstuvx")
CONTROL = pattern(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\ud800-\udfff"
    "\ue000-\uf8ff\U000e0000-\U0010ffff]"
)
FRACTIONS = {
    "½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4", "⅕": "1/5", "⅖": "2/5", "⅗": "3/5", "⅘": "4/5",
    "⅙": "1/6", "⅚": "5/6", "⅛": "1/8", "⅜": "3/8", "⅝": "5/8", "⅞": "7/8", "⅐": "1/7", "⅑": "1/9", "⅒": "1/10",
}  # fmt: skip
NAMED_OPERATORS = {"arg max": "argmax", "arg min": "argmin", "argmax": "argmax", "argmin": "argmin"}
LOGICAL = pattern(
    r"(?:[A-Za-z01()&|~^=!\s]|<?[-=]>)*[&~](?:[A-Za-z01()&|~^=!\s]|<?[-=]>)*|(?!\s*\||.*\b[PEHI]\([^()]*\|)[A-Z()|\s]*\|[A-Z()|\s]*"
)
"""Statements with the signs of programs: `A & ~B | C`, where `^` is exclusive. In
`P(A | B)` the bar is none of them: it says under which condition."""
DECIMALS = pattern(r"(?:,|\{,\})([0-9]+)")
THOUSANDS = pattern(
    r"[0-9]{1,3}(?:(?:[ \u202f’'][0-9]{3})+|(?:\.[0-9]{3})+(?=,)|(?:\.[0-9]{3}){2,})(?![0-9])(?:,[0-9]+)?"
)
"""With a decimal comma: `1 234,5`, `1.234,5`, `1.234.567`."""
POINT = pattern(r"[1-9][0-9]{0,2}\.[0-9]{3}")
DOTS = pattern(r"(?:\.{3}|…|\\[lc]?dots(?![A-Za-z]))(?![0-9])")
REPEATING = pattern(r"([0-9]*\.[0-9]*?)(?:([0-9])\2+|([0-9]{2,})\3+)")
"""What goes on as it was: digits that stand there twice."""
ESCAPE = pattern(r"\\([_%&#$])")
UNESCAPED = pattern(r"[^{}\\]*\}")
POWER_OF_TEN = pattern(r"\s*10\s*(?:\^|\*\*|[⁰¹²³⁴⁵⁶⁷⁸⁹⁻])")
FRACTION_PART = pattern(r"\.[0-9]")
BRACKET = pattern(r"\s*(?:\\left\s*)?[(\[]")
DIGITS = pattern(r"[0-9]+")
LOGIC_TEXTS = frozenset({"and", "or", "not", "xor", "implies", "iff", "true", "false", "given", "mod"})


ESCAPED = pattern(r"\\\\(?=[A-Za-z]{2})")
TYPED_DIFFERENCE = pattern(r"(?<=[A-Zℝ)\]}])( ?)\\ (?=[A-Z\[({])")
r"""`R \ [1, 2]` as one types it: the backslash between two sets, in a text without any command."""
_COMMAND = pattern(r"\\[A-Za-z]")


def unescaped(text: str) -> str:
    """`\\\\sqrt{2}` with its backslash doubled, as programs write it, has one; the length stays as it is. A new row
    (`x \\\\ y`) has none of our words after it, or stands in an environment."""
    if "\\ " in text and not _COMMAND.search(text):
        text = TYPED_DIFFERENCE.sub(r"\1∖ ", text)
    if "\\\\" not in text or "\\begin" in text or not ESCAPED.search(text):
        return text
    runs = (re.match(r"[A-Za-z]+", text[m.end() :]) for m in ESCAPED.finditer(text))
    if all(run is not None and f"\\{run[0]}" in SPELLINGS for run in runs):
        return ESCAPED.sub(r" \\", text)
    return text


def check_text(text: str) -> None:
    """Raise Unread where the text is longer than we read, or holds characters that hide or reorder others."""
    if len(text) > ANSWER_CHARACTERS:
        raise Unread("too-long", ANSWER_CHARACTERS, len(text), limit="ANSWER_CHARACTERS")
    if not text.isascii() or not text.isprintable():
        found = CONTROL.search(text)
        if found:
            raise Unread("control-character", found.start(), found.end(), character=f"U+{ord(found[0]):04X}")
