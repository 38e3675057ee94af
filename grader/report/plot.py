"""A plot as lines of an SVG: only numbers of ours, rounded, and never a text of a student."""

from __future__ import annotations

from collections.abc import Sequence

from grader.late import dataclass
from grader.values import Plot

WIDTH, HEIGHT, MARGIN = 480, 240, 28
OUTLIERS = 0.05
"""The share of values at each end that may lie outside of what is drawn: poles would flatten all else."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """`d` of the paths, places of the axes (None: out of sight), of the point, and the numbers at the ends."""

    student: str
    expected: str
    axis_x: float | None
    axis_y: float | None
    point: float | None
    low: str
    high: str
    bottom: str
    top: str


def drawn(plot: Plot) -> Drawn:
    """The plot in the box of WIDTH by HEIGHT."""
    bottom, top = _range([y for y in (*plot.expected, *plot.student) if y is not None])

    def across(x: float) -> float:
        return MARGIN + (WIDTH - 2 * MARGIN) * (x - plot.low) / (plot.high - plot.low)

    def down(y: float) -> float:
        return HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * (y - bottom) / (top - bottom)

    places = [plot.low + (plot.high - plot.low) * (n + 0.5) / len(plot.student) for n in range(len(plot.student))]
    columns = [across(x) for x in places]

    def path(values: Sequence[float | None]) -> str:
        """Broken where there is no value, where it leaves the box, and at jumps through all of it."""
        made: list[str] = []
        last: float | None = None
        for x, y in zip(columns, values, strict=True):
            seen = y is not None and bottom <= y <= top
            broken = last is None or (y is not None and abs(y - last) > (top - bottom) / 2)
            if seen and y is not None:
                made.append(f"{'M' if broken else 'L'}{x:.1f} {down(y):.1f}")
            last = y if seen else None
        return "".join(made)

    return Drawn(
        path(plot.student),
        path(plot.expected),
        round(down(0), 1) if bottom <= 0 <= top else None,
        round(across(0), 1) if plot.low <= 0 <= plot.high else None,
        None if plot.at is None else round(across(plot.at), 1),
        *(f"{value:.3g}" for value in (plot.low, plot.high, bottom, top)),
    )


def _range(values: Sequence[float]) -> tuple[float, float]:
    ordered = sorted(values)
    cut = int(len(ordered) * OUTLIERS)
    low, high = ordered[cut], ordered[-1 - cut]
    room = (high - low) * 0.1 or max(abs(high), 1.0) * 0.5
    return low - room, high + room
