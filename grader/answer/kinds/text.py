"""A text, by a rubric of concepts."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from grader.answer.fields import Reading, flag, formulas, mapping, option, ratio, text, texts
from grader.answer.judgement import Judgement, correct, finding, incorrect, missing, partial, undecided
from grader.answer.kind import Context
from grader.answer.picked import Picked
from grader.answer.reading import verdict
from grader.answer.words import Find, last_before, reading
from grader.answer.words import Reading as Words
from grader.notation.names import Names
from grader.notation.tree import Expr
from grader.values import Answer, Finding, Level, Verdict


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


def rubric(value: object, given: Reading) -> tuple[Concept, ...]:
    """The list of concepts."""
    if not isinstance(value, list) or not value:
        given.complain("not-a-list")
        return ()
    readers = {
        "name": text, "any": texts, "all": texts, "about": texts, "forbidden": texts, "weight": ratio, "hint": text,
    }  # fmt: skip
    found = []
    for k, item in enumerate(value, 1):
        below = given.under(str(k))
        options = mapping(item if isinstance(item, dict) else {"name": item, "any": item}, below, readers)
        if not options.get("any") and not options.get("all"):
            below.complain("concept-without-words", name=options.get("name", ""))
        phrases = (*options.get("any", ()), *options.get("all", ("",))[:1])
        found.append(Concept(**{"name": next(iter(phrases), ""), **options}))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was seen of one concept: `found`, `negated`, `of-another`, `forbidden` or `not-found`."""

    concept: Concept
    state: str
    find: Find | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """An answer in words, by a rubric of `concepts`; a person decides, unless `automatic: true`.

    Each concept has a `name` and phrases: `any` of them shows it, `all` must be there. Inflections and a wrong
    letter in a long word are seen through. A phrase that is negated does not count, nor one that is said of
    something else than what the concept is `about`; a `forbidden` phrase refutes the concept. Concepts have a
    `weight` (1), and a `hint` for students who leave them out. The report quotes the evidence for each of them, and
    suggests the share that was found. From the share `enough` on the answer is right without a person; only what is
    found by its words and not denied counts, so that other words for a right thought still reach a person.

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
    enough: Fraction = option(ratio, Fraction(1))
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
        seen = [self.evidence(k, concept, words) for k, concept in enumerate(self.concepts)]
        total = sum((item.concept.weight for item in seen), Fraction(0)) or Fraction(1)
        share = sum((item.concept.weight for item in seen if item.state == "found"), Fraction(0)) / total
        told = [_told(item, words) for item in seen]
        told += [finding("concept-hint", "note", hint=item.concept.hint) for item in seen if _unsaid(item)]
        refuted = any(item.state not in ("found", "not-found") for item in seen)
        if self.enough <= share < 1 and not refuted:
            return correct("rubric", finding("enough-concepts", "note"), *told, certain=False)
        if not self.automatic and not (self.enough < 1 and share == 1):
            return undecided("rubric", finding("text-for-person", "note", share=str(share)), *told, suggested=share)
        if share == 1:
            return correct("rubric", finding("all-concepts", "note"), *told, certain=False)
        first = finding("concepts-lacking", share=str(share))
        return partial("rubric", share, first, *told, certain=False) if share else incorrect("rubric", first, *told)

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


def _unsaid(item: Evidence) -> bool:
    return item.state != "found" and bool(item.concept.hint)


def _told(item: Evidence, words: Words) -> Finding:
    quote = "" if item.find is None else words.quote(item.find.span)
    code = f"concept-{item.state}"
    level: Level = "note" if item.state == "found" else "error"
    span = None if item.find is None else item.find.span
    return Finding(code, level, span, (("name", item.concept.name), ("quote", quote)))
