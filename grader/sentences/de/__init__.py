"""Deutsch."""

from grader.sentences.de import general

SENTENCES: dict[str, str] = {
    **general.SENTENCES,
}
