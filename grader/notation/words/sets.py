"""Sets, intervals and the operations on them."""

from grader.notation.words.word import SETS, Word, spell


def _name(op: str, spellings: str, meaning: str) -> Word:
    return Word(op, spell(spellings), "constant", "", 0, (0, 0), spell(spellings)[0], meaning)


def _interval(op: str, spellings: str, meaning: str) -> Word:
    words = spell(spellings)
    return Word(op, words, "call-interval", "", 0, (2, 4), f"{words[0]}(0, 1)", meaning)


WORDS = (
    Word(
        "union",
        spell("∪ \\cup \\cupdot ⊎ \\uplus \\sqcup ⊔"),
        "",
        "set-operation",
        SETS,
        (2, 99),
        "A \\cup B",
        "union",
    ),
    Word("intersection", spell("∩ \\cap"), "", "set-operation", SETS + 2, (2, 99), "A \\cap B", "intersection"),
    Word(
        "setminus",
        spell("∖ \\setminus \\backslash \\smallsetminus"),
        "",
        "set-operation",
        SETS + 1,
        (2, 2),
        "A \\setminus B",
        "difference of sets",
    ),
    Word("union", spell("union Union"), "call-apply", "", 0, (1, 99), "Union(A, B)", "union"),
    Word(
        "intersection",
        spell("intersection Intersection intersect"),
        "call-apply",
        "",
        0,
        (1, 99),
        "Intersection(A, B)",
        "intersection",
    ),
    Word(
        "setminus",
        spell("setminus Complement setdifference"),
        "call-apply",
        "",
        0,
        (2, 2),
        "Complement(A, B)",
        "difference of sets",
    ),
    Word("complement", spell("complement"), "call-apply", "", 0, (1, 1), "complement(A)", "complement"),
    Word("complement", spell("\\complement ∁"), "", "postfix", 80, (1, 1), "A^\\complement", "complement"),
    Word(
        "cartesian",
        spell("cartesian ProductSet"),
        "call-apply",
        "",
        0,
        (2, 99),
        "cartesian(A, B)",
        "product of sets",
    ),
    Word("set", spell("FiniteSet set"), "call-apply", "", 0, (0, 999), "FiniteSet(1, 2)", "set"),
    Word("tuple", spell("tuple Tuple Point"), "call-apply", "", 0, (0, 999), "Tuple(1, 2)", "tuple"),
    Word("list", spell("list List"), "call-apply", "", 0, (0, 999), "list(1, 2)", "list"),
    Word("sequence", spell("sequence"), "call-apply", "", 0, (0, 999), "sequence(1, 2)", "items in a row"),
    Word("set_of", spell("set_of"), "call-bind", "", 0, (2, 3), "set_of(x > 1, x)", "set of all such"),
    Word(
        "set_of",
        spell("ConditionSet"),
        "call-variable-first",
        "",
        0,
        (2, 3),
        "ConditionSet(x, x > 1, Reals)",
        "set of all such",
    ),
    Word(
        "map_set",
        spell("map_set"),
        "call-bind",
        "",
        0,
        (3, 9),
        "map_set(2*k, k, k in integers)",
        "set of all values under a condition",
    ),
    Word(
        "map_set",
        spell("ImageSet"),
        "call-image",
        "",
        0,
        (2, 2),
        "ImageSet(Lambda(n, 2*n), Integers)",
        "set of all values of a function",
    ),
    _interval("[]", "Interval cc", "closed interval"),
    _interval("[)", "Interval.Ropen co", "interval, open to the right"),
    _interval("(]", "Interval.Lopen oc", "interval, open to the left"),
    _interval("()", "Interval.open oo", "open interval"),
    _name("empty", "∅ empty \\emptyset \\varnothing EmptySet emptyset", "the empty set"),
    _name("reals", "ℝ reals \\R Reals \\reals", "real numbers"),
    _name("integers", "ℤ integers \\Z Integers", "integers"),
    _name("naturals", "ℕ naturals \\N Naturals", "natural numbers"),
    _name("rationals", "ℚ rationals \\Q Rationals", "rational numbers"),
    _name("complexes", "ℂ complexes \\C Complexes", "complex numbers"),
)
