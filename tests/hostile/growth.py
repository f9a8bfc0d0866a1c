"""How the time of some work grows with the size of its input."""

import time
from collections.abc import Callable
from typing import Final, NamedTuple, TypeVar

SPAN: Final = 8
MOST: Final = 16
"""Times the processor time that SPAN times the size may take: what grows by the square takes 64 times as much,
and a machine that is at something else may make one of the two look twice as slow."""

_FLOOR_S: Final = 0.02  # what takes less says nothing
_TRIES: Final = 4


Input = TypeVar("Input")


class Growth(NamedTuple):
    """The largest size that was tried, its seconds of processor time, and those of the SPANth part of it."""

    size: int
    seconds: float
    of_part: float

    @property
    def fits(self) -> bool:
        """Whether the time grows about as the size does."""
        return self.seconds < _FLOOR_S or self.seconds <= MOST * self.of_part


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
    part, of_part = make(size // SPAN), float("inf")
    for _ in range(_TRIES):
        of_part = min(of_part, _seconds(part, work))
        if (found := Growth(size, seconds, of_part)).fits:
            break
        seconds = min(seconds, _seconds(make(size), work))
    return found


def _seconds(given: Input, work: Callable[[Input], object]) -> float:
    begun = time.process_time()
    work(given)
    return time.process_time() - begun
