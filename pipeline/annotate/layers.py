"""Put the layers together: one Document of an article."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from pipeline import lexicon, sentences
from pipeline.annotate.document import Document, Sentence
from pipeline.annotate.figures import figures
from pipeline.annotate.names import mentions, words_in
from pipeline.annotate.scan import scan
from pipeline.lexicon import Word
from pipeline.model import Article, Span, Text, Timex
from pipeline.reference import Reference

_LONGEST = 1_000
"""Characters of the longest sentence; a longer one is read as several."""


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
            inside |= set(range(mention.first, mention.last + 1))
    cues = sorted(
        (
            cue
            for cue in found.cues
            # "May" in a date is no verb, and "Rally" in a name no event.
            if not (cue.first in inside and cue.last in inside)
        ),
        key=lambda cue: (cue.start, cue.end),
    )
    return Document(
        article=article,
        text=text,
        words=words,
        sentences=told,
        timexes=timexes,
        mentions=named,
        figures=figures(text.clean, words, timexes, found, cues, article.language),
        cues=cues,
        found=found,
    )


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
