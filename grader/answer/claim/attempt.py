"""One text that is to be read as an answer, and what is known of its question."""

from __future__ import annotations

from collections.abc import Callable

from grader.answer.claim.doubt import as_read
from grader.answer.claim.marks import Judge
from grader.answer.claim.picked import Picked
from grader.answer.claim.prose.amount_sentence import AmountSentence, amount_sentence
from grader.answer.claim.prose.around import Around
from grader.answer.claim.rereading import MEASURED, NUMERIC
from grader.answer.claim.select import Fits, pick
from grader.answer.claim.surroundings import around
from grader.answer.kind import Context
from grader.answer.value.judgement import Judgement
from grader.late import dataclass
from grader.notation.tree import Expr
from grader.values import Answer

Picker = Callable[[Answer, Context], Picked | None]


@dataclass(frozen=True, slots=True)
class Attempt:
    """One text, and what `check_value` was told of its question."""

    answer: Answer
    context: Context
    of: tuple[Expr, ...]
    judge: Judge
    fits: Fits | None
    first: Picker | None
    known: frozenset[str]
    asks_statement: bool

    def picked(self, answer: Answer) -> Picked:
        """What counts of this answer."""
        return (self.first and self.first(answer, self.context)) or pick(
            answer, self.context, self.of, fits=self.fits
        )

    def amount_sentence(self) -> AmountSentence | None:
        """The one number of its sentence, where a number or a quantity is asked."""
        if self.known.isdisjoint((NUMERIC, MEASURED)):
            return None
        return amount_sentence(self.answer, self.context.question, MEASURED in self.known)

    def assess(self, picked: Picked) -> Judgement:
        """What was picked, judged as it was read."""
        return as_read(picked, self.judge, self.context.names, self.known)

    def around(self, picked: Picked) -> Around:
        """What is known of the words beside it."""
        return around(picked, self.context, self.known)

    def claims_amount(self) -> bool:
        """Whether the answer is a sentence that claims its one number, and that is right."""
        sentence = self.amount_sentence()
        return sentence is not None and not sentence.strange and self.assess(self.picked(sentence.answer)).right
