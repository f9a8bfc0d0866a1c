import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.passages import Mark, Passage, passage, segments
from pipeline.model import Edit, Text


def test_marks_the_words_of_the_source_in_the_cleaned_sentence() -> None:
    text = Text("He was soonbeaten with82 percent.", (Edit(11, 11, " ", "fused"), Edit(22, 22, " ", "fused")))
    assert text.clean == "He was soon beaten with 82 percent."
    start = text.raw.index("82")
    found = passage(text, text.clean, start, start + len("82 percent"))
    assert found == Passage("He was soon beaten with ", "82 percent", ".")


def test_takes_the_right_one_of_equal_sentences() -> None:
    text = Text("In 2017. In 2017.")
    assert passage(text, "In 2017.", 12, 16) == Passage("In ", "2017", ".")


@pytest.mark.parametrize(("start", "end"), [(0, 0), (5, 3), (900, 904)])
def test_a_place_that_is_not_there_marks_nothing(start: int, end: int) -> None:
    assert passage(Text("In 2017."), "In 2017.", start, end) == Passage("In 2017.", "", "")


def test_without_the_text_the_sentence_stands_alone() -> None:
    assert passage(None, "In 2017.", 3, 7) == Passage("In 2017.", "", "")


@given(
    st.text(max_size=40),
    st.lists(st.tuples(st.integers(-3, 45), st.integers(-3, 45), st.sampled_from("ab")), max_size=8),
)
def test_segments_join_to_the_text_and_first_marks_win(text: str, places: list[tuple[int, int, str]]) -> None:
    marks = [Mark(start, end, kind) for start, end, kind in places]
    pieces = list(segments(text, marks))
    assert "".join(piece.text for piece in pieces) == text
    fitting = [mark for mark in marks if 0 <= mark.start < mark.end <= len(text)]
    if fitting:
        first = fitting[0]
        assert (text[first.start : first.end], first.kind) in {(piece.text, piece.kind) for piece in pieces}
