from collections.abc import Iterable
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import tables
from pipeline.identity import content_id
from pipeline.merge import merge
from pipeline.model import Row

PUBLISHED = {"a": "2002-05-06", "b": "2012-01-01", "c": "2022-04-14", "d": ""}


def _bounds(date: str) -> tuple[str, str, str]:
    if len(date) == 4:
        return f"{date}-01-01", f"{date}-12-31", "year"
    if len(date) == 7:
        return f"{date}-01", f"{date}-28", "month"
    return date, date, "day"


def _event(article: str, type_: str, date: str, actors: str = "", **more: object) -> Row:
    earliest, latest, precision = _bounds(date)
    row: Row = {
        "article_id": content_id(article),
        "type": type_,
        "date": date,
        "earliest": earliest,
        "latest": latest,
        "precision": precision,
        "status": "past",
        "label": f"{type_} {date}",
        "actors": actors.split("|") if actors else [],
        "quote": "q",
        "start": 0,
        "end": 1,
        "confidence": 0.5,
        **more,
    }
    return row | {"event_id": content_id(*(f"{key}={row[key]}" for key in sorted(row)))}


def _vote(article: str, date: str, round_: int | None, type_: str = "runoff", **more: object) -> Row:
    return _event(article, type_, date, election_id="FR-president-2002", round=round_, **more)


def _merge(events: Iterable[Row], shares: Iterable[Row] = ()) -> list[dict[str, Any]]:
    articles = [{"article_id": content_id(key), "published": day} for key, day in PUBLISHED.items()]
    frames = tables.frames({"articles": articles, "events": events, "vote_shares": shares})
    timeline = merge(frames["articles"], frames["events"], frames["vote_shares"])
    rows = timeline.to_dict("records")
    return [{str(key): value for key, value in row.items()} for row in rows]


def test_a_round_is_one_entry_however_it_is_called_and_dated() -> None:
    (entry,) = _merge(
        [
            _vote("a", "2002-05-05", 2, actors=[]),
            _vote("a", "2002", 2, type_="election", exact_date="2002-05-05", start=9),
            _vote("b", "2002-05", 2, exact_date="2002-05-05"),
        ]
    )
    assert (entry["date"], entry["precision"], entry["type"], entry["round"]) == (
        "2002-05-05",
        "day",
        "runoff",
        2,
    )
    assert entry["articles"] == 2 and len(entry["event_ids"]) == 3 and entry["conflict"] == ""
    assert entry["timeline_id"] == content_id("timeline", "FR-president-2002", 2, "runoff")


def test_rounds_and_a_vote_without_a_round_stay_apart() -> None:
    entries = _merge(
        [
            _vote("a", "2002-04-21", 1, type_="election_round1"),
            _vote("a", "2002-05-05", 2),
            _vote("a", "2002", None, type_="election"),
        ]
    )
    assert len(entries) == 3


def test_another_date_is_a_conflict_that_names_the_article() -> None:
    (entry,) = _merge(
        [
            _vote("a", "2002-05-05", 2, exact_date="2002-05-05"),
            _vote("b", "2002-05-06", 2, exact_date="2002-05-05"),
            _vote("c", "2002", 2),
        ]
    )
    assert entry["date"] == "2002-05-05"
    assert entry["conflict"] == f"date 2002-05-06 in {content_id('b')}"


def test_without_reference_the_date_of_most_articles_wins() -> None:
    dates = {"a": "2011-01-16", "b": "2011-01-16", "c": "2011-01-15", "d": "2011"}
    (entry,) = _merge(_vote(article, date, 2) for article, date in dates.items())
    assert (entry["date"], entry["earliest"], entry["latest"]) == ("2011-01-16",) * 3
    assert entry["conflict"] == f"date 2011-01-15 in {content_id('c')}"


def test_a_vague_date_joins_the_only_precise_one_within_it() -> None:
    (entry,) = _merge(
        [
            _event("c", "founding", "1972", "National Front"),
            _event("a", "founding", "1972-10-05", "National Front|Jean-Marie Le Pen"),
        ]
    )
    assert entry["date"] == "1972-10-05"
    assert entry["actors"] == ["National Front", "Jean-Marie Le Pen"]
    entries = _merge(
        [
            _event("a", "resignation", "2017-03-01", "X"),
            _event("b", "resignation", "2017-09-01", "X"),
            _event("c", "resignation", "2017", "X"),
            _event("d", "resignation", "2017", "X"),
        ]
    )
    assert sorted((entry["date"], entry["articles"]) for entry in entries) == [
        ("2017", 2),
        ("2017-03-01", 1),
        ("2017-09-01", 1),
    ]


@pytest.mark.parametrize(
    ("one", "other", "entries"),
    [
        (("founding", "1972", "A"), ("founding", "1972", "B"), 2),
        (("founding", "1972", "A"), ("founding", "1973", "A"), 2),
        (("founding", "1972", "A"), ("death", "1972", "A"), 2),
        (("resignation", "2011-01-16", "A|P"), ("resignation", "2011-01-16", "B|P"), 2),
        (("resignation", "2011", "A"), ("resignation", "2011", "A|P"), 1),
        (("statement", "2022-04-13", "A"), ("statement", "2022-04-13", "A"), 1),
        (("statement", "2022-04-13", "A"), ("statement", "2022", "A"), 2),
        (("war", "2022", ""), ("war", "2022", ""), 1),
    ],
)
def test_type_actors_and_dates_decide(
    one: tuple[str, str, str], other: tuple[str, str, str], entries: int
) -> None:
    for second in "ac":
        assert len(_merge([_event("a", *one), _event(second, *other, start=5)])) == entries


def test_different_things_of_a_year_are_not_one_but_equal_labels_are() -> None:
    events = [
        _event("a", "other", "2015", "A", label="A is expelled"),
        _event("b", "other", "2015", "A", label="A writes a book"),
        _event("c", "other", "2015", "A", label="A is expelled"),
    ]
    assert sorted(entry["articles"] for entry in _merge(events)) == [1, 2]


def test_milestones_of_the_same_day_are_one() -> None:
    (entry,) = _merge(
        [
            _event("a", "founding", "1972", "P|A", exact_date="1972-10-05"),
            _event("b", "founding", "1972-10", "P|B", exact_date="1972-10-05"),
            _event("c", "founding", "1971", "P", exact_date="1972-10-05"),
            _event("d", "founding", "1972", exact_date="1972-10-05"),
        ]
    )
    assert (entry["date"], entry["precision"]) == ("1972-10-05", "day")
    assert entry["conflict"] == f"date 1971 in {content_id('c')}"


def test_the_status_is_that_of_the_latest_article() -> None:
    (entry,) = _merge(
        [
            _vote("b", "2002", 2, status="hypothetical"),
            _vote("c", "2002", 2),
            _vote("d", "2002", 2, status="scheduled"),
        ]
    )
    assert entry["status"] == "past"


def test_the_label_is_the_most_frequent_then_the_one_with_shares() -> None:
    one, two, three = (_vote(key, "2002", 2, label=label) for key, label in ("ax", "by", "cy"))
    assert _merge([one, two, three])[0]["label"] == "y"
    share = {"share_id": content_id("s"), "event_id": one["event_id"]}
    assert _merge([one, two], [share])[0]["label"] == "x"


def test_a_later_article_renames_no_entry() -> None:
    before = [
        _event("a", "founding", "1972", "P"),
        _vote("a", "2002", 2),
        _event("b", "death", "2001-01-01", "X"),
    ]
    after = [*before, _event("c", "founding", "1972-10-05", "P|Q"), _vote("c", "2002-05-05", 2)]
    ids = {entry["timeline_id"] for entry in _merge(before)}
    assert ids == {entry["timeline_id"] for entry in _merge(after)}


EVENTS = st.builds(
    _event,
    st.sampled_from("abcd"),
    st.sampled_from(["founding", "statement", "runoff", "other"]),
    st.sampled_from(["1972", "1972-10", "1972-10-05", "1972-10-06", "1973"]),
    st.sampled_from(["", "A", "B", "A|B", "A|C"]),
    start=st.integers(0, 3),
    election_id=st.sampled_from(["", "", "FR-president-2002"]),
    round=st.sampled_from([None, 1, 2]),
    exact_date=st.sampled_from(["", "", "1972-10-05"]),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(EVENTS, max_size=8, unique_by=lambda row: str(row["event_id"])), st.randoms())
def test_every_event_is_in_one_entry_and_the_order_changes_nothing(events: list[Row], random: Any) -> None:
    entries = _merge(events)
    told = [event_id for entry in entries for event_id in entry["event_ids"]]
    assert sorted(told) == sorted(str(row["event_id"]) for row in events)
    shuffled = list(events)
    random.shuffle(shuffled)
    pd.testing.assert_frame_equal(pd.DataFrame(entries), pd.DataFrame(_merge(shuffled)))
    assert len({entry["timeline_id"] for entry in entries}) == len(entries)
