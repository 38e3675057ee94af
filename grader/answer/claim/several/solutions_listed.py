"""Solutions listed one by one: `w = 2 or w = 3`, `w_1 = 2` and below it `w_2 = 3`, `w = (5 \\pm 1)/2`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from types import MappingProxyType

from grader.answer.claim.picked import Picked, is_listed, joined
from grader.answer.claim.prose.denial import may_deny
from grader.answer.claim.prose.vocabulary import cue, last_words
from grader.answer.claim.statements import Statement, statements
from grader.answer.kind import Context
from grader.answer.solution.solutions import relate
from grader.answer.solution.written.signs_taken import MOST_VALUES, signs_taken
from grader.answer.value.asked.left_sides import ARRAYS
from grader.answer.value.asked.sides import EQUALITIES, claim
from grader.answer.value.numbers.worth import substituted
from grader.answer.value.shapes import CONSTANTS, is_number, kind_of, unwrapped
from grader.equivalence import compare
from grader.equivalence.rewriting.signs import readings, signed
from grader.equivalence.truth import Different
from grader.late import dataclass, pattern, replace
from grader.limits import LIST_ITEMS, PART_CHARACTERS
from grader.notation import parse
from grader.notation.names import Names, free_names
from grader.notation.tree import Apply, Chain, Expr, Index, Name, Text, facts, walk
from grader.notation.words import CONCLUDES
from grader.values import Answer, Finding

_LETTER_DIGIT = pattern(r"[^\W\d_]\d")
LISTS = frozenset({"sequence", "or", "and"})
_EACH = pattern(
    r"(?<![\w\\^*/+-])(?<![*/+-] )\\?(?P<letter>[A-Za-zα-ω]|lambda|mu)(?:_?\{?\d\}?)?\s*=\s*"
    r"(?P<value>[-−]?\s?(?:\\[dt]?frac\{\d+\}\{\d+\}|\d+(?:[.,]\d+)?(?:/\d+)?))(?![\w^*(+])"
)
_CONCLUDED = pattern(r"=\s?(?:\\left\s?)?\\?\{")
"""A set is said in braces: that is the answer."""
NOTHING: Mapping[str, Expr] = MappingProxyType({})
COORDINATES = frozenset("xyz")
"""Letters whose values are those of a point, in their order."""
SEVERAL = 2
SAYING = frozenset({"are", "is", "get", "obtain", "have", "find", "sind", "ist", "erhalten", "erhalte", "haben"})
"""What stands right before the numbers that a sentence gives."""


@dataclass(frozen=True, slots=True)
class _Listed:
    """Values said of one letter; `refused` is a chain on the way to one of them that contradicts itself."""

    letter: str
    values: tuple[Expr, ...]
    refused: Expr | None = None
    findings: tuple[Finding, ...] = ()
    numbered: bool = False
    """Whether an index numbers the solutions."""


def numbered_solutions(answer: Answer, context: Context) -> Picked | None:
    """As `listed_solutions`, only where the solutions are numbered (`x_1 = 2, x_2 = -2`) or stand in lines or
    formulas of their own."""
    return None if is_one(answer, context.names) else listed_solutions(answer, context, several=True)


def is_one(answer: Answer, names: Names) -> bool:
    """Whether it is seen at once that there is one statement, of letters without index: most answers need not be
    cut into statements."""
    text = answer.pieces[0].text if answer.pieces else ""
    if len(answer.pieces) != 1 or "\n" in text.strip() or _LETTER_DIGIT.search(text):
        return False
    read = parse(answer.pieces[0].text, names).expr
    return read is not None and Index not in facts(read).shapes and not any("_" in id for id in facts(read).names)


def all_equations(answer: Answer, context: Context) -> Picked | None:
    """Equations in lines or sentences of their own, as one statement; None where there is only one formula."""
    claims = [found for found in statements(answer, context.names) if found.role == "claim"]
    read = [parse(statement.text, context.names) for statement in claims]
    apart = any({"or", "oder"} & set(last_words(statement.before)) for statement in claims)
    if apart or len(claims) < 2 or not all(isinstance(parsed.expr, Chain) for parsed in read):
        return None
    parts = tuple(parsed.expr for parsed in read if parsed.expr is not None)
    findings = tuple(item for parsed in read for item in parsed.findings)
    text = ", ".join(statement.text for statement in claims)
    return Picked(text, Apply("and", parts), findings, claims[-1].line)


def listed_solutions(answer: Answer, context: Context, several: bool = False) -> Picked | None:
    """The last run of statements that give one letter its values, as a set; None where the answer is no such list.

    Indices only number the solutions (`w_1`, `w_{1,2}`), so they are left away. What stands before the run is the
    way to it. A chain in the run that contradicts itself is what counts, so that it is refused by its name; so is
    `x = 2, so x = 3`. With `several`, one value without an index is no list.
    """
    if (factors := _by_factors(answer, context)) is not None:
        return factors
    run: list[tuple[Statement, _Listed]] = []
    claims = _of_numbers(statements(answer, context.names), context)
    told = _told(claims, context.names)
    for statement in reversed(claims):
        found = _listed(statement, context, told) if statement.role == "claim" and not statement.continues else None
        if found is None or (run and run[-1][1].letter != found.letter):
            if run and _says_more(statement, run[-1][1].letter, context):
                return None
            break
        run.append((statement, found))
    if not run and not several:
        return said_values(answer, context)
    if not run or (several and not any(found.numbered for _, found in run) and _one_value(run, context)):
        return None
    run.reverse()
    run = _concluded(run, context)
    text = ", ".join(statement.text for statement, _ in run)
    refused = next((found.refused for _, found in run if found.refused is not None), None)
    findings = tuple(item for _, found in run for item in found.findings)
    values = tuple(value for _, found in run for value in found.values)
    if taken := signs_taken(values, text, context):
        findings = (*findings, taken)
    return Picked(text, refused or Apply("set", values), findings, run[-1][0].line)


def _of_numbers(claims: Sequence[Statement], context: Context) -> Sequence[Statement]:
    """Without the vectors that belong to the numbers (`\\lambda_1 = 4 with v_1 = (1, 1)`) and, where the part asks
    for other things too, without what stands behind the numbered values."""
    kept = [each for each in claims if not _says_vector(each, context.names)]
    if len(kept) < len(claims):  # `and` behind a vector goes on with the numbers, not with what belongs to one
        kept = [replace(each, role="claim") if cue(each.before) == "and" else each for each in kept]
    while context.others and kept and not ((listed := _listed(kept[-1], context)) and listed.numbered):
        del kept[-1]
    return kept or claims


def _says_vector(statement: Statement, names: Names) -> bool:
    match parse(statement.text, names).expr:
        case Chain((Name() | Index(), *_, value), relations) if set(relations) == {"="}:
            return any(kind_of(node) in ARRAYS for node in walk(value))
    return False


def _told(claims: Sequence[Statement], names: Names) -> dict[str, Expr]:
    """What the answer says of numbered solutions: `x_2 = pi - x_1` uses the first."""
    told: dict[str, Expr] = {}
    for statement in claims if any("_" in each.text or _LETTER_DIGIT.search(each.text) for each in claims) else ():
        for part in _parts(parse(statement.text, names).expr):
            match part:
                case Chain((Name(id), *_, last), relations) if "_" in id and EQUALITIES.issuperset(relations):
                    if is_number(last):
                        told.setdefault(id, last)
    return told


def _parts(expr: Expr | None) -> tuple[Expr | None, ...]:
    return expr.args if isinstance(expr, Apply) and expr.op in LISTS else (expr,)


def _by_factors(answer: Answer, context: Context) -> Picked | None:
    """`x - 4 = 0 => x = 4` and below it `x + 1 = 0 => x = -1`: the values at the end, each behind an equation of
    its own that has this solution; None where there are not several."""
    claims = statements(answer, context.names)
    found: list[tuple[Statement, _Listed]] = []
    while len(claims) > 1:
        (above, last), claims = claims[-2:], claims[:-2]
        listed = _listed(last, context) if above.role == last.role == "claim" else None
        if listed is None or listed.refused is not None or (found and found[-1][1].letter != listed.letter):
            break
        if _listed(above, context) is not None or not _is_solved(above, listed, context):
            break
        found.append((last, listed))
    if len(found) < SEVERAL:
        return None
    found.reverse()
    values = tuple(value for _, listed in found for value in listed.values)
    return Picked(", ".join(last.text for last, _ in found), Apply("set", values), (), found[-1][0].line)


def _is_solved(statement: Statement, listed: _Listed, context: Context) -> bool:
    """Whether it is an equation whose solutions are these."""
    equation = parse(statement.text, context.names).expr
    letters = free_names(equation) - CONSTANTS if isinstance(equation, Chain) else frozenset()
    if equation is None or len(letters) != 1 or {_base(name, context.names) for name in letters} != {listed.letter}:
        return False
    held = tuple(Chain((Name(name), each), ("=",)) for name in letters for each in listed.values)
    return relate(equation, held[0] if len(held) == 1 else Apply("or", held), context).relation == "same"


def _says_more(statement: Statement, letter: str, context: Context) -> bool:
    """Whether words stand in what is said of the letter: which values it gives is not understood."""
    said = parse(statement.text, context.names).expr
    if not isinstance(said, Chain) or Text not in facts(said).shapes:
        return False
    return any(_base(name, context.names) == letter for name in free_names(said.operands[0]))


def bare_lines(answer: Answer, context: Context) -> Picked | None:
    """`3` and below it `-3`: numbers that stand there alone, each in a formula of its own, as a set."""
    claims = statements(answer, context.names)
    read = [parse(statement.text, context.names).expr for statement in claims]
    values = tuple(expr for expr in read if expr is not None and is_number(expr))
    alone = all(each.bare and each.alone and each.role == "claim" and not each.joint for each in claims)
    if len(values) < 2 or len(values) < len(claims) or not alone:
        return None
    return Picked(", ".join(each.text for each in claims), Apply("set", values), (), claims[0].line)


def named_values(answer: Answer, context: Context) -> Picked | None:
    """`a = 2, b = 3`: what is said of several letters, a value of each, as bare values; else None."""
    claims = statements(answer, context.names)
    found = [_listed(statement, context) for statement in claims]
    known = [each for each in found if each is not None and each.refused is None and len(each.values) == 1]
    letters = {each.letter for each in known}
    if len(claims) < 2 or not len(letters) == len(known) == len(claims) or not letters.isdisjoint(COORDINATES):
        return None
    if any(statement.role != "claim" or statement.continues or statement.joint for statement in claims):
        return None
    text = ", ".join(statement.text for statement in claims)
    return Picked(text, Apply("sequence", tuple(each.values[0] for each in known)), (), claims[0].line)


def all_values(answer: Answer, context: Context, which: int = 0) -> Picked | None:
    """Whatever the answer says that one letter is, wherever it says so, as a set; for a person, who reads what
    stands between. Of several letters with several values, that of this number."""
    found = list(islice(_EACH.finditer(answer.raw[:PART_CHARACTERS]), LIST_ITEMS))
    if _CONCLUDED.search(answer.raw):
        return None
    said: dict[str, dict[Expr, str]] = {}
    for each in found:
        expr = parse(each["value"], context.names).expr
        if expr is not None and is_number(expr):
            said.setdefault(each["letter"], {}).setdefault(expr, each[0].strip())
    several = [values for values in said.values() if SEVERAL <= len(values) <= MOST_VALUES]
    if which >= len(several):
        return None
    return Picked(", ".join(several[which].values()), Apply("set", tuple(several[which])), (), answer.line)


def _one_value(run: list[tuple[Statement, _Listed]], context: Context) -> bool:
    """Whether all of it is one value, worked out line by line."""
    if len(run) == 1:
        return True
    values = [value for _, found in run for value in found.values]
    return bool(values) and all(_same(values[0], value, context) for value in values[1:])


def _concluded(run: list[tuple[Statement, _Listed]], context: Context) -> list[tuple[Statement, _Listed]]:
    """Without what stands before the last "so": its values are those before, or some of them. Others contradict
    them, and are refused with them."""
    at = max((k for k, (statement, _) in enumerate(run) if k and concludes(statement)), default=0)
    if not at:
        return run
    before = [value for _, found in run[:at] for value in found.values]
    after = [value for _, found in run[at:] for value in found.values]
    strange = next((value for value in after if not any(_same(value, other, context) for other in before)), None)
    if strange is None or not before:
        return run[at:]
    statement, found = run[-1]
    refused = Chain((Name(found.letter), before[-1], strange), ("=", "="))
    return [*run[at:-1], (statement, replace(found, refused=found.refused or refused))]


def concludes(statement: Statement) -> bool:
    first = statement.text.split(maxsplit=1)[0].lower() if statement.text else ""
    return statement.joint == "implies" or cue(statement.before) == "so" or first in CONCLUDES


def _same(left: Expr, right: Expr, context: Context) -> bool:
    return not isinstance(compare(left, right, context.names, context.budget, context.seed), Different)


def said_values(answer: Answer, context: Context) -> Picked | None:
    """ "The solutions are $2$ and $5 - 2 = 3$.": a sentence that only says which numbers or points they are."""
    pieces = [piece for piece in answer.pieces if piece.kind != "struck" and piece.text.strip(" \n.")]
    said = [k for k, piece in enumerate(pieces) if piece.kind == "prose" and _says_values(piece.text)]
    if not said or len(pieces) - said[-1] <= SEVERAL or any(may_deny(pieces[k].text) for k in said):
        return None
    listed = replace(answer, pieces=tuple(pieces[said[-1] + 1 :]))
    formulas = [piece for piece in listed.pieces if piece.kind == "math"]
    read = [parse(piece.text.strip(" .,"), context.names).expr for piece in formulas]
    if is_listed(listed) and any(isinstance(expr, Chain) for expr in read):
        values = [None if expr is None else _worked_out(expr, context) for expr in read]
        numbers = tuple(value for value in values if value is not None)
        text = ", ".join(piece.text for piece in formulas)
        return Picked(text, Apply("set", numbers), (), formulas[0].line) if len(numbers) == len(read) else None
    found = joined(listed, context.names)
    if found is None or not isinstance(found.expr, Apply) or not all(map(_is_value, found.expr.args)):
        return None
    return found


def _is_value(expr: Expr) -> bool:
    point = isinstance(expr, Apply) and expr.op == "tuple" and all(map(is_number, expr.args))
    return is_number(expr) or point


def _says_values(text: str) -> bool:
    return text.lower().rstrip(" :\n").endswith(tuple(f" {word}" for word in SAYING))


def _worked_out(expr: Expr, context: Context) -> Expr | None:
    """The value of `pi - pi/6 = 5 pi/6`, or of a number; None where it is neither, or contradicts itself."""
    if not isinstance(expr, Chain):
        return expr if is_number(expr) else None
    if not EQUALITIES.issuperset(expr.relations) or not all(map(is_number, expr.operands)):
        return None
    found = claim(expr, context)
    return found.expr if found.refused is None else None


def _listed(statement: Statement, context: Context, told: Mapping[str, Expr] = NOTHING) -> _Listed | None:
    parsed = parse(statement.text, context.names)
    if parsed.expr is None:
        return None
    found = _of(_put_in(unwrapped(parsed.expr), told), context)
    return found and replace(found, findings=parsed.findings)


def _put_in(expr: Expr, told: Mapping[str, Expr]) -> Expr:
    """`x_2 = pi - x_1` with the value of `x_1`."""
    match expr:
        case Apply(op, parts) if told and op in LISTS:
            return Apply(op, tuple(_put_in(part, told) for part in parts))
        case Chain((head, *sides), relations) if told:
            return Chain((head, *(substituted(side, told) for side in sides)), relations)
    return expr


def _of(expr: Expr, context: Context, letter: str = "") -> _Listed | None:
    """What one formula lists; values without a left side belong to the `letter` before them."""
    match expr:
        case Apply(op, args) if op in LISTS and args and isinstance(args[0], Chain):
            first = _of(args[0], context)
            if first is None:
                return None
            rest = (each for arg in args[1:] for each in _apart(arg))
            parts = [first, *(_of(unwrapped(arg), context, first.letter) for arg in rest)]
            known = [part for part in parts if part is not None and part.letter == first.letter]
            if len(known) != len(parts):
                return None
            refused = next((part.refused for part in known if part.refused is not None), None)
            values = tuple(value for part in known for value in part.values)
            return _Listed(first.letter, values, refused, numbered=any(part.numbered for part in known))
        case Chain((Name(id) | Index(Name(id)) as head, *sides), relations) if EQUALITIES.issuperset(relations):
            letter = _base(id, context.names)
            found = _of_chain(letter, tuple(sides), relations, expr, context)
            return found and replace(found, numbered=head != Name(letter))
        case _ if letter and is_number(expr):
            return _Listed(letter, readings(expr))
    return None


def _apart(expr: Expr) -> tuple[Expr, ...]:
    """The last two of `x = 2, 3 and 5`."""
    match expr:
        case Apply("and" | "or", values) if all(map(is_number, values)):
            return values
    return (expr,)


def _of_chain(
    letter: str, sides: tuple[Expr, ...], relations: tuple[str, ...], chain: Expr, context: Context
) -> _Listed | None:
    """The value at the end; the sides before it must be equal to it."""
    if not is_number(sides[-1]) or any(letter in free_names(side) for side in sides):
        return None
    if any(signed(side) for side in sides[:-1]):
        sides, relations = sides[-1:], relations[-1:]  # two values on the way: each would need its own chain
    rest = Chain(sides, relations[1:]) if len(sides) > 1 else sides[0]
    if claim(rest, context).refused is not None:
        return _Listed(letter, (), chain)
    return _Listed(letter, readings(claim(rest, context).expr))


def _base(name: str, names: Names) -> str:
    """A letter without the index that numbers its solutions; a declared name is its own."""
    return name if name in names.declared else name.split("_", 1)[0]
