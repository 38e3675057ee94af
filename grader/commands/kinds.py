"""`grader kinds`: the manual of answer kinds, from the kinds themselves, with what becomes of their examples."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Sequence
from typing import Any

from grader.answer.kinds import SHELF
from grader.answer.manual import Page, pages, tried
from grader.cases import compare_case
from grader.commands.console import Console
from grader.exercise.nodes import plain
from grader.exercise.source import read_source

HEAD = """# Kinds of answers

One page for each `kind` of an answer block. These pages are generated (`make pages`; `grader kinds KIND`): texts,
options and examples come out of the program, and what becomes of each example is what the program says to it.

Where a block says no `kind`, it is read off the shape of `expected`. `answer: 5` is short for `{expected: 5}`.
A block stands in a part of an [exercise](../exercises.md):

```yaml
exercise: "1"
title: A quadratic inequality
parts:
  a:
    question: Solve $x^2 < 4$.
    points: 2
    answer: {kind: inequality, expected: -2 < x < 2}
    mistakes:
      - {answer: -2 <= x <= 2, credit: 1/2, feedback: The ends do not solve it.}
    samples: {correct: ['(-2, 2)', '|x| < 2'], incorrect: [x < 2]}
```

`grader test` runs the samples. What a kind calls nearly right without credit earns some where `mistakes` foresees
it. A value that is right in a wrong form earns `nearly`; what was not understood, or cannot be decided, has no mark
until a person gives one.

| kind | |
| --- | --- |
"""
CALLED = {"right": "right", "nearly": "nearly right", "wrong": "wrong", "person": "for a person"}


def execute(args: argparse.Namespace, console: Console) -> int:
    """0 where the kind is on the shelf or none is named, else 2."""
    wanted = [page for page in pages() if args.kind in ("", page.kind)]
    if not wanted:
        console.fail(f"grader: there is no kind `{args.kind[:40]}`. The kinds are {', '.join(SHELF)}.")
        return 2
    show = markdown if args.format == "markdown" else _plain
    console.out("\n\n".join(map(show, wanted)))
    return 0


def index(wanted: Sequence[Page]) -> str:
    """The page that leads to those of the kinds."""
    rows = [f"| [{page.kind}]({page.kind}.md) | {_first(page.text)} |\n" for page in wanted]
    tree = "\n".join(["```{toctree}", ":hidden:", "", *(page.kind for page in wanted), "```"])
    return f"{HEAD}{''.join(rows)}\n{tree}"


def _first(text: str) -> str:
    """Its first paragraph, in one line."""
    return _cell(" ".join(text.partition("\n\n")[0].split()))


def markdown(page: Page) -> str:
    """The page of one kind."""
    return "".join(_markdown(page))


def _markdown(page: Page) -> Iterator[str]:
    yield f"# {page.kind}\n\n{page.text}\n\n"
    yield "| option | means |\n| --- | --- |\n"
    yield from (f"| `{name}` | {means} |\n" for name, means in page.options.items())
    example = _example(page)
    yield f"\n```yaml\n{_answer_lines(page)}\n```\n\n| an answer | | what the program says |\n| --- | --- | --- |\n"
    for word, text in tried(example):
        found = compare_case({"answer": example["answer"], "student": text})
        earned = "" if found["credit"] in (None, 0, 1) else f", {found['credit']:.2g}"
        first = re.split(r"(?<=[.!?]) (?=[A-Z])", found["message"])[0]
        cells = (f"`{text}`", f"{CALLED[word]}: {found['outcome']}{earned}", first)
        yield f"| {' | '.join(_cell(cell) for cell in cells)} |\n"


def _plain(page: Page) -> str:
    options = "\n".join(f"  {name:13} {means}" for name, means in page.options.items())
    return f"{page.kind}\n\n{page.text}\n\n{options}\n\n{page.example}"


def _cell(text: str) -> str:
    return text.replace("\n", " ").replace("|", "\\|")


def _answer_lines(page: Page) -> str:
    """The block of the example, without the answers to it."""
    lines = page.example.splitlines()
    end = next(k for k, line in enumerate(lines) if line.startswith("right:"))
    return "\n".join(lines[:end])


def _example(page: Page) -> dict[str, Any]:
    node, _ = read_source(page.example, page.kind)
    found = None if node is None else plain(node)
    return found if isinstance(found, dict) else {}
