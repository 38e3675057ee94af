"""The state of one reading, and precedence climbing over shapes. This module knows no word.

Each word has a shape where an operand begins and a shape after an operand; `grammar` says which function
reads which shape.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from grader.late import pattern
from grader.limits import DEPTH
from grader.notation.lexing.bars import is_factor
from grader.notation.lexing.tokens import Token
from grader.notation.names import Names
from grader.notation.tree import Apply, Chain, Expr, Number
from grader.notation.unread import Unread
from grader.notation.words import BLACKBOARD, CONDITION_WORDS, SPELLINGS
from grader.notation.words.word import ADD, MUL, OR
from grader.values import Finding, Level, Span

Prefix: TypeAlias = "Callable[[Reader, Token, int], Expr]"
Infix: TypeAlias = "Callable[[Reader, Expr, Token, int], Expr]"
LOOSEST = 1
NOT_JUXTAPOSED = frozenset({"skip", "not", "sign", "outward", "quantifier"})
NUMBER_SETS = frozenset({"bb(R)", "bb(N)", "bb(Z)", "bb(Q)", "bb(C)", *BLACKBOARD.values()})


class Reader:
    """Where the reading stands: the tokens, the place, what is bound, which brackets are open."""

    __slots__ = (
        "at", "barred", "bind_ends", "bound", "call_of", "called", "depth", "differentials", "fences", "findings",
        "infix", "latex", "names", "prefix", "relational", "text", "tokens",
    )  # fmt: skip

    def __init__(
        self,
        text: str,
        tokens: list[Token],
        names: Names,
        prefix: Mapping[str, Prefix],
        infix: Mapping[str, Infix],
        call_of: Callable[[Reader, Expr], Expr | None],
    ) -> None:
        self.text, self.tokens, self.names = text, tokens, names
        self.prefix, self.infix = prefix, infix
        self.call_of = call_of
        self.at = 0
        self.depth = 0
        self.latex = "\\" in text
        self.relational = RELATIONAL.search(text) is not None
        self.barred = BARS.search(text) is not None
        self.findings: list[Finding] = []
        self.fences: list[tuple[str, ...]] = [()]
        """What closes each open bracket, innermost last."""
        self.bound: list[str] = []
        self.bind_ends: tuple[Expr | None, int] = (None, 0)
        """Ids of the variables bound here."""
        self.differentials: list[list[Expr]] = []
        """For each open integral the variables whose differentials were met."""
        self.called: frozenset[str] = frozenset()
        """Letters that this text itself introduces as functions (`V(t) = ...`)."""

    # ---------------------------------------------------------------------------------------------- tokens

    def peek(self, ahead: int = 0) -> Token:
        try:
            return self.tokens[self.at + ahead]
        except IndexError:
            return self.tokens[-1]

    def next(self) -> Token:
        token = self.tokens[self.at]
        if token.kind != "stop":
            self.at += 1
        return token

    def is_op(self, op: str, ahead: int = 0) -> bool:
        word = self.peek(ahead).word if ahead else self.tokens[self.at].word
        return word is not None and word.op == op

    def accept(self, op: str) -> bool:
        """Pass over the token if it is this word."""
        word = self.tokens[self.at].word
        if word is None or word.op != op:
            return False
        self.at += 1
        return True

    def expect(self, op: str, opening: Token) -> None:
        """Pass over the closing token of the bracket that `opening` began."""
        if not self.accept(op):
            token = self.peek()
            if token.kind == "stop":
                raise self.fail("unclosed-bracket", opening, bracket=self.said(opening))
            raise self.fail("unexpected-token", token, token=self.said(token))

    def said(self, token: Token) -> str:
        return self.text[token.start : token.end]

    # -------------------------------------------------------------------------------------------- findings

    def fail(self, code: str, token: Token, /, **data: str) -> Unread:
        return Unread(code, token.start, max(token.end, token.start), **data)

    def note(self, code: str, start: int, end: int = -1, /, level: Level = "assumption", **data: str) -> None:
        """Something assumed in the text from `start` to `end`, or to here."""
        end = end if end >= 0 else self.tokens[max(0, self.at - 1)].end
        self.findings.append(Finding(code, level, Span(min(start, end), end), tuple(data.items())))

    # ------------------------------------------------------------------------------------------ expressions

    def expression(self, minimum: int = LOOSEST) -> Expr:
        """Read an expression of operators that bind at least as tightly as `minimum`."""
        self.depth += 1
        if self.depth > 2 * DEPTH:
            raise self.fail("too-deep", self.peek(), limit="DEPTH")
        left = self.operand(minimum)
        while True:
            token = self.tokens[self.at]
            word = token.word
            if word is None and token.kind == "stop":
                break
            if word is not None and word.infix:
                if word.op == "||" and "|" in self.fences[-1]:
                    self.split_bars(token)
                    continue
                if word.op == "||" and minimum <= MUL and self.juxtaposed(token):
                    left = self.infix["product"](self, left, token, minimum)
                    continue
                if word.infix == "close":
                    longer = self.beyond_bar(left, token, minimum)
                    if longer is None:
                        break
                    left = longer
                    continue
                if word.power < minimum or word.op in self.fences[-1]:
                    break
                self.at += 1
                left = self.infix[word.infix](self, left, token, minimum)
            elif minimum <= MUL and self.juxtaposed(token):
                if self.new_statement(token):
                    break
                left = self.infix["product"](self, left, token, minimum)
            elif token.kind == "superscript":
                self.at += 1
                left = self.infix["superscript"](self, left, token, minimum)
            elif word is not None and word.prefix == "skip":
                self.at += 1
            elif word is not None and word.op == "(" and minimum <= ADD and self.is_op("mod", 1):
                self.at += 2
                left = self.infix["modulo"](self, left, self.tokens[self.at - 1], minimum)
            elif token.kind == "subscript" and self.is_op(")", -1):
                self.at += 1
                left = self.infix["subscript"](self, left, token, minimum)
            else:
                break
        self.depth -= 1
        return left

    def beyond_bar(self, left: Expr, token: Token, minimum: int) -> Expr | None:
        """What goes on beyond a sign that may close a bracket, such as a bar: None where it closes one."""
        word = token.word
        assert word is not None
        if word.op == "|" and self.either(left):
            if minimum > OR:
                return None
            self.at += 1
            return self.infix["logic"](self, left, token._replace(word=SPELLINGS["or"]), minimum)
        if word.op == "|" and minimum < MUL and self.at_place(token):
            self.at += 1
            return self.infix["place"](self, left, token, minimum)
        touches = word.prefix and minimum <= MUL and self.juxtaposed(token)
        if not touches or self.new_statement(token):
            return None
        return self.infix["product"](self, left, token, minimum)

    def split_bars(self, token: Token) -> None:
        """Within `|...|` two bars in a row are one that closes and one that opens."""
        half = token._replace(value="|", end=token.start + 1, word=SPELLINGS["|"])
        self.tokens[self.at : self.at + 1] = [half, half._replace(start=token.start + 1, end=token.end)]

    def operand(self, minimum: int) -> Expr:
        token = self.tokens[self.at]
        self.at += 1
        shape = token.kind if token.word is None else token.word.prefix
        handler = self.prefix.get(shape)
        if handler is None:
            if token.word is not None and token.word.infix == "relation" and self.said(token).isalpha():
                return self.prefix["name"](self, token._replace(kind="name", value=self.said(token)), minimum)
            self.at -= 1
            raise self.missing(token)
        return handler(self, token, minimum)

    def missing(self, token: Token) -> Unread:
        """An operand should stand here."""
        word = token.word
        before = self.tokens[self.at - 1] if self.at else None
        if token.kind == "stop" or (before is not None and word is not None and word.infix == "close"):
            return self.fail("missing-operand", token, after=self.said(before) if before is not None else "")
        if word is not None and word.infix and word.infix not in {"close", "subscript"}:
            return self.fail("missing-before", token, token=self.said(token))
        return self.fail("unexpected-token", token, token=self.said(token))

    def juxtaposed(self, token: Token) -> bool:
        """Whether this token, after an operand, begins a further factor."""
        word = token.word
        if word is None:
            if token.kind in WORDY and token.value.lower().strip(" ,") in CONDITION_WORDS:
                return False
            return token.kind in JUXTAPOSED_KINDS and not (self.differentials and self.differential(token))
        if word.op == "||":
            return not self.closes(token) and is_factor(self.tokens, self.at + 1)
        if word.infix == "close":
            opens = word.prefix in {"bar", "norm"} and token.side != "r" and not self.closes(token)
            return opens and not (word.op == "|" and self.places())
        if word.prefix == "bracket" and (
            word.op in self.fences[-1]
            or self.ends_interval(token)
            or self.holds_condition(token)
            or self.is_op("mod", 1)
        ):
            return False
        return not (word.infix or not word.prefix or word.prefix in NOT_JUXTAPOSED)

    def ends_interval(self, token: Token) -> bool:
        """Whether this `[` ends `[0, 1[`: it stands behind `\\right`, or nothing follows that it could hold."""
        if token.value != "[" or self.fences[-1] != (")", "]"):
            return False
        after = self.peek(1)
        return token.side == "r" or after.kind == "stop" or (after.word is not None and not after.word.prefix)

    def new_statement(self, token: Token) -> bool:
        """Whether a line of its own with a relation begins here, after one: `2x = 4` above `x = 2` is no product.
        Two lines without are one, and a finding says so."""
        last = self.tokens[self.at - 1]
        if "\n" not in self.text[last.end : token.start] or len(self.fences) > 1:
            # sets of numbers are no factors: `\forall x \in \mathbb{R}\; x^2 \ge 0`
            return self.relational and (last.value in NUMBER_SETS or self.apart(token))
        before, after = self.text[: token.start], self.text[token.start :].partition("\n")[0]
        if self.relational and all(RELATIONAL.search(part) for part in (before, after)):
            return True
        self.note("lines-joined", last.start, token.end)
        return False

    def apart(self, token: Token) -> bool:
        """Whether a statement of its own begins here, in one line: after a wide space (`x = 5 \\quad y = 6`), or of
        the letter that the first one is about (`x = 5 x = 6`)."""
        if not (self.relational and token.spaced and len(self.fences) == 1 and token.kind == "name"):
            return False
        between = self.text[self.tokens[self.at - 1].end : token.start]
        if "\n" in between:
            return False
        wide = "\\q" in between
        again = token.value == self.tokens[0].value and self.is_op("=", 1)
        if not ((wide or again) and self.is_op("=", 2 if self.peek(1).kind == "subscript" else 1)):
            return False
        return "=" in self.text[: token.start].rstrip("= ")

    def holds_condition(self, opening: Token) -> bool:
        """Whether the bracket that opens here holds a relation and ends the item: `1/x (x > 0)`."""
        if not self.relational or (self.tokens[self.at - 1].kind == "name" and not opening.spaced):
            return False
        depth, relation = 0, False
        for at in range(self.at, len(self.tokens)):
            word = self.tokens[at].word
            if word is None:
                continue
            if word.op in OPENING:
                depth += 1
            elif word.op in CLOSING:
                depth -= 1
                if depth == 0:
                    return relation and _ends_item(self.tokens[at + 1])
            relation = relation or (depth == 1 and word.infix == "relation")
        return False

    def places(self, ahead: int = 1) -> bool:
        """Whether a subscript stands there, after a bar or bracket: the place of an evaluation."""
        first, second = self.peek(ahead), self.peek(ahead + 1)
        if first.kind == "subscript" or (first.word is not None and first.word.op == "subscript"):
            return True
        raised = first.word is not None and first.word.op == "pow" and second.kind in {"number", "name"}
        return self.latex and raised and self.peek(ahead + 2).kind == "subscript"

    def either(self, left: Expr) -> bool:
        """Whether the bar here stands between two statements in brackets, as in a program: `(x < 0) | (x > 1)`."""
        statement = isinstance(left, Chain) or (isinstance(left, Apply) and left.op in {"and", "or", "not"})
        return statement and "|" not in self.fences[-1] and self.is_op(")", -1) and self.is_op("(", 1)

    def at_place(self, bar: Token) -> bool:
        """Whether this bar says at which place something is taken, and closes no absolute value."""
        return bar.side != "r" and "abs)" not in self.fences[-1] and self.places()

    def closes(self, token: Token) -> bool:
        """Whether a bar closes (or divides) the innermost bracket, rather than opening an absolute value."""
        assert token.word is not None
        op = token.word.op
        if not self.fences or op not in self.fences[-1]:
            return False
        return token.side != "l"

    def differential(self, token: Token, ahead: int = 1) -> bool:
        """Whether `d x` begins here; `ahead` is where the `x` would stand."""
        after = self.peek(ahead)
        return token.kind == "name" and token.value == "d" and after.kind in {"name", "styled"}

    def group(self) -> Expr:
        """One argument of a LaTeX command: `{...}`, or the next digit, letter or command."""
        token = self.peek()
        if token.word is not None and token.word.op == "group":
            self.at += 1
            return self.braced(token)
        if token.kind == "number" and len(token.value) > 1:
            return self.digit(token)
        self.at += 1
        shape = token.kind if token.word is None else token.word.prefix
        handler = self.prefix.get(shape)
        if handler is None:
            self.at -= 1
            raise self.missing(token)
        return handler(self, token, 90)

    def braced(self, opening: Token) -> Expr:
        """What stands in `{...}`, the opening brace having been read."""
        return self.prefix["braces"](self, opening, LOOSEST)

    def digit(self, token: Token) -> Expr:
        """`\\frac12`: one digit is the argument; what is left of the number stays."""
        if not token.value.isdigit():
            self.at += 1
            return Number(token.value)
        self.tokens[self.at] = token._replace(value=token.value[1:], start=token.start + 1)
        return Number(token.value[0])


def _ends_item(token: Token) -> bool:
    word = token.word
    if word is None:
        return token.kind in {"stop", "end"}
    return word.infix == "close" or word.op in {",", ";", "row"}


OPENING = frozenset({"(", "[", "{", "group"})
CLOSING = frozenset({")", "]", "}"})
WORDY = frozenset({"text", "prose"})
BARS = pattern(r"[|∣]|\\mid|\\vert")
RELATIONAL = pattern(r"[<>=≤≥≠∈]|\\[lgn]eq?|\\[lg]t|\\in(?![a-z])")
JUXTAPOSED_KINDS = frozenset({"prose", "number", "name", "text", "styled", "begin", "accent", "vulgar"})
