"""What a hand-in is worth by the rules of the course: from its raw points, its time and the time it was due."""

from __future__ import annotations

from datetime import datetime, timedelta
from fractions import Fraction

from grader.late import dataclass, replace
from grader.policy.model import DAY, HOUR, Late, Policy
from grader.policy.moment import instant
from grader.report.numbers import percent, shown
from grader.sentences import sentence
from grader.values import Adjustment, Finding


@dataclass(frozen=True, slots=True)
class Terms:
    """What the rules need to know of one hand-in. `flagged`: the course system calls it late, and says no time;
    `punctual`: it calls it in time."""

    handed_in: datetime | None = None
    due: datetime | None = None
    flagged: bool = False
    punctual: bool = False


def adjusted(terms: Terms, policy: Policy, points: Fraction, most: Fraction, language: str) -> Adjustment | None:
    """The points by the rules, and why; None where these say nothing of times. An unknown time costs nothing."""
    if terms.due is None:
        return None
    taken, why = _taken(terms, policy, points, most)
    comma = language == "de"
    return Adjustment(
        points=points - taken,
        deduction=taken,
        why=tuple(sentence(_local(finding, comma), language) for finding in why),
        handed_in=_text(terms.handed_in, policy),
        due=_text(terms.due, policy),
    )


def _local(finding: Finding, comma: bool) -> Finding:
    """Numbers with the decimal sign of the language."""
    if not comma:
        return finding
    return replace(finding, data=tuple((name, value.replace(".", ",")) for name, value in finding.data))


def _taken(terms: Terms, policy: Policy, points: Fraction, most: Fraction) -> tuple[Fraction, list[Finding]]:
    """The points taken off, and what is to be said of it."""
    late = policy.late
    if terms.handed_in is None or terms.due is None:
        if not terms.flagged:
            return Fraction(0), [] if terms.punctual else [Finding("late-time-unknown", "note")]
        if late is None or late.every != "once":
            return Fraction(0), [Finding("late-how-long-unknown", "note")]
        return _cost(late, 1, "", points, most)
    over = instant(terms.handed_in) - instant(terms.due)
    if over <= policy.grace:
        return Fraction(0), []
    if late is None:
        return Fraction(0), [Finding("late-free", "note", data=(("late", span(over)),))]
    if late.nothing_after is not None and over > late.nothing_after:
        return points, [Finding("late-nothing", "note", data=(("late", span(over)),))]
    if late.every == "day":
        # The days of people: over a change of the clock the same time of day is still one day later.
        over = terms.handed_in.astimezone(terms.due.tzinfo).replace(tzinfo=None) - terms.due.replace(tzinfo=None)
    unit = {"day": DAY, "hour": HOUR, "once": over}[late.every]
    return _cost(late, max(1, -(-over // unit)), span(over), points, most)


def _cost(late: Late, started: int, over: str, points: Fraction, most: Fraction) -> tuple[Fraction, list[Finding]]:
    whole = late.amount * started
    capped = late.at_most is not None and whole > late.at_most
    amount = late.at_most if capped and late.at_most is not None else whole
    if late.share:
        amount *= points if late.of == "earned" else most
    taken = min(points, amount)
    said = (
        ("late", over),
        ("maximum", percent(late.amount) if late.share and late.of == "maximum" else ""),
        ("earned", percent(late.amount) if late.share and late.of == "earned" else ""),
        ("points", "" if late.share else shown(late.amount)),
        ("most", _amount(late, late.at_most) if capped and late.at_most is not None else ""),
        ("taken", shown(taken)),
    )
    match late.every:
        case "day":
            return taken, [Finding("late-each-day", "note", data=said)]
        case "hour":
            return taken, [Finding("late-each-hour", "note", data=said)]
        case _:
            return taken, [Finding("late-once", "note", data=said)]


def _amount(late: Late, amount: Fraction) -> str:
    return percent(amount) if late.share else shown(amount)


def span(over: timedelta) -> str:
    """`1 d 3 h`, `25 min`: rounded up to minutes."""
    minutes = max(1, -(-over // timedelta(minutes=1)))
    days, rest = divmod(minutes, 24 * 60)
    counted = (("d", days), ("h", rest // 60), ("min", rest % 60))
    return " ".join(f"{count} {unit}" for unit, count in counted if count)


def _text(when: datetime | None, policy: Policy) -> str:
    """In the zone of the course."""
    if when is None:
        return ""
    return (when.astimezone(policy.zone) if policy.zone else when).isoformat(" ", "minutes")
