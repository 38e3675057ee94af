"""Every limit of the program, in one table. Exceeding one makes an answer `unreadable` or `undecided`, by name."""

from __future__ import annotations

import time

from grader.errors import LimitError
from grader.late import dataclass

ANSWER_CHARACTERS = 5_000
ANSWER_TOKENS = 2_000
DEPTH = 100
LIST_ITEMS = 1_000
LITERAL_DIGITS = 1_000
DECIMAL_EXPONENT = 10_000
EXACT_BITS = 100_000
POLYNOMIAL_TERMS = 20_000
POLYNOMIAL_DEGREE = 5_000
MONOMIAL_DEGREE = 20_000
FREE_SYMBOLS = 30
FUNCTION_CALLS = 500
ANSWER_SECONDS = 2.0
ANSWER_KILL_SECONDS = 5.0
WORKING_SECONDS = 1.0
"""For the lines beside the values of a part, when its verdicts are known."""
WALL = 4
"""How much longer than its processor time something may take by the clock, where the machine is busy."""
YOUNG = 20_000
"""Objects that may be made, beyond those that went away, before Python looks for cycles (by itself: 700)."""
ANSWER_BYTES = 1 << 30
SUBMISSION_SECONDS = 60.0
SUBMISSION_BYTES = 20 << 20
DOCUMENT_CHARACTERS = 1_000_000
PART_CHARACTERS = 50_000
STATEMENTS = 2_500
EXERCISE_BYTES = 256 << 10
EXERCISE_DEPTH = 20
SYMBOLIC_SECONDS = 1.5
KEPT = 2_000
EXPECTED = 64
ARCHIVE_MEMBERS = 10_000
ARCHIVE_BYTES = 1 << 30
ARCHIVE_RATIO = 100
ARCHIVE_NAME_BYTES = 240
FOLDER_FILES = 50_000
"""Files in everything that is given at once."""
FOLDER_DEPTH = 30
TABLE_BYTES = 50 << 20
TABLE_ROWS = 100_000


@dataclass(slots=True)
class Budget:
    """Processor time for one answer, shared by all who work on it, so that a busy machine changes no outcome.
    `check` is called in every loop that may be long."""

    deadline: float
    sure_until: float
    """By the clock, which costs no call of the system: processor time runs no faster."""

    @classmethod
    def start(cls, seconds: float = ANSWER_SECONDS) -> Budget:
        return cls(time.process_time() + seconds, time.monotonic() + seconds)

    def check(self) -> None:
        """Raise LimitError("ANSWER_SECONDS") when the time is used up."""
        now = time.monotonic()
        if now < self.sure_until:
            return
        left = self.deadline - time.process_time()
        if left < 0:
            raise LimitError("ANSWER_SECONDS")
        self.sure_until = now + left

    @property
    def left(self) -> float:
        return max(0.0, self.deadline - time.process_time())

    def within(self, seconds: float) -> Budget:
        """A smaller budget out of this one."""
        return Budget.start(min(seconds, self.left))
