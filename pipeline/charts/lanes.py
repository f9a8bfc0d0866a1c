"""Where labels go, so that none covers another: computed beforehand, in lanes."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple


class Item(NamedTuple):
    """A mark from `start` to `end` with a label `width` wide; all three in the same unit."""

    start: float
    end: float
    width: float


class Place(NamedTuple):
    """The lane (0 is the first) and the label's side: "right", "left" or "" for none.

    The lane after the last one has marks alone.
    """

    lane: int
    side: str


class _Lane:
    """The stretches of a lane that are taken, in order."""

    def __init__(self) -> None:
        self.starts: list[float] = []
        self.ends: list[float] = []

    def take(self, start: float, end: float) -> bool:
        """Take the stretch if it is free."""
        at = bisect_left(self.starts, start)
        if at and self.ends[at - 1] > start:
            return False
        if at < len(self.starts) and self.starts[at] < end:
            return False
        self.starts.insert(at, start)
        self.ends.insert(at, end)
        return True


def place(items: Sequence[Item], *, low: float, high: float, lanes: int, gap: float = 0.0) -> list[Place]:
    """A place for each item, the first items having the first choice.

    A label goes to the right of its mark, or to the left where the right has no room between
    `low` and `high`; where no lane has room for it, the mark stands alone, and where none has
    room for the mark either it goes into one more lane, which marks share. Labels cover neither
    labels nor marks.
    """
    taken = [_Lane() for _ in range(lanes)]
    places: list[Place] = []
    for item in items:
        right = (item.start - gap, item.end + item.width + gap)
        left = (item.start - item.width - gap, item.end + gap)
        alone = (item.start - gap, item.end + gap)
        tries = [("right", right)] * (right[1] <= high) + [("left", left)] * (left[0] >= low) + [("", alone)]
        places.append(
            next(
                (
                    Place(lane, side)
                    for side, stretch in tries
                    for lane in range(lanes)
                    if taken[lane].take(*stretch)
                ),
                Place(lanes, ""),
            )
        )
    return places
