"""Put the layers together: one Document of an article."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter

from pipeline import lexicon, sentences
from pipeline.annotate.counts import counts
from pipeline.annotate.document import Cues, Document, Figure, Layer, Sentence
from pipeline.annotate.figures import figures
from pipeline.annotate.names import mentions, words_in
from pipeline.annotate.scan import scan
from pipeline.lexicon import Word
from pipeline.model import Article, Span, Text, Timex
from pipeline.reference import Reference

_LONGEST = 1_000
"""Characters of the longest sentence; a longer one is read as several."""
_LEAST_COUNT = 10
"""A smaller number before another one is part of a fraction, unless it is a smaller part of that."""


def annotate(article: Article, text: Text, timexes: Sequence[Timex], reference: Reference) -> Document:
    """The layers over an article's text, for a language with a pack; pure.

    Sentences of the lines that are no prose (see `Article.metadata`) are left out, and with them all
    that stands there; `timexes` are those of the whole text.
    """
    words = lexicon.words(text.clean)
    told = _sentences(article, text, words)
    timexes = [timex for timex in timexes if _in_any(told, timex.start)]
    found = scan(words, article.language, reference)
    named = mentions(text.clean, words, timexes, found, article.language, reference)
    inside = words_in(timexes, words)
    for mention in named:
        if mention.names:
            inside.update(range(mention.first, mention.last + 1))
    # "May" in a date is no verb, and "Rally" in a name no event.
    told_by = [cue for cue in found.cues if not (cue.first in inside and cue.last in inside)]
    cues = Cues(sorted(told_by, key=attrgetter("start", "end")))
    shares = figures(text.clean, words, timexes, found, cues, article.language)
    counted = counts(text.clean, words, told, timexes, named, found, cues, shares, article.language)
    # "350 of 577 seats" is a number of seats, "three seats in four" a fraction of them.
    counted = [
        count
        for count in counted
        if not any(_holds(count, other) for other in shares if _is_share(other, count))
    ]
    return Document(
        article=article,
        text=text,
        words=words,
        sentences=told,
        timexes=Layer(timexes),
        mentions=Layer(named),
        figures=Layer(share for share in shares if not any(_holds(count, share) for count in counted)),
        counts=Layer(counted),
        cues=cues,
        found=found,
    )


def _is_share(figure: Figure, count: Figure) -> bool:
    return figure.unit in ("percent", "points") or (
        figure.unit == "fraction" and count.value < _LEAST_COUNT and figure.value > _LEAST_COUNT
    )


def _holds(one: Figure, other: Figure) -> bool:
    return one.start < other.end and other.start < one.end


def _in_any(told: Sequence[Sentence], offset: int) -> bool:
    index = bisect_right(told, offset, key=lambda sentence: sentence.start) - 1
    return index >= 0 and offset < told[index].end


def _sentences(article: Article, text: Text, words: Sequence[Word]) -> list[Sentence]:
    starts = [word.start for word in words]
    told: list[Sentence] = []
    prose = text.to_clean(article.metadata[-1].end) if article.metadata else 0
    paragraph, before = 0, 0
    for span in _bounded(text.clean, sentences.split(text.clean, article.language)):
        if "\n" in text.clean[before : span.start] or "\r" in text.clean[before : span.start]:
            paragraph += 1
        before = span.end
        if span.start <= prose and _is_metadata(article, text, span):
            continue
        first, last = bisect_left(starts, span.start), bisect_left(starts, span.end)
        told.append(Sentence(span.start, span.end, paragraph, first, last))
    return told


def _bounded(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """The sentences, those that no prose can have cut at a blank: a sentence is decided as a whole."""
    for span in spans:
        start = span.start
        while span.end - start > _LONGEST:
            cut = text.rfind(" ", start + 1, start + _LONGEST)
            end = cut if cut > start else start + _LONGEST
            yield Span(start, end)
            start = end
        yield Span(start, span.end)


def _is_metadata(article: Article, text: Text, span: Span) -> bool:
    raw = text.raw_span(span.start, span.end)
    return any(raw.start < other.end and other.start < raw.end for other in article.metadata)
