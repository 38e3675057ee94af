"""Which options an answer names: by labels, by texts, or by both, alone, in a list, or in a plain sentence.

Only what is read throughout counts. A word that is not known here may turn the rest round (`cannot be a`), so that
such an answer names nothing and a person reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Literal

from grader.answer.claim.choice.options_true import CALLED_FALSE, CALLED_TRUE, FALSE, TRUE, by_truth
from grader.answer.claim.choice.options_yes import by_first_word, by_last_word
from grader.late import dataclass, pattern

NONE = pattern(
    r"(?:none|neither|nothing|no (?:option|answer|one)|keine?[sr]?)(?: (?:of|von) (?:these|them|those|diesen|ihnen)"
    r"| of the (?:above|options|answers|others?)| (?:davon|der (?:Antworten|Möglichkeiten|Optionen)))?"
    r"|\{\s*\}|\\emptyset|\\varnothing|∅",
    re.IGNORECASE,
)
ALL = pattern(
    r"(?:all|alle|both|beide)(?: of (?:these|them|those)| of the above| davon| options| answers)?", re.IGNORECASE
)
_WRAPPED = pattern(r"\\(?:text|textbf|textit|mathrm|mathbf|boxed|fbox|underline|emph|mbox)\s*\{([^{}]*)\}")
_MARKS = pattern(r"\*\*|__|[\"“”„'’`$\ufe0f]|\\[()\[\]]|\|?(?::?-{3,}:?\|)+:?-*:?\|?")
_TYPED = tuple(
    (pattern(said), typed)
    for said, typed in (
        (r"\\(?:left|right)(?![A-Za-z])|\\[,;:! ]", ""), (r"\\(?:geq?|geqslant)(?![A-Za-z])", ">="),
        (r"\\(?:leq?|leqslant)(?![A-Za-z])", "<="), (r"\\neq?(?![A-Za-z])", "!="), (r"\\cdot(?![A-Za-z])", "*"),
        (r"\\(log|ln|sin|cos|tan|exp|Theta|Omega)(?![A-Za-z])", r"\1"), (r"\\mathcal\s?\{?\s?(O)\s?\}?", r"\1"),
        (r"\\math(?:bb|bf)\s?\{?\s?([A-Z])\s?\}?", r"\1"),
        (r"\^\s?\{([^{}]{1,20})\}", r"^(\1)"),
    )
)  # fmt: skip
"""Formulas as they are typed, so that an option and an answer may be written in either way."""
_BOX = pattern(
    r"(?:[-*+]\s{0,4})?(?:\[(?P<tick>[xX✓✔]?)\s?\]|\(\s?\)|(?P<sign>[☐☑☒]))\s{0,4}(?P<text>[^\[\n☐☑☒(]*)"
)
_OPENING = pattern(
    r"(?:(?:so|hence|thus|therefore|also|daher|donc)[\s,]+|[→⇒]\s*)?"
    r"(?:(?:the |my |our |die |meine |la |les |ma |nos )?(?:right |correct |true |richtigen? |bonnes? |justes? )?"
    r"(?:answers?|options?|choices?|solutions?|statements?|ones?|antwort(?:en)?|lösung(?:en)?|option(?:en)?|aussagen?"
    r"|réponses?|affirmations?|propositions?)"
    r"(?:\s*:|\s+(?:is|are|ist|sind|lautet|lauten|est|sont)\b)?\s*"
    r"|(?:(?:it|this|that|they|es|das|elles?|ils?)\s+(?:is|are|ist|sind|must be|est|sont)"
    r"|(?:it|that|c)s|cest|ce sont|es)\s+"
    r"|(?:i|we|ich|wir|je|nous)\s+(?:choose|pick|take|select|think|believe|wähle|wählen|nehme|denke|glaube|choisis"
    r"|choisissons|prends|pense),?\s+(?:(?:that|dass|que)\s+)?)*",
    re.IGNORECASE,
)
_SUBJECT = pattern(
    r"(?:(?:so|hence|thus|therefore|also|daher|donc)[\s,]+)?"
    r"(?:(?:the|this|that|die|der|das|diese[rs]?|la|le|cette|cet?)\s+(?:given\s+)?(?:function|graph|curve|map|mapping|series|sequence|matrix"
    r"|set|relation|system|funktion|kurve|abbildung|reihe|folge|menge"
    r"|fonction|courbe|suite|série|matrice|application|relation|système|ensemble)(?:\s+(?P<named>[a-z])(?:_n|\([a-z]\))?)?"
    r"|(?P<letter>[a-z])(?:_n|\([a-z]\))?)\s+(?:is|are|ist|sind|est|sont)\s+",
    re.IGNORECASE,
)
"""Of what it is said which option it is: `The function f is convex`."""
_WORD = pattern(r"[^\W\d_]+")
_WHICH = pattern(r"\b(?:which|what|welche\w{0,2}|was|quelle?s?)\b(?P<things>(?:\s+[^\W\d_]+){1,4})")
_FALSE_ASKED = pattern(
    r"\b(?:which|what|welche\w{0,2}|was)\b[^?.]{0,120}?\b(?:false|wrong|incorrect|untrue|falsch\w{0,2}|unwahr"
    r"|(?:not|nicht) (?:true|correct|hold|wahr|richtig|korrekt)|(?:fails?|never holds?)\b)",
    re.IGNORECASE,
)
_OF_STATEMENTS = frozenset("true false wrong holds hold fails fail wahr falsch unwahr gilt gelten t f".split())
_SIGNED = pattern(r"[-−]\(?$|\|$")
"""A sign, or a bar, right before a formula: `-(1/2)`, `|-1/2|`."""
_CALLED = pattern(
    r"(?:(?:so|hence|thus|therefore|also|daher|donc)[\s,]+)?(?:the|die|der|das|la|le)\s+"
    r"(?:correct\s+|right\s+|true\s+|richtigen?\s+|wahren?\s+)?(?P<thing>[^\W\d_]{4,30})\s+(?:is|are|ist|sind|est|sont)\s",
    re.IGNORECASE,
)
_ENDING = pattern(
    r"\s+(?:is|are|ist|sind)\s+(?:the\s+)?(?:both\s+)?"
    r"(?:correct|right|true|richtig|wahr|korrekt)(?:\s+(?:one|ones|answers?|options?))?$",
    re.IGNORECASE,
)
_REASON = pattern(
    r"[\s,.;:(](?:because|since|as|weil|da|denn|car|puisque|parce que?)\s.*$", re.IGNORECASE | re.DOTALL
)
NO_REASON = pattern(
    r"\b(?:guess\w*|luck\w*|random\w*|friends?|neighbou?rs?|no idea|not sure|(?:do not|dont) know|sounds?|feel\w*"
    r"|coin|dice|würf\w*|why not|whatever|copied|told me|someone|somebody|everyone|looks (?:right|good|nice)"
    r"|geraten|rate|raten|zufällig|freund\w*|nachbar\w*|keine ahnung|weiß nicht|klingt|abgeschrieben"
    r"|hasard|deviné\w*|aucune idée|voisine?|copié)\b"
)
"""Of a reason that is none: whether the choice is meant, a person reads."""
_TOKEN = pattern(r"[^\W_]+|\S", re.UNICODE)
_BESIDE = frozenset("()[]{}.#") | {"option", "options", "answer", "nr", "number", "nummer"}
_ANSWERS = frozenset("answer option choice solution choose chosen antwort lösung wähle réponse".split())
_ONLY = frozenset({"only", "just", "nur", "seule", "seul", "seules"})
_VERBS = frozenset({"is", "are", "ist", "sind", "est", "sont"})
_SEPARATORS = frozenset(",;&+\n") | {"and", "und", "et", "also", "both", "sowie"}
_OR = frozenset({"or", "oder", "ou"})
_NOT = frozenset({"not", "nicht"})
_DASHES = frozenset("-–—=")
_EMPTY = pattern(r"\[\s?\]|\(\s?\)|[☐☑☒]|\.\s?\.|…")
"""An empty box, which ticks nothing, a tick whose option is not clear, or dots between two ends."""
_SPANS = frozenset({"dash", "colon", "slash"})
NEAR = 12
"""Characters that are looked at before and behind an option."""
NESTED = 4
"""Commands around one another that only set a text."""


@dataclass(frozen=True, slots=True)
class _Word:
    """A stretch of the answer: an option by its label or text, or a word or sign that joins them."""

    kind: Literal["label", "text", "and", "or", "not", "beside", "dash", "colon", "slash", "truth", "verb"]
    option: str = ""
    said: str = ""


def named(said: str, options: Mapping[str, str], question: str = "") -> frozenset[str] | Literal["either"] | None:
    """The labels (in lower case) of the options that are named; `either` where an "or" leaves it open; None where
    the answer was not read throughout. A word of the question may stand for the answer: `The negation is (b)`."""
    said = _undressed(_ticked(said))
    called = _CALLED.match(said)
    if called and called["thing"].casefold() in _asked_for(question):
        said = f"The answer{said[called.end('thing') :]}"
    labels = {plain(label): label.casefold() for label in options}
    texts = {plain(text): label.casefold() for label, text in options.items() if plain(text)}
    whole = plain(said).strip(" .")
    if whole in labels or whole in texts:
        return frozenset({labels.get(whole) or texts[whole]})
    together = _none_or_all(whole, labels, texts)
    if together is not None:
        return together
    if 1 < len(whole) == len(set(whole)) and whole.isalpha() and set(whole) <= labels.keys():
        return frozenset(whole)  # `ad`
    if _EMPTY.search(whole):
        return None
    answered = by_first_word(plain(said), labels, texts) or by_last_word(plain(said), labels, texts)
    if answered is not None:
        return frozenset({answered})
    reason = _REASON.search(plain(said))
    said = _REASON.sub("", plain(said)).rstrip(",;:( ")
    together = _none_or_all(said, labels, texts)
    found = _chosen(said, labels, texts, asks_what_is_false(question)) if together is None else together
    if isinstance(found, frozenset) and reason is not None and speaks_of_choice(reason[0], found, labels, texts):
        return None
    return found


def _none_or_all(said: str, labels: Mapping[str, str], texts: Mapping[str, str]) -> frozenset[str] | None:
    """What `none` and `all` name: the option that says so, where there is one (`neither` is short for `neither even
    nor odd`)."""
    for saying, meant in ((NONE, frozenset[str]()), (ALL, frozenset(labels.values()))):
        if saying.fullmatch(said):
            short = (f"{said} ", "weder ") if said == "neither" else ()
            named = {label for text, label in texts.items() if saying.fullmatch(text) or text.startswith(short)}
            return frozenset(named) or meant
    return None


def _asked_for(question: str) -> set[str]:
    """The words right behind `which`, among which is what is asked for."""
    return {word for asked in _WHICH.finditer(question.casefold()) for word in _WORD.findall(asked["things"])}


def _chosen(
    said: str, labels: Mapping[str, str], texts: Mapping[str, str], false: bool = False
) -> frozenset[str] | Literal["either"] | None:
    """The options that an answer without its reason names; where a question asks what is false, those that it calls
    false."""
    told = _words(said, labels, texts) or []
    if false and any(word.kind == "truth" for word in told):
        turned = [_turned(word) for word in told]
        return by_truth([word for word in turned if word], frozenset(labels.values())) if all(turned) else None
    if false and _ENDING.search(said.strip(" .!")):
        return None
    if any(word.kind == "truth" for word in told):
        true = by_truth(told, frozenset(labels.values()))
        if true is not None:
            return true
    said = _ENDING.sub("", said.strip(" .").rstrip(" .!"))
    opening, subject = _OPENING.match(said), _SUBJECT.match(said)
    if subject is not None and (subject["named"] or subject["letter"]) not in labels:
        opening = subject
    for start in dict.fromkeys((0, opening.end() if opening else 0)):  # a label may be a word such as `I`
        words = _words(said[start:].strip(" .").rstrip(" .!"), labels, texts)
        found = None if words is None else _of_words(words)
        if found is not None:
            return found
    return None


def asks_what_is_false(question: str) -> bool:
    return _FALSE_ASKED.search(question) is not None


def _turned(word: _Word) -> _Word | None:
    """A truth word as its contrary; None for one that may be said of the choice as well: `b is right`, `b ✓`."""
    if word.kind != "truth":
        return word
    if word.said not in _OF_STATEMENTS:
        return None
    return _Word("truth", said="false" if word.said in TRUE else "true")


def speaks_of_choice(
    reason: str, chosen: frozenset[str], labels: Mapping[str, str], texts: Mapping[str, str]
) -> bool:
    """Whether a reason speaks of the choice itself, `a, since b is the right answer`, or says that it is guessed.
    That other options are wrong is a reason."""
    if NO_REASON.search(reason):
        return True
    words = [word for word in _TOKEN.findall(reason)[1:] if word not in _BESIDE - {"answer", "option", "options"}]
    told = {labels[word] for k, word in enumerate(words) if word in labels and _is_label(words, k)}
    told |= {label for text, label in texts.items() if len(text) > 1 and _stands(text, reason)}
    judging = not (CALLED_TRUE | CALLED_FALSE | _ANSWERS).isdisjoint(words)
    refused = told and told.isdisjoint(chosen) and not CALLED_FALSE.isdisjoint(words) and _NOT.isdisjoint(words)
    if refused and (CALLED_TRUE | _ANSWERS).isdisjoint(words):
        return False
    return not told <= chosen or judging or (bool(told) and not _NOT.isdisjoint(words))


def _is_label(words: list[str], k: int) -> bool:
    """Whether a word that is a label is meant as one; `a` and `I` are words of a language, too."""
    after = words[k + 1] if k + 1 < len(words) else "."
    return words[k] not in ("a", "i") or not after.isalpha() or after in _VERBS | _SEPARATORS | _OR | TRUE | FALSE


def _stands(text: str, said: str) -> bool:
    return any(_at(said, match.start(), text) for match in re.finditer(re.escape(text), said))


def plain(text: str) -> str:
    """A text in small letters, its spaces as one each, without what only sets it."""
    return " ".join(_undressed(text).casefold().split())


def _undressed(text: str) -> str:
    for _ in range(NESTED):
        text = _WRAPPED.sub(r"\1", text)
    for written, sign in _TYPED if "\\" in text or "{" in text else ():
        text = written.sub(sign, text)
    return _MARKS.sub("", text).strip()


def _ticked(said: str) -> str:
    """What stands behind the ticked boxes, where all of it is boxes: `- [x] a`, `[ ] b`; none where there are
    several and none is ticked. A single empty one names nothing."""
    text = "\n".join(line.strip() for line in said.split("\n") if line.strip())
    boxes = list(_BOX.finditer(text))
    if not boxes or "".join(match[0] for match in boxes) != text.replace("\n", ""):
        return said
    ticked = [match["text"].strip() for match in boxes if match["tick"] or match["sign"] in ("☑", "☒")]
    return ", ".join(ticked) or ("none" if len(boxes) > 1 else "[ ]")


def _words(said: str, labels: Mapping[str, str], texts: Mapping[str, str]) -> list[_Word] | None:
    """The answer word by word, the longest text first; None at the first word that is not known."""
    by_length = sorted((*texts, *labels), key=len, reverse=True)
    found: list[_Word] = []
    place = 0
    while place < len(said):
        if said[place].isspace():
            place += 1
            continue
        option = next((text for text in by_length if _at(said, place, text)), None)
        if option is not None:
            kind: Literal["label", "text"] = "label" if option in labels else "text"
            found.append(_Word(kind, labels.get(option) or texts[option]))
            place += len(option)
            continue
        token = _TOKEN.match(said, place)
        word = _joint(token[0], all(label.isalpha() for label in labels)) if token else None
        if token is None or word is None:
            return None
        found.append(word)
        place = token.end()
    return found


def _at(said: str, place: int, text: str) -> bool:
    """Whether a text stands there as a whole: no sign of a longer formula, and no longer word, goes on with it."""
    if not said.startswith(text, place):
        return False
    end = place + len(text)
    before, after = said[max(0, place - NEAR) : place].rstrip()[-1:], said[end : end + NEAR]
    if (said[place - 1 : place].isalnum() and text[0].isalnum()) or (after[:1].isalnum() and text[-1].isalnum()):
        return False
    if not text.isalnum() and _SIGNED.search(said[max(0, place - 2) : place]):
        return False
    number = text[0].isdigit() and before in ("-", "−", "^", "*", "=")
    return not number and not re.match(r"[.,]\d|\s*[\^*=<>]|\s*[-+/]\s*\d", after)


def _joint(word: str, of_letters: bool) -> _Word | None:
    if word in _OR:
        return _Word("or")
    if word in _NOT:
        return _Word("not")
    if word in _SEPARATORS and (of_letters or word != "+"):
        return _Word("and")
    if word in _DASHES:
        return _Word("dash")
    if word in (":", "/", "|"):
        return _Word("colon" if word == ":" else "slash")
    if word in TRUE | FALSE | _VERBS:
        return _Word("verb" if word in _VERBS else "truth", said=word)
    return _Word("beside", said=word) if word in _BESIDE | _ONLY else None


def _of_words(words: list[_Word]) -> frozenset[str] | Literal["either"] | None:
    if any(word.kind in ("truth", "verb") for word in words):
        return None
    if any(word.kind == "or" for word in words):
        known = all(word.kind != "not" for word in words) and any(word.option for word in words)
        return "either" if known else None
    if _spanned(words):
        return None
    chosen: list[str] = []
    refused: list[str] = []
    for group in _groups(words):
        denied = group[0].kind == "not"
        if refused and not denied:
            return None  # `a, not b and c`
        options = {word.option for word in group if word.option}
        if not options or any(word.kind == "not" for word in group[1:]):
            return None
        if len(options) > 1 and any(word.kind == "text" for word in group) and not _explained(group):
            return None  # `b) convex`, where convex is a
        (refused if denied else chosen).extend(options)
    return frozenset(chosen) if chosen and not set(chosen) & set(refused) else None


def _explained(group: list[_Word]) -> bool:
    """`(a) convex (c) bounded`: each label before its own text."""
    said = [word for word in group if word.option]
    pairs = list(zip(said[::2], said[1::2], strict=False))
    fits = all((one.kind, two.kind) == ("label", "text") and one.option == two.option for one, two in pairs)
    return fits and len(said) == 2 * len(pairs)


def _spanned(words: list[_Word]) -> bool:
    """`a-d`, `a..d`, `a:d`, `a/d`: from the one to the other, both, or one of them; not the bullets of a list, the
    row of a table, nor a label before its text."""
    if not words:
        return False
    if words[0].kind == "dash":
        return any(word.kind == "slash" for word in words)
    if words[0].kind == "slash":
        return False
    said = [word for word in words if word.kind != "beside"]
    for before, joint, after in zip(said, said[1:], said[2:], strict=False):
        if before.option and after.option and joint.kind in _SPANS:
            explains = {before.kind, after.kind} == {"label", "text"} and before.option == after.option
            if not explains or joint.kind == "slash":
                return True
    return False


def _groups(words: list[_Word]) -> Iterator[list[_Word]]:
    """What stands between commas and "and"; `a) d)` holds two options."""
    group: list[_Word] = []
    for word in words:
        if word.kind == "and":
            if group:
                yield group
            group = []
        elif word.kind in ("label", "text", "not"):
            group.append(word)
    if group:
        yield group
