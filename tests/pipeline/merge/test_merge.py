import json
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from types import MappingProxyType
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import shuffle, tables
from pipeline.identity import content_id
from pipeline.merge import entries, timeline
from pipeline.model import Row
from pipeline.reference import Reference, load
from pipeline.schemas import TABLES

NOTHING = Reference((), (), (), (), ())

PUBLISHED = {"a": "2002-05-06", "b": "2012-01-01", "c": "2022-04-14", "d": "", "e": "9999-01-01"}


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


def _merge(
    events: Iterable[Row],
    shares: Iterable[Row] = (),
    *,
    reference: Reference = NOTHING,
    reprints: Mapping[str, str] = MappingProxyType({}),
    dates: Iterable[Row] = (),
) -> list[dict[str, Any]]:
    articles = [
        {
            "article_id": content_id(key),
            "published": day,
            "reprint_of": content_id(reprints[key]) if key in reprints else "",
        }
        for key, day in PUBLISHED.items()
    ]
    rows = {"articles": articles, "events": events, "vote_shares": shares, "dates": dates}
    merged = timeline(entries(tables.frames(rows), reference))
    return [{str(key): value for key, value in row.items()} for row in merged.to_dict("records")]


def _result(event: Row, subject: str, share: float, **more: object) -> Row:
    row: Row = {
        "article_id": event["article_id"],
        "event_id": event["event_id"],
        "election_id": event["election_id"],
        "round": event["round"],
        "subject": subject,
        "share_pct": share,
        "kind": "result",
        "derived": False,
        "confidence": 0.9,
        **more,
    }
    return row | {"share_id": content_id(*row.values())}


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


def _sure(article: str, date: str, **more: object) -> Row:
    return _vote(article, date, 2, confidence=0.9, **more)


def test_another_date_is_a_conflict_that_names_both_sources() -> None:
    (entry,) = _merge(
        [_sure("a", "2002-05-05"), _sure("b", "2002-05-06"), _sure("c", "2002-05")], reference=load()
    )
    assert entry["date"] == "2002-05-05"
    assert entry["conflict"] == f"date 2002-05-05 in {content_id('a')}; 2002-05-06 in {content_id('b')}"
    (alone,) = _merge([_sure("b", "2002-05-06")], reference=load())
    assert alone["date"] == "2002-05-05"
    assert alone["conflict"] == f"date 2002-05-05 on record; 2002-05-06 in {content_id('b')}"


def test_many_sources_of_one_date_are_counted() -> None:
    events = [_sure(article, "2011-01-16") for article in "abcd"]
    names = ", ".join(sorted(map(content_id, "abcd"))[:3])
    (entry,) = _merge([*events, _sure("e", "2011-01-15")])
    assert entry["conflict"] == f"date 2011-01-16 in {names} and 1 more; 2011-01-15 in {content_id('e')}"


@pytest.mark.parametrize(
    "other",
    [
        [_sure("b", "2002")],
        [_sure("b", "2002-05")],
        [_vote("b", "2002-05-06", 2, confidence=0.7)],
        [_sure("b", "2002-05-06", status="hypothetical")],
        [_sure("b", "2002-05-06"), _sure("b", "2002-05-05", start=9)],
        [_sure("b", "2002-01-31")],
        [_sure("b", "2002-05-06"), _sure("b", "2002-05-07", start=9)],
    ],
    ids=[
        "less precise",
        "month",
        "unsure",
        "supposed",
        "its article gives the right one, too",
        "far away",
        "two days",
    ],
)
def test_what_is_no_disagreement_is_no_conflict(other: list[Row]) -> None:
    (entry,) = _merge([_sure("a", "2002-05-05"), *other], reference=load())
    assert (entry["date"], entry["conflict"]) == ("2002-05-05", "")


@pytest.mark.parametrize(
    ("resolved", "conflicts"), [("explicit", True), ("weekday", False), ("anaphora", False)]
)
def test_a_day_that_was_only_reckoned_disputes_nothing(resolved: str, conflicts: bool) -> None:
    other = _sure("b", "2002-05-06")
    date = {key: other[key] for key in ("article_id", "start", "end")} | {"resolved_by": resolved}
    (entry,) = _merge([_sure("a", "2002-05-05"), other], reference=load(), dates=[date])
    assert bool(entry["conflict"]) == conflicts


def test_without_a_record_the_date_that_most_articles_agree_with_wins() -> None:
    dates = {"a": "2011-01-16", "b": "2011-01-16", "c": "2011-01-15", "d": "2011"}
    (entry,) = _merge(_sure(article, date) for article, date in dates.items())
    assert (entry["date"], entry["earliest"], entry["latest"]) == ("2011-01-16",) * 3
    ids = ", ".join(sorted([content_id("a"), content_id("b")]))
    assert entry["conflict"] == f"date 2011-01-16 in {ids}; 2011-01-15 in {content_id('c')}"
    # One day against a month that two give: the month, and the day fits it or does not.
    (vague,) = _merge([_vote("a", "2011-01-16", 2), _sure("b", "2011-02"), _sure("c", "2011-02")])
    assert vague["date"] == "2011-02"


def test_without_a_record_a_date_far_away_is_another_vote() -> None:
    date = {"end": 1, "resolved_by": "explicit"}
    events = [
        _sure("a", "2012-05-06", start=0),
        _sure("a", "2012-06-17", start=4),
        _sure("b", "2012-06-17", start=0),
    ]
    dates = [{"article_id": row["article_id"], "start": row["start"], **date} for row in events]
    may, june = _merge(events, dates=dates)
    assert (may["date"], may["election_id"], may["articles"]) == ("2012-05-06", "", 1)
    assert (june["date"], june["election_id"], june["articles"]) == ("2012-06-17", "FR-president-2002", 2)


def test_a_date_tells_the_round_where_the_record_has_one_in_it() -> None:
    events = [
        _vote("a", "2002-05", None, type_="election"),
        _vote("b", "2002-04-21", None, type_="election"),
        _vote("c", "2002", None, type_="election"),
        _vote("d", "2002", None, type_="runoff"),
    ]
    rounds = [
        (entry["round"], entry["type"], entry["articles"]) for entry in _merge(events, reference=load())
    ]
    assert rounds == [(None, "election", 1), (1, "election_round1", 1), (2, "runoff", 2)]


def test_an_election_that_is_held_once_has_no_round() -> None:
    events = [
        _event("a", "runoff", "2020-11", election_id="US-president-2020", round=2),
        _event("b", "election", "2020-11-03", election_id="US-president-2020", round=None),
    ]
    (entry,) = _merge(events, reference=load())
    assert (entry["type"], entry["date"], entry["articles"]) == ("election", "2020-11-03", 2)
    assert pd.isna(entry["round"])


def test_the_label_names_who_was_first_with_what_most_articles_say() -> None:
    one, two, three = (_vote(article, "2002", 1, type_="election_round1", label="x") for article in "abc")
    shares = [
        _result(one, "Jean-Marie Le Pen", 17.79, verdict="other_round"),
        _result(one, "Jacques Chirac", 19.9),
        _result(two, "Jacques Chirac", 19.88),
        _result(three, "Jacques Chirac", 19.88),
        _result(three, "Lionel Jospin", 16.18),
    ]
    assert (
        _merge([one, two, three], shares, reference=load())[0]["label"]
        == "First round: Jacques Chirac 19.88 %"
    )
    shares.append(_result(two, "Jean-Marie Le Pen", 16.86))
    label = _merge([one, two, three], shares, reference=load())[0]["label"]
    assert label == "First round: Chirac 19.88 %, J.-M. Le Pen 16.86 %"
    without = [share for share in shares if share["subject"] != "Jacques Chirac"]
    label = _merge([one, two, three], without, reference=load())[0]["label"]
    assert label == "First round: Chirac v J.-M. Le Pen"


def test_without_a_record_the_label_names_whom_several_tell_of() -> None:
    one, two = (
        _event(key, "runoff", "2019", election_id="XX-president-2019", round=2, label=key) for key in "ab"
    )
    shares = [
        _result(each, subject, share) for each in (one, two) for subject, share in (("A B", 60), ("C D", 40))
    ]
    (entry,) = _merge([one, two], [*shares, _result(one, "E F", 99)])
    assert entry["label"] == "Runoff: A B 60 %, C D 40 %"


FIGURE: Row = {"qualifier": "exact", "confidence": 0.95}


def test_another_figure_is_a_conflict_that_names_both_sources() -> None:
    votes = [_vote(article, "2002", 2) for article in "abc"]
    shares = [
        _result(vote, "A", share, **FIGURE) for vote, share in zip(votes, (82.2, 82.21, 80), strict=True)
    ]
    (entry,) = _merge(votes, shares)
    ids = ", ".join(sorted([content_id("a"), content_id("b")]))
    assert entry["conflict"] == f"A 82.21 % in {ids}; 80 % in {content_id('c')}"


@pytest.mark.parametrize(
    "more",
    [
        {"share_pct": 82},
        {"share_pct": 80, "qualifier": "about"},
        {"share_pct": 80, "confidence": 0.8},
        {"share_pct": 80, "derived": True},
        {"share_pct": 80, "kind": "poll"},
        {"share_pct": 80, "verdict": "exact"},
        {"share_pct": 80, "verdict": "other_round"},
        {"share_pct": 80, "subject": "B"},
    ],
)
def test_other_figures_are_no_conflict(more: Row) -> None:
    votes = [_vote(article, "2002", 2) for article in "ab"]
    (entry,) = _merge(
        votes,
        [
            _result(votes[0], "A", 82.21, **FIGURE, verdict="exact"),
            _result(votes[1], "A", 1, **FIGURE) | more,
        ],
    )
    assert entry["conflict"] == ""


def test_reprints_count_once() -> None:
    events = [
        _sure("a", "2011-01-15"),
        _sure("b", "2011-01-15"),
        _sure("c", "2011-01-16"),
        _sure("d", "2011-01-16"),
    ]
    (entry,) = _merge(events, reprints={"b": "a"})
    assert (entry["date"], entry["articles"], len(entry["event_ids"])) == ("2011-01-16", 3, 4)


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


def test_a_milestone_is_one_entry_by_whatever_name_of_its_party() -> None:
    known = {"exact_date": "1972-10-05"}
    events = [
        _event("a", "founding", "1972", "National Front|Jean-Marie Le Pen", **known),
        _event("b", "founding", "1972-10", "National Rally", **known),
        _event("c", "founding", "1972-10-05", "National Front", **known),
    ]
    (entry,) = _merge(events, reference=load())
    assert (entry["date"], entry["precision"], entry["articles"]) == ("1972-10-05", "day", 3)
    (alone,) = _merge(events[:1], reference=load())
    assert alone["timeline_id"] == entry["timeline_id"]


def test_a_death_told_days_off_is_the_one_on_record() -> None:
    label = {"label": "Michel Rocard dies"}
    events = [
        _event("a", "death", "2016-07-02", "Michel Rocard", exact_date="2016-07-02", **label),
        _event("b", "death", "2016-07-04", "Michel Rocard", confidence=0.9, **label),
    ]
    (entry,) = _merge(events, reference=load())
    assert entry["date"] == "2016-07-02"
    assert f"2016-07-04 in {content_id('b')}" in entry["conflict"]


def test_a_debate_is_one_whether_the_debaters_are_named_or_not() -> None:
    events = [
        _event("a", "campaign", "2017-05-03", "A|B", label="Debate: A v B"),
        _event("b", "campaign", "2017-05-03", label="Debate"),
        _event("c", "campaign", "2017-05-04", label="Debate"),
    ]
    assert [entry["articles"] for entry in _merge(events)] == [2, 1]


def test_spellings_of_a_name_are_one_actor() -> None:
    events = [
        _event("a", "resignation", "2019", "Pedro Sánchez"),
        _event("b", "resignation", "2019", "Pedro Sanchez"),
    ]
    assert len(_merge(events)) == 1


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


SOME = st.lists(EVENTS, max_size=8, unique_by=lambda row: str(row["event_id"]))


@settings(max_examples=25, deadline=None)
@given(SOME, st.randoms())
def test_every_event_is_in_one_entry_and_the_order_changes_nothing(events: list[Row], random: Any) -> None:
    entries = _merge(events, reference=load())
    told = [event_id for entry in entries for event_id in entry["event_ids"]]
    assert sorted(told) == sorted(str(row["event_id"]) for row in events)
    shuffled = list(events)
    random.shuffle(shuffled)
    pd.testing.assert_frame_equal(pd.DataFrame(entries), pd.DataFrame(_merge(shuffled, reference=load())))
    assert len({entry["timeline_id"] for entry in entries}) == len(entries)


APART = st.builds(
    lambda row, more, label: row | more | {"label": label, "event_id": content_id(row["event_id"], label)},
    EVENTS,
    st.sampled_from([{}, {}, {"type": "death"}, {"election_id": "XX-president-1972", "type": "runoff"}]),
    st.sampled_from(["Founding", "Funeral", "Funeral of A", "Debate", "A"]),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(APART, max_size=12, unique_by=lambda row: str(row["event_id"])), st.integers(0, 12))
def test_merged_a_slot_at_a_time_the_timeline_is_the_same(events: list[Row], cut: int) -> None:
    with pytest.MonkeyPatch.context() as patch, closing(sqlite3.connect(":memory:")) as database:
        patch.setattr(shuffle, "_TOLD", 1)
        waiting = shuffle.Shuffle(database)
        articles = [{"article_id": content_id(key), "published": day} for key, day in PUBLISHED.items()]
        for some in (events[:cut], events[cut:]):
            waiting.add(shuffle.told(tables.frames({"articles": articles, "events": some}), load()))
        originals = {content_id("b"): content_id("a")}
        waiting.merge((), originals, (), map)
        found = [json.loads(row) for rows in waiting.rows() for row in rows]
    whole = _merge(events, reference=load(), reprints={"b": "a"})
    expected = pd.DataFrame(whole, columns=[column.name for column in TABLES["timeline"].columns])
    pd.testing.assert_frame_equal(tables.frame("timeline", found), expected, check_dtype=False)


def _ids(events: Iterable[Row]) -> dict[str, set[str]]:
    return {entry["timeline_id"]: set(entry["event_ids"]) for entry in _merge(events, reference=load())}


@settings(max_examples=30, deadline=None)
@given(SOME, SOME)
def test_a_later_article_renames_no_entry_and_takes_nothing_from_one_without_election(
    events: list[Row], more: list[Row]
) -> None:
    dated = [row for row in events if row["article_id"] != content_id("d")]
    later = [
        row | {"article_id": content_id("e"), "event_id": content_id("e", row["event_id"])} for row in more
    ]
    before, after = _ids(dated), _ids([*dated, *later])
    assert before.keys() <= after.keys()
    votes = {row["event_id"] for row in events if row["election_id"]}
    assert all(own - votes <= after[timeline_id] for timeline_id, own in before.items())


@settings(max_examples=30, deadline=None)
@given(SOME, SOME)
def test_no_article_renames_a_vote(events: list[Row], more: list[Row]) -> None:
    fixed = {row["event_id"] for row in events if row["election_id"]}
    other = [row for row in more if row["event_id"] not in {each["event_id"] for each in events}]
    after = _ids([*events, *other])
    assert all(timeline_id in after for timeline_id, own in _ids(events).items() if own <= fixed)
