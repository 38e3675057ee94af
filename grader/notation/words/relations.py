"""Relations between two sides; several in a row make a chain."""

from grader.notation.words.word import RELATION, Word, spell


def _relation(op: str, spellings: str, meaning: str, prefix: str = "") -> Word:
    return Word(op, spell(spellings), prefix, "relation", RELATION, (2, 99), f"a {spell(spellings)[0]} b", meaning)


WORDS = (
    _relation("=", "= == \\eq ＝", "equal"),
    _relation("!=", "!= ≠ \\ne \\neq <> /= # =\\=", "not equal"),
    _relation("<", "< \\lt ＜", "less; typed around commas: the components of a vector", "chevron"),
    _relation("<=", "<= ≤ \\le \\leq \\leqslant ⩽ =< ≦ \\leqq", "at most"),
    _relation(">", "> \\gt ＞", "greater"),
    _relation(">=", ">= ≥ \\ge \\geq \\geqslant ⩾ ≧ \\geqq", "at least"),
    _relation("approx", "≈ \\approx approx \\approxeq \\simeq ≃ ~= \\cong ≅ \\doteq", "about equal"),
    _relation("equiv", "≡ \\equiv equiv", "identical, congruent"),
    _relation("propto", "∝ \\propto propto", "proportional"),
    Word(
        "sim",
        spell("\\sim ∼ ~"),
        "not",
        "relation",
        RELATION,
        (2, 2),
        "x \\sim p",
        "is distributed as, behaves as; typed before a statement: not",
        "not",
    ),
    _relation("in", "∈ \\in in", "is a member"),
    _relation("notin", "∉ \\notin notin", "is not a member"),
    _relation("subset", "⊂ \\subset subset \\subsetneq ⊊", "is a proper part"),
    _relation("subseteq", "⊆ \\subseteq subseteq", "is a part"),
    _relation("superset", "⊃ \\supset superset \\supsetneq ⊋", "has as a proper part"),
    _relation("superseteq", "⊇ \\supseteq superseteq", "has as a part"),
    _relation("to", "-> → \\to to \\rightarrow \\longrightarrow --> ⟶", "tends to, goes to"),
    _relation("defines", ":= ≔ \\coloneqq \\coloneq \\triangleq ", "is defined as"),
    Word("=", spell("Eq Equality"), "call-relation", "", 0, (2, 2), "Eq(x, 1)", "equal"),
    Word("!=", spell("Ne Unequality"), "call-relation", "", 0, (2, 2), "Ne(x, 1)", "not equal"),
    Word("<", spell("Lt StrictLessThan"), "call-relation", "", 0, (2, 2), "Lt(x, 1)", "less"),
    Word("<=", spell("Le LessThan"), "call-relation", "", 0, (2, 2), "Le(x, 1)", "at most"),
    Word(">", spell("Gt StrictGreaterThan"), "call-relation", "", 0, (2, 2), "Gt(x, 1)", "greater"),
    Word(">=", spell("Ge GreaterThan"), "call-relation", "", 0, (2, 2), "Ge(x, 1)", "at least"),
)
