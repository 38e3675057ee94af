"""`grader notation`: what can be written in an answer, from the tables of the reader."""

from __future__ import annotations

import argparse

from grader.commands.console import Console
from grader.notation.output.page import markdown, plain


def execute(args: argparse.Namespace, console: Console) -> int:
    """Always 0."""
    console.out(markdown() if args.format == "markdown" else plain())
    return 0
