"""Information theory."""

from grader.notation.words.word import Word, spell

WORDS = (
    Word("entropy", spell("entropy"), "call-apply", "", 0, (1, 9), "entropy(p)", "entropy"),
    Word("kl", spell("kl KL \\KL DKL"), "divergence", "", 0, (2, 2), "kl(p, q)", "Kullback-Leibler divergence"),
    Word(
        "cross_entropy", spell("cross_entropy"), "call-apply", "", 0, (2, 2), "cross_entropy(p, q)", "cross entropy"
    ),
    Word(
        "mutual_information",
        spell("mutual_information"),
        "call-apply",
        "",
        0,
        (2, 2),
        "mutual_information(X, Y)",
        "mutual information",
    ),
)
