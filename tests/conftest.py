"""What all tests share: cases that are known not to be read right, patience, and what runs beside them.

Known gaps stand in known_gaps.txt; one that is read right has to leave it.
"""

import gc
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# How long an example takes says more of the machine than of the code.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

GAPS = Path(__file__).with_name("known_gaps.txt")
TYPE_CHECKER = pytest.StashKey["subprocess.Popen[str]"]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Expect the cases of known_gaps.txt to fail."""
    gaps = set(GAPS.read_text(encoding="utf-8").splitlines())
    for item in items:
        if item.nodeid in gaps:
            item.add_marker(pytest.mark.xfail(reason="a known gap", strict=True))


def pytest_collection_finish(session: pytest.Session) -> None:
    """Leave the thousands of cases out of every later search for garbage; let the type checker run beside them."""
    gc.collect()
    gc.freeze()
    if any("type_checker" in getattr(item, "fixturenames", ()) for item in session.items):
        session.config.stash[TYPE_CHECKER] = subprocess.Popen(
            [sys.executable, "-m", "mypy"],
            cwd=session.config.rootpath,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave nothing running where the tests ended before the type checker."""
    if TYPE_CHECKER in config.stash:
        config.stash[TYPE_CHECKER].kill()


@pytest.fixture
def type_checker(request: pytest.FixtureRequest) -> "subprocess.Popen[str]":
    """It began with the tests."""
    return request.config.stash[TYPE_CHECKER]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Collect no garbage in a test of time: that takes as long as what it times."""
    timed = item.name.startswith("test_time")
    if timed:
        gc.disable()
    try:
        return (yield)
    finally:
        if timed:
            gc.enable()


def pytest_addoption(parser: pytest.Parser) -> None:
    """How often builds are killed in tests/pipeline/test_crash.py, and how long an input tests/hostile tries."""
    parser.addoption("--kills", type=int, default=10)
    parser.addoption("--enough", type=float, default=0.03, metavar="SECONDS")
    parser.addoption("--largest", type=int, default=2_000_000, metavar="BYTES")


@pytest.fixture
def kills(request: pytest.FixtureRequest) -> int:
    return int(request.config.getoption("--kills"))


@pytest.fixture(scope="session")
def longest_input(request: pytest.FixtureRequest) -> tuple[float, int]:
    """The seconds and the bytes that end the doubling of an input."""
    return request.config.getoption("--enough"), request.config.getoption("--largest")
