"""What is made to break the program costs an error that says what to do, and no more time than its size."""

import json
import subprocess
import sys

import pytest

from tests.hostile.measure import CASES

MINUTES = 10


@pytest.mark.parametrize("what", CASES)
def test_time_grows_as_the_size_and_memory_stays_within_bounds(
    what: str, longest_input: tuple[float, int]
) -> None:
    enough, largest = longest_input
    command = [sys.executable, "-m", "tests.hostile.measure", what, str(enough), str(largest)]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=None if enough > 1 else MINUTES * 60
    )
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [case for case in told if case[1]] == []
    # A process that died did so on the one after the last.
    assert [case[0] for case in told] == [name for name, *_ in CASES[what][0]()], done.stderr[-2_000:]
