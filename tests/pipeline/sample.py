"""A few rows of every table, small enough to read, for tests of what comes after extraction."""

from pathlib import Path

from pipeline.identity import content_id
from pipeline.model import Article, Extraction, Row, Text

TEXT = "Vote\n20170508\nMr Macron, a |banker|, won 66.10 % on 7 May 2017, 20 % said."
ARTICLE = content_id(TEXT)
EVENT = content_id("event")
WORDS = "The vote of the country was held on Sunday, and the party of the president won it. "


def news(folder: Path, number: int) -> Path:
    """A new folder with so many articles, each in a file of its own."""
    folder.mkdir()
    for each in range(number):
        (folder / f"{each}.txt").write_text(f"{each}\n20220425\n\n{WORDS * 3} {each}")
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """The files in a folder, those in its folders left out."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def article(text: str = TEXT, **more: object) -> Row:
    """A row of `articles`."""
    return {
        "article_id": content_id(text),
        "source": ["a.txt"],
        "title": "Vote",
        "published": "2017-05-08",
        "language": "en",
        "characters": len(text),
        "sha256": "0" * 64,
        "status": "ok",
        "text": text,
        **more,
    }


def span(words: str, text: str = TEXT) -> dict[str, int]:
    """Where words stand."""
    start = text.index(words)
    return {"start": start, "end": start + len(words)}


def event(**more: object) -> Row:
    """A row of `events`."""
    return {
        "event_id": EVENT,
        "article_id": ARTICLE,
        "date": "2017-05-07",
        "precision": "day",
        "earliest": "2017-05-07",
        "latest": "2017-05-07",
        "type": "runoff",
        "status": "past",
        "label": "Runoff",
        "actors": ["Emmanuel Macron", "Marine Le Pen"],
        "election_id": "FR-president-2017",
        "round": 2,
        "quote": 'Mr "Macron"\r\nwon',
        **span("7 May 2017"),
        "confidence": 0.1 + 0.2,
        **more,
    }


def share(**more: object) -> Row:
    """A row of `vote_shares`."""
    return {
        "share_id": content_id("share"),
        "article_id": ARTICLE,
        "event_id": EVENT,
        "election_id": "FR-president-2017",
        "round": 2,
        "subject": "Emmanuel Macron",
        "subject_type": "candidate",
        "share_pct": 66.1,
        "qualifier": "exact",
        "kind": "result",
        "derived": False,
        "quote": "Mr Macron won",
        **span("66.10"),
        "official_pct": 66.1,
        "difference": 66.1 - 66.1,
        "verdict": "exact",
        "confidence": 1,
        **more,
    }


def rows() -> dict[str, list[Row]]:
    """Rows of every table, the timeline among them, without a fault."""
    return {
        "articles": [article(), article("", status="skipped", problem="empty", title="")],
        "dates": [
            {
                "article_id": ARTICLE,
                **span("7 May 2017"),
                "text": "7 May 2017",
                "type": "DATE",
                "value": "2017-05-07",
                "earliest": "2017-05-07",
                "latest": "2017-05-07",
            }
        ],
        "events": [event()],
        "vote_shares": [share()],
        "counts": [
            {
                "count_id": content_id("count"),
                "article_id": ARTICLE,
                "subject": "Emmanuel Macron",
                "count": 20_743_128,
                "unit": "votes",
                "qualifier": "exact",
                "quote": "q",
                **span("66"),
                "confidence": 0.5,
            }
        ],
        "claims": [
            {
                "claim_id": content_id("claim"),
                "article_id": ARTICLE,
                "claim": "count",
                "quote": "=1+1",
                **span("won"),
                "verdict": "cannot_tell",
                "because": "\ud800 a lone surrogate and a \x00",
            }
        ],
        "rejected": [
            {
                "article_id": ARTICLE,
                **span("20 %"),
                "text": "20 %",
                "kind": "percentage",
                "reason": "no vote",
            }
        ],
        "timeline": [
            {
                "timeline_id": content_id("timeline"),
                "date": "2017-05",
                "precision": "month",
                "earliest": "2017-05-01",
                "latest": "2017-05-31",
                "type": "runoff",
                "status": "past",
                "label": "Runoff",
                "actors": [],
                "articles": 1,
                "event_ids": [EVENT],
            }
        ],
    }


def extract(article: Article, reference: object = None) -> Extraction:
    """One event an article; articles that say so fail in one way or another."""
    if "raise" in article.text:
        raise RuntimeError("what a text")
    at = article.text.index("Sunday")
    row: Row = {
        "event_id": content_id(article.article_id, "events", at),
        "article_id": article.article_id,
        "date": "2022-04-24",
        "precision": "day",
        "earliest": "2022-04-24",
        "latest": "2022-04-24",
        "type": "runoff",
        "status": "past",
        "label": "Runoff",
        "actors": [],
        "election_id": "FR-president-2022",
        "round": 2,
        "quote": "q",
        "start": at,
        "end": at + 6,
        "confidence": 0.5,
    }
    if "wrong type" in article.text:
        row["start"] = "7"
    if "wrong value" in article.text:
        row["type"] = "party"
    return Extraction(article, Text(article.text), {"events": [row]})
