"""The self-check page: what it answers, whom it refuses, and how it works in a real browser."""

from __future__ import annotations

import base64
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

ROOT = Path(__file__).parent.parent.parent
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-quic"
).split()


@dataclass(frozen=True)
class Site:
    address: str
    token: str

    @property
    def host(self) -> str:
        return self.address.removeprefix("http://")

    def client(self, **headers: str) -> httpx.Client:
        return httpx.Client(base_url=self.address, headers={"X-Grader-Token": self.token, **headers}, timeout=120)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("data")
    command = [sys.executable, "-m", "grader", "serve", str(ROOT / "exercises" / "assignment-6"), "--no-open"]
    environment = os.environ | {"GRADER_DATA": str(folder), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout
        address, _, token = process.stdout.readline().split("open ")[1].strip().partition("/#")
        made = Site(address, token)
        with made.client() as client:
            for _ in range(600):
                try:
                    client.get("/api/parts").raise_for_status()
                    break
                except httpx.TransportError:
                    time.sleep(0.1)
        yield made
        process.terminate()


def post(site: Site, address: str, body: dict[str, str], **headers: str) -> httpx.Response:
    with site.client(**headers) as client:
        return client.post(address, json=body)


def test_a_text_is_read_without_a_verdict(site: Site) -> None:
    said = post(site, "/api/read", {"part": "6.2a", "text": "= \\frac{1}{2}\n= x(1"}).json()
    good, bad = said["lines"]
    assert "<mfrac>" in good["mathml"]
    assert bad["mathml"] == "" and bad["findings"][0]["level"] == "error" and bad["findings"][0]["text"]
    assert "outcome" not in said and "points" not in said


@pytest.mark.parametrize(
    ("part", "text", "outcome"),
    [
        ("6.2d", "$\\sigma'(0) = 1/4$ and $\\sigma''(0) = 0$", "correct"),
        ("6.2d", "$\\sigma'(0) = 1/2$ and $\\sigma''(0) = 0$", "partial"),
        ("6.2b", "It squashes values between 0 and 1.", "undecided"),
        ("6.2d", "", "missing"),
    ],
)
def test_a_text_is_checked(site: Site, part: str, text: str, outcome: str) -> None:
    marked = post(site, "/api/check", {"part": part, "text": text}).json()["parts"][0]
    assert marked["outcome"] == outcome
    assert marked["html"].lstrip().startswith("<section")


def test_a_file_is_graded_whatever_its_name(site: Site) -> None:
    data = base64.b64encode(b"# 6.2\n\nd) $\\sigma'(0) = 0.25$, $\\sigma''(0) = 0$\n").decode()
    said = post(site, "/api/file", {"name": "../../<b>x</b>.md", "data": data}).json()
    assert {part["part"]: part["outcome"] for part in said["parts"]}["6.2d"] == "correct"
    assert "problem" in post(site, "/api/file", {"name": "x.exe", "data": data}).json()
    assert "problem" in post(site, "/api/file", {"name": "x.md", "data": "?"}).json()
    image = base64.b64encode(b"\x89PNG\r\n").decode()
    assert "PNG" in post(site, "/api/file", {"name": "x.md", "data": image}).json()["problem"]


def test_attempts_are_kept_and_forgotten(site: Site) -> None:
    post(site, "/api/check", {"part": "6.3a", "text": "one try"})
    post(site, "/api/check", {"part": "6.3a", "text": " \n"})  # nothing to come back to
    with site.client() as client:
        tried = client.get("/api/attempts", params={"part": "6.3a"}).json()
        assert [one["text"] for one in tried] == ["one try"]
        client.delete("/api/attempts")
        assert client.get("/api/attempts", params={"part": "6.3a"}).json() == []


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "evil.example"}, 421),
        ({"Host": "127.0.0.1"}, 421),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"X-Grader-Token": ""}, 403),
        ({"X-Grader-Token": "guess"}, 403),
        ({"X-Forwarded-Host": "evil.example"}, 200),
    ],
)
def test_strangers_are_refused(site: Site, headers: dict[str, str], status: int) -> None:
    assert post(site, "/api/read", {"part": "6.2a", "text": "x"}, **headers).status_code == status


def test_a_token_in_the_address_is_no_token(site: Site) -> None:
    assert httpx.get(f"{site.address}/api/parts", params={"token": site.token}).status_code == 403


@pytest.mark.parametrize(
    "path", ["/../../etc/passwd", "/%2e%2e%2fpage.js", "/%2fevil", "/static/page.js", "/..%5cpage.js"]
)
def test_only_known_addresses_are_answered(site: Site, path: str) -> None:
    with site.client() as client:
        assert client.get(path).status_code == 404


def test_the_page_takes_no_other_protocol(site: Site) -> None:
    wanted = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13"}
    with site.client(**wanted, **{"Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ=="}) as client:
        assert client.get("/api/parts").status_code == 200  # as if it had not asked


def test_large_bodies_are_turned_away(site: Site) -> None:
    with site.client() as client:
        assert client.post("/api/read", content=b"x" * (1 << 20 | 1)).status_code == 413

        def endless() -> Iterator[bytes]:
            for _ in range(300):
                yield b"x" * 8192

        assert client.post("/api/read", content=endless()).status_code == 413
        assert client.get("/api/check").status_code == 405


def test_no_reply_holds_the_key(site: Site) -> None:
    with site.client() as client:
        said = client.get("/api/parts").text + client.get("/openapi.json").text + client.get("/").text
        for part in ("6.1a", "6.2a", "6.2d", "6.3b"):
            said += client.post("/api/check", json={"part": part, "text": "$x_7$"}).text
    for key in ("argmax(sum", "product(p_model", "Solution", "foreseen", str(ROOT), "Traceback"):
        assert key not in said


def test_a_hanging_check_is_undecided_and_the_page_stays_alive(site: Site) -> None:
    bomb = post(site, "/api/check", {"part": "6.2d", "text": "9^9^9^9^9^9"}).json()
    assert bomb["parts"][0]["outcome"] in ("incorrect", "undecided", "unreadable")
    next_one = post(site, "/api/check", {"part": "6.2d", "text": "$\\sigma'(0)=1/4$, $\\sigma''(0)=0$"}).json()
    assert next_one["points"] == "2"


@pytest.fixture(scope="module")
def browser() -> Iterator[webdriver.Chrome]:
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    for flag in FLAGS:
        options.add_argument(flag)
    driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
    driver.set_window_size(1000, 1400)
    yield driver
    driver.quit()


@pytest.mark.browser
def test_the_page_in_a_browser(site: Site, browser: webdriver.Chrome) -> None:
    browser.get(f"{site.address}/#{site.token}")
    wait = WebDriverWait(browser, 60)
    wait.until(lambda page: len(page.find_elements(By.CSS_SELECTOR, "#parts button")) == 10)
    assert site.token not in browser.current_url
    parts = browser.find_elements(By.CSS_SELECTOR, "#parts button")
    next(one for one in parts if "6.2d" in one.text).click()

    text = browser.find_element(By.ID, "text")
    text.send_keys("\\sigma'(0) = (1/4")
    wait.until(lambda page: page.find_elements(By.CSS_SELECTOR, "#reading .error"))
    assert browser.find_element(By.CSS_SELECTOR, "#reading mark").text == "("
    text.clear()
    text.send_keys("$\\sigma'(0) = 1/4$ <img src=x onerror=document.title='hacked'> $\\sigma''(0) = 0$")
    wait.until(lambda page: len(page.find_elements(By.CSS_SELECTOR, "#reading math")) >= 2)

    browser.find_element(By.ID, "check").click()
    wait.until(lambda page: page.find_elements(By.CSS_SELECTOR, "#result section"))
    assert "right" in browser.find_element(By.CSS_SELECTOR, "#result .outcome").text
    assert browser.find_elements(By.CSS_SELECTOR, "#result img") == []
    assert "hacked" not in browser.title
    wait.until(lambda page: page.find_elements(By.CSS_SELECTOR, "#attempts li"))
    complaints = [one["message"] for one in browser.get_log("browser")]  # type: ignore[no-untyped-call]
    assert complaints == []
    fetched = browser.execute_script("return performance.getEntriesByType('resource').map(e => e.name)")
    assert all(address.startswith((site.address, "data:")) for address in fetched)


@pytest.mark.browser
def test_the_page_fits_a_phone_and_needs_no_mouse(site: Site, browser: webdriver.Chrome) -> None:
    browser.set_window_size(390, 800)
    browser.get(f"{site.address}/#{site.token}")
    wait = WebDriverWait(browser, 60)
    wait.until(lambda page: page.find_elements(By.CSS_SELECTOR, "#parts button"))
    root = "document.documentElement"
    assert browser.execute_script(f"return {root}.scrollWidth - {root}.clientWidth") <= 0
    reachable = browser.execute_script(
        "return [...document.querySelectorAll('button, textarea, input')].every(e => e.tabIndex >= 0 && "
        "(e.textContent.trim() || e.labels?.length))"
    )
    assert reachable
    browser.set_window_size(1000, 1400)


def open_page(site: Site, browser: webdriver.Chrome) -> WebDriverWait[webdriver.Chrome]:
    browser.get("about:blank")
    browser.get(f"{site.address}/#{site.token}")
    wait = WebDriverWait(browser, 60)
    wait.until(lambda page: len(page.find_elements(By.CSS_SELECTOR, "#parts button")) == 10)
    return wait


@pytest.mark.browser
def test_a_derivation_by_keyboard_alone_has_a_mark_at_each_line(site: Site, browser: webdriver.Chrome) -> None:
    wait = open_page(site, browser)
    keys = ActionChains(browser)
    for _ in range(5):
        keys.send_keys(Keys.TAB)
    keys.send_keys(Keys.ENTER).perform()  # the fifth part, 6.2a
    assert browser.find_element(By.ID, "part-name").text == "6.2a"
    for _ in range(20):
        if browser.switch_to.active_element.get_attribute("id") == "text":
            break
        ActionChains(browser).send_keys(Keys.TAB).perform()
    lines = ("sigma'(x) = e^(-x)/(1+e^(-x))^2", "= sigma(x)*e^(-x)/(1+e^(-x))", "= sigma(x)*(1 + sigma(x))")
    typed = ActionChains(browser)
    for line in lines:
        typed.send_keys(line, Keys.ENTER)
    typed.perform()
    wait.until(lambda page: len(page.find_elements(By.CSS_SELECTOR, "#reading math")) == 3)
    wait.until(lambda page: page.find_element(By.ID, "spoken").get_attribute("textContent"))
    ActionChains(browser).key_down(Keys.CONTROL).send_keys(Keys.ENTER).key_up(Keys.CONTROL).perform()
    wait.until(lambda page: page.find_elements(By.CSS_SELECTOR, "#result section"))
    rows = browser.find_elements(By.CSS_SELECTOR, "#result table tr:has(td.number)")
    marks = [row.find_element(By.CSS_SELECTOR, ".sign").text for row in rows]
    assert marks == ["✓", "✓", "✗"] and [row.text.split()[0] for row in rows] == ["1", "2", "3"]
    assert browser.switch_to.active_element.get_attribute("id") == "result"
    browser.find_element(By.ID, "text").send_keys("x")
    assert "since this check" in browser.find_element(By.CSS_SELECTOR, "#result .old").text


@pytest.mark.browser
def test_a_document_is_dropped_on_the_page(site: Site, browser: webdriver.Chrome) -> None:
    wait = open_page(site, browser)
    browser.execute_script(
        "const held = new DataTransfer();"
        "held.items.add(new File([`# 6.2\\n\\nd) $\\\\sigma'(0) = 1/4$, $\\\\sigma''(0) = 0$\\n`], 'mine.md'));"
        "document.dispatchEvent(new DragEvent('drop', {dataTransfer: held}));"
    )
    wait.until(lambda page: len(page.find_elements(By.CSS_SELECTOR, "#result section")) == 10)
    assert browser.find_element(By.CSS_SELECTOR, "#result .total").text.startswith("2 of 24 points")


@pytest.mark.browser
def test_the_page_is_dark_where_the_system_is(site: Site, browser: webdriver.Chrome) -> None:
    open_page(site, browser)
    shades = []
    for scheme in ("light", "dark"):
        browser.execute_cdp_cmd(
            "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
        )
        style = "getComputedStyle(document.getElementById('text'))"
        for colour in ("color", "backgroundColor"):
            found = browser.execute_script(f"return {style}.{colour}")
            shades.append(sum(map(int, re.findall(r"\d+", found)[:3])))
    assert shades[0] < 200 < 600 < shades[1] and shades[3] < 200 < 500 < shades[2]


HELD = """
const real = window.fetch;
window.held = {};
window.fetch = async (address, told) => {
  const answer = await real(address, told);
  if (address === "/api/check") await new Promise((go) => { window.held[JSON.parse(told.body).text] = go; });
  return answer;
};
"""
"""Replies to checks come when the test lets them."""


@pytest.mark.browser
def test_a_late_reply_is_not_taken_for_that_to_another_text(site: Site, browser: webdriver.Chrome) -> None:
    wait = open_page(site, browser)
    browser.execute_script(HELD)
    text = browser.find_element(By.ID, "text")

    def choose(part: str) -> None:
        next(one for one in browser.find_elements(By.CSS_SELECTOR, "#parts button") if part in one.text).click()

    def check(said: str) -> None:
        text.clear()
        text.send_keys(said, Keys.CONTROL + Keys.ENTER)
        wait.until(lambda page: page.execute_script("return arguments[0] in window.held", said))

    def let_go(said: str) -> None:
        browser.execute_script("window.held[arguments[0]]()", said)

    first, second = "$\\sigma'(0) = 7$", "$\\sigma'(0) = 1/4$, $\\sigma''(0) = 0$"
    choose("6.2d")
    check(first)
    check(second)
    let_go(second)
    wait.until(lambda page: page.find_elements(By.CSS_SELECTOR, "#result section"))
    let_go(first)
    wait.until(lambda page: len(page.find_elements(By.CSS_SELECTOR, "#attempts li")) >= 2)
    assert "2 / 2" in browser.find_element(By.ID, "result").text

    check(first + " ")
    text.send_keys("$x$")
    let_go(first + " ")
    wait.until(lambda page: page.find_elements(By.CSS_SELECTOR, "#result .old"))

    check(first + "  ")
    choose("6.2a")
    let_go(first + "  ")
    wait.until(lambda page: page.find_element(By.ID, "busy").text == "")
    assert browser.find_element(By.ID, "result").text == ""
