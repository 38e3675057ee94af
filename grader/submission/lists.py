"""The labels that LaTeX prints before the items of lists."""

from __future__ import annotations

import re

from grader.late import dataclass, pattern
from grader.submission.labels import ROMAN

DEEPEST = 50
DEFAULTS = ("1", "a", "i", "A")
"""How `enumerate` counts at each depth."""

STYLES = {"alph": "a", "Alph": "A", "roman": "i", "Roman": "I", "arabic": "1"}
STYLE = pattern(r"\\(?P<command>alph|Alph|roman|Roman|arabic)\b")
SAMPLE = pattern(r"(?:label\s*=\s*)?[({\[]*(?P<sample>[aA1iI])[)}\].:]+(?:$|,)")
START = pattern(r"start\s*=\s*(?P<start>[0-9]{1,3})")
SERIES = pattern(r"(?P<goes_on>resume|series)\*?\s*(?:=\s*(?P<name>\w{1,30}))?")
DEPTHS = ("i", "ii", "iii", "iv")
COUNTER = pattern(
    r"\\(?:(?P<sets>set)|(?P<adds>addto)|(?:ref)?step)counter\s*\{enum(?P<depth>iv|i{1,3})\}"
    r"(?:\s*\{(?P<value>[^{}\n]{0,40}\}?)\})?"
)
LABEL = pattern(r"\\(?:labelenum|theenum)(?P<depth>iv|i{1,3})\s*\{(?P<body>[^\n]*)")
ALL = pattern(r"\\(?:setlist|setenumerate)\s*(?:\[(?P<which>[a-z0-9, ]{0,40})\])?\s*\{(?P<body>[^\n]*)")
NUMBER = pattern(r"-?[0-9]{1,3}")
BRACKETED = pattern(r"^\((\w{1,5})\)$")


@dataclass(slots=True)
class List:
    """One open list: how it counts (`-` if it does not), how many numbered ones stand around it, and what was
    counted last. `series` is the name under which a later list may go on counting."""

    name: str
    style: str
    depth: int = 0
    count: int = 0
    series: str = ""


class Lists:
    """The lists that are open, innermost last."""

    def __init__(self) -> None:
        self.open_lists: list[List] = []
        self.styles = list(DEFAULTS)
        self.ended: dict[int | str, List] = {}
        """The last list of each depth and of each series, which another may resume."""

    def open(self, name: str, options: str) -> None:
        """Begin an environment; those that are no lists are ignored."""
        if len(self.open_lists) >= DEEPEST:
            return
        if name == "parts" or name == "subparts":
            self.open_lists.append(List(name, "a" if name == "parts" else "i"))
        elif name in ("itemize", "description"):
            self.open_lists.append(List(name, "-"))
        elif name in ("enumerate", "enumerate*", "compactenum", "enumerateinline"):
            self.open_lists.append(self.numbered(name, options))

    def numbered(self, name: str, options: str) -> List:
        depth = sum(each.style != "-" for each in self.open_lists)
        series, start = SERIES.search(options), START.search(options)
        before = self.ended.get(series["name"] or depth) if series and series["goes_on"] == "resume" else None
        style = _style(options) or (before.style if before else self.styles[min(depth, len(self.styles) - 1)])
        count = int(start["start"]) - 1 if start else before.count if before else 0
        return List(name, style, depth, count, (series["name"] or "") if series else "")

    def close(self, name: str) -> None:
        """End an environment, and what was left open within it."""
        if any(each.name == name for each in self.open_lists):
            ended = self.open_lists.pop()
            while ended.name != name:
                ended = self.open_lists.pop()
            self.ended[ended.depth] = ended
            if ended.series:
                self.ended[ended.series] = ended

    def in_parts(self) -> bool:
        """Whether `\\part` stands for an item (class exam)."""
        return bool(self.open_lists) and self.open_lists[-1].name in ("parts", "subparts")

    def setting(self, text: str) -> None:
        """`\\setcounter{enumi}{2}`, `\\labelenumi{(\\alph{enumi})}`, `\\setlist[enumerate]{label=\\alph*)}`."""
        if (counter := COUNTER.match(text)) is not None:
            self.counter(DEPTHS.index(counter["depth"]), counter)
        elif (label := LABEL.search(text)) is not None and (style := _style(label["body"])):
            self.styles[DEPTHS.index(label["depth"])] = style
        elif (every := ALL.match(text)) is not None and (style := _style(every["body"])):
            which = {int(word) - 1 for word in (every["which"] or "").replace(",", " ").split() if word.isdigit()}
            self.styles = [style if n in (which or {0}) else old for n, old in enumerate(self.styles)]

    def counter(self, depth: int, said: re.Match[str]) -> None:
        """A counter is set. What it is set to may not be known: then the items of its list have no label."""
        current = next((each for each in self.open_lists if each.style != "-" and each.depth == depth), None)
        if current is None:
            return
        value = said["value"] if said["sets"] or said["adds"] else "1"
        if NUMBER.fullmatch(value or "") is None:
            current.style = "-"
        else:
            current.count = int(value) + (0 if said["sets"] else current.count)

    def item(self, label: str | None) -> str:
        """The text before an item: its own label, or the next of its list. No bracket opens before it, lest it be
        a factor of what follows."""
        if label is not None:
            return BRACKETED.sub(r"\1)", label.strip()) + " "
        if not self.open_lists or self.open_lists[-1].style == "-":
            return "• "
        current = self.open_lists[-1]
        current.count = max(current.count + 1, 0)
        return printed(current.style, current.count)


def _style(text: str) -> str:
    if (command := STYLE.search(text)) is not None:
        return STYLES[command["command"]]
    sample = SAMPLE.match(text.strip())
    return sample["sample"] if sample else ""


def printed(style: str, count: int) -> str:
    """The label of an item, as it is printed."""
    if style in "aA" and count <= 26:
        return f"{chr(ord(style) + count - 1)}) "
    if style in "iI" and count < len(ROMAN):
        return f"{ROMAN[count] if style == 'i' else ROMAN[count].upper()}) "
    return f"{count}. "
