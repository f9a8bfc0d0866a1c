"""Corpora of any size from templates, with true labels.

    python benchmarks/generate.py 1000 --out FOLDER
    python benchmarks/generate.py 1000000 --out FOLDER --lines --votes 0.1

By default FOLDER gets articles/*.txt and labels/*.json, as tests/gold has them, so that
`benchmarks/extraction.py FOLDER` measures accuracy on them. With --lines it gets articles/*.jsonl and
labels/*.jsonl of 10,000 lines each. Votes, holders and figures are those on record, drawn by a fixed seed:
article 17 is the same in every corpus with as many votes. The others tell of no vote.
"""

import argparse
import json
import random
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from pipeline import reference

TEMPLATES = Path(__file__).with_name("templates.toml")
LINES_A_FILE = 10_000
PARAGRAPHS = 6
SENTENCES = 4
OFFICE = "president"
TYPES = {1: "election_round1", 2: "runoff", None: "election"}
SLOT = re.compile(r"\{(?P<name>\w+)\}")


class Vote(NamedTuple):
    """A polling day on record with the two who came first."""

    election_id: str
    round: int | None
    day: date
    first: str
    second: str
    first_share: float
    second_share: float


@dataclass
class Made:
    """A generated article: title, day, address and body as text, and its labels as tests/gold has them."""

    title: str
    published: date
    url: str
    text: str
    labels: dict[str, Any] = field(default_factory=dict)


@cache
def votes() -> tuple[Vote, ...]:
    """The direct votes for a president on record: who and when says which one is meant, without an area."""
    record = reference.load()
    rows = defaultdict(list)
    for row in record.results_rows:
        if row.subject_type == "candidate" and row.share_pct:
            rows[row.election_id, row.round].append((float(row.share_pct), row.subject))
    found = []
    for (election_id, round_), told in sorted(rows.items(), key=str):
        election = record.election(election_id, round_)
        ranked = sorted(told, reverse=True)[:2]
        if (
            election
            and election.day
            and election.office == OFFICE
            and len(ranked) == 2
            and ranked[0][0] > ranked[1][0]
        ):
            (first_share, first), (second_share, second) = ranked
            day = date.fromisoformat(election.date)
            found.append(Vote(election_id, round_, day, first, second, first_share, second_share))
    return tuple(found)


@cache
def templates() -> dict[str, dict[str, Any]]:
    """The sentences and values by language."""
    return tomllib.loads(TEMPLATES.read_text(encoding="utf-8"))


def article(number: int, of_votes: float) -> Made:
    """The article of that number; `of_votes` is the share of articles that tell of a vote."""
    chance = random.Random(f"{number} {of_votes}")
    language = chance.choice(sorted(templates()))
    words = templates()[language]
    tells = chance.random() < of_votes
    vote = chance.choice(votes())
    published = vote.day + timedelta(days=chance.randint(1, 5))
    title, _ = _filled(chance.choice(words["title" if tells else "filler_title"]), words, {}, chance)
    title = title[:1].upper() + title[1:]
    url = f"https://news{number % 40}.example/{published:%Y/%m/%d}/{number}"
    text = f"{title}\n{published:%Y%m%d}\n{url}\n\n"
    told = _values(vote, words) if tells else {}
    told_at = chance.randrange(PARAGRAPHS)
    spans: dict[str, tuple[int, int]] = {}
    for paragraph in range(PARAGRAPHS):
        for sentence in range(SENTENCES):
            states = tells and paragraph == told_at and not sentence
            template = chance.choice(words["vote" if states else "filler"])
            filled, at = _filled(template, words, told if states else {}, chance)
            spans |= {name: (len(text) + start, len(text) + end) for name, (start, end) in at.items()}
            text += filled[:1].upper() + filled[1:] + " "
        text = text.rstrip() + "\n\n"
    labels = {"lang": language, "published": published.isoformat(), "url": url}
    return Made(title, published, url, text, {**labels, **_labels(vote, text, spans)})


def _filled(
    template: str, words: Mapping[str, Any], told: Mapping[str, str], chance: random.Random
) -> tuple[str, dict[str, tuple[int, int]]]:
    """The sentence, and where in it the slots stand that are told."""
    text, spans, at = "", {}, 0
    for slot in SLOT.finditer(template):
        text += template[at : slot.start()]
        name = slot["name"]
        if name in told:
            value = told[name]
            spans[name] = (len(text), len(text) + len(value))
        else:
            value = str(chance.randint(11, 97)) if name == "number" else chance.choice(words[name])
        text += value
        at = slot.end()
    return text + template[at:], spans


def _values(vote: Vote, words: Mapping[str, Any]) -> dict[str, str]:
    day = words["date"].format(
        number=vote.day.day, month=words["months"][vote.day.month - 1], year=vote.day.year
    )
    mark = "," if words is templates()["fr"] else "."
    shares = {name: f"{getattr(vote, name):g}".replace(".", mark) for name in ("first_share", "second_share")}
    return {"first": vote.first, "second": vote.second, "day": day, **shares}


def _labels(vote: Vote, text: str, spans: Mapping[str, tuple[int, int]]) -> dict[str, Any]:
    """The labels of what is told; none where nothing is."""
    told = {name: (text[start:end], start, end) for name, (start, end) in spans.items()}
    place = ("start_char", "end_char")
    event = {
        "date": vote.day.isoformat(),
        "type": TYPES.get(vote.round, "election"),
        "alt_types": ["election", "runoff", "election_round1"],
        "status": "past",
        "actors": [vote.first],
    }
    share = {"kind": "result", "election": vote.election_id, "round": vote.round, "verdict": "exact"}
    events = [event | dict(zip(("trigger", *place), told["day"], strict=True))] if told else []
    shares = [
        {"subject": getattr(vote, who), "share": getattr(vote, f"{who}_share")}
        | share
        | dict(zip(("quote", *place), told[f"{who}_share"], strict=True))
        for who in ("first", "second")
        if told
    ]
    return {"events": events, "vote_shares": shares, "not_vote_shares": []}


def corpus(size: int, of_votes: float) -> Iterator[Made]:
    """The first articles."""
    return (article(number, of_votes) for number in range(size))


def write_files(size: int, of_votes: float, folder: Path) -> None:
    """A file for each article, and one for its labels."""
    for name in ("articles", "labels"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for number, made in enumerate(corpus(size, of_votes)):
        (folder / "articles" / f"{number:07}.txt").write_text(made.text, encoding="utf-8", newline="\n")
        labels = json.dumps(made.labels, ensure_ascii=False, indent=1)
        (folder / "labels" / f"{number:07}.json").write_text(labels, encoding="utf-8")


def write_lines(size: int, of_votes: float, folder: Path) -> None:
    """Articles and labels as JSON lines."""
    for name in ("articles", "labels"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    made = corpus(size, of_votes)
    for number in range(-(-size // LINES_A_FILE)):
        own = islice(made, LINES_A_FILE)
        with (
            (folder / "articles" / f"{number:04}.jsonl").open("w", encoding="utf-8") as articles,
            (folder / "labels" / f"{number:04}.jsonl").open("w", encoding="utf-8") as labels,
        ):
            for each in own:
                body = each.text.split("\n\n", 1)[1]
                record = {"title": each.title, "date": each.published.isoformat(), "url": each.url}
                articles.write(json.dumps({**record, "text": body}, ensure_ascii=False) + "\n")
                labels.write(json.dumps(each.labels, ensure_ascii=False) + "\n")


def main() -> None:
    """Write the corpus that the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("size", type=int)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--votes", type=float, default=0.5, help="how many of the articles tell of a vote")
    parser.add_argument("--lines", action="store_true", help="JSON lines in place of a file an article")
    asked = parser.parse_args()
    (write_lines if asked.lines else write_files)(asked.size, asked.votes, asked.out)


if __name__ == "__main__":
    main()
