"""The terminal, as the commands see it: results on one stream, everything else on the other."""

from __future__ import annotations

import os
import sys
from typing import TextIO

from grader.late import dataclass
from grader.report.clean import defuse


@dataclass(frozen=True, slots=True)
class Console:
    """`out` is for results, `err` for progress, warnings and hints. Both take whole lines."""

    stdout: TextIO
    stderr: TextIO
    colour: bool
    unicode: bool
    quiet: bool = False

    def out(self, text: str) -> None:
        """Print a result that people read, or JSON."""
        safe = defuse(text)
        self.stdout.write(safe if safe.endswith("\n") else safe + "\n")

    def raw(self, data: bytes) -> None:
        """Write bytes to the result stream at once, for machine formats."""
        self.stdout.flush()
        self.stdout.buffer.write(data)
        self.stdout.buffer.flush()

    def flush(self) -> None:
        """Let a result be seen before the program ends."""
        self.stdout.flush()

    def err(self, text: str) -> None:
        """Tell something that is not a result."""
        if not self.quiet:
            self.fail(text)

    def fail(self, text: str) -> None:
        """Tell a fault: printed even with --quiet."""
        self.stderr.write(defuse(text) + "\n")
        self.stderr.flush()

    @property
    def live(self) -> bool:
        """Whether a line on the error stream may be written over."""
        return self.stderr.isatty() and not self.quiet and os.environ.get("TERM") != "dumb"


def console(quiet: bool = False, plain: bool = False) -> Console:
    """The console of this process: colour only on a terminal, off by NO_COLOR, on by FORCE_COLOR."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    wanted = "FORCE_COLOR" in os.environ or (sys.stdout.isatty() and os.environ.get("TERM") != "dumb")
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    return Console(
        sys.stdout,
        sys.stderr,
        colour=wanted and "NO_COLOR" not in os.environ and not plain,
        unicode=encoding.startswith("utf"),
        quiet=quiet,
    )
