"""Typed reading of nodes: a reader takes a node and gives a value, or notes a problem and gives a neutral one."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from fractions import Fraction

from grader.errors import Problem
from grader.exercise.nodes import Mapping, Mark, Node, Scalar, Sequence, key_mark, locate
from grader.exercise.source import shown
from grader.exercise.traps import nothing, unquoted
from grader.late import dataclass, field, pattern
from grader.notation.names_block import KEYS as NOTATION_KEYS
from grader.sentences import sentence
from grader.values import Finding

NUMBER = pattern(r"\d{1,9}(?:\.\d{1,9})?|\d{1,9}\s*/\s*\d{1,9}")
MOST_POINTS = 10_000
UNREAD = "expected-unread"
"""Said of any formula that could not be read; left out where the reader of formulas says why."""

OTHER_WORDS = {
    "marks": "points",
    "score": "points",
    "max_points": "points",
    "hint": "feedback",
    "comment": "feedback",
    "grade": "credit",
    "id": "exercise",
    "name": "title",
    "text": "question",
    "exercises": "parts",
    "wrong_examples": "samples",
    "examples": "samples",
    "accept": "also",
}
"""What people write for our words."""


@dataclass(slots=True)
class Reader:
    """Collects the problems and warnings of one file."""

    file: str
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def wrong(self, mark: Mark, message: str) -> None:
        self.problems.append(Problem(self.file, mark.line, mark.column, message))

    def warn(self, mark: Mark, message: str) -> None:
        self.warnings.append(Problem(self.file, mark.line, mark.column, message))

    def fields(self, node: Node, what: str, allowed: Iterable[str]) -> dict[str, Node]:
        """The pairs of a mapping whose keys are allowed; any other key is a problem with the nearest right word."""
        words = tuple(allowed)
        if not isinstance(node, Mapping):
            self.wrong(node.mark, f"{what} is written as `key: value` lines, with the keys {listed(words)}.")
            return {}
        found: dict[str, Node] = {}
        for key, value in node.pairs:
            if key.text in words:
                found[key.text] = value
            else:
                self.wrong(key.mark, unknown_key(key.text, what, words))
        return found

    def text(self, node: Node | None, what: str, default: str = "") -> str:
        """A text of any length; empty is a problem."""
        match node:
            case None:
                return default
            case Scalar(text) if text.strip():
                return text.strip()
            case Scalar():
                trap = nothing(node)
                self.wrong(node.mark, f"{what}: {trap}" if trap else f"{what} is empty.")
            case _:
                told = f"{what} must be text: put quotes around it where it holds [ ] or {{ }}."
                self.wrong(node.mark, f"{what}: {trap}" if (trap := unquoted(node)) else told)
        return default

    def items(self, node: Node | None) -> tuple[Node, ...]:
        """The items of a list; one thing alone counts as a list of one."""
        match node:
            case None:
                return ()
            case Sequence(items):
                return items
            case _:
                return (node,)

    def choice(self, node: Node | None, what: str, options: tuple[str, ...], default: str) -> str:
        """One of a few words."""
        word = self.text(node, what, default)
        if word in options or node is None:
            return word
        near = nearest(word, options) or "."
        self.wrong(node.mark, f"{what} is one of {listed(options)}, not `{shown(word)}`{near}")
        return default

    def number(self, node: Node | None, what: str) -> Fraction | None:
        """A number of points or a share: a whole number, decimal or fraction, not negative."""
        text = self.text(node, what)
        if node is None or not text:
            return None
        if not NUMBER.fullmatch(text):
            point = text.replace(",", ".")
            near = f": did you mean `{point}`?" if NUMBER.fullmatch(point) else "."
            message = f"{what} must be a number such as 2, 2.5 or 1/3, not negative: not `{shown(text)}`{near}"
            self.wrong(node.mark, message)
            return None
        over, _, under = text.partition("/")
        if under and int(under) == 0:
            self.wrong(node.mark, f"{what} divides by zero.")
            return None
        value = Fraction(over.strip()) / Fraction(under.strip() or 1)
        if value > MOST_POINTS:
            self.wrong(node.mark, f"{what} is more than {MOST_POINTS}.")
            return None
        return value

    def findings(self, node: Node, what: str, findings: Iterable[Finding], default: str = "") -> bool:
        """Notes what another room found in the block `node`, at its place. True where there was no error.

        A finding's "key" is a dotted path in the block; `default` is the path that a bare scalar stands for.
        """
        fine = True
        found = list(findings)
        reasons = {each.get("key") for each in found if each.level == "error" and each.code != UNREAD}
        for finding in found:
            if finding.code == UNREAD and finding.get("key") in reasons:
                continue
            place, words = _place(node, finding, default), _trap(node, finding) or sentence(finding, "en")
            if finding.level == "error":
                fine = False
                self.wrong(place, f"{what}: {words}")
            else:
                self.warn(place, f"{what}: {words}")
        return fine


def _trap(node: Node, finding: Finding) -> str:
    """What is said of a text that lost its quotes, where this is what is wrong."""
    below = locate(node, finding.get("key"))
    if isinstance(below, Scalar):
        return nothing(below) if finding.code == "empty-answer" else ""
    return unquoted(below) if finding.code == "not-a-scalar" else ""


def _place(node: Node, finding: Finding, default: str) -> Mark:
    key = finding.get("key")
    if isinstance(node, Scalar) and key in ("", default):
        return node.at(finding.span.start) if finding.span else node.mark
    below = locate(node, key)
    if isinstance(below, Scalar) and finding.span:
        return below.at(finding.span.start)
    about_key = "key" in finding.code or finding.get("value") == key.rpartition(".")[2]
    return key_mark(node, key) if about_key else below.mark


def unknown_key(word: str, what: str, allowed: tuple[str, ...]) -> str:
    """A sentence on a key that does not belong here, with the right word or the right place."""
    near = nearest(word, allowed)
    said = f"{what} has no key `{shown(word)}`"
    if near:
        return f"{said}{near}"
    if "answer" in allowed and word in _answer_options():
        return f"{said}: it belongs in the answer block, `answer: {{expected: …, {word}: …}}`."
    if word in NOTATION_KEYS and "notation" in allowed:
        return f"{said}: it belongs under `notation:`."
    return f"{said}. Its keys are {listed(allowed)}."


def _answer_options() -> set[str]:
    """The options of every kind: loaded only where something is wrong."""
    from grader.answer.manual import pages

    return {"kind"}.union(*(page.options for page in pages()))


def nearest(word: str, options: Iterable[str]) -> str:
    """`, did you mean …?` or nothing."""
    choices = tuple(options)
    other = OTHER_WORDS.get(word)
    close = [other] if other in choices else difflib.get_close_matches(word[:40].lower(), choices, 1, 0.65)
    return f": did you mean `{close[0]}`?" if close else ""


def listed(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)
