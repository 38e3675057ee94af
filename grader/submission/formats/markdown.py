"""Markdown: headings, fences, comments, quotations, tables. What is left is running text with formulas."""

from __future__ import annotations

import re

from grader.late import pattern
from grader.submission import answerfile, macros
from grader.submission.html import shown_html, without_markup
from grader.submission.model import Block, Document
from grader.values import Finding

SUFFIXES = (".md", ".markdown", ".mdown", ".qmd", ".rmd")
NAME = "markdown"
FENCE = pattern(r"[ \t>]*(?P<mark>`{3,}|~{3,})[ \t]*\{?\.?(?P<info>[A-Za-z0-9_+-]{0,30})[^`]*$")
ATX = pattern(r" {0,3}#{1,6}(?=[ \t]|[^#\s])[ \t]*(?P<text>.*)$")
UNDERLINE = pattern(r" {0,3}(?:={3,}|-{3,})[ \t]*$")
QUOTE = pattern(r" {0,3}>")
HEAD_CELL = pattern(
    r"[ \t]*\|?[ \t*]*(?P<word>exercise|aufgabe|problem|question|task|part|teil(?:aufgabe)?)\b[^|]*\|", re.I
)
PART_CELL = pattern(r"[ \t]*\|?[ \t*]*[^|]*\|[ \t*]*(?:part|teil(?:aufgabe)?)\b[^|]*\|", re.I)
TWO_CELLS = pattern(
    r"[ \t]*\|?[ \t*]*(?P<number>[0-9][0-9.]{0,8})[ \t*]*\|[ \t*]*\(?(?P<letter>[A-Za-z])[).]?[ \t*]*\|"
)
LETTER_CELL = pattern(r"[ \t*]*\(?(?P<letter>[A-Za-z])[).]?[ \t*]*")
LABEL_CELL = pattern(r"[ \t]*\|?[ \t*]*(?P<label>[(]?[0-9A-Za-z][0-9A-Za-z.()]{0,8})[ \t*]*\|")
PICTURE = pattern(r"!\[[^\]\n]{0,200}\]\(|<img\b", re.I)
DISPLAY_LINES = 50
"""So many lines above a rule are looked through for a display that is open."""
STRUCK = pattern(r"<(?P<end>/?)(?P<tag>del|s|strike)>", re.I)


def claims(suffix: str, text: str) -> bool:
    """Whether this reader takes a file of that suffix."""
    return suffix in SUFFIXES


def read(text: str, source: str) -> Document:
    """The blocks of a Markdown file; what is odd becomes a note."""
    notes: list[Finding] = []
    body, members = front_matter(text, notes)
    blocks = macros.expand_blocks(blocks_of(body, 1, notes), notes)
    return Document(source, NAME, text, blocks, tuple(notes), members)


def front_matter(text: str, notes: list[Finding]) -> tuple[str, tuple[str, ...]]:
    """The text with its YAML head blanked out, and the members named there."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return text, ()
    end = next((n for n, line in enumerate(lines[1:100], 1) if line.rstrip() in ("---", "...")), 0)
    head = lines[1:end]
    if not end or not any(":" in line for line in head):
        return text, ()
    members = answerfile.members_of("\n".join(head), notes)
    return "\n".join([""] * (end + 1) + lines[end + 1 :]), members


def blocks_of(text: str, line: int, notes: list[Finding]) -> tuple[Block, ...]:
    """The blocks of Markdown text whose first line is number `line`."""
    lines = without_markup(shown_html(_without_comments(text, line, notes), line, notes)).split("\n")
    cutter = _Lines(lines, line, notes)
    cutter.run()
    return tuple(cutter.blocks)


class _Lines:
    def __init__(self, lines: list[str], first: int, notes: list[Finding]) -> None:
        self.lines = lines
        self.first = first
        self.notes = notes
        self.blocks: list[Block] = []
        self.pending = 0
        """The first line that is in no block yet."""
        self.closings = {mark: _last_fence(lines, mark) for mark in "`~"}

    def run(self) -> None:
        at = 0
        while at < len(self.lines):
            at = self.step(at)
        self.flush(len(self.lines))

    def step(self, at: int) -> int:
        line = self.lines[at]
        if (fence := FENCE.match(line)) is not None:
            return self.fence(at, fence)
        if (heading := ATX.match(line)) is not None and not _is_formula_line(line):
            self.flush(at)
            self.add("heading", heading["text"].rstrip(" \t#"), at, heading.start("text") + 1)
            self.pending = at + 1
        elif UNDERLINE.match(line) and at > self.pending and self.lines[at - 1].strip():
            self.lines[at] = ""
            if len(self.lines[at - 1]) < 200 and not _in_open_display(self.lines[self.pending : at - 1]):
                self.flush(at - 1)
                self.add("heading", self.lines[at - 1], at - 1, 1)
                self.pending = at + 1
        elif QUOTE.match(line):
            return self.quote(at)
        elif _is_rule(line) and not _in_open_display(self.lines[max(self.pending, at - DISPLAY_LINES) : at]):
            self.table(at)
        elif PICTURE.search(line):
            self.note("picture", at)
        return at + 1

    def fence(self, at: int, match: re.Match[str]) -> int:
        """A verbatim block up to its closing fence; an unclosed one hides nothing."""
        mark = match["mark"]
        end = at + 1
        if at < self.closings[mark[0]]:
            closing = re.compile(rf"[ \t>]*{re.escape(mark[0])}{{{len(mark)},}}[ \t]*$")
            while end < len(self.lines) and not closing.match(self.lines[end]):
                end += 1
        if at >= self.closings[mark[0]] or end == len(self.lines):
            self.note("unclosed-fence", at)
            self.lines[at] = ""
            return at + 1
        body = "\n".join(self.lines[at + 1 : end])
        if match["info"].lower() == "math":
            self.lines[at], self.lines[end] = "$$", "$$"
            return end + 1
        self.flush(at)
        self.add("code", body, at + 1, 1)
        self.pending = end + 1
        return end + 1

    def table(self, at: int) -> None:
        """A rule is blanked, across the page as well. Where it parts the head of a table whose first column names
        exercises or parts, that word is written into the rows, so that they are labels like any other."""
        rule, self.lines[at] = self.lines[at], ""
        if not at or "|" not in rule:
            return
        above = self.lines[at - 1]
        head = HEAD_CELL.match(above)
        if self.across(at, above.strip().strip("|").split("|")) or head is None:
            return
        self.lines[at - 1] = ""
        row = at + 1
        parts = PART_CELL.match(above) is not None
        while row < len(self.lines) and (cell := LABEL_CELL.match(self.lines[row])) is not None:
            if parts and (two := TWO_CELLS.match(self.lines[row])) is not None:  # | 6.2 | a | … |
                self.lines[row] = f"| Exercise {two['number']} {two['letter']}) {self.lines[row][two.end() :]}"
            else:
                word = "Exercise" if re.match(r"[(]?[0-9]+[.a-zA-Z]", cell["label"]) else head["word"]
                self.lines[row] = f"| {word} {self.lines[row][cell.start('label') :]}"
            row += 1

    def across(self, at: int, head: list[str]) -> bool:
        """A table of one row whose head holds the letters of the parts: each is written before its answer."""
        letters = [LETTER_CELL.fullmatch(cell) for cell in head]
        row = self.lines[at + 1].strip().strip("|").split("|") if at + 1 < len(self.lines) else []
        more = at + 2 < len(self.lines) and "|" in self.lines[at + 2]
        if more or sum(1 for one in letters if one) < 2 or not all(letters[1:]) or len(row) != len(head):
            return False
        cells = zip(letters, row, strict=True)
        self.lines[at + 1] = "| " + " | ".join(f"{one['letter']}) {cell.strip()}" for one, cell in cells if one)
        self.lines[at - 1] = ""
        return True

    def quote(self, at: int) -> int:
        """A quotation: the lines that carry its sign."""
        self.flush(at)
        end = at
        while end < len(self.lines) and QUOTE.match(self.lines[end]):
            end += 1
        self.add("quote", "\n".join(map(_unquoted, self.lines[at:end])), at, 1)
        self.pending = end
        return end

    def flush(self, end: int) -> None:
        text = "\n".join(self.lines[self.pending : end])
        if text.strip():
            self.add("text", STRUCK.sub(_strike, text), self.pending, 1)
        self.pending = end

    def add(self, kind: str, text: str, at: int, column: int) -> None:
        match kind:
            case "heading" | "text" | "code" | "quote":
                self.blocks.append(Block(kind, text, self.first + at, column))

    def note(self, code: str, at: int) -> None:
        self.notes.append(Finding(code, "note", None, (("line", str(self.first + at)),)))


def _is_rule(line: str) -> bool:
    """A line that only draws: `---`, `* * *`, or the second row of a table."""
    signs = set(line) - {" ", "\t"}
    return (signs <= set("|:-+") and "--" in line) or (
        len(signs) == 1 and len("".join(line.split())) > 2 and signs <= set("*-_")
    )


def _unquoted(line: str) -> str:
    return re.sub(r"^ {0,3}(?:> ?)+", lambda match: " " * len(match[0]), line)


def _last_fence(lines: list[str], mark: str) -> int:
    return max((n for n, line in enumerate(lines) if line.strip(" \t>").startswith(mark * 3)), default=-1)


def _is_formula_line(line: str) -> bool:
    """`#` right before a sign is no heading."""
    return re.match(r" {0,3}#+[=<>+*/^]", line) is not None


def _in_open_display(lines: list[str]) -> bool:
    return sum(line.count("$$") for line in lines) % 2 == 1


def _strike(match: re.Match[str]) -> str:
    """`<del>` as the sign that the cutter knows, in the same width."""
    width = len(match[0])
    return "~~".ljust(width) if match["end"] else "~~".rjust(width)


COMMENT = pattern(r"<!--|^[ \t>]*(?:`{3,}|~{3,})[^`\n]*$", re.M)


def _without_comments(text: str, line: int, notes: list[Finding]) -> str:
    """HTML comments blanked out, lines kept. Those inside a fence are code."""
    if "<!--" not in text:
        return text
    out: list[str] = []
    done, fence = 0, ""
    for match in COMMENT.finditer(text):
        if match.start() < done:
            continue
        if match[0] != "<!--":
            mark = match[0].strip(" \t>")[:3]
            fence = "" if fence == mark else (fence or mark)
        elif not fence:
            end = text.find("-->", match.end())
            if end < 0:
                where = (("line", str(line + text.count("\n", 0, match.start()))),)
                notes.append(Finding("unclosed-comment", "note", None, where))
                break
            out += [text[done : match.start()], re.sub(r"[^\n]", " ", text[match.start() : end + 3])]
            done = end + 3
    return "".join([*out, text[done:]])
