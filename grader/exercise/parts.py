"""The nodes of one part -> `Part`: answers, mistakes, samples, rubric, and what it builds on."""

from __future__ import annotations

from fractions import Fraction
from typing import cast

from grader.answer.block import read_block
from grader.answer.kind import Kind
from grader.exercise.model import Mistake, NamedAnswer, Part, Reveal, RubricLine, Sample, Use, Want, model_text
from grader.exercise.nodes import Mapping, Node, Plain, Scalar, Sequence, plain
from grader.exercise.schema import Reader
from grader.exercise.traps import nothing, unquoted
from grader.exercise.typeset import unclosed
from grader.late import dataclass, field
from grader.notation.names import Names, read_names

PART_KEYS = (
    "question", "points", "answer", "answers", "also", "mistakes", "samples", "rubric", "uses", "reveal",
    "solution", "notation",
)  # fmt: skip
ANSWER_KEYS = ("points", "weight", "also", "mistakes")
"""What may stand beside an answer block where a part has several; the rest is the block's own."""
MISTAKE_KEYS = ("answer", "credit", "feedback")
RUBRIC_KEYS = ("text", "points")
SAMPLE_KEYS = ("text", "points")
WANTED = ("correct", "partial", "incorrect")
REVEALS = ("outcome", "feedback", "solution")
LONGEST_NAME = 60


@dataclass(slots=True)
class Around:
    """What a part takes from what stands around it: its exercise, and the parts before it."""

    notation: dict[str, Plain]
    reveal: str
    earlier: dict[str, Part] = field(default_factory=dict)
    exercise: str = ""


def read_part(reader: Reader, node: Node, part_id: str, around: Around, only: tuple[str, ...] = PART_KEYS) -> Part:
    """One part. Problems are noted in the reader; what is returned then is as complete as can be."""
    what = f"Part {part_id}"
    fields = reader.fields(node, what, only)
    points = reader.number(fields.get("points"), f"{what}: `points`")
    uses = _uses(reader, fields.get("uses"), part_id, around)
    notation = merged(around.notation, plain(fields["notation"]) if "notation" in fields else {}, uses, around)
    names = read_notation(reader, fields.get("notation", node), notation) if "notation" in fields or uses else None
    names = names or read_names(around.notation)[0]
    answers = _answers(reader, node, fields, names, points, what)
    total = sum((answer.points for answer in answers), Fraction(0))
    if not fields.get("question"):
        reader.warn(node.mark, f"{what} has no `question`: reports show it beside the answer.")
    question = reader.text(fields.get("question"), f"{what}: `question`")
    solution = reader.text(fields.get("solution"), f"{what}: `solution`")
    for key in ("question", "solution"):
        _closed(reader, fields.get(key), f"{what}: `{key}`")
    return Part(
        id=part_id,
        question=question,
        points=total if points is None else points,
        answers=answers,
        names=names,
        notation=notation,
        reveal=cast(Reveal, reader.choice(fields.get("reveal"), f"{what}: `reveal`", REVEALS, around.reveal)),
        rubric=_rubric(reader, fields.get("rubric"), points, what),
        samples=_samples(reader, fields.get("samples"), what),
        uses=uses,
        solution=solution,
        file=reader.file,
        line=node.mark.line,
    )


def _closed(reader: Reader, node: Node | None, what: str) -> None:
    """A formula that is opened and never closed is shown to students as its source."""
    if isinstance(node, Scalar):
        for delimiter, offset in unclosed(node.text):
            end = {"\\(": "\\)", "\\[": "\\]"}.get(delimiter, delimiter)
            message = f"{what}: the formula that {delimiter} opens here is never closed by {end}."
            reader.wrong(node.at(offset), message)


def read_notation(reader: Reader, node: Node, notation: dict[str, Plain]) -> Names:
    """The names of a `notation:` block; `node` is where its mistakes are shown."""
    names, findings = read_names(notation)
    reader.findings(node, "`notation`", findings)
    return names


def merged(outer: dict[str, Plain], inner: Plain, uses: tuple[Use, ...], around: Around) -> dict[str, Plain]:
    """The notation of the exercise, overridden key by key by the part's, with the names of the parts it uses."""
    result = dict(outer)
    for key, value in inner.items() if isinstance(inner, dict) else ():
        above = result.get(key)
        result[key] = {**above, **value} if isinstance(above, dict) and isinstance(value, dict) else value
    carried: dict[str, Plain] = {}
    for use in uses:
        found = _answer_of(around.earlier[use.part], use.answer)
        if use.name and found and found.expected:
            carried[use.name] = found.expected
    if carried:
        definitions = result.get("definitions")
        result["definitions"] = {**(definitions if isinstance(definitions, dict) else {}), **carried}
    return result


def _answer_of(part: Part, name: str) -> NamedAnswer | None:
    return next((answer for answer in part.answers if name in ("", answer.name)), None)


def _uses(reader: Reader, node: Node | None, part_id: str, around: Around) -> tuple[Use, ...]:
    """`uses: a`, `uses: [a, b]`, or `uses: {k: a}` where `k` stands for the answer of a; `a.first` names one."""
    match node:
        case Mapping(pairs):
            wanted = [(key.text, value) for key, value in pairs]
        case _:
            wanted = [("", item) for item in reader.items(node)]
    uses = []
    for name, target in wanted:
        text = reader.text(target, f"Part {part_id}: `uses`")
        part, _, answer = text.partition("/")
        found = next((each for each in (part, part_name(around.exercise, part)) if each in around.earlier), None)
        if found is None:
            reader.wrong(target.mark, f"Part {part_id} uses `{part}`, but no earlier part has that name.")
        elif answer and not _answer_of(around.earlier[found], answer):
            reader.wrong(target.mark, f"Part {found} has no answer named `{answer}`.")
        else:
            uses.append(Use(found, answer, name or _quantity(around.earlier[found], answer)))
    return tuple(uses)


def _quantity(part: Part, name: str) -> str:
    """The name that the used answer gives to its value by `of:`, if it is a plain name."""
    found = _answer_of(part, name)
    block = found.block if found else ""
    of = block.get("of", "") if isinstance(block, dict) else ""
    return of if isinstance(of, str) and of.isidentifier() else ""


def part_name(exercise: str, key: str) -> str:
    """`6.2` and `a` make `6.2a`; `6.2` and `1` make `6.2.1`."""
    return f"{exercise}.{key}" if key[:1].isdigit() else exercise + key


def _answers(
    reader: Reader, node: Node, fields: dict[str, Node], names: Names, points: Fraction | None, what: str
) -> tuple[NamedAnswer, ...]:
    single, several = fields.get("answer"), fields.get("answers")
    if (single is None) == (several is None):
        reader.wrong(node.mark, f"{what} needs `answer:` (one) or `answers:` (several, by name), one of the two.")
        return ()
    if single is not None:
        answer = _answer(reader, "", single, fields, names, points if points is not None else Fraction(1), what)
        return (answer,) if answer else ()
    assert several is not None
    if not isinstance(several, Mapping) or not several.pairs:
        reader.wrong(several.mark, f"{what}: `answers` is written `name: answer` line by line.")
        return ()
    for key in ("also", "mistakes"):
        if key in fields:
            advice = f"{what} has several answers: write `{key}` beside the answer that it belongs to."
            reader.wrong(fields[key].mark, advice)
    return _named_answers(reader, several, names, points, what)


def _named_answers(
    reader: Reader, several: Mapping, names: Names, points: Fraction | None, what: str
) -> tuple[NamedAnswer, ...]:
    beside = [_beside(value) for _, value in several.pairs]
    shares = _shares(reader, several, beside, points, what)
    found = []
    for (key, value), own, share in zip(several.pairs, beside, shares, strict=True):
        if not key.text.strip() or len(key.text) > LONGEST_NAME:
            reader.wrong(key.mark, f"{what}: the name of an answer is a word or a few.")
        block = _without(value, ANSWER_KEYS)
        answer = _answer(reader, key.text, block, own, names, share, f"{what}, {key.text}")
        found += [answer] if answer else []
    return tuple(found)


def _beside(node: Node) -> dict[str, Node]:
    pairs = node.pairs if isinstance(node, Mapping) else ()
    return {key.text: value for key, value in pairs if key.text in ANSWER_KEYS}


def _without(node: Node, keys: tuple[str, ...]) -> Node:
    if not isinstance(node, Mapping):
        return node
    return Mapping(tuple(pair for pair in node.pairs if pair[0].text not in keys), node.mark, node.flow)


def _shares(
    reader: Reader, several: Mapping, beside: list[dict[str, Node]], points: Fraction | None, what: str
) -> list[Fraction]:
    """What each named answer is worth: its own `points`, or the part's points by `weight` (1 unless said)."""
    own = [reader.number(each.get("points"), f"{what}: `points`") for each in beside]
    if all(value is not None for value in own):
        shares = [value or Fraction(0) for value in own]
        if points is not None and sum(shares) != points:
            message = f"{what} has {points} points, but its answers add up to {sum(shares)}."
            reader.wrong(several.mark, message)
        return shares
    if any(value is not None for value in own):
        reader.wrong(several.mark, f"{what}: give `points` to each of the answers, or to none of them.")
    weights = [reader.number(each.get("weight"), f"{what}: `weight`") for each in beside]
    shares = [Fraction(1) if weight is None else weight for weight in weights]
    whole = Fraction(len(shares)) if points is None else points
    total = sum(shares) or Fraction(1)
    return [whole * share / total for share in shares]


def _answer(
    reader: Reader, name: str, node: Node, fields: dict[str, Node], names: Names, points: Fraction, what: str
) -> NamedAnswer | None:
    kind = _kind(reader, node, plain(node), names, f"{what}: the answer")
    block = plain(node)
    also = [_kind(reader, item, plain(item), names, f"{what}: `also`") for item in reader.items(fields.get("also"))]
    mistakes = [_mistake(reader, item, block, names, what) for item in reader.items(fields.get("mistakes"))]
    if kind is None:
        return None
    others, known = tuple(each for each in also if each), tuple(each for each in mistakes if each)
    blocks = tuple(plain(item) for item in reader.items(fields.get("also")))
    return NamedAnswer(name, kind, points, block, others, known, node.mark.line, node.mark.column, blocks)


def _kind(
    reader: Reader, node: Node, block: Plain, names: Names, what: str, own: tuple[str, ...] = ()
) -> Kind | None:
    """The kind of an answer block; a list or map in brackets without a key is a text that lost its quotes.
    `own`: the keys that stand in this node, where others are taken from the answer and complained of there."""
    if trap := unquoted(node):
        several = " Write `expected: [ … ]` where any of several is right." if isinstance(node, Sequence) else ""
        reader.wrong(node.mark, f"{what}: {trap}{several}")
        return None
    if isinstance(node, Sequence):
        reader.wrong(node.mark, f"{what} is a list: write `expected: [ … ]` where any of its items is right.")
        return None
    if isinstance(node, Scalar) and not node.text.strip():
        trap = nothing(node)
        reader.wrong(node.mark, f"{what}: {trap}" if trap else f"{what} is empty.")
        return None
    kind, findings = read_block(block, names)
    if own:
        findings = tuple(each for each in findings if each.get("key").split(".")[0] in own)
    return kind if reader.findings(node, what, findings, default="expected") else None


def _mistake(reader: Reader, node: Node, block: Plain, names: Names, what: str) -> Mistake | None:
    fields = reader.fields(node, f"{what}: a mistake", MISTAKE_KEYS)
    answer = fields.get("answer")
    if answer is None:
        reader.wrong(node.mark, f"{what}: a mistake needs `answer:`, the wrong answer that you foresee.")
        return None
    credit = reader.number(fields.get("credit"), f"{what}: `credit`") or Fraction(0)
    if credit > 1:
        reader.wrong(fields["credit"].mark, f"{what}: `credit` is a share of the points, from 0 to 1.")
    whole = mistake_block(block, plain(answer))
    own = tuple(key.text for key, _ in answer.pairs) if isinstance(answer, Mapping) else ("expected",)
    kind = _kind(reader, answer, whole, names, f"{what}: the mistake", own)
    feedback = reader.text(fields.get("feedback"), f"{what}: `feedback`")
    _closed(reader, fields.get("feedback"), f"{what}: `feedback`")
    text = model_text(plain(answer))
    return Mistake(kind, text, min(credit, Fraction(1)), feedback, answer.mark.line, whole) if kind else None


def mistake_block(block: Plain, mistake: Plain) -> Plain:
    """A mistake without a kind of its own is checked as the answer is: same kind, tolerance and quantity,
    but in any form. A derivation's mistake is the value at which it ends up."""
    if (isinstance(mistake, dict) and "kind" in mistake) or not isinstance(block, dict):
        return mistake
    own = mistake if isinstance(mistake, dict) else {"expected": mistake}
    if block.get("kind") == "derivation" or "from" in block:
        asked = block.get("about", block.get("from"))
        return {**({"of": asked} if asked else {}), **own}
    kept = {key: value for key, value in block.items() if key not in ("form", "expected")}
    return {**kept, **own}


def _rubric(reader: Reader, node: Node | None, points: Fraction | None, what: str) -> tuple[RubricLine, ...]:
    lines = []
    for item in reader.items(node):
        if isinstance(item, Mapping):
            fields = reader.fields(item, f"{what}: a rubric line", RUBRIC_KEYS)
            worth = reader.number(fields.get("points"), f"{what}: `points` in the rubric")
            lines.append(RubricLine(reader.text(fields.get("text"), f"{what}: a rubric line's `text`"), worth))
        else:
            lines.append(RubricLine(reader.text(item, f"{what}: a rubric line")))
    worths = [line.points for line in lines if line.points is not None]
    if node and points is not None and worths and sum(worths) != points:
        reader.wrong(node.mark, f"{what} has {points} points, but its rubric adds up to {sum(worths)}.")
    return tuple(lines)


def _samples(reader: Reader, node: Node | None, what: str) -> tuple[Sample, ...]:
    if node is None:
        return ()
    fields = reader.fields(node, f"{what}: `samples`", WANTED)
    samples = []
    for want, value in fields.items():
        for item in reader.items(value):
            own = reader.fields(item, f"{what}: a sample", SAMPLE_KEYS) if isinstance(item, Mapping) else {}
            worth = reader.number(own.get("points"), f"{what}: `points` of a sample")
            text = reader.text(own.get("text", item), f"{what}: a sample")
            samples.append(Sample(text, cast(Want, want), worth, item.mark.line))
    return tuple(samples)
