"""Random formulas in LaTeX and typed, each written in one of the many ways in which people write it.

The tree that was meant is known; what is read must be worth the same.
"""

from __future__ import annotations

from random import Random

from grader.notation.tree import Apply, Expr, Name, Number

FUNCTIONS = ("sin", "cos", "tan", "log", "exp", "arctan", "sinh")
SUM, PRODUCT, POWER, ATOM = 1, 2, 3, 4
"""How tightly a text holds together."""
Text = tuple[str, int]


def formula(chance: Random, depth: int) -> Expr:
    """Letters x and y, small numbers, the operations of a first course."""
    if depth == 0 or chance.random() < 0.15:
        return chance.choice((Name("x"), Name("y"), Number(str(chance.randint(2, 9))), Number("0.5"), Name("pi")))

    def below() -> Expr:
        return formula(chance, depth - 1)

    match chance.randrange(10):
        case 0 | 1:
            return Apply("add", (below(), below()))
        case 2:
            return Apply("add", (below(), Apply("neg", (below(),))))
        case 3 | 4:
            return Apply("mul", (below(), below()))
        case 5:
            return Apply("div", (below(), below()))
        case 6:
            return Apply("pow", (below(), chance.choice((Number("2"), Number("3"), below()))))
        case 7:
            return Apply(chance.choice(("sqrt", "abs")), (below(),))
        case 8:
            return Apply("root", (below(), Number("3")))
    return Apply(chance.choice(FUNCTIONS), (below(),))


class Latex:
    """Writes LaTeX, each node as chance will have it."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance

    def __call__(self, expr: Expr) -> Text:
        match expr:
            case Number(text):
                return text, ATOM
            case Name("pi"):
                return "\\pi ", ATOM
            case Name(id):
                return id, ATOM
            case Apply("add", (a, Apply("neg", (b,)))):
                return f"{self.at(a, SUM)} - {self.at(b, PRODUCT)}", SUM
            case Apply("add", (a, b)):
                return f"{self.at(a, SUM)} + {self.at(b, SUM)}", SUM
            case Apply("neg", (a,)):
                return f"-{self.at(a, PRODUCT)}", SUM
            case Apply("mul", (a, b)):
                return self.product(a, b), PRODUCT
            case Apply("div", (a, b)):
                return self.quotient(a, b)
            case Apply("pow", (a, b)):
                return self.power(a, b), POWER
            case Apply("sqrt", (a,)):
                return f"\\sqrt{{{self.at(a)}}}", ATOM
            case Apply("root", (a, Number(n))):
                return f"\\sqrt[{n}]{{{self.at(a)}}}", ATOM
            case Apply("abs", (a,)):
                left, right = self.chance.choice((("|", "|"), ("\\left|", "\\right|"), ("\\lvert ", "\\rvert ")))
                return f"{left}{self.at(a)}{right}", ATOM
            case Apply("exp", (a,)):
                return self.chance.choice((f"e^{{{self.at(a)}}}", f"\\exp{self.bracket(self.at(a))}")), POWER
            case Apply(word, (a,)):
                return self.called({"log": "ln"}.get(word, word), a), PRODUCT
        raise ValueError(expr)

    def at(self, expr: Expr, least: int = 0) -> str:
        text, tightness = self(expr)
        return text if tightness >= least else self.bracket(text)

    def bracket(self, text: str) -> str:
        left, right = self.chance.choice((("(", ")"), ("\\left(", "\\right)"), ("\\big(", "\\big)"), ("[", "]")))
        return f"{left}{text}{right}"

    def product(self, a: Expr, b: Expr) -> str:
        left, right = self.at(a, PRODUCT), self.at(b, POWER)
        mixed = isinstance(a, Number) and right.startswith(MIXED)
        beside = not right[0].isdigit() and not right.startswith(("e^", "|")) and not _called(a) and not mixed
        beside = beside and "/" not in left  # `x/yx` divides by both
        signs = [" \\cdot ", " \\times ", " \\, \\cdot \\, "]
        if beside and (_plain(a) or _plain(b)):
            signs += ["", " ", "\\,", "\\;"]
        return f"{left}{self.chance.choice(signs)}{right}"

    def quotient(self, a: Expr, b: Expr) -> Text:
        match self.chance.randrange(4):
            case 0:
                return f"{self.at(a, POWER)}/{self.at(b, POWER)}", PRODUCT
            case 1:
                return f"{{{self.at(a)} \\over {self.at(b)}}}", ATOM
        word = self.chance.choice(("frac", "dfrac", "tfrac"))
        return f"\\{word}{{{self.at(a)}}}{{{self.at(b)}}}", ATOM

    def power(self, a: Expr, b: Expr) -> str:
        base = self.at(a, ATOM)
        if isinstance(b, Number) and len(b.text) == 1 and self.chance.random() < 0.5:
            return f"{base}^{b.text}"
        return f"{base}^{{{self.at(b)}}}"

    def called(self, word: str, inner: Expr) -> str:
        spelled = self.chance.choice((f"\\{word}", f"\\{word}", f"\\operatorname{{{word}}}", f"\\mathrm{{{word}}}"))
        if isinstance(inner, Name) and spelled[1:] == word and self.chance.random() < 0.5:
            return f"{spelled} {self.at(inner)}"
        return f"{spelled}{self.bracket(self.at(inner))}"


MIXED = tuple(f"\\{word}{{{digit}" for word in ("frac", "dfrac", "tfrac") for digit in range(10))
"""What makes a mixed number of the number before it."""


class Typed(Latex):
    """Writes what people type into a box or a program."""

    def __call__(self, expr: Expr) -> Text:
        match expr:
            case Name("pi"):
                return "pi", ATOM
            case Name(id):
                return id, ATOM
            case Apply("sqrt", (a,)):
                return f"sqrt({self.at(a)})", ATOM
            case Apply("root", (a, Number(n))):
                return self.chance.choice((f"root({self.at(a)}, {n})", f"({self.at(a)})^(1/{n})")), POWER
            case Apply("abs", (a,)):
                return self.chance.choice((f"abs({self.at(a)})", f"|{self.at(a)}|")), ATOM
            case Apply("exp", (a,)):
                return self.chance.choice((f"exp({self.at(a)})", f"e^({self.at(a)})")), POWER
        return super().__call__(expr)

    def bracket(self, text: str) -> str:
        return f"({text})"

    def product(self, a: Expr, b: Expr) -> str:
        left, right = self.at(a, PRODUCT), self.at(b, POWER)
        signs = ["*", " * "]
        if isinstance(a, Number) and right[0].isalpha() and right[0] != "e" and "^" not in left:
            signs += ["", " "]
        return f"{left}{self.chance.choice(signs)}{right}"

    def quotient(self, a: Expr, b: Expr) -> Text:
        return f"{self.at(a, POWER)}{self.chance.choice(('/', ' / '))}{self.at(b, POWER)}", PRODUCT

    def power(self, a: Expr, b: Expr) -> str:
        return f"{self.at(a, ATOM)}{self.chance.choice(('^', '**'))}{self.at(b, ATOM)}"

    def called(self, word: str, inner: Expr) -> str:
        other = {"ln": "log", "arctan": "atan"}.get(word, word)
        return f"{self.chance.choice((word, other))}({self.at(inner)})"


def _plain(expr: Expr) -> bool:
    return isinstance(expr, Name | Number)


def _called(expr: Expr) -> bool:
    """Whether it ends with a function, which would take what stands beside it."""
    match expr:
        case Apply("mul", (_, last)):
            return _called(last)
        case Apply(word, _):
            return word in FUNCTIONS
    return False
