"""Text typed into a course system's page comes as HTML: what a reader of the page would see, as Markdown."""

from __future__ import annotations

from html.parser import HTMLParser

LINES = frozenset({"p", "div", "br", "li", "tr", "ul", "ol", "table", "pre", "blockquote", "hr"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
HIDDEN = frozenset({"script", "style", "head", "title", "template", "annotation"})
STRUCK = frozenset({"del", "s", "strike"})
BLANKS = str.maketrans("\n\t", "  ")


def to_text(data: bytes) -> bytes:
    """The visible text of a page or fragment: a line for each paragraph, headings and struck text as in Markdown.
    Nothing is fetched or run; a tag that is never closed hides nothing."""
    reader = _Reader()
    reader.feed(data.decode("utf-8-sig", errors="replace"))
    reader.close()
    lines = "".join(reader.out).replace("\xa0", " ").split("\n")
    return "\n".join(line.strip() for line in lines).strip("\n").encode() + b"\n"


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.hidden = ""
        """The tag within which nothing is seen; its end, or the page's body, shows the text again."""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag == "body" or (self.hidden == "head" and tag in LINES | HEADINGS):
            self.hidden = ""
        if self.hidden:
            return
        if tag in HIDDEN:
            self.hidden = tag
        elif tag in HEADINGS:
            self.out.append("\n\n# ")
        elif tag in LINES:
            self.out.append("\n" if tag in ("br", "li", "tr") else "\n\n")
        elif tag in STRUCK:
            self.out.append("~~")

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        if tag in LINES and not self.hidden:
            self.out.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == self.hidden:
            self.hidden = ""
        elif self.hidden:
            return
        elif tag in HEADINGS or tag in LINES - {"br", "li", "tr"}:
            self.out.append("\n\n")
        elif tag in STRUCK:
            self.out.append("~~")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.out.append(data.translate(BLANKS))
