"""The methods in their order: structure, a few points, exact, balls; and, loaded on use, probe and symbolic."""

from __future__ import annotations

from functools import partial

from grader.equivalence.evaluation.scalars import Unsupported
from grader.equivalence.methods import balls, exact, structure
from grader.equivalence.rewriting import divisors, membership, odd_roots, signs
from grader.equivalence.rewriting.inline import expand
from grader.equivalence.sampling.positivity import (
    positive_only,
    taken_as_positive,
    taken_positive,
    unsaid,
    with_positive,
)
from grader.equivalence.traits import Traits, traits
from grader.equivalence.truth import Different, Same, Truth, Unknown
from grader.equivalence.worlds import conjugates, dependents, worldly
from grader.equivalence.worlds.tensors import ShapeError
from grader.errors import FAULTS, LimitError
from grader.late import replace
from grader.limits import Budget
from grader.notation.names import Names
from grader.notation.tree import Expr
from grader.values import Finding

ROUNDING = frozenset({"floor", "ceiling", "mod"})


def climb(left: Expr, right: Expr, names: Names, budget: Budget, seed: str) -> Truth:
    """The first verdict that is not Unknown; else the reason of the last method that tried."""
    try:
        verdict = _climb(left, right, names, budget, seed)
        if isinstance(verdict, Unknown) and verdict.finding.code == "too-few-points":
            return _as_towers(left, right, names, budget) or verdict
        return verdict
    except LimitError as error:
        told = _as_towers(left, right, names, budget) if error.limit == "EXACT_BITS" else None
        return told or Unknown(Finding("limit", data=(("limit", error.limit),)))
    except (RecursionError, MemoryError):
        return Unknown(Finding("too-complex"))
    except FAULTS as error:
        return Unknown(Finding("engine-fault", data=(("fault", type(error).__name__),)))


def _as_towers(left: Expr, right: Expr, names: Names, budget: Budget) -> Truth | None:
    """Numbers too large for balls."""
    from grader.equivalence.methods import towers

    try:
        return towers.decide(left, right, names, budget)
    except (LimitError, RecursionError, MemoryError, *FAULTS):
        return None


def _climb(left: Expr, right: Expr, names: Names, budget: Budget, seed: str) -> Truth:
    held = traits(left, right)
    if not held.plain or "prime" in held.words:
        left, right = dependents.spell_out(left, right, names)
    if not held.plain or not held.undeclared(names):
        left, right = expand(left, names), expand(right, names)
        held = traits(left, right)
    if "neg" in held.words and ("root" in held.words or {"pow", "div"} <= held.words):
        left, right = odd_roots.settled(left, names), odd_roots.settled(right, names)
        held = traits(left, right)
    if not held.words.isdisjoint(conjugates.PARTS) or (held.plain and conjugates.marked(held.names, names)):
        left, right, names = conjugates.with_conjugates(left, right, names)
    if any(name.startswith("delta") for name in held.names):
        from grader.equivalence.worlds import kronecker

        left, right = kronecker.spelled_out(left, right, names)
        held = traits(left, right)
    if not held.words.isdisjoint(membership.WORDS):
        left, right = membership.spelled_out(left), membership.spelled_out(right)
        held = traits(left, right)
    if "ellipsis" in held.words:
        from grader.equivalence.rewriting import runs

        left, right = runs.spelled_out(left, names), runs.spelled_out(right, names)
        held = traits(left, right)
    if "binomial" in held.words and not held.words.isdisjoint({"sequence", "tuple", "list"}):
        from grader.equivalence.rewriting import multinomials

        left, right = multinomials.spelled_out(left), multinomials.spelled_out(right)
        held = traits(left, right)
    if not held.words.isdisjoint(divisors.WORDS):
        verdicts = [_climb(a, b, names, budget, seed) for a, b in divisors.readings(left, right, names, budget)]
        if verdicts:
            return divisors.noted(next((v for v in verdicts if isinstance(v, Same)), verdicts[0]))
        if divisors.meaningless(left, names) or divisors.meaningless(right, names):
            return structure.decide(left, right, names) or Unknown(Finding("no-method", data=(("word", "gcd"),)))
    judge = _single if held.words.isdisjoint(signs.SIGNS) else _both_signs
    verdict = judge(left, right, names, budget, seed)
    letters = unsaid(left, right, names, verdict.witness) if isinstance(verdict, Different) else ()
    if letters and isinstance(judge(left, right, with_positive(names, letters), budget, seed), Same):
        return Unknown(_depending_on_sign(left, right, names, letters, budget, seed))
    return verdict


def _depending_on_sign(
    left: Expr, right: Expr, names: Names, letters: tuple[str, ...], budget: Budget, seed: str
) -> Finding:
    """The letters, of those that make the sides equal where all are positive, whose own sign matters."""

    def others(letter: str) -> Names:
        return with_positive(names, tuple(v for v in letters if v != letter))

    if len(letters) == 1:
        return positive_only(letters)
    seen = tuple(v for v in letters if _apart_somewhere(left, right, others(v), budget))
    if seen and isinstance(_single(left, right, with_positive(names, seen), budget, seed), Same):
        return positive_only(seen)
    found = [v for v in letters if isinstance(_single(left, right, others(v), budget, seed), Different)]
    return positive_only(found or letters)


def _apart_somewhere(left: Expr, right: Expr, names: Names, budget: Budget) -> bool:
    """Whether a few points tell them apart."""
    try:
        return balls.apart(balls.ask(left, right, names, budget, traits(left, right)))
    except (Unsupported, ShapeError):
        return False


def _both_signs(left: Expr, right: Expr, names: Names, budget: Budget, seed: str) -> Truth:
    """`a ± b` is two values: each of one side must be one of the other."""
    ours, theirs = signs.choices(left), signs.choices(right)
    verdicts: list[Truth] = []
    for pairs in (((0, 0), (1, 1)), ((0, 1), (1, 0))):
        found = [_single(ours[i], theirs[k], names, budget, seed) for i, k in pairs]
        if all(isinstance(v, Same) for v in found):
            same = [v for v in found if isinstance(v, Same)]
            return replace(same[0], certain=all(v.certain for v in same))
        verdicts.extend(found)
    return next((v for v in verdicts if not isinstance(v, Same | Different)), None) or next(
        v for v in verdicts if isinstance(v, Different)
    )


def _single(left: Expr, right: Expr, names: Names, budget: Budget, seed: str) -> Truth:
    held = traits(left, right)
    if held.plain:
        return _without_sympy(left, right, names, budget, seed)
    from grader.equivalence.methods import symbolic

    told = None
    if symbolic.is_rough(left) or symbolic.is_rough(right):  # where quadrature takes long
        told = _apart_at_once(left, right, names, budget) or _closed(left, right, names, budget, seed)
        if told is not None and not isinstance(told, Unknown):
            return told
    verdict = _without_sympy(left, right, names, budget, seed)
    if not isinstance(verdict, Unknown) or not symbolic.needed(left, right):
        return verdict
    told = told or _closed(left, right, names, budget, seed)
    if told is not None and not isinstance(told, Unknown):
        return told
    return _by_evidence(left, right, names, budget, seed) or told or verdict


def _apart_at_once(left: Expr, right: Expr, names: Names, budget: Budget) -> Different | None:
    try:
        return balls.quick(balls.ask(left, right, names, budget, traits(left, right)), balls.Tally())
    except (Unsupported, ShapeError):
        return None


def _closed(left: Expr, right: Expr, names: Names, budget: Budget, seed: str) -> Truth | None:
    """By the closed forms that SymPy finds; None where it finds none."""
    from grader.equivalence.methods import symbolic

    ours = symbolic.closed(left, names, budget)
    theirs = None if ours is None else symbolic.closed(right, names, budget)
    if ours is None or theirs is None:
        return None
    match _without_sympy(ours, theirs, names, budget, seed):
        case Same(_, _, notes):
            return Same("symbolic", certain=False, notes=notes)
        case Different(_, witness, _, notes):
            return Different("symbolic", witness, certain=False, notes=notes)
        case unknown:
            return unknown


def _by_evidence(left: Expr, right: Expr, names: Names, budget: Budget, seed: str) -> Truth | None:
    """Sums without end, and integrals, of which no closed form was found."""
    from grader.equivalence.evaluation import series
    from grader.equivalence.methods import settled

    ours, theirs = series.to_any_precision(left), series.to_any_precision(right)
    if (ours, theirs) == (left, right):
        return settled.decide(left, right, names, budget)
    verdict = _without_sympy(ours, theirs, names, budget, seed)
    return None if isinstance(verdict, Unknown) else verdict


def _without_sympy(left: Expr, right: Expr, names: Names, budget: Budget, seed: str) -> Truth:
    """Structure, a few points, exact, balls or probe."""
    try:
        held = traits(left, right)
        simple = held.plain and held.undeclared(names) and held.words.isdisjoint(worldly.WORLDLY)
        if not simple and worldly.needed(left, right, names):
            return _probe(left, right, names, budget, seed)
        return _on_numbers(left, right, names, budget, seed, held)
    except Unsupported as error:
        return structure.decide(left, right, names) or _unevaluated(left, right, names, budget, str(error))
    except ShapeError as error:
        data = (("word", error.op), ("left", error.left), ("right", error.right))
        return Unknown(Finding("shapes-do-not-fit", data=data))


def _on_numbers(left: Expr, right: Expr, names: Names, budget: Budget, seed: str, held: Traits) -> Truth:
    """Where all variables are numbers. A difference where one is negative is looked at again, if the expected
    side takes letters as positive."""
    question = balls.ask(left, right, names, budget, held)
    verdict = _by_methods(question, seed)
    if isinstance(verdict, Unknown) and verdict.finding.code == "piecewise-undecided":
        return _by_cases(question, seed) or verdict
    if isinstance(verdict, Unknown) and not ROUNDING.isdisjoint(held.words):
        verdict = _rounded(question, seed) or verdict
    if isinstance(verdict, Unknown) and not question.variables and not question.complex:
        return _apart_as_complex(question, seed) or verdict
    if not isinstance(verdict, Different) or not _negative(verdict) or question.complex:
        return verdict
    fixed = taken_positive(left, question.variables, names, budget)
    if not fixed:
        return verdict
    again = _on_numbers(left, right, with_positive(names, fixed), budget, seed, held)
    return replace(again, notes=(*again.notes, taken_as_positive(fixed))) if isinstance(again, Same) else again


def _rounded(question: balls.Question, seed: str) -> Truth | None:
    """With roundings of whole numbers carried out; None where there are none."""
    from grader.equivalence.methods import wholes

    names, budget = question.names, question.budget
    judge = partial(_stretch, budget=budget, seed=seed)
    left, right = (wholes.rounded(side, names, budget, judge) for side in (question.left, question.right))
    if (left, right) == (question.left, question.right):
        return None
    return _on_numbers(left, right, names, budget, seed, traits(left, right))


def _apart_as_complex(question: balls.Question, seed: str) -> Different | None:
    """Numbers, one of which is not real (`\\sqrt{1 - \\pi}`): where they differ as complex numbers, they differ."""
    try:
        found = balls.decide(replace(question, complex=True), balls.Tally(), seed)
    except Unsupported:
        return None
    return found if isinstance(found, Different) else None


def _by_cases(question: balls.Question, seed: str) -> Truth | None:
    """By residues, piece by piece; among complex numbers by the signs of the real letters."""
    from grader.equivalence.methods import corners, halves, pieces, residues

    left, right, names, budget = question.left, question.right, question.names, question.budget
    judge = partial(_stretch, budget=budget, seed=seed)
    rounded = residues.decide(left, right, names, judge)
    if rounded is not None:
        return rounded
    if question.complex:
        return halves.decide(left, right, names, judge)
    return pieces.decide(left, right, names, budget, judge) or corners.decide(left, right, names, budget, judge)


def _stretch(left: Expr, right: Expr, names: Names, budget: Budget, seed: str) -> Truth:
    """Where no piece ends."""
    return _by_methods(balls.ask(left, right, names, budget, traits(left, right)), seed)


def _negative(verdict: Different) -> bool:
    return verdict.witness is not None and any(value.startswith("-") for _, value in verdict.witness.at)


def _unevaluated(left: Expr, right: Expr, names: Names, budget: Budget, word: str) -> Truth:
    """Where a word has no value, the normal form may still prove equality, never difference."""
    proved = _exact(left, right, names, budget)
    told = () if "_" in word else (("word", word),)  # `set_of` is a word of ours alone
    return proved if isinstance(proved, Same) else Unknown(Finding("no-method", data=told))


def _probe(left: Expr, right: Expr, names: Names, budget: Budget, seed: str) -> Truth:
    proved = structure.decide(left, right, names) or _exact(left, right, names, budget)
    if isinstance(proved, Same):
        return proved
    from grader.equivalence.methods import probe

    verdict = probe.decide(left, right, names, budget, seed)
    return proved if isinstance(proved, Different) and not isinstance(verdict, Different) else verdict


def _by_methods(question: balls.Question, seed: str) -> Truth:
    """Structure; one point, where most wrong answers end; the normal forms; then points in earnest."""
    tally = balls.Tally()
    alike = structure.decide(question.left, question.right, question.names)
    found = balls.quick(question, tally)
    if alike is not None:
        return _with_domains(alike, question, tally, seed)
    if found is not None:
        return found
    proved = _exact(question.left, question.right, question.names, question.budget)
    if isinstance(proved, Same):
        return _with_domains(proved, question, tally, seed)
    verdict = balls.decide(question, balls.Tally(), seed)
    return proved if isinstance(proved, Different) and not isinstance(verdict, Different) else verdict


def _with_domains(proved: Same, question: balls.Question, tally: balls.Tally, seed: str) -> Truth:
    """A proof of equality, and where the domains differ; without a single value there is nothing to be equal."""
    if not tally.valid:
        tally = balls.Tally()
        verdict = balls.decide(question, tally, seed)
        if not tally.valid:
            return verdict if isinstance(verdict, Unknown) else proved
    if proved.by == "structure" or (proved.everywhere and balls.recorded(question)):
        return proved
    against = balls.scan_domain(question, tally)
    if against is not None:
        return against
    return replace(proved, notes=(*proved.notes, *balls.domain_notes(tally)))


def _exact(left: Expr, right: Expr, names: Names, budget: Budget) -> Same | Different | None:
    """The normal forms; where they meet a limit of their own, the next method has its turn."""
    try:
        return exact.decide(left, right, names, budget)
    except LimitError as error:
        if error.limit == "ANSWER_SECONDS":
            raise
        return None
    except FAULTS:
        return None
