"""Which options an answer names by what it says: `We do not reject $H_0$.`, `Only B is linear.`, `f ist injektiv,
aber nicht surjektiv`, `It is unbiased`.

An answer and the options are read as claims. An option is named where its claims are those of the answer, up to
words that tell nothing, and where no other option could be meant as well. A word that is known neither from the
options nor from the question sends the answer to a person, and so does what names only what is wrong.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from grader.answer.claim.choice.claims import Claim, claims, formula, is_formula
from grader.answer.claim.choice.options import NONE, plain, speaks_of_choice
from grader.answer.claim.choice.options_yes import TURNING, UNDOING, YES_OR_NO
from grader.answer.claim.choice.word_stems import ASIDE, NOT, QUANTIFIERS, THING_STEMS, signed, stem
from grader.late import dataclass, pattern
from grader.notation.names import Names

_BEHIND = pattern(
    r"(?:[\s,.;:(]+(?:because|since|as|weil|da|denn|due to|wegen|by|nach|using)\s)(?P<reason>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_BEFORE = pattern(
    r"(?:(?:since|because|as|da|weil)\s(?P<first>[^;]{3,200}?),\s+(?:(?:it follows that|we have that|so)\s+)?"
    r"|(?P<reason>[^;]{3,200}?)\s*[,;.]\s+(?:so|hence|thus|therefore|daher|somit|folglich|also|deshalb)\b,?\s*)(?P<main>.{1,150})",
    re.IGNORECASE | re.DOTALL,
)
_LABEL_FIRST = pattern(r"\(?(?P<label>[^\W_]{1,5})(?:\)[.,:]?|[.:,]|\s[–—-])\s+(?P<rest>\S.*)", re.DOTALL)
_YES_FIRST = pattern(r"(?P<word>yes|no|ja|nein)\s*[,.;:!–-]\s*(?P<rest>\S.*)", re.IGNORECASE | re.DOTALL)
_ASKED = pattern(
    r"(?:is|are|does|do|has|have|can|ist|sind|hat|haben|kann|konvergiert|konvergieren|gibt|gilt)\s[^?]{2,150}\?",
    re.IGNORECASE,
)
_WHICH = pattern(r"\b(?:which|what|welche\w{0,2}|was)\b[^?.]{0,200}", re.IGNORECASE)
_WHEN = pattern(r"\b(?:when|if|as|where|wenn|falls|while)\b[^.?]*", re.IGNORECASE)
_COMMAND = pattern(r"\\[A-Za-z]+")
_WORD = pattern(r"[^\W\d_]{2,}")
_NOT_BEHIND = pattern(r"\b(?:not|nicht|only|just|nur|partly)$", re.IGNORECASE)
_TURNED = pattern(r"\b(?:but|sondern)\b", re.IGNORECASE)
_TAIL = pattern(r"\b(?:at|on|for|in|zum|auf|bei|für|with|mit)\s[^,;]{2,60}$")
_SPOKEN = pattern(r"\$[^$]*\$|[^\W\d_]+")
LEAST = 3
"""Characters of a formula that is looked for in a sentence."""
_YES = frozenset("yes ja true".split())


@dataclass(frozen=True, slots=True)
class _Offer:
    """The options as claims, and the words by which they may be told apart."""

    claims: Mapping[str, tuple[Claim, ...]]
    common: frozenset[str]
    words: frozenset[str]
    asked: frozenset[str]
    """Words of the question, that no option has."""
    none: frozenset[str]
    """The option that says that no other is right."""
    bare: str
    """The question without what is said behind a `when`; the whole of it."""
    question: str


def named_by_words(said: str, options: Mapping[str, str], question: str, names: Names) -> frozenset[str] | None:
    """The labels (in lower case) of the options that a text names, read as words; None where a doubt is left."""
    said = _without_tail(said.strip().replace("**", ""), options, question)
    if not said or not _WORD.search(said) or UNDOING.search(said.casefold()):
        return None
    labels = {label.casefold(): label.casefold() for label in options}
    for text in options.values():
        said = _set_apart(said, text)
    formulas = {formula(text, names): label.casefold() for label, text in options.items() if _is_formula(text)}
    spoken = frozenset(stem(word) for word in _WORD.findall(said))
    offer = _offer(options, question, names, spoken)
    for main, reason in _without_reasons(said):
        found = _main(main, labels | formulas, offer, question, names)
        if found is not None:
            return found if not reason or _is_reason(reason, found, options, offer) else None
    return None


def _set_apart(said: str, text: str) -> str:
    """An answer with the formula of an option between dollars: `(N,+) is a group`, where `(N, +)` is offered."""
    if "$" in said or not _is_formula(text):
        return said
    text = text.replace("$", "")
    signs = r"\s{0,2}".join(map(re.escape, "".join(text.split())))
    return re.sub(rf"(?<![\w^*/+−-]){signs}(?![\w^*/+−-])", lambda match: f"${match[0]}$", said)


def _without_tail(said: str, options: Mapping[str, str], question: str) -> str:
    """An answer without the last words of the question: `… is not rejected at the 5% level`."""
    tail = _TAIL.search(said.rstrip(". "))
    phrase = plain(tail[0]) if tail else ""
    if tail and phrase in plain(question) and not any(phrase in plain(text) for text in options.values()):
        return said[: tail.start()].rstrip()
    return said


def _is_formula(text: str) -> bool:
    """Whether an option is a formula, by which it may be called in a sentence."""
    return len(text) >= LEAST and not _WORD.search(_COMMAND.sub("", text)) and not text.isalnum()


def _without_reasons(said: str) -> Iterable[tuple[str, str]]:
    """The answer as it stands, and without what stands behind a `because` or before a `so`."""
    yield said, ""
    behind, before = _BEHIND.search(said), _BEFORE.fullmatch(said)
    if behind and behind.start() and not (behind[0][0].isspace() and _NOT_BEHIND.search(said[: behind.start()])):
        yield said[: behind.start()], behind["reason"]
    if before:
        yield before["main"], before["first"] or before["reason"]


def _is_reason(reason: str, chosen: frozenset[str], options: Mapping[str, str], offer: _Offer) -> bool:
    """Whether a reason leaves the choice as it is: it names no other option, judges none, denies no word of the
    options, and does not say that one has guessed."""
    texts = {plain(text): label.casefold() for label, text in options.items() if plain(text)}
    labels = {label.casefold(): label.casefold() for label in options}
    if speaks_of_choice(f"because {plain(reason)}", chosen, labels, texts):
        return False
    words = [word for word in _SPOKEN.findall(reason.casefold()) if not word.startswith("$")]
    if not TURNING.isdisjoint(words) or _TURNED.search(reason):
        return False
    said = [claim for label in chosen for claim in offer.claims.get(label, ())]
    meant = {(claim.affirms, word) for claim in said for word in claim.words}
    telling = (offer.words - offer.common) | {word for _, word in meant}
    about = [(same, word) for word, same in (signed(stem(word), offer.words) for word in words) if word in telling]
    return not (about and not NOT.isdisjoint(words)) and meant.issuperset((same, word) for same, word in about)


def _main(
    said: str, labels: Mapping[str, str], offer: _Offer, question: str, names: Names
) -> frozenset[str] | None:
    """The options that an answer without its reason names."""
    first = _LABEL_FIRST.fullmatch(said)
    if first and first["label"].casefold() in labels:
        label = labels[first["label"].casefold()]
        found = _of_claims(claims(first["rest"], names, {}, offer.words), offer, question)
        if found is not None:
            return found if found == {label} else None
    yes = _YES_FIRST.fullmatch(said)
    if yes and any(YES_OR_NO.fullmatch(option) for option in labels):
        found = _of_claims(claims(yes["rest"], names, {}, offer.words), offer, question)
        wanted = frozenset(label for label in labels if (label in _YES) == (yes["word"].casefold() in _YES))
        return found if found == wanted else None
    return _of_claims(claims(said, names, labels, offer.words), offer, question)


def _of_claims(told: tuple[Claim, ...] | None, offer: _Offer, question: str) -> frozenset[str] | None:
    """The options that claims name together: all in one, or one by one."""
    if not told:
        return None
    whole = _one(told, offer)
    if whole is not None:
        return frozenset({whole})
    predicates = {frozenset(_predicate(claim)) for claim in told if claim.labels or claim.others} - {frozenset()}
    if len(predicates) > 1 or (not predicates and any(claim.elided for claim in told)) or _contradict(told):
        return None
    found = [(claim, _of_claim(claim, offer, question)) for claim in told]
    named = [(claim, *one) for claim, one in found if one is not None]
    if len(named) < len(found):
        return None
    chosen = {option for _, options, affirmed in named if affirmed for option in options}
    refused = {option for _, options, affirmed in named if not affirmed for option in options}
    called = {option for claim, options, affirmed in named if affirmed and claim.labels for option in options}
    if any(claim.others for claim in told):
        refused |= offer.claims.keys() - chosen
    if not chosen and refused and len(offer.none) == 1 and refused >= offer.claims.keys() - offer.none:
        return offer.none  # `f is neither even nor odd`, where `neither` is offered
    return frozenset(chosen) if chosen and not chosen & refused and called in (set(), chosen) else None


def _contradict(told: Sequence[Claim]) -> bool:
    """`It converges and diverges`."""
    said = {(claim.affirms, claim.words) for claim in told if not claim.labels and not claim.others}
    return any((not affirms, words) in said for affirms, words in said)


def _predicate(claim: Claim) -> list[str]:
    return [word for word in claim.words if word not in THING_STEMS and word not in ASIDE]


def _of_claim(claim: Claim, offer: _Offer, question: str) -> tuple[set[str], bool] | None:
    """The options of which something is said, and whether they are affirmed."""
    if claim.others:
        return None if claim.labels or claim.affirms == _asks(question) else (set(), False)
    if claim.labels:
        predicate = _predicate(claim)
        if claim.elided:
            return set(claim.labels), claim.affirms == _asks(question)
        if not offer.asked.issuperset(predicate):
            return None
        return set(claim.labels), claim.affirms == (_asks(question) if predicate else True)
    for affirms in (True, False):
        option = _one((Claim(claim.affirms == affirms, claim.words),), offer)
        if option is not None:
            return {option}, affirms
    return None


def _asks(question: str) -> bool:
    """Whether a question asks for what is so, and not for what is not."""
    which = _WHICH.search(question)
    words = _WORD.findall(which[0].casefold()) if which else []
    return sum(word in NOT for word in words) % 2 == 0


def _one(told: Sequence[Claim], offer: _Offer) -> str | None:
    """The one option that says the same as these claims."""
    found = {label: fit for label, option in offer.claims.items() if (fit := _fit(told, option, offer))}
    best = [label for label, fit in found.items() if fit == max(found.values())]
    return best[0] if len(best) == 1 else None


def _fit(told: Sequence[Claim], option: Sequence[Claim], offer: _Offer) -> int:
    """How well claims and an option fit, in any order: 2 word for word, 1 up to words that tell nothing, 0 not."""
    if len(told) != len(option) or any(claim.labels or claim.others for claim in told):
        return 0
    left, fits = list(option), 2
    for claim in told:
        fit, other = max(((_fit_one(claim, item, offer), k) for k, item in enumerate(left)), default=(0, 0))
        if not fit:
            return 0
        fits = min(fits, fit)
        left.pop(other)
    return fits


def _fit_one(claim: Claim, option: Claim, offer: _Offer) -> int:
    """How well a claim fits one of an option: with its subject, or without it, where it is that of the question."""
    if claim.affirms != option.affirms:
        return 0
    if claim.words == option.words:
        return 2
    subject, rest = claim.words[: claim.subject], claim.words[claim.subject :]
    whole = _fit_words(claim.words, option.words, offer)
    if whole or not subject or not rest or not all(_is_asked(word, rest, offer) for word in subject):
        return whole
    return int(rest == option.words or _fit_words(rest, option.words, offer, THING_STEMS.issuperset(subject)) > 0)


def _is_asked(word: str, rest: Sequence[str], offer: _Offer) -> bool:
    """Whether a word may be in the subject of an answer to the question."""
    if is_formula(word):
        return _is_subject(word, offer)
    return word in rest or word in THING_STEMS | offer.asked


def _is_subject(word: str, offer: _Offer) -> bool:
    """Whether a formula may be that of which something is said: it is in the question, but not behind a `when`."""
    return word not in offer.words and (_holds(offer.bare, word) or not _holds(offer.question, word))


def _holds(question: str, word: str) -> bool:
    """Whether a formula stands in a question, a letter by itself."""
    text = "".join(word[1:].split())
    if text.isalnum():
        return re.search(rf"(?<![^\W_]){re.escape(text)}(?![^\W_])", question) is not None
    return text in "".join(question.replace("$", "").split())


def _fit_words(words: Sequence[str], option: Sequence[str], offer: _Offer, may_lack: bool = True) -> int:
    """Whether words say what an option says: they lack only what tells nothing, or have only such in addition."""
    ours, theirs = _telling(words, offer), _telling(option, offer)
    extra, left = Counter(ours) - Counter(theirs), Counter(theirs) - Counter(ours)
    matched = [word for word in ours if word in theirs]
    if not matched or (extra and left) or not _in_order(matched, [word for word in theirs if word in ours]):
        return 0
    if extra:
        return int(all(_may_stand(word, words[0], offer) for word in extra))
    spoken = [word for word in matched if not is_formula(word)]
    told_apart = any(word not in offer.common for word in spoken)
    may_miss = all(is_formula(word) or (told_apart and word in offer.common) for word in left)
    return int((may_miss and may_lack and bool(spoken)) or not left)


def _in_order(ours: list[str], theirs: list[str]) -> bool:
    """The same order; two words may change places: `H_0 is rejected`, `absolutely convergent`."""
    return ours == theirs or (len(theirs) == 2 and ours == theirs[::-1])


def _telling(words: Sequence[str], offer: _Offer) -> list[str]:
    """Words without things of which something is said and words beside, as far as they tell no options apart."""
    aside = (THING_STEMS | ASIDE) - (offer.words - offer.common)
    return [word for word in words if word not in aside]


def _may_stand(word: str, first: str, offer: _Offer) -> bool:
    """Whether a word of an answer that the option has not tells nothing: a word of the question, its subject."""
    if is_formula(word):
        return word == first and _is_subject(word, offer)
    return word in offer.asked


def _offer(options: Mapping[str, str], question: str, names: Names, spoken: frozenset[str]) -> _Offer:
    plain = {label.casefold(): text for label, text in options.items()}
    if all(YES_OR_NO.fullmatch(text.strip()) for text in plain.values()) and len(plain) == 2:
        read = _yes_and_no(plain, question, names)
    else:
        read = {label: _of_option(text, names) for label, text in plain.items()}
    flat = {label: {word for claim in said for word in claim.words} for label, said in read.items()}
    words = frozenset().union(*flat.values()) if flat else frozenset()
    common = frozenset(word for word in words if all(word in said for said in flat.values()))
    read = {label: _resigned(said, words | spoken) for label, said in read.items()}
    words = frozenset(word for said in read.values() for claim in said for word in claim.words)
    asked = {stem(word) for word in _WORD.findall(question.casefold()) if word not in QUANTIFIERS | NOT}
    none = frozenset(label for label, text in plain.items() if NONE.fullmatch(text.strip(" .")))
    return _Offer(read, common, words, frozenset(asked - words), none, _WHEN.sub("", question), question)


def _resigned(said: tuple[Claim, ...], known: frozenset[str]) -> tuple[Claim, ...]:
    """The claims of an option with `unbias` as a denial of `bias`, where another option has that."""
    found = []
    for claim in said:
        pairs = [(word, True) if is_formula(word) else signed(word, known) for word in claim.words]
        denials = sum(not same for _, same in pairs)
        found.append(Claim(claim.affirms == (denials % 2 == 0), tuple(word for word, _ in pairs)))
    return tuple(found)


def _of_option(text: str, names: Names) -> tuple[Claim, ...]:
    yes = _YES_FIRST.fullmatch(text.strip())
    if _is_formula(text) and "$" not in text:
        text = f"${text}$"
    return claims(yes["rest"] if yes else text, names) or () if not NONE.fullmatch(text.strip(" .")) else ()


def _yes_and_no(options: Mapping[str, str], question: str, names: Names) -> dict[str, tuple[Claim, ...]]:
    """`Is the estimator biased?`: what yes and no say."""
    asked = list(_ASKED.finditer(question))
    said = claims(asked[-1][0].rstrip("?"), names) if asked else None
    if said is None or len(said) != 1 or not QUANTIFIERS.isdisjoint(_WORD.findall(asked[-1][0].casefold())):
        return {}
    no = (Claim(not said[0].affirms, said[0].words),)
    return {label: said if text.strip().casefold() in _YES else no for label, text in options.items()}
