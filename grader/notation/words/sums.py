"""Words that run over an index: sums, products, unions."""

from grader.notation.words.word import Word, spell

WORDS = (
    Word("sum", spell("\\sum ∑ Σ"), "big", "", 0, (1, 1), "\\sum_{i=1}^n a_i", "sum over an index"),
    Word("product", spell("\\prod ∏ Π"), "big", "", 0, (1, 1), "\\prod_{i=1}^n a_i", "product over an index"),
    Word("union_over", spell("\\bigcup ⋃"), "big", "", 0, (1, 1), "\\bigcup_{i=1}^n A_i", "union over an index"),
    Word(
        "intersection_over",
        spell("\\bigcap ⋂"),
        "big",
        "",
        0,
        (1, 1),
        "\\bigcap_{i=1}^n A_i",
        "intersection over an index",
    ),
    Word("sum", spell("sum Sum summation"), "call-bind", "", 0, (1, 4), "sum(k^2, k, 1, n)", "sum over an index"),
    Word(
        "product",
        spell("product Product prod"),
        "call-bind",
        "",
        0,
        (2, 4),
        "product(k, k, 1, n)",
        "product over an index",
    ),
    Word(
        "union_over",
        spell("union_over bigcup"),
        "call-bind",
        "",
        0,
        (2, 4),
        "union_over(A_k, k, 1, n)",
        "union over an index",
    ),
    Word(
        "intersection_over",
        spell("intersection_over bigcap"),
        "call-bind",
        "",
        0,
        (2, 4),
        "intersection_over(A_k, k, 1, n)",
        "intersection over an index",
    ),
)
