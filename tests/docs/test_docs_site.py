"""The site of docs/: built without a warning, whole, offline, and as the program would write it."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

ROOT = Path(__file__).parents[2]
LOADED = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src", "object": "data"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built as `make docs` builds it: a page in no navigation, and a link that leads nowhere, are errors."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-E", str(ROOT / "docs"), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


class Page(HTMLParser):
    """The names on a page, where it leads, and what it loads."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.leads: list[str] = []
        self.loads: list[str] = []
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.names |= {given.get("id", ""), given.get("name", "")}
        if tag == "a" and "href" in given:
            self.leads.append(given["href"])
        if LOADED.get(tag) in given and given.get("rel") not in ("index", "search", "next", "prev", "author"):
            self.loads.append(given[LOADED[tag]])


def broken(site: Path) -> Iterator[str]:
    """Links between pages of which the file or the place is not there."""
    read = {path: Page(path) for path in site.rglob("*.html")}
    for path, page in read.items():
        for link in [*page.leads, *page.loads]:
            parts = urlsplit(link)
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if parts.scheme or (target == path and parts.fragment in ("", "furo-main-content")):
                continue
            if not target.exists() or (
                parts.fragment and target in read and parts.fragment not in read[target].names
            ):
                yield f"{path.relative_to(site)}: {link}"


def test_every_link_leads_somewhere(site: Path) -> None:
    assert len(list(site.rglob("*.html"))) > 30
    assert list(broken(site)) == []


def test_nothing_is_fetched_from_elsewhere(site: Path) -> None:
    loads = {link for path in site.rglob("*.html") for link in Page(path).loads}
    assert (
        loads
        and [link for link in loads if urlsplit(link).scheme not in ("", "data") or link.startswith("//")] == []
    )
    sheets = [path.read_text("utf-8") for path in site.rglob("*.css")]
    assert [text for text in sheets if "url(http" in text or "url(//" in text or "@import" in text] == []


def test_generated_pages_are_as_the_program_writes_them() -> None:
    spec = importlib.util.spec_from_file_location("pages", ROOT / "scripts" / "pages.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    stale = [path.name for path, text in module.pages().items() if path.read_text("utf-8") != text]
    assert stale == [], "write them anew: make pages"
    pages = {path.stem for path in (ROOT / "docs" / "kinds").glob("*.md")} - {"index"}
    assert pages == set(module.manual.SHELF)
