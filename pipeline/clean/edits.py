"""Join the edits of two steps into one list over the raw text."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from pipeline.model import Edit, Text


def compose(text: Text, second: Sequence[Edit]) -> list[Edit]:
    """Edits of `text.raw` that do what `text.edits` and then `second` do.

    Args:
        text: the raw text and the first edits.
        second: edits of `text.clean`, in order: each inserts characters or replaces a single one.
    """
    edits = list(text.edits)
    starts = text.clean_starts
    # From the end, so that the indices of what is still to do stay.
    for edit in reversed(second):
        index = bisect_right(starts, edit.start) - 1
        within = edit.start - starts[index] if index >= 0 else 0
        inserts = edit.start == edit.end
        if index >= 0 and within < len(edits[index].replacement) and (within or not inserts):
            old = edits[index].replacement
            mended = old[:within] + edit.replacement + old[within + edit.end - edit.start :]
            edits[index] = replace(edits[index], replacement=mended)
            continue
        before = index if index >= 0 and edits[index].replacement and not within else index + 1
        at = text.to_raw(edit.start)
        edits.insert(before, Edit(at, at + edit.end - edit.start, edit.replacement, edit.kind))
    return edits
