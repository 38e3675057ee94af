"""Greatest and least values and where they are taken."""

from grader.notation.words.word import Word, spell

WORDS = (
    Word("max", spell("max \\max Max \\maximum"), "extremum", "", 0, (1, 99), "\\max(a, b)", "greatest"),
    Word("min", spell("min \\min Min \\minimum"), "extremum", "", 0, (1, 99), "\\min_x f(x)", "least"),
    Word("max", spell("\\sup sup"), "extremum", "", 0, (1, 99), "\\sup_x f(x)", "least upper bound"),
    Word("min", spell("\\inf"), "extremum", "", 0, (1, 99), "\\inf_x f(x)", "greatest lower bound"),
    Word("argmax", spell("argmax \\argmax"), "extremum", "", 0, (1, 99), "\\argmax_x f(x)", "where it is greatest"),
    Word("argmin", spell("argmin \\argmin"), "extremum", "", 0, (1, 99), "\\argmin_x f(x)", "where it is least"),
    Word("maximum", spell("maximum"), "call-bind", "", 0, (2, 3), "maximum(f(x), x)", "greatest value"),
    Word("minimum", spell("minimum"), "call-bind", "", 0, (2, 3), "minimum(f(x), x)", "least value"),
)
