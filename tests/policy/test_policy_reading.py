"""What coming late costs, case by case (`late.yaml`), and what is said of mistakes in a policy (`faults.yaml`)."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from grader.course.collect import Collected
from grader.course.model import Owner, Taken
from grader.exercise.load import POLICY
from grader.policy.arrange import arrange, pseudonym
from grader.policy.late import adjusted
from grader.policy.reading import read
from grader.sentences import catalogue

HERE = Path(__file__).parent
LATE = yaml.safe_load((HERE / "late.yaml").read_text())
FAULTS = yaml.safe_load((HERE / "faults.yaml").read_text())


@pytest.mark.parametrize("case", LATE, ids=[case["name"] for case in LATE])
@pytest.mark.parametrize("language", ["en", "de"])
def test_what_late_costs(tmp_path: Path, case: dict[str, Any], language: str) -> None:
    said: dict[str, Any] = {key: case[key] for key in ("late", "grace", "extensions") if key in case}
    said |= {"time_zone": "Europe/Berlin", "due": "2026-10-20 23:59"}
    (tmp_path / POLICY).write_text(yaml.safe_dump(said))
    policy, problems = read(tmp_path)
    assert policy and problems == []
    owner = Owner("ada", handed_in=case["handed_in"])
    terms = arrange(Collected((Taken(owner, (), ""),), ()), policy).terms["ada"]
    made = adjusted(terms, policy, Fraction(case["earned"]), Fraction(20), language)
    assert made and made.deduction == Fraction(str(case["taken"]))
    assert made.points == Fraction(case["earned"]) - made.deduction
    words = " ".join(made.why)
    assert bool(made.deduction) <= bool(words)
    assert language != "en" or case.get("says", "") in words
    assert "{" not in words and "[" not in words


@pytest.mark.parametrize("case", FAULTS, ids=[case["text"][:40] for case in FAULTS])
def test_mistakes_are_named_with_their_place(tmp_path: Path, case: dict[str, Any]) -> None:
    (tmp_path / POLICY).write_text(case["text"])
    (tmp_path / "empty.csv").write_text("")
    (tmp_path / "names.csv").write_text("id,name\nada,Ada T\n")
    (tmp_path / "short.txt").write_text("secret")
    _, problems = read(tmp_path)
    assert any(case["says"] in one.message and one.line == case["line"] for one in problems), problems


def test_without_a_policy_there_are_no_rules(tmp_path: Path) -> None:
    assert read(tmp_path) == (None, [])


def test_every_sentence_on_time_is_met() -> None:
    codes = {code.split()[0] for code in catalogue("en") if code.startswith("late-")}
    assert codes == {"late-each-day", "late-each-hour", "late-once", "late-nothing", "late-free",
                     "late-how-long-unknown", "late-time-unknown"}  # fmt: skip


def test_a_pseudonym_is_stable_and_needs_the_secret() -> None:
    one = pseudonym(b"a secret of many characters", "Ada T")
    assert one == pseudonym(b"a secret of many characters", " ada t")
    assert one != pseudonym(b"another one of many characters", "Ada T") and "ada" not in one
