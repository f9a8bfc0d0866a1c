"""Extract one article: everything up to its rows, as a pure function of the article and the reference."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import pipeline.claims as claim_finder
from pipeline import counts as count_finder
from pipeline import events as event_finder
from pipeline import shares as share_finder
from pipeline.annotate import Document, annotate
from pipeline.check import Verdict, exact_date
from pipeline.check_counts import CountVerdict
from pipeline.claims import Claim
from pipeline.clean import clean
from pipeline.dates import tag
from pipeline.events import Event
from pipeline.identity import content_id
from pipeline.judging import bounds, of_counts, of_shares
from pipeline.link import Story, tell
from pipeline.model import Article, Extraction, Refused, Row, Text, Timex
from pipeline.reference import Reference
from pipeline.shares import Share, fieldwork
from pipeline.shares.complements import complements
from pipeline.shares.fieldwork import Fieldwork
from pipeline.shares.sources import POLL

DAYS_OF_RESULTS: Final = ("result", "turnout", "margin", "swing", "other", "projection")


def extract_article(article: Article, reference: Reference) -> Extraction:
    """All rows that an article yields, by table; `article` must have status ok.

    No clock, no network and no state: the same article and reference give the same rows.
    """
    return extract_told(*layers(article, reference), reference)


def extract_told(document: Document, story: Story, reference: Reference) -> Extraction:
    """The same of an article whose text was read already, as `layers` gives it."""
    article, text = document.article, document.text
    shares, no_shares = share_finder.find(document, story, reference)
    counts = count_finder.find(document, story, shares, reference)
    shares = [*shares, *complements(shares, reference)]
    events, no_events = event_finder.find(document, story, shares, reference)
    claims = claim_finder.find(document, story, reference)
    rows: dict[str, list[Row]] = {
        "dates": [_date_row(article, text, timex) for timex in document.timexes],
        "events": [_event_row(document, event) for event in events],
        "vote_shares": _share_rows(document, story, shares, events, reference),
        "counts": [
            _count_row(document, count, held)
            for count, held in zip(counts, of_counts(story, counts, reference), strict=True)
        ],
        "claims": [_claim_row(document, claim) for claim in claims],
        "rejected": _unique(_rejected_row(article, text, refused) for refused in (*no_shares, *no_events)),
    }
    return Extraction(article, text, rows)


def layers(article: Article, reference: Reference) -> tuple[Document, Story]:
    """An article with what was found in its text, and the story that it tells, before any row."""
    text = clean(article.text, article.language, metadata=article.metadata)
    timexes = tag(text.clean, language=article.language, published=article.published)
    document = annotate(article, text, timexes, reference)
    return document, tell(document, reference)


def _place(text: Text, start: int, end: int) -> dict[str, int]:
    raw = text.raw_span(start, end)
    return {"start": raw.start, "end": raw.end}


def _words(text: Text, span: dict[str, int]) -> str:
    return text.raw[span["start"] : span["end"]]


def _date_row(article: Article, text: Text, timex: Timex) -> Row:
    at = _place(text, timex.start, timex.end)
    return {
        "article_id": article.article_id,
        **at,
        "text": _words(text, at),
        "type": timex.type,
        "value": timex.value,
        "mod": timex.mod,
        "edtf": timex.edtf,
        "earliest": timex.earliest,
        "latest": timex.latest,
        "resolved_by": timex.resolved_by,
    }


def _event_id(document: Document, event: Event) -> str:
    at = _place(document.text, event.timex.start, event.timex.end)
    return content_id(document.article.article_id, "events", at["start"], at["end"])


def _event_row(document: Document, event: Event) -> Row:
    article = document.article
    at = _place(document.text, event.timex.start, event.timex.end)
    return {
        "event_id": _event_id(document, event),
        "article_id": article.article_id,
        "date": event.date,
        "date_end": event.date_end,
        "precision": event.precision,
        "earliest": event.timex.earliest,
        "latest": event.timex.latest,
        "exact_date": event.exact,
        "type": event.type,
        "status": event.status,
        "label": event.label,
        "actors": list(event.actors),
        "election_id": event.vote.election_id if event.vote else "",
        "round": event.vote.round if event.vote else None,
        "quote": document.quote(event.sentence),
        **at,
        "rule_id": event.rule,
        "confidence": event.confidence,
    }


# Shares


def _share_rows(
    document: Document,
    story: Story,
    shares: Sequence[Share],
    events: Sequence[Event],
    reference: Reference,
) -> list[Row]:
    by_election: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        if event.vote:
            by_election[event.vote.election_id].append(event)
    polls = fieldwork.told(document) if any(share.kind == POLL for share in shares) else []
    return [
        _share_row(
            document,
            share,
            held,
            _event_of(share, by_election),
            fieldwork.of_share(document, share, polls),
            reference,
        )
        for share, held in zip(shares, of_shares(document, story, shares, reference), strict=True)
    ]


def _share_row(
    document: Document,
    share: Share,
    held: Verdict,
    event: Event | None,
    poll: Fieldwork | None,
    reference: Reference,
) -> Row:
    article, figure, vote = document.article, share.figure, share.vote
    at = _place(document.text, figure.start, figure.end)
    qualifier, low, high = bounds(share)
    day = poll.day if poll else None
    if vote and share.kind in DAYS_OF_RESULTS:
        day = exact_date(vote.election_id, vote.round, reference)
    return {
        "share_id": content_id(article.article_id, "vote_shares", at["start"], at["end"], share.subject),
        "article_id": article.article_id,
        "event_id": _event_id(document, event) if event else "",
        "election_id": vote.election_id if vote else "",
        "round": vote.round if vote else None,
        "date": day.isoformat() if day else "",
        "subject": share.subject,
        "subject_type": share.subject_type,
        "share_pct": share.value,
        "qualifier": qualifier,
        "share_low": low,
        "share_high": high,
        "kind": share.kind,
        "pollster": share.pollster,
        "sample": poll.sample if poll else None,
        "derived": share.derived,
        "quote": document.quote(share.sentence),
        **at,
        **held._asdict(),
        "rule_id": share.rule,
        "confidence": share.confidence,
    }


def _count_row(document: Document, count: Share, held: CountVerdict) -> Row:
    article, figure, vote = document.article, count.figure, count.vote
    at = _place(document.text, figure.start, figure.end)
    return {
        "count_id": content_id(article.article_id, "counts", at["start"], at["end"], count.subject),
        "article_id": article.article_id,
        "election_id": vote.election_id if vote else "",
        "round": vote.round if vote else None,
        "subject": count.subject,
        "count": int(figure.value),
        "unit": figure.unit,
        "qualifier": figure.qualifier,
        "quote": document.quote(count.sentence),
        **at,
        **held._asdict(),
        "confidence": count.confidence,
    }


def _event_of(share: Share, events: Mapping[str, Sequence[Event]]) -> Event | None:
    """The event of the share's vote: that of its round before one without, the nearest of several."""
    vote = share.vote
    if vote is None:
        return None
    same = events.get(vote.election_id, ())
    fitting = [event for event in same if event.vote and event.vote.round == vote.round] or [
        event for event in same if event.vote and event.vote.round is None
    ]
    return min(fitting, key=lambda event: abs(event.timex.start - share.figure.start), default=None)


# Claims and refusals


def _claim_row(document: Document, claim: Claim) -> Row:
    article = document.article
    at = _place(document.text, claim.start, claim.end)
    return {
        "claim_id": content_id(article.article_id, "claims", at["start"], at["end"]),
        "article_id": article.article_id,
        "claim": claim.kind,
        "quote": document.quote(claim.sentence),
        **at,
        "verdict": claim.verdict,
        "because": claim.because,
    }


def _rejected_row(article: Article, text: Text, refused: Refused) -> Row:
    at = _place(text, refused.start, refused.end)
    return {
        "article_id": article.article_id,
        **at,
        "text": _words(text, at),
        "kind": refused.kind,
        "reason": refused.reason,
    }


def _unique(rows: Iterator[Row]) -> list[Row]:
    """Rows by place and kind, the first of equals."""
    found: dict[tuple[object, ...], Row] = {}
    for row in rows:
        found.setdefault((row["start"], row["end"], row["kind"]), row)
    return list(found.values())
