"""What a student wrote only shows, in every sink: it never becomes markup, a command or an escape sequence."""

import json
import re
from collections.abc import Iterator
from fractions import Fraction
from typing import get_args
from xml.etree import ElementTree

import html5lib
import pytest
from hostile_texts import HOSTILE
from markdown_it import MarkdownIt
from sample_values import derivation, klass, open_part, right, student, summarise, wrong

from grader.late import replace
from grader.notation import parse
from grader.notation.printing import to_mathml
from grader.report.clean import as_typed, clean
from grader.report.formats import data, github, gradescope, junit, step_summary, terminal
from grader.report.formats.codec import pack, unpack
from grader.report.formats.data import step_outcome
from grader.report.formats.html import RULES, class_page, part_fragment, student_page, with_rules
from grader.report.numbers import shown
from grader.report.row import row
from grader.report.summary import doubtful
from grader.report.typeset import localized, mathml, prose
from grader.report.view import evidence, reading, rows
from grader.report.waits import Case, Lone, WaitingPart
from grader.report.words import ENGLISH, GERMAN
from grader.values import (
    Adjustment,
    AnswerResult,
    ClassResults,
    Counterexample,
    PartResult,
    Piece,
    Result,
    Shown,
    ShownKind,
    StepOutcome,
    Verdict,
)

XHTML = "{http://www.w3.org/1999/xhtml}"


def spoilt(text: str) -> Result:
    """A result in which every text that a student can influence is `text`."""

    at = Counterexample(((text, text),), text, text)

    def answer(one: AnswerResult) -> AnswerResult:
        steps = tuple(
            replace(step, text=text, read_as=text, mathml=text, counterexample=at) for step in one.verdict.steps
        )
        verdict = replace(
            one.verdict,
            text=text,
            read_as=text,
            mathml=f"<math><mi>{text}</mi></math>",
            steps=steps,
            counterexample=at,
        )
        return replace(one, verdict=verdict, message=text, hints=(text,), step_messages=(text,) * len(steps))

    def part(one: PartResult) -> PartResult:
        answers = tuple(map(answer, one.answers))
        raw = f"{text}\n{one.raw}"
        return replace(one, raw=raw, answers=answers, feedback=(text,), question=text, solution=text)

    parts = tuple(map(part, (right("1a"), derivation("1b"), wrong("1c"), open_part("1d"))))
    parts = (*parts[:-1], replace(parts[-1], shown=tuple(typeset(text))))
    return Result("student", (text, text), f"hand-ins/{text}.md", parts, (text,), "en")


def typeset(text: str) -> Iterator[Shown]:
    """A stretch of every kind, with and without a formula in which `text` stands."""
    for number, kind in enumerate(get_args(ShownKind), start=1):
        yield Shown(number, kind, text)
        yield Shown(number, kind, text, f"<math><mi>{text}</mi></math>")


def a_class(text: str) -> ClassResults:
    return ClassResults("Title", "hash", (spoilt(text), replace(spoilt(text), student="other")), (text,))


def waiting(text: str) -> tuple[WaitingPart, ...]:
    """What waits, with all texts of a student being `text`."""
    case = Case("x", text, text, (text, text), text, (text,), ("ada", "ben"), Fraction(1), text, text)
    part = WaitingPart("1a", 1, text, Fraction(1), (("x", text, text),), ((text, Fraction(1)),), text, (), (case,),
                       (Lone("cleo", text, text),), 3, 7)  # fmt: skip
    return (part,)


def pages(text: str) -> list[str]:
    results = a_class(text)
    many = [replace(one, student=f"s{n}") for n in range(6) for one in results.students]
    summary = summarise(many)
    assert any(part.doubt for part in summary.parts)
    ruled = Adjustment(Fraction(1), Fraction(1), (text,), text, text)
    page = with_rules(student_page(spoilt(text), "Title"), row(spoilt(text)), ruled, "en")
    assert RULES not in page
    return [page, class_page(results.title, results.problems, summary, waiting(text), "en")]


def shape(page: str) -> list[tuple[str, tuple[str, ...]]]:
    """Elements and names of attributes, as a browser builds them from the page."""
    tree = html5lib.parse(page)
    found = [(str(one.tag).removeprefix(XHTML), tuple(sorted(map(str, one.keys())))) for one in tree.iter()]
    return [entry for entry in found if not entry[0].startswith(("{http://www.w3.org/1998/Math", "<function"))]


@pytest.mark.parametrize("text", HOSTILE)
def test_pages_keep_their_elements(text: str) -> None:
    for page, plain in zip(pages(text), pages("plain"), strict=True):
        assert set(shape(page)) <= set(shape(plain))
        assert page.count("<script") == page.count("onerror=alert(1)>") == 0
        page.encode("utf-8")
        assert not any(char in page for char in "\x00\x1b\x9b\u202e\u2066\u2028\u2029\ufffe")


@pytest.mark.parametrize("text", HOSTILE)
def test_students_text_is_on_the_page_whole(text: str) -> None:
    tree = html5lib.parse(student_page(spoilt(text), "Title"))
    rows = ["".join(one.itertext()) for one in tree.iter(f"{XHTML}pre")]
    assert clean(text.split("\n")[0].rstrip(), keep="\t") in rows


@pytest.mark.parametrize("text", HOSTILE)
def test_machine_formats_read_back(text: str) -> None:
    results = a_class(text)
    document = "".join(data.document(results))
    assert document.isascii() and "##[" not in document
    assert json.loads(document)["students"][0]["parts"][0]["answers"][0]["message"] == text
    assert len(list(data.lines(results))) == 2
    tree = ElementTree.fromstring(junit.document(results))
    assert len(list(tree.iter("testcase"))) == 9
    json.loads(gradescope.document(spoilt(text)))


def summary(text: str) -> str:
    """The summary of a job as GitHub's Markdown makes HTML of it."""
    return str(MarkdownIt("commonmark").enable("table").render(step_summary.document(a_class(text))))


@pytest.mark.parametrize("text", HOSTILE)
def test_the_summary_of_a_job_holds_no_markup_of_others(text: str) -> None:
    assert set(shape(summary(text))) == set(shape(summary("plain")))


LINKED = re.compile(r"@\w|#\d|://|www\.\w", re.IGNORECASE)


@pytest.mark.parametrize(
    "text",
    ["@octocat", "ada@example.org", "#1 and a/b#2", "http://example.org/x", "(WWW.example.org)", "mailto:a@b.org",
     "[text](http://example.org)", "![](//example.org/a.png)", "<http://example.org>"],
)  # fmt: skip
def test_nothing_in_the_summary_of_a_job_becomes_a_link(text: str) -> None:
    """GitHub looks for mentions and addresses again when Markdown has become HTML."""
    page = summary(text)
    assert "<a" not in page and not LINKED.search("".join(html5lib.parse(page).itertext()))


@pytest.mark.parametrize("text", HOSTILE)
def test_one_workflow_command_a_line(text: str) -> None:
    lines = list(github.lines(a_class(text)))
    assert len(lines) <= 20
    for line in lines:
        assert line.startswith(("::error ", "::warning ", "::notice ")) and line.count("::") == 2
        assert len(line.splitlines()) == 1


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("unicode", [True, False])
def test_terminal_shows_no_escape_of_a_student(text: str, unicode: bool) -> None:
    style = terminal.Style(colour=False, unicode=unicode)
    results = a_class(text)
    summary = summarise(results.students)
    told = terminal.class_summary("Title", results.problems, summary, "reports", style)
    told += terminal.student_report(spoilt(text), f"{text}.md", style)
    assert not any(char in told for char in "\x00\x07\x1b\x7f\x9b\r\u202e\u2028\u2029\x85")
    assert not any(line.lstrip().startswith("::") or "##[" in line for line in told.splitlines())
    told.encode("utf-8" if unicode else "ascii")


def test_values_go_to_json_and_back() -> None:
    for one in klass().students:
        packed = json.loads(json.dumps(pack(one), allow_nan=False))
        assert unpack(Result, packed) == one


@pytest.mark.parametrize(
    "data",
    [[], {"student": 1}, {"nothing": "x"}, {"student": "a", "members": "b", "source": "", "parts": []}, None],
)
def test_what_is_no_result_is_refused(data: object) -> None:
    with pytest.raises(ValueError):
        unpack(Result, data)


@pytest.mark.parametrize(
    "points, exact, for_people",
    [
        ("35/2", "17.5", "17.5"),
        ("52/3", "52/3", "17.33"),
        ("0", "0", "0"),
        ("1/3", "1/3", "0.33"),
        ("-1/2", "-0.5", "-0.5"),
        ("1/16", "0.0625", "0.06"),
        ("24", "24", "24"),
        ("1/20", "0.05", "0.05"),
    ],
)
def test_points_are_exact(points: str, exact: str, for_people: str) -> None:
    assert data.exact(Fraction(points)) == exact
    assert shown(Fraction(points)) == for_people


@pytest.mark.parametrize(
    "source",
    [
        "<math><mi>x</mi></math><script>1</script>",
        '<math><mi onclick="x">x</mi></math>',
        '<math><mtext><img src="x"></mtext></math>',
        '<math href="javascript:1"><mi>x</mi></math>',
        '<math><annotation-xml encoding="text/html"><p>x</p></annotation-xml></math>',
        "<math><mi>x</mi></math>tail<math></math>",
        "<math><mi>x</math",
        "<mi>x</mi>",
        "<math><!-- --></math>",
        '<math style="x"></math>',
    ],
)
def test_only_our_mathml_stands_unescaped(source: str) -> None:
    assert "<" not in str(mathml(source))


def test_mathml_keeps_what_is_invisible_on_purpose() -> None:
    assert "\u2062" in str(mathml("<math><mi>a</mi><mo>\u2062</mo><mi>b</mi></math>"))


@pytest.mark.parametrize(
    ("typed", "pieces"),
    [
        ("x + 1 = 2", 1),
        ("(x + 1)^2 - (x - 1)^2 = ((x + 1) - (x - 1))*((x + 1) + (x - 1)) = 4*x", 9),
        ("{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18}", 6),
        ("(1 + 2 + 3 + 4 + 5 + 6 + 7 + 8 + 9 + 10 + 11 + 12 + 13 + 14 + 15 + 16 + 17 + 18 + 19)/7", 1),
    ],
)
def test_a_long_formula_may_end_a_line_at_its_signs(typed: str, pieces: int) -> None:
    expr = parse(typed).expr
    assert expr is not None
    source = to_mathml(expr)
    page = str(mathml(source))
    assert page.count("<math") == pieces
    within = re.compile(r"</?(?:math|mrow|wbr)\b[^<>]*>| form=\"infix\"")
    assert within.sub("", page) == within.sub("", source)
    for one in page.split("<wbr>"):
        ElementTree.fromstring(one)


def test_formulas_speak_the_language_of_their_page() -> None:
    expr = parse("{1.5, 2} or x = 0.25").expr
    assert expr is not None
    page = to_mathml(expr) + "<p>1.5 or 2</p>"
    german = localized(page, "de-CH")
    for text in ("<mn>1,5</mn><mo>;</mo>", "oder", "<mn>0,25</mn>", "<p>1.5 or 2</p>"):
        assert text in german
    assert localized(page, "en") == page


@pytest.mark.parametrize(
    ("typed", "word"),
    [("2 and -2", "and"), ("x = 1 or x = 2", "or"), ("A and B", ""), ("not A or x > 1", "")],
)
def test_between_answers_stands_a_word(typed: str, word: str) -> None:
    expr = parse(typed).expr
    assert expr is not None
    sign = f"\u00a0{word}\u00a0" if word else "<mo>∧</mo>" if " and " in typed else "<mo>∨</mo>"
    assert sign in to_mathml(expr)


def test_values_speak_the_language_of_their_page() -> None:
    found = Counterexample((("x", "0.5"),), "true", "-1.25")
    said = evidence(found, GERMAN, GERMAN.evidence_step)
    assert said == "Bei x = 0,5: die Zeile davor ergibt wahr, diese -1,25."
    assert "0.5: the line before gives true, this one -1.25" in evidence(found, ENGLISH, ENGLISH.evidence_step)


@pytest.mark.parametrize(
    ("line", "read", "shown"), [("= b", "a = b", False), ("b", "a = b", True), ("= b", "c", True)]
)
def test_a_line_that_goes_on_does_not_show_the_whole_again(line: str, read: str, shown: bool) -> None:
    said = "".join(f"<mo>{sign}</mo>" if sign == "=" else f"<mi>{sign}</mi>" for sign in line.split())
    whole = "".join(f"<mo>{sign}</mo>" if sign == "=" else f"<mi>{sign}</mi>" for sign in read.split())
    verdict = Verdict("correct", Fraction(1), "exact", True, line=2, read_as=read, mathml=f"<math>{whole}</math>")
    own = Shown(2, "display", line, f"<math>{said}</math>")
    answers = (AnswerResult("", verdict, "ok"),)
    part = PartResult("1", "correct", None, Fraction(1), answers, raw=f"x\n{line}", line=1, shown=(own,))
    (mark,) = rows(part, ENGLISH)[0].marks
    assert bool(mark.mathml) == shown


def test_what_waits_is_said_otherwise_before_it_is_handed_in() -> None:
    part = open_part("1a")
    assert ENGLISH.person in student_page(student("ada", part), "t")
    for page in (part_fragment(part, "en"), student_page(student("ada", part), "t", handed_in=False)):
        assert ENGLISH.person not in page and ENGLISH.person_later in page
    nothing = replace(part, raw="", pieces=())
    assert ENGLISH.person_later not in part_fragment(nothing, "en")


@pytest.mark.parametrize(
    ("read_as", "shown"), [("matrix([1], [2])", "[[1], [2]]"), ('"since"*2 = 3', ""), ('{"red"}', '{"red"}')]
)
def test_a_reading_of_words_is_not_shown(read_as: str, shown: str) -> None:
    assert reading(read_as) == shown


def test_formulas_of_the_author_are_typeset_in_their_place() -> None:
    formulas = (("$x$", "<math><mi>x</mi></math>"), ("$xy$", "<math><mi>y</mi></math>"))
    made = prose("Show <b> $x$ and $xy$ & $z$.", formulas)
    assert str(made) == "Show &lt;b&gt; <math><mi>x</mi></math> and <math><mi>y</mi></math> &amp; $z$."


@pytest.mark.parametrize("text", ["plain text", "Ünïcödé σ(x) ≤ ½", "日本語"])
def test_clean_leaves_honest_text(text: str) -> None:
    assert clean(text) == text


def test_summary_counts_what_is_alike() -> None:
    summary = summarise(klass().students)
    assert [part.part for part in summary.parts] == ["6.1a", "6.2c", "6.2d"]
    (heap,) = summary.heaps
    assert heap.part == "6.2c" and [one.student for one in heap.waiting] == ["ben", "cleo"]
    assert summary.waiting == 2 and heap.points == 6
    wrong_part = summary.parts[2]
    assert [(group.read_as, group.count) for group in wrong_part.groups] == [("-sigma(x)", 2)]
    assert wrong_part.facility == 0 and wrong_part.doubt is None
    many = summarise([student(f"s{n}", wrong("1")) for n in range(4)])
    assert many.parts[0].doubt is not None


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("matrix([1], [2])", "[[1], [2]]"),
        ("A*matrix([(1 + x)/2, f(y)]) = matrix([1])", "A*[[(1 + x)/2, f(y)]] = [[1]]"),
        ("det(matrix([1, 2], [3, 4])) + (1)", "det([[1, 2], [3, 4]]) + (1)"),
        ("mymatrix(1), \\matrix(2)", "mymatrix(1), \\matrix(2)"),
        (")matrix([1, (2", ")[[1, (2"),
    ],
)
def test_matrices_are_shown_as_people_type_them(text: str, typed: str) -> None:
    assert as_typed(text) == typed


@pytest.mark.parametrize(("earned", "open", "percents"), [(6, 1, (86, 14)), (1, 2, (14, 29)), (0, 7, (0, 100))])
def test_percents_of_a_class_make_a_whole(earned: int, open: int, percents: tuple[int, int]) -> None:
    one = replace(summarise([student("s", right("1"))]).students[0], max_points=Fraction(7))
    whole = replace(summarise(()), students=(replace(one, points=Fraction(earned), open_points=Fraction(open)),))
    assert whole.percents == percents


def test_an_empty_class_has_a_page() -> None:
    assert "0 hand-ins" in class_page("Title", (), summarise(()))


def test_mistakes_of_derivations_are_alike_by_their_first_wrong_line() -> None:
    (part,) = summarise([student(f"s{n}", derivation("1")) for n in range(3)]).parts
    (group,) = part.groups
    assert group.count == 3 and group.read_as == "1/(1 + exp(-x))"
    assert group.message.startswith("This does not follow")


def test_the_class_page_speaks_german() -> None:
    page = class_page("Blatt 1", (), summarise(klass().students), waiting("x"), "de")
    assert '<html lang="de">' in page and "Was auf einen Menschen wartet" in page
    assert "Und 7 weitere Gruppen" in page and "What waits" not in page and "Hand-in" not in page
    assert "6,5" in page or "," in page


def test_the_key_is_doubted_where_the_class_agrees() -> None:
    """Most gave one answer that is marked wrong; or the best did, by what they earned elsewhere."""
    most = summarise([student(f"s{n}", wrong("1")) for n in range(4)] + [student("r", right("1"))])
    assert most.parts[0].doubt and (most.parts[0].doubt.count, most.parts[0].doubt.right) == (4, 1)
    three, nine = [student(f"s{n}", wrong("1")) for n in range(3)], [student(f"r{n}", right("1")) for n in range(9)]
    few = summarise([*three, *nine])
    assert few.parts[0].doubt is None
    best = [student(f"b{n}", wrong("1"), right("2"), right("3")) for n in range(4)]
    others = [student(f"o{n}", right("1"), right("2")) for n in range(12)]
    found = summarise([*best, *others]).parts[0].doubt
    assert found and found.best == 4 and found.of == 4
    assert "is the key right?" in terminal.class_summary("T", (), summarise(best), "out", terminal.Style())
    assert [one["part"] for one in doubtful(summarise([*best, *others]))] == ["1"]


def test_a_line_without_a_statement_of_the_argument_is_marked_as_not_checked() -> None:
    part = derivation("6.2c")
    part = replace(part, raw="Sketch first.\n\n" + part.raw, line=71)
    words = {row.line: [mark.word for mark in row.marks] for row in rows(part, ENGLISH)}
    assert words[71] == ["not checked"] and not words[72]
    assert all("not checked" not in words[step.line] for step in part.answers[0].verdict.steps)


def test_the_working_of_a_value_has_a_mark_at_every_line() -> None:
    counted, way = "$f'(0) = 1/4$", "$f'(x) = f(x) (1 - f(x))$"
    verdict = Verdict("correct", Fraction(1), "exact", text=counted, line=3)
    pieces = (Piece("math", way[1:-1], 1, 2), Piece("math", counted[1:-1], 3, 2))
    part = PartResult(
        "6.2d", "correct", Fraction(1), Fraction(1), (AnswerResult("", verdict, ""),),
        raw=f"{way}\n\n{counted}", line=1, pieces=pieces,
    )  # fmt: skip
    words = {row.line: [mark.word for mark in row.marks] for row in rows(part, ENGLISH) if row.text}
    assert words == {1: [ENGLISH.unchecked], 3: [ENGLISH.outcomes["correct"]]}


def test_programs_know_every_outcome_of_a_step() -> None:
    """Section 2 of the contract; a line beside a value that nobody had to check was not decided."""
    listed = {"start", "follows", "does_not_follow", "implies_only", "implied_only", "unreadable", "undecided"}
    assert {step_outcome(outcome) for outcome in get_args(StepOutcome)} == listed
    assert step_outcome("unchecked") == "undecided"


def test_an_annotation_on_a_part_without_a_place_names_the_file_alone() -> None:
    found = student("ada", replace(wrong("6.2d"), line=0))
    (told,) = github.lines(replace(klass(), students=(found,), problems=()))
    assert "file=" in told and "line=" not in told
