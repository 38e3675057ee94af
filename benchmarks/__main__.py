"""python -m benchmarks [SUITE] [--pairs N] [--seed S] [--peers PYTHON] [-o docs/benchmarks.md]"""

from __future__ import annotations

import argparse
import platform
from pathlib import Path
from statistics import mean

from benchmarks import classes, memory, start
from benchmarks.pages import derivations
from benchmarks.pairs import pairs
from benchmarks.runs import Run, growth, ours_comparing, ours_reading, peer, typical
from grader.limits import ANSWER_CHARACTERS, ANSWER_TOKENS

PEERS = ".bench/bin/python"
COMPARISONS, STARTS = 100_000, 15
INSTALL = "make bench"


def table(runs: list[Run]) -> list[str]:
    """As Markdown, with the ratios to our own times in the same run."""
    ours = runs[0]
    lines = ["| | median ms | mean ms | right | wrong | no verdict | median, times ours | mean, times ours |",
             "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"]  # fmt: skip
    for run in runs:
        if run.missing:
            lines.append(f"| {run.name} | not installed: {run.missing} | | | | | | |")
            continue
        ratios = f"{run.median_ms / ours.median_ms:.1f} | {run.mean_ms / ours.mean_ms:.1f}"
        verdicts = f"{run.right} | {run.wrong} | {run.open}"
        lines.append(f"| {run.name} | {run.median_ms:.3f} | {run.mean_ms:.3f} | {verdicts} | {ratios} |")
    return lines


def reading(count: int, seed: int, python: str) -> list[str]:
    cases = typical(count, seed)
    peers = {
        "latex2sympy2_extended": "latex2sympy",
        "SymPy, parse_latex (ANTLR)": "antlr",
        "SymPy, parse_latex_lark": "lark",
        "Math-Verify, parse": "math_verify_parse",
    }
    runs = [ours_reading(cases)]
    runs += [peer(name, engine, cases, python, truth=False) for name, engine in peers.items()]
    characters = mean(len(text) for case in cases for text in case.latex)
    one = 500 * runs[0].median_ms
    about = (
        f"{len(cases)} pairs of LaTeX formulas, both sides read, {characters:.0f} characters a side: "
        f"{one:.0f} microseconds for one of ours, in the middle. The same strings for all, in one run."
    )
    wrong = "Wrong: nothing was read, or (SymPy's lark) several readings without a choice."
    lines = ["## Reading", "", about, "", *table(runs), "", wrong, "", "Longer texts, of one kind:", ""]
    lines += ["| characters | microseconds a character |", "| ---: | ---: |"]
    lines += [f"| {length} | {each:.2f} |" for length, each in growth((60, 300, 1000, 2500, 60_000))]
    return [*lines, "", f"Above {ANSWER_CHARACTERS} characters or {ANSWER_TOKENS} signs nothing is read."]


def equivalence(count: int, seed: int, python: str) -> list[str]:
    cases = pairs(count, seed)
    whole, alone = ours_comparing(cases)
    reading_too = table([whole, peer("Math-Verify", "math_verify", cases, python)])
    of_trees = table([alone, peer("sympy.simplify(a - b) == 0", "simplify", cases)])
    about = f"{len(cases)} pairs of LaTeX formulas, half of them equal, read and compared:"
    then = "The same pairs, of trees that are there already; for `simplify` too, reading is not counted:"
    return ["## Equivalence", "", about, "", *reading_too, "", then, "", *of_trees]


def long_pages(count: int, seed: int, python: str) -> list[str]:
    return derivations()


def held(count: int, seed: int, python: str) -> list[str]:
    lines = memory.table(COMPARISONS, seed)
    return ["## Memory", "", "Pairs as above, read and compared in one process under the same names.", "", *lines]


def started(count: int, seed: int, python: str) -> list[str]:
    about = f"Medians of {STARTS}, compiled files in place; processor time counts all processes of the command."
    return ["## Start", "", about, "", *start.table(STARTS)]


SUITES = {
    "reading": reading,
    "equivalence": equivalence,
    "derivations": long_pages,
    "memory": held,
    "start": started,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("suite", nargs="?", choices=tuple(SUITES))
    parser.add_argument("--pairs", type=int, default=240)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--peers", default=PEERS, help="the Python in which the peers are installed")
    parser.add_argument("-o", "--output", type=Path)
    args = parser.parse_args()
    named = [args.suite] if args.suite else list(SUITES)
    command = " ".join(("python -m benchmarks", *filter(None, (args.suite,))))
    lines = [
        "# Benchmarks",
        "",
        f"Made by `{command} --pairs {args.pairs} --seed {args.seed} -o docs/benchmarks.md`",
        f"(Python {platform.python_version()}, one warm process each; milliseconds of processor time a pair).",
        "`benchmarks/pairs.py` makes the pairs.",
        f"The peers live in an environment of their own: `{INSTALL}` makes it of `benchmarks/requirements.txt`.",
    ]
    for name in named:
        lines += ["", *SUITES[name](args.pairs, args.seed, args.peers)]
    text = "\n".join(lines) + "\n"
    print(text, end="")
    if args.output:
        a_class = classes.kept(args.output)  # made by a command of its own, which takes long
        args.output.write_text(text + a_class, encoding="utf-8")


if __name__ == "__main__":
    main()
