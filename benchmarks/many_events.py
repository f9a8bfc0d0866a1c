"""Tables with as many events as wanted, to see how the dashboard bears them.

    python benchmarks/many_events.py 100000 --out FOLDER

Each event is an entry of the timeline, told by one article. Days, types and people are drawn from the
record by a fixed seed, so that the same number gives the same tables; every tenth event has a vote share
beside it.
"""

import argparse
import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from pipeline import encoding, labels, reference, store, swap, tables
from pipeline.identity import content_id
from pipeline.model import Row
from pipeline.reference import Reference, Result
from pipeline.schemas import EVENT_TYPES

EVENTS_OF_AN_ARTICLE = 20
EVENTS_OF_A_SHARE = 10
FIRST, LAST = date(1965, 1, 1).toordinal(), date(2022, 4, 1).toordinal()
PUBLISHERS = 40
AT_ONCE = 20_000


def rows(number: int) -> Iterator[dict[str, list[Row]]]:
    """The rows of `number` events by table, some thousands at a time."""
    chance = random.Random(number)
    record = reference.load()
    actors = [person.name for person in record.people] + [party.name_en for party in record.parties]
    results = [row for row in record.results_rows if row.share_pct and _election(row, record)]
    for first in range(0, number, AT_ONCE):
        indexes = range(first, min(first + AT_ONCE, number))
        articles = [
            _article(index) for index in dict.fromkeys(each // EVENTS_OF_AN_ARTICLE for each in indexes)
        ]
        events = list(_events(indexes, actors, chance))
        shares = [
            _share(index, chance.choice(results), event, record, chance)
            for index, event in zip(indexes, events, strict=True)
            if index % EVENTS_OF_A_SHARE == 0
        ]
        timeline = [
            {
                name: event[name]
                for name in ("date", "precision", "earliest", "latest", "type", "status", "label", "actors")
            }
            | {
                "timeline_id": content_id(f"entry {event['event_id']}"),
                "articles": 1,
                "event_ids": [event["event_id"]],
            }
            for event in events
        ]
        yield {"articles": articles, "events": events, "vote_shares": shares, "timeline": timeline}


def _article(index: int) -> Row:
    text = _text(index)
    day = date.fromordinal(LAST - index % 9000).isoformat()
    return {
        "article_id": content_id(text),
        "source": [f"{index}.txt"],
        "title": f"Article {index}",
        "publisher": f"paper{index % PUBLISHERS}.example",
        "published": day,
        "language": "en",
        "status": "ok",
        "characters": len(text),
        "text": text,
    }


def _text(index: int) -> str:
    return f"Article {index}. What happened then is told here."


def _events(indexes: range, actors: list[str], chance: random.Random) -> Iterator[Row]:
    for index in indexes:
        type_, named = EVENT_TYPES[index % len(EVENT_TYPES)], chance.sample(actors, 1 + index % 2)
        day = date.fromordinal(chance.randint(FIRST, LAST)).isoformat()
        yield {
            "event_id": content_id(f"event {index}"),
            "article_id": content_id(_text(index // EVENTS_OF_AN_ARTICLE)),
            "date": day,
            "precision": "day",
            "earliest": day,
            "latest": day,
            "exact_date": day,
            "type": type_,
            "status": "past",
            "label": labels.write(labels.facts_of(type_, named), "en"),
            "actors": named,
            "quote": "What happened then is told here.",
            "start": 0,
            "end": 4,
            "confidence": round(chance.uniform(0.5, 1), 2),
        }


def _share(index: int, result: Result, event: Row, record: Reference, chance: random.Random) -> Row:
    official = float(result.share_pct or 0)
    share = round(min(max(official + chance.choice((0.0, 0.0, 0.4, -3.0)), 0), 100))
    return {
        "share_id": content_id(f"share {index}"),
        "article_id": event["article_id"],
        "event_id": event["event_id"],
        "election_id": result.election_id,
        "round": result.round,
        "date": _election(result, record),
        "subject": result.subject,
        "subject_type": result.subject_type,
        "share_pct": float(share),
        "qualifier": "exact",
        "kind": "result",
        "derived": False,
        "quote": "What happened then is told here.",
        "start": 0,
        "end": 4,
        "official_pct": official,
        "difference": round(share - official, 2),
        "verdict": "rounds" if abs(share - official) < 1 else "disagrees",
        "confidence": 0.9,
    }


def _election(result: Result, record: Reference) -> str:
    election = record.election(result.election_id, result.round)
    return election.date if election else ""


def write(number: int, folder: Path) -> Path:
    """Store tables of `number` events in a folder."""
    with swap.locked(folder), store.Writer(folder) as writer:
        for some in rows(number):
            for name, frame in tables.frames(some).items():
                writer.add(name, encoding.encoded(name, frame))
        writer.replace()
    return folder


def main() -> None:
    """Write the tables that the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("number", type=int)
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args()
    write(asked.number, asked.out)


if __name__ == "__main__":
    main()
