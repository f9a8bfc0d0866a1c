"""Which characters of a text to mark."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pipeline import sentences
from pipeline.model import Text


class Passage(NamedTuple):
    """A sentence in three parts; `words` is what a row rests on, empty where it cannot be told."""

    before: str
    words: str
    after: str


class Mark(NamedTuple):
    """A stretch of the source: what sort it is, and what it was read as."""

    start: int
    end: int
    kind: str
    note: str = ""


class Segment(NamedTuple):
    """A piece of text, marked or not (`kind` is empty)."""

    text: str
    kind: str = ""
    note: str = ""


def passage(text: Text | None, quote: str, start: int, end: int) -> Passage:
    """The cleaned sentence `quote` with the words of raw[start:end] singled out."""
    if text is None or start >= end:
        return Passage(quote, "", "")
    at = text.clean.find(quote)
    while at >= 0:
        offsets = range(at, at + len(quote) + 1)
        raw = text.raw_span(at, at + len(quote))
        if raw.start <= start and end <= raw.end:
            # Something inserted before the words stands at the same place of the source as they do.
            first = bisect_right(offsets, start, key=text.to_raw) - 1
            last = bisect_left(offsets, end, key=text.to_raw)
            return Passage(quote[:first], quote[first:last], quote[last:])
        at = text.clean.find(quote, at + 1)
    return _by_words(quote, text.raw[start:end])


def around(text: Text, start: int, language: str) -> tuple[str, str]:
    """The sentences before and after the one that raw[start] stands in, "" where there are none."""
    spans = sentences.split(text.clean, language)
    at = bisect_left(range(len(text.clean)), start, key=text.to_raw)
    here = bisect_right(spans, at, key=lambda span: span.start) - 1
    said = [text.clean[span.start : span.end] for span in spans]
    return "".join(said[max(here - 1, 0) : max(here, 0)]), "".join(said[here + 1 : here + 2])


def _by_words(quote: str, words: str) -> Passage:
    """Without the place, the words still are found where they stand once."""
    if words and quote.count(words) == 1:
        before, after = quote.split(words)
        return Passage(before, words, after)
    return Passage(quote, "", "")


def segments(text: str, marks: Iterable[Mark]) -> Iterator[Segment]:
    """The text in pieces, marked ones and others; of marks that overlap the first given one stays."""
    kept: list[Mark] = []
    for mark in marks:
        place = bisect_left(kept, mark.start, key=lambda other: other.start)
        free = (place == 0 or kept[place - 1].end <= mark.start) and (
            place == len(kept) or mark.end <= kept[place].start
        )
        if free and 0 <= mark.start < mark.end <= len(text):
            kept.insert(place, mark)
    at = 0
    for mark in kept:
        if at < mark.start:
            yield Segment(text[at : mark.start])
        yield Segment(text[mark.start : mark.end], mark.kind, mark.note)
        at = mark.end
    if at < len(text):
        yield Segment(text[at:])
