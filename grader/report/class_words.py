"""The words of the class page, in the languages that reports speak."""

from __future__ import annotations

from grader.late import dataclass


@dataclass(frozen=True, slots=True)
class ClassWords:
    """One language. What stands in braces is filled in by the page."""

    report: str
    hand_in: str
    hand_ins: str
    mean: str
    class_bar: str
    more: str
    answer: str
    answers: str
    waits_one: str
    waits_many: str
    problems: str
    waiting: str
    nothing_waits: str
    how_decide: str
    expected: str
    rubric: str
    also_written: str
    decide: str
    or_write: str
    points_at_most: str
    look_at: str
    also_for: str
    marks: str
    axis: str
    students_by: str
    bar_open: str
    parts: str
    part: str
    outcomes: str
    earned: str
    discrimination: str
    explain: str
    mistakes: str
    doubts: str
    doubt: str
    doubt_best: str
    times: str
    no_mistake: str
    students: str
    student: str
    points: str
    open: str
    deducted: str
    all_figures: str


ENGLISH = ClassWords(
    report="Class report",
    hand_in="hand-in",
    hand_ins="hand-ins",
    mean="mean {mean} of {most}",
    more="And {count} more groups: `grader review EXERCISES REPORTS` lists them.",
    class_bar="{earned} % of all points are earned so far, {open} % are open until a person has looked",
    answer="answer",
    answers="answers",
    waits_one="1 answer waits for a person",
    waits_many="{count} answers wait for a person",
    problems="Not graded, or graded with a remark",
    waiting="What waits for a person",
    nothing_waits="Nothing: every answer was decided.",
    how_decide=(
        "Equal answers stand together: one decision holds for all of them, now and later. `grader "
        "review EXERCISES REPORTS` asks for each group; a command below decides one (change the points, "
        'add --comment "…" for a word to the students). EXERCISES is the folder of the exercises, '
        "REPORTS this one. Then grade again."
    ),
    expected="Model answer",
    rubric="What to look for",
    also_written="also written",
    decide="Decide",
    or_write="or in review.yaml, beside the exercises, under `decisions:`",
    points_at_most="at most",
    look_at="To be looked at on the student's page",
    also_for="The same holds for {parts}.",
    marks="Marks",
    axis="Share of all points",
    students_by="Students by share of all points, in tenths",
    bar_open="what is still open counts as not earned yet",
    parts="Parts",
    part="Part",
    outcomes="Outcomes",
    earned="Points earned",
    discrimination="Discrimination",
    explain=(
        "Points earned: share of the points, where most answers are decided. Discrimination: "
        "correlation of this part with all others; below zero, look at the exercise."
    ),
    mistakes="Commonest mistakes",
    doubts="Is the expected answer right?",
    doubt="{count} agree on this answer, which is marked wrong; marked right: {right}.",
    doubt_best="Of the {of} who are best in the other parts, {best} gave it.",
    times="{count} ×",
    no_mistake="No mistake was made twice.",
    students="Students",
    student="Student",
    points="Points",
    open="Open",
    deducted="Deducted",
    all_figures=(
        "All figures are in results.json beside this page. This page shows answers that are expected: "
        "it is not for students."
    ),
)

GERMAN = ClassWords(
    report="Bericht über die Klasse",
    hand_in="Abgabe",
    hand_ins="Abgaben",
    mean="im Mittel {mean} / {most}",
    more="Und {count} weitere Gruppen: `grader review EXERCISES REPORTS` nennt sie.",
    class_bar="{earned} % aller Punkte sind bisher erreicht, {open} % offen, bis ein Mensch es angesehen hat",
    answer="Antwort",
    answers="Antworten",
    waits_one="1 Antwort wartet auf einen Menschen",
    waits_many="{count} Antworten warten auf einen Menschen",
    problems="Nicht bewertet, oder mit einer Bemerkung",
    waiting="Was auf einen Menschen wartet",
    nothing_waits="Nichts: jede Antwort ist entschieden.",
    how_decide=(
        "Gleiche Antworten stehen beisammen: eine Entscheidung gilt für alle, jetzt und später. `grader "
        "review EXERCISES REPORTS` fragt nach jeder Gruppe; ein Befehl unten entscheidet eine (die "
        'Punkte ändern; --comment "…" sagt den Studierenden etwas dazu). EXERCISES ist der Ordner der '
        "Aufgaben, REPORTS dieser hier. Danach erneut bewerten."
    ),
    expected="Musterantwort",
    rubric="Worauf zu achten ist",
    also_written="auch geschrieben",
    decide="Entscheiden",
    or_write="oder in review.yaml, neben den Aufgaben, unter `decisions:`",
    points_at_most="höchstens",
    look_at="Auf der Seite der oder des Studierenden anzusehen",
    also_for="Dasselbe gilt für {parts}.",
    marks="Punkteverteilung",
    axis="Anteil an allen Punkten",
    students_by="Studierende nach Anteil an allen Punkten, in Zehnteln",
    bar_open="was noch offen ist, zählt als noch nicht erreicht",
    parts="Teile",
    part="Teil",
    outcomes="Ergebnisse",
    earned="Erreicht",
    discrimination="Trennschärfe",
    explain=(
        "Erreicht: Anteil der Punkte, wo die meisten Antworten entschieden sind. Trennschärfe: "
        "Korrelation dieses Teils mit allen anderen; unter null lohnt ein Blick auf die Aufgabe."
    ),
    mistakes="Häufigste Fehler",
    doubts="Stimmt die erwartete Antwort?",
    doubt="{count} sind sich in dieser Antwort einig, die als falsch gilt; als richtig bewertet: {right}.",
    doubt_best="Von den {of} Besten in den anderen Teilen gaben sie {best}.",
    times="{count} ×",
    no_mistake="Kein Fehler kam zweimal vor.",
    students="Studierende",
    student="Name",
    points="Punkte",
    open="Offen",
    deducted="Abzug",
    all_figures=(
        "Alle Zahlen stehen in results.json neben dieser Seite. Sie zeigt erwartete Antworten und ist "
        "nicht für Studierende."
    ),
)


def class_words_of(language: str) -> ClassWords:
    """The words of a language (`de`, `de-CH`); English where it is not known."""
    return GERMAN if language.split("-")[0] == "de" else ENGLISH
