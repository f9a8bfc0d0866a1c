"""Put the layers together: one Document of an article."""

from bisect import bisect_left
from collections.abc import Sequence

from pipeline import lexicon, sentences
from pipeline.annotate.document import Document, Sentence
from pipeline.annotate.figures import figures
from pipeline.annotate.names import mentions, words_in
from pipeline.annotate.phrases import phrases
from pipeline.lexicon import Word
from pipeline.model import Article, Span, Text, Timex
from pipeline.reference import Reference


def annotate(article: Article, text: Text, timexes: Sequence[Timex], reference: Reference) -> Document:
    """The layers over an article's text, for a language with a pack; pure.

    Sentences of the lines that are no prose (see `Article.metadata`) are left out, and with them all
    that stands there; `timexes` are those of the whole text.
    """
    words = lexicon.words(text.clean)
    told = _sentences(article, text, words)
    timexes = [timex for timex in timexes if any(_holds(sentence, timex.start) for sentence in told)]
    named = mentions(text.clean, words, timexes, article.language, reference)
    inside = words_in(timexes, words)
    for mention in named:
        if mention.names:
            inside |= set(range(mention.first, mention.last + 1))
    cues = sorted(
        (
            cue
            for lexicon_ in phrases(article.language).cues
            for cue in lexicon_.find(words)
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
        figures=figures(text.clean, words, timexes, cues, article.language),
        cues=cues,
    )


def _holds(sentence: Sentence, offset: int) -> bool:
    return sentence.start <= offset < sentence.end


def _sentences(article: Article, text: Text, words: Sequence[Word]) -> list[Sentence]:
    starts = [word.start for word in words]
    told: list[Sentence] = []
    paragraph, before = 0, 0
    for span in sentences.split(text.clean, article.language):
        if "\n" in text.clean[before : span.start] or "\r" in text.clean[before : span.start]:
            paragraph += 1
        before = span.end
        if _is_metadata(article, text, span):
            continue
        first, last = bisect_left(starts, span.start), bisect_left(starts, span.end)
        told.append(Sentence(span.start, span.end, paragraph, first, last))
    return told


def _is_metadata(article: Article, text: Text, span: Span) -> bool:
    raw = text.raw_span(span.start, span.end)
    return any(raw.start < other.end and other.start < raw.end for other in article.metadata)
