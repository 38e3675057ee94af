"""The example of each page of the manual, run: right is correct, nearly right is not, wrong earns nothing."""

from __future__ import annotations

import pytest
import yaml

from grader.answer.manual import TRIED, Page, pages, tried
from grader.cases import compare_case

PAGES = pages()
OUTCOMES = dict(
    zip(TRIED, (["correct"], ["partial", "incorrect"], ["incorrect"], ["undecided", "unreadable"]), strict=True)
)


def example(page: Page) -> dict[str, object]:
    return yaml.load(page.example, Loader=yaml.BaseLoader)  # noqa: S506 (our own file)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.kind)
def test_page_has_text_and_example(page: Page) -> None:
    assert len(page.text) > 80
    assert {"answer", "right", "nearly", "wrong"} <= set(example(page))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.kind)
def test_example_does_as_it_says(page: Page) -> None:
    given = example(page)
    found = [(word, compare_case({"answer": given["answer"], "student": text})) for word, text in tried(given)]
    assert all(verdict["outcome"] in OUTCOMES[word] for word, verdict in found), found
    wrong = {verdict["message"] for word, verdict in found if word == "wrong"}
    assert all(verdict["message"] not in wrong or verdict["credit"] for word, verdict in found if word == "nearly")
