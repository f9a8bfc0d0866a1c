"""Where an article names people and parties, and whom its words mean."""

from dataclasses import dataclass
from datetime import date

from pipeline import reading
from pipeline.extraction import layers
from pipeline.reference import Reference, load


@dataclass(frozen=True)
class Mention:
    """Words of the source and the canonical name of whom they mean.

    `type` is candidate, party or bloc, `kind` what the words are: person or party for a name, pronoun, or a
    description (see `annotate.Mention`).
    """

    start: int
    end: int
    name: str
    type: str
    kind: str


def mentions(
    text: str,
    *,
    published: date | None = None,
    language: str = "",
    reference: Reference | None = None,
) -> tuple[Mention, ...]:
    """Everyone whom an article given as text names, describes or means by a pronoun, in order of place.

    Args:
        text: an article in the seed's form or plain text.
        published: its day of publication, where the text states none.
        language: its BCP 47 code; detected where it is not given.
        reference: whom names may mean; the built-in one where not given.
    """
    article = reading.article(text, published=published, language=language, source="text")
    if article.status != "ok":
        return ()
    document, story = layers(article, reference or load())
    found = set()
    for subject in (subject for told in story.told for subject in told.subjects):
        place = document.text.raw_span(subject.start, subject.end)
        if place.start < place.end:
            found.add((place.start, place.end, subject.name, subject.type, subject.mention.kind))
    return tuple(Mention(*each) for each in sorted(found))
