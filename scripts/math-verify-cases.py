"""What Math-Verify says to the statements of tests/equivalence/statistics, in counts (for docs/statistics.md).

It is run in an environment of its own, which this project does not need otherwise:

    python3 -m venv /tmp/mv && /tmp/mv/bin/pip install math-verify pyyaml
    /tmp/mv/bin/python scripts/math-verify-cases.py
"""

from __future__ import annotations

import logging
from collections import Counter
from pathlib import Path

import yaml
from math_verify import parse, verify

FOLDER = Path(__file__).parent.parent / "tests" / "equivalence" / "statistics"


def say(expected: str, student: str) -> str:
    """accepted, refused, or not read (one of the two sides gave nothing to compare)."""
    gold, answer = (parse(f"${text}$", parsing_timeout=5) for text in (expected, student))
    if not gold or not answer:
        return "not read"
    return "accepted" if verify(gold, answer, timeout_seconds=5) else "refused"


def main() -> None:
    logging.disable(logging.CRITICAL)
    counts: Counter[tuple[str, str, str]] = Counter()
    for file in sorted(FOLDER.glob("*.yaml")):
        for group in yaml.safe_load(file.read_text(encoding="utf-8")):
            for row in group["cases"]:
                for side in ("right", "wrong"):
                    for text in row[side]:
                        verdict = say(row["expected"], text)
                        counts[group["family"], side, verdict] += 1
                        counts["all", side, verdict] += 1
    for family in dict.fromkeys(family for family, _, _ in counts):
        pairs = [(side, v) for side in ("right", "wrong") for v in ("accepted", "refused", "not read")]
        cells = [f"{side} {v}: {counts[family, side, v]}" for side, v in pairs]
        print(f"{family}: " + ", ".join(cells))


if __name__ == "__main__":
    main()
