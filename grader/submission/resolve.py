"""Decide what the labels within one exercise mean, in the order in which they stand.

Letters (or whatever the keys are) that are expected count; a label that could not be read takes the place that
is free between its neighbours; numbers and roman numerals below a letter only number its items.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Literal

from grader.late import dataclass, pattern
from grader.submission.expected import Exercise
from grader.submission.labels import SUMS_UP, Label, find, roman
from grader.submission.stream import Tag
from grader.submission.typed import is_word

Role = Literal["part", "item", "unknown"]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a tag is: the part at `position`, an item within a part, or a label that no part has. An item with a
    position may also be meant for that part. `guess` says why it was taken for that part, where its text alone
    does not."""

    role: Role
    position: int = -1
    guess: str = ""


ITEM = Meaning("item")
FAR = 6
"""Letters behind the last part from which on one behind a number is no part but a letter of a formula."""
EMPTY = 2
"""So many lines below a label with nothing behind it nothing is written between."""
_BARE = pattern(r"\d{1,3}\s?[A-Za-z]")


def meanings(tags: Sequence[Tag], exercise: Exercise, elsewhere: frozenset[int]) -> list[Meaning]:
    """One meaning a tag; `elsewhere` are positions answered in other places of the file."""
    found = [ITEM] * len(tags) if _numbered_outside(tags) else _by_key(tags, exercise)
    if not any(meaning.role == "part" for meaning in found):
        found = _by_count(tags, exercise, found)
    return _by_gap(tags, exercise, found, elsewhere)


def _numbered_outside(tags: Sequence[Tag]) -> bool:
    """Numbers 1, 2, … with letters only below them: the letters number items of the numbered parts."""
    numbers = [tag.label.tokens[-1] for tag in tags if tag.strong and tag.label.style == "number"]
    first = tags[0].label.style if tags else ""
    return first == "number" and len(numbers) > 1 and numbers == [str(n + 1) for n in range(len(numbers))]


def _by_key(tags: Sequence[Tag], exercise: Exercise) -> list[Meaning]:
    found: list[Meaning] = []
    seen: dict[int, str] = {}
    last = -1
    own = {exercise.position(tag.label.tokens[-1]) for tag in tags if not tag.quoted and tag.label.tokens}
    leading = {exercise.position(tag.label.tokens[-1]) for tag in tags if not tag.inner and tag.label.tokens}
    headed = {exercise.position(tag.label.tokens[-1]) for tag in tags if tag.heading}
    summary = 0
    nested: dict[int, Meaning] = {}
    for n, tag in enumerate(tags):
        summary = tag.line if SUMS_UP.match(tag.label.text) else summary
        nested |= {} if n in nested else _nested(tags, n, exercise, seen, last)
        if n in nested:
            meaning = nested[n]
        elif tag.quoted:
            meaning = _quoted(tag, exercise, own, last)
        elif tag.line == summary and exercise.position(tag.label.tokens[-1]) in seen:
            meaning = Meaning("part", exercise.position(tag.label.tokens[-1]))
        elif _begins_romans(tags[n : n + 2], exercise, last) or (
            tag.inner and exercise.position(tag.label.tokens[-1]) in leading
        ):
            meaning = ITEM
        else:
            meaning = _one(tag, exercise, seen, last)
        if meaning.role == "part" and _is_of_a_formula(tag, exercise, seen, headed):
            meaning = ITEM
        found.append(meaning)
        if meaning.role == "part":
            seen.setdefault(meaning.position, tag.label.shape)
            last = meaning.position
    return found


def _begins_romans(pair: Sequence[Tag], exercise: Exercise, last: int) -> bool:
    """`(i)` with `(ii)` next: a numeral below another part, also where there is a part `i` further on."""
    if [tag.label.tokens[-1] for tag in pair] != ["i", "ii"] or pair[0].label.style != "letter":
        return False
    return not pair[0].label.worded and exercise.position("i") != last + 1 and exercise.position("ii") < 0


def _quoted(tag: Tag, exercise: Exercise, own: set[int], last: int) -> Meaning:
    """A label of the question that is quoted: its part is answered below, unless the student labels it too."""
    position = exercise.position(tag.label.tokens[-1])
    if position <= last or position in own or tag.label.style not in ("letter", "number", "roman"):
        return ITEM
    if tag.several:
        return ITEM if own - {-1} else Meaning("unknown")
    return Meaning("part", position)


def _one(tag: Tag, exercise: Exercise, seen: dict[int, str], last: int) -> Meaning:
    label = tag.label
    position = exercise.position(label.tokens[-1])
    if label.style in ("exercise", "path"):
        if position < 0 and label.style == "path" and _is_value(label, exercise):
            return ITEM
        return Meaning("part", position) if position >= 0 else Meaning("unknown")
    if label.style == "circled":
        return ITEM
    if position in seen and tag.corrects:
        return Meaning("part", position)
    if position < 0:
        after = bool(seen) and label.style == "letter" and label.tokens[-1] == _next(exercise.keys[-1])
        listed = last == len(exercise.keys) - 1 or label.shape in seen.values()
        return Meaning("unknown") if after and tag.strong and listed else ITEM
    again = label.shape in seen.values() and _again(tag, position, seen)
    if not tag.strong and position != last + 1 and not again:
        return ITEM
    if position in seen and _refers(tag):
        return ITEM
    if label.style != "letter" and any(key.isalpha() and len(key) == 1 and not roman(key) for key in exercise.keys):
        return ITEM
    return Meaning("part", position)


def _nested(
    tags: Sequence[Tag], n: int, exercise: Exercise, seen: Mapping[int, str], last: int
) -> dict[int, Meaning]:
    """A list `(a)`, `(b)` within the part at `last`, though its letters are those of parts that were answered: by
    index, its items. Where they may be these parts again, the items say which. A letter by itself is no list."""
    begins = tags[n].label.style == "letter" and exercise.position(tags[n].label.tokens[-1]) == 0
    if not begins or tags[n].quoted or 0 not in seen or last < 1:
        return {}
    run: list[int] = []
    for at in range(n, len(tags)):
        label = tags[at].label
        if label.style in ("number", "roman"):
            continue
        if label.shape != tags[n].label.shape or exercise.position(label.tokens[-1]) != len(run):
            break
        run.append(at)
    if len(run) < 2:
        return {}
    below = not any(piece.text.strip() for piece in tags[n - 1].rest) and tags[n].line - tags[n - 1].line <= EMPTY
    same = seen[0] == tags[n].label.shape
    if same and not below:
        return {}
    after = tags[run[-1] + 1] if run[-1] + 1 < len(tags) else None
    goes_on = after is not None and exercise.position(after.label.tokens[-1]) == last + 1
    if not same and (below or (goes_on and after is not None and after.label.shape == seen[last])):
        return dict.fromkeys(run, ITEM)
    if not same and last < len(run) and tags[n].strong:
        return {}
    return {at: Meaning("item", place) for place, at in enumerate(run)}


def _is_value(label: Label, exercise: Exercise) -> bool:
    """`3x`, on a line of its own, where the parts are called a to d: no part is called by a letter so far away."""
    last = max((key for key in exercise.keys if len(key) == 1 and key.isalpha()), default="z").lower()
    return _BARE.fullmatch(label.text.strip()) is not None and ord(label.tokens[-1]) > ord(last) + FAR


def _is_of_a_formula(tag: Tag, exercise: Exercise, seen: Mapping[int, str], headed: set[int]) -> bool:
    """`E: 2x - y = 2` below `b)`, the name of a plane, and `32i` in exercise 2, a number: where labels have another
    shape, and that part does not come next, or has a heading of its own."""
    label = tag.label
    if tag.heading or not seen or label.worded or label.shape in seen.values():
        return False
    if label.style == "path":
        return _BARE.fullmatch(label.text.strip()) is not None and label.tokens[:-1] != exercise.tokens[-1:]
    position = exercise.position(label.tokens[-1])
    named = label.shape.endswith(":") and any("=" in piece.text for piece in tag.rest[:2])
    return named and (position != max(seen) + 1 or position in headed)


def _next(key: str) -> str:
    return chr(ord(key) + 1) if len(key) == 1 else ""


def _again(tag: Tag, position: int, seen: Collection[int]) -> bool:
    """Whether a label within a paragraph is no sentence that goes on there (`… as in` / `a) and so …`)."""
    if position not in seen:
        return True
    words = tag.rest[0].text.split() if tag.rest and tag.rest[0].kind == "prose" else []
    return not tag.inner and not (words and words[0][:1].islower() and is_word(words[0]))


def _refers(tag: Tag) -> bool:
    """`Part a) says …`: a word before and a small letter after it point back to what was said."""
    text = tag.rest[0].text.lstrip() if tag.rest and tag.rest[0].kind == "prose" else ""
    return tag.label.worded and text[:1].islower()


def _by_count(tags: Sequence[Tag], exercise: Exercise, found: list[Meaning]) -> list[Meaning]:
    """No letter at all: numbers 1, 2, 3 (or i, ii, iii, or ringed ones) that run through number the parts."""
    for style in ("circled", "number", "roman"):
        at = [n for n, tag in enumerate(tags) if _fits(tag, style)]
        values = [_value(tags[n].label) for n in at]
        if 1 < len(at) <= len(exercise.keys) and values == list(range(1, len(at) + 1)):
            for n, value in zip(at, values, strict=True):
                found[n] = Meaning("part", value - 1, "counted")
            return found
    return found


def _fits(tag: Tag, style: str) -> bool:
    if tag.quoted:
        return False
    if style == "roman":
        return tag.strong and tag.label.style in ("roman", "letter") and roman(tag.label.tokens[-1]) > 0
    return tag.strong and tag.label.style == style and tag.label.tokens[-1].isdigit()


def _value(label: Label) -> int:
    token = label.tokens[-1]
    return int(token) if token.isdigit() else roman(token) or ord(token) - ord("a") + 1


def _by_gap(
    tags: Sequence[Tag], exercise: Exercise, found: list[Meaning], elsewhere: frozenset[int]
) -> list[Meaning]:
    """A ringed label takes its own key if that is free, else the part expected at its place. So does any other
    label that means nothing here (`6)` for b), if just one part is missing between its neighbours."""
    numbered = _series(tags)
    size = len(exercise.keys)
    taken = {meaning.position for meaning in found if meaning.role == "part"} | elsewhere
    following = _following(found, size)
    before = -1
    for n, tag in enumerate(tags):
        if found[n].role == "part":
            before = found[n].position
        if found[n].role == "part" or not tag.strong or tag.quoted or n in numbered:
            continue
        after = following[n]
        if tag.label.style == "path" and _is_value(tag.label, exercise):
            continue
        if tag.label.style != "circled" and not (before >= 0 and after == before + 2 and after < size):
            continue
        own = exercise.position(tag.label.tokens[-1])
        free = [position for position in range(before + 1, max(after, before + 1)) if position not in taken]
        if own >= 0 and own not in taken:
            found[n] = Meaning("part", own)
        elif free:
            found[n] = Meaning("part", free[0], "gap")
        else:
            continue
        before = found[n].position
        taken.add(before)
    return found


def _series(tags: Sequence[Tag]) -> frozenset[int]:
    """The tags that count 1, 2, 3 (or i, ii, iii): they number something else."""
    found: set[int] = set()
    last: dict[str, int] = {}
    for n, tag in enumerate(tags):
        style = "roman" if roman(tag.label.tokens[-1]) else tag.label.style
        if begun := _begun_beside(tag):
            last[begun] = 1
        if style not in ("number", "roman"):
            continue
        value = _value(tag.label)
        if value == 1 or value == last.get(style, 0) + 1:
            found.add(n)
        last[style] = value
    return frozenset(found)


def _begun_beside(tag: Tag) -> str:
    """The style of the series that begins behind the label, on its line: `a) (i) …`."""
    text = tag.rest[0].text.lstrip() if tag.rest and tag.rest[0].kind == "prose" else ""
    label = find(text) if text else None
    if label is None or label.style in ("exercise", "path") or _value(label) != 1 or label.tokens[-1] == "a":
        return ""
    return "roman" if roman(label.tokens[-1]) else label.style


def _following(found: list[Meaning], size: int) -> list[int]:
    """For each tag the position of the next part after it."""
    out: list[int] = []
    after = size
    for meaning in reversed(found):
        out.append(after)
        after = meaning.position if meaning.role == "part" else after
    return out[::-1]
