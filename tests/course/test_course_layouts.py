"""Layouts of archives and folders -> whose is what; the cases stand in layouts.yaml."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from course_files import TEXT, folder, zipped

from grader.batch.plan import Plan, plan

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "layouts.yaml").read_text())


# Where a student has handed in one file of another kind, its reader says what it is (`folder`); of an archive such
# a file is not opened.


def files(case: dict[str, Any]) -> dict[str, str | bytes]:
    """Name and content; every file has its own, but those whose case brings one."""
    found: dict[str, str | bytes] = {}
    for number, entry in enumerate(case["files"]):
        name, _, text = entry.partition("\n")
        found[name] = text or TEXT + f"\n<!-- {number} -->\n"
    return found


@pytest.mark.parametrize("packed", [True, False], ids=["archive", "folder"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_whose_is_what(case: dict[str, Any], packed: bool, tmp_path: Path) -> None:
    made = files(case)
    given = zipped(tmp_path / "class.zip", made) if packed else folder(tmp_path / "class", made)
    found = plan([given])
    wanted = case["takes"] | ({} if packed else case.get("folder", {}))
    assert taken(found) == {name: sorted(files) for name, files in wanted.items()}
    owners = {one.student: one.taken.owner for one in found.handins}
    for student, number in case.get("numbers", {}).items():
        assert owners[student].number == number
    for student, members in case.get("members", {}).items():
        assert list(owners[student].members) == members
    assert [student for student, owner in owners.items() if owner.late] == case.get("late", [])
    left = "\n".join(map(str, found.left))
    assert [text for text in case.get("says", []) if text not in left] == [], left
    assert not (case.get("silent") and left)
    assert all(one.taken.why.endswith(".") for one in found.handins)


def taken(found: Plan) -> dict[str, list[str]]:
    return {one.student: sorted(source.name for source in one.taken.sources) for one in found.handins}


def test_the_same_bytes_count_once(tmp_path: Path) -> None:
    found = plan([zipped(tmp_path / "class.zip", {"ada/hw.md": TEXT, "ada/hw (1).md": TEXT, "ben/hw.md": TEXT})])
    assert taken(found) == {"ada": ["hw.md"], "ben": ["hw.md"]}
    assert next(str(one) for one in found.left).endswith("the same as hw.md: read once.")


def test_archives_and_files_together(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "class.zip", {"ada.md": TEXT, "ben.md": TEXT})
    file = folder(tmp_path, {"cleo.md": TEXT}) / "cleo.md"
    assert list(taken(plan([archive, file, archive]))) == ["ada", "ben", "cleo"]
