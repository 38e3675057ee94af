"""Verdicts and findings in words, in the language of the assignment."""

from __future__ import annotations

from collections.abc import Iterable

from grader.notation import parse
from grader.notation.names import Names
from grader.notation.printing import to_mathml
from grader.sentences import formulas, sentence
from grader.values import AnswerResult, Step, Verdict

__all__ = ["answer_result", "quoted_formulas", "sentence"]


def answer_result(name: str, verdict: Verdict, language: str) -> AnswerResult:
    """A verdict with its words: the first finding is the message, the others are hints."""
    words = [sentence(finding, language) for finding in verdict.findings]
    hints = tuple(dict.fromkeys(word for word in words[1:] if word != words[0]))
    steps = tuple(_step(step, language) for step in verdict.lines)
    return AnswerResult(name, verdict, words[0] if words else "", hints, steps)


def quoted_formulas(
    answers: Iterable[AnswerResult], remarks: Iterable[str], names: Names
) -> tuple[tuple[str, str], ...]:
    """The formulas that the messages and remarks quote, with their backticks, each with its MathML."""
    found: dict[str, str] = {}
    texts = (text for answer in answers for text in (answer.message, *answer.hints, *answer.step_messages))
    for formula in (each for text in (*texts, *remarks) for each in formulas(text)):
        expr = parse(formula, names).expr if f"`{formula}`" not in found else None
        if expr is not None:
            found[f"`{formula}`"] = to_mathml(expr)
    return tuple(found.items())


def _step(step: Step, language: str) -> str:
    """What is assumed in reading is said once for each line, however often it occurs there."""
    said: dict[str, str] = {}
    for number, finding in enumerate(step.findings):
        key = finding.code if finding.level == "assumption" else str(number)
        said.setdefault(key, sentence(finding, language))
    return " ".join(dict.fromkeys(said.values()))
