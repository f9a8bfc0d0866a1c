"""How the time of some work grows with the size of its input."""

import time
from collections.abc import Callable
from typing import Final, NamedTuple, TypeVar

SLACK: Final = 2.0
"""Times the processor time that the size accounts for: what grows by the square takes four to eight times as much,
and a machine that is at something else may make one of the two look twice as slow."""

_SPAN: Final = 8
_FLOOR_S: Final = 0.02  # what takes less says nothing
_TRIES: Final = 4


Input = TypeVar("Input")


class Growth(NamedTuple):
    """The largest size that was tried, its seconds of processor time, and size and seconds of a part of it."""

    size: int
    seconds: float
    part: int
    of_part: float

    @property
    def fits(self) -> bool:
        """Whether the time grows about as the size does."""
        return self.seconds < _FLOOR_S or self.seconds <= SLACK * self.size / self.part * self.of_part


def growth(
    make: Callable[[int], Input],
    work: Callable[[Input], object],
    smallest: int,
    enough: float,
    largest: int,
) -> Growth:
    """Double the `smallest` size until the work takes `enough` seconds, or the input has the `largest` size.

    Where the time grew by more than it may, the machine may have been at something else: it is taken again.
    """
    size, seconds = smallest, 0.0
    while size < largest and seconds < enough:
        # Far from the end, more than half of the way is gone at once.
        size = min(size * (2 if seconds > enough / 5 else 4), largest)
        seconds = _seconds(make(size), work)
    part, of_part = max(size // _SPAN, smallest), float("inf")
    given = make(part)
    for _ in range(_TRIES):
        of_part = min(of_part, _seconds(given, work))
        if (found := Growth(size, seconds, part, of_part)).fits:
            break
        seconds = min(seconds, _seconds(make(size), work))
    return found


def _seconds(given: Input, work: Callable[[Input], object]) -> float:
    begun = time.process_time()
    work(given)
    return time.process_time() - begun
