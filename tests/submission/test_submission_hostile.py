"""Documents made to break a reader. Ours are written here; a shared folder of them is read too where it exists."""

import sys
from pathlib import Path

import pytest

from grader import submission
from grader.errors import SubmissionError

SMALL = 50_000
"""Bytes up to which a document is placed for all kinds of parts; larger ones take seconds for each."""
SHARED = Path(__file__).parents[3] / "shared" / "hostile-documents"
FILES = sorted(path for path in SHARED.glob("*") if path.suffix in (".md", ".tex", ".ipynb", ".yaml", ".csv"))

BOMBS = {
    "macros.tex": "".join(
        f"\\newcommand{{\\m{chr(97 + n)}}}{{\\m{chr(98 + n)}\\m{chr(98 + n)}}}" for n in range(24)
    )
    + "\\newcommand{\\my}{x}\\section{Exercise 1} $\\ma$",
    "arguments.tex": "\\newcommand{\\m}[1]{#1#1#1#1#1#1#1#1#1}\\section{Exercise 1} $"
    + "\\m{" * 200
    + "}" * 200
    + "$",
    "groups.tex": "\\section{Exercise 1} \\boxed" + "{" * 50_000 + "}" * 50_000,
    "open-groups.tex": "\\boxed{\\textbf{" * 20_000,
    "open-verbatim.tex": "\\begin{verbatim}\\iffalse\\begin{comment}" * 20_000,
    "verb.tex": "\\verb" + "\\verb".join(chr(0x4E00 + n) for n in range(5_000)),
    "items.tex": "\\begin{enumerate}\\item" * 20_000,
    "catcodes.tex": "\\catcode`\\@=0 \\let\\x\\input " * 5_000,
    "laughs.yaml": "".join(f"a{n}: &a{n} [{','.join(['x' if n == 0 else f'*a{n - 1}'] * 9)}]\n" for n in range(12)),
    "merge.yaml": "a: &a {k: 1}\nm0: &m0 {<<: [*a,*a]}\n"
    + "".join(f"m{n}: &m{n} {{<<: [*m{n - 1},*m{n - 1}]}}\n" for n in range(1, 30)),
    "deep.yaml": "1a: " + "[" * 20_000,
    "deep-block.yaml": "\n".join(" " * n + "a:" for n in range(2_000)),
    "tag.yaml": "1a: !!python/object/apply:os.system ['touch CANARY']\n",
    "spaces.md": "# Exercise 1" + " " * 100_000 + "x\n" + "|" + " " * 100_000 + "-\n" + "   " * 50_000,
    "open-math.md": "# Exercise 1\n" + "$$ \\( \\[ ~~ ` ``` $ " * 20_000,
    "comments.md": "<!--" * 50_000,
    "fences.md": "\n".join("`" * (3 + n % 60) for n in range(20_000)),
    "quotes.md": ">" * 100_000 + "\n" + "> " * 50_000,
    "labels.md": "# Exercise 1\n" + "⑥ x\n\n" * 10_000,
    "letters.md": "# Exercise 1\n" + "a) x\n\n1) y\n\n" * 5_000,
    "stars.md": "# Exercise 1\n" + "*_" * 50_000 + "\n" + "**a)" * 10_000,
    "head.md": "a@" * 50_000 + "\n" + ("1234567 x@y.example " * 20 + "\n") * 1_000,
    "rules.md": "x\n---\n" * 20_000,
    "words.txt": "= " * 100_000 + "\n" + "a=b, " * 1_000 + "\n" + "(" * 50_000,
    "quote.ipynb": '"' + '\\"' * 50_000,
    "cells.ipynb": '{"cells": ['
    + ",".join(['{"cell_type": "markdown", "source": "$\\\\def\\\\a{\\\\a}$"}'] * 3_000)
    + "]}",
}


def read_and_place(path: Path) -> None:
    try:
        document = submission.read(path)
    except SubmissionError as error:
        assert str(error).isprintable() and str(path.parent) not in str(error)
        return
    for parts in (["1"], "1a 1b 2a 2b".split(), *(["ex1 ex2 ex3".split()] if path.stat().st_size < SMALL else [])):
        placed = submission.place(document, parts)
        assert set(placed.answers) <= set(parts)
        assert len(placed.notes) < 100
        for note in placed.notes:
            assert all(value.isprintable() and len(value) < 200 for _, value in note.data)


@pytest.fixture(autouse=True)
def watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("name", BOMBS)
def test_bombs(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(BOMBS[name])
    read_and_place(path)
    assert [each.name for each in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("path", FILES, ids=[path.name for path in FILES])
def test_shared_documents(path: Path, tmp_path: Path) -> None:
    read_and_place(path)
    assert not list(tmp_path.iterdir())


def test_only_the_file_itself_is_opened(tmp_path: Path) -> None:
    """No other file, process or socket: watched by an audit hook in a process of its own."""
    import subprocess

    path = tmp_path / "s1.tex"
    path.write_text("\\input{/etc/passwd}\\include{key}\\immediate\\write18{touch CANARY}\\section{Exercise 1} $x$")
    script = (
        "import sys\n"
        "from grader import submission\n"
        "submission.place(submission.read(sys.argv[1]), ['1'])\n"
        "seen = []\n"
        "watch = ('open', 'subprocess.Popen', 'os.system', 'os.exec', 'socket.connect', 'os.posix_spawn')\n"
        "hook = lambda name, args: seen.append(args[0]) if name in watch and isinstance(args[0], str) else None\n"
        "sys.addaudithook(hook)\n"
        "submission.place(submission.read(sys.argv[1]), ['1'])\n"
        "print(seen == [sys.argv[1]], seen)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("True"), done.stdout
