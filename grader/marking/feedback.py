"""Verdicts and findings in words, in the language of the assignment."""

from __future__ import annotations

from grader.sentences import sentence
from grader.values import AnswerResult, Step, Verdict

__all__ = ["answer_result", "sentence"]


def answer_result(name: str, verdict: Verdict, language: str) -> AnswerResult:
    """A verdict with its words: the first finding is the message, the others are hints."""
    words = [sentence(finding, language) for finding in verdict.findings]
    hints = tuple(dict.fromkeys(word for word in words[1:] if word != words[0]))
    steps = tuple(_step(step, language) for step in verdict.steps)
    return AnswerResult(name, verdict, words[0] if words else "", hints, steps)


def _step(step: Step, language: str) -> str:
    return " ".join(sentence(finding, language) for finding in step.findings)
