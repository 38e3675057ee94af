"""How far a run is: a bar on a terminal, a line every tenth elsewhere, the figures at the end."""

from __future__ import annotations

from time import monotonic

from grader.batch.run import Progress
from grader.commands.console import Console
from grader.late import dataclass

PATIENCE = 0.5
WIDTH = 24


@dataclass(slots=True)
class Meter:
    """Told how far a run is, it says so now and then."""

    console: Console
    began: float
    told: float = 0.0
    tenth: int = 0
    drawn: bool = False

    def __call__(self, progress: Progress) -> None:
        now = monotonic()
        if self.console.live and now - self.began > PATIENCE and now - self.told > 0.1:
            self.told = now
            self._draw(progress, now)
        elif not self.console.live and (tenth := 10 * progress.done // progress.total) > self.tenth:
            self.tenth = tenth
            if now - self.began > 10 * PATIENCE and progress.done < progress.total:
                self.console.err(f"grading: {progress.done} of {progress.total}")

    def _draw(self, progress: Progress, now: float) -> None:
        full = WIDTH * progress.done // progress.total
        fresh = progress.done - progress.kept
        left = (now - self.began) / fresh * (progress.total - progress.done) if fresh else 0
        bar = "#" * full + "." * (WIDTH - full)
        waits = f", {progress.waiting} with something for a person" if progress.waiting else ""
        self.console.stderr.write(f"\r\x1b[K[{bar}] {progress.done} of {progress.total}, {left:.0f} s left{waits}")
        self.console.stderr.flush()
        self.drawn = True

    def end(self, progress: Progress, failed: int = 0) -> None:
        """Clear the bar and say what was done, in what time."""
        if self.drawn:
            self.console.stderr.write("\r\x1b[K")
        kept = f" ({progress.kept} kept from before)" if progress.kept else ""
        seconds = monotonic() - self.began
        noun = "hand-in" if progress.total == 1 else "hand-ins"
        count = f"{progress.done - failed} of {progress.done}" if failed else str(progress.done)
        self.console.err(f"graded {count} {noun} in {seconds:.1f} s{kept}")
