"""Vectors and matrices."""

from grader.notation.words.word import MUL, POSTFIX, Word, spell

WORDS = (
    Word("transpose", spell("\\top \\intercal ⊤ ᵀ .T"), "", "postfix", POSTFIX, (1, 1), "A^\\top", "transpose"),
    Word("transpose", spell("transpose Transpose"), "call-apply", "", 0, (1, 1), "transpose(A)", "transpose"),
    Word(
        "conjugate_transpose",
        spell("\\dagger †"),
        "",
        "postfix",
        POSTFIX,
        (1, 1),
        "A^\\dagger",
        "conjugate transpose",
    ),
    Word("det", spell("\\det det Determinant Det"), "function", "", 0, (1, 1), "\\det A", "determinant"),
    Word("trace", spell("trace \\tr tr Tr Trace \\Tr \\trace"), "function", "", 0, (1, 1), "trace(A)", "trace"),
    Word("rank", spell("rank \\rank rk"), "function", "", 0, (1, 1), "rank(A)", "rank"),
    Word("inverse", spell("inverse Inverse"), "call-inverse", "", 0, (1, 1), "inverse(A)", "inverse matrix"),
    Word("norm", spell("norm \\norm Norm"), "call-apply", "", 0, (1, 2), "norm(v, 2)", "norm"),
    Word("inner", spell("inner"), "call-apply", "", 0, (2, 2), "inner(u, v)", "inner product"),
    Word("cross", spell("cross"), "call-apply", "", 0, (2, 2), "cross(u, v)", "cross product"),
    Word(
        "hadamard",
        spell("\\odot ⊙ ∘ \\circledast"),
        "",
        "binary",
        MUL,
        (2, 2),
        "A \\odot B",
        "product entry by entry",
    ),
    Word("outer", spell("\\otimes ⊗"), "", "binary", MUL, (2, 2), "u \\otimes v", "outer product"),
    Word("hadamard", spell("hadamard"), "call-apply", "", 0, (2, 2), "hadamard(A, B)", "product entry by entry"),
    Word("outer", spell("outer"), "call-apply", "", 0, (2, 2), "outer(u, v)", "outer product"),
    Word(
        "matrix",
        spell("matrix Matrix ImmutableMatrix MutableDenseMatrix ImmutableDenseMatrix"),
        "call-matrix",
        "",
        0,
        (1, 999),
        "matrix([1, 2], [3, 4])",
        "matrix by rows",
    ),
)
