"""Answers to questions of yes or no, and of true or false: `Nein, denn …`, `False: n = 2 is a counterexample`.

The first word answers, in English, German or French. What follows is its reason, unless it says yes or no, true or
false once more, doubts, or denies right behind a yes: then a person reads it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from grader.late import pattern

_FAMILIES = (
    (frozenset("yes ja oui y yep jawohl".split()), frozenset("no nein non n nope nö".split())),
    (
        frozenset("true t wahr w richtig vrai vraie v correct".split()),
        frozenset("false f falsch unwahr faux fausse incorrect".split()),
    ),
)
"""The words that say yes and those that say no, of each kind of question."""
_SAID = frozenset().union(*(words for family in _FAMILIES for words in family)) - set("ytnfwv")
YES_OR_NO = pattern(r"(?:yes|no|ja|nein)[.!]?", re.IGNORECASE)
_FIRST = pattern(
    r"\s*(?P<word>[^\W\d_]{1,8})\s*(?:$|[.!,;:(–—-]\s*|\s(?=(?:because|since|as|denn|weil|da|car|puisque)\b))"
)
_TRUE = frozenset("true correct right holds hold wahr richtig korrekt stimmt gilt".split())
_JUDGED = pattern(
    r"\s*(?:(?P<before>yes|no|ja|nein)[,.:;]?\s+)?"
    r"(?:(?:(?:the|this|that|die|diese|der|dieser)\s+)?(?:statement|claim|assertion|proposition|aussage|behauptung|satz|it|this"
    r"|that|es|das|dies)\s+(?:(?:is|ist)\s+)?)?(?:does\s+(?P<denies>not)\s+)?(?P<denied>not\s+|nicht\s+)?"
    r"(?P<word>true|correct|right|holds?|wahr|richtig|korrekt|stimmt|gilt|false|wrong|incorrect|falsch|unwahr)"
    r"(?P<after>\s+nicht)?\b"
)
_LAST = pattern(
    r"(?P<reason>.{3,300}?)\s*[,;.]\s+(?:so|hence|thus|therefore|daher|somit|folglich|also|donc),?\s+"
    r"(?P<word>yes|no|ja|nein|oui|non)[.!\s]*"
)
_ALONE = pattern(r"^(?:yes|no|ja|nein|oui|non)\s*[,.;:]\s*(?=\S)")
_WORD = pattern(r"[^\W\d_]+")
TURNING = frozenset(
    "or oder ou maybe perhaps probably possibly vielleicht wohl peut unless except"
    " außer sauf sinon guess guessing guessed think unsure sure certain certainly sicher wrong geraten"
    " rate sorry oops wait actually really wirklich vraiment doch si idea ahnung friend freund flip"
    " flipped toss hmm joke joking jk kidding lol quatsch scratch strike ignore disregard correction"
    " korrektur edit erratum mistake error meant other either neither nor"
    " whether say says allegedly supposedly claimed copied half halb partly teilweise sort kind"
    " otherwise sonst hardly kaum opposite contrary gegenteil yep yeah yup jep jo jein nope nö naja"
    " ehrlich".split()
)
"""Words with which an answer may be taken back, doubted, or said of some cases alone."""
_LIMITING = frozenset(
    "not nicht isnt isn doesnt doesn pas kein keine never nie jamais but aber mais however only nur"
    " seulement if falls wenn sofern when whenever lorsque sometimes manchmal parfois some einige"
    " manche certains most meist meistens fail fails failed falsifies counterexample gegenbeispiel"
    " contredit exemple impossible unmöglich disproved disproven refuted widerlegt"
    " rejected réfuté disproves refutes restriction restricted almost fast presque jedoch allerdings"
    " cependant though although obwohl".split()
)
"""And those with which a yes is taken back, or said with a condition."""
_AFFIRMING = frozenset("holds hold does do indeed tatsächlich gilt stimmt works always immer toujours".split())
"""Those with which a no is, where nothing denies or limits them: `No, it does`, but `No, it does not`."""
UNDOING = pattern(
    r"[?%]|\b(?:i|ich) (?:mean|meine|meinte)\b|\b50\s?/\s?50\b|\bkann sein\b|\ba lie\b"
    r"|\bcannot be (?:decided|known|said)\b|\bcannot (?:say|tell|know)\b|\bsecond thoughts?\b"
)
_DIRECTIONS = frozenset("left links linke linker linken gauche hand side limit derivative one sided".split())


def _truth_first(said: str) -> str:
    """`The statement is not true: n = 2` as `false: n = 2`. A yes or no before it must say the same."""
    found = _JUDGED.match(said)
    if found is None:
        return said
    denials = sum(found[part] is not None for part in ("denies", "denied", "after"))
    true = (found["word"] in _TRUE) == (denials % 2 == 0)
    if found["before"] and (found["before"] in _FAMILIES[0][0]) != true:
        return said
    return ("true" if true else "false") + said[found.end() :]


def by_last_word(said: str, labels: Mapping[str, str], texts: Mapping[str, str]) -> str | None:
    """The same where the answer stands behind its reason: `linearly dependent, so no`."""
    found = _LAST.fullmatch(said.strip())
    if found is None:
        return None
    return by_first_word(f"{found['word']}, because {found['reason']}", labels, texts)


def by_first_word(said: str, labels: Mapping[str, str], texts: Mapping[str, str]) -> str | None:
    """The label of the option that the first word of an answer says, where the two options are yes and no, or true
    and false; None where the question is another or the answer says more."""
    if not _FAMILIES[1][0].isdisjoint(texts) and not _FAMILIES[1][1].isdisjoint(texts):
        said = _truth_first(said)
    found = _FIRST.match(said)
    if found is None:
        return None
    word, rest = found["word"], _WORD.findall(said[found.end() :])
    for positive, negative in _FAMILIES:
        yes, no = _option(positive, labels, texts), _option(negative, labels, texts)
        if len(set(labels.values())) != 2 or yes is None or no is None or yes == no:
            continue
        short = len(word) == 1 and (positive | negative).isdisjoint(texts)  # `F` for a label that is said in full
        unsure = short or UNDOING.search(said) is not None
        if unsure or word not in positive | negative or not _is_reason(rest, word in positive):
            return None
        chosen, other = (yes, no) if word in positive else (no, yes)
        told = (_ALONE.sub("", option) for option, label in texts.items() if label == other and len(option) > 1)
        return None if any(option in said[found.end() :] for option in told) else chosen
    return None


def _option(words: frozenset[str], labels: Mapping[str, str], texts: Mapping[str, str]) -> str | None:
    """The label of the one option that is such a word."""
    said = (*texts.items(), *labels.items())
    found = {label for option, label in said if option in words and len(option) > 1}
    return found.pop() if len(found) == 1 else None


def _is_reason(rest: list[str], positive: bool) -> bool:
    said = _SAID - {"right", "richtig", "correct"} if not _DIRECTIONS.isdisjoint(rest) else _SAID
    if not said.isdisjoint(rest) or not TURNING.isdisjoint(rest):
        return False
    limited = not _LIMITING.isdisjoint(rest)
    return not limited if positive else limited or _AFFIRMING.isdisjoint(rest)
