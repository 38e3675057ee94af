"""What the rules of a course say to a student."""

SENTENCES: dict[str, str] = {
    "late-each-day": (
        "Handed in {late} late. For each started day [[{maximum} of the points of the assignment]][[{earned} "
        "of the points earned]][[{points} points]] are taken off[[, {most} at most]]: {taken} here."
    ),
    "late-each-day points=1": (
        "Handed in {late} late. For each started day {points} point is taken off[[, {most} at most]]: {taken} here."
    ),
    "late-each-hour": (
        "Handed in {late} late. For each started hour [[{maximum} of the points of the "
        "assignment]][[{earned} of the points earned]][[{points} points]] are taken off[[, {most} at most]]: "
        "{taken} here."
    ),
    "late-each-hour points=1": (
        "Handed in {late} late. For each started hour {points} point is taken off[[, {most} at most]]: "
        "{taken} here."
    ),
    "late-once": (
        "Handed in [[{late}]] late. For that [[{maximum} of the points of the assignment]][[{earned} of the "
        "points earned]][[{points} points]] are taken off[[, {most} at most]]: {taken} here."
    ),
    "late-once points=1": (
        "Handed in [[{late}]] late. For that {points} point is taken off[[, {most} at most]]: {taken} here."
    ),
    "late-nothing": "Handed in {late} late: after so long a time it no longer counts.",
    "late-free": "Handed in {late} late; nothing is taken off for that.",
    "late-how-long-unknown": (
        "The course system calls this late and does not say by how much: nothing was taken off."
    ),
    "late-time-unknown": "When this was handed in is not known here: nothing was taken off.",
}
