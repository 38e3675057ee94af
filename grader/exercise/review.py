"""`review.yaml`, beside the exercise files: what people have decided -> `Decision`s on the parts.

    decisions:
      - part: 6.2b
        text: 2*sigma(x)
        around: … or so
        points: 1
        comment: The factor is not there.

The text is the answer as the program read it (`grader review` writes it), `around` what the student wrote, with `…`
for the text; `answer` names it where a part asks for several. `student` instead of `text` decides all of the part
for one hand-in.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from pathlib import Path

from grader.errors import Problem
from grader.exercise.model import Assignment, Decision, Exercise, Part
from grader.exercise.nodes import Mapping, Node
from grader.exercise.schema import Reader
from grader.exercise.source import read_file
from grader.late import replace

FILE = "review.yaml"
KEYS = ("part", "answer", "text", "around", "digest", "student", "points", "comment")


def place(exercises: Path) -> Path:
    """Where the decisions for an assignment are kept."""
    return (exercises if exercises.is_dir() else exercises.parent) / FILE


def reviewed(assignment: Assignment, exercises: Path) -> tuple[Assignment, list[Problem]]:
    """The assignment with its decisions, and what is wrong with their file. Without that file nothing changes."""
    file = place(exercises)
    if not file.is_file():
        return assignment, []
    name = str(file)
    node, data, problems = read_file(file, name)
    reader = Reader(name)
    found = _decisions(reader, node, assignment, alone=exercises.is_file()) if node is not None else []
    by_part: dict[str, list[Decision]] = defaultdict(list)
    for decision in found:
        by_part[decision.part].append(decision)
    made = tuple(_with(exercise, by_part) for exercise in assignment.exercises)
    changed = replace(assignment, exercises=made, reviewed=hashlib.sha256(data).hexdigest())
    return changed, [*problems, *reader.problems]


def _with(exercise: Exercise, found: dict[str, list[Decision]]) -> Exercise:
    parts = tuple(replace(part, decisions=tuple(found.get(part.id, ()))) for part in exercise.parts)
    return replace(exercise, parts=parts)


def _decisions(reader: Reader, node: Node, assignment: Assignment, alone: bool) -> list[Decision]:
    fields = reader.fields(node, "The file of decisions", ("decisions",))
    found = (_decision(reader, item, assignment, alone) for item in reader.items(fields.get("decisions")))
    return [decision for decision in found if decision is not None]


def _decision(reader: Reader, node: Node, assignment: Assignment, alone: bool) -> Decision | None:
    fields = reader.fields(node, "A decision", KEYS)
    texts = {key: reader.text(fields.get(key), f"`{key}`") for key in KEYS if key != "points"}
    points = reader.number(fields.get("points"), "`points`")
    part = assignment.part(texts["part"])
    if not isinstance(node, Mapping) or points is None or not texts["part"]:
        reader.wrong(node.mark, "A decision says at least `part:`, `points:`, and the `text:` or `student:`.")
        return None
    if part is None:
        if not alone:  # Beside one exercise file lie the decisions of its whole folder.
            reader.wrong(node.mark, f"There is no part {texts['part']} here.")
        return None
    on_text = bool(texts["text"] or texts["digest"])
    if on_text == bool(texts["student"]):
        reader.wrong(node.mark, "A decision is on a `text:`, or on one `student:`: exactly one of the two.")
        return None
    decision = Decision(part.id, points, texts["comment"], texts["answer"], texts["text"], texts["around"],
                        texts["digest"], texts["student"], node.mark.line)  # fmt: skip
    return _fitting(reader, node, part, decision)


def _fitting(reader: Reader, node: Node, part: Part, decision: Decision) -> Decision | None:
    """The decision, where the part has such an answer and so many points."""
    names = [each.name for each in part.answers]
    if not decision.student and decision.answer not in names:
        known = ", ".join(f"`{name}`" for name in names if name) or "it asks for one only, without a name"
        reader.wrong(node.mark, f"Part {part.id} has no answer `{decision.answer}`: {known}.")
        return None
    most = next((a.points for a in part.answers if a.name == decision.answer), part.points)
    most = part.points if decision.student else most
    if decision.points > most:
        reader.wrong(node.mark, f"This is worth at most {most} points, not {decision.points}.")
        return None
    return decision
