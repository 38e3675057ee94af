"""From an answer to the statements it claims: chains with their sides, what each is for, where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from grader.answer.claim.cutting import (
    RELATIONS,
    WORDS,
    group_end,
    has_relation,
    sides,
    stretch,
    tokens,
)
from grader.answer.claim.moduli import with_moduli
from grader.answer.claim.parting import Joint, Part, parts_of
from grader.answer.claim.prose.denial import hedges
from grader.answer.claim.prose.vocabulary import FINAL, cue
from grader.answer.claim.rows import Row, gather
from grader.answer.claim.spelling.operations import (
    behind_source,
    is_noted,
    is_operation,
    without_operation,
    without_source,
)
from grader.answer.claim.trimming import trimmed, unboxed, unbracketed, without_condition
from grader.errors import LimitError
from grader.late import dataclass, pattern, replace
from grader.limits import STATEMENTS
from grader.notation.names import Names
from grader.values import Answer

Role = Literal["claim", "definition", "assumption", "remark", "denied"]

_LABEL = pattern(
    r"^\s*(?:\(?[^\W\d_]{1,3}\)|\(?\d{1,2}[.)]\)?|\([ivx\d]{1,4}\)|[①-⑳ⓐ-ⓩ]|[ivx]{1,4}\))"
    r"\s*(?:(?:\\quad|\\qquad|\\;|\\,|\\:|\\ |~|:)\s*)+"
)
_TAG = pattern(r"\s\((\d)\)$")
_LOOSE_LABEL = pattern(
    r"^\s*(?:(?:[^\W\d_]|\d{1,2}|[ivx]{1,4})\)\s*|[A-Za-z](?:_\d)?\s?(?::|\\colon)\s?(?=\\(?:vec|overrightarrow)(?![a-z])))"
)
_NUMBERING = pattern(r"\\(?:tag\*?|label)\s*\{[^{}]{0,60}\}|\\(?:nonumber|notag)(?![A-Za-z])")
_MEMBER = pattern(r"∈|\\in(?![a-zA-Z])")
_SIDES = frozenset({"LHS", "RHS", "\\TEXT{LHS}", "\\TEXT{RHS}", "\\MATHRM{LHS}", "\\MATHRM{RHS}"})


INHERITED = frozenset({"assumption", "definition", "denied"})
"""What a formula is of which only "and" stands before the next one, that one is too."""


@dataclass(frozen=True, slots=True)
class Member:
    """One side of a chain; `relation` stands before it and is empty for the first side of a statement."""

    text: str
    relation: str
    line: int
    boxed: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """One claimed statement: `members` are its sides, the first without a relation unless the chain above goes on.

    `alone` says that it stands on a line of its own, `before` which words lead to it, `final` that it is
    boxed or called the answer, `modulus` modulo what its sides are meant, `named` that words are its left side.
    """

    text: str
    line: int
    members: tuple[Member, ...]
    role: Role = "claim"
    joint: Joint = ""
    alone: bool = True
    before: str = ""
    final: bool = False
    modulus: str = ""
    named: bool = False

    @property
    def continues(self) -> bool:
        """Whether it begins with a relation: its left side is the last side above."""
        return bool(self.members[0].relation)

    @property
    def bare(self) -> bool:
        """Whether it is an expression alone."""
        return len(self.members) == 1 and not self.continues


@lru_cache(maxsize=32)
def statements(answer: Answer, names: Names, compound: bool = False) -> tuple[Statement, ...]:
    """The statements of an answer in the order of writing. More sides than `STATEMENTS` are too many: LimitError.

    `compound`: "and", "or" and commas join the parts of one statement (equivalence of conditions), they do not
    separate statements.
    """
    found: list[Statement] = []
    sides_left = STATEMENTS
    for row in gather(answer, names):
        for statement in _of_row(row, compound):
            sides_left -= len(statement.members)
            if sides_left < 0:
                raise LimitError("STATEMENTS")
            inherits = bool(found) and cue(row.before) == "and" and found[-1].role in INHERITED
            if found and _is_alternative(statement, found[-1]):
                found[-1], inherits = replace(found[-1], role="denied"), True
            found.append(replace(statement, role=found[-1].role) if inherits else statement)
    return with_moduli(_without_tags(found))


def _without_tags(found: list[Statement]) -> tuple[Statement, ...]:
    """Without numbers behind equations that count them: `x + y = 4 (1)`, `2x - y = 2 (2)`."""
    tags = [_TAG.search(one.text) if len(one.members) > 1 else None for one in found]
    counted = [tag[1] for tag in tags if tag]
    if len(counted) < 2 or counted != [str(k) for k in range(1, len(counted) + 1)]:
        return tuple(found)
    return tuple(_shortened(one, tag) if tag else one for one, tag in zip(found, tags, strict=True))


def _shortened(one: Statement, tag: re.Match[str]) -> Statement:
    last = one.members[-1]
    side = replace(last, text=last.text[: len(last.text) - len(tag[0])].rstrip())
    return replace(one, text=one.text[: tag.start()], members=(*one.members[:-1], side)) if side.text else one


def _is_alternative(statement: Statement, above: Statement) -> bool:
    """`f(0) = 1/4` or `1/2`: another value in words behind an equation, and neither of them is chosen."""
    related = len(above.members) > 1 or above.continues
    return related and statement.bare and not statement.joint and hedges(statement.before)


def _of_row(row: Row, compound: bool) -> Iterator[Statement]:
    text = unlabelled(row.text)
    above = row.line + row.text.count("\n") - text.count("\n")
    defines = False
    for index, part in enumerate(parts_of(text, compound)):
        before = part.words or (row.before if index == 0 else "")
        line = above + text.count("\n", 0, part.text.start)
        statement = _statement(part, before, line, row.alone, compound)
        if statement is None:
            continue
        if defines and part.after_space and statement.role == "claim":  # "with u = x, v = e^x"
            statement = replace(statement, role="definition")
        defines = statement.role == "definition"
        role: Role = "remark" if row.rejected else "denied" if row.denied else statement.role
        yield replace(statement, role=role, named=row.named and index == 0)


def unlabelled(text: str) -> str:
    """The formula without numbering and the label that a student wrote into it."""
    if "\\" in text:
        text = _NUMBERING.sub("", text)
    text = behind_source(text) if ":" in text else text
    for label in (_LABEL, _LOOSE_LABEL):
        found = label.match(text)
        text = (text[found.end() :] or text) if found else text  # `5)` alone is told what it lacks
    return text


def _statement(part: Part, before: str, line: int, alone: bool, compound: bool) -> Statement | None:
    text, boxed = unboxed(without_condition(trimmed(part.text.text)))
    if not text or (part.after_space and _is_aside(text)) or is_operation(text):
        return None
    text = unbracketed(text)
    text = re.sub(r"\Astackeq\((.*)\)\Z", r"= \1", text, flags=re.DOTALL)  # STACK's line that begins with `=`
    text = without_source(without_operation(text))
    whole = _is_compound(text, compound)
    members = (Member(text, "", line, boxed),) if whole else _named_sides(tuple(_members(text, line, boxed)))
    final = boxed or any(member.boxed for member in members) or bool(FINAL.search(before))
    role = _role(part, before, members, alone or final or (whole and has_relation(text)))
    return Statement(text, line, members, role, part.joint, alone, before, final)


def behind_commas(statement: Statement) -> tuple[Statement, ...]:
    """The parts of a compound between its commas and semicolons, each as a statement of its own, where each of them
    is one."""
    found = tokens(statement.text)
    commas = [token for token in found if token.text in (",", ";", "and", "und") and not token.depth]
    if not commas or len(statement.members) > 1:
        return (statement,)
    ends = (*((token.start, token.end) for token in commas), (len(statement.text), 0))
    begins = (0, *(token.end for token in commas))
    texts = [stretch(statement.text, begin, end) for begin, (end, _) in zip(begins, ends, strict=True)]
    texts = [text for text in texts if text.text]
    parts = [(trimmed(text.text), statement.line + statement.text.count("\n", 0, text.start)) for text in texts]
    if not all(has_relation(text) for text, _ in parts):
        return (statement,)
    members = (tuple(_members(text, line, False)) for text, line in parts)
    return tuple(
        replace(statement, text=text, line=line, members=sides)
        for (text, line), sides in zip(parts, members, strict=True)
    )


def _named_sides(members: tuple[Member, ...]) -> tuple[Member, ...]:
    """`LHS = a = b = RHS` says `a = b`: the sides that only name a side are left away."""
    kept = tuple(member for member in members if member.text.replace(".", "").strip().upper() not in _SIDES)
    if not kept or len(kept) == len(members):
        return members
    return (replace(kept[0], relation="" if members[0] not in kept else kept[0].relation), *kept[1:])


def _members(text: str, line: int, boxed: bool) -> Iterator[Member]:
    for relation, side in sides(text):
        inner, own = unboxed(trimmed(side.text))
        at = line + text.count("\n", 0, side.start)
        yield Member(inner, relation, at, boxed or own)


def _role(part: Part, before: str, members: tuple[Member, ...], alone: bool) -> Role:
    related = len(members) > 1 or bool(members[0].relation)
    if part.told and part.text.text.lstrip().startswith("("):
        return "remark"
    match cue(before):
        case "define":
            equal = any(member.relation in ("=", "defines") for member in members)
            return "definition" if equal else "assumption" if related else "remark"
        case "assume":
            if related and not (alone and _after_source(before)):
                return "assumption"
            return "claim" if alone else "remark"
        case "so" if _MEMBER.search(part.text.text):  # `So the series converges for $x \\in [-1, 1)$`
            return "claim"
    if members[0].relation == "" and len(members) > 1 and members[1].relation == "defines":
        return "definition"
    return "claim" if related or alone else "remark"


def _after_source(before: str) -> bool:
    """ "From part a)", "By the product rule": words that name where a statement comes from, then the statement."""
    return bool(re.search(r"\b(?:from|by|using|use|aus|nach|since|because|as|da|weil)\b", before.lower()[-60:]))


def _is_compound(text: str, compound: bool) -> bool:
    """Whether conditions are joined within the text, so that its sides cannot be cut."""
    found = tokens(text)
    if any(RELATIONS.get(t.text) == "equiv" and not t.depth for t in found):
        return False
    joints = {"or", "oder", "\\lor", "\\vee", "∨", "not", "\\lnot", "\\neg"}
    if compound:
        joints |= {"and", "und", "\\land", "\\wedge", "∧", ","}
    if any(t.text in joints and not t.depth for t in found):
        return True
    worded = any(t.text in WORDS and not t.depth for t in found)
    return worded and bool(re.search(r"\{\s*(?:or|and|oder|und)\s*\}", text))


def _is_aside(text: str) -> bool:
    """A number or a condition in brackets after a wide space: `(1)`, `(a \\neq 0)`."""
    if re.fullmatch(r"\([\w*†']{1,4}\)", text) or is_noted(text):
        return True
    found = tokens(text)
    if found[0].text not in ("(", "[") or group_end(found, 0) != len(found) - 1:
        return False
    if (
        len(found) > 3 and found[1].text in WORDS and group_end(found, 2) == len(found) - 2
    ):  # `[\\text{product rule}]`
        return True
    return any(token.text in RELATIONS and token.depth == 1 for token in found)
