"""The frames behind the Elections page."""

from pathlib import Path

import pandas as pd
import pytest

from dashboard import ballots, elections, polls
from dashboard.data import Data
from pipeline import reference, store
from pipeline.reference import Reference
from pipeline.telling import roads
from pipeline.telling.contest import Contest
from tests.dashboard.seed_tables import write
from tests.dashboard.several_sources import rows_of_several


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Data:
    folder = write(tmp_path_factory.mktemp("several") / "tables", rows_of_several())
    tables = store.load(folder)
    return Data(tables, reference.load(), tables.identity)


def row(frame: pd.DataFrame, subject: str) -> "pd.Series[str]":
    found: pd.Series[str] = frame.set_index("subject").loc[subject]
    return found


@pytest.mark.parametrize(
    ("election_id", "contest"),
    [
        ("FR-president-2022", Contest("FR", "president")),
        ("DE-regional-TH-2024", Contest("DE", "regional", "TH")),
        ("UK-general-1974a", Contest("UK", "general")),
    ],
)
def test_an_election_is_of_a_contest(election_id: str, contest: Contest) -> None:
    assert ballots.contest_of(election_id) == contest


def test_what_articles_tell_of_is_offered_first(several: Data) -> None:
    every = ballots.ballots(several)
    assert next(iter(every.contests)) == "FR"
    assert every.contests["FR"][0] == Contest("FR", "president")
    assert every.best(*every.elections) == "FR-president-2017"
    assert every.elections[Contest("FR", "president")][:2] == ("FR-president-2027", "FR-president-2022")
    assert every.best(every.contests["SK"][0]).startswith("SK-general-")


def test_a_round_has_bars_with_party_value_and_change(several: Data) -> None:
    runoff, first = elections.rounds("FR-president-2022", several)
    assert (runoff.number, first.number) == (2, 1)
    macron = row(runoff.rows, "Emmanuel Macron")
    assert (macron["value"], macron["change"]) == ("58.55%", "−7.55")
    assert row(first.rows, "Marine Le Pen")["change"] == "+1.85"  # the Front became the Rally
    assert row(first.rows, "Éric Zemmour")["change"] == ""
    assert row(first.rows, "turnout")["value"] == "73.69%"
    assert not row(first.rows, "turnout")["hover"].startswith("<b>turnout")


def test_seats_stand_below_a_party(several: Data) -> None:
    (only,) = elections.rounds("FR-european-2024", several)
    assert row(only.rows, "National Rally")["note"] == "30 of 81 seats"


def test_equal_figures_are_one_mark_and_each_has_its_verdict(several: Data) -> None:
    runoff = next(each for each in elections.rounds("FR-president-2017", several) if each.number == 2)
    marks = runoff.marks.query("subject == 'Emmanuel Macron'").set_index("share_pct")
    assert marks["stance"].to_dict() == {66.0: "agrees", 66.1: "agrees", 33.9: "differs", 62.0: "differs"}
    assert "La Gazette" in marks.loc[33.9, "hover"] and "someone else" in marks.loc[33.9, "hover"]


def test_the_strip_has_those_of_whom_several_articles_give_a_figure(several: Data) -> None:
    runoff = next(each for each in elections.rounds("FR-president-2017", several) if each.number == 2)
    assert set(runoff.strip["subject"]) == {
        "Emmanuel Macron"
    }  # of the other one there is one, and it is derived
    assert sorted(runoff.strip["difference"]) == [-32.2, -4.1, -0.1, 0.0]


@pytest.mark.parametrize(
    ("election_id", "says"),
    [
        (
            "FR-president-2017",
            "Emmanuel Macron won with 66.10% on 7 May 2017, 32.20 points ahead of Marine Le Pen",
        ),
        ("FR-european-2024", "The National Rally came first with 31.37% on 9 June 2024, 16.77 points ahead"),
        ("DE-bundestag-2025", "ahead of the Alternative for Germany"),  # not of a member of its alliance
        ("AR-president-2023", "Javier Milei was elected on 19 November 2023"),
        ("SK-general-2023", "General election 2023, Slovakia: held on 30 September 2023"),
        ("FR-president-2027", "Presidential election 2027, France: to be held in April 2027"),
        ("XX-general-1900", "Articles tell of this vote; it is not on record"),
    ],
)
def test_the_finding_says_what_is_known(election_id: str, says: str, several: Data) -> None:
    assert says in elections.finding(election_id, elections.rounds(election_id, several), several)


def test_the_road_of_a_party_goes_on_under_its_new_name(several: Data) -> None:
    points = roads.roads(Contest("FR", "president"), "party", several)
    front = points[points["line"] == "RN"]
    assert (front["share_pct"].iloc[0], front["date"].iloc[0][:4]) == (0.75, "1974")
    assert (front["share_pct"].iloc[-1], front["round"].iloc[-1]) == (41.45, 2)
    drawn = roads.drawn(roads.chosen(points, ("RN",)), "party")
    assert roads.finding(drawn) == "National Rally: from 0.75% in 1974 up to 41.45% in the runoff of 2022"


def test_lines_of_people_and_families(several: Data) -> None:
    contest = Contest("FR", "president")
    people = roads.roads(contest, "person", several)
    assert people.groupby("line")["election_id"].nunique().min() > 1
    families = roads.roads(contest, "family", several)
    first = families.query("election_id == 'FR-president-2022' and round == 1").set_index("line")["share_pct"]
    assert first["far right"] == pytest.approx(23.15 + 7.07)


def test_the_table_of_the_roads_has_a_row_for_each_vote(several: Data) -> None:
    points = roads.roads(Contest("FR", "president"), "party", several)
    table = roads.table(roads.drawn(roads.chosen(points, ("RN", "PS")), "party"))
    assert set(table.columns[1:]) == {"National Rally", "Socialist Party"}
    assert table.set_index("Election").loc["2022, runoff", "National Rally"] == 41.45


def test_polls_stand_on_their_day_or_that_of_the_article(several: Data) -> None:
    (found,) = polls.polls("FR-president-2017", several)
    assert found.number == 2
    assert found.dots.set_index("date")["share_pct"].to_dict() == {"2017-04-30": 59.0, "2017-05-02": 60.0}
    end = found.results.iloc[0]
    assert (end["name"], end["figure"], end["official"]) == ("Emmanuel Macron", "66.10%", True)
    assert polls.finding((found,)) == "2 figures of polls in articles, on average 6.6 points from the result"
    assert list(polls.table(found)["Pollster"]) == ["Ifop", "Ifop"]


def test_a_vote_without_polls_has_none(several: Data) -> None:
    assert polls.polls("FR-president-2022", several) == ()


def test_those_of_one_party_have_a_colour_each() -> None:
    from pipeline.charts.style import distinct

    found = distinct(["#0d378a", "#0d378a", "", "#e4003b"])
    assert found[0] == "#0d378a" and found[3] == "#e4003b"
    assert len(set(found)) == 4


def test_nobody_before_the_first_vote(reference_: Reference) -> None:
    assert elections.previous("FR-president-1965", 1, reference_) is None
    before = elections.previous("FR-president-2022", 2, reference_)
    assert before is not None and before.election_id == "FR-president-2017"


@pytest.fixture
def reference_() -> Reference:
    return reference.load()


def test_sources_are_named_by_publisher_title_or_file(tmp_path: Path) -> None:
    from pipeline.telling import sources

    articles = pd.DataFrame(
        {
            "article_id": ["1", "2", "3"],
            "publisher": ["The Herald", "", ""],
            "title": ["T", "A title", ""],
            "source": [["x.txt"], ["y.txt"], ["z.txt"]],
        }
    )
    assert list(sources.names(articles)) == ["The Herald", "A title", "z.txt"]


def test_seats_are_drawn_where_the_record_has_them(several: Data) -> None:
    (round_,) = elections.rounds("UK-general-2024", several)
    parties, total = elections.seats(round_)
    assert total == 650
    assert list(parties["text"])[:3] == ["411", "121", "72"]
    assert parties["hover"][0] == "<b>Labour Party</b><br>411 of 650 seats"
    runoff = elections.rounds("FR-president-2022", several)[0]
    assert elections.seats(runoff)[1] == 0
