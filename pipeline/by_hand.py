"""The events of a timeline that a person made: dates and words as they are, and which known event each is."""

from dataclasses import replace
from typing import Final

from pipeline.check import known_day
from pipeline.dates.values import bounds
from pipeline.extraction import extract_article
from pipeline.identity import content_id
from pipeline.labels import CONTESTS
from pipeline.model import Article, Extraction, Row, Slide, Text
from pipeline.packs import full
from pipeline.reference import Reference
from pipeline.schemas import ENTERED

RULE: Final = "timelinejs"
_OTHER: Final = "other"
_READ: Final = ("type", "status", "actors", "election_id", "round")


def extract_by_hand(article: Article, reference: Reference) -> Extraction:
    """An event for each entry of the timeline, and nothing else: its sentences are not read for more.

    What kind of event an entry is, of which vote and who takes part is read in its headline where the
    timeline does not say it, so that it is one with what articles tell of the same event.
    """
    rows = [_row(article, slide, reference) for slide in article.slides]
    return Extraction(article, Text(article.text), {"events": rows})


def _row(article: Article, slide: Slide, reference: Reference) -> Row:
    first = bounds(slide.date)
    last = bounds(slide.date_end) if slide.date_end else first
    assert first and last, "the reader takes no other dates"
    told = _told(article, slide, reference)
    earliest, latest = first.earliest.isoformat(), last.latest.isoformat()
    return {
        "event_id": content_id(article.article_id, "events", slide.start, slide.end),
        "article_id": article.article_id,
        "date": slide.date,
        "date_end": slide.date_end,
        "precision": slide.precision or first.precision,
        "earliest": earliest,
        "latest": latest,
        **told,
        "exact_date": known_day(told, earliest, latest, reference),
        "label": slide.headline,
        "quote": article.text[slide.begin : slide.line],
        "start": slide.start,
        "end": slide.end,
        "rule_id": RULE,
        "confidence": 1.0,
        "entered": ENTERED[0],
    }


def _is_told(event: Row) -> bool:
    """Whether a headline tells a known vote, or who did what: a date alone is often taken for a vote's."""
    if event["type"] in CONTESTS:
        return bool(event["election_id"])
    return event["type"] != _OTHER and bool(event["actors"])


def _told(article: Article, slide: Slide, reference: Reference) -> Row:
    """Type, status, actors, election and round."""
    stated: Row = {
        "type": slide.type or _OTHER,
        "status": slide.status or "past",
        "actors": list(slide.actors),
        "election_id": slide.election_id,
        "round": slide.round,
    }
    if slide.told or article.language not in full():
        return stated
    own = replace(article, text=article.text[slide.begin : slide.line], slides=())
    found = next(
        (
            row
            for row in extract_article(own, reference).rows["events"]
            if row["start"] == slide.start - slide.begin and _is_told(row)
        ),
        None,
    )
    # A type that a person gave is not doubted; what is read of another type does not belong to it.
    if found is None or (slide.type and found["type"] != slide.type):
        return stated
    return {name: found[name] for name in _READ}
