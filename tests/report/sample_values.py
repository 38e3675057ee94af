"""A class made by hand: every outcome, evidence, hostile names, both languages."""

from collections.abc import Iterable
from fractions import Fraction

from grader.report.row import row
from grader.report.summary import Count, Summary
from grader.values import (
    AnswerResult,
    ClassResults,
    Counterexample,
    Finding,
    PartResult,
    Result,
    Step,
    Verdict,
)

SIGMA = "<math><mi>σ</mi><mo>(</mo><mi>x</mi><mo>)</mo></math>"
FRACTION = (
    '<math alttext="1/(1 + exp(-x))"><mfrac><mn>1</mn><mrow><mn>1</mn><mo>+</mo>'
    "<msup><mi>e</mi><mrow><mo>-</mo><mi>x</mi></mrow></msup></mrow></mfrac></math>"
)
ONE = '<math alttext="1"><mn>1</mn></math>'

RAW = r"""
Claim: $\sigma(x) + \sigma(-x) = 1$.

$$\frac{1}{1+e^{-x}} + \frac{1}{1+e^x}$$

$$= \frac{2 + e^x + e^{-x}}{1+e^x+e^{-x}+e^{x-x}}$$

$$= \frac{2e^x + e^{-x}}{1+e^x+e^{-x}+e^{x-x}}$$

so it is 1 and the point $(0, 1/2)$ is a centre of symmetry.
"""

DERIVATION = Verdict(
    "partial",
    Fraction(2, 3),
    "balls",
    findings=(Finding("step-does-not-follow"),),
    counterexample=Counterexample((("x", "0"),), "1", "3/4"),
    steps=(
        Step(76, r"\frac{1}{1+e^{-x}} + \frac{1}{1+e^x}", "start", mathml=FRACTION, read_as="1/(1 + exp(-x))"),
        Step(78, r"= \frac{2 + e^x + e^{-x}}{…}", "follows", mathml=ONE, read_as="1"),
        Step(
            80,
            r"= \frac{2e^x + e^{-x}}{…}",
            "does_not_follow",
            mathml=FRACTION,
            read_as="1/(1 + exp(-x))",
            counterexample=Counterexample((("x", "0"),), "1", "3/4"),
        ),
    ),
    text=r"= \frac{2e^x + e^{-x}}{1+e^x+e^{-x}+e^{x-x}}",
    line=80,
    read_as="(2*exp(x) + exp(-x))/(1 + exp(x) + exp(-x) + exp(x - x))",
    mathml=FRACTION,
)


def right(part: str, points: int = 2) -> PartResult:
    verdict = Verdict(
        "correct", Fraction(1), "exact", text="5", line=12, read_as="5", mathml="<math><mn>5</mn></math>"
    )
    return PartResult(
        part,
        "correct",
        Fraction(points),
        Fraction(points),
        (AnswerResult("", verdict, "The value is right."),),
        question=r"What is $\partial e/\partial b$ at $a=2$, $b=1$?",
        raw="1) $= 3 \\times 1 + 2 \\times 1 = 5$",
        line=12,
    )


def derivation(part: str) -> PartResult:
    return PartResult(
        part,
        "partial",
        Fraction(2),
        Fraction(3),
        (
            AnswerResult(
                "",
                DERIVATION,
                "The line before equals 1 everywhere; this one does not.",
                ("The two sides differ by a summand in the numerator.",),
                ("", "", "This does not follow from the line before: at x = 0 it is 3/4, the line before is 1."),
            ),
        ),
        question=r"Show that $\sigma(x) + \sigma(-x) = 1$.",
        raw=RAW,
        line=73,
        feedback=("Multiply out the numerator again: $e^x \\cdot e^{-x}$ is 1.",),
        formulas=((r"$\sigma(x) + \sigma(-x) = 1$", SIGMA), (r"$e^x \cdot e^{-x}$", ONE)),
    )


def wrong(part: str, read_as: str = "-sigma(x)") -> PartResult:
    verdict = Verdict(
        "incorrect",
        Fraction(0),
        "balls",
        findings=(Finding("differs"),),
        counterexample=Counterexample((("x", "0.7"),), "0.22171287", "-0.22171287"),
        text="-\\sigma(x)",
        line=31,
        read_as=read_as,
        mathml=SIGMA,
    )
    return PartResult(
        part,
        "incorrect",
        Fraction(0),
        Fraction(3),
        (AnswerResult("", verdict, "Your answer is the expected one times -1."),),
        raw="$-\\sigma(x)$",
        line=31,
    )


def open_part(part: str, outcome: str = "unreadable", text: str = "$\\frac{1}{$") -> PartResult:
    verdict = Verdict(outcome, None, "limits", False, (Finding("unclosed-bracket"),), text=text, line=40)  # type: ignore[arg-type]
    return PartResult(
        part,
        outcome,  # type: ignore[arg-type]
        None,
        Fraction(3),
        (AnswerResult("", verdict, 'This "{" is never closed.'),),
        needs_person=True,
        raw=text,
        line=40,
    )


def missing(part: str) -> PartResult:
    return PartResult(part, "missing", Fraction(0), Fraction(2))


def student(name: str, *parts: PartResult, language: str = "en", members: tuple[str, ...] = ()) -> Result:
    return Result(name, members, f"submissions/{name}.md", parts, ("Line 3 stands in no part.",), language)


def klass() -> ClassResults:
    ada = student("ada", right("6.1a"), derivation("6.2c"), wrong("6.2d"), members=("Member One", "Member Two"))
    ben = student("ben", right("6.1a"), open_part("6.2c"), wrong("6.2d"), language="de")
    cleo = student("cleo", missing("6.1a"), open_part("6.2c", "undecided"), wrong("6.2d", "sigma(x)^2"))
    return ClassResults("Assignment 6", "abc123", (ada, ben, cleo), ("x.pdf is a PDF, not text.",))


def summarise(results: Iterable[Result]) -> Summary:
    """All figures of the class page, as a run counts them."""
    counted = Count()
    for result in results:
        counted.add(row(result), result.points - result.counts)
    return counted.summary()
