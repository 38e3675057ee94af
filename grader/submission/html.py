"""HTML within Markdown: only what a browser shows is content.

What an element hides is blanked out and noted, and so are the values of attributes. Places stay as they were.
"""

from __future__ import annotations

import re

from grader.late import pattern
from grader.submission.lists import printed
from grader.values import Finding

TAG = pattern(
    r"<(?P<name>[A-Za-z][A-Za-z0-9]{0,15})"
    r"(?P<attributes>(?:\s{1,20}[A-Za-z-]{1,40}(?:\s?=\s?(?:\"[^\"]{0,1000}\"|'[^']{0,1000}'|[^\s\"'<>`=$]{1,100}))?){1,20})"
    r"\s?(?P<empty>/?)>"
)
VALUE = pattern(r"\"[^\"]*\"|'[^']*'")
HIDES = pattern(
    r"(?:^|\s)hidden\b(?!-)|display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0*\.?0*(?![.0-9])"
    r"|font-size\s*:\s*0|color\s*[:=]\s*[\"']?\s*(?:white|transparent|#fff)",
    re.IGNORECASE,
)
QUIET = pattern(r"<(?P<name>script|style|template)\b[^<>\n]{0,1000}>", re.IGNORECASE)
EDITED = pattern(r"</(?:div|p|li|ol|ul|t[dr]|span|h[1-6])>", re.IGNORECASE)
MARKUP = pattern(
    r"<(?P<close>/?)(?P<name>div|p|span|section|article|ol|ul|li|table|tbody|thead|t[dhr]|h[1-6]|br|hr|b|i|u|em|strong"
    r"|font|su[bp])(?P<said>\s[^<>\n]{0,200})?/?>|&(?P<sign>nbsp|lt|gt|le|ge|minus|times|sdot|middot);",
    re.IGNORECASE,
)
SIGNS = {
    "nbsp": " ",
    "lt": "<",
    "gt": ">",
    "le": "≤",
    "ge": "≥",
    "minus": "−",
    "times": "×",
    "sdot": "·",
    "middot": "·",
}
COUNTS = pattern(r"type\s*=\s*[\"']?(?P<style>[aA1iI])\b")
ALONE = frozenset({"img", "br", "hr", "input", "meta", "link", "source"})


def shown_html(text: str, line: int, notes: list[Finding]) -> str:
    """The text with nothing left of attributes and of hidden elements; `line` is the number of its first line."""
    if "<" not in text:
        return text
    out: list[str] = []
    done = 0
    openings = sorted((*TAG.finditer(text), *QUIET.finditer(text)), key=lambda match: match.start())
    for match in openings:
        if match.start() < done:
            continue
        name, said = match["name"].lower(), match.groupdict()
        quiet = "attributes" not in said
        hides = quiet or HIDES.search(said["attributes"]) is not None
        if hides and name not in ALONE and not said.get("empty"):
            end = _end(text, match.end(), name)
            where = (("line", str(line + text.count("\n", 0, match.start()))),)
            notes.append(Finding("hidden-text", "note", None, where))
            out += [text[done : match.start()], _blank(text[match.start() : end])]
            done = end
        elif not quiet and VALUE.search(said["attributes"]):
            out += [text[done : match.start()], VALUE.sub(_quotes, match[0])]
            done = match.end()
    return "".join([*out, text[done:]])


def without_markup(text: str) -> str:
    """What an editor wrote as HTML, with blanks for its tags: items of lists have labels, exponents a sign."""
    if EDITED.search(text) is None:
        return text
    lists: list[tuple[str, int]] = []
    return MARKUP.sub(lambda match: _plain(match, lists).ljust(len(match[0])), text)


def _plain(match: re.Match[str], lists: list[tuple[str, int]]) -> str:
    """What stands for a tag; `lists` are those that are open, with how they count and how far they have counted."""
    if match["sign"]:
        return SIGNS[match["sign"].lower()]
    name, closes = match["name"].lower(), bool(match["close"])
    if name in ("sup", "sub"):
        return "}" if closes else "^{" if name == "sup" else "_{"
    if name in ("ol", "ul") and closes:
        del lists[-1:]
    elif name in ("ol", "ul"):
        style = COUNTS.search(match["said"] or "") if name == "ol" else None
        lists.append((style["style"] if style else "1" if name == "ol" else "-", 0))
    elif name == "li" and not closes and lists:
        style_of, count = lists[-1]
        lists[-1] = (style_of, count + 1)
        return printed(style_of, count + 1) if style_of != "-" else "•"
    begins = not match.string[match.string.rfind("\n", 0, match.start()) + 1 : match.start()].strip()
    return "•" if begins and not closes and name not in ("b", "i", "u", "em", "strong", "font", "span") else ""


def _end(text: str, at: int, name: str) -> int:
    """Where the element that is open at `at` ends: where nothing closes it, with the text."""
    depth = 1
    for match in re.compile(rf"<(?P<close>/?){name}\b[^<>]*>", re.IGNORECASE).finditer(text, at):
        depth += -1 if match["close"] else 1
        if depth == 0:
            return match.end()
    return len(text)


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def _quotes(match: re.Match[str]) -> str:
    return match[0][0] + _blank(match[0][1:-1]) + match[0][-1]
