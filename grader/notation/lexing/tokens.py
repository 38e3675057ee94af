"""Text -> tokens, in one pass of one expression; LaTeX, typed and Unicode spellings of a thing meet here.

The limits of `grader.limits` that concern text are checked before anything else is done.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from grader.limits import ANSWER_TOKENS, DEPTH
from grader.notation.lexing import patterns
from grader.notation.lexing.numerals import numeral
from grader.notation.lexing.quantities import quantity
from grader.notation.lexing.runs import read_greek, read_run, say
from grader.notation.lexing.strangers import nearest, strange
from grader.notation.lexing.unbraced import below
from grader.notation.names import Names
from grader.notation.unread import Unread
from grader.notation.words import GREEK, GREEK_COMMANDS, SPELLINGS, TEXT_COMMANDS, Word
from grader.values import Finding, Span


class Token(NamedTuple):
    """`kind` is number, name, text, word, accent, styled, begin, end, subscript, superscript or stop; `value` its
    canonical text; `spaced`: white space stands before it; `glued`: it continues a run of letters; `side`: it
    followed \\left (`l`) or \\right (`r`)."""

    kind: str
    value: str
    start: int
    end: int
    word: Word | None = None
    spaced: bool = False
    glued: bool = False
    side: str = ""


class Lexer:
    """Cuts one text; `run` gives the tokens, `assumed` is what had to be assumed meanwhile."""

    __slots__ = (
        "assumed", "depth", "latex", "lists", "logical", "names", "opened", "plain_and", "quiet", "skip_to",
        "spaced", "text", "tokens",
    )  # fmt: skip

    def __init__(self, text: str, names: Names) -> None:
        self.text, self.names = text, names
        self.tokens: list[Token] = []
        self.assumed: list[Finding] = []
        self.latex = "\\" in text
        self.plain_and = "\\begin" not in text
        self.logical = (
            not self.latex
            and ("&" in text or "~" in text or "|" in text)
            and patterns.LOGICAL.fullmatch(text) is not None
        )
        self.skip_to = 0
        self.depth = 0
        self.lists: list[str] = []
        self.opened: list[str] = []
        self.spaced = False

    def run(self) -> list[Token]:
        """The tokens of the text, the last of kind `stop`; raises Unread."""
        tokens, handlers, plain = self.tokens, _HANDLERS, (_LOGICAL if self.logical else PLAIN)
        for match in patterns.TOKEN.finditer(self.text):
            start, end = match.span()
            if start < self.skip_to:
                if end > self.skip_to:
                    self._tail(end)
                continue
            kind = match.lastgroup or ""
            if kind == "space":
                self.spaced = True
            elif kind == "plain":
                word = plain[match[0]]
                tokens.append(_made(Token, ("word", word.op, start, end, word, self.spaced, False, "")))
                self.spaced = False
            elif kind == "bracket":
                self.bracket(start, BRACKETS[match[0]])
                self.spaced = False
            elif kind == "single" or kind == "whole":
                tokens.append(_made(Token, (_SIMPLE[kind], match[0], start, end, None, self.spaced, False, "")))
                self.spaced = False
            else:
                self.quiet = False
                handlers[kind](self, match)
                self.spaced = self.quiet
                if len(tokens) > ANSWER_TOKENS:
                    break
        if len(tokens) > ANSWER_TOKENS:
            raise Unread("too-long", tokens[ANSWER_TOKENS].start, len(self.text), limit="ANSWER_TOKENS")
        end = len(self.text)
        tokens.append(Token("stop", "", end, end))
        return tokens

    def _tail(self, end: int) -> None:
        """What is left of a match of which the beginning was taken with the token before it."""
        self.within(self.skip_to, end)

    def within(self, start: int, end: int) -> None:
        """Add the tokens of this part of the text."""
        for match in patterns.TOKEN.finditer(self.text, start, end):
            if match.lastgroup != "space":
                _HANDLERS[match.lastgroup or ""](self, match)

    def note(self, code: str, start: int, end: int, /, **data: str) -> None:
        """Something assumed of the text from `start` to `end`."""
        self.assumed.append(Finding(code, "assumption", Span(start, end), tuple(data.items())))

    def add(self, kind: str, value: str, start: int, end: int, word: Word | None = None, side: str = "") -> None:
        self.tokens.append(_made(Token, (kind, value, start, end, word, self.spaced, False, side)))

    def part(self, kind: str, value: str, start: int, end: int, word: Word | None, glued: bool) -> None:
        """Add a part of a run of letters; `glued`: it follows another one."""
        self.tokens.append(Token(kind, value, start, end, word, self.spaced and not glued, glued))

    def word(self, spelling: str, start: int, end: int, side: str = "") -> bool:
        word = SPELLINGS.get(spelling)
        if word is None:
            return False
        self.add("word", word.op, start, end, word, side)
        return True

    # ------------------------------------------------------------ one method for each group of the expression

    def _plain(self, match: re.Match[str]) -> None:
        """The commonest signs."""
        word = (_LOGICAL if self.logical else PLAIN)[match[0]]
        self.add("word", word.op, *match.span(), word)

    def _bracket(self, match: re.Match[str]) -> None:
        self.bracket(match.start(), BRACKETS[match[0]])

    def bracket(self, start: int, word: Word) -> None:
        op = word.op
        self.tokens.append(_made(Token, ("word", op, start, start + 1, word, self.spaced, False, "")))
        if op in _OPENS:
            self.lists.append(op)
            self.depth += 1
            if self.depth > DEPTH:
                raise Unread("too-deep", start, start + 1, limit="DEPTH")
        elif op in _CLOSES and self.lists:
            self.lists.pop()
            self.depth -= 1

    def _single(self, match: re.Match[str]) -> None:
        """A letter that stands for itself, whatever follows."""
        self.add("name", match[0], *match.span())

    def _whole(self, match: re.Match[str]) -> None:
        """A whole number that nothing goes on from."""
        self.add("number", match[0], *match.span())

    def _number(self, match: re.Match[str]) -> None:
        numeral(self, match)

    def _text(self, match: re.Match[str]) -> None:
        quoted, start, end = match["quoted"] if match["side"] is None else match["side"], match.start(), match.end()
        words = patterns.ESCAPE.sub(r"\1", match["said"] or "").strip()
        if quoted is not None:
            self.add("text", quoted, start, end)
        elif (len(words) == 1 and words.isalpha() and words.isascii()) or words in self.names.declared:
            self.add("name", words, start, end)
        elif words.lower() in patterns.LOGIC_TEXTS:
            self.word(words.lower(), start, end)
        elif words in SPELLINGS and (
            SPELLINGS[words].prefix in {"function", "extremum"}
            or (SPELLINGS[words].prefix and patterns.BRACKET.match(self.text, end))
        ):
            self.word(words, start, end)
        else:
            self.add("text", words, start, end)

    def _quantity(self, match: re.Match[str]) -> None:
        quantity(self, match)

    def _environment(self, match: re.Match[str]) -> None:
        self.deepen(match["which"] == "begin", match.start())
        self.add(match["which"], match["called"], match.start(), match.end())

    def _named(self, match: re.Match[str]) -> None:
        said, start, end = match["upright"] or match["faced"] or match["face"], match.start(), match.end()
        upright = " ".join(re.sub(r"\\.|~", " ", said).split())
        upright = patterns.NAMED_OPERATORS.get(upright, upright)
        if upright in self.names.declared or len(upright) == 1:
            self.add("name", upright, start, end)
        elif upright in SPELLINGS or (upright.lower() in SPELLINGS and len(upright) > 3):
            self.word(upright if upright in SPELLINGS else upright.lower(), start, end)
        elif " " in upright:
            self.add("text", upright, start, end)
        else:
            self.add("name", upright, start, end)

    def _styled(self, match: re.Match[str]) -> None:
        if match["style"] is None:
            return self.add("styled", "bold(1)", match.start(), match.end())
        style = "bb" if match["style"] in {"mathbb", "Bbb", "mathds", "mathbbm"} else "cal"
        self.add("styled", f"{style}({match['inside'] or match['alone']})", match.start(), match.end())

    def _subscript(self, match: re.Match[str]) -> None:
        plain, start, end = match["sub_plain"], match.start(), match.end()
        if plain:
            below(self, plain, start, end)
        else:
            self.add("subscript", match["sub_text"] or match["sub_group"] or match["sub_word"], start, end)

    def _lowered(self, match: re.Match[str]) -> None:
        """`x₁₂` is one token; `∑ᵢ₌₁` is what it would be on the line, in brackets."""
        plain, start, end = match[0].translate(patterns.LOWERED), match.start(), match.end()
        if plain.isalnum():
            self.add("subscript", plain, start, end)
        else:
            self.word("_", start, start)
            self._shifted(plain, start, end)

    def _superscript(self, match: re.Match[str]) -> None:
        """`x²` and `x⁻ⁿ` are one token; `x²ⁿ⁺¹` is what it would be on the line, in brackets."""
        plain, start, end = match[0].translate(patterns.SUPERSCRIPTS), match.start(), match.end()
        if patterns.SIMPLE_POWER.fullmatch(plain):
            self.add("superscript", plain, start, end)
            return
        self.word("^", start, start)
        if plain == "T":
            return self.add("name", plain, start, end)
        self._shifted(plain, start, end)

    def _shifted(self, plain: str, start: int, end: int) -> None:
        """The tokens of what is written above or below the line, in brackets."""
        self.word("(", start, start)
        for part in patterns.RAISED_PARTS.finditer(plain):
            first, last = start + part.start(), start + part.end()
            if part[0].isalnum():
                self.add("number" if part[0].isdigit() else "name", part[0], first, last)
            else:
                self.word(part[0], first, last)
                self.deepen_word(self.tokens[-1])
        self.word(")", end, end)

    def _sized(self, match: re.Match[str]) -> None:
        size, delimiter, start, end = match["size"], match["delimiter"], match.start(), match.end()
        side = "l" if size in {"left", "mleft"} or (size.endswith("l") and size != "bigl") else ""
        side = side or ("r" if size in {"right", "mright"} else "m" if size == "middle" else "")
        if delimiter == "." and side:
            self.add("null", side, start, end, None, side)
            return
        if self.word(delimiter, start, end, side):
            self.deepen_word(self.tokens[-1])
            return
        self.command(delimiter, match.start("delimiter"), end, side)

    def _command(self, match: re.Match[str]) -> None:
        command = match[0]
        word = COMMANDS.get(command)
        if word is None:
            self.command(command, match.start(), match.end())
        else:
            self.add("word", word.op, match.start(), match.end(), word)

    def command(self, command: str, start: int, end: int, side: str = "") -> None:
        if command in GREEK_COMMANDS:
            self.add("name", GREEK_COMMANDS[command], start, end)
        elif command == "\\":
            self.quiet = True
        elif command[1:] in TEXT_COMMANDS and self.text.startswith("{", end):
            raise Unread("unclosed-bracket", end, end + 1, bracket="{")
        elif command == "\\{" and patterns.UNESCAPED.match(self.text, end) and self.tokens:
            self.word("∖", start, start + 1)
            self.word("{", start + 1, end)
            self.deepen_word(self.tokens[-1])
        elif command in _DELIMITERS:
            self._delimit(command, start, end)
        elif self.word(command, start, end, side):
            self.deepen_word(self.tokens[-1])
        elif command[1:] in self.names.declared:
            self.add("name", command[1:], start, end)
        else:
            self._split_command(command, start, end, side)

    def _delimit(self, command: str, start: int, end: int) -> None:
        """What begins and ends a formula in a text must fit together."""
        self.quiet = True
        if command in "\\(\\[":
            self.opened.append(command)
            return
        opened = self.opened.pop() if self.opened else ""
        if opened and _DELIMITERS[opened] != command:
            raise Unread("mismatched-bracket", start, end, opened=opened, closed=command)

    def _split_command(self, command: str, start: int, end: int, side: str) -> None:
        """`\\vertx` for `\\vert x`: a missing space after a delimiter; else the command is unknown."""
        if command.startswith(("\\quad", "\\qquad")):
            self.letters(command.partition("quad")[2], start + command.index("quad") + 4)
            return
        for cut in range(len(command) - 1, max(3, len(command) - 3), -1):
            word = SPELLINGS.get(command[:cut])
            if word is not None and (
                word.prefix in {"bar", "bracket", "set", "fence", "norm"} or word.infix == "close"
            ):
                self.word(command[:cut], start, start + cut, side)
                self.letters(command[cut:], start + cut)
                return
        raise Unread("unknown-command", start, end, command=command, suggestion=nearest(command))

    def _currency(self, match: re.Match[str]) -> None:
        """Signs of money, and the dollars around a formula, change nothing."""
        self.quiet = True

    def _letters(self, match: re.Match[str]) -> None:
        """`np.sqrt`, `S.Reals` are what stands after the name of the library."""
        named = len(match["library"] or "")
        self.letters(match[0][named:], match.start() + named)

    def letters(self, run: str, start: int) -> None:
        """Add the parts of a run of letters."""
        read_run(self, run, start)

    def _spoken(self, match: re.Match[str]) -> None:
        """`don't`, `Lösung`: words that no formula has."""
        say(self, match[0], *match.span())

    def _greek(self, match: re.Match[str]) -> None:
        read_greek(self, GREEK[match[0]], match.start(), match.end())

    def _sign(self, match: re.Match[str]) -> None:
        sign, start, end = match[0], match.start(), match.end()
        if sign[0] == "'" and len(sign) > 3:
            for at in range(start, end, 3):
                self.word(sign[: min(3, end - at)], at, min(at + 3, end))
            return
        self.word(sign, start, end)

    def _other(self, match: re.Match[str]) -> None:
        sign, start, end = match[0], match.start(), match.end()
        if (sign == "~" and self.latex) or (sign == "." and self._at_end(end)):
            self.quiet = True
            return
        if sign in patterns.FRACTIONS:
            self.add("vulgar", patterns.FRACTIONS[sign], start, end)
        elif self.logical and sign in "|^":
            self.word("or" if sign == "|" else "xor", start, end)
        elif sign == "&":
            if self.plain_and:
                self.word("and", start, end)
            else:
                self.word("&", start, end)
        elif sign in GREEK and sign not in "ΣΠ":
            read_greek(self, GREEK[sign], start, end)
        elif self.word(sign, start, end):
            if sign in "([{)]}":
                self.deepen_word(self.tokens[-1])
        else:
            strange(self, sign, start, end)

    def _at_end(self, end: int) -> bool:
        """A full stop that ends the sentence."""
        return not self.text[end:].strip(" $.\n\\)]}")

    # ------------------------------------------------------------------------------------------------- depth

    def deepen_word(self, token: Token) -> None:
        """Keep count of open brackets, so that deep nesting is refused before any work is done."""
        word = token.word
        if word is None:
            return
        if word.op in _OPENS:
            self.deepen(True, token.start)
            self.lists.append(word.op)
        elif word.op in _CLOSES:
            self.deepen(False, token.start)
            if self.lists:
                self.lists.pop()

    def deepen(self, opens: bool, start: int) -> None:
        self.depth = self.depth + 1 if opens else max(0, self.depth - 1)
        if self.depth > DEPTH:
            raise Unread("too-deep", start, start + 1, limit="DEPTH")


_made = tuple.__new__
"""Makes a token of all its fields: twice as fast as calling the class, and each letter is a token."""
_SIMPLE = {"single": "name", "whole": "number"}
BRACKETS = {sign: SPELLINGS[sign] for sign in "(){}[]"}
PLAIN = {sign: SPELLINGS[sign] for sign in ",^=+-*/"}
_LOGICAL = PLAIN | {"^": SPELLINGS["xor"]}
_OPENS, _CLOSES = frozenset({"(", "[", "{", "group"}), frozenset({")", "]", "}"})
COMMANDS = {
    spelling: word
    for spelling, word in SPELLINGS.items()
    if spelling[0] == "\\"
    and spelling[1:].isalpha()
    and word.op not in _OPENS | _CLOSES
    and spelling[1:] not in TEXT_COMMANDS
    and spelling not in GREEK_COMMANDS
}
"""Commands that are one word and neither open nor close anything."""
_DELIMITERS = {"\\(": "\\)", "\\[": "\\]", "\\)": "", "\\]": ""}
_HANDLERS = {name[1:]: method for name, method in vars(Lexer).items() if name[0] == "_" and name[1] != "_"}
_HANDLERS["common"] = Lexer._command
