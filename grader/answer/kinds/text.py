"""A text, by a rubric of concepts."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from grader.answer.claim.picked import Picked
from grader.answer.claim.prose.words import Find, cut_words, last_before, reading
from grader.answer.claim.prose.words import Reading as Words
from grader.answer.claim.shown import verdict
from grader.answer.fields import Reader, Reading, flag, formulas, mapping, option, ratio, text, texts
from grader.answer.kind import Context
from grader.answer.value.judgement import Judgement, correct, finding, incorrect, missing, partial, undecided
from grader.late import dataclass, replace
from grader.notation.names import Names
from grader.notation.tree import Expr
from grader.values import Answer, Finding, Level, Verdict

HIDDEN = "<!--"
"""What no page shows."""


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that the text must say. Any phrase of `any` (and one of each list in `all`) shows it; `about`
    names the thing that it must be said of; a phrase of `forbidden` refutes it. `hint` is said to a student in
    whose text it is missing."""

    name: str
    any: tuple[str, ...] = ()
    all: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    weight: Fraction = Fraction(1)
    hint: str = ""


CONCEPT: Mapping[str, Reader] = {
    "name": text, "any": texts, "all": texts, "about": texts, "forbidden": texts, "weight": ratio, "hint": text,
}  # fmt: skip


def rubric(value: object, given: Reading) -> tuple[Concept, ...]:
    """The list of concepts."""
    if not isinstance(value, list) or not value:
        given.complain("not-a-list")
        return ()
    found = []
    for k, item in enumerate(value, 1):
        below = given.under(str(k))
        options = mapping(item if isinstance(item, dict) else {"name": item, "any": item}, below, CONCEPT)
        if not options.get("any") and not options.get("all"):
            below.complain("concept-without-words", name=options.get("name", ""))
        phrases = (*options.get("any", ()), *options.get("all", ("",))[:1])
        found.append(Concept(**{"name": next(iter(phrases), ""), **options}))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was seen of one concept: `found`, `doubtful` (its words, in a sentence that may not say it), `negated`,
    `of-another`, `forbidden` or `not-found`; `doubt` is why."""

    concept: Concept
    state: str
    find: Find | None = None
    doubt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """An answer in words, by a rubric of `concepts`; a person decides, unless `automatic: true`.

    Each concept has a `name` and phrases: `any` of them shows it, `all` must be there. `…` in a phrase stands for
    up to four words of the same clause, so that a phrase can say who does what; `|` then parts alternatives
    (`larger|first … dominates|outweighs`). Inflections and a wrong letter in a long word are seen through. A phrase
    that is negated does not count, nor one that is said of something else than what the concept is `about`; a
    `forbidden` phrase refutes the concept. Concepts have a `weight` (1), and a `hint` for students who leave them
    out.

    The report quotes the evidence for each concept and suggests the share that was found; a person confirms it.
    Phrases show that a thought is named, not that its reason is right: "the larger input dominates because softmax
    is linear" holds the words. With `automatic: true` the share counts without a person all the same: for words
    that are the answer. Even then only plain sentences count: each has a verb, and every word is one of the rubric
    (those of a `name` count too) or only joins. Any other word may turn a sentence round, so it goes to a person
    with its quotation, and so does a text that denies, doubts, asks, or calls something wrong, or that lacks a
    concept and may say it in words that are not known. Two phrases in one sentence need a joint between them (a
    comma, a colon, `and`, `because`): side by side they are a list of words, and a person reads it.

    example:
      answer:
        kind: text
        automatic: true
        concepts:
          - {name: the true distribution is unknown, any: [unknown], about: [data-generating, true distribution]}
          - {name: the empirical one is made of samples, any: [samples, observed], about: [empirical]}
      right: "The true distribution is unknown; the empirical one consists of the observed samples."
      nearly: "The data-generating distribution is unknown."
      wrong: "The empirical distribution is unknown."
    """

    concepts: tuple[Concept, ...] = option(rubric, (), required=True)
    automatic: bool = option(flag, False)
    of: tuple[Expr, ...] = option(formulas, ())

    @property
    def hints(self) -> tuple[str, ...]:
        """What the author says to students who leave something out."""
        return tuple(concept.hint for concept in self.concepts if concept.hint)

    def faults(self, names: Names) -> tuple[Finding, ...]:
        return ()

    def check(self, answer: Answer, context: Context) -> Verdict:
        pieces = [piece for piece in answer.pieces if piece.kind != "struck"]
        said = " ".join(piece.text for piece in pieces)
        picked = Picked(said.strip(), None, (), answer.line)
        return verdict(self.judge(said) if said.strip() else missing(), picked)

    def judge(self, said: str) -> Judgement:
        words = reading(said)
        seen = self.weighed([self.evidence(k, concept, words) for k, concept in enumerate(self.concepts)], words)
        total = sum((item.concept.weight for item in seen), Fraction(0)) or Fraction(1)
        share = _share(seen, "found") / total
        told = [self.told(item, words) for item in seen]
        doubted = any(item.state == "doubtful" for item in seen) or HIDDEN in said or self.unread(seen, words)
        if doubted or not self.automatic:
            share += _share(seen, "doubtful") / total
            return undecided("rubric", finding("text-for-person", "note", share=str(share)), *told, suggested=share)
        if share == 1:
            return correct("rubric", finding("all-concepts", "note"), *told, certain=False)
        told += _hints(seen)
        first = finding("concepts-lacking", share=str(share))
        return partial("rubric", share, first, *told, certain=False) if share else incorrect("rubric", first, *told)

    def unread(self, seen: list[Evidence], words: Words) -> bool:
        """Whether a concept that was not found may have been said in words that we do not know."""
        return any(item.state == "not-found" for item in seen) and bool(words.doubt((), self.vocabulary))

    def weighed(self, seen: list[Evidence], words: Words) -> list[Evidence]:
        """What was found in a sentence that may not say what its words say is doubtful. Where a person reads
        anyway, only what turns a sentence is worth a word."""
        finds = [item.find for item in seen if item.state == "found" and item.find]
        doubts = {}
        for number in {find.sentence for find in finds}:
            here = [find for find in finds if find.sentence == number]
            doubts[number] = words.doubt(here, self.vocabulary) if self.automatic else words.turn(here)
        return [
            replace(item, state="doubtful", doubt=doubts[item.find.sentence])
            if item.state == "found" and item.find and doubts[item.find.sentence]
            else item
            for item in seen
        ]

    def told(self, item: Evidence, words: Words) -> Finding:
        """What was seen of one concept, in words. That something is said is only said where no person reads it."""
        quote = "" if item.find is None else words.quote(item.find.span)
        state = "seen" if item.state == "found" and not self.automatic else item.state
        level: Level = "note" if item.state in ("found", "doubtful") else "error"
        span = None if item.find is None else item.find.span
        reason = (("reason", item.doubt),) if len(item.doubt) > 1 and item.doubt != "list" else ()
        return Finding(f"concept-{state}", level, span, (("name", item.concept.name), ("quote", quote), *reason))

    @property
    def vocabulary(self) -> frozenset[str]:
        """The stems of the words of the rubric."""
        phrases = (p for c in self.concepts for p in (c.name, *c.any, *c.all, *c.about))
        return frozenset(word.stem for phrase in phrases for word in cut_words(phrase))

    def evidence(self, index: int, concept: Concept, words: Words) -> Evidence:
        """The state of one concept, with the stretch of text that shows it."""
        for phrase in concept.forbidden:
            for find in words.find(phrase):
                if not find.negated:
                    return Evidence(concept, "forbidden", find)
        seen = [self.first(index, (phrase,), words) for phrase in concept.all]
        seen += [self.first(index, concept.any, words)] if concept.any else []
        for state in ("of-another", "negated", "not-found"):
            for found in seen:
                if found[0] == state:
                    return Evidence(concept, state, found[1])
        return Evidence(concept, "found", seen[-1][1])

    def first(self, index: int, phrases: tuple[str, ...], words: Words) -> tuple[str, Find | None]:
        """The best of the places where one of the phrases stands."""
        worse: tuple[str, Find | None] = ("not-found", None)
        for phrase in phrases:
            for find in words.find(phrase):
                state = "negated" if find.negated else self.subject(index, find, words)
                if state == "found":
                    return state, find
                worse = (state, find)
        return worse

    def subject(self, index: int, find: Find, words: Words) -> str:
        """Whether a phrase is said of what its concept is about."""
        if not self.concepts[index].about:
            return "found"
        named = [
            (k, place)
            for k, concept in enumerate(self.concepts)
            for phrase in concept.about
            for place in words.find(phrase)
        ]
        owner = last_before(named, find.at, find.sentence)
        same = owner is None or self.concepts[owner].about == self.concepts[index].about
        return "found" if same else "of-another"


def _share(seen: list[Evidence], state: str) -> Fraction:
    return sum((item.concept.weight for item in seen if item.state == state), Fraction(0))


def _hints(seen: list[Evidence]) -> list[Finding]:
    """What the author says of what is missing; not where a person has yet to read."""
    missed = [item.concept.hint for item in seen if item.state != "found" and item.concept.hint]
    return [finding("concept-hint", "note", hint=hint) for hint in missed]
