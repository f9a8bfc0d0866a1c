"""The Elections and Check pages as Streamlit runs them."""

import json
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import data, doubtful
from dashboard.checks import Filters
from dashboard.evidence import Choice
from pipeline.telling import i18n
from tests.dashboard.seed_tables import write
from tests.dashboard.several_sources import rows_of_several
from tests.dashboard.test_pages import HOSTILE, run, words_on


@pytest.fixture
def several(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = write(tmp_path / "tables", rows_of_several())
    monkeypatch.setenv("ELECTION_TIMELINE_DATA", str(folder))
    return folder


def title(app: AppTest) -> str:
    return str(app.title[0].value).replace("\\", "")


def keys(app: AppTest) -> set[str]:
    """What the marks of the charts on the page choose."""
    specs = [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]
    return {str(key) for spec in specs for trace in spec["data"] for key in trace.get("customdata", ())}


def test_the_page_opens_on_what_articles_tell_of_most(several: Path) -> None:
    app = run("elections")
    assert title(app).startswith("Emmanuel Macron won with 66.10% on 7 May 2017")
    heads = [each.value for each in app.header]
    assert heads.index("Runoff") < heads.index("First round")
    assert (
        len(app.get("plotly_chart")) == 3
    )  # two rounds, and the strip of the one that several articles give
    assert "**4**&nbsp;articles" in words_on(app)


def test_country_vote_and_year_lead_to_an_election(several: Path) -> None:
    app = run("elections")
    app.selectbox(key="address-country").set_value("UK").run()
    assert app.query_params["election"] == "UK-general-2024"
    assert "Labour Party" in title(app)
    app.selectbox(key="address-office").set_value("referendum/").run()
    app.selectbox(key="address-year").set_value("UK-referendum-1975").run()
    assert app.query_params["election"] == "UK-referendum-1975"
    assert not app.exception


def test_over_the_years_tells_the_road_of_a_party(several: Path) -> None:
    app = run("elections", election="FR-president-2022", view="years", line="RN,PS")
    assert title(app) == "National Rally: from 0.75% in 1974 up to 41.45% in the runoff of 2022."
    assert "result=FR-president-2022/2" in keys(app)
    app.segmented_control(key="address-by").set_value("person").run()
    assert app.query_params["by"] == "person"
    assert not app.exception


def test_polls_are_held_against_the_result(several: Path) -> None:
    app = run("elections", election="FR-president-2017", view="polls")
    assert title(app).startswith("2 figures of polls in articles, on average 6.6 points")


@pytest.mark.parametrize(
    ("parameters", "says"),
    [
        ({"election": "nothing"}, "Emmanuel Macron"),
        ({"election": "SK-general-2023"}, "held on 30 September 2023"),
        ({"election": "SK-general-2023", "view": "years"}, "held on 30 September 2023"),
        ({"election": "SK-general-2023", "view": "polls"}, "held on 30 September 2023"),
        ({"election": "FR-referendum-2005", "view": "years"}, "No won with 54.67%"),
        ({"view": "years", "by": "zzz", "line": HOSTILE}, "from"),
        ({"share": "zzz"}, "Emmanuel Macron"),
    ],
)
def test_every_election_has_a_page_and_a_bad_link_falls_back(
    parameters: dict[str, str | list[str]], says: str, several: Path
) -> None:
    assert says in title(run("elections", **parameters))


def test_no_election_id_is_shown(several: Path) -> None:
    for parameters in (
        {},
        {"view": "years"},
        {"election": "SK-general-2023"},
        {"election": "FR-primary-LR-2016"},
    ):
        app = run("elections", **parameters)
        assert "-president-" not in words_on(app) and "SK" not in words_on(app)


def test_a_mark_leads_to_its_evidence(several: Path) -> None:
    share = next(row for row in rows_of_several()["vote_shares"] if row["verdict"] == "other_holder")
    app = run("elections", share=str(share["share_id"]))
    assert f"share={share['share_id']}" in keys(app)
    assert "is the figure of someone else" in words_on(app)


def test_a_link_to_a_row_opens_its_election(several: Path) -> None:
    share = next(row for row in rows_of_several()["vote_shares"] if row["subject"] == "Jacques Chirac")
    app = run("elections", share=str(share["share_id"]))
    assert title(app).startswith("Jacques Chirac won with 82.21%")
    assert "Jacques Chirac 82%" in {each.value.replace("\\", "") for each in app.header}
    result = run("elections", result="UK-general-2024/")
    assert title(result).startswith("The Labour Party came first")


def test_check_says_how_much_holds(several: Path) -> None:
    app = run("check")
    assert title(app) == (
        "6 of 8 figures and claims agree with the record; 1 differs and 1 names the wrong holder."
    )
    (table,) = (each.value for each in app.dataframe if "Sentence" in each.value)
    assert list(table["Article says"])[:2] == ["33.9%", "62%"]
    assert "source=The Herald" in keys(app)


def test_check_filters_from_the_address(several: Path) -> None:
    app = run("check", verdict="mistaken", source="La Gazette")
    (table,) = (each.value for each in app.dataframe if "Sentence" in each.value)
    assert list(table["Verdict"]) == ["Is the figure of someone else"]
    app.pills(key="address-verdict").set_value(["holds"]).run()
    assert app.query_params["verdict"] == "holds"
    assert "Nothing here fits the filters." in words_on(app)


def test_check_shows_the_proof(several: Path) -> None:
    rows = rows_of_several()
    share = next(row for row in rows["vote_shares"] if row["verdict"] == "other_holder")
    app = run("check", share=str(share["share_id"]))
    assert "is the figure of someone else" in words_on(app)
    record = next(each.value for each in app.dataframe if "Share" in each.value)
    assert dict(zip(record["Who"], record["Share"], strict=True)) == {
        "Emmanuel Macron": "66.10%", "Marine Le Pen": "33.90%",
    }  # fmt: skip
    claim = next(row for row in rows["claims"] if row["claim"] == "superlative")
    assert "64.42 points" in words_on(run("check", claim=str(claim["claim_id"])))


def at_page(number: str) -> AppTest:
    app = run("check")
    app.query_params["page"] = number
    app.run()
    assert not app.exception
    return app


def test_many_rows_are_shown_page_by_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = rows_of_several()
    model = next(row for row in rows["vote_shares"] if row["verdict"] == "exact")
    rows["vote_shares"] += [{**model, "share_id": f"f{index:011x}"} for index in range(230)]
    monkeypatch.setenv("ELECTION_TIMELINE_DATA", str(write(tmp_path / "tables", rows)))
    app = at_page("3")
    (table,) = (each.value for each in app.dataframe if "Sentence" in each.value)
    assert len(table) == 240 - 200
    assert "201 to 240 of 240" in words_on(app)
    next(each for each in app.button if each.label == "Before").click().run()
    assert app.query_params["page"] == "2"
    app.pills(key="address-verdict").set_value(["differs"]).run()
    assert "page" not in app.query_params
    for page in ("0", "99", "²", "x"):
        at_page(page)


def test_check_lists_disagreements_and_corrections(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = rows_of_several()
    rows["timeline"][0]["conflict"] = f"date 2017-05-07 on record; 2017-05-08 in {'a' * 12}"
    rows["vote_shares"][0]["corrected"] = ["fix-7: changed by Ada on 2026-11-27: a slip"]
    monkeypatch.setenv("ELECTION_TIMELINE_DATA", str(write(tmp_path / "tables", rows)))
    app = run("check")
    assert {"Where articles disagree", "What people corrected"} <= {each.value for each in app.header}
    told = next(each.value for each in app.dataframe if "What they disagree on" in each.value)
    assert "8 May 2017 in “Article 0”" in told.iloc[0, -1]


def test_the_review_list_says_why_and_leads_to_the_evidence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = rows_of_several()
    first, second = rows["events"][:2]
    first["confidence"] = second["confidence"] = 0.3
    wrong = next(row for row in rows["vote_shares"] if row["verdict"] == "disagrees")
    entry = rows["timeline"][0] | {"timeline_id": "e" * 12, "event_ids": [first["event_id"]]}
    entry["conflict"] = f"date 2017-05-07 on record; 2017-05-08 in {'a' * 12}"
    other = wrong | {"share_id": "f" * 12, "share_pct": 20.0, "verdict": "exact", "start": wrong["start"] + 1}
    rows["timeline"], rows["vote_shares"] = [entry], [*rows["vote_shares"], other]
    monkeypatch.setenv("ELECTION_TIMELINE_DATA", str(write(tmp_path / "tables", rows)))

    def listed(app: AppTest) -> pd.DataFrame:
        return next(each.value for each in app.dataframe if "Compared with" in each.value)

    app = run("check", list="review")
    reasons = {"The record says otherwise", "Read with little confidence", "Articles disagree"}
    assert reasons <= set(listed(app)["Why"])
    told = listed(app).set_index("Why")
    assert "8 May 2017 in “Article 0”" in told.loc["Articles disagree", "Compared with"]
    assert set(told.loc[["Read with little confidence"], "Confidence"]) == {"30%"}
    # An event is shown as the entry of the timeline that tells of it.
    unsure = doubtful.left(Filters(), data.current()).query("row == @first['event_id']")
    assert doubtful.choices(unsure) == [Choice("event", "e" * 12)]

    app.pills(key="address-why").set_value(["overlap"]).run()
    assert app.query_params["why"] == "overlap"
    assert list(listed(app)["Compared with"]) and "Why" not in listed(app)
    assert all(listed(app)["What"] + listed(app)["Compared with"] != "")

    with i18n.speaking("fr"):  # AppTest asks for the options of widgets outside of the page
        french = run("check", list="review", why="record", lang="fr", source="The Herald")
    (table,) = (each.value for each in french.dataframe if "Comparé avec" in each.value)
    assert set(table["Source"]) == {"The Herald"}


def test_without_anything_stated_check_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = rows_of_several()
    rows["vote_shares"], rows["claims"] = [], []
    monkeypatch.setenv("ELECTION_TIMELINE_DATA", str(write(tmp_path / "tables", rows)))
    assert title(run("check")) == "No article states a figure or a claim."


def test_check_without_a_reference_says_that_nothing_can_be_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = rows_of_several()
    rows["claims"] = []
    for row in rows["vote_shares"]:
        row |= {"official_pct": None, "difference": None, "verdict": "no_reference"}
    monkeypatch.setenv("ELECTION_TIMELINE_DATA", str(write(tmp_path / "tables", rows)))
    assert title(run("check")) == "No figure of these articles has an official one to compare with."
