"""The labels fit their articles: spans hold the quoted words, values are of the known kinds."""

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.schemas import CLAIM_VERDICTS, EVENT_STATUSES, EVENT_TYPES, SHARE_KINDS

SETS = {name: Path(__file__).parents[1] / name for name in ("gold", "varied", "unseen")}
TEXTS = {
    f"{name}/{path.stem}": path.read_bytes().decode()
    for name, folder in SETS.items()
    for path in sorted((folder / "articles").glob("*.txt"))
}
LABELS = {
    f"{name}/{path.stem}": json.loads(path.read_bytes())
    for name, folder in SETS.items()
    for path in sorted((folder / "labels").glob("*.json"))
}
EVENTS = [(name, event) for name, labels in LABELS.items() for event in labels["events"]]
SHARES = [(name, share) for name, labels in LABELS.items() for share in labels["vote_shares"]]
CLAIMS = [(name, claim) for name, labels in LABELS.items() for claim in labels.get("claims", ())]
FIELDS = {"lang", "published", "url", "events", "vote_shares", "not_vote_shares", "claims", "counts"}
VERDICTS = {"exact", "rounds", "near", "disagrees"}

Label = dict[str, Any]


def first_day(partial: str) -> date:
    """The first day of a year, a month or a day."""
    assert re.fullmatch(r"\d{4}(?:-\d\d){0,2}", partial)
    return date(*([int(part) for part in partial.split("-")] + [1, 1])[:3])


def quoted(name: str, label: Label) -> str:
    return TEXTS[name][label["start_char"] : label["end_char"]]


def test_every_article_has_labels_and_every_label_file_an_article() -> None:
    assert TEXTS.keys() == LABELS.keys()
    assert Counter(name.partition("/")[0] for name in TEXTS) == {"gold": 23, "varied": 290, "unseen": 36}


@pytest.mark.parametrize("name", list(LABELS))
def test_the_head_of_a_file_is_that_of_its_article(name: str) -> None:
    labels = LABELS[name]
    title, published, address, *paragraphs = TEXTS[name].rstrip("\n").split("\n")
    assert title and paragraphs
    assert labels.keys() <= FIELDS
    assert labels["lang"] in ("en", "fr")
    assert first_day(labels["published"]).strftime("%Y%m%d") == published
    assert labels["url"] == address.strip()
    assert all(quote in TEXTS[name] for quote in labels["not_vote_shares"])


@pytest.mark.parametrize(("name", "event"), EVENTS)
def test_event(name: str, event: Label) -> None:
    assert event["trigger"] and quoted(name, event) == event["trigger"]
    assert {event["type"], *event.get("alt_types", ())} <= set(EVENT_TYPES)
    assert event["status"] in EVENT_STATUSES
    start = first_day(event["date"])
    assert "end" not in event or first_day(event["end"]) > start
    if start > first_day(LABELS[name]["published"]):
        assert event["status"] != "past"
    assert all(len(actor) > 2 for actor in event["actors"])


@pytest.mark.parametrize(("name", "share"), SHARES)
def test_share(name: str, share: Label) -> None:
    assert share["quote"] and quoted(name, share) == share["quote"]
    assert share["subject"] and share["kind"] in SHARE_KINDS
    assert 0 < share["share"] <= 100
    assert share["round"] in (1, 2, None)
    assert re.fullmatch(r"[A-Z]{2}-[A-Za-z-]+-\d{4}[ab]?", share["election"])
    numbers = [number.replace(",", ".") for number in re.findall(r"\d+(?:[.,]\d+)?", share["quote"])]
    # A share without digits is written in words.
    assert not numbers or share["share"] in map(float, numbers)
    if "verdict" in share:
        assert share["verdict"] in VERDICTS
        assert share["kind"] in ("result", "turnout")


@pytest.mark.parametrize("name", list(LABELS))
def test_no_share_is_labelled_twice(name: str) -> None:
    keys = [
        tuple(share[key] for key in ("subject", "share", "kind", "election", "round"))
        for share in LABELS[name]["vote_shares"]
    ]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(("name", "claim"), CLAIMS)
def test_claim(name: str, claim: Label) -> None:
    assert claim.keys() == {"quote", "start_char", "end_char", "verdict"}
    assert claim["quote"] and quoted(name, claim) == claim["quote"]
    assert claim["verdict"] in CLAIM_VERDICTS
