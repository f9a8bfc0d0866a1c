from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import merge, reference, tables
from pipeline.as_of import tables_as_of
from pipeline.model import Row
from pipeline.store import Tables

RECORD = reference.load()
DAYS = ("2017-03-01", "2017-04-30", "2017-05-20", "2022-04-14")


def event(article: str, start: int, label: str, **more: object) -> Row:
    row: Row = {
        "event_id": f"{article}{start}",
        "article_id": article,
        "date": "2017-05-07",
        "precision": "day",
        "status": "scheduled",
        "type": "runoff",
        "label": label,
        "actors": ["Emmanuel Macron", "Marine Le Pen"],
        "quote": label,
        "start": start,
        "end": start + 5,
        "confidence": 0.9,
        **more,
    }
    return row | {"earliest": row["date"], "latest": row["date"]}


def built(events: list[Row], days: dict[str, str], **more: object) -> Tables:
    articles = [
        {"article_id": article, "title": article, "published": day, "status": "ok", "text": "x", **more}
        for article, day in days.items()
    ]
    frames = tables.frames({"articles": articles, "events": events})
    return Tables(**frames | {"timeline": merge.timeline(merge.entries(frames, RECORD))})


def of_runoff(*articles: str) -> list[Row]:
    told = {"election_id": "FR-president-2017", "round": 2}
    return [
        event(each, 10, f"Runoff as {each} has it", status="past" if each > "b" else "scheduled", **told)
        for each in articles
    ]


def status(events: list[Row], day: str) -> str:
    shown = tables_as_of(built(events, {"a": "2017-01-01"}), RECORD, day)
    return str(shown.timeline["status"].iloc[0])


def test_what_later_articles_say_is_not_known_yet() -> None:
    tables_ = built(of_runoff("a", "c"), {"a": "2017-04-25", "c": "2017-05-08"})
    assert tables_.timeline["articles"].tolist() == [2]
    before = tables_as_of(tables_, RECORD, "2017-05-01")
    assert before.articles["article_id"].tolist() == ["a"]
    row = before.timeline.iloc[0]
    assert (row["articles"], row["label"], row["status"]) == (1, "Runoff as a has it", "scheduled")
    assert set(before.events["article_id"]) == {"a"}
    after = tables_as_of(tables_, RECORD, "2017-05-08").timeline.iloc[0]
    assert (after["articles"], after["status"]) == (2, "past")
    assert tables_as_of(tables_, RECORD, "2017-04-24").timeline.empty


def test_an_announced_vote_has_happened_when_the_record_says_so() -> None:
    vote = of_runoff("a")
    assert status(vote, "2017-05-06") == "scheduled"
    assert status(vote, "2017-05-07") == "past"
    assert status(vote, "2017-05-08") == "past"


def test_an_announced_vote_that_the_record_would_have_was_missed() -> None:
    vote = [event("a", 3, "Vote", date="2019-05-05", type="election", election_id="FR-president-2019")]
    assert status(vote, "2019-05-04") == "scheduled"
    assert status(vote, "2019-05-05") == "scheduled"  # the day is not over
    assert status(vote, "2019-05-06") == "missed"


@pytest.mark.parametrize(
    "election_id", ["", "FR-senate-2019", "ZZ-president-2019", "FR-municipal-paris-2019"]
)
def test_of_what_no_record_would_have_nobody_can_tell(election_id: str) -> None:
    told = [event("a", 3, "Vote", date="2019-05-05", type="election", election_id=election_id)]
    assert status(told, "2019-06-01") == "open"


@pytest.mark.parametrize("said", ["past", "hypothetical"])
def test_only_what_was_announced_is_settled(said: str) -> None:
    assert status([event("a", 3, "Talk", status=said, type="statement")], "2020-01-01") == said


@pytest.mark.parametrize(
    ("published", "updated", "day", "known"),
    [
        ("2022-04-14", "", "2022-04-14", 1),
        ("2022-04-14", "", "2022-04-13", 0),
        ("2022-04-14", "2022-04-20", "2022-04-19", 0),  # its text is that of the later day
        ("2022-04-14", "2022-04-20", "2022-04-20", 1),
        ("2022-04", "", "2022-04-30", 0),
        ("2022-04", "", "2022-05-01", 1),
        ("", "", "2099-01-01", 0),
    ],
)
def test_an_article_is_known_from_its_day_on(published: str, updated: str, day: str, known: int) -> None:
    tables_ = built(of_runoff("a"), {"a": published}, updated=updated)
    shown = tables_as_of(tables_, RECORD, day)
    assert len(shown.articles) == known
    assert len(shown.timeline) == known


labels = st.sampled_from(["Macron takes office", "Debate", "A law"])
told = st.tuples(st.sampled_from("abcd"), labels, st.sampled_from(["2017-05-07", "2017-05-14", "2018-01-01"]))


@settings(deadline=None)
@given(st.lists(told, max_size=12), st.sampled_from(DAYS))
def test_as_of_a_day_it_is_what_a_build_of_that_day_would_be(
    drawn: list[tuple[str, str, str]], day: str
) -> None:
    events = [
        event(article, 10 * place, label, date=when, type="statement", status="past")
        for place, (article, label, when) in enumerate(drawn)
    ]
    published = dict(zip("abcd", DAYS, strict=True))
    everything = built(events, published)
    shown = tables_as_of(everything, RECORD, day)
    then = built(
        [row for row in events if published[str(row["article_id"])] <= day],
        {article: when for article, when in published.items() if when <= day},
    )
    columns = ["timeline_id", "date", "status", "label", "articles", "event_ids"]
    pd.testing.assert_frame_equal(
        shown.timeline[columns].sort_values("timeline_id", ignore_index=True),
        then.timeline[columns].sort_values("timeline_id", ignore_index=True),
    )


def test_it_changes_nothing_in_what_it_is_given() -> None:
    tables_ = built(of_runoff("a", "c"), {"a": "2017-04-25", "c": "2017-05-08"})
    before = {name: frame.copy() for name, frame in tables_.frames.items()}
    tables_as_of(replace(tables_), RECORD, "2017-05-07")
    for name, frame in before.items():
        pd.testing.assert_frame_equal(tables_.frames[name], frame)
