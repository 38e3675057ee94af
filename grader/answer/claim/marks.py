"""Where the value that was picked may be less, more, or another than what the student marked as the answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from grader.answer.claim.picked import Picked, joined
from grader.answer.claim.prose.turned import SIGHT, end_of, prose, turned_before, words_of
from grader.answer.claim.prose.vocabulary import JOINTS, LINKS, LISTING, REASONS, SO
from grader.answer.value.judgement import Judgement, finding, undecided, within_limits
from grader.late import pattern, replace
from grader.notation import parse
from grader.notation.names import Names, free_names
from grader.notation.printing import to_text
from grader.notation.shapes.brackets import as_set
from grader.notation.tree import Apply, Bind, Chain, Expr, Index, Interval, Name, Number
from grader.values import Answer, Piece

Judge = Callable[[Expr], Judgement]
SHORT = "missing-entries"
ASIDE = frozenset(
    "check checking probe test verify indeed at for where with when since because stelle bei für mit wobei wenn"
    " da en pour avec où quand lorsque car puisque vérification atteint".split()
)
"""Words before what is said besides the value."""
_NAMED_SET = pattern(r"\s*(?:\\(?:mathbb|mathcal|mathrm|operatorname)\s?\{)?[A-Z]\}?(?:_\{?\w{1,3}\}?)?\s*=\s*\S")
"""`L = …`, `D_f = …`: a set by its name."""
MOST_ELSEWHERE = 12
"""Formulas of an answer that are looked through."""
VALUES = 6
"""Marked values of a sentence that are taken together."""


def without_mark(picked: Picked) -> Expr | None:
    """`12!` without the mark at its end, which may be a sign of joy and was read as a factorial."""
    text = picked.text.rstrip(" .$")
    return _unmarked(picked.expr) if text.endswith("!") and picked.expr is not None else None


def _unmarked(expr: Expr) -> Expr | None:
    """Without the factorial at its end; None where there is none."""
    match expr:
        case Apply("factorial", (inner,)):
            return inner
        case Apply(op, (*before, last)) if (plain := _unmarked(last)) is not None:
            return Apply(op, (*before, plain))
        case Chain((*before, last), relations) if (plain := _unmarked(last)) is not None:
            return Chain((*before, plain), relations)
    return None


def of_several(judged: Judgement, answer: Answer, picked: Picked, judge: Judge, names: Names) -> str | None:
    """The value that was picked, where a collection is asked for and the sentence marks other values, which
    together lack nothing: `$-2$ is a zero and $2$ is a zero`. What the words say of each, a person reads."""
    if judged.credit is None or judged.right or picked.expr is None:
        return None
    mine = _value(picked.expr)
    if mine is None:
        return _of_parts(answer, picked, judge, names)
    formulas = [piece for piece in answer.pieces if piece.kind in ("math", "display")]
    read = [parse(piece.text, names).expr for piece in formulas]
    values = list(dict.fromkeys(value for expr in read if expr is not None and (value := _value(expr)) is not None))
    if not 1 < len(values) <= VALUES:
        return None
    together = within_limits(lambda: judge(Apply("sequence", tuple(values))))
    lacks = any(item.code == SHORT for item in together.findings)
    return to_text(mine) if together.right or not lacks else None


def _of_parts(answer: Answer, picked: Picked, judge: Judge, names: Names) -> str | None:
    """The values that were picked, where with those of the other formulas they are what is asked for:
    `$x = 0$ or $x^2 = 4$, i.e. $x = \\pm 2$`."""
    mine = None if picked.expr is None else tuple(_values(picked.expr))
    formulas = [piece for piece in answer.pieces if piece.kind in ("math", "display")]
    if not mine or picked.expr is None or not 1 < len(formulas) <= VALUES:
        return None
    read = (parse(piece.text, names).expr for piece in formulas)
    values = dict.fromkeys(value for expr in read if expr is not None for value in _values(expr))
    if values.keys() <= set(mine) or len(values) > VALUES:
        return None
    together = within_limits(lambda: judge(Apply("sequence", tuple(values))))
    return to_text(picked.expr) if together.right else None


def _values(expr: Expr) -> Iterator[Expr]:
    """All values without letters that a formula gives to a letter or lists."""
    match expr:
        case Apply("boxed", (inner,)) | Chain((Name(), inner), ("=" | "in",)):
            yield from _values(inner)
        case Apply("sequence" | "set" | "list" | "or" | "and", parts):
            for part in parts:
                yield from _values(part)
        case Apply("plus_minus", (inner,)):
            yield from (inner, Apply("neg", (inner,)))
        case Chain() | Apply("tuple"):
            return
        case _ if not free_names(expr):
            yield expr


def _value(expr: Expr) -> Expr | None:
    """One value without letters, perhaps with its name: `2`, `x_1 = 2`."""
    match expr:
        case Apply("boxed", (inner,)):
            return _value(inner)
        case Chain((Name(), value), ("=",)):
            return _value(value)
        case Chain() | Apply("sequence" | "set" | "list" | "tuple" | "or" | "and"):
            return None
    return None if free_names(expr) else expr


def beside_others(
    judged: Judgement,
    answer: Answer,
    picked: Picked,
    judge: Judge,
    names: Names,
    assess: Callable[[Picked], Judgement],
    asked: frozenset[str],
) -> Judgement:
    """What is wrong, for a person where another formula of the answer is right; `asked`: words of the question."""
    right = _concluded(answer, picked, judge, names, judged.by == "shape", asked)
    said = to_text(right) if right is not None else _right_elsewhere(answer, picked, assess, names)
    return undecided("select", finding("right-beside-others", right=said)) if said else judged


def _concluded(
    answer: Answer, picked: Picked, judge: Judge, names: Names, other_shape: bool, asked: frozenset[str]
) -> Expr | None:
    """A right formula that words lead to at the end, or from which the answer sets out with its reason, where
    another one was picked: `we need $x >= 2$, so the domain is $[2, 5)$`, `$x^2$, because $(x^2)' = 2x$`. Or a list
    of which one item was picked: `$1$ and $3$ are the zeros`. Or the last formula, where what was picked is of an
    `other_shape`: `$R = 3$. It converges for $x \\in [-1, 5)$`. Or what is called as in the question: `The mean is
    $1$. The variance is $2$`."""
    pieces = answer.pieces
    formulas = [k for k, piece in enumerate(pieces) if piece.kind in ("math", "display")]
    if len(formulas) < 2:
        return None
    first, last = formulas[0], formulas[-1]
    run = _last_run(pieces)
    listed = joined(replace(answer, pieces=run), names) if run else None
    found = [] if listed is None else [listed.expr]
    before = prose(pieces, last - 1)
    if other_shape or (_concludes(before) and not turned_before(before, True)):
        found.append(parse(pieces[last].text, names).expr)
    if _begins_reason(prose(pieces, first + 1)) and not turned_before(prose(pieces, first - 1), True):
        found.append(parse(pieces[first].text, names).expr)
    called = (k for k in formulas[:MOST_ELSEWHERE] if _is_called(asked, prose(pieces, k - 1)))
    found.extend(parse(pieces[k].text, names).expr for k in called)
    others = (expr for expr in found if expr is not None and expr != picked.expr)
    return next((expr for expr in others if within_limits(partial(judge, expr)).right), None)


def concluded_otherwise(judged: Judgement, answer: Answer, picked: Picked, judge: Judge, names: Names) -> Judgement:
    """What is right, for a person where the words conclude with another set, interval or point, which is wrong:
    `$x > 2$. The domain is $[2, \\infty)$`, `$x = 3$ and $y = 1$. $L = \\{(3, 2)\\}$`."""
    formulas = [k for k, piece in enumerate(answer.pieces) if piece.kind in ("math", "display")]
    if not judged.right or len(formulas) < 2:
        return judged
    last = answer.pieces[formulas[-1]].text.strip(" .,;")
    part = picked.text.strip() in last or (last in picked.text and not _NAMED_SET.match(last))
    if part or not _leads_to_value(answer.pieces, formulas[-1], last):
        return judged
    expr = parse(last, names).expr
    value = expr.operands[-1] if isinstance(expr, Chain) else expr
    if expr is None or value is None or not _is_collection(value):
        return judged
    if within_limits(partial(judge, value)).outcome != "incorrect":
        return judged
    return undecided("select", finding("right-beside-others", right=picked.text.strip()))


def _leads_to_value(pieces: tuple[Piece, ...], at: int, text: str) -> bool:
    """Whether words lead to the formula there as to the value, or it is named: `the solution is`, `L = …`."""
    words = words_of(end_of(prose(pieces, at - 1)))
    return _NAMED_SET.match(text) is not None or (bool(words) and (words[-1] in LINKS or words[-1] in SO))


def _is_collection(expr: Expr) -> bool:
    return isinstance(as_set(expr), Interval) or (
        isinstance(expr, Apply) and expr.op in ("tuple", "list", "set", "union", "given")
    )


def _right_elsewhere(answer: Answer, picked: Picked, assess: Callable[[Picked], Judgement], names: Names) -> str:
    """Another formula of the answer that is right by itself, where another one was picked, or nothing: the check
    `$3 \\cdot 5 = 15$` behind the value, the place at which there is a maximum."""
    pieces = answer.pieces
    formulas = [piece for piece in pieces if piece.kind in ("math", "display")]
    picked_at = next((k for k, piece in enumerate(pieces) if picked.text.strip() in piece.text), 0)
    while picked_at > 1 and prose(pieces, picked_at - 1).strip().lower() in LISTING:
        picked_at -= 2
    before = prose(pieces, picked_at - 1)
    if len(formulas) < 2 or (ASIDE.isdisjoint(words_of(before)) and not before.rstrip().endswith("(")):
        return ""
    for piece in formulas[:MOST_ELSEWHERE]:
        read = parse(piece.text, names)
        if read.expr is None or read.expr == picked.expr:
            continue
        if assess(Picked(piece.text, read.expr, read.findings, piece.line)).right:
            return piece.text.strip()
    return ""


def _concludes(text: str) -> bool:
    """Whether words before a formula draw it from what stands above or name it: `so the domain is`, `Therefore`,
    `the pH is`."""
    words = words_of(end_of(text))
    return bool(words) and words[-1] not in JOINTS and (words[-1] in LINKS or not SO.isdisjoint(words))


def _is_called(asked: frozenset[str], text: str) -> bool:
    """Whether words before a formula give it a name out of the question: `the mean is`."""
    words = words_of(end_of(text))
    telling = (word for word in words[:-1] if len(word) > len("the"))
    return bool(words) and words[-1] in LINKS and not asked.isdisjoint(telling)


def _last_run(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The last formulas with nothing but a comma or "and" between them, where they are several: `$1$ and $3$`."""
    end = max((k for k, piece in enumerate(pieces) if piece.kind == "math"), default=0)
    start = end
    while start > 1 and pieces[start - 2].kind == "math" and pieces[start - 1].text.strip().lower() in LISTING:
        start -= 2
    return pieces[start : end + 1] if start < end else ()


def _begins_reason(text: str) -> bool:
    return bool(words := words_of(text[:SIGHT])) and words[0] in REASONS


def short_reach(expr: Expr) -> str:
    """What was read of the last term of a sum alone and may be meant of all of it, `x^2 + 1 mod 2` or
    `x^2 + 1 |_{x=2}`; or what an index makes of a number, `12_b`."""
    match expr:
        case Apply("add", (*_, Apply("mod") | Bind("at") as last)) | Apply("add", (*_, Apply("neg", (last,)))):
            return to_text(last) if isinstance(last, Bind | Apply) and last.op in ("mod", "at") else ""
        case Index(Number(), (Name(),)):
            return to_text(expr)
    return ""
