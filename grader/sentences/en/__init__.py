"""English."""

from grader.sentences.en import (
    answer,
    blocks,
    equivalence,
    general,
    limits,
    marking,
    notation,
    submission,
)

SENTENCES: dict[str, str] = {
    **general.SENTENCES,
    **limits.SENTENCES,
    **notation.SENTENCES,
    **equivalence.SENTENCES,
    **answer.SENTENCES,
    **blocks.SENTENCES,
    **submission.SENTENCES,
    **marking.SENTENCES,
}
