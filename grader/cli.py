"""Arguments in, exit code out. Commands are loaded when they run, so that help and single answers start at once."""

from __future__ import annotations

import argparse
import gc
import importlib
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, NoReturn, Protocol

from grader.commands.console import Console, console
from grader.errors import GraderError
from grader.limits import YOUNG

INTERNAL_ERROR, INTERRUPTED, USAGE = 4, 130, 2
SINGLE = ("answer", "compare")
"""Commands on single answers."""
FORMATS = ("text", "json", "jsonl", "html", "github", "junit", "gradescope")


def run() -> NoReturn:
    """The program. It ends at once after single answers: taking apart all that was loaded for one, module by
    module, would be a tenth of the time to its verdict, and nothing there waits for an end."""
    code = main()
    if sys.argv[1:2] and sys.argv[1] in SINGLE:
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError):
                stream.flush()
        os._exit(code)
    sys.exit(code)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Exit codes: docs of each command; 2 usage, 4 internal error, 130 interrupted."""
    gc.set_threshold(YOUNG)  # modules make many objects and no cycles that would go away
    words = list(sys.argv[1:] if argv is None else argv)
    args = _parser(words[0] if words else "").parse_args(_protect(words))
    terminal = console(quiet=args.quiet, plain=args.no_color)
    try:
        command = importlib.import_module(f"grader.commands.{args.module}")
        execute: Callable[[argparse.Namespace, Console], int] = command.execute
        code = execute(args, terminal)
        sys.stdout.flush()
        return code
    except GraderError as fault:
        terminal.fail(_prefixed(str(fault)))
        return USAGE
    except BrokenPipeError:
        # The reader of our output has gone (`| head`): nothing is left to say, and nothing must be flushed to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        terminal.fail("grader: stopped. Run the same command again to go on from here.")
        return INTERRUPTED
    except Exception as fault:
        terminal.fail(_internal(fault, words))
        return INTERNAL_ERROR


def _prefixed(text: str) -> str:
    """Sentences with a position of their own stand alone; others say who speaks."""
    first = text.split("\n", 1)[0]
    return text if first.count(":") >= 3 else f"grader: {text}"


def _internal(fault: Exception, words: list[str]) -> str:
    if os.environ.get("GRADER_DEBUG"):
        import traceback

        return traceback.format_exc()
    import shlex

    return (
        f"grader: internal error ({type(fault).__name__}). This is a fault of the program, not of your files.\n"
        f"  For the whole trace: GRADER_DEBUG=1 grader {shlex.join(words)}"
    )


def _protect(words: list[str]) -> list[str]:
    """Let answers begin with a minus: for `compare` and `answer`, what is no known option is an argument."""
    if not words or words[0] not in SINGLE or "--" in words:
        return words
    valued = {"--cases", "--kind", "--notation", "--format"}
    flags = {"-h", "--help", "-q", "--quiet", "--no-color"}
    options, arguments = [words[0]], []
    rest = iter(words[1:])
    for word in rest:
        if word in flags or ("=" in word and word.split("=", 1)[0] in valued):
            options.append(word)
        elif word in valued:
            options += [word, *([value] if (value := next(rest, None)) is not None else [])]
        else:
            arguments.append(word)
    return [*options, "--", *arguments] if arguments else options


class _Version(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        from grader.commands.version import version

        print(version())
        parser.exit()


class _Takes(Protocol):
    """What takes arguments: the parser of a command."""

    def add_argument(self, *names: str, **about: Any) -> object: ...


class _Nobody:
    """In place of the parser of a command that is not called."""

    def add_argument(self, *names: str, **about: Any) -> None: ...


def _parser(called: str = "") -> argparse.ArgumentParser:
    """The parser of one command, where there is that command; else of all of them. All take longer than an answer
    takes to be read."""
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("-q", "--quiet", action="store_true", help="print results and faults only")
    shared.add_argument("--no-color", action="store_true", help="no colour (also: NO_COLOR=1)")
    parser = argparse.ArgumentParser(
        prog="grader",
        description="Marks mathematics as a careful teaching assistant does: answer by answer, line by line.",
        epilog="Start with: grader grade exercises/assignment-6 submissions",
        allow_abbrev=False,
    )
    parser.add_argument("--version", nargs=0, action=_Version, help="print the version and exit")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def add(name: str, module: str, about: str, codes: str) -> _Takes:
        if called and name != called:
            return _Nobody()
        made = commands.add_parser(
            name,
            help=about,
            description=about[0].upper() + about[1:] + ".",
            epilog=f"Exit codes: {codes}; 4 internal error.",
            parents=[shared],
            allow_abbrev=False,
        )
        made.set_defaults(module=module)
        return made

    _add_grading(add)
    _add_single(add)
    _add_course(add)
    _add_serving(add)
    _add_authoring(add)
    return parser if not called or called in commands.choices else _parser()


Add = Callable[[str, str, str, str], _Takes]


def _add_grading(add: Add) -> None:
    grade = add("grade", "grade", "grade hand-ins and write a report for each", "0 graded, whatever the marks; "
                "2 usage or nothing to grade; 3 with --strict, where something waits for a person")  # fmt: skip
    grade.add_argument("exercises", metavar="EXERCISES", help="an exercise file, or the folder of an assignment")
    grade.add_argument("submissions", metavar="SUBMISSION", nargs="+", help="files and folders of hand-ins")
    grade.add_argument("-o", "--output", metavar="DIR", default="reports", help="where to write (default: reports)")
    grade.add_argument("-j", "--jobs", metavar="N", type=int, help="processes (default: all processors)")
    grade.add_argument("--cluster", metavar="ADDRESS", help="grade on a Dask cluster (extra grader[cluster])")
    grade.add_argument("--format", default="text", metavar="LIST",
                       help=f"what to print, comma-separated: {', '.join(FORMATS)} (default: text)")  # fmt: skip
    grade.add_argument("--strict", action="store_true", help="exit with 3 where something waits for a person")
    grade.add_argument("--fresh", action="store_true", help="grade everything again, whatever is kept from before")
    grade.add_argument("--dry-run", action="store_true", help="only say which marks would change; write no report")
    check = add("check", "check", "check your own document before you hand it in",
                "0 full marks; 1 not; 2 usage; 3 only waits for a person")  # fmt: skip
    check.add_argument("exercises", metavar="EXERCISES", help="an exercise file, or the folder of an assignment")
    check.add_argument("file", metavar="FILE", help="your document (Markdown, LaTeX, text, notebook or YAML)")
    check.add_argument("--format-only", action="store_true", help="only whether all is there and can be read")
    check.add_argument("--watch", action="store_true", help="check again when FILE changes, and tell what changed")
    check.add_argument("--format", default="text", choices=FORMATS, help="what to print (default: text)")
    ci = add("ci", "ci", "grade hand-ins that nobody has looked at yet, as pull requests bring them",
             "0 full marks; 1 not, or not graded; 2 usage or nothing to grade; 3 only waits")  # fmt: skip
    ci.add_argument("exercises", metavar="EXERCISES", help="exercises of your own, never those of the hand-in")
    ci.add_argument("submissions", metavar="SUBMISSION", nargs="+", help="files and folders of hand-ins")
    ci.add_argument("-o", "--output", metavar="DIR", default="reports", help="where to write (default: reports)")
    ci.add_argument("-j", "--jobs", metavar="N", type=int, default=0, help="processes (default: 2)")
    ci.add_argument("--root", metavar="DIR", default="", help="the checkout of the hand-ins")
    ci.add_argument("--require", default="full", choices=("full", "graded"),
                    help="what passes: full marks (default), or every hand-in graded")  # fmt: skip
    ci.add_argument("--scale", metavar="N", type=int, default=0,
                    help="scale of the whole numbers in classroom50.json (default: the exact one)")  # fmt: skip
    explain = add("explain", "explain", "show how one part of one hand-in was decided", "0 shown; 2 usage")
    explain.add_argument("exercises", metavar="EXERCISES", help="an exercise file, or the folder of an assignment")
    explain.add_argument("submission", metavar="SUBMISSION", help="the hand-in")
    explain.add_argument("part", metavar="PART", help="the part, such as 6.2a")


def _add_course(add: Add) -> None:
    collect = add("collect", "collect", "show which file would be taken for whom, and why",
                  "0 shown; 2 usage or nothing to grade")  # fmt: skip
    collect.add_argument("submissions", metavar="PATH", nargs="+", help="files, folders and archives of hand-ins")
    collect.add_argument("--dry-run", action="store_true", help="say it anyway: nothing is ever written")
    collect.add_argument("--format", default="text", choices=("text", "json"), help="what to print (default: text)")
    export = add("export", "export", "fill marks into a course system's own file",
                 "0 every mark written; 2 usage; 3 some not, or waiting for a person")  # fmt: skip
    export.add_argument("results", metavar="RESULTS", help="the folder of reports, or its results.json")
    export.add_argument("--to", required=True, choices=("moodle", "canvas", "csv", "gradescope"), help="for what")
    export.add_argument("--into", metavar="FILE", help="the system's own table: worksheet, gradebook, roster")
    export.add_argument("-o", "--output", metavar="OUT", required=True, help="where to write; never over FILE")
    export.add_argument("--feedback", metavar="ZIP", help="also pack the students' pages for upload")
    export.add_argument("--column", metavar="NAME", default="", help="the column of marks (default: seen in FILE)")
    export.add_argument("--feedback-column", metavar="NAME", default="", help="the column of comments")
    export.add_argument("--scale", action="store_true", help="convert to the maximum that FILE says")
    export.add_argument("--provisional", action="store_true", help="also where something waits for a person")
    export.add_argument("--decimal", default="", choices=(",", "."), help="decimal sign (default: seen in FILE)")
    export.add_argument("--who", metavar="FILE", default="",
                        help="who is who, where the reports have pseudonyms (beside the secret)")  # fmt: skip
    export.add_argument("--force", action="store_true", help="overwrite OUT")
    review = add("review", "review", "decide what waits for a person, equal answers together", "0 done; 2 usage")
    review.add_argument("exercises", metavar="EXERCISES", help="an exercise file, or the folder of an assignment")
    review.add_argument("results", metavar="RESULTS", help="the folder of reports, or its results.json")
    review.add_argument("--all", action="store_true", help="also what was marked wrong")
    review.add_argument("--ask", action="store_true", help="ask for each group (default on a terminal)")
    review.add_argument("--decide", metavar="GROUP", help="decide one group, by the name that the list gives it")
    review.add_argument("--student", metavar="ID", default="", help="decide a part for one hand-in alone")
    review.add_argument("--part", metavar="PART", default="", help="with --student: the part")
    review.add_argument("--points", metavar="P", default="", help="with --decide and --student: the points")
    review.add_argument("--comment", metavar="TEXT", default="", help="what the students are told")
    review.add_argument("--format", default="text", choices=("text", "json"), help="what to print (default: text)")


def _add_single(add: Add) -> None:
    answer = add("answer", "answer", "check one answer to one part",
                 "0 full marks; 1 not; 2 usage; 3 waits for a person")  # fmt: skip
    answer.add_argument("exercises", metavar="EXERCISES", help="an exercise file, or the folder of an assignment")
    answer.add_argument("part", metavar="PART", help="the part, such as 6.2a")
    answer.add_argument("text", metavar="TEXT", help="the answer; - reads it from standard input")
    answer.add_argument("--format", default="text", choices=("text", "json"), help="what to print (default: text)")
    compare = add("compare", "compare", "compare two answers, or many, without an exercise file",
                  "0 same; 1 different; 2 unreadable or usage; 3 undecided; with --cases always 0")  # fmt: skip
    compare.add_argument("expected", metavar="EXPECTED", nargs="?", help="the right answer")
    compare.add_argument("student", metavar="STUDENT", nargs="?", help="the answer to judge")
    compare.add_argument("--cases", metavar="FILE", help="JSON lines of cases, a line of answer each; - is stdin")
    compare.add_argument("--kind", help="the kind of answer (default: seen from EXPECTED)")
    compare.add_argument("--notation", metavar="JSON", help='such as \'{"variables": {"n": "integer"}}\'')
    compare.add_argument("--format", default="text", choices=("text", "json"), help="what to print (default: text)")


def _add_serving(add: Add) -> None:
    serve = add("serve", "serve", "open a page on this machine to check answers", "0 stopped; 2 usage")
    serve.add_argument("exercises", metavar="EXERCISES", help="an exercise file, or the folder of an assignment")
    serve.add_argument("--port", metavar="N", type=int, default=0, help="the port (default: any free one)")
    serve.add_argument("--no-open", action="store_true", help="do not open a browser")
    serve.add_argument("-j", "--jobs", metavar="N", type=int, help="processes that check (default: 2)")


def _add_authoring(add: Add) -> None:
    init = add("init", "init", "make a first assignment to change", "0 written; 2 usage, or something is there")
    init.add_argument("folder", metavar="DIR", help="where to; nothing there is overwritten")
    lint = add("lint", "lint", "find every mistake in exercise files", "0 clean; 2 not")
    lint.add_argument("exercises", metavar="EXERCISES", nargs="*", help="exercise files, or folders of them")
    lint.add_argument("--whole", action="store_true", help="of each file the whole folder: the assignment")
    lint.add_argument("--strict", action="store_true", help="exit with 2 for warnings too")
    lint.add_argument("--schema", action="store_true", help="print the JSON Schema of exercise files, for editors")
    lint.add_argument("--format", default="text", choices=("text", "json"), help="what to print (default: text)")
    seal = add("seal", "seal", "make a folder that checks answers without holding them",
               "0 all answers; 1 some left out; 2 usage")  # fmt: skip
    seal.add_argument("exercises", metavar="EXERCISES", help="an exercise file, or the folder of an assignment")
    seal.add_argument("-o", "--output", metavar="PUBLIC", required=True, help="the folder to write: new or empty")
    seal.add_argument("--weak", metavar="PART", action="append", default=[],
                      help="seal this part (or `all`) even where it can be guessed")  # fmt: skip
    seal.add_argument("--cost", metavar="N", type=int, default=16, help="of a guess: 2^(N+10) bytes (default: 16)")
    seal.add_argument("--guesses", metavar="N", type=int, default=100_000, help="how hard to attack it first")
    notation = add("notation", "notation", "list what can be written in an answer", "0 listed; 2 usage")
    notation.add_argument("--format", default="text", choices=("text", "markdown"),
                          help="what to print (default: text)")  # fmt: skip
    kinds = add("kinds", "kinds", "explain the kinds of answers that may be asked", "0 listed; 2 no such kind")
    kinds.add_argument("kind", metavar="KIND", nargs="?", default="", help="one kind, such as `number`")
    kinds.add_argument("--format", default="text", choices=("text", "markdown"),
                       help="what to print (default: text)")  # fmt: skip
    test = add("test", "test", "try each exercise on its own samples", "0 all as said; 1 not; 2 usage")
    test.add_argument("exercises", metavar="EXERCISES", nargs="+", help="exercise files, or folders of them")
    test.add_argument("--whole", action="store_true", help="of each file the whole folder: the assignment")
