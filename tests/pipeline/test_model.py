"""The way between clean and raw offsets, for every kind of edit."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Edit, Span, Text

LETTERS = st.text(alphabet="abc é’1\n", min_size=0, max_size=6)


@st.composite
def texts(draw: st.DrawFn) -> tuple[Text, list[tuple[str, str]]]:
    """A text, and the pieces that it was made of: (raw, clean), equal where nothing was edited."""
    pieces, edits, raw = [], [], ""
    for kept, removed, put in draw(st.lists(st.tuples(LETTERS, LETTERS, LETTERS), max_size=6)):
        raw += kept
        pieces.append((kept, kept))
        if removed or put:
            edits.append(Edit(len(raw), len(raw) + len(removed), put, "any"))
            pieces.append((removed, put))
            raw += removed
    return Text(raw, tuple(edits)), pieces


@given(texts())
def test_edits_make_the_clean_text_and_pieces_lead_back(made):
    text, pieces = made
    assert text.clean == "".join(clean for _, clean in pieces)
    raw_at = clean_at = 0
    for index, (raw, clean) in enumerate(pieces):
        if clean:
            span = text.raw_span(clean_at, clean_at + len(clean))
            # An edit that deletes at the border of a piece belongs to no piece beside it.
            assert span == (raw_at, raw_at + len(raw)), (index, text)
            if raw == clean:
                assert text.raw[slice(*span)] == clean
                forth = [text.to_clean(raw_at + index) for index in range(len(raw))]
                assert forth == list(range(clean_at, clean_at + len(clean)))
        raw_at, clean_at = raw_at + len(raw), clean_at + len(clean)


@given(texts(), st.data())
def test_spans_are_monotone_and_within_the_text(made, data):
    text, _ = made
    offsets = st.integers(0, len(text.clean))
    start, end = sorted((data.draw(offsets), data.draw(offsets)))
    inner = text.raw_span(start, end)
    assert 0 <= inner.start <= inner.end <= len(text.raw)
    later, wider = data.draw(st.integers(start, end)), data.draw(st.integers(end, len(text.clean)))
    if start < end:
        assert text.raw_span(start, wider).end >= inner.end
        assert text.raw_span(later, end).start >= inner.start
    raw_offsets = [text.to_clean(at) for at in range(len(text.raw) + 1)]
    assert raw_offsets == sorted(raw_offsets)


def test_each_kind_of_edit():
    text = Text(
        "l histoire&amp;a\u200bb of June",
        (
            Edit(1, 2, "'", "apostrophe"),
            Edit(10, 15, "&", "entity"),
            Edit(16, 17, "", "space"),
            Edit(20, 20, " ", "fused"),
        ),
    )
    assert text.clean == "l'histoire&ab o f June"
    assert text.raw_span(0, 10) == Span(0, 10)
    assert text.raw_span(10, 11) == Span(10, 15)
    assert text.raw_span(11, 13) == Span(15, 18)
    assert text.raw_span(12, 13) == Span(17, 18)
    assert text.raw_span(14, 15) == Span(19, 20)
    assert text.raw_span(15, 16) == Span(20, 20)
    assert text.raw_span(16, 17) == Span(20, 21)
