"""Options of which it is said whether they are true: `A is true, B is false`, `true: A, C`, `a ✓, b ✗`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

CALLED_TRUE = frozenset(
    "true correct right holds hold valid wahr richtig korrekt gilt gelten stimmt stimmen vrai vraie vrais vraies"
    " correcte corrects correctes juste justes exact exacte".split()
)
CALLED_FALSE = frozenset(
    "false incorrect wrong fails fail invalid falsch unwahr faux fausse fausses incorrecte incorrectes".split()
)
"""In a reason these judge an option; a `no` or an `f` there is a word of its sentence."""
TRUE = CALLED_TRUE | frozenset("yes t ja w r oui ✓ ✔ ✅ ☑ √".split())
FALSE = CALLED_FALSE | frozenset("no f nein non ✗ ✘ ❌ ✖ ☒".split())
SEVERAL = frozenset("are sind sont hold fail gelten stimmen".split())
"""What is said of more than one."""


class Said(Protocol):
    """A stretch of an answer: an option, or a word."""

    @property
    def kind(self) -> str: ...
    @property
    def option(self) -> str: ...
    @property
    def said(self) -> str: ...


def by_truth(words: Iterable[Said], options: frozenset[str]) -> frozenset[str] | None:
    """The options that are called true, where the others are called false or passed over; None where it is not
    clear what is said of each, or only said what is wrong."""
    rest = [word for word in words if word.said not in (":", ".", "(", ")")]
    judged: dict[str, bool] = {}
    ahead = bool(rest) and rest[0].kind == "truth"
    groups = _behind(rest) if ahead else _before(rest)
    for named, truth in groups or [((), True)]:
        if not named or any(judged.get(option, truth) != truth for option in named):
            return None
        judged.update(dict.fromkeys(named, truth))
    chosen = frozenset(option for option, truth in judged.items() if truth)
    return chosen if chosen or judged.keys() == options else None


def _before(words: list[Said]) -> list[tuple[tuple[str, ...], bool]] | None:
    """`A and C are true, B is not true`: the options before each truth. Several need a verb of several."""
    found: list[tuple[tuple[str, ...], bool]] = []
    named: list[str] = []
    several = denied = verb = False
    for word in words:
        verb = verb or word.kind == "verb"
        listed = word.kind == "and" and bool(named and found) and not verb
        several = several or listed or word.said in SEVERAL
        if word.kind == "truth":
            if len(set(named)) > 1 and not several:
                return None
            found.append((tuple(named), (word.said in TRUE) != denied))
            named, several, denied, verb = [], False, False, False
        elif word.kind == "or" or denied:
            return None
        elif word.option:
            named.append(word.option)
        denied = word.kind == "not"
    return None if named or denied else found


def _behind(words: list[Said]) -> list[tuple[tuple[str, ...], bool]] | None:
    """`true: A, C; false: B`, `Richtig sind A und C`: the options behind each truth."""
    found: list[tuple[tuple[str, ...], bool]] = []
    for k, word in enumerate(words):
        if word.kind in ("or", "not") or (word.said in SEVERAL and (k != 1 or word.kind == "truth")):
            return None
        if word.kind == "truth":
            found.append(((), word.said in TRUE))
        elif word.option:
            found[-1] = ((*found[-1][0], word.option), found[-1][1])
    return found
