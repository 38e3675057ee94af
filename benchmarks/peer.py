"""One peer in a process of its own: a line of JSON in, `{"seconds", "equal"}` out. Needs nothing of this project.

python peer.py simplify | math_verify | latex2sympy | antlr | lark | math_verify_parse
"""

from __future__ import annotations

import json
import signal
import sys
import time
from collections.abc import Callable
from typing import Any

LIMIT = 10
Ask = Callable[[dict[str, Any]], bool]


def simplify() -> Ask:
    """The difference of two trees that are already there; making them is not counted against it."""
    import sympy
    from sympy.parsing.sympy_parser import parse_expr

    names = {"i": sympy.I, "e": sympy.E, "ln": sympy.log}

    def read(text: str) -> Any:
        return parse_expr(text.replace("^", "**"), local_dict=dict(names))

    def ask(case: dict[str, Any]) -> bool:
        left, right = (read(text) for text in case["text"])
        case["started"] = time.process_time()
        return bool(sympy.simplify(left - right) == 0)

    return ask


def math_verify() -> Ask:
    from math_verify import parse, verify  # type: ignore[import-not-found, unused-ignore]

    def ask(case: dict[str, Any]) -> bool:
        left, right = (parse(f"${text}$", parsing_timeout=None) for text in case["latex"])
        return bool(verify(left, right, timeout_seconds=None))

    return ask


def latex2sympy() -> Ask:
    from latex2sympy2_extended import latex2sympy as read  # type: ignore[import-not-found, unused-ignore]

    def ask(case: dict[str, Any]) -> bool:
        return all(read(text) is not None for text in case["latex"])

    return ask


def antlr() -> Ask:
    from sympy.parsing.latex import parse_latex

    parse_latex("x")

    def ask(case: dict[str, Any]) -> bool:
        return all(parse_latex(text) is not None for text in case["latex"])

    return ask


def lark() -> Ask:
    from sympy.parsing.latex import parse_latex_lark

    parse_latex_lark("x")

    def ask(case: dict[str, Any]) -> bool:
        return all(isinstance(parse_latex_lark(text), Basic) for text in case["latex"])

    from sympy import Basic

    return ask


def math_verify_parse() -> Ask:
    from math_verify import parse  # type: ignore[import-not-found, unused-ignore]

    def ask(case: dict[str, Any]) -> bool:
        read = [parse(f"${text}$", parsing_timeout=None) for text in case["latex"]]
        return all(len(found) == 2 for found in read)

    return ask


ENGINES: dict[str, Callable[[], Ask]] = {
    "simplify": simplify,
    "math_verify": math_verify,
    "latex2sympy": latex2sympy,
    "antlr": antlr,
    "lark": lark,
    "math_verify_parse": math_verify_parse,
}


def late(*_: object) -> None:
    raise TimeoutError


def main() -> None:
    try:
        ask = ENGINES[sys.argv[1]]()
    except ImportError as error:
        print(json.dumps({"missing": str(error)}), flush=True)
        return
    print(json.dumps({"ready": True}), flush=True)
    signal.signal(signal.SIGALRM, late)
    for line in sys.stdin:
        case = json.loads(line)
        case["started"] = time.process_time()
        signal.alarm(LIMIT)
        try:
            equal: bool | None = ask(case)
        except Exception:
            equal = None
        signal.alarm(0)
        seconds = time.process_time() - case["started"]
        print(json.dumps({"seconds": seconds, "equal": equal}), flush=True)


if __name__ == "__main__":
    main()
