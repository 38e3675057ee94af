"""A subscript without braces: how much of what follows the sign belongs to it.

Names of the exercise come first, then words (`x_max`). In LaTeX a subscript is one letter, as TeX has it:
`x_iy_i` is `x_i*y_i`. Typed letters are one name (`v_max`) unless something shows that they are a product.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from grader.late import pattern
from grader.limits import KEPT
from grader.notation.lexing.segment import is_prose
from grader.notation.names import Names
from grader.notation.unread import Unread
from grader.notation.words import GREEK_WORDS, INDEX_LETTERS, INDEX_WORDS

if TYPE_CHECKING:
    from grader.notation.lexing.tokens import Lexer, Token

TEX = pattern(r"[\\$]|\^\s?\{")
BOUND = pattern(r"(?:sum|prod|[∑Σ∏Π])(?:_[({]?|\s+from\s+|\([^,]{0,80},\s*)([a-z])(?![A-Za-z0-9])")
EXPONENT = pattern(r"\s?\^\(?([a-z])(?![A-Za-z])")
DIFFERENTIAL = pattern("d[a-z]")
LETTERS = pattern("[A-Za-z]+")
TAIL = 2
"""Letters behind a name of the exercise that are factors though nobody spoke of them: more may be a longer name."""


@lru_cache(KEPT)
def is_word(subscript: str) -> bool:
    """Whether these letters are a word, as in `v_max`, `x_alpha`, `loss_train`."""
    return subscript.lower() in INDEX_WORDS or subscript in GREEK_WORDS or is_prose(subscript, Names())


def needs_braces(subscript: str) -> bool:
    """Whether the name is only sure to be read back as one when its subscript stands in braces."""
    return len(subscript) > 1 and subscript.isalpha() and not (is_word(subscript) or {*subscript} <= INDEX_LETTERS)


def below(lexer: Lexer, plain: str, start: int, end: int) -> None:
    """Add the subscript that begins with the sign at `start`, and the tokens of what follows it up to `end`."""
    taken = len(plain)
    if taken > 1 and not plain.isdigit():
        taken = _length(lexer, plain, start, end)
    rest = end - len(plain) + taken
    lexer.add("subscript", plain[:taken], start, rest)
    if rest < end:
        lexer.spaced, factor = False, len(lexer.tokens)
        lexer.within(rest, end)
        if factor > 2 and lexer.tokens[factor - 3].value == "div":  # `E/k_BT`, as `E/ab`
            lexer.tokens[factor] = lexer.tokens[factor]._replace(glued=True)


def _length(lexer: Lexer, plain: str, start: int, end: int) -> int:
    """How many characters of `plain` the subscript has."""
    base = lexer.tokens[-1] if lexer.tokens and lexer.tokens[-1].kind in {"name", "word"} else None
    if base is not None and base.word is not None and base.word.infix:  # a bracket before it
        base = None
    named = _declared(lexer.names, base.value if base else "", plain)
    if named:
        return named
    tex = lexer.latex or TEX.search(lexer.text) is not None
    found = LETTERS.match(plain)
    letters = found[0] if found else ""
    if is_word(letters) and not (tex and "_" in plain):
        if tex:
            _note_name(lexer, base, plain, start, end)
        return len(plain)
    if tex:
        if plain[1] == "_":
            raise Unread("unexpected-token", end - len(plain) + 1, end, token="_")
        if {*plain} <= INDEX_LETTERS and not lexer.text.startswith("_", end):
            _note_product(lexer, base, plain, start, end)
        return 1
    if not lexer.names.implicit_multiplication or base is None or plain[1] == "_":
        return len(plain)
    if _is_product(lexer, base, letters, plain, end):
        _note_product(lexer, base, plain, start, end)
        return 1
    if letters == plain and base.kind == "name" and not {*plain} <= INDEX_LETTERS:
        _note_name(lexer, base, plain, start, end)
    return len(plain)


def _declared(names: Names, base: str, plain: str) -> int:
    """The length of the longest subscript with which the exercise has this name; 0 where it has none."""
    if not names.declared:
        return 0
    if plain in names.declared or base + plain in names.declared:
        return len(plain)
    for cut in range(len(plain), 0, -1):
        if f"{base}_{plain[:cut]}" in names.declared:
            rest = plain[cut:]
            return cut if len(rest) <= TAIL or "_" in rest or names.declared.issuperset(rest) else 0
    return 0


def _is_product(lexer: Lexer, base: Token, letters: str, plain: str, end: int) -> bool:
    """Whether typed letters behind an index are factors: another subscript or a power with that index follows,
    the index is bound (`sum_i a_ix`), or a member of a family is meant."""
    index = plain[0]
    if base.word is not None and base.word.prefix == "function":  # `log_ax`
        return len(letters) < 4
    if base.word is None and len(base.value) > 1 and base.value not in GREEK_WORDS:
        return False
    following = plain[len(letters) :] or lexer.text[end : end + 2]
    if following[:1] == "_" and len(letters) > 1 and (len(letters) == 2 or following[1:2] == index):
        return True
    if letters != plain or {*letters} <= INDEX_LETTERS:
        return False
    if DIFFERENTIAL.fullmatch(letters, 1):
        return True
    power = EXPONENT.match(lexer.text, end)
    if (power is not None and power[1] == index) or index in BOUND.findall(lexer.text):
        return True
    return index in INDEX_LETTERS and lexer.names.canonical(base.value) in lexer.names.indexed


def _note_product(lexer: Lexer, base: Token | None, plain: str, start: int, end: int) -> None:
    first = base.start if base else start
    letters = lexer.text[first:end]
    cut = len(letters) - len(plain) + 1
    lexer.note("letters-apart", first, end, letters=letters, product=f"{letters[:cut]}*{letters[cut:]}")


def _note_name(lexer: Lexer, base: Token | None, plain: str, start: int, end: int) -> None:
    first = base.start if base else start
    lexer.note("one-name", first, end, name=lexer.text[first:end])
