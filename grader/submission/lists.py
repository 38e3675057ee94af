"""The labels that LaTeX prints before the items of lists."""

from __future__ import annotations

from grader.late import dataclass, pattern
from grader.submission.labels import ROMAN

DEEPEST = 50
DEFAULTS = ("1", "a", "i", "A")
"""How `enumerate` counts at each depth."""

STYLES = {"alph": "a", "Alph": "A", "roman": "i", "Roman": "I", "arabic": "1"}
STYLE = pattern(r"\\(?P<command>alph|Alph|roman|Roman|arabic)\b")
SAMPLE = pattern(r"(?:label\s*=\s*)?[({\[]*(?P<sample>[aA1iI])[)}\].:]+(?:$|,)")
START = pattern(r"start\s*=\s*(?P<start>[0-9]{1,3})")
COUNTER = pattern(r"\\setcounter\s*\{enum(?P<depth>i{1,3}v?)\}\s*\{(?P<value>[0-9]{1,3})\}")
LABEL = pattern(r"\\(?:labelenum|theenum)(?P<depth>i{1,3}v?)\}?\s*\{(?P<body>[^\n]*)")
BRACKETED = pattern(r"^\((\w{1,5})\)$")


@dataclass(slots=True)
class List:
    """One open list: how it counts (`-` if it does not) and what was counted last."""

    name: str
    style: str
    count: int = 0


class Lists:
    """The lists that are open, innermost last."""

    def __init__(self) -> None:
        self.open_lists: list[List] = []
        self.styles = list(DEFAULTS)

    def open(self, name: str, options: str) -> None:
        """Begin an environment; those that are no lists are ignored."""
        if len(self.open_lists) >= DEEPEST:
            return
        if name == "parts" or name == "subparts":
            self.open_lists.append(List(name, "a" if name == "parts" else "i"))
        elif name in ("itemize", "description"):
            self.open_lists.append(List(name, "-"))
        elif name in ("enumerate", "enumerate*", "compactenum", "enumerateinline"):
            depth = sum(each.style != "-" for each in self.open_lists)
            style = _style(options) or self.styles[min(depth, len(self.styles) - 1)]
            start = START.search(options)
            self.open_lists.append(List(name, style, int(start["start"]) - 1 if start else 0))

    def close(self, name: str) -> None:
        """End an environment, and what was left open within it."""
        if any(each.name == name for each in self.open_lists):
            while self.open_lists.pop().name != name:
                pass

    def in_parts(self) -> bool:
        """Whether `\\part` stands for an item (class exam)."""
        return bool(self.open_lists) and self.open_lists[-1].name in ("parts", "subparts")

    def setting(self, text: str) -> None:
        """`\\setcounter{enumi}{2}`, `\\renewcommand{\\labelenumi}{(\\alph{enumi})}`."""
        if (counter := COUNTER.match(text)) is not None:
            numbered = [each for each in self.open_lists if each.style != "-"]
            if numbered:
                numbered[-1].count = int(counter["value"])
        elif (label := LABEL.search(text)) is not None and (style := _style(label["body"])):
            self.styles[min(("i", "ii", "iii", "iv").index(label["depth"]), 3)] = style

    def item(self, label: str | None) -> str:
        """The text before an item: its own label, or the next of its list. No bracket opens before it, lest it be
        a factor of what follows."""
        if label is not None:
            return BRACKETED.sub(r"\1)", label.strip()) + " "
        if not self.open_lists or self.open_lists[-1].style == "-":
            return "- "
        current = self.open_lists[-1]
        current.count += 1
        return _printed(current.style, current.count)


def _style(text: str) -> str:
    if (command := STYLE.search(text)) is not None:
        return STYLES[command["command"]]
    sample = SAMPLE.match(text.strip())
    return sample["sample"] if sample else ""


def _printed(style: str, count: int) -> str:
    if style in "aA" and count <= 26:
        return f"{chr(ord(style) + count - 1)}) "
    if style in "iI" and count < len(ROMAN):
        return f"{ROMAN[count] if style == 'i' else ROMAN[count].upper()}) "
    return f"{count}. "
