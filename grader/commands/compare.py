"""`grader compare`: two answers without an exercise file, or a stream of cases."""

from __future__ import annotations

import argparse
import json
import os
import sys
from functools import partial

from grader.commands.console import Console
from grader.errors import GraderError

CODES = {"correct": 0, "partial": 1, "incorrect": 1, "unreadable": 2, "missing": 2, "undecided": 3}
USAGE = 2
"""EXPECTED, or the options beside it, cannot be used."""


def execute(args: argparse.Namespace, console: Console) -> int:
    """The exit code of contract.md: 0 same, 1 different, 2 unreadable, 3 undecided."""
    if bool(args.cases) == (args.student is not None):
        raise GraderError("compare takes two answers, EXPECTED and STUDENT, or --cases FILE.")
    from grader.batch.lines import judge
    from grader.cases import compare_case

    if args.cases:
        source = _open(args.cases)
        for answers in judge(source, compare_case):
            console.raw(b"".join(answer + b"\n" for answer in answers))
        return 0
    case, told = _case(args), partial(compare_case, show=True)
    reader, writer = os.pipe()
    with os.fdopen(writer, "wb") as pipe:
        pipe.write(json.dumps(case).encode())
    answer = json.loads(b"".join(line for lines in judge(reader, told) for line in lines))
    os.close(reader)
    if args.format == "json":
        console.out(json.dumps(answer, allow_nan=False))
    else:
        console.out(_told(answer))
    return USAGE if answer["by"] == "block" else CODES.get(answer["outcome"], 4)


def _case(args: argparse.Namespace) -> dict[str, object]:
    answer: object = args.expected
    if args.kind:
        answer = {"kind": args.kind, "expected": args.expected}
    case: dict[str, object] = {"id": "compare", "answer": answer, "student": args.student}
    if args.notation:
        try:
            case["notation"] = json.loads(args.notation)
        except ValueError as fault:
            raise GraderError(f"--notation is not JSON: {fault}") from fault
    return case


def _open(name: str) -> int:
    if name == "-":
        return sys.stdin.fileno()
    try:
        return os.open(name, os.O_RDONLY | os.O_CLOEXEC)
    except OSError as fault:
        raise GraderError(f"I cannot open the cases in {name}: {fault.strerror}") from fault


def _told(answer: dict[str, object]) -> str:
    from grader.report.clean import clean

    lines = [f"{answer['outcome']}: {clean(str(answer['message']))}"]
    where = answer.get("counterexample")
    if isinstance(where, dict):
        at = ", ".join(f"{name} = {value}" for name, value in where.get("at", {}).items())
        values = f"expected {where.get('expected')}, yours {where.get('student')}"
        lines.append(f"  at {at}: {values}" if at else f"  {values}")
    lines.append(f"  decided by {answer['by']}" + ("" if answer["certain"] else ", not proved"))
    return "\n".join(map(clean, lines))
