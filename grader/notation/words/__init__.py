"""The shelf of words: one family a file, in the order in which the page of notation shows them."""

from grader.notation.words import (
    arithmetic,
    calculus,
    functions,
    information,
    letters,
    logic,
    matrices,
    optima,
    probability,
    relations,
    sets,
    sums,
)
from grader.notation.words.letters import (
    ANSWER_WORDS,
    BLACKBOARD,
    CARRIERS,
    CONCLUDES,
    CONDITION_WORDS,
    GREEK,
    GREEK_COMMANDS,
    GREEK_WORDS,
    INDEX_LETTERS,
    INDEX_WORDS,
    TEXT_COMMANDS,
    TYPED_ACCENTS,
)
from grader.notation.words.word import Word

FAMILIES: tuple[tuple[str, tuple[Word, ...]], ...] = (
    ("arithmetic", arithmetic.WORDS),
    ("letters", letters.WORDS),
    ("functions", functions.WORDS),
    ("sums", sums.WORDS),
    ("calculus", calculus.WORDS),
    ("sets", sets.WORDS),
    ("relations", relations.WORDS),
    ("matrices", matrices.WORDS),
    ("logic", logic.WORDS),
    ("probability", probability.WORDS),
    ("information", information.WORDS),
    ("optima", optima.WORDS),
)

SPELLINGS: dict[str, Word] = {
    spelling: word for _, family in FAMILIES for word in family for spelling in word.spellings
}
"""Every spelling and its word. A later word of the same spelling would hide an earlier one: a test forbids it."""

__all__ = [
    "ANSWER_WORDS",
    "BLACKBOARD",
    "CARRIERS",
    "CONCLUDES",
    "CONDITION_WORDS",
    "FAMILIES",
    "GREEK",
    "GREEK_COMMANDS",
    "GREEK_WORDS",
    "INDEX_LETTERS",
    "INDEX_WORDS",
    "SPELLINGS",
    "TEXT_COMMANDS",
    "TYPED_ACCENTS",
    "Word",
]
