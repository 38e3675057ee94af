"""What was read of texts from elsewhere is printed and read again. The corpora are kept beside the project; where
they are not, nothing of this runs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.dom.minidom import parseString

import pytest

from grader.late import replace
from grader.notation import Names, parse
from grader.notation.names import Domain, read_names
from grader.notation.printing import to_latex, to_mathml, to_text
from grader.notation.tree import Call, Expr, Name, walk

FOLDER = Path(__file__).parents[3] / "shared" / "corpora"
FILES = sorted(path for path in FOLDER.glob("*.jsonl") if "hostile" not in path.name)
pytestmark = pytest.mark.skipif(not FILES, reason="the corpora are not here")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_is_printed_is_read_again(path: Path) -> None:
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert [text for row in rows for text in _texts(row) if not _comes_back(text, row.get("notation") or {})] == []


def _texts(row: dict[str, Any]) -> list[str]:
    expected = row["answer"].get("expected")
    texts = [row.get("student"), *(expected if isinstance(expected, list) else [expected])]
    return [text for text in texts if isinstance(text, str)]


def _comes_back(text: str, block: dict[str, Any]) -> bool:
    names = read_names(block)[0]
    expr = parse(text, names).expr
    if expr is None:
        return True
    parseString(to_mathml(expr))
    told = _told(names, expr)
    of_a_program = any(isinstance(node, Name) and node.id.count("_") > 1 for node in walk(expr))
    return parse(to_text(expr), told).expr == expr and (of_a_program or parse(to_latex(expr), told).expr == expr)


def _told(names: Names, expr: Expr) -> Names:
    """The names with the words in the tree as variables: printed, `hr` looks like a product of letters."""
    nodes = list(walk(expr))
    called = {node.function for node in nodes if isinstance(node, Call)}
    words = {node.id for node in nodes if isinstance(node, Name) and node not in called and len(node.id) > 1}
    new = {id: Domain("real") for id in words - names.declared - {"pi", "infinity"} if id.isalpha()}
    return replace(names, variables={**names.variables, **new})
