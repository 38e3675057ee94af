"""The last door: SymPy gives limits, integrals and infinite sums a closed form, in a process that can be killed.

Only that is asked of it: the closed form comes back as a tree of ours, and the other methods compare it. Whatever
rests on it is never certain. SymPy is never given a string of anyone: `symbolic_worker` builds its objects by
constructors, with symbols named v0, v1, ...
"""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import time
from functools import lru_cache
from typing import Any

from grader.equivalence.meanings import kind_of
from grader.equivalence.methods.smooth import cut_at_bends
from grader.equivalence.sampling.points import curated
from grader.equivalence.wire import pack, unpack
from grader.limits import SYMBOLIC_SECONDS, Budget
from grader.notation.names import Names
from grader.notation.tree import Apply, Bind, Expr, Name, Number, walk

OPEN = frozenset({"limit", "integral", "sum", "product"})
STARTING_SECONDS = 60.0
PATIENCE = 20
"""How much longer than its processor time a question may take by the clock. The kernel ends the child by processor
time, so that a busy machine changes no outcome; the clock is there for a child that neither works nor ends."""


class Worker:
    """One child process with SymPy; started at the first question and again after it was killed."""

    def __init__(self) -> None:
        self._child: subprocess.Popen[bytes] | None = None
        self._owner = 0

    def ask(self, question: dict[str, Any], seconds: float) -> dict[str, Any] | None:
        """The answer, or None where there is none in time: then the child is killed."""
        child = self._started()
        if child is None or child.stdin is None or child.stdout is None:
            return None
        try:
            child.stdin.write(json.dumps(question).encode() + b"\n")
            child.stdin.flush()
            line = _line(child, seconds)
            answer = json.loads(line) if line else None
        except (OSError, ValueError):
            answer = None
        if not isinstance(answer, dict):
            self.stop()
            return None
        return answer

    def warm(self, seconds: float = STARTING_SECONDS) -> bool:
        """Start the child now; has it come up?"""
        self._started(seconds)
        return self._child is not None

    def _started(self, seconds: float = STARTING_SECONDS) -> subprocess.Popen[bytes] | None:
        if self._child is not None and self._owner == os.getpid() and self._child.poll() is None:
            return self._child
        self._owner = os.getpid()
        command = [sys.executable, "-m", "grader.equivalence.methods.symbolic_worker"]
        self._child = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, close_fds=True
        )
        if not _line(self._child, seconds):
            self.stop()
        return self._child

    def stop(self) -> None:
        if self._child is not None and self._owner == os.getpid():
            self._child.kill()
            self._child.wait()
            for pipe in (self._child.stdin, self._child.stdout):
                if pipe is not None:
                    try:
                        pipe.close()
                    except OSError:
                        continue
        self._child = None


def _line(child: subprocess.Popen[bytes], seconds: float) -> bytes:
    """One line of the child's output, or what came of it until the time was up: then nothing."""
    assert child.stdout is not None
    handle, deadline, parts = child.stdout.fileno(), time.monotonic() + seconds, b""
    while not parts.endswith(b"\n"):
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([handle], [], [], left)[0]:
            return b""
        chunk = os.read(handle, 1 << 16)
        if not chunk:
            return b""
        parts += chunk
    return parts


@lru_cache(maxsize=1)
def worker() -> Worker:
    """The one worker of this process."""
    return Worker()


def needed(*sides: Expr) -> bool:
    """Is there a limit, an integral, or a sum or product without end?"""
    return any(isinstance(n, Bind) and n.op in OPEN and _is_open(n) for side in sides for n in walk(side))


def is_rough(side: Expr) -> bool:
    """Is there an integral of what may have no derivatives at an end, such as x^a at 0, or of an integral?
    Quadrature takes long there, for all the digits that are asked."""
    return any(isinstance(n, Bind) and n.op == "integral" and any(map(_rough, walk(n.body))) for n in walk(side))


def _rough(node: Expr) -> bool:
    match node:
        case Bind("integral"):
            return True
        case Apply("log" | "sqrt" | "root", (inner, *_)):
            return any(isinstance(below, Name) for below in walk(inner))
        case Apply("pow", (base, exponent)) if not isinstance(exponent, Number) and base != Name("e"):
            return any(isinstance(below, Name) for below in walk(base))
    return False


def _is_open(node: Bind) -> bool:
    if node.op in ("limit", "integral"):
        return True
    return any(Name("infinity") in walk(bound) for bound in node.bounds)


def closed(expr: Expr, names: Names, budget: Budget) -> Expr | None:
    """The expression with its limits, integrals and infinite sums in closed form; None where SymPy finds none."""
    if not needed(expr):
        return expr
    expr = cut_at_bends(expr, names, budget)
    try:
        packed = pack(expr)
    except ValueError:
        return None
    kinds = {n.id: kind_of(names, n.id) for n in walk(expr) if isinstance(n, Name)}
    bounded = tuple(id for id, kind in kinds.items() if kind == "interval")
    points = [{id: str(x) for id, x in point.items()} for point in curated(bounded, names)] if bounded else []
    answer = worker().ask({"expr": packed, "kinds": kinds, "points": points}, PATIENCE * SYMBOLIC_SECONDS)
    if answer is None or "expr" not in answer:
        return None
    try:
        return unpack(answer["expr"])
    except ValueError:
        return None
