"""Derivatives, integrals, limits, gradients."""

from grader.notation.words.word import MUL, RELATION, Word, spell

WORDS = (
    Word(
        "partial",
        spell("\\partial ∂"),
        "differential",
        "",
        0,
        (1, 1),
        "\\frac{\\partial f}{\\partial x}",
        "partial derivative",
    ),
    Word("nabla", spell("\\nabla ∇"), "nabla", "", MUL, (1, 1), "\\nabla_w L", "gradient"),
    Word(
        "integral", spell("\\int ∫ \\smallint \\intop"), "integral", "", 0, (1, 1), "\\int_0^1 x\\,dx", "integral"
    ),
    Word("integral2", spell("\\iint ∬"), "integral", "", 0, (1, 1), "\\iint x y\\,dx\\,dy", "double integral"),
    Word("integral3", spell("\\iiint ∭"), "integral", "", 0, (1, 1), "\\iiint x\\,dx\\,dy\\,dz", "triple integral"),
    Word("limit", spell("\\lim"), "limit", "", 0, (1, 1), "\\lim_{x\\to 0} x", "limit"),
    Word("limit", spell("lim"), "limit", "", 0, (1, 1), "lim_(x->0) x", "limit"),
    Word("dot_over", spell("\\dot"), "dot", "", 0, (1, 1), "\\dot x", "time derivative"),
    Word("dot_over2", spell("\\ddot"), "dot", "", 0, (1, 1), "\\ddot x", "second time derivative"),
    Word(
        "diff",
        spell("diff Derivative Diff derivative noundiff"),
        "call-bind",
        "",
        0,
        (1, 9),
        "diff(x^2, x)",
        "derivative",
    ),
    Word("partial", spell("partial"), "call-bind", "", 0, (2, 9), "partial(f(x), x)", "partial derivative"),
    Word("gradient", spell("gradient grad"), "call-bind", "", 0, (1, 2), "gradient(w^2, w)", "gradient"),
    Word(
        "integral",
        spell("integral int integrate Integral Integrate nounint"),
        "call-bind",
        "",
        0,
        (1, 4),
        "integrate(x^2, x, 0, 1)",
        "integral",
    ),
    Word("limit", spell("limit Limit nounlimit"), "call-bind", "", 0, (2, 4), "limit(sin(x)/x, x, 0)", "limit"),
    Word("dot_over", spell("dot_over"), "call-apply", "", 0, (2, 2), "dot_over(x, 1)", "time derivative"),
    Word("nabla", spell("nabla"), "call-apply", "", 0, (1, 1), "nabla(f)", "gradient"),
    Word("laplace", spell("laplace"), "call-apply", "", 0, (1, 1), "laplace(f)", "sum of the second derivatives"),
    Word("at", spell("at Subs"), "call-bind", "", 0, (3, 3), "at(x^2, x, 1)", "value at"),
    Word("map", spell("\\mapsto ↦"), "", "map", RELATION - 8, (2, 2), "x \\mapsto x^2", "function"),
    Word("map", spell("map"), "call-bind", "", 0, (2, 9), "map(x^2, x)", "function"),
    Word("map", spell("Lambda"), "call-variable-first", "", 0, (2, 2), "Lambda(x, x**2)", "function"),
)
