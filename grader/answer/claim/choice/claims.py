"""What an answer says of options in words, claim by claim: `injective, but not surjective` says one thing and
denies another, `A und C nicht` denies two. Where it is not clear how far a "not" reaches, nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Set

from grader.answer.claim.choice.word_stems import EMPTY, NOT, ONLY, QUANTIFYING, signed, stem
from grader.late import dataclass, pattern
from grader.notation import parse
from grader.notation.names import Names
from grader.notation.printing import to_text

LONGEST = 400
"""Characters of an answer that is read as words."""
_NOT_SAID = tuple(
    (pattern(said, re.IGNORECASE), meant)
    for said, meant in (
        (r"n't\b", " not"), (r"\bcan\s?not\b", "can not"), (r"'s\b", " is"), (r"\bnon-", "not "),
        (r"\b(?:fail|fails|failed)\s+to\b", "not"),
        (r"\b(?:the )?null ?hypothes[ie]s\b|\b(?:die )?nullhypothese\b", "H_0"),
        (r"\b(?:can|must|could|kann|können|muss)\b(?=[^.;,]{0,16}(?:reject|verw[eo]rf))", ""),
        (r"\b(?:aber|jedoch) (?=(?:auch )?nicht\s*(?:[.,;]|$))", ""),
    )
)  # fmt: skip
_TOKEN = pattern(
    r"\$(?P<set>[^$]+)\$|\\\((?P<round>[^$]+?)\\\)"
    r"|(?P<tuple>\(\s*[-−]?\d[\d\s,./−-]*\))|(?P<word>[^\W\d_]{2,}(?:-[^\W\d_]{2,})*)(?![\w(^=])"
    r"|(?P<sign>[,;:!.\n]|[–—](?=\s)|-(?=\s))|(?P<bracket>[()\[\]])(?![^\s()]*[=+^])|(?P<formula>[^\s,;:!$]+?)(?=\.*(?:[\s,;:!$]|$))"
)
_UNSAID = pattern(r"[?…¬~]|!\s*[^\s!]|\\(?:neg|lnot)(?![a-z])")
"""What asks, leaves out or negates by a sign."""
_ENDS = ".,;:!"
_JOINTS = {
    **dict.fromkeys(("and", "und", "sowie", "&"), "and"), **dict.fromkeys((",", ":", "–", "—", "-"), "comma"),
    **dict.fromkeys(("but", "aber", "jedoch", "sondern", "however", "while", "whereas", "während", "yet"), "but"),
    **dict.fromkeys(("so", "hence", "thus", "therefore", "daher", "somit", "folglich", "also", "deshalb"), "but"),
    **dict.fromkeys(("nor", "noch"), "nor"), **dict.fromkeys((".", ";", "!", "\n"), "stop"),
}  # fmt: skip
_OR = frozenset("or oder ou".split())
_BARE_NO = frozenset({"no", "non"})
"""Before a label it may take back what stands before it: `a, no b`."""
_NEITHER = frozenset({"neither", "weder"})
_VERBS = frozenset("is are ist sind be does do has have hat can will wird werden was were".split())
_SEVERAL = frozenset("are sind do werden have haben were".split())
_OTHERS = frozenset("others other rest anderen andere übrigen rest".split())
_AFTER_A = EMPTY - {"s"}
"""What no article stands before: `a to d`."""
_ONE = frozenset({"is", "ist", "does", "wird", "was", "has", "hat"})


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that is said: affirmed or denied, its words (stems, and formulas with `=` before them), the labels
    of which it is said, and whether it is said of all others."""

    affirms: bool
    words: tuple[str, ...]
    labels: tuple[str, ...] = ()
    others: bool = False
    subject: int = 0
    """How many of its words stand before its `is`."""
    elided: bool = False
    """Whether its predicate is left out: `A and C are`."""


@dataclass(slots=True)
class _Stretch:
    """What stands between two joints."""

    joint: str
    words: list[str]
    labels: list[str]
    denials: list[tuple[int, bool]]
    """For each "not", the words before it, and whether anything was said before it."""
    spoken: set[str]
    verb: int = 0
    """The words before its verb."""
    elided: bool = False

    def is_empty(self) -> bool:
        return not (self.words or self.labels or self.denials or self.spoken & _OTHERS)


def is_formula(word: str) -> bool:
    return word.startswith("=")


def formula(text: str, names: Names) -> str:
    """A formula in one spelling, as far as it can be read."""
    bare = text.strip(" $").replace("\\mathbb", "")
    read = parse(bare, names).expr if len(bare) < LONGEST else None
    return "=" + (to_text(read) if read is not None else "".join(bare.split()))


def claims(
    said: str, names: Names, labels: Mapping[str, str] | None = None, known: Set[str] = frozenset()
) -> tuple[Claim, ...] | None:
    """The claims of a text, or None where it is not clear what is denied, or something is left open (`or`)."""
    stretches = _stretches(said, names, labels or {})
    if not stretches:
        return None
    told = known | {word for stretch in stretches for word in stretch.words}
    found: list[Claim] = []
    waiting: list[str] = []
    before: _Stretch | None = None
    for k, stretch in enumerate(stretches):
        if len(stretch.denials) > 1 or len(stretch.labels) > 1 or (stretch.denials and not _says(stretch)):
            return None
        if stretch.denials and stretch.labels and not ONLY.isdisjoint(stretch.words[stretch.denials[0][0] :]):
            return None  # `not only A`
        if before is not None and _reaches_on(before, stretch):
            return None
        behind = stretches[k + 1] if k + 1 < len(stretches) else None
        if behind is not None and _is_bare(stretch) and behind.labels and behind.joint in ("and", "comma"):
            joined = _are_joined(stretches, k)
            if joined is None:
                return None
            if joined:
                waiting += stretch.labels
            else:
                found.append(Claim(True, (), tuple(stretch.labels)))
            before = stretch
            continue
        found.append(_claim(stretch, (*waiting, *stretch.labels), told))
        waiting, before = [], stretch
    return tuple(found)


def _are_joined(stretches: list[_Stretch], k: int) -> bool | None:
    """Whether labels share what is said behind the last of them: `A, C are linear`, `A und C nicht`; not so in
    `A, B is linear`; None where it may be either: `A and B is linear`, `A, B linear`."""
    listed = False
    for stretch in stretches[k + 1 :]:
        if not stretch.labels or stretch.joint not in ("and", "comma"):
            return True
        listed = listed or stretch.joint == "and"
        if not _is_bare(stretch):
            if stretch.spoken & _SEVERAL:
                return True
            single = bool(stretch.spoken & _ONE)
            return None if listed == single else listed
    return True


def _is_bare(stretch: _Stretch) -> bool:
    """Labels alone."""
    return bool(stretch.labels) and not (set(stretch.words) - ONLY or stretch.denials or stretch.spoken & _VERBS)


def _says(stretch: _Stretch) -> bool:
    return bool(stretch.words or stretch.labels or stretch.spoken & _OTHERS)


def _reaches_on(before: _Stretch, stretch: _Stretch) -> bool:
    """`not injective and surjective`: the "not" may reach over the joint; not so where the second has one of its
    own, a verb, or stands behind a `but`."""
    if not before.denials or before.denials[0][1] or stretch.denials or stretch.joint in ("but", "nor", "stop"):
        return False
    return not stretch.spoken & _VERBS and not stretch.spoken & {"it", "es", "we", "wir", "they"}


def _claim(stretch: _Stretch, labels: tuple[str, ...], known: Set[str]) -> Claim:
    """What a stretch says. Beside `all` and `some` it matters where the "not" stands."""
    words = list(stretch.words)
    affirms = not stretch.denials
    if stretch.denials and not labels and not QUANTIFYING.isdisjoint(words):
        words.insert(stretch.denials[0][0], "¬")
        affirms = True
    pairs = [(word, True) if is_formula(word) else signed(word, known) for word in words]
    affirms = affirms == (sum(not same for _, same in pairs) % 2 == 0)
    elided = stretch.elided and not words
    others = bool(stretch.spoken & _OTHERS)
    return Claim(affirms, tuple(word for word, _ in pairs), labels, others, min(stretch.verb, len(words)), elided)


def _stretches(said: str, names: Names, labels: Mapping[str, str]) -> list[_Stretch] | None:
    """The text between its joints; None where it leaves something open or is no text of words."""
    if len(said) > LONGEST or _UNSAID.search(said):
        return None
    said = said.replace("’", "'")
    for written, spoken in _NOT_SAID:
        said = written.sub(spoken, said)
    stretches = [_Stretch("start", [], [], [], set())]
    tokens = [(match.lastgroup or "", match[match.lastgroup or 0]) for match in _TOKEN.finditer(said)]
    for k, (kind, text) in enumerate(tokens):
        low = text.casefold()
        if low in _OR or (low in _BARE_NO and k + 1 < len(tokens) and _label(tokens, k + 1, labels, names)):
            return None
        if kind == "bracket":
            if text == "(" and tokens[k + 2 : k + 3] not in ([("bracket", ")")], []):
                _join(stretches, "stop")
            continue
        if text == ":" and _is_bare(stretches[-1]):
            stretches[-1].spoken.add("is")
            continue
        label = _label(tokens, k, labels, names)
        if label is None and low in _JOINTS and kind in ("word", "sign", "formula"):
            _join(stretches, _JOINTS[low])
        elif label is None and low in _NEITHER:
            stretches[-1].denials.append((0, False))
        else:
            _take(stretches[-1], kind, text, label, names)
    return [stretch for stretch in stretches if not stretch.is_empty()]


def _join(stretches: list[_Stretch], joint: str) -> None:
    """A new stretch behind a joint; a comma before an `and` is one joint with it. A `nor` denies."""
    if not stretches[-1].is_empty():
        stretches.append(_Stretch(joint, [], [], [], set()))
    elif stretches[-1].joint == "comma":
        stretches[-1].joint = joint
    if joint == "nor":
        stretches[-1].denials.append((0, False))


def _take(stretch: _Stretch, kind: str, text: str, label: str | None, names: Names) -> None:
    low = text.casefold().strip(_ENDS)
    if label is not None:
        stretch.labels.append(label)
    elif low in NOT:
        stretch.denials.append((len(stretch.words), bool(stretch.words or stretch.labels)))
    elif kind == "word":
        stretch.spoken.add(low)
        if low in _VERBS and not stretch.verb:
            stretch.verb, stretch.elided = len(stretch.words), bool(stretch.labels)
        if low not in EMPTY and low not in _OTHERS:
            stretch.words.append(stem(low))
    elif low and low not in ("a", "i", "s", "-"):
        stretch.words.append(formula(text.strip(_ENDS) if kind == "formula" else text, names))


def _label(tokens: list[tuple[str, str]], k: int, labels: Mapping[str, str], names: Names) -> str | None:
    """The label, or the formula of an option, that stands there; `a` and `I` before a word are words themselves."""
    kind, text = tokens[k]
    if kind in ("set", "round", "formula", "tuple") and len(text) > 2:
        known = labels.get(formula(text.strip(_ENDS), names))
        if known is not None:
            return known
    low = text.casefold().strip(_ENDS)
    if kind == "sign" or low not in labels:
        return None
    after = next((text.casefold() for kind, text in tokens[k + 1 :] if kind != "bracket"), ".")
    bracketed = k + 1 < len(tokens) and tokens[k + 1][1] == ")"
    if (
        low in ("a", "i")
        and not bracketed
        and after.isalpha()
        and after not in _VERBS | _JOINTS.keys() | NOT | _AFTER_A
    ):
        return None
    return labels[low]
