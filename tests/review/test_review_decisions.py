"""A person decides once: for all equal answers, now and later; the key stays, the others' marks stay."""

import json
from fractions import Fraction
from pathlib import Path

import pytest

from grader.cli import main
from grader.errors import SpecError
from grader.exercise.load import load
from grader.exercise.model import Decision
from grader.exercise.review import FILE
from grader.marking.decisions import digest
from grader.review.alike import model_answer
from grader.review.keep import HEAD, decision, entry, keep

EXERCISE = """
exercise: "1"
title: Small things
notation:
  variables: {x: real}
parts:
  a:
    question: Expand $(x + 1)^2$.
    points: 4
    answer: {kind: expression, expected: x^2 + 2*x + 1}
  b:
    question: Say why.
    points: 2
    answer: {kind: text, concepts: [{name: square, any: [square of a sum]}]}
  c:
    question: Factor $x^2 - 1$.
    points: 2
    answer: {kind: expression, expected: (x - 1)*(x + 1), form: factored}
"""


class Class:
    """A small class in a folder, graded as often as wanted."""

    def __init__(self, root: Path) -> None:
        self.exercises, self.handins, self.out = root / "ex", root / "in", root / "out"
        self.exercises.mkdir()
        self.handins.mkdir()
        (self.exercises / "1.yaml").write_text(EXERCISE)

    def hand_in(self, name: str, a: str = "$x^2+2x+1$", b: str = "It is the law.", c: str = "$(x-1)(x+1)$") -> None:
        (self.handins / f"{name}.md").write_text(f"# Exercise 1\n\na) {a}\n\nb) {b}\n\nc) {c}\n")

    def grade(self, *words: str) -> dict[str, list[str | None]]:
        code = main(["grade", str(self.exercises), str(self.handins), "-o", str(self.out), *words])
        assert code == 0
        students = json.loads((self.out / "results.json").read_text())["students"]
        return {one["id"]: [part["points"] for part in one["parts"]] for one in students}

    def review(self, *words: str, code: int = 0) -> None:
        assert main(["review", str(self.exercises), str(self.out), *words]) == code

    def groups(self, capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, object]]:
        capsys.readouterr()
        self.review("--format", "json", *words)
        found: list[dict[str, object]] = json.loads(capsys.readouterr().out)["groups"]
        return found


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Class:
    monkeypatch.setenv("GRADER_CACHE", str(tmp_path / "cache"))
    return Class(tmp_path)


def test_equal_answers_are_one_group(small: Class, capsys: pytest.CaptureFixture[str]) -> None:
    answers = {"ada": "$x^2 + x$", "ben": "$x(x + 1)$", "cleo": "$x + x^2$", "dan": "$x^2$", "eve": "$x^2+2x+1$"}
    for name, a in answers.items():
        small.hand_in(name, a)
    small.grade()
    found = [one for one in small.groups(capsys, "--all") if one["part"] == "1a"]
    assert [one["students"] for one in found] == [["ada", "ben", "cleo"], ["dan"]]
    waits = small.groups(capsys)
    assert [(one["part"], one["students"]) for one in waits] == [("1b", ["ada", "ben", "cleo", "dan", "eve"])]


def test_one_decision_holds_now_and_later(small: Class, capsys: pytest.CaptureFixture[str]) -> None:
    small.hand_in("ada", "$x^2 + x$")
    small.hand_in("ben", "$x(x + 1)$", b="It   is\nthe law.")
    small.hand_in("cleo", b="Because of the square.")
    assert small.grade() == {"ada": ["0", None, "2"], "ben": ["0", None, "2"], "cleo": ["4", None, "2"]}
    words = next(one for one in small.groups(capsys) if one["part"] == "1b" and "ada" in one["students"])
    formula = next(one for one in small.groups(capsys, "--all") if one["part"] == "1a")
    small.review("--decide", str(words["key"]), "--points", "1.5", "--comment", "Which law?")
    small.review("--all", "--decide", str(formula["key"]), "--points", "1")
    small.hand_in("dan", "$x + x^2$")
    after = small.grade()
    assert after == {
        "ada": ["1", "1.5", "2"], "ben": ["1", "1.5", "2"], "cleo": ["4", None, "2"], "dan": ["1", "1.5", "2"],
    }  # fmt: skip
    assert small.grade("--fresh") == after
    page = (small.out / "students" / "ada.html").read_text()
    assert "Which law?" in page and "Which law?" not in (small.out / "students" / "cleo.html").read_text()


def test_the_last_decision_counts(small: Class, capsys: pytest.CaptureFixture[str]) -> None:
    small.hand_in("ada")
    small.grade()
    key = str(small.groups(capsys)[0]["key"])
    for points in ("0", "2"):
        small.review("--decide", key, "--points", points)
    assert small.grade() == {"ada": ["4", "2", "2"]}


WORDS = {
    "alone": "$x^2+2x$", "other": "$x(x+2)$", "maybe": "$x^2+2x$ maybe", "maybe_too": "$x(x + 2)$ maybe",
    "not": "not $x^2+2x$", "half": "half of $x^2+2x$", "both": "$x^2+2x$ or $x^2+2x+1$", "right": "$x^2+2x+1$",
    "not_right": "not $x^2+2x+1$", "never_right": "certainly never $x^2+2x+1$", "not_right_too": "not  $1+x^2+2x$",
    "said": "not $x^2+2x+1$ but $x^2+2x+2$", "inside": "$x^2+2x+1 \\text{ maybe}$", "typed": "not x^2+2x+1",
    "shown": "not … $x^2+2x+1$", "struck": "~~7~~ not $x^2+2x+1$",
}  # fmt: skip
"""One reading in many words."""


def _with(groups: list[dict[str, object]], part: str, student: str) -> list[dict[str, object]]:
    return [one for one in groups if one["part"] == part and student in one["students"]]  # type: ignore[operator]


def test_a_decision_holds_for_its_group_and_for_nobody_else(
    small: Class, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, a in WORDS.items():
        small.hand_in(name, a)
    before = small.grade()
    groups = [one for one in small.groups(capsys) if one["part"] == "1a"]
    members = [one["students"] for one in groups]
    assert ["not_right", "not_right_too"] in members
    assert not any("alone" in one or "right" in one for one in members)
    for number, group in enumerate(groups):
        small.review("--decide", str(group["key"]), "--points", f"0.{number + 1:02}")
        after = small.grade()
        changed = [name for name in WORDS if after[name] != before[name]]
        assert sorted(changed) == group["students"]
        before = after
    assert [one for one in small.groups(capsys) if one["part"] == "1a"] == []


def test_a_decision_on_what_was_marked_leaves_what_waits(small: Class, capsys: pytest.CaptureFixture[str]) -> None:
    for name, a in WORDS.items():
        small.hand_in(name, a)
    before = small.grade()
    (group,) = _with(small.groups(capsys, "--all"), "1a", "alone")
    small.review("--all", "--decide", str(group["key"]), "--points", "3")
    after = small.grade()
    assert sorted(name for name in WORDS if after[name] != before[name]) == group["students"]
    assert all(before[name][0] is not None for name in group["students"])  # type: ignore[attr-defined]
    (again,) = _with(small.groups(capsys, "--all"), "1a", "alone")
    assert again["key"] == group["key"]


def test_full_marks_by_a_person_can_be_decided_anew(small: Class, capsys: pytest.CaptureFixture[str]) -> None:
    small.hand_in("ada", "not $x^2+2x+1$")
    small.grade()
    key = str(small.groups(capsys)[0]["key"])
    small.review("--decide", key, "--points", "4")
    assert small.grade()["ada"][0] == "4"
    small.review("--all", "--decide", key, "--points", "1")
    assert small.grade()["ada"][0] == "1"


def test_equal_values_in_another_form_are_not_equal_where_the_form_counts(small: Class) -> None:
    small.hand_in("ada", c="$x^2 - 1$")
    small.hand_in("ben", c="$(x-1)x + (x - 1)$")
    before = small.grade()
    keep(small.exercises / FILE, Decision("1c", Fraction(1, 4), text="x^2 - 1"))
    after = small.grade()
    assert after["ada"][2] == "0.25" and after["ben"][2] == before["ben"][2]


@pytest.mark.parametrize("reveal", ["outcome", "feedback", "solution"])
def test_a_comment_reaches_the_student_whatever_is_revealed(small: Class, reveal: str) -> None:
    (small.exercises / "1.yaml").write_text(EXERCISE.replace("title:", f"reveal: {reveal}\ntitle:"))
    small.hand_in("ada")
    small.hand_in("ben", b="Another one.")
    keep(small.exercises / FILE, Decision("1b", Fraction(1), comment="Look at page 7.", text="It is the law."))
    small.grade()
    assert "Look at page 7." in (small.out / "students" / "ada.html").read_text()
    assert "Look at page 7." not in (small.out / "students" / "ben.html").read_text()


def test_one_hand_in_alone(small: Class) -> None:
    small.hand_in("ada")
    small.hand_in("ben")
    small.grade()
    small.review("--student", "ben", "--part", "1b", "--points", "1/2", "--comment", "See me.")
    assert small.grade() == {"ada": ["4", None, "2"], "ben": ["4", "0.5", "2"]}


@pytest.mark.parametrize(
    "words, says",
    [
        ("--student nobody --part 1b --points 0.5", '"nobody" is no hand-in'),
        ("--student Ada --part 1b --points 0.5", '"Ada" is no hand-in'),
        ("--student ben --part 1a --points 1", '"ben" handed in nothing for 1a'),
        ("--student ada --part 1b --points 2.5", "from 0 to 2 points"),
        ("--student ada --part 1b --points=-1", "from 0 to 2 points"),
        ("--student ada --part 1b --points nan", "no number of points"),
        ("--student ada --part 9z --points 1", "9z"),
    ],
)
def test_what_nobody_can_have_meant_is_not_kept(
    small: Class, words: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    small.hand_in("ada")
    (small.handins / "ben.md").write_text("# Exercise 1\n\nb) It is the law.\n")
    small.grade()
    small.review(*words.split(), code=2)
    assert says in capsys.readouterr().err and not (small.exercises / FILE).exists()


def test_what_changes_is_told_before_and_after(small: Class, capsys: pytest.CaptureFixture[str]) -> None:
    small.hand_in("ada")
    small.hand_in("ben")
    small.grade()
    kept = (small.out / "results.json").read_bytes()
    small.review("--student", "ben", "--part", "1b", "--points", "1")
    capsys.readouterr()
    small.grade("--dry-run")
    assert "ben  1b  open -> 1" in capsys.readouterr().out
    assert (small.out / "results.json").read_bytes() == kept
    small.grade("-q")
    assert (small.out / "results.json").read_bytes() != kept
    capsys.readouterr()
    small.grade()
    assert "marks change" not in capsys.readouterr().err


def test_it_asks_in_the_terminal(small: Class, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    small.hand_in("ada", "$\\frac{x$")
    small.hand_in("ben", "$\\frac{x$")
    small.grade()
    (tmp_path / "said").write_text("7\nnonsense\n1/2 Close the brace.\n\nq\n")
    with open(tmp_path / "said") as said:
        monkeypatch.setattr("sys.stdin", said)
        small.review("--ask")
    assert small.grade() == {"ada": ["0.5", None, "2"], "ben": ["0.5", None, "2"]}


TWO = """
exercise: "1"
parts:
  a:
    question: How many?
    points: 2
    answer: 12
  b:
    question: And twice as many?
    points: 2
    uses: a
    answer: 2*a
"""


def test_an_earlier_part_makes_the_difference(small: Class, capsys: pytest.CaptureFixture[str]) -> None:
    """The same words are right after one value, wrong after another, and wait after a third."""
    (small.exercises / "1.yaml").write_text(TWO)
    for name, a in {"right": "$7$", "wrong": "$9$", "waits": "not $9$"}.items():
        (small.handins / f"{name}.md").write_text(f"# Exercise 1\n\na) {a}\n\nb) $14$\n")
    before = small.grade()
    for group in small.groups(capsys):
        small.review("--decide", str(group["key"]), "--points", "1")
    after = small.grade()
    assert (after["right"], after["wrong"]) == (before["right"], before["wrong"])


@pytest.mark.parametrize(
    "text",
    [
        '"]\n- part: 1a',
        "'] # c: d",
        "\u202e\x00\x1b",
        'it\'s \\"x\\" \t',
        "😀 \u2028",
        "&a *a !!python/x",
        "\\n {{y}}",
        "y" * 999,
    ],
)
def test_what_a_student_wrote_is_never_yaml(small: Class, text: str) -> None:
    keep(small.exercises / FILE, decision("1b", "", text, Fraction(1), text), text)
    keep(small.exercises / FILE, Decision("1b", Fraction(2), text="another"))
    part = load(small.exercises).part("1b")
    assert part is not None
    first, second = part.decisions
    assert first.text == text or first.digest == digest(text)
    assert (first.points, second.text) == (1, "another")


@pytest.mark.parametrize(
    "line, says",
    [
        ("part: 9z, text: x, points: 1", "There is no part 9z"),
        ("part: 1a, text: x, points: 5", "at most 4 points"),
        ("part: 1a, points: 1", "exactly one of the two"),
        ("part: 1a, text: x, student: ada, points: 1", "exactly one of the two"),
        ("part: 1a, text: x, answer: second, points: 1", "no answer `second`"),
        ("part: 1a, text: x, pionts: 1", "did you mean `points`"),
    ],
)
def test_mistakes_are_named(small: Class, line: str, says: str) -> None:
    (small.exercises / FILE).write_text(HEAD + f"  - {{{line}}}\n")
    with pytest.raises(SpecError, match=FILE) as fault:
        load(small.exercises)
    assert says in str(fault.value)


def test_the_exercises_hash_does_not_change(small: Class) -> None:
    """It seeds what is tried out: a decision on one answer must not change the checking of another."""
    before = load(small.exercises)
    (small.exercises / FILE).write_text(HEAD + entry(Decision("1a", Fraction(1), text="x")))
    after = load(small.exercises)
    assert before.hash == after.hash and before.reviewed != after.reviewed


def test_the_class_page_has_all_that_deciding_needs(small: Class, capsys: pytest.CaptureFixture[str]) -> None:
    for name, b in {"ada": "It is the rule.", "ben": "It is  the rule.", "cleo": "Who knows."}.items():
        small.hand_in(name, b=b)
    small.grade()
    page = (small.out / "index.html").read_text()
    (group, *_) = small.groups(capsys)
    assert group["students"] == ["ada", "ben"] and f"--decide {group['key']} --points 2" in page
    assert "It is the rule." in page and "text: &#39;It is the rule.&#39;" in page and "Say why." in page
    assert str(small.out) not in page and str(small.exercises) not in page
    small.review("--decide", str(group["key"]), "--points", "2")
    assert small.grade()["ben"][1] == "2" and "It is the rule." not in (small.out / "index.html").read_text()


@pytest.mark.parametrize(
    ("answer", "shows"),
    [
        ("{kind: matrix, expected: '[[1, 2], [3, 4]]'}", "<mtable>"),
        ("{kind: list, expected: '[[1, 2], [3, 4]]'}", '<mo stretchy="false">[</mo>'),
        ("{kind: quantity, expected: 90 km/h}", "<mtext>km/h</mtext>"),
        ("{kind: choice, options: [even, odd], expected: a}", ""),
    ],
)
def test_the_model_answer_is_typeset_as_its_kind_takes_it(answer: str, shows: str, tmp_path: Path) -> None:
    (tmp_path / "1.yaml").write_text(f"exercise: '1'\nparts:\n  a: {{question: q, points: 1, answer: {answer}}}\n")
    (part,) = load(tmp_path / "1.yaml").parts
    made = model_answer(part.answers[0], part)
    assert shows in made and bool(made) == bool(shows)


def test_mistakes_that_mean_the_same_are_one(small: Class) -> None:
    for name, a in {"ada": "$x^2 + x$", "ben": "$x(x + 1)$", "cleo": "$x + x^2$", "dan": "$x^2$"}.items():
        small.hand_in(name, a)
    small.grade()
    data = json.loads((small.out / "results.json").read_text())
    (found,) = data["doubtful_keys"]
    assert (found["part"], found["students"], found["right"]) == ("1a", 3, 0)
    page = (small.out / "index.html").read_text()
    assert '<span class="count">3 ×</span>' in page and "3 agree on this answer" in page
