"""A value that the words of its answer say of something else than what the question asks."""

from __future__ import annotations

from grader.answer.claim.prose.contrary import contrary
from grader.answer.claim.prose.currencies import other_currency
from grader.answer.claim.prose.measures import of_another
from grader.answer.claim.prose.other_product import other_product
from grader.answer.claim.prose.rivals import another_subject, of_each, of_rival

_DOUBTS = (contrary, of_rival, another_subject, of_each, other_currency, other_product)


def said_otherwise(text: str, value: str, question: str, several: bool = False) -> str:
    """The word of a text that says the opposite, another quantity, another function or another currency of a value
    than was asked, or nothing. `several`: the question asks for other things, too."""
    found = next((word for doubt in _DOUBTS if (word := doubt(text, value, question))), "")
    return found or of_another(text, value, question, several)
