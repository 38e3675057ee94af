"""A file or a folder -> `Assignment`; every mistake of every file at once."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from fractions import Fraction
from importlib.util import find_spec
from pathlib import Path

from grader.errors import GraderError, Problem, SpecError
from grader.exercise.model import Assignment, Exercise, Part
from grader.exercise.nodes import Mapping, Node, Plain, Scalar, plain
from grader.exercise.parts import PART_KEYS, REVEALS, Around, part_name, read_notation, read_part
from grader.exercise.review import FILE as REVIEW
from grader.exercise.review import reviewed
from grader.exercise.schema import Reader, unknown_key
from grader.exercise.source import read_bytes, read_data, shown
from grader.late import pattern, replace

POLICY = "policy.yaml"
"""The rules of the course, which lie beside the exercises and are none."""
EXERCISE_KEYS = ("exercise", "title", "language", "notation", "reveal", "points", "parts")
ASSIGNMENT_KEYS = ("assignment", "language", "reveal")
LANGUAGES = ("en", "de")
SUFFIXES = (".yaml", ".yml")
MOST_FILES = 200
EXERCISE_ID = pattern(r"[A-Za-z0-9]{1,12}(?:[.-][A-Za-z0-9]{1,12}){0,4}")
EXERCISE_LINE = pattern(rb"^exercise:[ ]+[\"']?([\w.-]+)[\"']?[ ]*$", re.M)
ASSIGNMENT_LINE, LANGUAGE_LINE = (pattern(rb"^[\"']?%s\b" % key, re.M) for key in (b"assignment", b"language"))
OF_PART = pattern(r"Part ([\w.-]+?)[,:]? ")
PART_ID = pattern(r"[A-Za-z]{1,8}|[0-9]{1,3}")


def load(path: Path | str, part: str = "") -> Assignment:
    """The assignment in a file or folder (all its `*.yaml`, by name).

    Raises SpecError with every mistake of every file, each with its place and the nearest right word. Who asks for
    one `part` may get it without the other exercises of the folder: reading them is half of the time to an answer.
    Mistakes of other parts are then only told.
    """
    if part:
        assignment, problems = read(Path(path), part)
        if assignment is not None and _are_elsewhere(problems, assignment.part(part)):
            return _opened(replace(assignment, elsewhere=tuple(problems)))
    assignment, problems = read(Path(path))
    if assignment is None or problems:
        raise SpecError(problems)
    return _opened(assignment)


def _are_elsewhere(problems: list[Problem], asked: Part | None) -> bool:
    """Whether all these are mistakes of other parts, on which the one that is asked does not build."""
    if asked is None or (problems and asked.uses):
        return False
    named = [OF_PART.match(problem.message) for problem in problems]
    return all(found and found[1].casefold() != asked.id.casefold() for found in named)


def _opened(assignment: Assignment) -> Assignment:
    """The assignment. GraderError where it has boxes that nothing here can open: else every answer would wait."""
    kinds = (answer.kind for part in assignment.parts for answer in part.answers)
    if any(getattr(kind, "boxes", ()) for kind in kinds) and find_spec("cryptography") is None:
        from grader.answer.box import MISSING

        raise GraderError(MISSING)
    return assignment


def read(path: Path, part: str = "") -> tuple[Assignment | None, list[Problem]]:
    """As `load`, but problems are returned; the assignment's `warnings` are there even so. With a `part` files that
    cannot hold it are only counted into the hash."""
    files, problems = _files(path)
    digest = hashlib.sha256()
    state = _State(path)
    opened = [(file, *read_bytes(file, str(file))) for file in files]
    others = _elsewhere([data for _, data, _ in opened], part) if part else frozenset()
    nodes: list[tuple[str, Node]] = []
    wrong_in: dict[str, list[Problem]] = {}
    for file, data, wrong in opened:
        name = str(file)
        digest.update(f"{file.name}\0{len(data)}\0".encode())
        digest.update(data)
        if data in others:
            continue
        node, found = read_data(data, name) if not wrong else (None, [])
        wrong_in[name] = [*wrong, *found]
        if node is not None and (file.parent == path or file == path or _is_of_all(node, name)):
            nodes.append((name, node))
    # What holds for all exercises is known before the first of them is read, whatever its file is called.
    for name, node in sorted(nodes, key=lambda one: not _is_of_all(one[1], one[0])):
        spoilt = {problem.line for problem in wrong_in[name]}
        wrong_in[name] += [one for one in state.add(Reader(name), node) if one.line not in spoilt]
    problems += [problem for wrong in wrong_in.values() for problem in wrong]
    if not problems and not state.exercises:
        problems.append(Problem(str(path), 1, 1, "There is nothing to grade here: no exercise has a part."))
    assignment, wrong = reviewed(state.assignment(digest.hexdigest()), path)
    return assignment, [*problems, *wrong]


def _elsewhere(files: list[bytes], part: str) -> frozenset[bytes]:
    """The files that say that they are another exercise. None where an exercise has a language of its own: that of
    the first is the assignment's."""
    exercises = {data: EXERCISE_LINE.findall(data) for data in files if not ASSIGNMENT_LINE.search(data)}
    if any(LANGUAGE_LINE.search(data) for data in exercises):
        return frozenset()
    wanted = part.encode()
    return frozenset(data for data, ids in exercises.items() if len(ids) == 1 and not wanted.startswith(ids[0]))


def _files(path: Path) -> tuple[list[Path], list[Problem]]:
    if path.is_file():
        return [*_beside(path), path], []
    if not path.is_dir():
        return [], [Problem(str(path), 1, 1, "There is no file or folder of this name.")]
    wanted = (each for each in path.iterdir() if each.suffix in SUFFIXES and each.name[0] != ".")
    found = sorted(each for each in wanted if each.name not in (REVIEW, POLICY))
    if not found:
        return [], [Problem(str(path), 1, 1, "No exercise file (*.yaml) is in this folder.")]
    if len(found) > MOST_FILES:
        return [], [Problem(str(path), 1, 1, f"More than {MOST_FILES} exercise files are in this folder.")]
    return found, []


def _beside(path: Path) -> list[Path]:
    """What holds for all exercises of the folder holds for one of them that is read alone."""
    found = (path.with_name(f"assignment{suffix}") for suffix in SUFFIXES)
    return [each for each in found if each != path and each.is_file()]


def _is_of_all(node: Node, file: str) -> bool:
    """Whether a file holds what is so for all exercises: it says so, or its name does, and it asks nothing."""
    if not isinstance(node, Mapping):
        return False
    asks = any(node.get(key) is not None for key in ("exercise", "parts", "exercises", "answer", "answers"))
    return node.get("assignment") is not None or (Path(file).stem == "assignment" and not asks)


class _State:
    """The exercises read so far, and what the whole assignment shares."""

    def __init__(self, path: Path) -> None:
        self.title = path.resolve().stem.replace("-", " ").replace("_", " ").capitalize()
        self.exercises: list[Exercise] = []
        self.warnings: list[Problem] = []
        self.language = ""
        self.reveal = "feedback"
        self.settings = ""
        """The file that says so."""
        self.seen: dict[str, str] = {}
        self.parts: dict[str, Part] = {}

    def add(self, reader: Reader, node: Node) -> list[Problem]:
        """Reads one file's node; its problems, in the order of their places."""
        if isinstance(node, Mapping) and _is_of_all(node, reader.file):
            self._settings(reader, node)
        else:
            self._exercise(reader, node)
        self.warnings += reader.warnings
        return sorted(reader.problems, key=lambda problem: (problem.line, problem.column))

    def assignment(self, digest: str) -> Assignment:
        language = self.language or (self.exercises[0].language if self.exercises else "en")
        return Assignment(self.title, tuple(self.exercises), digest, language, tuple(self.warnings))

    def _settings(self, reader: Reader, node: Mapping) -> None:
        """A file `assignment: title`, with what holds for all exercises of the folder."""
        fields = reader.fields(node, "An assignment file", ASSIGNMENT_KEYS)
        if self.settings:
            reader.wrong(node.mark, f"What holds for all exercises stands in {self.settings} already.")
        self.settings = reader.file
        self.title = reader.text(fields.get("assignment"), "`assignment`", self.title)
        self.language = reader.choice(fields.get("language"), "`language`", LANGUAGES, "")
        self.reveal = reader.choice(fields.get("reveal"), "`reveal`", REVEALS, self.reveal)

    def _exercise(self, reader: Reader, node: Node) -> None:
        if not isinstance(node, Mapping):
            reader.wrong(node.mark, 'An exercise file begins with `exercise: "1"`, then `title:` and `parts:`.')
            return
        alone = node.get("parts") is None and node.get("exercises") is None
        keys = EXERCISE_KEYS if not alone else (*EXERCISE_KEYS, *PART_KEYS)
        fields = reader.fields(node, "An exercise", dict.fromkeys(keys))
        number = self._id(reader, node, fields.get("exercise"))
        notation = _notation(reader, fields.get("notation"))
        reveal = reader.choice(fields.get("reveal"), "`reveal`", REVEALS, self.reveal)
        around = Around(notation, reveal, self.parts, number)
        parts = [] if alone else list(self._parts(reader, node, fields.get("parts"), number, around))
        if alone and (fields.get("answer") or fields.get("answers")):
            only = Mapping(tuple(pair for pair in node.pairs if pair[0].text in PART_KEYS), node.mark)
            parts = [read_part(reader, only, number, Around({}, reveal, self.parts, number))]
            self._take(parts[0], reader.file, node.mark.line)
        elif alone:
            reader.wrong(node.mark, "There is nothing to grade here: an exercise needs `parts:`, or one `answer:`.")
        else:
            _adds_up(reader, fields.get("points"), parts)
        title = reader.text(fields.get("title"), "`title`")
        language = reader.choice(fields.get("language"), "`language`", LANGUAGES, self.language or "en")
        self.exercises.append(Exercise(number, title, tuple(parts), language, reader.file))

    def _id(self, reader: Reader, node: Mapping, value: Node | None) -> str:
        if value is None:
            reader.wrong(node.mark, 'An exercise file says which exercise it is: `exercise: "6.2"`.')
            return "?"
        text = reader.text(value, "`exercise`", "?")
        if text != "?" and not EXERCISE_ID.fullmatch(text):
            message = f"An exercise's name is letters and digits, with dots or dashes between: not `{shown(text)}`."
            reader.wrong(value.mark, message)
            return "?"
        return text

    def _parts(
        self, reader: Reader, node: Mapping, value: Node | None, number: str, around: Around
    ) -> Iterator[Part]:
        if value is None:
            return
        if not isinstance(value, Mapping) or not value.pairs:
            message = "There is nothing to grade here: `parts:` is written `a:`, `b:`, …, each with its question."
            reader.wrong(value.mark, message)
            return
        for key, below in value.pairs:
            if not PART_ID.fullmatch(key.text):
                near = unknown_key(key.text, "An exercise", EXERCISE_KEYS) if key.text in EXERCISE_KEYS else ""
                message = near or f"A part's name is a letter or a number, such as `a`: not `{shown(key.text)}`."
                reader.wrong(key.mark, message)
                continue
            part = read_part(reader, below, part_name(number, key.text), around)
            taken = self._take(part, reader.file, key.mark.line)
            if taken:
                reader.wrong(key.mark, f"Part {part.id} stands twice: first in {taken}.")
                continue
            yield part

    def _take(self, part: Part, file: str, line: int) -> str:
        """Enters a part under its id; where the id was taken already, if so."""
        taken = self.seen.get(part.id.casefold(), "")
        if not taken:
            self.seen[part.id.casefold()] = f"{file}, line {line}"
            self.parts[part.id] = part
        return taken


def _notation(reader: Reader, node: Node | None) -> dict[str, Plain]:
    if node is None:
        return {}
    if not isinstance(node, Mapping):
        reader.wrong(node.mark, "`notation` is written as `key: value` lines, such as `variables: {x: real}`.")
        return {}
    block = plain(node)
    assert isinstance(block, dict)
    read_notation(reader, node, block)
    return block


def _adds_up(reader: Reader, node: Node | None, parts: list[Part]) -> None:
    """The points that an exercise claims against the sum of its parts."""
    claimed = reader.number(node, "`points`")
    total = sum((part.points for part in parts), Fraction(0))
    if claimed is not None and isinstance(node, Scalar) and claimed != total:
        reader.wrong(node.mark, f"The exercise has {claimed} points, but its parts add up to {total}.")
