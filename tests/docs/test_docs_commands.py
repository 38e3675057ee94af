"""What the documentation shows is what the program does: the calls of a page, one after the other, in one folder.

A line `…` stands for any lines. UPDATE_GOLD=1 writes into the pages what the program says now."""

from __future__ import annotations

import os
import re
import shlex
import shutil
from pathlib import Path

import pytest

from grader.cli import _parser, main

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *DOCS.rglob("*.md")])
CONSOLE = re.compile(r"(?<=```console\n).*?(?=```)", re.DOTALL)
CALL = re.compile(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
SESSIONS = [page for page in PAGES if CONSOLE.search(page.read_text("utf-8"))]


@pytest.mark.parametrize("page", SESSIONS, ids=lambda page: page.stem)
def test_a_page_shows_what_is_said(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("exercises", "submissions"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GRADER_CACHE", str(tmp_path / "cache"))
    text = page.read_text("utf-8")
    made = CONSOLE.sub(lambda block: CALL.sub(lambda call: answered(call, capsys), block[0]), text)
    if os.environ.get("UPDATE_GOLD"):
        page.write_text(made, "utf-8")
    assert made == text


def answered(call: re.Match[str], capsys: pytest.CaptureFixture[str]) -> str:
    """The call with what is printed now; as it stands in the page where that fits."""
    words = shlex.split(call[1])
    assert words[0] == "grader", f"only calls of grader stand after a $: {call[1]}"
    main(words[1:])
    printed = capsys.readouterr()
    said = "".join(f"{line.rstrip()}\n" for line in (printed.out or printed.err).splitlines())
    pattern = "".join(
        r"(?:.*\n)*" if line == "…" else re.escape(line) + r"\n" for line in call[2].rstrip().splitlines()
    )
    blank = "\n" * call[2].endswith("\n\n")
    return call[0] if re.fullmatch(pattern, said) else f"$ {call[1]}\n{said}{blank}"


def mentioned() -> list[tuple[str, str]]:
    """Every call that a page names in backticks, or shows in a block for the shell."""
    found = []
    for page in PAGES:
        text = page.read_text("utf-8")
        shown = re.findall(r"`(grader [a-z][^`\n]*)`", text)
        shown += [line for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL) for line in block.splitlines()
                  if line.startswith("grader ")]  # fmt: skip
        found += [(page.stem, call) for call in shown]
    return found


COMMANDS = (
    next(action for action in _parser()._actions if action.dest == "==SUPPRESS==" or action.choices).choices or {}
)


def test_every_call_that_is_named_has_its_command_and_options() -> None:
    assert len(mentioned()) > 40
    wrong = []
    for page, call in mentioned():
        command, *words = call.split()[1:]
        known = COMMANDS[command]._option_string_actions if command in COMMANDS else {}
        options = [word.partition("=")[0].rstrip(",;)") for word in words if re.match(r"--?[a-z]", word)]
        if command not in COMMANDS or any(option not in known and option[:2] not in known for option in options):
            wrong.append(f"{page}: {call}")
    assert wrong == []
