"""The rooms of docs/architecture.md: who may ask whom."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "grader"

BASE = {"values", "errors", "limits", "late"}
MAY_ASK = {
    "late": set(),
    "values": {"late"},
    "errors": {"late"},
    "limits": {"errors", "late"},
    "sentences": {"values", "late"},
    "notation": BASE,
    "equivalence": BASE | {"notation"},
    "answer": BASE | {"notation", "equivalence"},
    "exercise": BASE | {"notation", "equivalence", "answer", "sentences"},
    "submission": BASE | {"notation"},
    "marking": BASE | {"notation", "equivalence", "answer", "exercise", "sentences"},
    "report": BASE,
}
MAY_ASK["course"] = BASE | {"submission", "report"}
MAY_ASK["grading"] = MAY_ASK["marking"] | {"marking", "submission"}
MAY_ASK["cases"] = MAY_ASK["grading"]
MAY_ASK["lint"] = MAY_ASK["grading"] | {"grading", "cases"}
MAY_ASK["seal"] = MAY_ASK["lint"]
MAY_ASK["review"] = MAY_ASK["marking"] | {"marking", "report"}
MAY_ASK["policy"] = MAY_ASK["exercise"] | MAY_ASK["course"] | {"exercise", "course"}
MAY_ASK["batch"] = MAY_ASK["lint"] | {"report", "cases", "course"}
EVERYTHING = set(MAY_ASK) | {"lint", "batch", "web", "cli", "commands", "seal"}
MAY_ASK["web"] = MAY_ASK["batch"] | {"lint", "batch"}
MAY_ASK["commands"] = EVERYTHING
MAY_ASK["cli"] = EVERYTHING
MAY_ASK["__main__"] = {"cli"}
MAY_ASK["__init__"] = EVERYTHING

ROOMS_OF_ANSWER = ("value", "solution", "match", "claim", "derivation", "kinds")
"""Each asks those before it; no room asks a later one, not even for one function."""

FOREIGN = {
    "flint": {"equivalence", "answer"},
    "sympy": {"equivalence"},
    "numpy": {"seal"},
    "pint": {"answer"},
    "yaml": {"exercise", "submission", "batch", "marking", "seal"},
    "jinja2": {"report"},
    "cryptography": {"answer"},
    "fastapi": {"web"},
    "uvicorn": {"commands"},
}
"""The doors by which other people's libraries come in."""

FILES = sorted(ROOT.rglob("*.py"))


def room(path: Path) -> str:
    first = path.relative_to(ROOT).parts[0]
    return first.removesuffix(".py")


def imports(path: Path, tree: ast.Module) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            base = node.module or ""
            found |= {f"{base}.{alias.name}" for alias in node.names} if base == "grader" else {base}
    return found


def _goes_up(here: tuple[str, ...], asked: list[str]) -> bool:
    """Whether a room of `answer` asks one that comes after it."""
    if here[0] != "answer" or asked[0] != "answer":
        return False
    order = {room: place for place, room in enumerate(ROOMS_OF_ANSWER)}
    ours, theirs = (order.get("".join(path[1:2]), -1) for path in (here, asked))
    return 0 <= ours < theirs


def asks_only_those_below(path: Path, tree: ast.Module) -> None:
    here = room(path)
    for name in imports(path, tree):
        top, _, rest = name.partition(".")
        if top == "grader" and rest:
            asked = rest.split(".")[0]
            allowed = asked == here or asked in MAY_ASK[here] or (here == "__init__" and path.parent != ROOT)
            assert allowed, f"{here} imports {name}"
            assert not _goes_up(path.relative_to(ROOT).parts, rest.split(".")), f"{path} imports {name}"
        elif top in FOREIGN:
            assert here in FOREIGN[top], f"{here} imports {top}"


FORBIDDEN = {"eval", "exec", "compile", "sympify", "parse_expr", "parse_latex", "lambdify", "__import__"}


def evaluates_no_text(path: Path, tree: ast.Module) -> None:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", None) or getattr(node.func, "attr", "")
            method_of_re = isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "") == "re"
            ours = path.name == "late.py" and name == "exec"  # methods made of names of fields, as in `dataclasses`
            assert name not in FORBIDDEN or method_of_re or ours, f"{path}:{node.lineno}: {name}"


def makes_what_it_holds_when_it_is_used(path: Path, tree: ast.Module) -> None:
    """A start pays for what it does: classes and patterns of modules come from `grader.late`."""
    if path.name == "late.py":
        return
    assert not any(isinstance(node, ast.ImportFrom) and node.module == "dataclasses" for node in ast.walk(tree))
    later = {id(node) for one in ast.walk(tree) if isinstance(one, ast.FunctionDef) for node in ast.walk(one)}
    made = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and id(node) not in later]
    assert "re.compile" not in [ast.unparse(node.func) for node in made]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_keeps_the_rules(path: Path) -> None:
    text = path.read_text()
    assert len(text.splitlines()) <= 400
    tree = ast.parse(text)
    asks_only_those_below(path, tree)
    evaluates_no_text(path, tree)
    makes_what_it_holds_when_it_is_used(path, tree)
