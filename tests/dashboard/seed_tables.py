"""The tables of the seed article, written by hand: what a good extraction of it says."""

from pathlib import Path

from pipeline import store, swap, tables
from pipeline.identity import content_id
from pipeline.model import Row

SEED = next((Path(__file__).parents[2] / "seeds").glob("*.txt"))
RUNOFF = (
    "In that election, he was subsequently annihilated by incumbent president Jacques Chirac, "
    "who received 82 percent of the vote, the largest margin of victory in French history."
)
LEADER = (
    "Le Pen is the daughter of Jean-Marie Le Pen, who led the National Front, the National "
    "Rally's predecessor party, from its founding in 1972 until his resignation in 2011."
)
REMATCH = (
    "The upcoming election is a rematch between Le Pen and Macron, who defeated her in 2017 "
    "with 66 percent of the vote."
)
FIVE = (
    "The elder Le Pen ran for the presidency five times on a hard-right platform, making the runoff in 2002."
)
VOTE = (
    "France's runoff election, scheduled to take place on April 24, pits Le Pen against Macron,"
    " a centrist pro-European whose leadership has come under sharp criticism in recent years "
    "from both the Left and the Right."
)
VOWED = (
    "Marine Le Pen, the leader of France's far-right National Rally party, vowed on Wednesday "
    "that she would withdraw France from the military command of NATO and promote a "
    "rapprochement with Russia if elected in the country's upcoming presidential vote."
)
ARGUED = (
    "In her remarks on Wednesday, she argued that her critics had misjudged her previous "
    "statements, adding that she had French interests at heart."
)


def write(folder: Path, rows: dict[str, list[Row]] | None = None) -> Path:
    """Store the rows (of the seed, unless others are given) as a folder of tables."""
    with swap.locked(folder):
        store.write(tables.frames(seed_rows() if rows is None else rows), folder)
    return folder


def seed_rows() -> dict[str, list[Row]]:
    """The rows by table name."""
    text = SEED.read_text(encoding="utf-8")
    title, day, url = text.split("\n")[:3]
    article = content_id(text)

    def span(words: str, after: str = "") -> dict[str, int]:
        start = text.index(words, text.index(after) if after else 0)
        return {"start": start, "end": start + len(words)}

    def event(words: str, after: str, quote: str, type_: str, label: str, actors: str, **more: object) -> Row:
        at = span(words, after)
        row: Row = {
            "event_id": content_id(article, "events", *at.values()),
            "article_id": article,
            "date": words[-4:],
            "precision": "year",
            "status": "past",
            "type": type_,
            "label": label,
            "actors": actors.split("|"),
            "quote": quote,
            "confidence": 0.9,
            **at,
            **more,
        }
        date = str(row["date"])
        row.setdefault("earliest", date if len(date) > 4 else f"{date}-01-01")
        row.setdefault("latest", date if len(date) > 4 else f"{date}-12-31")
        return row

    day_of = {"precision": "day"}
    events = [
        event("1972", "founding in ", LEADER, "founding", "National Front founded", "National Front",
              exact_date="1972-10-05"),
        event("2011", "resignation in ", LEADER, "resignation", "Jean-Marie Le Pen resigns",
              "Jean-Marie Le Pen|National Front", exact_date="2011-01-16"),
        event("2002", "runoff in ", FIVE, "runoff", "Runoff: Jacques Chirac v Jean-Marie Le Pen",
              "Jean-Marie Le Pen|Jacques Chirac", exact_date="2002-05-05",
              election_id="FR-president-2002", round=2),
        event("2017", "her in ", REMATCH, "runoff", "Runoff: Emmanuel Macron v Marine Le Pen",
              "Emmanuel Macron|Marine Le Pen", exact_date="2017-05-07",
              election_id="FR-president-2017", round=2),
        event("April 24", "scheduled", VOTE, "runoff", "Runoff: Emmanuel Macron v Marine Le Pen",
              "Marine Le Pen|Emmanuel Macron", date="2022-04-24", exact_date="2022-04-24", status="scheduled",
              election_id="FR-president-2022", round=2, **day_of),
        event("on Wednesday", "party,vowed", VOWED, "statement", "Marine Le Pen on NATO", "Marine Le Pen",
              date="2022-04-13", **day_of),
        event("on Wednesday", "her remarks", ARGUED, "statement", "Marine Le Pen on her critics",
              "Marine Le Pen", date="2022-04-13", **day_of),
    ]  # fmt: skip

    def share(
        subject: str, share_pct: float, official: float, words: str, quote: str, event_: Row,
        *, derived: bool = False,
    ) -> Row:  # fmt: skip
        at = span(words)
        return {
            "share_id": content_id(article, "vote_shares", *at.values(), subject),
            "article_id": article,
            "event_id": event_["event_id"],
            "election_id": event_["election_id"],
            "round": event_["round"],
            "date": event_["exact_date"],
            "subject": subject,
            "subject_type": "candidate",
            "share_pct": share_pct,
            "qualifier": "exact",
            "kind": "result",
            "derived": derived,
            "quote": quote,
            **at,
            "official_pct": official,
            "difference": round(share_pct - official, 2),
            "verdict": "rounds",
            "confidence": 0.9,
        }

    shares = [
        share("Jacques Chirac", 82.0, 82.21, "82 percent", RUNOFF, events[2]),
        share("Jean-Marie Le Pen", 18.0, 17.79, "82 percent", RUNOFF, events[2], derived=True),
        share("Emmanuel Macron", 66.0, 66.1, "66 percent", REMATCH, events[3]),
        share("Marine Le Pen", 34.0, 33.9, "66 percent", REMATCH, events[3], derived=True),
    ]
    claims = [
        ("superlative", "the largest margin of victory in French history", RUNOFF,
         "FR-president-2002 round 2: 82.21 - 17.79 = 64.42 points; next FR-president-2017: 32.20"),
        ("count", "five times", FIVE, "Candidacies of Jean-Marie Le Pen: 1974, 1988, 1995, 2002, 2007"),
        ("tenure", "from its founding in 1972 until his resignation in 2011", LEADER,
         "National Front: founded 1972-10-05; Jean-Marie Le Pen president until 2011-01-16"),
    ]  # fmt: skip
    rejected = [
        ("in recent years", "date", "vague: no bounds"),
        ("In recent days", "date", "vague: no bounds"),
        ("the Cold War", "date", "names a period, dates no event of the story"),
    ]

    def entry(row: Row, also: list[Row]) -> Row:
        exact = row.get("exact_date") or row["date"]
        return {
            "timeline_id": content_id(row["type"], row["date"]),
            "date": exact,
            "precision": "day" if row.get("exact_date") else row["precision"],
            "earliest": exact,
            "latest": exact,
            **{name: row.get(name) for name in ("type", "status", "label", "actors", "election_id", "round")},
            "articles": 1,
            "event_ids": [row["event_id"], *(other["event_id"] for other in also)],
        }

    return {
        "articles": [
            {
                "article_id": article,
                "source": [SEED.name],
                "title": title,
                "url": url,
                "publisher": "nationalinterest.org",
                "published": f"{day[:4]}-{day[4:6]}-{day[6:]}",
                "language": "en",
                "characters": len(text),
                "sha256": "0" * 64,
                "status": "ok",
                "text": text,
            }
        ],
        "dates": [
            {
                "article_id": article,
                "start": row["start"],
                "end": row["end"],
                "text": text[int(str(row["start"])) : int(str(row["end"]))],
                "type": "DATE",
                "value": row["date"],
                "edtf": row["date"],
                "earliest": row["earliest"],
                "latest": row["latest"],
                "resolved_by": "explicit",
            }
            for row in events
        ],
        "events": events,
        "vote_shares": shares,
        "claims": [
            {
                "claim_id": content_id(article, "claims", words),
                "article_id": article,
                "claim": kind,
                "quote": quote,
                **span(words),
                "verdict": "supported",
                "because": because,
            }
            for kind, words, quote, because in claims
        ],
        "rejected": [
            {"article_id": article, **span(words), "text": words, "kind": kind, "reason": reason}
            for words, kind, reason in rejected
        ],
        "timeline": [*(entry(row, []) for row in events[:5]), entry(events[5], [events[6]])],
    }
