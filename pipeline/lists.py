"""Columns of lists of words, as Python's lists or as Arrow's, looked through as a whole."""

from collections import Counter
from collections.abc import Collection
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

ARROW = pa.list_(pa.string())
DTYPE = pd.ArrowDtype(ARROW)
"""Of a column of Arrow's lists."""


def has_any(lists: "pd.Series[list[str]]", wanted: Collection[str]) -> "pd.Series[bool]":
    """Which lists hold one of the wanted."""
    return _which(lists, wanted, held=True)


def has_only(lists: "pd.Series[list[str]]", wanted: Collection[str]) -> "pd.Series[bool]":
    """Which lists hold none but the wanted."""
    return ~_which(lists, wanted, held=False)


def _which(lists: "pd.Series[list[str]]", wanted: Collection[str], *, held: bool) -> "pd.Series[bool]":
    """Which lists have a word that is among the wanted, or one that is not."""
    words, found, first = pa.array(wanted, pa.string()), np.zeros(len(lists), dtype=bool), 0
    for chunk in arrow(lists).chunks:
        among = pc.equal(pc.is_in(chunk.flatten(), value_set=words), held)
        found[first + pc.list_parent_indices(chunk).filter(among).to_numpy()] = True
        first += len(chunk)
    return pd.Series(found, index=lists.index, dtype="bool")


def lengths(lists: "pd.Series[list[str]]") -> "pd.Series[int]":
    """How many words each list has."""
    numbers = pc.list_value_length(arrow(lists)).to_numpy()
    return pd.Series(numbers, index=lists.index, dtype="int64")


def counted(lists: "pd.Series[list[str]]") -> Counter[str]:
    """How often each word stands in the lists, in the order in which they first stand."""
    counts = pc.list_flatten(arrow(lists)).value_counts()
    words, numbers = counts.flatten()
    return Counter(dict(zip(words.to_pylist(), numbers.to_pylist(), strict=True)))


def joined(lists: "pd.Series[list[str]]") -> pa.ChunkedArray:
    """The words of each list with a space between them."""
    return pc.binary_join(arrow(lists), " ")


def python(lists: "pd.Series[list[str]]") -> "pd.Series[list[str]]":
    """The lists as Python's."""
    return pd.Series(arrow(lists).to_pylist(), index=lists.index, dtype="object")


def plain(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with lists of Python, as other programs know them."""
    own = {str(name): python(frame[name]) for name in frame if frame[name].dtype == DTYPE}
    return frame.assign(**own)


def arrow(values: "pd.Series[Any]", kind: pa.DataType = ARROW) -> pa.ChunkedArray:
    """A column as Arrow has it."""
    array = pa.array(values, kind)
    return array if isinstance(array, pa.ChunkedArray) else pa.chunked_array([array])
