"""The reader against cases in files: what is read, which finding comes of what, and that it never raises."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from grader.notation import parse
from grader.notation.codes import CODES
from grader.notation.names import Names, read_names
from grader.notation.printing import to_text

HERE = Path(__file__).parent
READINGS: list[dict[str, Any]] = yaml.safe_load((HERE / "readings.yaml").read_text())
FINDINGS: dict[str, list[Any]] = yaml.safe_load((HERE / "findings.yaml").read_text())
CASES = [(block["names"], text, typed) for block in READINGS for text, typed in block["cases"].items()]


def _names(block: dict[str, Any]) -> Names:
    names, findings = read_names(block)
    assert findings == ()
    return names


@pytest.mark.parametrize(("block", "text", "typed"), CASES, ids=[case[1] for case in CASES])
def test_reading(block: dict[str, Any], text: str, typed: Any) -> None:
    names = _names(block)
    read = parse(text, names)
    wanted = parse(str(typed), names)
    assert wanted.expr is not None, wanted.findings
    assert read.expr == wanted.expr, read


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in FINDINGS.items() for text in texts])
def test_finding(code: str, text: Any) -> None:
    block = text if isinstance(text, dict) else {"text": text, "names": {}}
    text = block["text"]
    read = parse(text, _names(block["names"]))
    first = read.findings[0]
    assert first.code == code
    level, data = CODES[code]
    assert tuple(name for name, _ in first.data) == data
    assert (read.expr is None) == (first.level == "error")
    assert first.level == level or code == "leading-relation"
    assert first.span is not None and 0 <= first.span.start <= first.span.end <= max(1, len(text))


def test_every_code_has_a_case() -> None:
    of_block = {code for code, (_, data) in CODES.items() if data[:1] == ("key",)}
    assert set(FINDINGS) == set(CODES) - of_block


BAD_BLOCKS = {
    "function-without-argument": {"functions": {"g": "1/2"}},
    "not-a-name": {"variables": {"x+1": "real"}},
    "name-taken": {"same": {"sin": "cos"}},
    "not-true-or-false": {"decimal_comma": "perhaps"},
    "notation-not-a-table": {"variables": ["x"]},
    "unknown-domain": {"variables": {"x": "rael"}},
    "unknown-key": {"variable": {"x": "real"}},
}


@pytest.mark.parametrize(("code", "block"), BAD_BLOCKS.items(), ids=BAD_BLOCKS)
def test_bad_block(code: str, block: dict[str, Any]) -> None:
    _, findings = read_names(block)
    assert [finding.code for finding in findings] == [code]
    assert findings[0].get("key") and tuple(name for name, _ in findings[0].data) == CODES[code][1]


def test_names_of_a_block() -> None:
    names = _names(
        {
            "variables": {"x": "real", "\\theta": "positive", "A": "matrix(n, d)", "t": "[0, 1)", "*": "complex"},
            "functions": {"sigma(x)": "1/(1 + exp(-x))", "p": "density"},
            "definitions": {"c": "a + b"},
            "same": {"P_m": "P_model", "\\hat{q}": "q"},
        }
    )
    assert names.variables["theta"].kind == "positive"
    assert names.variables["A"].sizes == ("n", "d")
    assert (names.variables["t"].low, names.variables["t"].closed) == ("0", (True, False))
    assert names.domain("unnamed") == names.default
    assert names.functions["sigma"].params == ("x",)
    assert names.functions["sigma"].body == parse("1/(1+e^{-x})".replace("e^{-x}", "\\exp(-x)")).expr
    assert names.functions["p"].kind == "density"
    assert names.definitions["c"] == parse("a+b").expr
    assert names.same == {"P_m": "P_model", "hat(q)": "q"}
    assert hash(names) == hash(_names({"variables": {}})) or names != _names({})


NASTY = [
    "(" * 10**6, "[" * 4000, "-" * 3000 + "x", "x" + "^x" * 900, "\\sqrt" * 600 + "x", "|" * 1900, "x" + "_x" * 900,
    "\\text{" * 700, "not " * 900 + "x", "n" + "!" * 1900, "x=>" * 600 + "x", "1" * 4999, "x" * 1999, "," * 1999,
    "\\begin{matrix}" * 200, "log " * 1000 + "x", "\\left(" * 700, "\\hat" * 900 + "x", '"' * 4999, "d/d" * 600,
    "\\boxed{" * 500, "\\frac" * 800, "x" + "'" * 1900, "{" * 3000, "}" * 3000, "\x00", "\ud800", "\\", "\\\\", "^",
    "_", "&", "x′", "__import__('os')", "\\def\\a{\\a}\\a", "\\int" * 500, "\\sum_{" * 90, "f(" * 99, "'" * 3000,
    "2x = 1\n|x| = 2", "x < 1\n\\|x\\| < 2", "x\n|x|",
]  # fmt: skip


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_nasty_text_is_answered(text: str) -> None:
    read = parse(text)
    assert read.expr is not None or any(finding.level == "error" for finding in read.findings)


TYPED: dict[str, str] = yaml.safe_load((HERE / "typed.yaml").read_text())


@pytest.mark.parametrize(("text", "shown"), TYPED.items(), ids=TYPED)
def test_shown_as_one_would_type(text: str, shown: str) -> None:
    expr = parse(text).expr
    assert expr is not None
    assert to_text(expr) == shown
    assert parse(shown).expr == expr
