from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.data import Data
from pipeline import tables
from pipeline.store import Tables
from pipeline.telling import filters, story, subjects
from pipeline.telling.filters import View
from tests.dashboard.seed_tables import seed_rows


def view(data: Data, key: str = "RN", **changes: object) -> View:
    who = {each.key: each for each in subjects.subjects(data.tables, data.reference)}[key]
    return replace(View(who, "president", (1972, 2022)), **changes)  # type: ignore[arg-type]


def changed(data: Data, **frames: pd.DataFrame) -> Data:
    return replace(data, tables=replace(data.tables, **frames))


def test_the_finding_is_the_road_of_the_party(seed: Data) -> None:
    assert story.tell(view(seed), seed).finding == (
        "The National Front, founded in 1972, rose from 0.75% in 1974 "
        "to 17.79% in the 2002 runoff and 33.90% in the 2017 runoff; a runoff is announced for 24 April 2022"
    )


def test_the_finding_follows_the_data(seed: Data) -> None:
    timeline = seed.tables.timeline
    past = timeline.assign(status="past")
    assert "announced" not in story.tell(view(seed), changed(seed, timeline=past)).finding
    vague = timeline.assign(
        date=timeline["date"].where(timeline["status"] == "past", "2022-05"),
        precision=timeline["precision"].where(timeline["status"] == "past", "month"),
    )
    assert story.tell(view(seed), changed(seed, timeline=vague)).finding.endswith("announced for May 2022")
    silent = changed(
        seed,
        timeline=timeline[timeline["election_id"] != "FR-president-2002"],
        vote_shares=seed.tables.vote_shares.iloc[:0],
    )
    assert "2002" not in story.tell(view(silent), silent).finding


def test_votes_of_one_round_with_figures_are_one_line(seed: Data) -> None:
    """The record has a party's shares of the first rounds alone, and of 1986, when one vote settled all."""
    told = story.tell(view(seed, office="legislative"), seed)
    assert set(told.official["series"]) == {"Result"}
    assert told.finding.startswith("The National Front, founded in 1972, rose from 0.50% in 1973 to ")
    assert told.finding.split(";")[0].endswith(" in 2017")


def test_what_falls_by_way_of_a_higher_figure_does_not_just_fall(seed: Data) -> None:
    others = seed.tables.timeline.assign(election_id="")
    told = story.tell(
        view(seed, "LR"), changed(seed, timeline=others, vote_shares=seed.tables.vote_shares[:0])
    )
    assert told.finding.startswith(
        "The Republicans went from 44.65% in 1965 to 82.21% in the 2002 runoff and "
    )


def test_a_line_older_than_its_party_names_no_founding(seed: Data) -> None:
    shown = view(seed)
    younger = replace(shown, who=replace(shown.who, founded="2018-06-01"))
    untold = changed(seed, timeline=seed.tables.timeline[seed.tables.timeline["type"] != "founding"])
    assert (
        "founded" in story.tell(replace(shown, who=replace(shown.who, founded="1972-10-05")), untold).finding
    )
    assert "founded" not in story.tell(younger, untold).finding


def test_everyone_gets_a_finding_of_counts(seed: Data) -> None:
    told = story.tell(view(seed, subjects.EVERYONE), seed)
    assert told.finding.startswith("6 dated events from 1972 to 2022, as told by 1 article")
    assert told.official.empty


def test_the_figures_in_the_row(seed: Data) -> None:
    assert story.tell(view(seed), seed).figures == (
        ("6", "events"),
        ("1", "article"),
        ("1972–2022", "years covered"),
        ("5 of 5", "figures and claims agree with the record"),
    )


def test_what_came_after_the_last_article_is_marked(seed: Data) -> None:
    official = story.tell(view(seed), seed).official
    assert official.loc[official["later"], "date"].tolist() == ["2022-04-24"]


def test_a_year_is_drawn_as_a_year_with_the_known_day_on_it(seed: Data) -> None:
    drawn = story.tell(view(seed), seed).chart_events.set_index("label")
    founding = drawn.loc["National Front founded"]
    assert (founding["start"], founding["end"], founding["date"]) == (
        "1972-01-01",
        "1972-12-31",
        "1972-10-05",
    )
    rows = seed_rows()
    for row in rows["timeline"]:
        if row["type"] == "founding":
            row |= {"date": "1972", "precision": "year", "earliest": "1972-01-01", "latest": "1972-12-31"}
    frames = tables.frames(rows)
    unknown = replace(seed, tables=Tables(**frames, identity="x"))
    founding = (
        story.tell(view(unknown), unknown).chart_events.set_index("label").loc["National Front founded"]
    )
    assert (founding["start"], founding["end"], founding["date"]) == ("1972-01-01", "1972-12-31", "")


def test_claims_of_the_other_side_are_labelled(seed: Data) -> None:
    claims = story.tell(view(seed), seed).chart_claims
    assert set(claims["label"]) == {"", "Jacques Chirac 82%", "Emmanuel Macron 66%"}
    assert len(claims) == 4


def test_among_many_figures_those_about_others_that_hold_are_quiet(seed: Data) -> None:
    shares = seed.tables.vote_shares
    other = shares[shares["subject"] == "Emmanuel Macron"]
    many = [other.assign(share_pct=float(66 + number), share_id=f"{number:012}") for number in range(9)]
    wrong = other.assign(share_pct=99.0, verdict="disagrees", share_id="f" * 12)
    full = changed(seed, vote_shares=pd.concat([shares, *many, wrong], ignore_index=True))
    claims = story.tell(view(full), full).chart_claims
    assert set(claims.loc[claims["quiet"], "share_pct"]) == {82.0, *(float(66 + each) for each in range(9))}
    assert not claims.loc[claims["own"], "quiet"].any()
    assert not story.tell(view(seed), seed).chart_claims["quiet"].any()


@pytest.mark.parametrize(
    ("changes", "labels"),
    [
        ({"types": ("founding",)}, {"National Front founded"}),
        ({"years": (2000, 2010)}, {"Runoff: Jacques Chirac v Jean-Marie Le Pen"}),
        ({"sources": ("elsewhere.example",)}, set()),
    ],
)
def test_filters_leave_the_right_events(seed: Data, changes: dict[str, object], labels: set[str]) -> None:
    assert set(filters.events(view(seed, **changes), seed.tables)["label"]) == labels


def test_nothing_left_is_said(seed: Data) -> None:
    told = story.tell(view(seed, subjects.EVERYONE, sources=("elsewhere.example",)), seed)
    assert told.finding == "No event fits these filters"


def test_hostile_words_are_harmless_in_the_hover(seed: Data) -> None:
    timeline = seed.tables.timeline.assign(label="<b>bold</b> <a href='http://x.example'>x</a>")
    hovers = story.tell(view(seed), changed(seed, timeline=timeline)).chart_events["hover"]
    assert not hovers.str.contains("<a").any()
    assert hovers.str.contains("&lt;b&gt;bold").all()


@pytest.mark.parametrize(
    ("early", "late", "years"),
    [
        ([], [], (1974, 2022)),
        (["1850"], [], (1974, 2022)),
        (["1850", "1860"], [], (1850, 2022)),
        (["1960"], [], (1960, 2022)),
        (["1850"], ["2100"], (1974, 2022)),
        ([], ["2030"], (1974, 2030)),
    ],
)
def test_the_usual_years_leave_out_what_lies_far_from_the_rest(
    early: list[str], late: list[str], years: tuple[int, int], seed: Data
) -> None:
    days = [*early, *(f"{year}-05-01" for year in (1974, 1981, 1988, *range(2000, 2023))), *late]
    rows = pd.concat([seed.tables.timeline.iloc[:1]] * len(days), ignore_index=True)
    told = replace(
        seed.tables,
        timeline=rows.assign(earliest=days, latest=days),
        vote_shares=seed.tables.vote_shares.iloc[:0],
    )
    covered = filters.years_covered(told, subjects.NOBODY, ())
    assert covered == (int(days[0][:4]), int(days[-1][:4]))
    assert filters.years_usual(told, subjects.NOBODY, (), covered, "2022-04-14") == years
    shown = view(seed)
    points = subjects.points(shown.who, shown.office, seed.reference)
    assert filters.years_usual(told, shown.who, points, covered, "2022-04-14")[0] <= 1974


def test_turns_of_the_line_are_explained(seed: Data) -> None:
    """The largest rise and fall between first rounds, by whom where the candidate is another, and a new name."""
    party, person = (story.tell(view(seed, key), seed).chart_notes for key in ("RN", "Marine Le Pen"))
    assert party["text"].tolist() == [
        "+13.64 points since 1974",
        "−6.42 points since 2002",
        "Renamed National Rally",
    ]
    assert party["date"].tolist() == ["1988-04-24", "2007-04-22", "2018-06-01"]
    assert party["tick"].tolist() == [False, False, True]
    assert 21.3 < party["share_pct"].iloc[-1] < 23.15
    assert person["text"].tolist() == ["+3.40 points since 2012"]
    later = view(seed, years=(2002, 2022))
    assert "Marine Le Pen: +7.46 points since 2007" in set(story.tell(later, seed).chart_notes["text"])
    assert story.tell(view(seed, subjects.EVERYONE), seed).chart_notes.empty


@given(st.lists(st.integers(1900, 2030), min_size=2, max_size=4))
def test_moves_in_time_stay_within_what_is_covered_and_reach_all_of_it(marks: list[int]) -> None:
    years, covered = (
        (sorted(marks)[len(marks) // 2 - 1], sorted(marks)[len(marks) // 2]),
        (min(marks), max(marks)),
    )
    for key, (first, last) in filters.moves(years, covered).items():
        assert covered[0] <= first <= last <= covered[1]
        if key in ("earlier", "later"):
            assert last - first == years[1] - years[0]
    for key in ("earlier", "wider", "later"):
        now = years
        while (after := filters.moves(now, covered)[key]) != now:
            now = after
        assert key == "later" or now[0] == covered[0]
        assert key == "earlier" or now[1] == covered[1]
