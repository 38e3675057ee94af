"""The pages in a real browser: nothing runs, nothing is fetched, nothing breaks the policy, and they fit."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hostile_texts import HOSTILE
from sample_values import klass, summarise
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.print_page_options import PrintOptions
from test_report_outputs import pages

from grader.report.formats.html import TEMPLATES, class_page, student_page

FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-quic"
).split()


@pytest.fixture(scope="module")
def browser() -> Iterator[webdriver.Chrome]:
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    for flag in FLAGS:
        options.add_argument(flag)
    driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
    yield driver
    driver.quit()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("site")
    (root / "students").mkdir()
    results = klass()
    for one in results.students:
        (root / "students" / f"{one.student}.html").write_text(student_page(one, results.title), encoding="utf-8")
    summary = summarise(results.students)
    (root / "index.html").write_text(class_page(results.title, results.problems, summary), encoding="utf-8")
    return root


def opened(browser: webdriver.Chrome, file: Path) -> list[str]:
    """Opens the page; all that the browser complained about, and all that it fetched."""
    browser.get(file.as_uri())
    complaints = [entry["message"] for entry in browser.get_log("browser")]  # type: ignore[no-untyped-call]
    fetched = browser.execute_script("return performance.getEntriesByType('resource').map(e => e.name)")
    return [*complaints, *fetched]


@pytest.mark.browser
@pytest.mark.parametrize("page", ["index.html", "students/ada.html", "students/ben.html"])
def test_pages_open_without_complaint(browser: webdriver.Chrome, site: Path, page: str) -> None:
    assert opened(browser, site / page) == []
    levels = [int(one.tag_name[1]) for one in browser.find_elements(By.CSS_SELECTOR, "h1, h2, h3, h4")]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert browser.find_element(By.TAG_NAME, "html").get_attribute("lang") in ("en", "de")
    anchors = "[...document.querySelectorAll('a[href^=\"#\"]')]"
    assert browser.execute_script(f"return {anchors}.filter(a => !document.querySelector(a.hash)).length") == 0


@pytest.mark.browser
@pytest.mark.parametrize("bad", ["<script>1</script>", "<p style='color:red'>x</p>", "<img src='x.png'>"])
def test_the_policy_would_be_heard(browser: webdriver.Chrome, site: Path, tmp_path: Path, bad: str) -> None:
    """What these tests listen for does speak."""
    page = (site / "index.html").read_text(encoding="utf-8").replace("</main>", f"{bad}</main>")
    (tmp_path / "bad.html").write_text(page, encoding="utf-8")
    assert any("Content Security Policy" in said for said in opened(browser, tmp_path / "bad.html"))


@pytest.mark.browser
def test_links_of_the_class_lead_to_students(browser: webdriver.Chrome, site: Path) -> None:
    browser.get((site / "index.html").as_uri())
    links = {str(one.get_attribute("href")) for one in browser.find_elements(By.CSS_SELECTOR, "main a")}
    assert links and all(Path(link.removeprefix("file://").split("#")[0]).exists() for link in links)


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 800, 1400])
def test_pages_fit_the_screen(browser: webdriver.Chrome, site: Path, width: int) -> None:
    metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)  # type: ignore[no-untyped-call]
    try:
        for page in ("index.html", "students/ada.html"):
            browser.get((site / page).as_uri())
            assert browser.execute_script("return document.documentElement.scrollWidth") <= width
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})  # type: ignore[no-untyped-call]


@pytest.mark.browser
def test_dark_where_it_is_wanted(browser: webdriver.Chrome, site: Path) -> None:
    seen = []
    for scheme in ("light", "dark"):
        media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", media)  # type: ignore[no-untyped-call]
        browser.get((site / "students/ada.html").as_uri())
        seen.append(browser.execute_script("return getComputedStyle(document.documentElement).backgroundColor"))
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})  # type: ignore[no-untyped-call]
    assert seen == ["rgb(255, 255, 255)", "rgb(22, 25, 29)"]


@pytest.mark.browser
def test_it_prints(browser: webdriver.Chrome, site: Path) -> None:
    browser.get((site / "students/ada.html").as_uri())
    assert len(browser.print_page(PrintOptions())) > 10_000


@pytest.mark.browser
def test_hostile_texts_are_inert(browser: webdriver.Chrome, tmp_path: Path) -> None:
    """Each page shows the texts as texts: the elements are those of an honest page, and nothing has run."""
    count = "return document.querySelectorAll('script, img, svg *[onload], iframe, link, base, form').length"
    for number, text in enumerate(HOSTILE):
        for kind, page in zip(("student", "class"), pages(text), strict=True):
            file = tmp_path / f"{kind}{number}.html"
            file.write_text(page, encoding="utf-8")
            assert opened(browser, file) == [], text
            assert browser.execute_script(count) == 0, text
            assert browser.title.startswith(("student", "Title"))


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`, WCAG 2.1."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_contrast_is_enough(scheme: int) -> None:
    style = (TEMPLATES / "style.css").read_text()
    block = re.findall(r":root \{(.*?)\}", style, re.DOTALL)[scheme]
    colour = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block))
    tones = ("good", "half", "bad", "open", "none")
    pairs = [("ink", "paper"), ("soft", "paper"), ("link", "paper")]
    pairs += [(tone, f"{tone}-back") for tone in tones] + [(tone, "paper") for tone in tones]
    pairs += [(text, f"{tone}-back") for tone in tones for text in ("ink", "soft")]
    for front, back in pairs:
        low, high = sorted((luminance(colour[front]), luminance(colour[back])))
        assert (high + 0.05) / (low + 0.05) >= 4.5, (front, back)
