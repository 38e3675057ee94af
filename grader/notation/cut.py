"""Cut a student's text into formulas and words. One pass, linear, nothing is lost but the delimiters.

Formulas stand between `$…$`, `\\(…\\)`, `$$…$$`, `\\[…\\]` or in a display environment; `~~…~~` is struck out;
backticks hold code. A dollar sign that nothing closes in its paragraph stays a word, and a finding says so.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from grader.values import Finding, Piece, PieceKind, Span

ENVIRONMENTS = frozenset(
    name + star
    for name in ("equation", "align", "alignat", "flalign", "gather", "multline", "eqnarray", "math", "displaymath")
    for star in ("", "*")
)
"""Environments that are displays of their own; `aligned`, `cases`, `pmatrix` stand inside one."""

JOINING = frozenset("(&|=<>-^∧∨⊕→↔")
"""Signs of propositions after which nothing ends."""
SPACES = 4


def cut(text: str, line: int = 1, column: int = 1) -> tuple[Piece, ...]:
    """The pieces of `text`, whose first character stands at `line`, `column` of its source."""
    return scan(text, line, column)[0]


def scan(text: str, line: int = 1, column: int = 1) -> tuple[tuple[Piece, ...], tuple[Finding, ...]]:
    """The pieces, and a finding `unclosed-delimiter` (data `delimiter`) for each delimiter left open."""
    cutter = _Cutter(text, line, column)
    cutter.run()
    return tuple(cutter.pieces), tuple(cutter.findings)


class _Cutter:
    def __init__(self, text: str, line: int, column: int) -> None:
        self.text = text
        self.line = line
        self.column = column
        self.starts = [0, *(at + 1 for at, char in enumerate(text) if char == "\n")]
        self.blanks = [start - 1 for start in self.starts[1:] if text.startswith("\n", start)]
        self.pieces: list[Piece] = []
        self.findings: list[Finding] = []
        self.words = 0
        self.hopeless: dict[str, int] = {}

    def run(self) -> None:
        at = 0
        while at < len(self.text):
            at = self.step(at)
        self.flush(len(self.text))

    def step(self, at: int) -> int:
        """Take what begins at `at`; where nothing does, move on by one character."""
        text = self.text
        match text[at]:
            case "$" if text.startswith("$$", at):
                return self.take(at, "$$", "$$", "display")
            case "$":
                return self.take(at, "$", "$", "math", paragraph=True)
            case "~" if text.startswith("~~", at):
                return self.take(at, "~~", "~~", "struck")
            case "`":
                fence = _run(text, at, "`")
                return self.take(at, fence, fence, "code", paragraph=len(fence) < 3)
            case "\\" if text.startswith("\\[", at):
                return self.take(at, "\\[", "\\]", "display")
            case "\\" if text.startswith("\\(", at):
                return self.take(at, "\\(", "\\)", "math")
            case "\\" if text.startswith("\\begin{", at):
                name = text[at + 7 : text.find("}", at)]
                if name in ENVIRONMENTS:
                    return self.take(at, f"\\begin{{{name}}}", f"\\end{{{name}}}", "display")
                return at + 7
            case "\\":
                return at + 2
            case _:
                return at + 1

    def take(self, at: int, opening: str, closing: str, kind: PieceKind, paragraph: bool = False) -> int:
        """A piece from `opening` to `closing`; without the latter the opening stays a word."""
        begin = at + len(opening)
        end = self.find(closing, begin, paragraph)
        if end < 0 or end == begin:
            if end < 0:
                span = Span(at, begin)
                self.findings.append(Finding("unclosed-delimiter", "error", span, (("delimiter", opening),)))
            return max(begin, end)
        self.flush(at)
        self.add(kind, begin, end)
        self.words = end + len(closing)
        return self.words

    def find(self, closing: str, begin: int, paragraph: bool) -> int:
        """Where `closing` stands next, -1 if nowhere; within the paragraph if asked. Each search for a
        delimiter that is not there is made once, so that many open ones cost no more than one."""
        if self.hopeless.get(closing, len(self.text) + 1) <= begin:
            return -1
        blank = bisect_left(self.blanks, begin)
        limit = self.blanks[blank] if paragraph and blank < len(self.blanks) else len(self.text)
        end = self.text.find(closing, begin, limit)
        while end > 0 and self.is_no_end(closing, begin, end):
            end = self.text.find(closing, end + 1, limit)
        if end < 0 and limit == len(self.text):
            self.hopeless[closing] = begin
        return -1 if closing == "$" and self.is_money(begin, end) else end

    def is_no_end(self, closing: str, begin: int, end: int) -> bool:
        """`\\$` is a sign of its own, and two tildes behind a connective negate twice: `p | ~~q`."""
        if closing == "$":
            return self.text[end - 1] == "\\"
        before = self.text[max(begin, end - SPACES) : end].rstrip()
        return closing == "~~" and (not before or before[-1] in JOINING)

    def is_money(self, begin: int, end: int) -> bool:
        """`$5 and $6`: the second dollar does not close the first."""
        after = self.text[end + 1 : end + 2]
        alone = self.text[begin : begin + 1].isdigit() and self.text[end - 1].isspace() and not after.isspace()
        return after.isdigit() or (alone and bool(after))

    def flush(self, end: int) -> None:
        """The words since the last piece."""
        if self.text[self.words : end].strip():
            self.add("prose", self.words, end)
        self.words = end

    def add(self, kind: PieceKind, begin: int, end: int) -> None:
        row = bisect_right(self.starts, begin) - 1
        column = begin - self.starts[row] + (self.column if row == 0 else 1)
        self.pieces.append(Piece(kind, self.text[begin:end], self.line + row, column))


def _run(text: str, at: int, char: str) -> str:
    end = at
    while end < len(text) and text[end] == char:
        end += 1
    return text[at:end]
