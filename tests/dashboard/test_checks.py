"""What articles state, held against the record."""

from dataclasses import replace

import pandas as pd
import pytest

from dashboard import checks
from dashboard.checks import Filters
from dashboard.data import Data
from pipeline import reference, store
from tests.dashboard.seed_tables import write
from tests.dashboard.several_sources import rows_of_several


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Data:
    rows = rows_of_several()
    told = ("article_id", "election_id", "round", "subject", "quote", "start", "end", "confidence")
    share = next(row for row in rows["vote_shares"] if row["subject"] == "Jacques Chirac")
    number = {"count": 30_000_000, "unit": "votes", "official": 25_537_894, "verdict": "disagrees"}
    rows["counts"] = [{**{name: share[name] for name in told}, "count_id": "0" * 12, **number}]
    rows["vote_shares"][0]["corrected"] = ["fix-7: changed by Ada on 2026-11-27: a slip"]
    tables = store.load(write(tmp_path_factory.mktemp("checks") / "tables", rows))
    return Data(tables, reference.load(), tables.identity)


@pytest.fixture
def rows(several: Data) -> pd.DataFrame:
    return checks.statements(several.stamp, several)


def test_all_that_articles_state_is_there_and_nothing_derived(rows: pd.DataFrame, several: Data) -> None:
    assert rows["table"].value_counts().to_dict() == {"share": 7, "claim": 3, "count": 1}
    derived = several.tables.vote_shares.query("derived")["share_id"]
    assert len(derived) and not set(derived) & set(rows["id"])
    assert set(rows["country"]) == {"FR", ""}


def test_the_largest_difference_comes_first_and_what_cannot_be_compared_last(rows: pd.DataFrame) -> None:
    ordered = checks.limited(rows, Filters())
    assert list(ordered["said"].head(3)) == [33.9, 30_000_000, 62.0]
    assert list(ordered["stance"].tail(2)) == ["open", "open"]
    newest = checks.limited(rows, Filters(sort="newest"))
    assert newest["published"].is_monotonic_decreasing


@pytest.mark.parametrize(
    ("filters", "number"),
    [
        (Filters(stances=("mistaken",)), 1),
        (Filters(sources=("The Herald",)), 3),
        (Filters(kinds=("claim", "count")), 4),
        (Filters(countries=("FR",)), 8),
        (Filters(sources=("The Herald",), stances=("differs",)), 1),
        (Filters(sources=("nobody",)), 0),
    ],
)
def test_filters_leave_what_they_say(filters: Filters, number: int, rows: pd.DataFrame) -> None:
    assert len(checks.limited(rows, filters)) == number


@pytest.mark.parametrize(
    ("filters", "says"),
    [
        (Filters(), "6 of 9 figures and claims agree with the record; 2 differ and 1 names the wrong holder"),
        (
            Filters(kinds=("result",), sources=("The Herald",)),
            "1 of 2 figures agree with the record; 1 differs",
        ),
        (Filters(kinds=("claim",)), "All 3 figures and claims agree with the record"),
        (Filters(kinds=("poll",)), "No figure of these articles has an official one to compare with"),
        (Filters(sources=("nobody",)), "No figure or claim fits these filters"),
    ],
)
def test_the_finding_counts_what_holds(filters: Filters, says: str, rows: pd.DataFrame) -> None:
    assert checks.finding(checks.limited(rows, filters)) == says


def test_what_holds_by_source(rows: pd.DataFrame, several: Data) -> None:
    found = checks.by_source(rows, several.tables.articles).set_index("name")
    assert found["value"].to_dict() == {
        "nationalinterest.org": "5 of 6", "The Herald": "1 of 2", "La Gazette": "0 of 1",
    }  # fmt: skip
    assert found.loc["The Herald", "key"] == "source=The Herald"


def test_of_one_publisher_the_articles_are_the_sources(rows: pd.DataFrame, several: Data) -> None:
    found = checks.by_source(checks.limited(rows, Filters(sources=("The Herald",))), several.tables.articles)
    assert set(found["name"]) == {"Article 0", "Article 2"}
    assert set(found["key"]) == {""}


def test_many_sources_are_counted_together(rows: pd.DataFrame, several: Data) -> None:
    decided = rows[rows["stance"] != "open"].iloc[[0]]
    many = pd.concat([decided.assign(source=f"Paper {index}") for index in range(20)])
    found = checks.by_source(many, several.tables.articles)
    assert len(found) == checks.MOST_SOURCES + 1
    assert found["name"].iloc[-1] == "12 other sources"
    assert found["agrees"].sum() == 20


def test_a_row_is_shown_in_words(rows: pd.DataFrame) -> None:
    shown = checks.shown(checks.limited(rows, Filters(kinds=("count", "result"))))
    wrong, number = shown.iloc[0], shown.iloc[1]
    assert wrong["Verdict"] == "Is the figure of someone else"
    assert (wrong["Article says"], wrong["Official"], wrong["Difference"]) == ("33.9%", "66.10%", "−32.20")
    assert wrong["Vote"] == "Presidential election 2017, France, runoff"
    assert (number["Article says"], number["Difference"]) == ("30,000,000 votes", "+4,462,106")


def test_nothing_stated_is_an_empty_page(several: Data) -> None:
    tables = several.tables
    nothing = replace(
        tables,
        vote_shares=tables.vote_shares.head(0),
        counts=tables.counts.head(0),
        claims=tables.claims.head(0),
    )
    assert checks.statements("nothing", Data(nothing, several.reference, "nothing")).empty


def test_corrections_name_the_row_and_the_reason(several: Data) -> None:
    (found,) = checks.corrections(several).to_dict("records")
    assert found["table"] == "share"
    assert found["note"] == "Changed by Ada on 27 November 2026: a slip (fix-7)"
