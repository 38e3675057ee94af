"""Every finding has a sentence in every language, and sentences hold nothing but what they were given."""

import ast
import re
from pathlib import Path

import pytest

from grader.answer.codes import ANSWER, BLOCK
from grader.answer.derivation.codes import CODES as DERIVATION
from grader.equivalence.codes import CODES as EQUIVALENCE
from grader.notation.codes import CODES as NOTATION
from grader.sentences import HOLE, LANGUAGES, LONGEST, catalogue, fill, sentence
from grader.submission.codes import CODES as SUBMISSION
from grader.values import Finding

GRADER = Path(__file__).parents[2] / "grader"
CODE = re.compile(r"[a-z]+(?:-[a-z]+)*")
WORDS = {"error", "note", "assumption", "notation", "independent"}
MAKERS = set("Finding finding complain note _note fail Unread Refused unplaced remark assume _problem".split())
"""What a call is named that makes a finding. The code is its first or second argument."""


def codes() -> dict[str, str]:
    """Every code that stands as a literal in a call that makes a finding, and where."""
    found: dict[str, str] = {}
    for path in sorted(GRADER.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", None) or getattr(node.func, "attr", "")
                for argument in node.args[:2] if name in MAKERS else ():
                    if isinstance(argument, ast.Constant) and CODE.fullmatch(str(argument.value)):
                        if argument.value in WORDS:
                            continue
                        found[str(argument.value)] = f"{path.relative_to(GRADER)}:{node.lineno}"
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_a_sentence(language: str) -> None:
    missing = {code: where for code, where in codes().items() if code not in catalogue(language)}
    assert not missing


def test_the_scan_finds_codes() -> None:
    assert {"nothing-handed-in", "limit-met"} <= set(codes())


def test_languages_say_the_same() -> None:
    english, german = catalogue("en"), catalogue("de")
    assert set(english) == set(german)
    for code in english:
        assert set(HOLE.findall(english[code])) == set(HOLE.findall(german[code])), code


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_are_kind(language: str) -> None:
    for code, text in catalogue(language).items():
        bare = fill(text, dict.fromkeys(HOLE.findall(text), "x"))
        assert "invalid" not in bare.lower() and "ungültig" not in bare.lower(), code
        assert bare.strip()[-1] in ".?!:", code
        assert "[[" not in bare and "]]" not in bare, code


def test_data_are_never_templates() -> None:
    data = (("command", "{suggestion} [[{limit}]]"), ("suggestion", "\\sin"))
    said = sentence(Finding("unknown-command", data=data))
    assert "{suggestion} [[{limit}]]" in said and "\\sin" in said


def test_data_are_shown_on_one_line_without_control_characters() -> None:
    said = sentence(Finding("unknown-command", data=(("command", "a\nb\u202ec\x1b[31m" + "d" * 500),)))
    assert "\n" not in said and "\u202e" not in said and "\x1b" not in said
    assert "d" * (LONGEST + 1) not in said


def test_an_optional_half_goes_with_its_datum() -> None:
    data = (("command", "\\foo"), ("suggestion", ""))
    assert sentence(Finding("unknown-command", data=data)) == "I do not know \\foo."


def test_a_value_may_have_its_own_sentence() -> None:
    general = sentence(Finding("limit-met", data=(("limit", "SOMETHING"),)))
    special = sentence(Finding("limit-met", data=(("limit", "ANSWER_SECONDS"),)))
    assert "SOMETHING" in general and "too long" in special


def test_an_unknown_code_is_said_in_general_words() -> None:
    assert "some new thing" in sentence(Finding("some-new-thing"))


TOLD = {
    **{code: keys for code, (_, keys) in NOTATION.items()},
    **EQUIVALENCE,
    **BLOCK,
    **ANSWER,
    **DERIVATION,
    **{code: keys for code, (keys, _) in SUBMISSION.items()},
}
"""Code -> the names of its data, of the rooms that list them."""


@pytest.mark.parametrize("code", sorted(TOLD))
def test_sentences_quote_only_what_the_room_tells(code: str) -> None:
    shared = {"name", "text", "value", "line", "character", "rows"}  # one code of several rooms
    assert set(HOLE.findall(catalogue("en")[code])) - shared <= set(TOLD[code])


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_environment_that_is_not_closed_is_no_unknown_word(language: str) -> None:
    told = sentence(Finding("unknown-command", data=(("command", "\\end"), ("suggestion", "\\ind"))), language)
    assert "\\begin{…}" in told and "\\ind" not in told
