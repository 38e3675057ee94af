"""Sealed exercises as files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml

from grader.errors import GraderError
from grader.exercise.nodes import Plain

HEAD = "# Made by `grader seal`: it checks answers and does not hold them (docs/seal.md). Not to be edited.\n"


class _Dumper(yaml.SafeDumper):
    """Without anchors: exercise files have none."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def write(files: Mapping[str, Plain], folder: Path) -> None:
    """Write them into a folder of their own. GraderError where something is there already, or nothing can be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise GraderError(f"{folder} is not empty: name a new folder.")
        for name, content in files.items():
            text = yaml.dump(content, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110)
            (folder / name).write_text(HEAD + text, encoding="utf-8")
    except OSError as fault:
        raise GraderError(f"I cannot write into {folder}: {fault.strerror}.") from fault
