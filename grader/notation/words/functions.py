"""Functions of numbers: elementary, trigonometric, hyperbolic, parts of complex numbers, number theory."""

from grader.notation.words.word import POSTFIX, Word, spell


def _function(op: str, spellings: str, meaning: str, example: str = "", arity: tuple[int, int] = (1, 1)) -> Word:
    words = spell(spellings)
    return Word(op, words, "function", "", 0, arity, example or f"{words[0]}(x)", meaning)


def _called(op: str, spellings: str, meaning: str, example: str = "", arity: tuple[int, int] = (1, 1)) -> Word:
    """Only with a bracket behind it: elsewhere it is a word of a sentence."""
    words = spell(spellings)
    return Word(op, words, "call-function", "", 0, arity, example or f"{words[0]}(x)", meaning)


WORDS = (
    _function("exp", "exp \\exp Exp", "exponential function"),
    _function(
        "log",
        "log \\log \\ln ln Log Ln logarithm",
        "natural logarithm; with a subscript: to that base",
        "\\log_2(x)",
        (1, 2),
    ),
    _function("lg", "lg \\lg", "logarithm to base 10; with a subscript: to that base", "lg(x)", (1, 2)),
    _function("sin", "sin \\sin Sin sinus sine", "sine"),
    _function("cos", "cos \\cos Cos cosinus cosine", "cosine"),
    _function("tan", "tan \\tan Tan tangens \\tg tg", "tangent"),
    _function("cot", "cot \\cot Cot cotan \\ctg ctg \\cotg cotg", "cotangent"),
    _function("sec", "sec \\sec Sec", "secant"),
    _function("csc", "csc \\csc Csc cosec \\cosec Cosec", "cosecant"),
    _function("arcsin", "arcsin \\arcsin asin ArcSin \\asin", "inverse sine"),
    _function("arccos", "arccos \\arccos acos ArcCos \\acos", "inverse cosine"),
    _function("arctan", "arctan \\arctan atan ArcTan \\arctg arctg \\atan", "inverse tangent"),
    _function("arccot", "arccot \\arccot acot arccotan acotan \\arcctg arcctg", "inverse cotangent"),
    _function("arcsec", "arcsec \\arcsec asec", "inverse secant"),
    _function("arccsc", "arccsc \\arccsc acsc arccosec acosec", "inverse cosecant"),
    _function("sinh", "sinh \\sinh Sinh \\sh", "hyperbolic sine"),
    _function("cosh", "cosh \\cosh Cosh \\ch", "hyperbolic cosine"),
    _function("tanh", "tanh \\tanh Tanh \\th", "hyperbolic tangent"),
    _function("coth", "coth \\coth Coth", "hyperbolic cotangent"),
    _function("sech", "sech \\sech", "hyperbolic secant"),
    _function("csch", "csch \\csch cosech \\cosech", "hyperbolic cosecant"),
    _function("arsinh", "arsinh \\arsinh asinh arcsinh \\arcsinh \\asinh", "inverse hyperbolic sine"),
    _function("arcosh", "arcosh \\arcosh acosh arccosh \\arccosh \\acosh", "inverse hyperbolic cosine"),
    _function("artanh", "artanh \\artanh atanh arctanh \\arctanh \\atanh", "inverse hyperbolic tangent"),
    _function("arcoth", "arcoth \\arcoth acoth arccoth \\arccoth", "inverse hyperbolic cotangent"),
    _function("arsech", "arsech \\arsech asech arcsech \\arcsech", "inverse hyperbolic secant"),
    _function("arcsch", "arcsch \\arcsch acsch arccsch \\arccsch arcosech acosech", "inverse hyperbolic cosecant"),
    _function("abs", "abs Abs \\abs", "absolute value"),
    _function("sign", "sign sgn \\sgn signum \\sign \\signum Sign", "sign"),
    _function("floor", "floor \\floor Floor", "greatest integer not above"),
    _function("ceiling", "ceiling ceil \\ceil Ceil \\ceiling Ceiling", "least integer not below"),
    _function("factorial", "factorial fact", "factorial"),
    _function("double_factorial", "double_factorial factorial2", "double factorial"),
    _called("gamma", "gamma Gamma gammafunction", "gamma function"),
    _function("erf", "erf \\erf", "error function"),
    _function("sinc", "sinc", "sin(x)/x"),
    _called("sigmoid", "sigmoid expit logistic", "1/(1 + e^(-x))"),
    _called("cis", "cis \\cis", "e^(i x)"),
    _called("logit", "logit", "log(x/(1 - x))"),
    _called("softplus", "softplus", "log(1 + e^x)"),
    _called("relu", "relu ReLU", "max(0, x)"),
    _called("log1p", "log1p", "log(1 + x)"),
    _called("expm1", "expm1", "e^x - 1"),
    _called("ker", "ker \\ker Ker \\Ker Kern", "kernel of a matrix", "ker(A)"),
    _called("dim", "dim \\dim", "dimension of a space", "dim(V)"),
    _called("round", "round Round", "nearest integer; of two numbers: to so many places", "round(x)", (1, 2)),
    _called("permutations", "nPr perm permutations", "arrangements of k out of n", "nPr(n, k)", (2, 2)),
    _function("re", "re \\Re \\re Re ℜ realpart", "real part"),
    _function("im", "im \\Im \\im Im ℑ imagpart", "imaginary part"),
    Word("arg", spell("arg \\arg Arg"), "arg", "", 0, (1, 1), "arg(z)", "argument of a complex number"),
    _function("conjugate", "conjugate conj", "complex conjugate"),
    Word("percent", spell("percent pct Prozent"), "function", "postfix", POSTFIX, (1, 1), "5 pct", "hundredths"),
    Word("degrees", spell("degrees degree deg"), "function", "postfix", POSTFIX, (1, 1), "45 degrees", "degrees"),
    _function("gcd", "gcd \\gcd ggT \\ggT GGT pgcd \\pgcd PGCD", "greatest common divisor", "\\gcd(6, 4)", (1, 99)),
    _function("lcm", "lcm \\lcm kgV \\kgV KGV ppcm \\ppcm PPCM", "least common multiple", "lcm(6, 4)", (1, 99)),
    Word("atan2", spell("atan2 arctan2"), "function", "", 0, (2, 2), "atan2(y, x)", "angle of a point"),
    Word("adjugate", spell("\\adjugate adjugate \\adj"), "function", "", 0, (1, 1), "\\adjugate(A)", "adjugate"),
)
