"""What slides of TimelineJS say to our own reader beside what they show."""

from collections.abc import Mapping
from typing import Final

KEPT: Final = "election_timeline"
"""The key of a slide under which stands what TimelineJS has no place for and passes over."""

COLUMNS: Final = ("type", "status", "precision", "actors", "election_id", "round")
"""The columns of `timeline` that stand there."""

ROUGH: Final[Mapping[str, int]] = {"year": 1, "month": 2, "day": 3}
"""How many parts of a date are known; any other precision has a first and a last day."""
