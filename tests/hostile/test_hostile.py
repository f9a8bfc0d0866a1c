"""What is made to break the program costs an error that says what to do, and no more time than its size."""

import json
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.hostile.measure import CASES

MINUTES = 10

Running = dict[str, "subprocess.Popen[str]"]


@pytest.fixture(scope="module")
def running(longest_input: tuple[float, int]) -> Iterator[Running]:
    """The processes that try what there is, at the same time."""
    found = {
        what: subprocess.Popen(
            [sys.executable, "-m", "tests.hostile.measure", what, *map(str, longest_input)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for what in CASES
    }
    yield found
    for each in found.values():
        each.kill()
        each.wait()


@pytest.mark.parametrize("what", CASES)
def test_time_grows_as_the_size_and_memory_stays_within_bounds(
    what: str, running: Running, longest_input: tuple[float, int]
) -> None:
    enough, _ = longest_input
    said, errors = running[what].communicate(timeout=None if enough > 1 else MINUTES * 60)
    told = [json.loads(line) for line in said.splitlines()]
    assert [case for case in told if case[1]] == []
    # A process that died did so on the one after the last.
    assert [case[0] for case in told] == [name for name, *_ in CASES[what][0]()], errors[-2_000:]
