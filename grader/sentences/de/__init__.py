"""Deutsch."""

from grader.sentences.de import (
    answer,
    batch,
    blocks,
    derivation,
    equivalence,
    general,
    limits,
    marking,
    notation,
    policy,
    submission,
)

SENTENCES: dict[str, str] = {
    **batch.SENTENCES,
    **general.SENTENCES,
    **limits.SENTENCES,
    **notation.SENTENCES,
    **equivalence.SENTENCES,
    **answer.SENTENCES,
    **blocks.SENTENCES,
    **derivation.SENTENCES,
    **submission.SENTENCES,
    **marking.SENTENCES,
    **policy.SENTENCES,
}
