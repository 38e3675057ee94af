"""Archives made to do harm: nothing is written, nothing is read beyond the limits, and every refusal is said."""

import resource
import subprocess
import sys
from pathlib import Path

import pytest
from course_files import TEXT, lying, overlapping, zipped

from grader.batch.plan import plan
from grader.course import archive
from grader.course.archive import listing
from grader.errors import GraderError, SubmissionError

SHARED = Path(__file__).parents[3] / "shared" / "hostile-documents"
EMPTY = b"PK\x05\x06" + bytes(18)


@pytest.mark.parametrize(
    "name, says",
    [
        ("../../evil.md", "leads out"),
        ("ada/../../x.md", "leads out"),
        ("/abs.md", "plain path"),
        ("C:/x.md", "plain path"),
        ("..\\x.md", "plain path"),
        ("ada//x.md", "leads out"),
        ("ada/a\tb.md", "control characters"),
        ("ada/" + "a" * 300 + ".md", "too long"),
        ("ada/" + "é" * 130 + ".md", "too long"),
    ],
)
def test_a_bad_name_costs_nobody_else(tmp_path: Path, name: str, says: str) -> None:
    found = plan([zipped(tmp_path / "class.zip", {name: TEXT, "ben/hw.md": TEXT})])
    assert [one.student for one in found.handins] == ["ben"]
    assert len(found.notes) == 1 and says in found.notes[0]


@pytest.mark.parametrize("mode", [0o120777, 0o010666, 0o020666, 0o060666, 0o140666])
def test_only_files_are_read(tmp_path: Path, mode: int) -> None:
    found = listing(zipped(tmp_path / "class.zip", {"ada/hw.md": "/etc/passwd"}, mode))
    assert found.members == () and "link or a device" in found.refused[0][1]


@pytest.mark.parametrize(
    "names", [("ada/hw.md", "ADA/hw.md"), ("é/hw.md", "e\u0301/hw.md"), ("ada", "ada/hw.md"), ("ß.md", "SS.md")]
)
def test_names_that_may_be_one_are_refused(tmp_path: Path, names: tuple[str, str]) -> None:
    found = listing(zipped(tmp_path / "class.zip", {**dict.fromkeys(names, TEXT), "ben/hw.md": TEXT}))
    assert [one.name for one in found.members] == ["ben/hw.md"]
    assert len(found.refused) == 2


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no archive at all", EMPTY[:-1]])
def test_a_damaged_archive_is_said(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "class.zip").write_bytes(data)
    with pytest.raises(GraderError, match="nothing to grade"):
        plan([tmp_path / "class.zip"])


def test_an_archive_costs_the_others_nothing(tmp_path: Path) -> None:
    (tmp_path / "broken.zip").write_bytes(b"PK\x03\x04")
    found = plan([tmp_path / "broken.zip", zipped(tmp_path / "class.zip", {"ada.md": TEXT})])
    assert [one.student for one in found.handins] == ["ada"] and "damaged" in found.notes[0]


def test_what_overlaps_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GraderError, match="overlap"):
        listing(overlapping(tmp_path / "class.zip"))


def test_too_many_members_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "ARCHIVE_MEMBERS", 2)
    with pytest.raises(GraderError, match=r"more than 2 members"):
        listing(zipped(tmp_path / "class.zip", {"a.md": "", "b.md": "", "c.md": ""}))


@pytest.mark.parametrize("claimed", [10, 50_000])
def test_a_lying_size_is_found(tmp_path: Path, claimed: int) -> None:
    path = lying(tmp_path / "class.zip", "ada/hw.md", b"x" * 40_000, claimed)
    member = listing(path).members[0]
    with pytest.raises(SubmissionError, match=r"more than the archive says|damaged"):
        member.read(path)


def test_a_bomb_is_refused_before_it_is_read(tmp_path: Path) -> None:
    found = listing(zipped(tmp_path / "class.zip", {"a.md": b" " * 2_000_000, "b.md": b" " * (21 << 20)}))
    assert found.members == ()
    assert "100 times" in found.refused[0][1] and "larger than" in found.refused[1][1]


def test_memory_stays_small_whatever_is_promised(tmp_path: Path) -> None:
    path = lying(tmp_path / "class.zip", "ada/hw.md", b"x" * (100 << 20), 1_000)
    probe = (
        "import resource, sys\nfrom pathlib import Path\nfrom grader.course.archive import listing\n"
        "resource.setrlimit(resource.RLIMIT_AS, (160 << 20, 160 << 20))\n"
        "path = Path(sys.argv[1])\n"
        "try: listing(path).members[0].read(path)\n"
        "except Exception as fault: print(type(fault).__name__)"
    )
    done = subprocess.run([sys.executable, "-c", probe, str(path)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "SubmissionError"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # the limit was the child's, not ours


EXPECTED: dict[str, list[str]] = {
    "Z01": ["s1", "s2"], "Z02": ["s1"], "Z13": ["CON-hw", "s1-a-b", "s1-aux", "s1-x.md"], "Z15": ["s1"],
    "Z09": ["s1"], "Z17": ["s1"], "Z20": ["s1"], "Z21": ["s1"], "Z22": ["s1"],
    "Z23": ["cmd-x-8", "Doe-Jane-123456", "O-Brien-Sean-7"],
}  # fmt: skip
"""Who is graded of the shared archives; nobody of the others."""


@pytest.mark.parametrize("path", sorted(SHARED.glob("Z*.zip")), ids=lambda path: path.name)
def test_the_shared_archives(path: Path) -> None:
    wanted = EXPECTED.get(path.name[:3], [])
    try:
        assert [one.student for one in plan([path]).handins] == wanted
    except GraderError as fault:
        assert not wanted and "nothing to grade" in str(fault)
        assert path.name.startswith("Z18") or str(fault).count("\n") >= 1
