"""`grader lint`: every mistake in exercise files, with its place."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable

from grader.commands.console import Console
from grader.commands.parts import assignments
from grader.errors import GraderError, Problem
from grader.lint import lint
from grader.policy.reading import read
from grader.report.formats.data import dump


def execute(args: argparse.Namespace, console: Console) -> int:
    """0 clean, 2 not; warnings alone are clean, but for --strict. GraderError for usage."""
    if args.schema:
        from grader.exercise.published import schema

        console.out(json.dumps(schema(), indent=1))
        return 0
    if not args.exercises:
        raise GraderError("Which exercises? Give a file or a folder: grader lint EXERCISES.")
    paths = assignments(args.exercises, args.whole)
    found = [lint(path) for path in paths]
    problems = [problem for one in found for problem in one.problems]
    problems += dict.fromkeys(problem for path in paths for problem in read(path)[1])
    warnings = [warning for one in found for warning in one.warnings]
    if args.format == "json":
        console.out(dump({"problems": _data(problems), "warnings": _data(warnings)}))
    else:
        for problem in problems:
            console.out(str(problem))
        for warning in warnings:
            console.out(f"{warning} (warning)")
        console.out(_summary(len(problems), len(warnings)))
    return 2 if problems or (args.strict and warnings) else 0


def _summary(problems: int, warnings: int) -> str:
    noted = f", {warnings} warning{'s' if warnings > 1 else ''}" if warnings else ""
    if not problems:
        return f"clean{noted}"
    return f"{problems} mistake{'s' if problems > 1 else ''}{noted}"


def _data(problems: Iterable[Problem]) -> list[dict[str, object]]:
    return [{"file": one.file, "line": one.line, "column": one.column, "message": one.message} for one in problems]
