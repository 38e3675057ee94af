"""One worker: a forked process that answers lines with lines, under limits that the kernel enforces.

Forked from a warm parent, so that a replacement costs milliseconds; the parent runs no threads. The worker is the
only place where a student's text meets the engine: it may hang, be killed or abort, and nothing else is lost.
"""

from __future__ import annotations

import gc
import os
import resource
import signal
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from typing import NoReturn, TypeAlias

from grader import limits
from grader.late import dataclass

Tell: TypeAlias = Callable[[bytes], None]
Handle: TypeAlias = Callable[[bytes, Tell], bytes]
"""Answers one task (bytes without a newline). `tell` reports progress: what is being worked on just now."""

REPLY, NEWS = b"=", b"~"
OUT_OF_MEMORY = 77
"""Exit code of a worker that met ANSWER_BYTES: what it kept between tasks may be the cause, so it is replaced."""


@dataclass(slots=True)
class Worker:
    """The parent's end: a process and a pipe each way. `inward` never blocks."""

    pid: int
    inward: int
    outward: int

    def stop(self) -> str:
        """Kill the process and all that it started, close the pipes; why it had ended, in one word.

        `ANSWER_BYTES` and `ANSWER_KILL_SECONDS` are limits, anything else is a signal's name or `exit`.
        """
        # A process that is already ending keeps its own status; the group may hold what it had started.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)
        _, status = os.waitpid(self.pid, 0)
        os.close(self.inward)
        os.close(self.outward)
        return _why(status)


def start(handle: Handle) -> Worker:
    """Fork a worker that answers with `handle`. Exceptions of `handle` end the worker, not the program."""
    task_out, task_in = os.pipe()
    reply_out, reply_in = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid == 0:
        _be_worker(handle, task_out, reply_in)
    with suppress(PermissionError, ProcessLookupError):
        os.setpgid(pid, pid)
    os.close(task_out)
    os.close(reply_in)
    os.set_blocking(task_in, False)
    return Worker(pid, task_in, reply_out)


def _be_worker(handle: Handle, tasks: int, replies: int) -> NoReturn:
    """The child's whole life. It never returns to the code that forked it."""
    code = 1
    try:
        os.setpgid(0, 0)
        # A Ctrl-C is the parent's to answer: it stops its workers when it has written what is done.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        _close_all_but({tasks, replies})
        _limit()
        _collect_seldom()
        _serve(handle, tasks, replies)
        code = 0
    except MemoryError:
        code = OUT_OF_MEMORY
    except BaseException:
        with suppress(BaseException):
            traceback.print_exc()
    finally:
        os._exit(code)


def _serve(handle: Handle, tasks: int, replies: int) -> None:
    def tell(news: bytes) -> None:
        _set_alarm()
        _write(replies, NEWS + news + b"\n")

    with os.fdopen(tasks, "rb") as lines:
        for line in lines:
            _allow_cpu()
            _set_alarm()
            _write(replies, REPLY + handle(line.removesuffix(b"\n"), tell) + b"\n")


def _set_alarm() -> None:
    """The kernel ends this process when it has computed for too long on one part: by its own processor time, so
    that a busy machine changes no outcome. The parent's clock is the net below."""
    signal.setitimer(signal.ITIMER_PROF, limits.ANSWER_KILL_SECONDS)


def confess() -> None:
    """Print the trace of a fault of ours, where GRADER_DEBUG asks for it."""
    if os.environ.get("GRADER_DEBUG"):
        traceback.print_exc()


def _write(fd: int, data: bytes) -> None:
    while data:
        data = data[os.write(fd, data) :]


def _close_all_but(kept: set[int]) -> None:
    """Leave the worker its pipes only: no terminal, no file of the parent, no pipe of another worker."""
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(null, 1)
    if not os.environ.get("GRADER_DEBUG"):
        os.dup2(null, 2)
    low = 3
    for fd in sorted(kept):
        os.closerange(low, fd)
        low = fd + 1
    os.closerange(low, max(4096, *kept) + 1)


def _limit() -> None:
    """Memory, files and core dumps; the time of one answer is renewed by `_allow_cpu`."""
    for what, most in (
        (resource.RLIMIT_AS, limits.ANSWER_BYTES),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


def _collect_seldom() -> None:
    """What was loaded before the fork stays for good and is shared; trees and verdicts hold no cycles, and looking
    for some would take a fifth of the time of a comparison."""
    gc.freeze()
    gc.set_threshold(limits.YOUNG)


def _allow_cpu() -> None:
    """Processor time for one more task. The parent's clock is stricter; this one outlives the parent."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime + limits.SUBMISSION_SECONDS) + 2
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _why(status: int) -> str:
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        return "ANSWER_KILL_SECONDS" if number in (signal.SIGXCPU, signal.SIGPROF) else signal.Signals(number).name
    return "ANSWER_BYTES" if os.WEXITSTATUS(status) == OUT_OF_MEMORY else "exit"
