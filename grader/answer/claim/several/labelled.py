"""Several answers, each behind its name: `max -3, min 7`, `slope: 2 / intercept: -3`, `| h | x = 2, y = -1 |`, "Der
Erwartungswert ist 7/2 und die Varianz ist 35/12".

Only an answer of which every stretch is one name and one value, or a value whose question is left over, is read
here; whatever else stands there is read elsewhere, and by a person where it leaves a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations

from grader.answer.claim.choice.options import named
from grader.answer.claim.several.numerals_before import NUMERALS
from grader.answer.claim.several.owners import is_letter_like, owner
from grader.answer.claim.several.subjects import is_choice, is_statement, takes_lists
from grader.answer.kind import Kind
from grader.answer.value.numbers.units import is_unit_text
from grader.answer.value.shapes import CONSTANTS, ORDERS
from grader.late import dataclass, pattern
from grader.notation import parse
from grader.notation.names import Names, free_names
from grader.notation.tree import Apply, Call, Chain, Expr, Name, Text, walk
from grader.values import Answer, Piece

MOST = 4
"""Questions whose values are tried in every order."""
_JOINTS = (
    r"\s*(?:[;|]|\\quad|\\qquad|(?<=\s)/(?=\s)|[.!](?=\s+[^\W\d_])"
    r"|,?\s*(?<!\w)(?:and|und|et|while|whereas|während|sowie|tandis que|but|aber|mais)(?!\w))\s*"
)
_CUTS = tuple(pattern(rule, re.IGNORECASE) for rule in (_JOINTS, rf"{_JOINTS}|,\s+", rf"{_JOINTS}|,\s*"))
_SAID = pattern(
    r"(?P<label>(?:\\(?:Pr|mathbb\s*\{?P\}?)|Pr?)\s*\([^()]{1,60}\)|[^=:<>≤≥≈∈]{1,90}?)\s*(?P<verb>:=|:(?!=)|=|≈|∈|\\in(?![a-z])|\\approx"
    r"|(?<=\s)in(?=\s*[\[(])|(?<!\w)(?:is(?: equal to)?|equals|ist(?: gleich)?|beträgt|lautet|vaut"
    r"|est(?: égale? à)?)(?!\w))\s*(?P<value>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_BARE = pattern(r"(?P<label>.{0,90}?[^\W\d_.]\.?['’)]?)\s+(?P<value>(?:of |von |de )?[-−+]?[\d(\[{\\].*)")
_BEHIND = pattern(
    r"(?P<value>[-−+]?\d[^=:]*?|[^=:\s]{1,40})\s+(?:is|ist|est)\s+"
    r"(?P<label>(?:the|a|das|die|der|l[ea]|l['’])\s*[^=:]+)"
)
_BRACKETED = pattern(r"(?P<value>[^=:()]{1,60}?)\s*\((?P<label>[^()=:]{3,40})\)")
_PAIRED = pattern(
    r"(?P<labels>[^=:]{1,120}?)\s*(?:=|:|(?<!\w)(?:are|sind|sont|lauten)(?!\w))\s*(?P<values>.{1,200}?)"
    r"(?:,?\s*\(?(?:respectively|resp\.?|beziehungsweise|respectivement)\)?)?",
    re.IGNORECASE,
)
_ROW = pattern(r"\s*\|?(?P<label>[^|]{1,60})\|(?P<value>[^|]+)\|?\s*")
_RULED = pattern(r"[\s|:-]+")
_ENUMERATED = pattern(r"(?:^|(?<=[\s,;]))\(?(?P<mark>i{1,3}|iv|v|[a-e]|[1-5])[).]\s+")
_BEGINS = pattern(r"(?<=[\d)\]}])\s+(?=(?P<word>[^\W\d_]{3,}|[^\W\d_]'*(?==\S)))")
"""Where a name may begin behind a value with nothing but a space between: `min=-3 max=7`."""
_AGAIN = pattern(
    r"(?:^|(?<=[,\s<>≤≥]))(?P<word>[^,=:∈<>≤≥\s]{1,40})\s*"
    r"(?:[:=∈<>≤≥]|\\(?:in|[lg]eq?)\b|\b(?:in|is|ist|est)\b|\s[-−]?\d)"
)
_WORD = pattern(r"[^\W\d_]{2,}")
_EQUALS = pattern(r"(?P<value>[^=]{1,200}?)\s*=\s*(?P<label>[^=]{1,40})")
_LEADS = pattern(
    r"(?:(?:so|hence|thus|therefore|then|we get|we obtain|result|answers?|solutions?|es gilt|daher|also|damit"
    r"|antwort|ergebnis|lösung(?:en)?|donc|alors|on a|on obtient|réponses?)\s*[:,]\s*)",
    re.IGNORECASE,
)
_BULLET = pattern(r"\s*[-*+•–]\s+(?:\[[xX✓✔]\]\s*)?(?=\S)")
_NUMBER = pattern(r"[-−]?\d")
_OF = pattern(r"(?:of|von|de)\s+")
_JOINED = frozenset({"not", "where", "implies", "iff", "or"})
_STATES = frozenset({"∈", "\\in", "in"})
_DOTS = pattern(r"[\s,;]*(?<!\.)\.?\s*$")
_RELATIONS = pattern(r"[=<>≤≥≈∈]|\\(?:[lg]eq?|approx|in)(?![a-z])")


@dataclass(frozen=True, slots=True)
class _Said:
    """A stretch of an answer: whose it is (empty: nobody's), its value, and its line."""

    name: str
    value: str
    line: int


def by_labels(
    answer: Answer, lines: Sequence[tuple[int, str]], asked: Mapping[str, Kind], names: Names, question: str
) -> dict[str, Answer]:
    """What of the answer belongs to which question, by the names before (or behind) the values; what is not
    answered has an empty one. Nothing where a stretch is not read throughout."""
    reader = _Reader(asked, names, question)
    if all(_BULLET.match(line) for _, line in lines if line.strip()):
        lines = [(number, _BULLET.sub("", line, count=1)) for number, line in lines]
    lines = [(number, _BEGINS.sub(reader.parted, line)) for number, line in lines]
    if own := reader.shared(reader.of_rows(lines), answer):
        return own
    shares = [reader.shared(reader.of_stretches(list(_stretches(lines, joint))), answer) for joint in _CUTS]
    shares += [reader.shared(reader.enumerated(lines) or reader.in_pairs(lines), answer)]
    full = (own for own in shares if own and all(each.pieces for each in own.values()))
    return next(full, next(filter(None, shares), {}))


def _stretches(lines: Sequence[tuple[int, str]], joint: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    """The text between joints outside of all brackets."""
    for number, line in lines:
        begin = 0
        for match in joint.finditer(line):
            if match.start() < begin or _is_inside(line, match.start()):
                continue
            yield number, line[begin : match.start()]
            begin = match.end()
        yield number, line[begin:]


def _is_inside(line: str, at: int) -> bool:
    before = line[:at]
    return sum(before.count(sign) for sign in "([{") > sum(before.count(sign) for sign in ")]}")


@dataclass(frozen=True, slots=True)
class _Reader:
    """What is asked, and how its formulas are read."""

    asked: Mapping[str, Kind]
    names: Names
    question: str

    def of_stretches(self, stretches: Sequence[tuple[int, str]]) -> list[_Said]:
        """Each stretch with its name; empty where one is not read, or no name is said."""
        found: list[_Said] = []
        for line, text in stretches:
            if not text.strip(" ,;.*"):
                continue
            said = self._of_stretch(text, line)
            if said is None:
                return []
            if not said.name and found and self._goes_on(found[-1], said):
                found[-1] = _Said(found[-1].name, f"{found[-1].value}, {said.value}", found[-1].line)
            else:
                found.append(said)
        return found if any(said.name for said in found) or self._options() else []

    def parted(self, gap: re.Match[str]) -> str:
        """A sign between a value and the name behind it."""
        return "; " if self._owner(gap["word"]) else gap[0]

    def _options(self) -> list[Mapping[str, str]]:
        return [options for kind in self.asked.values() if (options := getattr(kind, "options", None))]

    def _goes_on(self, above: _Said, said: _Said) -> bool:
        """`zeros: 1, 3`: a value of a list that begins before it."""
        expected = getattr(self.asked.get(above.name), "expected", ())
        listed = [item.expr for item in expected if not isinstance(item, str)]
        return bool(listed) and all(isinstance(e, Apply) and e.op in ("set", "list", "or", "and") for e in listed)

    def _of_stretch(self, text: str, line: int) -> _Said | None:
        """A name and its value, in either order, or what says no name; None where it is not read."""
        text = _LEADS.sub("", _DOTS.sub("", text).strip(), count=1)
        for match in (rule.fullmatch(text) for rule in (_SAID, _EQUALS, _BEHIND, _BRACKETED, _BARE)):
            name = self._owner(match["label"].strip("*_ ")) if match is not None else ""
            if match is None or not name:
                continue
            verb = match.groupdict().get("verb", "").casefold()
            plain = verb or match.re is not _BARE or not is_letter_like(name) or _NUMBER.match(match["value"])
            value = self._value(text, match, verb)
            if plain and self._is_value(name, value) and not self._names_another(name, value):
                return _Said(name, value, line)
            return None
        free = _Said("", text, line) if self._is_free(text) else None
        return self._chosen(text, line) or self._ranged(text, line) or free

    def _chosen(self, text: str, line: int) -> _Said | None:
        """`option B`."""
        label, _, value = text.partition(" ")
        name = self._owner(label) if value and self._options() else ""
        chooses = bool(name) and bool(getattr(self.asked[name], "options", None))
        return _Said(name, value, line) if chooses and self._is_value(name, value) else None

    def _value(self, text: str, match: re.Match[str], verb: str) -> str:
        """What is said behind a name; all of it where it is a statement of that letter, `x ∈ [0, 2]`."""
        value = _OF.sub("", match["value"].strip("*_ "), count=1)
        related = verb in ("=", "≈") and _RELATIONS.search(value) and self._is_name(match["label"])
        return text if verb in _STATES or related else value

    def _ranged(self, text: str, line: int) -> _Said | None:
        """`0 <= x <= 2`: of the one letter that stands there."""
        expr = parse(text, self.names).expr if _RELATIONS.search(text) else None
        if not isinstance(expr, Chain) or not ORDERS.issuperset(expr.relations):
            return None
        letters = [side for side in expr.operands if free_names(side) - CONSTANTS]
        name = self._owner(letters[0].id) if len(letters) == 1 and isinstance(letters[0], Name) else ""
        return _Said(name, text, line) if name else None

    def _owner(self, label: str) -> str:
        return owner(label, tuple(self.asked), self.question) or ""

    def _is_name(self, label: str) -> bool:
        expr = parse(label, self.names).expr
        return isinstance(expr, Name | Call) or (isinstance(expr, Apply) and not _says_words(expr))

    def _is_value(self, name: str, value: str) -> bool:
        """Whether it is an option of the choice that is asked, or a formula and nothing else."""
        options = getattr(self.asked[name], "options", None)
        if options:
            return isinstance(named(value, options), frozenset)
        expr = parse(value, self.names).expr
        if expr is None or _says_words(expr) or _joined(expr):
            return False
        stated = isinstance(expr, Apply) and any(isinstance(arg, Chain) for arg in expr.args)
        return not stated or is_statement(self.asked[name]) or takes_lists(self.asked[name])

    def _names_another(self, name: str, value: str) -> bool:
        """Whether the name of another answer stands within a value: more than one is said there."""
        words = [*(match["word"] for match in _AGAIN.finditer(value)), *_WORD.findall(value)]
        return any(each and each != name for each in map(self._owner, words))

    def _is_free(self, value: str) -> bool:
        if any(named(value, options) for options in self._options()):
            return True
        expr = parse(value, self.names).expr
        return expr is not None and not _says_words(expr) and not _joined(expr)

    def _may_be(self, name: str, value: str) -> bool:
        """Whether a stretch without a name may be what is left: an equation only where one is asked for."""
        if getattr(self.asked[name], "options", None):
            return self._is_value(name, value)
        expr = parse(value, self.names).expr
        return not isinstance(expr, Chain) or is_statement(self.asked[name])

    def of_rows(self, lines: Sequence[tuple[int, str]]) -> list[_Said]:
        """A table with a name and what it is in each row."""
        rows = [(number, line) for number, line in lines if line.strip() and not _RULED.fullmatch(line)]
        cells = [(number, _ROW.fullmatch(line)) for number, line in rows]
        if len(cells) < 2 or any(cell is None for _, cell in cells):
            return []
        found = []
        for k, (number, cell) in enumerate(cells):
            assert cell is not None
            label, value = cell["label"].strip("*_ "), cell["value"].strip("*_ ")
            name = self._owner(label)
            if not name and k == 0:
                continue  # what stands above the columns
            if not name or not self._is_value(name, value):
                return []
            found.append(_Said(name, value, number))
        return found

    def enumerated(self, lines: Sequence[tuple[int, str]]) -> list[_Said]:
        """`(i) 7/2 (ii) 35/12`: as many as are asked, in their order."""
        text = "\n".join(line for _, line in lines)
        marks = list(_ENUMERATED.finditer(text))
        said = [mark["mark"].lower() for mark in marks]
        order = next((row.split() for row in NUMERALS if set(said) == set(row.split()[: len(said)])), [])
        if said and len(set(said)) == len(said) and self.asked.keys() >= set(said):
            order = list(self.asked)  # they are the names themselves
        elif len(marks) != len(self.asked):
            return []
        if not order or text[: marks[0].start()].strip():
            return []
        ends = [*(mark.start() for mark in marks[1:]), len(text)]
        found = []
        for mark, end in zip(marks, ends, strict=True):
            name = list(self.asked)[order.index(mark["mark"].lower())]
            value = _DOTS.sub("", text[mark.end() : end].strip(" ,;\n"))
            if not self._is_value(name, value):
                return []
            found.append(_Said(name, value, lines[0][0]))
        return found

    def in_pairs(self, lines: Sequence[tuple[int, str]]) -> list[_Said]:
        """`The mean and the variance are 7/2 and 35/12`: as many names as values, in one order."""
        said = _PAIRED.fullmatch(_DOTS.sub("", lines[0][1])) if len(lines) == 1 else None
        if said is None:
            return []
        labels = [self._owner(text) for _, text in _stretches([(0, said["labels"])], _CUTS[1])]
        values = [text.strip() for _, text in _stretches([(0, said["values"])], _CUTS[1])]
        if not len(labels) == len(values) == len(self.asked) or not all(labels):
            return []
        pairs = list(zip(labels, values, strict=True))
        right = all(self._is_value(name, value) and not self._names_another(name, value) for name, value in pairs)
        return [_Said(name, value, lines[0][0]) for name, value in pairs] if right else []

    def shared(self, found: Sequence[_Said], answer: Answer) -> dict[str, Answer]:
        """The values below their names. A single one that says no name is that of the question left over."""
        own = [said.name for said in found if said.name]
        free = [said for said in found if not said.name]
        left = [name for name in self.asked if name not in own]
        given = self._given(free, left)
        if not found or len(set(own)) < len(own) or (free and not given):
            return {}
        values = {said.name: said for said in found if said.name} | given
        return {
            name: _alone(values[name]) if name in values else Answer((), "", answer.line) for name in self.asked
        }

    def _given(self, free: Sequence[_Said], left: Sequence[str]) -> dict[str, _Said]:
        """What says no name, for the questions left over: one for one, or where choices are asked the one order
        in which each can be meant."""
        if len(free) != len(left) or (len(left) > 1 and not all(self._is_single(name) for name in left)):
            return {}
        orders = [left] if self._alike(left) else permutations(left)
        fitting = [
            order for order in orders
            if all(self._may_be(name, said.value) for name, said in zip(order, free, strict=True))
        ]  # fmt: skip
        return dict(zip(fitting[0], free, strict=True)) if len(fitting) == 1 else {}

    def _is_single(self, name: str) -> bool:
        return len(getattr(self.asked[name], "expected", ())) == 1

    def _alike(self, left: Sequence[str]) -> bool:
        return len({is_choice(self.asked[name]) for name in left}) == 1 or len(left) > MOST


def _alone(said: _Said) -> Answer:
    return Answer((Piece("math", said.value, said.line),), said.value, said.line)


def _says_words(expr: Expr) -> bool:
    return any(isinstance(node, Text) and not is_unit_text(node.text) for node in walk(expr))


def _joined(expr: Expr) -> bool:
    """Whether it says what is not so, or leaves a choice between values."""
    return any(isinstance(node, Apply) and node.op in _JOINED for node in walk(expr))
