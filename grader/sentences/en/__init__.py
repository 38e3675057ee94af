"""English."""

from grader.sentences.en import general

SENTENCES: dict[str, str] = {
    **general.SENTENCES,
}
