"""Lists of Python and of Arrow, looked through as a whole, say what a loop over them says."""

from collections import Counter
from itertools import chain

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import lists

WORDS = st.lists(st.lists(st.sampled_from("abcé")), max_size=8)


def frames(rows: list[list[str]]) -> list["pd.Series[list[str]]"]:
    """The lists as objects, and as Arrow's in two chunks of which the first is cut; the index has gaps."""
    index = [3 * each for each in range(len(rows))]
    chunks = pa.chunked_array([[["cut"], *rows[:2]], rows[2:]], type=lists.ARROW)
    arrow = pd.Series(chunks, dtype=pd.ArrowDtype(lists.ARROW)).iloc[1:]
    return [pd.Series(rows, index=index, dtype="object"), arrow.set_axis(index)]


@given(WORDS, st.frozensets(st.sampled_from("abcé")))
def test_both_sorts_of_lists_say_what_a_loop_says(rows: list[list[str]], wanted: frozenset[str]) -> None:
    for each in frames(rows):
        assert lists.has_any(each, wanted).tolist() == [not wanted.isdisjoint(row) for row in rows]
        assert lists.has_only(each, wanted).tolist() == [wanted.issuperset(row) for row in rows]
        assert list(lists.has_any(each, wanted).index) == list(each.index)
        assert lists.lengths(each).tolist() == [len(row) for row in rows]
        assert list(lists.counted(each).items()) == list(Counter(chain(*rows)).items())
        assert lists.joined(each).to_pylist() == [" ".join(row) for row in rows]
        assert lists.python(each).tolist() == rows and lists.python(each).dtype == object


@pytest.mark.parametrize("wanted", [["a"], {"a"}, pd.Series(["a"], dtype="str")])
def test_what_is_wanted_may_be_any_collection(wanted: object) -> None:
    assert all(lists.has_any(each, wanted).tolist() == [True, False] for each in frames([["a"], ["b"]]))  # type: ignore[arg-type]
