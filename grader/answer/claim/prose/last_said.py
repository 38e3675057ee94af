"""The last sentence of an answer, where its value was typed without dollars: `x(x - 3) = 0` and, below it, "The
zeros are 0 and 3.", or `…, so the point is (2, 2)` behind other formulas.
"""

from __future__ import annotations

from grader.answer.claim.prose.clauses import as_written
from grader.answer.claim.prose.sentence import Sentence, from_sentence
from grader.answer.value.judgement import Judgement, finding, undecided
from grader.late import pattern, replace
from grader.limits import ANSWER_CHARACTERS
from grader.notation.names import Names
from grader.values import Answer

OTHER_KIND = frozenset({"shape", "solutions", "percent"})
"""By these what was found is no value of the kind that is asked for, or the right one if it is read otherwise."""
_ENDS = pattern(r"(?<=[.;!])\s+(?=[A-ZÄÖÜ])")
_SO = pattern(r"[,;]\s+(?=(?:and\s+|und\s+)?(?:so|hence|thus|therefore|daher|somit|folglich|donc|also)\s)")
"""Where a sentence goes on to what follows: `17 * 38 = 646, so the inverse is 38`."""
_MARKS = "*_ \t,;.–—>|✓"


def last_sentence(answer: Answer, names: Names, found: Judgement) -> Sentence | None:
    """The sentence with its value; None where it is all of the answer, or not typed without dollars. Where what was
    found above it is wrong, whatever its words say of the value."""
    text = _last(answer)
    if text is None:
        return None
    plain = from_sentence(text, names)
    return from_sentence(text, names, strict=False) if plain is None and found.outcome == "incorrect" else plain


def _last(answer: Answer) -> Answer | None:
    pieces = [piece for piece in answer.pieces if piece.kind != "struck" and piece.text.strip(" \n.*_")]
    last = pieces[-1] if pieces else None
    if last is None or last.kind not in ("prose", "math") or len(last.text) > ANSWER_CHARACTERS:
        return None
    whole = last.text.strip()
    said = _ENDS.split(whole.rsplit("\n", 1)[-1])[-1]
    text = _SO.split(said)[-1].replace("**", "").strip(_MARKS)
    if (len(pieces) == 1 or last.kind == "math") and text == whole:
        return None
    line = last.line + last.text.rstrip().count("\n")
    return replace(answer, pieces=(replace(last, kind="prose", text=text, line=line),))


def concluding(again: Judgement, found: Judgement, sentence: Sentence, words: str, text: str) -> Judgement:
    """Of the right value in the last sentence, the `text`: it counts where what was `found` above it is another
    kind of thing. Where another value may stand there, and where `words` of it may turn it, a person reads both."""
    if words or not sentence.plain or found.by not in OTHER_KIND:
        said = words or f"{sentence.before} {text} {sentence.after}"
        return undecided("select", finding("value-turned", words=as_written(said)))
    return again.adding(finding("formula-in-sentence", "assumption", formula=text))
