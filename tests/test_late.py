"""What is made late is what the standard library makes at once."""

import copy
import dataclasses
import importlib
import pickle
import pkgutil
import re
from typing import Any

import pytest

import grader
from grader import late

HOWS = [
    {"frozen": True, "slots": True},
    {"frozen": True},
    {"slots": True},
    {"frozen": True, "slots": True, "kw_only": True},
]


def made(library: Any, how: dict[str, bool]) -> Any:
    @library.dataclass(**how)
    class Pair:
        """Two things."""

        left: int
        right: int = 7
        seen: list[int] = library.field(default_factory=list, compare=False)
        kept: str = library.field(default="k", repr=False)

        def total(self) -> int:
            return self.left + self.right

    return Pair


@pytest.mark.parametrize("how", HOWS, ids=str)
def test_classes_behave_as_dataclasses(how: dict[str, bool]) -> None:
    ours, theirs = made(late, how), made(dataclasses, how)
    a, b = ours(left=1), theirs(left=1)
    assert repr(a).rpartition(".")[2] == repr(b).rpartition(".")[2]
    assert [one.name for one in late.fields(ours)] == [one.name for one in dataclasses.fields(theirs)]
    assert ours.__match_args__ == theirs.__match_args__
    assert (a.left, a.right, a.seen, a.kept, a.total()) == (b.left, b.right, b.seen, b.kept, b.total())
    assert a == ours(left=1, seen=[3]) and a != ours(left=2) and a != b and a != ours(left=1, kept="x")
    assert late.replace(a, right=2) == ours(left=1, right=2) and a.seen is late.replace(a).seen
    assert ours(left=1).seen is not ours(left=1).seen
    assert hasattr(a, "__dict__") == hasattr(b, "__dict__")
    for wrong in ((), (1, 2, [], "k", 5)):
        with pytest.raises(TypeError):
            ours(*wrong)
    with pytest.raises(TypeError):
        late.replace(a, middle=1)
    if how.get("kw_only"):
        with pytest.raises(TypeError):
            ours(1)


@pytest.mark.parametrize("how", HOWS, ids=str)
def test_frozen_ones_can_be_keys(how: dict[str, bool]) -> None:
    ours = made(late, how)
    one = ours(left=1)
    if how.get("frozen"):
        assert {one: 1}[ours(left=1)] == 1
    else:
        one.left = 2
        assert one == ours(left=2)
        with pytest.raises(TypeError):
            hash(one)


@late.dataclass(frozen=True, slots=True)
class Above:
    first: int

    def __hash__(self) -> int:
        return 5


@late.dataclass(frozen=True, slots=True)
class Below(Above):
    second: int = 2

    def __repr__(self) -> str:
        return "below"


def test_fields_of_the_class_above_come_first_and_own_methods_stay() -> None:
    assert Below(1, 3).first == 1 and Below(1) == Below(1, 2) != Above(1)
    assert repr(Below(1)) == "below" and hash(Above(1)) == 5
    assert [one.name for one in late.fields(Below)] == ["first", "second"]  # type: ignore[arg-type]


def test_they_can_be_sent_and_copied() -> None:
    one = Below(1, 3)
    assert pickle.loads(pickle.dumps(one)) == one == copy.deepcopy(one)  # noqa: S301


def test_patterns_are_compiled_when_they_are_asked() -> None:
    word = late.pattern(r"(?P<first>[a-z])[a-z]*", re.I)
    assert "match" not in vars(word)
    assert (found := word.fullmatch("Abc")) and found["first"] == "A"
    assert "match" in vars(word) and word.sub("-", "ab cd") == "- -" and word.groupindex == {"first": 1}
    with pytest.raises(re.error):
        late.pattern("(").match("")
    with pytest.raises(AttributeError):
        word.nothing  # type: ignore[attr-defined]  # noqa: B018


def test_all_patterns_of_the_program_compile() -> None:
    names = [module.name for module in pkgutil.walk_packages(grader.__path__, "grader.")]
    modules = [importlib.import_module(name) for name in names if not name.endswith("__main__")]
    kind = type(late.pattern(""))
    found = [value for module in modules for value in vars(module).values() if isinstance(value, kind)]
    assert len(found) > 150
    assert all(isinstance(one.flags, int) for one in found)
