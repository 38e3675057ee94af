"""What is known of a hand-in before it is read: its files, whose they are, and what was left out and why."""

from __future__ import annotations

from pathlib import Path

from grader.course.archive import Member
from grader.course.webtext import to_text
from grader.errors import SubmissionError
from grader.late import dataclass
from grader.submission.opening import file_bytes


@dataclass(frozen=True, slots=True)
class Source:
    """One file: on disk, or a member of an archive, which is never unpacked. `webtext` was typed into a page."""

    path: Path
    member: Member | None = None
    webtext: bool = False
    alias: str = ""
    """With pseudonyms: what the file is called in place of its name."""

    @property
    def name(self) -> str:
        """The file's own name, or one that tells nothing but its kind."""
        if self.alias:
            return f"{self.alias}{'.md' if self.webtext else Path(self._own).suffix.lower()}"
        return f"{self._own}.md" if self.webtext else self._own

    @property
    def _own(self) -> str:
        return self.member.name.rsplit("/", 1)[-1] if self.member else self.path.name

    @property
    def shown(self) -> str:
        """Where it is, for the instructor: `class.zip/ada/hw.md`."""
        return f"{self.path}/{self.member.name}" if self.member else str(self.path)

    def data(self) -> bytes:
        """Its bytes. SubmissionError, with a sentence, where they cannot be had."""
        try:
            return self._data()
        except SubmissionError as fault:
            if self.alias:
                raise SubmissionError("The file cannot be read.") from fault
            raise

    def _data(self) -> bytes:
        if self.member is None:
            data = file_bytes(self.path)
        else:
            try:
                data = self.member.read(self.path)
            except OSError as fault:
                raise SubmissionError(f"{self.member.name} cannot be read: {fault.strerror or fault}.") from fault
        return to_text(data) if self.webtext else data


@dataclass(frozen=True, slots=True)
class Entry:
    """A file that was found, and its place below what was given."""

    parts: tuple[str, ...]
    source: Source

    @property
    def suffix(self) -> str:
        """The ending of its name, in lower case."""
        return Path(self.parts[-1]).suffix.lower()


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a file is, as the course system names them. `number` is what the system's own table knows them by."""

    label: str
    """What the student's id in the reports is made of, and what tells owners of one course apart."""
    system: str = "files"
    name: str = ""
    number: str = ""
    email: str = ""
    members: tuple[str, ...] = ()
    """Names, where several handed in together."""
    known_as: tuple[str, ...] = ()
    """Of each member the full name, as far as a roster says it."""
    late: bool = False
    folder: str = ""
    """The name, in the system's archive, under which feedback goes back."""
    webtext: bool = False
    """The file is text typed into the system's page."""
    handed_in: str = ""
    """When, as the course system says it; empty where it does not."""


@dataclass(frozen=True, slots=True)
class Taken:
    """The files taken for one student, and why in a sentence. No file: nothing was handed in."""

    owner: Owner
    sources: tuple[Source, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Left:
    """A file that was not taken, and why in a sentence. What a person should see is no `noise`."""

    where: str
    why: str
    noise: bool = False

    def __str__(self) -> str:
        return f"{self.where}: {self.why}"
