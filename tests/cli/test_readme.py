"""What the README says is so; what it shows is tried with the other pages, in tests/docs."""

import re
import subprocess
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).parent.parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def run(*words: str) -> str:
    done = subprocess.run([sys.executable, "-m", "grader", *words], capture_output=True, text=True, cwd=ROOT)
    return done.stdout.strip()


def test_the_exercise_of_the_readme_is_one(tmp_path: Path) -> None:
    text = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)[0]
    assert yaml.safe_load(text)
    (tmp_path / "6.2.yaml").write_text(text, "utf-8")
    assert run("lint", str(tmp_path)) == "clean"


def test_every_file_that_the_readme_names_is_there() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target


def test_every_command_is_named() -> None:
    commands = re.findall(r"^    ([a-z]+) ", run("--help"), re.MULTILINE)
    told = README + "".join(path.read_text("utf-8") for path in (ROOT / "docs").rglob("*.md"))
    assert commands and [name for name in commands if f"grader {name}" not in told] == []
