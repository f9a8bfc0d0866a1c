"""The rows of a frame, for code that knows the frame's columns better than a type checker does."""

from collections.abc import Iterator
from typing import Any

import pandas as pd


def each_row(frame: pd.DataFrame) -> Iterator[Any]:
    """Each row with its cells as attributes."""
    return iter(frame.itertuples())
