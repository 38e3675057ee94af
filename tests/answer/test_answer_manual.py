"""The example of each page of the manual, run: right is correct, nearly right is not, wrong earns nothing."""

from __future__ import annotations

import pytest
import yaml

from grader.answer.manual import Page, pages
from grader.cases import compare_case

PAGES = pages()


def example(page: Page) -> dict[str, object]:
    return yaml.load(page.example, Loader=yaml.BaseLoader)  # noqa: S506 (our own file)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.kind)
def test_page_has_text_and_example(page: Page) -> None:
    assert len(page.text) > 80
    assert {"answer", "right", "nearly", "wrong"} <= set(example(page))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.kind)
def test_example_does_as_it_says(page: Page) -> None:
    given = example(page)
    found = {
        word: compare_case({"id": word, "answer": given["answer"], "student": given[word]})
        for word in ("right", "nearly", "wrong")
        if word in given
    }
    assert found["right"]["outcome"] == "correct", found["right"]
    assert found["wrong"]["outcome"] == "incorrect", found["wrong"]
    if "nearly" in found:
        assert found["nearly"]["outcome"] in ("partial", "incorrect"), found["nearly"]
        assert found["nearly"]["message"] != found["wrong"]["message"] or found["nearly"]["credit"]
