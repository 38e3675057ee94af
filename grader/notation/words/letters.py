"""Letters, accents and constants."""

from grader.notation.words.word import Word, spell

_LOWER = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi "
    "chi psi omega"
)
_UNICODE_LOWER, _UNICODE_UPPER = "αβγδεζηθικλμνξοπρστυφχψω", "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ"
NAMES = tuple(_LOWER.split())

GREEK: dict[str, str] = {
    **dict(zip(_UNICODE_LOWER, NAMES, strict=True)),
    **dict(zip(_UNICODE_UPPER, (name.capitalize() for name in NAMES), strict=True)),
    "ς": "sigma", "ϑ": "theta", "ϕ": "phi", "ϵ": "epsilon", "ϱ": "rho", "ϖ": "pi", "µ": "mu", "ℓ": "l", "ℏ": "hbar",
}  # fmt: skip
"""Each Greek letter and its name."""

GREEK_COMMANDS: dict[str, str] = {
    **{f"\\{name}": name for name in NAMES},
    **{f"\\{name.capitalize()}": name.capitalize() for name in NAMES},
    "\\varepsilon": "epsilon", "\\vartheta": "theta", "\\varphi": "phi", "\\varrho": "rho", "\\varsigma": "sigma",
    "\\varpi": "pi", "\\varkappa": "kappa", "\\ell": "l", "\\hbar": "hbar", "\\imath": "i", "\\jmath": "j",
    "\\aleph": "aleph", "\\varGamma": "Gamma", "\\varDelta": "Delta",
}  # fmt: skip

GREEK_WORDS: dict[str, str] = {
    **{name: name for name in NAMES},
    **{name.capitalize(): name.capitalize() for name in NAMES},
    "hbar": "hbar", "varepsilon": "epsilon", "varphi": "phi", "vartheta": "theta", "lamda": "lambda",
    "lambda_": "lambda",
}  # fmt: skip
"""Typed words that stand for one letter."""


def _constant(op: str, spellings: str, meaning: str) -> Word:
    return Word(op, spell(spellings), "constant", "", 0, (0, 0), spell(spellings)[0], meaning)


def _accent(op: str, spellings: str) -> Word:
    words = spell(spellings)
    return Word(
        op, words, "accent", "", 0, (1, 1), f"{words[0]}{{x}}", f"a letter with a {op} is a name of its own"
    )


WORDS = (
    Word(
        "angle",
        spell("\\angle ∠ \\measuredangle \\sphericalangle"),
        "geometry",
        "",
        0,
        (1, 1),
        "\\angle ABC",
        "an angle by its points, a name of its own",
    ),
    Word("triangle", spell("\\triangle △"), "geometry", "", 0, (1, 1), "\\triangle ABC", "a triangle"),
    _constant("infinity", "∞ \\infty infinity infty inf Infinity \\infin unendlich", "infinity"),
    _constant("minus infinity", "minf", "minus infinity"),
    _constant("pi", "%pi Pi_number", "the number pi"),
    _constant("e", "%e \\exponentialE \\e", "the base of the natural logarithm"),
    _constant("i", "%i \\imaginaryunit \\iu", "the imaginary unit"),
    _accent("hat", "\\hat \\widehat"),
    _accent("bar", "\\bar \\overline"),
    _accent("tilde", "\\tilde \\widetilde"),
    _accent("vec", "\\vec \\overrightarrow"),
    _accent("acute", "\\acute \\check \\breve \\grave"),
)

TYPED_ACCENTS = ("hat", "bar", "tilde", "vec", "acute", "dot", "ddot", "bold", "cal", "bb", "star", "underline")
"""`hat(p)` typed: the canonical spelling of `\\hat{p}`."""

BLACKBOARD: dict[str, str] = {
    "R": "reals", "Z": "integers", "N": "naturals", "Q": "rationals", "C": "complexes",
}  # fmt: skip

SPANS = frozenset({"span", "Span", "SPAN", "lin", "Lin", "spann", "Spann"})
"""What the subspace that vectors span is called."""

ANSWER_WORDS = frozenset(
    "yes no none dne undefined even odd always sometimes never neither both convergent divergent increasing "
    "decreasing maximum minimum indeterminate inconsistent independent dependent parallel perpendicular "
    "converges diverges impossible unsolvable idk dunno".split()
)
"""Words that are an answer by themselves."""

CONDITION_WORDS = frozenset({"if", "for", "when", "where", "whenever", "provided", "provided that", "for all"})
"""Words between a value and the condition under which it is one."""

CARRIERS = frozenset(
    "answer final finally is the a an therefore thus hence so we find get gives that solution result equals our it "
    "then has value of which obtain are be must to have solutions ans soln follows "
    "antwort ergebnis endergebnis lösung lautet ist die das der wir erhalten es gilt "
    "réponse résultat donc on obtient obtenons trouve trouvons est vaut".split()
)
"""Words around an answer that say nothing of their own."""

CONCLUDES = frozenset("so hence thus therefore daher somit folglich deshalb donc ainsi alors".split())
"""Between two statements: the second follows."""

INDEX_LETTERS = frozenset("ijklmnpqrst")
"""Letters that count members: `x_ij` has two indices."""

INDEX_WORDS = frozenset(
    "max min sup inf opt in out ext int tot total sum avg mean med mid model data train test val pred true obs "
    "est err kin pot el mag grav rot vib trans therm rms eff net rel abs ref init fin final start end top bot "
    "cm com ph eq crit exp th theo emp gen dis loc glob left right low high up down lo hi old new prev next "
    "cur ideal real gas air sun earth moon water heat cold hot wall box ball env sys surf vol tube lin quad "
    "par perp tan rad ang hom part inh reg post prior ols mle map ml lasso ridge vap liq sol fus esc orb sat "
    "lim cut stat dyn fric app var cov std bias noise sig bkg base target src dst ges ein aus anf neu alt "
    "mittel".split()
)
"""Words and short forms that are subscripts of names."""

TEXT_COMMANDS = (
    "textbf",
    "textit",
    "textrm",
    "textnormal",
    "textsf",
    "texttt",
    "textup",
    "text",
    "mbox",
    "hbox",
    "emph",
)
