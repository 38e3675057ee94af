"""python -m benchmarks.corpora CASES.jsonl[:TEST] …: files of `grader compare --cases`, in one warm process.

Processor time a case, the question read as well, in all and by the method that decided. No case comes twice, for
readings and comparisons are remembered. `:TEST` keeps the rows whose `test` is TEST, `--profile N` prints the N
costliest functions instead.
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import json
import pstats
import time
from collections import defaultdict
from statistics import mean, median
from typing import Any

from grader.cases import compare_case
from grader.limits import YOUNG

WARM = ("2(x+1)", r"\sin^2 x + \frac{e^{-y}}{\sqrt{2}}", "x = 1 or x = 2", "3.50")
"""Answers that load every part of the program which most cases use."""


def rows_of(source: str) -> list[dict[str, Any]]:
    path, _, test = source.partition(":")
    with open(path, encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    return [row for row in rows if "student" in row and test in ("", row.get("test"))]


def timed(row: dict[str, Any]) -> tuple[str, float]:
    """The method that decided and milliseconds of processor time."""
    started = time.process_time()
    answer = compare_case(row)
    return answer["by"], 1000 * (time.process_time() - started)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.corpora", description=__doc__)
    parser.add_argument("cases", nargs="+")
    parser.add_argument("--profile", type=int, metavar="N")
    args = parser.parse_args()
    rows = [row for source in args.cases for row in rows_of(source)]
    gc.set_threshold(YOUNG)  # as the workers do
    for text in WARM:
        for other in WARM:
            compare_case({"answer": text, "student": other})
    if args.profile:
        profile = cProfile.Profile()
        profile.runcall(lambda: [compare_case(row) for row in rows])
        pstats.Stats(profile).sort_stats("tottime").print_stats(args.profile)
        return
    found = defaultdict(list)
    for row in rows:
        by, taken = timed(row)
        found[by].append(taken)
    groups = [("all", [taken for each in found.values() for taken in each])]
    groups += sorted(found.items(), key=lambda item: -sum(item[1]))
    whole = sum(groups[0][1])
    print("| decided by | cases | median ms | mean ms | longest ms | share of all |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for name, each in groups:
        share = f"{100 * sum(each) / whole:.1f} %"
        print(f"| {name} | {len(each)} | {median(each):.3f} | {mean(each):.3f} | {max(each):.1f} | {share} |")


if __name__ == "__main__":
    main()
