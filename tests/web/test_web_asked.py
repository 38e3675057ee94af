"""What the page's addresses answer, without a browser or a port: no key in any reply, sealed or not; hostile texts
stay texts; who is slow is sent away."""

from __future__ import annotations

import asyncio
import base64
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import html5lib
import pytest
import yaml
from fastapi.testclient import TestClient
from jsonschema import validate

from grader.answer.kinds import SHELF
from grader.exercise.load import load
from grader.exercise.model import Assignment
from grader.seal.folder import write
from grader.seal.sealing import Sealing, sealed
from grader.web import guard
from grader.web.app import make_app
from grader.web.guard import Guard
from grader.web.work import answer_request

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests" / "report"))
from hostile_texts import HOSTILE  # noqa: E402

SEAL = ROOT / "tests" / "seal"
SEALED_CASES = yaml.safe_load((SEAL / "answers.yaml").read_text("utf-8"))
WRONG = ("", "$x_7$", "I do not know.", "0", "$a = b = c$", "\\frac{1", "<b>x</b>", "expected", "solution")


class Here:
    """The desks of the page, in this process."""

    def __init__(self, assignment: Assignment) -> None:
        self.assignment = assignment

    async def start(self) -> None: ...

    async def close(self) -> None: ...

    async def ask(self, request: dict[str, Any]) -> dict[str, Any]:
        reply: dict[str, Any] = json.loads(json.dumps(answer_request(self.assignment, request)))
        return reply


def client(assignment: Assignment) -> TestClient:
    return TestClient(make_app(assignment, Here(assignment), None))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    folder = tmp_path_factory.mktemp("sealed")
    write(sealed(load(SEAL / "exercise.yaml"), Sealing(cost=4, guesses=5_000))[0], folder)
    return load(folder)


def scalars(node: object) -> Iterator[str]:
    match node:
        case dict():
            for value in node.values():
                yield from scalars(value)
        case list():
            for value in node:
                yield from scalars(value)
        case _:
            yield str(node)


def secrets(file: Path) -> set[str]:
    """All that an exercise says beside its questions: answers, mistakes, solutions, rubrics, samples; not where the
    author lets solutions be seen."""
    data = yaml.safe_load(file.read_text("utf-8"))
    parts = [part for part in data["parts"].values() if part.get("reveal") != "solution"]
    kept = ("answer", "answers", "also", "mistakes", "solution", "rubric", "samples")
    found = {text for part in parts for key in kept for text in scalars(part.get(key))}
    questions = client(load(file)).get("/api/parts").text + "".join(WRONG)
    return {text for text in found if len(text) > 7 and text not in questions and text not in SHELF}


def replies(assignment: Assignment) -> str:
    """Everything that the page says to one who knows nothing, in one text."""
    page = client(assignment)
    said = [page.get(address).text for address in ("/", "/page.js", "/api/parts", "/openapi.json")]
    for part in assignment.parts:
        for text in WRONG:
            for address in ("/api/check", "/api/read"):
                said.append(page.post(address, json={"part": part.id, "text": text}).text)
    handin = "\n\n".join(f"# {part.id[:-1]}\n\n{part.id[-1]}) $x_7$" for part in assignment.parts)
    data = base64.b64encode(handin.encode()).decode()
    said.append(page.post("/api/file", json={"name": "mine.md", "data": data}).text)
    said.append(page.get("/api/attempts", params={"part": assignment.parts[0].id}).text)
    return "".join(said)


FILES = [*sorted((ROOT / "exercises" / "assignment-6").glob("6*.yaml")), SEAL / "exercise.yaml"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_reply_holds_the_key(file: Path) -> None:
    wanted = secrets(file)
    assert len(wanted) > 5
    told = replies(load(file))
    assert sorted(text for text in wanted if json.dumps(text)[1:-1] in told) == []


def test_no_reply_of_a_sealed_folder_holds_the_key(public: Assignment) -> None:
    told = replies(public)
    assert [text for text in secrets(SEAL / "exercise.yaml") if json.dumps(text)[1:-1] in told] == []


@pytest.mark.parametrize("case", SEALED_CASES, ids=lambda case: f"{case['part']} {case['answer'][:40]}")
def test_a_sealed_folder_on_the_page(case: dict[str, str], public: Assignment) -> None:
    if case.get("weak"):
        pytest.skip("sealed knowingly: another folder")
    said = client(public).post("/api/check", json={"part": case["part"], "text": case["answer"]}).json()
    assert said["parts"][0]["outcome"] == case["outcome"]
    assert case.get("points") in (None, said["parts"][0]["points"])


def test_a_whole_document_against_a_sealed_folder(public: Assignment) -> None:
    text = "# Exercise 7\n\nb) $(97x - 1009)(89x^2 + 8117)$\n\nc) $y = x$\n\nf) $1/2$\n"
    data = base64.b64encode(text.encode()).decode()
    said = client(public).post("/api/file", json={"name": "a.md", "data": data}).json()
    outcomes = {part["part"]: part["outcome"] for part in said["parts"]}
    assert [outcomes[part] for part in ("7a", "7b", "7c", "7f")] == ["missing", "correct", "incorrect", "undecided"]
    assert (said["points"], said["open_points"]) == ("2", "1")


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_text_stays_a_text(text: str) -> None:
    assignment = load(ROOT / "exercises" / "assignment-6" / "6.2.yaml")
    asked = {"text": f"${text}$ {text}", "part": "6.2d"}
    marked = answer_request(assignment, {"do": "check", **asked})
    read = answer_request(assignment, {"do": "read", **asked})
    data = base64.b64encode(f"# 6.2\n\nd) {text}\n".encode("utf-8", "replace")).decode()
    whole = answer_request(assignment, {"do": "file", "name": f"{text[:300]}.md", "data": data})
    pages = [part["html"] for reply in (marked, whole) for part in reply["parts"]]
    for page in [*pages, *(line["mathml"] for line in read["lines"])]:
        for element in html5lib.parseFragment(page, namespaceHTMLElements=False).iter():
            assert element.tag not in ("script", "img", "svg", "iframe", "style", "h1", "object", "form")
            assert not [name for name in element.attrib if re.match(r"(?i)on|style$|srcdoc", str(name))]
    json.dumps([marked, read, whole]).encode("ascii")


@pytest.mark.parametrize(
    "body",
    [
        b'{"part": "6.2a", "text": "half a character: \\ud800"}',
        b'{"part": "6.2a", "text": ' + json.dumps("x" * 60_000).encode() + b"}",
        b'{"part": "6.2a"}',
        b'{"part": "6.2a", "text": {"$gt": ""}}',
        b'["6.2a", "x"]',
        b"{" * 5000,
        b"\xff\xfe",
        b"",
    ],
    ids=range(8),
)
def test_a_request_that_makes_no_sense_is_not_sent_back(body: bytes) -> None:
    page = client(load(ROOT / "exercises" / "assignment-6" / "6.2.yaml"))
    for address in ("/api/read", "/api/check", "/api/file"):
        said = page.post(address, content=body, headers={"Content-Type": "application/json"})
        assert said.status_code in (400, 422) and len(said.content) < 300


@pytest.mark.parametrize("address", ["/api/parts", "/api/read", "/api/check", "/api/file", "/api/attempts"])
def test_replies_are_described(address: str) -> None:
    """What is sent is what `/openapi.json` says, name by name."""
    page = client(load(ROOT / "exercises" / "assignment-6" / "6.2.yaml"))
    described = page.get("/openapi.json").json()
    method = "get" if address in ("/api/parts", "/api/attempts") else "post"
    model = described["paths"][address][method]["responses"]["200"]["content"]["application/json"]["schema"]
    asked = {"json": {"part": "6.2d", "text": "$\\sigma'(0) = 1/4 ($", "name": "a.md", "data": "eA=="}}
    said = page.get(address, params={"part": "6.2d"}) if method == "get" else page.post(address, **asked)
    validate(said.json(), {**_strict(model), "components": _strict(described["components"])})


def _strict(schema: Any) -> Any:
    """No more than is described."""
    if isinstance(schema, list):
        return [_strict(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: _strict(value) for key, value in schema.items()}
    return {**made, "additionalProperties": False} if isinstance(made.get("properties"), dict) else made


def test_who_sends_slowly_is_sent_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "BODY_SECONDS", 0.01)
    said = asyncio.run(slow_post(0.05))
    assert said[0]["status"] == 408


async def slow_post(pause: float) -> list[Any]:
    """A body of which a byte comes now and then, for ever."""
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        await asyncio.sleep(pause)
        return {"type": "http.request", "body": b"x", "more_body": True}

    async def send(message: Any) -> None:
        sent.append(message)

    async def app(*_: object) -> None:
        raise AssertionError("the page was reached")

    headers = [(b"host", b"127.0.0.1:1"), (b"x-grader-token", b"t")]
    scope = {"type": "http", "method": "POST", "path": "/api/check", "headers": headers}
    await Guard(app, frozenset({"127.0.0.1:1"}), "t")(scope, receive, send)  # type: ignore[arg-type]
    return sent


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ([(b"host", b"127.0.0.1:1"), (b"host", b"evil.example")], 421),
        ([], 421),
        ([(b"host", b"127.0.0.1:1"), (b"x-grader-token", b"t"), (b"x-grader-token", b"u")], 403),
        ([(b"host", b"127.0.0.1:1"), (b"x-grader-token", b"\xff")], 403),
        ([(b"host", b"127.0.0.1:1"), (b"x-grader-token", b"t"), (b"content-length", b"-1")], 413),
        ([(b"host", b"127.0.0.1:1"), (b"x-grader-token", b"t"), (b"content-length", b"9" * 30)], 413),
        ([(b"host", b"127.0.0.1:1"), (b"origin", b"http://127.0.0.1:1"), (b"origin", b"http://evil.example")], 403),
    ],
)
def test_headers_that_no_browser_sends(headers: list[tuple[bytes, bytes]], status: int) -> None:
    assert asyncio.run(asked(headers)) == status


async def asked(headers: list[tuple[bytes, bytes]]) -> int:
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def nothing(*_: object) -> Any:
        raise AssertionError("the page was reached")

    scope = {"type": "http", "method": "POST", "path": "/api/check", "headers": headers}
    await Guard(nothing, frozenset({"127.0.0.1:1"}), "t")(scope, nothing, send)
    return int(sent[0]["status"])
