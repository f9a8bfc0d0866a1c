from hypothesis import given
from hypothesis import strategies as st

from pipeline.clean.edits import compose
from pipeline.model import Edit, Text

LETTERS = st.text(alphabet="abc ", max_size=4)


@st.composite
def two_steps(draw: st.DrawFn) -> tuple[Text, list[Edit]]:
    raw, edits = "", []
    for kept, removed, put in draw(st.lists(st.tuples(LETTERS, LETTERS, LETTERS), max_size=5)):
        raw += kept
        if removed or put:
            edits.append(Edit(len(raw), len(raw) + len(removed), put, "first"))
            raw += removed
    first = Text(raw, tuple(edits))
    places = sorted(draw(st.sets(st.integers(0, len(first.clean)), max_size=4)))
    second = [
        Edit(
            at,
            at + 1 if at < len(first.clean) and draw(st.booleans()) else at,
            draw(st.sampled_from("'-")),
            "second",
        )
        for at in places
    ]
    return first, second


@given(two_steps())
def test_composed_edits_do_what_both_do(steps):
    first, second = steps
    composed = Text(first.raw, tuple(compose(first, second)))
    assert composed.clean == Text(first.clean, tuple(second)).clean
    end = 0
    for edit in composed.edits:
        assert end <= edit.start <= edit.end
        end = edit.end
