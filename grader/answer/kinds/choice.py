"""The options chosen."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from grader.answer.claim.choice.by_formula import named_by_formula
from grader.answer.claim.choice.by_words import named_by_words
from grader.answer.claim.choice.options import named, plain
from grader.answer.claim.picked import Picked
from grader.answer.claim.shown import EXCERPT, verdict
from grader.answer.fields import Reading, flag, formulas, option, scalar, texts
from grader.answer.kind import Context
from grader.answer.value.judgement import (
    Judgement,
    correct,
    finding,
    incorrect,
    missing,
    partial,
    too_long,
    unreadable,
)
from grader.late import dataclass
from grader.notation.names import Names
from grader.notation.tree import Expr
from grader.values import Answer, Finding, Piece, Verdict

SHORT = 40
"""Characters up to which the text of an option is said in a sentence."""


def labelled(value: object, reading: Reading) -> dict[str, str]:
    """Options by label: a mapping, or a list labelled a, b, c, …"""
    if isinstance(value, dict):
        return {scalar(key) or "": scalar(item) or "" for key, item in value.items()}
    if isinstance(value, list) and 0 < len(value) <= 26:
        return {chr(ord("a") + k): scalar(item) or "" for k, item in enumerate(value)}
    reading.complain("not-options", text=scalar(value) or "")
    return {}


def _written(pieces: list[Piece]) -> str:
    """Several pieces with the formulas among them between dollars."""
    marked = [f"${piece.text}$" if piece.kind in ("math", "display") else piece.text for piece in pieces]
    return " ".join(marked) if len(pieces) > 1 else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The options chosen, by their labels or their texts; several with commas or `and` between them.

    `options` is a mapping of labels to texts, or a list (then the labels are a, b, c, …). `expected` is one
    option, by its label or its text, or the list of all that must be chosen: all of these, not any of them. An
    empty list means none of them, which is answered by `none`. `partial: true` gives credit for each right
    option less one share for each wrong one. `a or b` chooses nothing.

    Labels and texts are read in small and capital letters, in brackets, in lists with ticks (`- [x] convex`),
    with a reason behind them (`a, because …`), in plain sentences (`The answer is (a).`, `only a and c`) and by
    what is said of each (`a is true, b is false`). A sentence names the option whose text it says, in other forms
    of the same words (`It is convex, but not bounded`), or of which it says what the question asks (`Only b is
    linear`), and a formula the option that it is equal to. What was struck out does not count. An answer with any
    other word names nothing, since it may turn the rest round (`not a`, `all but b`), and so does a label beside
    the text of another option: a person reads it.

    example:
      answer: {kind: choice, options: {a: convex, b: concave, c: bounded}, expected: [a, c], partial: true}
      right: ["a, c", "convex and bounded", "(c) bounded, (a) convex"]
      nearly: "a"
      wrong: ["b", "a or c", "none of these"]
      person: ["a) concave", "all but b"]
    """

    options: Mapping[str, str] = option(labelled, None, required=True)
    expected: tuple[str, ...] = option(texts, (), required=True)
    partial: bool = option(flag, False)
    of: tuple[Expr, ...] = option(formulas, ())

    def faults(self, names: Names) -> tuple[Finding, ...]:
        odd = [item for item in self.expected if self._label(item) is None] if self.options else []
        return tuple(self._fault(item) for item in odd)

    def _fault(self, item: str) -> Finding:
        several = named(item, self.options)
        if isinstance(several, frozenset) and len(several) > 1:
            return finding("several-as-one", key="expected", text=item, words=", ".join(sorted(several)))
        return finding("unknown-option", key="expected", text=item, words=self._shown())

    def _label(self, said: str) -> str | None:
        """The label of the option that is said by its label or its text."""
        wanted = plain(said)
        labels = {plain(label): label.casefold() for label in self.options or {}}
        texts = {plain(text): label.casefold() for label, text in (self.options or {}).items()}
        return labels.get(wanted) or texts.get(wanted)

    def _shown(self) -> str:
        """The options with their texts, as far as these are short."""
        given = (self.options or {}).items()
        return ", ".join(f"{label} ({text})" if 0 < len(text) <= SHORT else label for label, text in given)

    def check(self, answer: Answer, context: Context) -> Verdict:
        long = too_long(answer)
        if long is not None:
            return verdict(long, Picked(answer.raw[:EXCERPT], None, (), answer.line))
        pieces = [piece for piece in answer.pieces if piece.kind != "struck"]
        said = " ".join(piece.text for piece in pieces).strip()
        picked = Picked(said, None, (), answer.line)
        return verdict(self.judge(said, _written(pieces) or said, context) if said else missing(), picked)

    def _wanted(self) -> set[str]:
        return {self._label(item) or item.casefold() for item in self.expected}

    def _is_wrong_either_way(self, said: str) -> bool:
        """`a/b`: one of them, or both, and neither is what was asked for."""
        both = named(said.replace("/", ","), self.options) if "/" in said else None
        return isinstance(both, frozenset) and len(both) > 1 and both != self._wanted() and not self.partial

    def _otherwise(self, written: str, context: Context) -> frozenset[str] | None:
        """The options that are named by a formula in another spelling, or by what a sentence says of them."""
        options = self.options or {}
        found = named_by_formula(written, options, context.question, context.names, context.budget)
        return named_by_words(written, options, context.question, context.names) if found is None else found

    def judge(self, said: str, written: str, context: Context) -> Judgement:
        """What an answer names: as bare text, and with its formulas between dollars."""
        found = named(said, self.options, context.question)
        if found is None:
            found = self._otherwise(written, context)
        if found is None and self._is_wrong_either_way(said):
            return incorrect("choice", finding("two-choices"))
        if found is None:
            return unreadable(finding("unknown-option", text=said, words=self._shown()))
        if found == "either":
            return incorrect("choice", finding("two-choices"))
        wanted = self._wanted()
        right, wrong = len(found & wanted), len(found - wanted)
        if found == wanted:
            return correct("choice", finding("right-choice", "note"))
        lacking = str(len(wanted - found))
        some = self.partial and right > wrong
        code = "some-choices" if some else "other-choice"
        told = finding(code, right=str(right), wrong=str(wrong), missing=lacking)
        return partial("choice", Fraction(right - wrong, len(wanted)), told) if some else incorrect("choice", told)
