"""Numbers as typed: thousands, decimal commas, powers of ten, repeating decimals."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from grader.limits import DECIMAL_EXPONENT, LITERAL_DIGITS
from grader.notation.lexing.patterns import DECIMALS, DOTS, POINT, REPEATING, THOUSANDS
from grader.notation.unread import Unread

if TYPE_CHECKING:
    from grader.notation.lexing.tokens import Lexer


def numeral(lexer: Lexer, match: re.Match[str]) -> None:
    """A number as typed: add its token in plain form. Raises Unread where it is too long."""
    written, start, end = match[0], match.start(), match.end()
    grouped, power = match["grouped"], match["power"]
    if grouped:
        if "," in written and "{" not in written and "!" not in written and _in_list(lexer, written):
            return _separate(lexer, written, start)
        if written.count("{,}") == 1 and (written[0] == "0" or lexer.names.decimal_comma):
            written = written.replace("{,}", ".")  # no thousands begin with a zero
        written = re.sub(r"\{,\}|\\.|[\s,]", "", written)
    elif match["period"]:
        if "." not in written:
            written = written[: written.index("(")]
            lexer.add("number", written, start, start + len(written))
            return _again(lexer, start + len(written), end)
    elif repeat := match["repeat"] or match["repeated"]:
        written = f"{written[: written.index(chr(92))]}({repeat})"
    elif power and written[: -len(power)].isdigit() and _is_argument(lexer):
        lexer.add("number", written[0], start, start + 1)
        return lexer.within(start + 1, end)
    elif power:
        written = written[: -len(power)].rstrip(".") + "e" + power[1:].lstrip("+")
        if len(power) > 12 or abs(int(power[1:])) > DECIMAL_EXPONENT:
            raise Unread("too-long", start, end, limit="DECIMAL_EXPONENT")
    elif lexer.names.decimal_comma and (whole := THOUSANDS.match(lexer.text, start)):
        written, end = re.sub(r"[^0-9,]", "", whole[0]).replace(",", "."), whole.end()
        lexer.skip_to = end
    elif written.isdigit() and lexer.text.startswith("{,}", end) and (after := DECIMALS.match(lexer.text, end)):
        written, end = f"{written}.{after[1]}", after.end()
        lexer.skip_to = end
    elif "." in written and (dots := DOTS.match(lexer.text, end)):
        written = _going_on(lexer, written, start, dots.end())
    elif lexer.names.decimal_comma and written.isdigit() and (after := DECIMALS.match(lexer.text, end)):
        written, end = f"{written}.{after[1]}", after.end()
        lexer.skip_to = end
        if lexer.lists:
            lexer.note("decimal-comma", start, end, number=lexer.text[start:end])
        if dots := DOTS.match(lexer.text, end):
            written = _going_on(lexer, written, start, dots.end())
    elif lexer.names.decimal_comma and POINT.fullmatch(written):
        lexer.note("decimal-point", start, end, number=written)
    elif written.endswith("."):
        written = written[:-1]
    elif (
        not lexer.lists
        and (written.isdigit() or POINT.fullmatch(written))
        and (after := DECIMALS.match(lexer.text, end))
    ):
        lexer.note("comma-separates", start, after.end(), read=lexer.text[start : after.end()])
    if len(written) > LITERAL_DIGITS:
        raise Unread("too-long", start, end, limit="LITERAL_DIGITS")
    lexer.add("number", "0" + written if written[0] == "." else written, start, end)


def _is_argument(lexer: Lexer) -> bool:
    r"""Whether a digit here is an argument of `\frac`, which TeX takes alone: `\frac1e-2` is 1/e - 2."""
    before = lexer.tokens[-1:]
    if len(lexer.tokens) > 1 and before[0].kind == "number" and len(before[0].value) == 1:
        before = lexer.tokens[-2:-1]
    return bool(before) and before[0].word is not None and before[0].word.prefix == "fraction"


def _going_on(lexer: Lexer, written: str, start: int, end: int) -> str:
    """Digits with three dots behind them: what repeats goes on so; of the rest nobody knows how it does."""
    lexer.skip_to = end
    again = REPEATING.fullmatch(written)
    if again is None:
        lexer.note("digits-go-on", start, end, number=lexer.text[start:end])
        return written
    written = f"{again[1]}({again[2] or again[3]})"
    lexer.note("repeating-decimal", start, end, number=written)
    return written


def _again(lexer: Lexer, start: int, end: int) -> None:
    """`2(3)`: a bracket after a whole number is a factor."""
    lexer.word("(", start, start + 1)
    lexer.deepen_word(lexer.tokens[-1])
    lexer.add("number", lexer.text[start + 1 : end - 1], start + 1, end - 1)
    lexer.word(")", end - 1, end)
    lexer.deepen_word(lexer.tokens[-1])


def _in_list(lexer: Lexer, written: str) -> bool:
    """Within brackets `1,234` is two items; with a decimal comma it is a number with three decimals. No thousands
    begin with a zero: `0,375`. A function of one argument has no list: `floor(12,345.6)`."""
    if len(lexer.tokens) > 1 and lexer.lists == ["("] and "." in written:
        word = lexer.tokens[-2].word
        if word is not None and word.prefix in {"function", "call-function", "call-apply"} and word.arity == (1, 1):
            return False
    return bool(lexer.lists) or lexer.names.decimal_comma or written[0] == "0"


def _separate(lexer: Lexer, written: str, start: int) -> None:
    if lexer.names.decimal_comma and written.count(",") == 1:
        lexer.add("number", written.replace(",", "."), start, start + len(written))
        return
    if ",0" in written:  # `(0,002)`: hardly meant as two items
        lexer.note("comma-separates", start, start + len(written), read=written)
    at = start
    for k, piece in enumerate(written.split(",")):
        if k:
            lexer.word(",", at - 1, at)
        lexer.add("number", piece, at, at + len(piece))
        at += len(piece) + 1
