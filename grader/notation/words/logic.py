"""Statements: and, or, not, quantifiers, cases."""

from grader.notation.words.word import AND, IMPLIES, NOT, OR, Word, spell

WORDS = (
    Word("and", spell("and && ∧ \\land \\wedge nounand"), "", "logic", AND, (2, 99), "A and B", "both"),
    Word("or", spell("or ∨ \\lor \\vee nounor"), "", "logic", OR, (2, 99), "A or B", "at least one"),
    Word("||", spell("||"), "norm", "logic", OR, (2, 99), "A || B", "at least one; around a vector: norm"),
    Word("xor", spell("xor ⊻ \\oplus ⊕ \\veebar"), "", "logic", OR - 1, (2, 99), "A xor B", "exactly one"),
    Word("nand", spell("nand"), "", "logic", AND, (2, 2), "A nand B", "not both"),
    Word("nor", spell("nor"), "", "logic", OR, (2, 2), "A nor B", "neither"),
    Word("xnor", spell("xnor"), "", "logic", OR - 1, (2, 2), "A xnor B", "both or neither"),
    Word("not", spell("not ¬ \\neg \\lnot nounnot"), "not", "", NOT, (1, 1), "not A", "it is not so"),
    Word("implies", spell("=> ⇒ \\Rightarrow \\implies implies ==> \\Longrightarrow ⟹"), "", "logic", IMPLIES, (2, 2),
         "A => B", "if the first then the second; at the start of a line: hence"),
    Word("iff", spell("<=> ⇔ \\Leftrightarrow \\iff iff <==> <-> \\Longleftrightarrow ⟺ \\leftrightarrow ↔"), "",
         "logic", IMPLIES - 1, (2, 2), "A <=> B", "exactly when"),
    Word("and", spell("And"), "call-apply", "", 0, (1, 99), "And(A, B)", "both"),
    Word("or", spell("Or"), "call-apply", "", 0, (1, 99), "Or(A, B)", "at least one"),
    Word("xor", spell("Xor"), "call-apply", "", 0, (1, 99), "Xor(A, B)", "exactly one"),
    Word("not", spell("Not"), "call-apply", "", 0, (1, 1), "Not(A)", "it is not so"),
    Word("implies", spell("Implies"), "call-apply", "", 0, (2, 2), "Implies(A, B)", "if the first then the second"),
    Word("iff", spell("Equivalent"), "call-apply", "", 0, (2, 2), "Equivalent(A, B)", "exactly when"),
    Word("cases", spell("cases"), "call-apply", "", 0, (1, 99), "cases(x, x > 0, -x)", "by cases"),
    Word("piecewise", spell("Piecewise"), "call-cases", "", 0, (1, 99), "Piecewise((x, x > 0), (-x, true))",
         "by cases"),
    Word("forall", spell("∀ \\forall"), "quantifier", "", 0, (1, 1), "\\forall x: x^2 >= 0", "for all"),
    Word("exists", spell("∃ \\exists"), "quantifier", "", 0, (1, 1), "\\exists x: x^2 = 2", "there is"),
    Word("forall", spell("forall"), "call-bind", "", 0, (2, 3), "forall(x^2 >= 0, x)", "for all"),
    Word("exists", spell("exists"), "call-bind", "", 0, (2, 3), "exists(x^2 = 2, x)", "there is"),
    Word("true", spell("true True \\top_true TRUE"), "constant", "", 0, (0, 0), "true", "true"),
    Word("false", spell("false False \\bot ⊥ FALSE"), "constant", "", 0, (0, 0), "false", "false"),
)  # fmt: skip
