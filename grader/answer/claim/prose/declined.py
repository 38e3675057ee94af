"""Answers that say that there is none: `I don't know`, `nicht bearbeitet`, `n/a`, `???`.

Whoever writes so has handed in nothing, and no person need read it. The whole text must say it, and what is left of
it without filling words is looked up: `it is not known`, `no solution` and `cannot be solved` stay answers.
"""

from __future__ import annotations

from grader.answer.value.judgement import NONE, finding
from grader.late import pattern, replace
from grader.values import Answer, Verdict

LONGEST = 80
"""Characters of a text that is looked at."""
_WORD = pattern(r"[^\W\d_]+")
_APOSTROPHE = pattern(r"(?<=[nN])['’´`](?=[tT]\b)")
_BETWEEN = pattern(r"[\s*_~#>$().,;:!'’–—-]+")
_SIGNS = pattern(r"\s*(?:\?{1,9}|…|\.{3}|[nN]\s?/\s?[aA]\.?)\s*")
_FILLING = frozenset(
    "i we it this that these the part question exercise problem task one to do how here yet really any just at all"
    " for of in time have had sorry unfortunately ich wir es das dies diese den die der dieser aufgabe teil frage"
    " leider hier mehr dazu zu habe hab hatte haben je j n ai on ce cette la le partie".split()
)
_DECLINED = frozenset(
    "not know|dont know|idk|dunno|no idea|no clue|skip|skipped|todo|tbd|blank|left blank|unanswered|give up|did not"
    "|didnt|did not get|didnt get|did not know|didnt know|did not manage|did not finish|didnt finish|did not solve"
    "|not understand|did not understand|didnt understand|dont understand|could not|couldnt|could not solve"
    "|couldnt solve|cant|not done|not attempted|not answered|not finished|ran out"
    "|keine ahnung|weiß nicht|weiss nicht|nicht bearbeitet|nicht gemacht|nicht geschafft|nicht verstanden"
    "|nicht gelöst|nicht fertig|keine zeit|ausgelassen|übersprungen"
    "|ne sais pas|sais pas|aucune idée|pas fait|pas traité|non traité|pas compris|pas temps".split("|")
)


def unless_declined(verdict: Verdict, answer: Answer) -> Verdict:
    """The verdict, or `missing` where nothing was earned and the answer says that there is none."""
    if verdict.outcome == "missing" or verdict.credit or len(answer.pieces) > 1:
        return verdict
    text = "".join(piece.text for piece in answer.pieces if piece.kind != "struck").strip()
    if len(text) > LONGEST or not _declines(text):
        return verdict
    said = finding("nothing-said", text=text)
    return replace(
        verdict, outcome="missing", credit=NONE, certain=True, by="empty", findings=(said,),
        counterexample=None, steps=(), suggested=None,
    )  # fmt: skip


def _declines(text: str) -> bool:
    if _SIGNS.fullmatch(text):
        return True
    text = _APOSTROPHE.sub("", text.casefold())
    words = _WORD.findall(text)
    if _BETWEEN.sub("", text) != "".join(words):  # digits, formulas
        return False
    return " ".join(word for word in words if word not in _FILLING) in _DECLINED
