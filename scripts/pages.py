"""Writes the pages that come out of the program: `make pages`. A test asks whether they are up to date."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from grader import limits as table
from grader.answer.manual import pages as kinds
from grader.commands import kinds as manual
from grader.exercise import published
from grader.notation.output.page import markdown as notation

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
CASES = ROOT / "tests" / "derivation" / "cases"
BEGIN, END = "<!-- {}: made by `make pages` -->\n", "<!-- end -->\n"
LIMITS = {
    "ANSWER_CHARACTERS": "characters of one formula",
    "ANSWER_TOKENS": "signs of one formula",
    "DEPTH": "brackets, fractions and exponents within each other",
    "LIST_ITEMS": "items of one list",
    "LITERAL_DIGITS": "digits of one number",
    "DECIMAL_EXPONENT": "power of ten of one number",
    "EXACT_BITS": "bits of an exact number in between",
    "POLYNOMIAL_TERMS": "terms of a polynomial in between",
    "POLYNOMIAL_DEGREE": "its degree",
    "MONOMIAL_DEGREE": "the degree of a power of a single term",
    "FREE_SYMBOLS": "different letters of one formula",
    "FUNCTION_CALLS": "functions of one formula",
    "ANSWER_SECONDS": "seconds of processor time to decide one answer",
    "ANSWER_KILL_SECONDS": "seconds of processor time after which the process is ended",
    "WORKING_SECONDS": "seconds of them, at most, for the lines beside the values of a part",
    "WALL": "times as long by the clock, for what waits",
    "YOUNG": "new objects before Python looks for cycles",
    "ANSWER_BYTES": "bytes of memory of the process that checks",
    "SUBMISSION_SECONDS": "seconds for one hand-in",
    "SUBMISSION_BYTES": "bytes of one hand-in",
    "DOCUMENT_CHARACTERS": "characters of one hand-in",
    "PART_CHARACTERS": "characters of the answer to one part",
    "STATEMENTS": "formulas of the answer to one part",
    "EXERCISE_BYTES": "bytes of one exercise file",
    "EXERCISE_DEPTH": "levels within each other in an exercise file",
    "SYMBOLIC_SECONDS": "seconds of processor time that SymPy gets",
    "KEPT": "readings and comparisons that are remembered",
    "EXPECTED": "expected sides that are remembered",
    "ARCHIVE_MEMBERS": "files in one archive",
    "ARCHIVE_BYTES": "bytes of all files of an archive, unpacked",
    "ARCHIVE_RATIO": "times that a file in an archive may be larger unpacked",
    "ARCHIVE_NAME_BYTES": "bytes of a file's name in an archive",
    "FOLDER_FILES": "files of everything that is given at once",
    "FOLDER_DEPTH": "folders within each other",
    "TABLE_BYTES": "bytes of a course system's table",
    "TABLE_ROWS": "its rows",
}
"""What each limit counts."""
SECTIONS = {
    "assignment": "The assignment: `assignment.yaml`",
    "exercise": "An exercise: one file each",
    "part": "A part",
    "answer": "A named answer, under `answers:`",
    "mistake": "A foreseen mistake, under `mistakes:`",
    "notation": "Names, under `notation:`",
}


def pages() -> dict[Path, str]:
    """Each page and what it must hold."""
    made = {
        DOCS / "notation.md": notation(),
        DOCS / "exercise.schema.json": json.dumps(published.schema(), indent=1) + "\n",
        DOCS / "kinds" / "index.md": manual.index(kinds()) + "\n",
        DOCS / "limits.md": between(DOCS / "limits.md", "limits", limits()),
        DOCS / "verdicts.md": between(DOCS / "verdicts.md", "derivations", derivations()),
        DOCS / "exercises.md": between(DOCS / "exercises.md", "keys", "\n".join(keys())),
    }
    return made | {DOCS / "kinds" / f"{page.kind}.md": manual.markdown(page) for page in kinds()}


def between(page: Path, name: str, made: str) -> str:
    """The page with what stands between its marks made anew."""
    before, mark, rest = page.read_text(encoding="utf-8").partition(BEGIN.format(name))
    _, end, after = rest.partition(END)
    return f"{before}{mark}\n{made}\n{end}{after}"


def keys() -> Iterator[str]:
    """The tables of all keys, from the JSON Schema."""
    known = published.schema()
    blocks = known["definitions"]
    shapes = {
        "assignment": known["then"]["properties"],
        "exercise": known["else"]["then"]["properties"],
        "part": blocks["part"]["properties"],
        "answer": published.BESIDE,
        "mistake": blocks["mistake"]["properties"],
        "notation": blocks["notation"]["properties"],
    }
    for name, title in SECTIONS.items():
        yield f"### {title}\n\n| key | means | may be |\n| --- | --- | --- |"
        for key, shape in shapes[name].items():
            told = shape.get(
                "description", blocks.get(shape.get("$ref", "").rpartition("/")[2], {}).get("description")
            )
            yield f"| `{key}` | {told or f'See [{key}](#names-under-notation).'} | {_values(shape)} |"
        yield ""


def _values(shape: Mapping[str, Any]) -> str:
    words = [f"`{word}`" for word in shape.get("enum", ()) if isinstance(word, str)]
    return ", ".join(words)


def limits() -> str:
    """The table of limits; KeyError for one of which nothing is said."""
    rows = ["| limit | at most | |", "| --- | ---: | --- |"]
    for name, value in vars(table).items():
        if name.isupper():
            rows.append(f"| `{name}` | {value:,} | {LIMITS[name]} |")
    return "\n".join(rows)


def derivations() -> str:
    """How many derivations are among the tests, sound and with a planted mistake, by field and way of writing."""
    ways = ("LaTeX", "Markdown", "typed")
    rows = [f"| field | {' | '.join(ways)} |", "| --- | --- | --- | --- |"]
    for path in sorted(CASES.glob("*.yaml")):
        counts = {way: [0, 0] for way in ways}
        for case in yaml.safe_load(path.read_text(encoding="utf-8")):
            displayed = any(mark in case["text"] for mark in ("$$", "\\begin", "\\["))
            way = "LaTeX" if displayed else "Markdown" if "$" in case["text"] else "typed"
            counts[way][0] += 1
            counts[way][1] += len(case.get("planted", ()))
        cells = " | ".join(f"{sound} / {planted}" for sound, planted in counts.values())
        rows.append(f"| {path.stem.replace('-', ' ')} | {cells} |")
    return "\n".join(rows)


if __name__ == "__main__":
    for path, text in pages().items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
