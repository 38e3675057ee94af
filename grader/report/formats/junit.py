"""JUnit XML: a suite a student, a case a part. What a person decides is skipped, with the reason."""

from __future__ import annotations

from xml.etree import ElementTree as Tree

from grader.report.clean import clean
from grader.report.formats.data import exact
from grader.report.words import ENGLISH
from grader.values import ClassResults, PartResult, Result

MADE_BY = "<!-- made by grader -->"


def document(results: ClassResults) -> str:
    """One XML document. All text is clean: nothing in it is forbidden in XML 1.0."""
    root = Tree.Element("testsuites", name=clean(results.title))
    for one in results.students:
        root.append(_suite(one))
    for problem in results.problems:
        counts = {"tests": "1", "errors": "1", "failures": "0", "skipped": "0"}
        suite = Tree.SubElement(root, "testsuite", counts, name="not graded")
        case = Tree.SubElement(suite, "testcase", classname="not graded", name=clean(problem))
        Tree.SubElement(case, "error", message=clean(problem))
    Tree.indent(root)
    text = Tree.tostring(root, encoding="unicode").replace("##[", "#&#35;[")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{MADE_BY}\n{text}\n'


def _suite(result: Result) -> Tree.Element:
    kinds = [_kind(part) for part in result.parts]
    suite = Tree.Element(
        "testsuite",
        name=clean(result.student),
        tests=str(len(kinds)),
        failures=str(kinds.count("failure")),
        errors="0",
        skipped=str(kinds.count("skipped")),
    )
    for part, kind in zip(result.parts, kinds, strict=True):
        case = Tree.SubElement(suite, "testcase", classname=clean(result.student), name=clean(part.part))
        case.set("file", clean(result.source))
        properties = Tree.SubElement(case, "properties")
        for name, value in (("points", exact(part.points)), ("max_points", exact(part.max_points))):
            if value is not None:
                Tree.SubElement(properties, "property", name=name, value=value)
        if kind:
            Tree.SubElement(case, kind, message=_message(part))
    return suite


def _kind(part: PartResult) -> str:
    if part.points is None or part.needs_person:
        return "skipped"
    return "" if part.outcome == "correct" else "failure"


def _message(part: PartResult) -> str:
    most = f"{exact(part.max_points)} {ENGLISH.unit(part.max_points)}"
    points = "open" if part.points is None else f"{exact(part.points)} of {most}"
    said = " ".join(answer.message for answer in part.answers if answer.message)
    return clean(f"{part.outcome}, {points}. {said}".strip())
