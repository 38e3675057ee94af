"""Random tests draw the same cases every time, so that a red run can be repeated; `make fuzz` draws new ones."""

import gc

import pytest
from hypothesis import settings

settings.register_profile("same cases", derandomize=True, deadline=None, database=None)
settings.register_profile("new cases", deadline=None)


def pytest_configure(config: pytest.Config) -> None:
    fuzzing = config.getoption("markexpr", "") == "fuzz"
    settings.load_profile("new cases" if fuzzing else "same cases")


def pytest_collection_finish() -> None:
    """Collected cases stay to the end: a garbage collector that goes through them takes a tenth of the run."""
    gc.collect()
    gc.freeze()
