"""Runs of letters as typed -> tokens: names with digits, words of a sentence, unknown functions, the rest cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.late import pattern
from grader.notation.lexing import patterns
from grader.notation.lexing.segment import (
    BETWEEN,
    between_sets,
    concludes,
    is_program,
    is_prose,
    is_title,
    says_equal,
    segment,
    stop_word,
    suggestion,
    uncut,
)
from grader.notation.lexing.turned import FACTORS, not_a_word
from grader.notation.unread import Unread
from grader.notation.words import CARRIERS, CONDITION_WORDS, GREEK_WORDS, SPELLINGS

if TYPE_CHECKING:
    from grader.notation.lexing.tokens import Lexer

LEIBNIZ = pattern(r"∫|(?<![A-Za-z0-9_])d(?:\^?[0-9])?[A-Za-z]*\s*/\s*d[A-Za-z]")
DIFFERENTIAL = pattern(r"d(?:[A-Za-z]|" + "|".join(GREEK_WORDS) + ")")
"""`dy/dx` is a derivative where products need a sign, too."""
OPERAND = pattern(r" [0-9]?(?:[a-zA-Zα-ω]|\\[a-z]+)(?![A-Za-z])(?!\s*=)")
"""`sen x`, `cso 2x`: what stands there as the argument of a function does."""
ROUND = frozenset({"sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth"})
CALLED = pattern(r" ?(?:\\left)?\(|\{|(?:'{1,3}|\^[0-9])\(")
CLOSES = frozenset({")", "]", "}"})
ENDS, VALUES = frozenset({"number", "name"}), ("constant", "call-interval")
"""Tokens, and words such as `oo`, that may be the end of an interval."""


def read_run(lexer: Lexer, run: str, start: int) -> None:
    """Add the tokens of a run of letters; raises Unread where it is a slip of a function."""
    after = start + len(run)
    following = lexer.text[after : after + 1]
    if "0" <= following <= "9" and _with_digits(lexer, run, start, after):
        return
    if len(run) == 1:
        _letter(lexer, run, start, after)
    elif run in FACTORS and not_a_word(lexer, after):
        _apart(lexer, run, start)
    elif not run.isalpha():
        lexer.word(run, start, after)
    elif not (following == "_" and _one_name(lexer, run, start, after)):
        called = CALLED.match(lexer.text, after) is not None
        if not _word(lexer, run, start, after, called) and not _of_sentence(lexer, run, start, after, called):
            _cut(lexer, run, start, called)


def _apart(lexer: Lexer, run: str, start: int) -> None:
    """Add each letter as a name."""
    lexer.note("letters-apart", start, start + len(run), letters=run, product="*".join(run))
    for at, letter in enumerate(run, start):
        lexer.part("name", letter, at, at + 1, None, at > start)


def _letter(lexer: Lexer, letter: str, start: int, after: int) -> None:
    if letter in "xX" and _times(lexer, after):
        lexer.word("*", start, after)
    elif letter in "Uu" and _after_set(lexer) and between_sets(letter, lexer.names, lexer.text, after):
        lexer.word("∪", start, after)
    else:
        lexer.add("name", letter, start, after)


def _word(lexer: Lexer, run: str, start: int, after: int, called: bool) -> bool:
    """The run as one word without a bracket after it: `n is 34`, `A union B`, `sum_(i=1)^n`."""
    if lexer.tokens and not _said(lexer) and says_equal(run, lexer.names, lexer.text, start, after):
        return lexer.word("=", start, after)
    if lexer.tokens and concludes(run, lexer.names, lexer.text, start, after):
        return _arrow(lexer, start, after)
    if run == "set" and lexer.tokens and lexer.tokens[-1].value == "empty":  # `empty set` is what `empty` says
        lexer.quiet = True
        return True
    between = called and run in BETWEEN and _after_set(lexer)
    if (called and not between) or _said(lexer) or run == lexer.text.strip():
        return False
    word = uncut(run, lexer.names, lexer.text, after)
    if word is not None:
        lexer.add("word", word.op, start, after, word)
    return word is not None


def _arrow(lexer: Lexer, start: int, after: int) -> bool:
    """`, and so`: what leads to the arrow is part of it."""
    while len(lexer.tokens) > 1 and lexer.tokens[-1].value in {",", ";", "and"}:
        lexer.tokens.pop()
    return lexer.word("=>", start, after)


def _of_sentence(lexer: Lexer, run: str, start: int, after: int, called: bool) -> bool:
    """The run as a word of a sentence, or as the name of a function that we do not know (`softmax(x)`)."""
    names, text = lexer.names, lexer.text
    if not names.implicit_multiplication or text.startswith("_", after):
        return False
    applied = text.startswith("(", after) and not _said(lexer)
    alone = run == text.strip() and run in SPELLINGS and run not in GREEK_WORDS
    prose = is_prose(run, names, called) or _goes_on(lexer, run, called)
    if prose or stop_word(run, names, text, after, alone or _said(lexer)):
        if applied and len(run) > 3 and not (run in SPELLINGS or suggestion(run, names)):
            lexer.add("name", run, start, after)
            return True
        if not (called and suggestion(run, names)):
            say(lexer, run, start, after)
            return True
    elif applied and is_title(run, names) and not suggestion(run, names):
        lexer.add("name", run, start, after)
        return True
    return False


def _goes_on(lexer: Lexer, run: str, called: bool) -> bool:
    """Whether the run stands in a sentence: after a word that neither carries an answer nor begins a condition."""
    word = SPELLINGS.get(run)
    known = word is not None and (called or not word.prefix.startswith("call"))
    if len(run) < 3 or not _said(lexer) or known or run in GREEK_WORDS:
        return False
    last = lexer.tokens[-1].value.rpartition(" ")[2].lower()
    return last not in CARRIERS and last not in CONDITION_WORDS and lexer.names.declared.isdisjoint((run, *run))


def _cut(lexer: Lexer, run: str, start: int, called: bool) -> None:
    """The names and words that the run is made of."""
    before_operand = OPERAND.match(lexer.text, start + len(run)) is not None
    if (called or before_operand) and len(run) > 2 and run not in SPELLINGS:
        near = suggestion(run, lexer.names)
        if near:
            raise Unread("unknown-function", start, start + len(run), name=run, suggestion=near)
    before = lexer.tokens[-1] if lexer.tokens else None
    if run[:2] == "or" and before is not None and before.kind == "number" and "=" in lexer.text[start:]:
        lexer.word("or", start, start + 2)  # `x=1orx=2`
        return read_run(lexer, run[2:], start + 2)
    if not lexer.names.implicit_multiplication and DIFFERENTIAL.fullmatch(run) and LEIBNIZ.search(lexer.text):
        lexer.part("name", "d", start, start + 1, None, False)
        kind, value, length, word = segment(run[1:], lexer.names, False, lexer.latex)[0]
        return lexer.part(kind, value, start + 1, start + 1 + length, word, True)
    glued = False
    parts = segment(run, lexer.names, called, lexer.latex)
    if lexer.text.startswith("(", start + len(run)) and is_program(parts, lexer.names):
        return lexer.add("name", run, start, start + len(run))
    if len(parts) == len(run) > 2 and lexer.names.declared.isdisjoint(run):
        lexer.note("letters-apart", start, start + len(run), letters=run, product="*".join(run))
    for kind, value, length, word in parts:
        lexer.part(kind, value, start, start + length, word, glued)
        start += length
        glued = True


def _one_name(lexer: Lexer, run: str, start: int, after: int) -> bool:
    """`loss_train`: a word of a language with a subscript is one name, not a product of letters."""
    if len(run) < 4 or run in lexer.names.declared or run in SPELLINGS or run in GREEK_WORDS:
        return False
    if not is_prose(run, lexer.names):
        return False
    lexer.add("name", run, start, after)
    return True


def _times(lexer: Lexer, after: int) -> bool:
    """`5 x 10^3`: between a number and a power of ten a letter x is the sign of a product."""
    return (
        bool(lexer.tokens)
        and lexer.tokens[-1].kind == "number"
        and patterns.POWER_OF_TEN.match(lexer.text, after) is not None
    )


def _after_set(lexer: Lexer) -> bool:
    """Behind a bracket that closes, as the last one of `[0, 1[` does."""
    last = lexer.tokens[-1] if lexer.tokens else None
    if last is None or last.word is None:
        return False
    if last.word.op in CLOSES or last.word.op != "[" or len(lexer.tokens) == 1:
        return last.word.op in CLOSES
    before = lexer.tokens[-2]
    return before.kind in ENDS if before.word is None else before.word.prefix.startswith(VALUES)


def _with_digits(lexer: Lexer, run: str, start: int, after: int) -> bool:
    """`x1`: the name `x1` or `x_1` where it is declared, or where products need a sign."""
    if run in "xX" and _times(lexer, after):
        return False
    digits = patterns.DIGITS.match(lexer.text, after)
    assert digits is not None
    for known in (run + digits[0], f"{GREEK_WORDS.get(run, run)}_{digits[0]}"):
        if known in lexer.names.declared:
            return _joined(lexer, known, start, digits.end())
    fraction = patterns.FRACTION_PART.match(lexer.text, digits.end())
    if lexer.latex or (run[0] == "d" and "/d" in lexer.text) or fraction:
        return False
    if run in {"log", "lb", "ld"} and digits[0] in {"2", "10"} and lexer.text.startswith("(", digits.end()):
        lexer.add("word", "log", start, after, SPELLINGS["log"])
        lexer.add("subscript", digits[0], after, digits.end())
        lexer.skip_to = digits.end()
        return True
    if run in ROUND and len(digits[0]) == 1 and lexer.text.startswith("(", digits.end()):
        meant = f"{run}({digits[0]}x) or {run}(x)^{digits[0]}"
        raise Unread("unknown-function", start, digits.end(), name=run + digits[0], suggestion=meant)
    if run in SPELLINGS or run == "pi":
        return False
    if len(run) == 1 or run in GREEK_WORDS:
        return _joined(lexer, f"{GREEK_WORDS.get(run, run)}_{digits[0]}", start, digits.end())
    return not lexer.names.implicit_multiplication and _joined(lexer, run + digits[0], start, digits.end())


def read_greek(lexer: Lexer, name: str, start: int, after: int) -> None:
    """A Greek letter as a sign; with digits after it, but for π, a name with an index: `λ1`."""
    digits = patterns.DIGITS.match(lexer.text, after)
    if digits is None or lexer.latex or name == "pi" or patterns.FRACTION_PART.match(lexer.text, digits.end()):
        lexer.add("name", name, start, after)
    else:
        _joined(lexer, f"{name}_{digits[0]}", start, digits.end())


def _joined(lexer: Lexer, name: str, start: int, end: int) -> bool:
    lexer.add("name", name, start, end)
    lexer.skip_to = end
    return True


def _said(lexer: Lexer) -> bool:
    return bool(lexer.tokens) and lexer.tokens[-1].kind == "prose"


def say(lexer: Lexer, run: str, start: int, end: int) -> None:
    """Add a word of a sentence, to the words before it if there are any."""
    if _said(lexer) or (len(lexer.tokens) == 1 and lexer.tokens[0].value in {"i", "I"} and lexer.spaced):
        before = lexer.tokens.pop()
        lexer.tokens.append(before._replace(kind="prose", value=f"{before.value} {run}", end=end))
    else:
        lexer.add("prose", run, start, end)
