"""A small assignment and hand-ins for it, made on the spot."""

from pathlib import Path

EXERCISE = """
exercise: "1"
title: Small things
notation:
  variables: {x: real}
parts:
  a:
    question: What is $1 + 1$?
    points: 2
    answer: {kind: number, expected: 2}
  b:
    question: Expand $(x + 1)^2$.
    points: 3
    answer: {kind: expression, expected: x^2 + 2*x + 1}
"""


def exercises(folder: Path, text: str = EXERCISE) -> Path:
    """A folder with the assignment."""
    folder.mkdir(exist_ok=True)
    (folder / "1.yaml").write_text(text)
    return folder


def handin(folder: Path, name: str, a: str = "2", b: str = "x^2 + 2x + 1") -> Path:
    """One hand-in in Markdown."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    file.write_text(f"# Exercise 1\n\na) ${a}$\n\nb) ${b}$\n")
    return file
