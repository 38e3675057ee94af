"""Probability and statistics."""

from grader.notation.words.word import Word, spell

WORDS = (
    Word("probability", spell("\\Pr Pr probability Prob"), "probability", "", 0, (1, 1), "\\Pr(A)", "probability"),
    Word("expectation", spell("expectation"), "call-expectation", "", 0, (1, 3), "expectation(X)", "expectation"),
    Word("variance", spell("variance"), "call-expectation", "", 0, (1, 3), "variance(X)", "variance"),
    Word("variance", spell("Var var \\Var \\var Variance"), "moment", "", 0, (1, 1), "Var(X)", "variance"),
    Word("covariance", spell("Cov cov \\Cov covariance \\cov"), "moment", "", 0, (2, 2), "Cov(X, Y)", "covariance"),
    Word(
        "correlation",
        spell("Corr corr \\Corr correlation \\corr"),
        "moment",
        "",
        0,
        (2, 2),
        "Corr(X, Y)",
        "correlation",
    ),
    Word("given", spell("given"), "call-apply", "", 0, (2, 2), "given(A, B)", "under the condition"),
    Word(
        "normal",
        spell("normal Normal"),
        "call-apply",
        "",
        0,
        (2, 3),
        "normal(0, 1)",
        "normal distribution: mean and variance",
    ),
    Word(
        "indicator",
        spell("indicator \\ind"),
        "call-apply",
        "",
        0,
        (1, 1),
        "indicator(x > 0)",
        "1 where it holds, else 0",
    ),
)
