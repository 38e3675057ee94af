"""The words of reports that are not about mathematics, in the languages that reports speak."""

from __future__ import annotations

from fractions import Fraction

from grader.late import dataclass
from grader.report.numbers import shown


@dataclass(frozen=True, slots=True)
class Words:
    """One language. Names of outcomes are by `grader.values.Outcome` and `StepOutcome`."""

    language: str
    outcomes: dict[str, str]
    steps: dict[str, str]
    unchecked: str
    report: str
    point: str
    points: str
    total: str
    open_points: str
    all_decided: str
    parts: str
    question: str
    your_text: str
    typed: str
    as_typed: str
    line: str
    see_line: str
    mark: str
    reading: str
    reading_heading: str
    evidence: str
    evidence_at: str
    evidence_step: str
    evidence_answer: str
    evidence_own: str
    hints: str
    details: str
    decided_by: str
    proved: str
    not_proved: str
    person: str
    person_later: str
    comment: str
    feedback: str
    solution: str
    nothing: str
    as_before: str
    notes: str
    members: str
    legend: str
    not_judged: str
    not_checked: str
    form: str
    no_change: str
    counts: str
    handed_in: str
    due: str
    plot: str
    plot_student: str
    plot_expected: str
    plot_at: str

    def unit(self, points: Fraction) -> str:
        """The noun behind a number of points."""
        return self.point if points == 1 else self.points


ENGLISH = Words(
    language="en",
    outcomes={
        "correct": "right",
        "partial": "partly right",
        "incorrect": "not yet right",
        "unreadable": "could not be read",
        "undecided": "not decided",
        "missing": "no answer",
    },
    steps={
        "start": "starts here",
        "follows": "follows",
        "does_not_follow": "does not follow",
        "implies_only": "holds one way only",
        "implied_only": "holds the other way only",
        "unreadable": "could not be read",
        "undecided": "not decided",
        "unchecked": "not checked",
    },
    unchecked="not checked",
    report="Report",
    point="point",
    points="points",
    total="Total",
    open_points="still open: up to {points} more, when a person has looked",
    all_decided="nothing is left open",
    parts="Your answers",
    question="Question",
    your_text="What you wrote",
    typed="Exactly as you typed it",
    as_typed="not read as a formula; it stands here as you typed it",
    line="Line",
    see_line="Look at line {line}: the reason stands beside it.",
    mark="Mark",
    reading="How it was read",
    reading_heading="Your answer, as it was read",
    evidence="Where they differ",
    evidence_at="At {where}",
    evidence_step="the line before gives {expected}, this one {student}",
    evidence_answer="expected {expected}, yours gives {student}",
    evidence_own="yours gives {student}, which is not the expected value",
    hints="Also",
    details="How this was decided",
    decided_by="Method",
    proved="proved",
    not_proved="supported by evidence, not proved",
    person="A person will look at this part; it has cost you nothing so far.",
    person_later="This is not decided here: a person will, once it is handed in.",
    comment="A person's comment",
    feedback="What to try",
    solution="Solution",
    as_before="The same as for {part}.",
    nothing="No answer to this part was found in your document.",
    notes="About your document",
    members="Handed in by",
    legend="What the marks mean",
    not_judged="Lines without a mark were not judged.",
    not_checked="Not decided here, a person does",
    form="Parts without an answer: {missing}. Parts with a formula that could not be read: {unread}.",
    no_change="Nothing changed in what was read.",
    counts="What counts",
    handed_in="Handed in",
    due="due",
    plot="The curve of your answer and that of the expected one",
    plot_student="your answer",
    plot_expected="expected (dashed)",
    plot_at="they differ at",
)

GERMAN = Words(
    language="de",
    outcomes={
        "correct": "richtig",
        "partial": "teilweise richtig",
        "incorrect": "noch nicht richtig",
        "unreadable": "nicht lesbar",
        "undecided": "nicht entschieden",
        "missing": "keine Antwort",
    },
    steps={
        "start": "beginnt hier",
        "follows": "folgt",
        "does_not_follow": "folgt nicht",
        "implies_only": "gilt nur in einer Richtung",
        "implied_only": "gilt nur in der anderen Richtung",
        "unreadable": "nicht lesbar",
        "undecided": "nicht entschieden",
        "unchecked": "nicht geprüft",
    },
    unchecked="nicht geprüft",
    report="Bericht",
    point="Punkt",
    points="Punkte",
    total="Summe",
    open_points="noch offen: bis zu {points} weitere, sobald ein Mensch es angesehen hat",
    all_decided="nichts ist mehr offen",
    parts="Deine Antworten",
    question="Aufgabe",
    your_text="Was du geschrieben hast",
    typed="Genau so, wie du es getippt hast",
    as_typed="nicht als Formel gelesen; es steht hier, wie du es getippt hast",
    line="Zeile",
    see_line="Sieh dir Zeile {line} an: der Grund steht daneben.",
    mark="Urteil",
    reading="So wurde es gelesen",
    reading_heading="Deine Antwort, wie sie gelesen wurde",
    evidence="Wo sie sich unterscheiden",
    evidence_at="Bei {where}",
    evidence_step="die Zeile davor ergibt {expected}, diese {student}",
    evidence_answer="erwartet {expected}, deine Antwort ergibt {student}",
    evidence_own="deine Antwort ergibt {student}; das ist nicht der erwartete Wert",
    hints="Außerdem",
    details="Wie das entschieden wurde",
    decided_by="Verfahren",
    proved="bewiesen",
    not_proved="durch Belege gestützt, nicht bewiesen",
    person="Diesen Teil sieht sich noch ein Mensch an; bisher hat er dich nichts gekostet.",
    person_later="Das wird hier nicht entschieden: ein Mensch tut es, sobald es abgegeben ist.",
    comment="Anmerkung eines Menschen",
    feedback="Was du versuchen kannst",
    solution="Lösung",
    as_before="Dasselbe wie zu {part}.",
    nothing="Zu diesem Teil wurde in deinem Dokument keine Antwort gefunden.",
    notes="Zu deinem Dokument",
    members="Abgegeben von",
    legend="Was die Zeichen bedeuten",
    not_judged="Zeilen ohne Zeichen wurden nicht beurteilt.",
    not_checked="Hier nicht entschieden, das tut ein Mensch",
    form="Teile ohne Antwort: {missing}. Teile mit einer Formel, die nicht zu lesen war: {unread}.",
    no_change="Am Gelesenen hat sich nichts geändert.",
    counts="Was zählt",
    handed_in="Abgegeben",
    due="fällig",
    plot="Die Kurve deiner Antwort und die der erwarteten",
    plot_student="deine Antwort",
    plot_expected="erwartet (gestrichelt)",
    plot_at="sie unterscheiden sich bei",
)

LANGUAGES = {words.language: words for words in (ENGLISH, GERMAN)}


def words_of(language: str) -> Words:
    """The words of a language (`de`, `de-CH`); English where it is not known."""
    return LANGUAGES.get(language.split("-")[0], ENGLISH)


def worth(points: Fraction, words: Words) -> str:
    """`1 point`, `2.5 points`."""
    return f"{shown(points)} {words.unit(points)}"


@dataclass(frozen=True, slots=True)
class Sign:
    """A verdict at a glance: never by colour alone."""

    unicode: str
    ascii: str
    tone: str
    """`good`, `half`, `bad`, `open` or `none`: the colour."""


SIGNS = {
    "correct": Sign("✓", "[+]", "good"),
    "follows": Sign("✓", "[+]", "good"),
    "start": Sign("·", "[ ]", "none"),
    "partial": Sign("◐", "[~]", "half"),
    "implies_only": Sign("◐", "[~]", "half"),
    "implied_only": Sign("◐", "[~]", "half"),
    "incorrect": Sign("✗", "[-]", "bad"),
    "does_not_follow": Sign("✗", "[-]", "bad"),
    "unreadable": Sign("?", "[?]", "open"),
    "undecided": Sign("…", "[.]", "open"),
    "missing": Sign("–", "[ ]", "none"),
    "unchecked": Sign("–", "[ ]", "none"),
}
"""By `Outcome` and `StepOutcome`."""
