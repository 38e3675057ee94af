"""An order of growth, in the notation of Landau."""

from __future__ import annotations

from fractions import Fraction

from grader.answer.claim.alternatives import letters
from grader.answer.claim.prose.growth_words import contradicted, order_in_words
from grader.answer.claim.prose.letters_told import unscoped
from grader.answer.claim.reading import check_value
from grader.answer.fields import Reading, alternatives, credit, formulas, option, read
from grader.answer.kind import Context, Expected
from grader.answer.value.formulas.growth import same_order
from grader.answer.value.formulas.orders import SYMBOLS, symbol_of, with_orders, written
from grader.answer.value.judgement import HALF, Judgement, finding, first_right
from grader.equivalence.growth import letters as size_letters
from grader.equivalence.growth import order
from grader.late import dataclass, pattern, replace
from grader.limits import Budget
from grader.notation.names import Names
from grader.notation.printing import to_text
from grader.notation.tree import Call, Expr, Name
from grader.values import Answer, Finding, Piece, Verdict

BESIDE = frozenset(
    "time steps operations comparisons worst case worst-case sort takes needs Schritte Vergleiche".split()
)
"""Words that may stand beside an order."""
CASES = pattern(
    r"(?i)\b(?:best|average|amorti[sz]ed|expected|lower(?![- ]order)|besten|günstigst\w*|durchschnitt\w*"
    r"|mittlere\w*|erwartete?|untere\w*|optim\w+)\b"
)
"""Of which case an order is, where it is not the usual one: whether that was asked, a person reads."""
MEMBER = pattern(
    r"(?:\\in(?![A-Za-z])|∈)(?=\s*\{?(?:\\math(?:cal|rm|scr)\s*\{?)?\s*\\?(?:O|o|Theta|Omega|omega|[ΘΩ𝒪ω])(?![A-Za-z]))"
)
"""`T(n) \\in O(n)` says of T(n) what `T(n) = O(n)` does."""
ITERATED = pattern(r"log\}?\s*\^\s*\{?\s*\(")
"""`log^{(2)} n` is log log n, or a power."""


def orders(value: object, reading: Reading) -> tuple[Expected, ...]:
    """As `alternatives`, of orders."""
    return alternatives(value, Reading(with_orders(reading.names), reading.key, reading.findings))


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """An order of growth: `O(n log n)`, `Theta(n^2)`, `Omega(n)`, whatever constants and lower terms stand in it.

    The letters are large and positive. Two orders are the same where each is at most a constant times the other:
    bases of logarithms, factors and lower terms do not count (`O(3n^2 + n)`, `O(n lg n)`, `log(n!)`), but `4^n` is
    not `2^n`. Of several letters, as in `O(V + E)`, any may be the larger one; if the exercise says more (`E` is at
    most `V^2`), list the other ways to write the answer. Where `log` in an exponent has no base (`2^{log n}`) or
    the normal form does not know a function, a person decides; so where a letter was not asked about (`O(c n)`).

    `O`, `\\mathcal{O}`, `Theta`, `Omega`, `o`, `omega` are read, before them `T(n) =`, `f \\in` or working, which
    must not contradict the end. Without a symbol the answer counts as the order asked for. Theta where O or Omega
    was asked says more and is right; the right order under a symbol that says less, such as O where Theta was
    asked, earns `nearly` (1/2). A bound that is true but not tight, `O(n^2)` for `O(n log n)`, is wrong, and the
    student is told why: give it credit under `mistakes:` if you like. Without a symbol in `expected` O and Theta
    are right. A word will do that says the order (`quadratic`, `linear time`), with a reason behind it.

    `expected: O(…)`, `Theta(…)` or `Omega(…)` is of this kind by itself where that letter is not declared.

    example:
      answer: {kind: growth, expected: Theta(n log n)}
      right: ["\\\\Theta(n \\\\log_2 n)", "T(n) = Theta(2n log(n) + n)", "n lg n"]
      nearly: "O(n log n)"
      wrong: ["Theta(n^2)", "O(n^2)", "Theta(n)"]
      person: ["Theta(c n log n)", "2^{O(n)}"]
    """

    expected: tuple[Expected, ...] = option(orders, (), required=True)
    nearly: Fraction = option(credit, HALF)
    of: tuple[Expr, ...] = option(formulas, ())

    def faults(self, names: Names) -> tuple[Finding, ...]:
        told = with_orders(names)
        odd = [item for item in self.expected if not is_order(item.expr, told)]
        return tuple(finding("growth-unknown", "note", key="expected", text=item.text) for item in odd)

    def check(self, answer: Answer, context: Context) -> Verdict:
        inner = replace(context, names=with_orders(context.names))

        known = letters(self.of, self.expected)

        def judge(student: Expr) -> Judgement:
            said = unscoped(student)
            return first_right(same_order(item.expr, said, self.nearly, known, inner) for item in self.expected)

        struck = any(piece.kind == "struck" for piece in answer.pieces)
        said = "" if struck else order_in_words(answer.raw, self._letter(inner.names))
        if said:
            note = finding("number-word", "assumption", text=answer.raw.strip(), read=said)
            in_signs = replace(answer, pieces=(Piece("math", said),))
            verdict = check_value(in_signs, inner, self.of, judge, known=known)
            verdict = replace(verdict, text=answer.raw, findings=(*verdict.findings, note))
            return self._in_doubt(verdict, answer, inner.names)
        pieces = tuple(replace(piece, text=MEMBER.sub("=", piece.text)) for piece in answer.pieces)
        told = replace(answer, pieces=pieces)
        verdict = _as_typed(answer, check_value(told, inner, self.of, judge, known=known | SYMBOLS.keys() | BESIDE))
        return self._in_doubt(verdict, answer, inner.names)

    def _in_doubt(self, verdict: Verdict, answer: Answer, names: Names) -> Verdict:
        """The verdict, or for a person where the words around the order speak of another case or another order."""
        if verdict.credit is None:
            return verdict
        found = ITERATED.search(answer.raw) or (verdict.credit and CASES.search(answer.raw))
        words = found[0] if found else self._contradicted(answer.raw, names) if verdict.credit else ""
        if not words:
            return verdict
        doubt = finding("value-turned", words=words)
        return replace(verdict, outcome="undecided", credit=None, certain=False, findings=(doubt,))

    def _contradicted(self, text: str, names: Names) -> str:
        letter = self._letter(names) or "n"
        keys = [each.inner for item in self.expected if (each := written(item.expr, names)) is not None]
        found = [contradicted(text, to_text(key), letter) for key in keys]
        return found[0] if found and all(found) else ""

    def _letter(self, names: Names) -> str:
        """The one letter of what is expected, or nothing."""
        found = [written(item.expr, names) for item in self.expected]
        used = {name for each in found if each is not None for name in size_letters(each.inner)}
        return used.pop() if len(used) == 1 else "" if used else "n"


def _as_typed(answer: Answer, verdict: Verdict) -> Verdict:
    """With the student's own sign in the text that counted."""
    sign = MEMBER.search(answer.raw)
    text = verdict.text.replace("=", sign[0]) if sign else ""
    return replace(verdict, text=text) if text and text in answer.raw else verdict


def by_itself(text: str, names: Names) -> bool:
    """Whether a text is an order where nobody says of which kind it is: O, Theta or Omega of one bracket, a letter
    that the exercise does not use."""
    told = with_orders(names)
    match read(text, told).expr:
        case Call(Name("O" | "cal(O)" | "Theta" | "Omega") as head, (_,), ()) as expr if symbol_of(head, told):
            return is_order(expr, told)
    return False


def is_order(expr: Expr, names: Names) -> bool:
    """Whether the normal form knows how it grows."""
    found = written(expr, names)
    return found is not None and order(found.inner, found.inner, names, Budget.start()) is not None
