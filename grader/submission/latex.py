"""LaTeX without comments and macros, cut into blocks: sections are headings, items are labelled text.

Formulas are left exactly as they are. Commands that only lay out a page are dropped; those that would read or
write a file are noted and dropped. The text keeps its line ends, so that positions stay those of the source.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from grader.late import pattern
from grader.submission.lists import Lists
from grader.submission.macros import braces
from grader.submission.model import Block, BlockKind
from grader.submission.opening import shown
from grader.values import Finding

MARK, END = "\ue000", "\ue001"
"""Around the number of a verbatim block, which is put back here."""

STEP = pattern(
    r"(?P<math>\$\$?|\\[()\[\]])|\\(?P<env>begin|end)\s*\{(?P<name>[A-Za-z]+)\*?\}|\\(?P<word>[A-Za-z]+)\*?|\\."
    rf"|{MARK}(?P<code>[0-9]+){END}|(?P<brace>\}})|(?P<tick>``?)",
    re.S,
)
OPTIONS = pattern(r"\s*\[(?P<text>[^\]\n]{0,200})\]")
LONG_OPTION = 500
CLOSING = {"\\(": "\\)", "\\[": "\\]", "$": "$", "$$": "$$"}
DISPLAYS = frozenset("equation align alignat flalign gather multline eqnarray math displaymath".split())
HEADINGS = frozenset("chapter section subsection subsubsection paragraph subparagraph part".split())
NAMED = frozenset("exercise problem aufgabe question task uebung loesung solution ex".split())
"""Environments whose option or argument may be the number of an exercise."""

DROPPED = frozenset(
    (
        "maketitle tableofcontents newpage clearpage pagebreak noindent bigskip medskip smallskip centering "
        "par hfill vfill newline linebreak indent footnotesize small normalsize large Large LARGE huge Huge "
        "bfseries itshape hrule "
    ).split()
)
DROPPED_WITH_GROUPS = frozenset(
    "thispagestyle pagestyle vspace hspace label usepackage documentclass title date author setlength".split()
)
OPENS_FILES = frozenset(
    (
        "input include includeonly subfile import write immediate openin openout read lstinputlisting "
        "verbatiminput special directlua catcode "
    ).split()
)
STRUCK = frozenset("sout st xout strike".split())
SETTINGS = frozenset(
    "setcounter addtocounter stepcounter refstepcounter setlist setenumerate "
    "labelenumi labelenumii labelenumiii labelenumiv theenumi theenumii theenumiii theenumiv".split()
)


def blocks_of(text: str, code: list[str], notes: list[Finding]) -> tuple[Block, ...]:
    """The blocks of the text, whose first line is line 1 of the source; `code` are its verbatim blocks."""
    converter = _Converter(text, code, notes)
    for match in STEP.finditer(text):
        if match.start() >= converter.at:
            converter.step(match)
    converter.flush(len(text))
    return tuple(converter.blocks)


class _Converter:
    def __init__(self, text: str, code: list[str], notes: list[Finding]) -> None:
        self.text = text
        self.code = code
        self.notes = notes
        self.pairs = braces(text)
        self.lines = [match.end() for match in re.finditer("\n", text)]
        self.lists = Lists()
        self.blocks: list[Block] = []
        self.out: list[str] = []
        self.begin = 0
        """Where the present block begins."""
        self.at = 0
        """Up to where the text was taken."""
        self.math = ""
        """What ends the formula that we are in."""
        self.struck: set[int] = set()
        """Braces that end a struck-out group."""

    def step(self, match: re.Match[str]) -> None:
        if match["math"]:
            self.toggle(match["math"])
        elif match["env"]:
            self.environment(match, match["name"])
        elif match["brace"]:
            if match.start() in self.struck:
                self.replace(match.start(), match.end(), "~~")
        elif match["tick"]:
            self.replace(match.start(), match.end(), "“" if len(match["tick"]) > 1 else "‘")
        elif match["code"]:
            self.flush(match.start())
            self.block("code", self.code[int(match["code"])], match.start())
            self.resume(match.end())
        elif match["word"] and not self.math:
            self.command(match, match["word"])

    def toggle(self, sign: str) -> None:
        if not self.math:
            self.math = CLOSING.get(sign, "")
        elif sign == self.math:
            self.math = ""

    def environment(self, match: re.Match[str], name: str) -> None:
        if name in DISPLAYS and self.math in ("", f"end {name}"):
            self.math = f"end {name}" if match["env"] == "begin" else ""
        elif not self.math:
            self.flush(match.start())
            self.resume(match.end())
            if match["env"] == "end":
                self.lists.close(name)
            else:
                self.opened(match, name)

    def opened(self, match: re.Match[str], name: str) -> None:
        """The options and arguments of an environment that begins; an exercise's number is a heading."""
        options = OPTIONS.match(self.text, match.end())
        end = options.end() if options else match.end()
        self.lists.open(name, options["text"] if options else "")
        group = self.group(end) if name in (*NAMED, "tabular", "minipage", "multicols") else None
        label = options["text"] if options else self.text[slice(*group)][:60] if group else ""
        if name.lower() in NAMED and label and len(label) < 60:
            self.block(
                "heading", label if re.match(r"[A-Za-zÄÖÜ]{3}", label) else f"Exercise {label}", match.start()
            )
        self.resume(group[1] + 1 if group and not options else end)

    def command(self, match: re.Match[str], word: str) -> None:
        begin, end = match.span()
        group = self.group(end)
        if word == "item" or (word == "part" and self.lists.in_parts()):
            self.item(begin, end)
        elif word in HEADINGS and group is not None:
            self.flush(begin)
            self.block("heading", " ".join(self.text[slice(*group)].split()), begin)
            self.resume(group[1] + 1)
        elif word == "includegraphics":  # stays: the marking knows it, and a person looks at it
            self.note("picture", begin, match[0])
        elif word in OPENS_FILES:
            self.note("tex-command-ignored", begin, match[0])
            self.drop(begin, self.after_groups(end))
        elif word in SETTINGS:
            self.lists.setting(self.text[begin : begin + 80])
            self.drop(begin, self.after_groups(end))
        elif word in DROPPED or word in DROPPED_WITH_GROUPS:
            self.drop(begin, end if word in DROPPED else self.after_groups(end))
        elif word in STRUCK and group is not None:
            self.replace(begin, group[0], "~~")
            self.struck.add(group[1])
        elif word == "boxed":
            self.boxed(begin, group)

    def item(self, begin: int, end: int) -> None:
        self.flush(begin)
        options = OPTIONS.match(self.text, end)
        self.resume(options.end() if options else end)
        self.begin = begin
        self.out.append(self.lists.item(options["text"] if options else None))

    def boxed(self, begin: int, group: tuple[int, int] | None) -> None:
        """A box outside of a formula is one."""
        if group is None:
            self.note("unbalanced-brace", begin, "\\boxed")
            return
        inner = self.text[begin : group[1] + 1]
        lines = inner.count("\n")
        self.replace(begin, group[1] + 1, "$" + inner.replace("$", "").replace("\n", " ") + "$" + "\n" * lines)

    def group(self, at: int) -> tuple[int, int] | None:
        """Where the contents of the next group (after options in square brackets) begin and end."""
        options = OPTIONS.match(self.text, at)
        at = options.end() if options else at
        while at < len(self.text) and self.text[at].isspace():
            at += 1
        return (at + 1, self.pairs[at]) if at in self.pairs else None

    def after_groups(self, at: int) -> int:
        for _ in range(3):
            group = self.group(at)
            if group is None or group[1] - at > LONG_OPTION:
                break
            at = group[1] + 1
        return at

    def drop(self, begin: int, end: int) -> None:
        self.replace(begin, end, "\n" * self.text.count("\n", begin, end))

    def replace(self, begin: int, end: int, by: str) -> None:
        self.out += [self.text[self.at : begin], by]
        self.at = end

    def flush(self, end: int) -> None:
        """End the present block of running text."""
        text = "".join([*self.out, self.text[self.at : end]])
        if text.strip(" \t\n{}"):
            self.block("text", text, self.begin)
        self.resume(end)

    def resume(self, at: int) -> None:
        self.out, self.at, self.begin = [], at, at

    def block(self, kind: BlockKind, text: str, at: int) -> None:
        line = bisect_right(self.lines, at)
        column = at - (self.lines[line - 1] if line else 0) + 1
        self.blocks.append(Block(kind, text, line + 1, column))

    def note(self, code: str, at: int, said: str) -> None:
        data = (("text", shown(said)), ("line", str(bisect_right(self.lines, at) + 1)))
        self.notes.append(Finding(code, "note", None, data))
