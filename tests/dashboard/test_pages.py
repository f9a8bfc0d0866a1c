"""Each page as Streamlit runs it, without a browser."""

import json
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from tests.dashboard.seed_tables import seed_rows, write

APP = Path(__file__).parents[2] / "dashboard" / "app.py"
PAGES = ["timeline", "elections", "check", "articles", "data"]
HOSTILE = "<script>alert(1)</script> **bold** [x](http://x.example) $a$ :smile: =1+1"


@pytest.fixture
def shown(seed_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ELECTION_TIMELINE_DATA", str(seed_folder))
    return seed_folder


def run(page: str = "timeline", **parameters: str | list[str]) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=30)
    for name, value in parameters.items():
        app.query_params[name] = value
    app.run()
    if page != "timeline":
        app.switch_page(f"views/{page}.py").run()
    assert not app.exception, [each.message for each in app.exception]
    return app


def words_on(app: AppTest) -> str:
    kinds = ("title", "header", "markdown", "caption", "text", "info", "warning", "code")
    return "\n".join(each.value for kind in kinds for each in app.get(kind)).replace("\\", "")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_one_title(page: str, shown: Path) -> None:
    app = run(page)
    assert len(app.title) == 1
    assert len(words_on(app)) > 40


def test_the_timeline_opens_on_its_finding(shown: Path) -> None:
    app = run()
    title = app.title[0].value.replace("\\", "")
    for part in ("National Front", "1972", "0.75%", "17.79%", "33.90%", "24 April 2022"):
        assert part in title
    chart = app.get("plotly_chart")[0]
    assert "82%" in json.dumps(json.loads(chart.proto.spec))
    assert chart.proto.alt.startswith("The National Front, founded in 1972")


def test_the_evidence_names_the_articles_that_disagree(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = seed_rows()
    entry = next(row for row in rows["timeline"] if row["election_id"] == "FR-president-2017")
    article = rows["articles"][0]
    entry["conflict"] = f"date 2017-05-07 on record; 2017-05-08 in {article['article_id']}"
    monkeypatch.setenv("ELECTION_TIMELINE_DATA", str(write(tmp_path / "tables", rows)))
    shown = words_on(run(event=str(entry["timeline_id"])))
    assert f"Articles disagree: 7 May 2017 on record, but 8 May 2017 in “{article['title']}”" in shown


def test_the_evidence_names_the_text_that_an_article_reprints(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = seed_rows()
    entry = next(row for row in rows["timeline"] if row["election_id"] == "FR-president-2017")
    original = {**rows["articles"][0], "article_id": "0123456789ab", "title": "The first *edition*"}
    rows["articles"][0]["reprint_of"] = original["article_id"]
    rows["articles"].append(original)
    monkeypatch.setenv("ELECTION_TIMELINE_DATA", str(write(tmp_path / "tables", rows)))
    assert "The same text as “The first *edition*”" in words_on(run(event=str(entry["timeline_id"])))


@pytest.mark.parametrize(
    ("table", "kind", "key"), [("timeline", "event", "timeline_id"), ("vote_shares", "share", "share_id")]
)
def test_the_evidence_says_who_corrected_a_row_and_why(
    table: str, kind: str, key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = seed_rows()
    row = next(row for row in rows[table] if row["election_id"] == "FR-president-2017")
    row["corrected"] = ["fix-7: changed by Ada *Martin* on 2026-11-27: it was <b>rounded</b>"]
    monkeypatch.setenv("ELECTION_TIMELINE_DATA", str(write(tmp_path / "tables", rows)))
    opened = {"event": "Events", "share": "Figures in articles"}[kind]
    app = run(**{kind: str(row[key]), "table": opened})
    says = "Changed by Ada *Martin* on 27 November 2026: it was <b>rounded</b> (fix-7)"
    assert says in words_on(app)
    tables = [each.value for each in app.dataframe]
    assert any(says in set(frame["Corrected"]) for frame in tables if "Corrected" in frame)


def test_a_link_restores_the_evidence(shown: Path) -> None:
    share = next(row for row in seed_rows()["vote_shares"] if row["subject"] == "Jacques Chirac")
    app = run(share=str(share["share_id"]))
    words = words_on(app)
    assert ":yellow-background[**82 percent**]" in words
    assert "Official 82.21%" in words
    assert "nationalinterest.org, 14 April 2022" in words


def test_a_sentence_can_be_cited_and_linked_to(shown: Path) -> None:
    share = next(row for row in seed_rows()["vote_shares"] if row["subject"] == "Jacques Chirac")
    app = run(share=str(share["share_id"]), asof="2022-04-20")
    assert not app.code
    app.session_state[f"cite-{share['article_id']}-{share['start']}"] = True
    app.run()
    cited, link = (each.value for each in app.code)
    assert cited.startswith("nationalinterest.org, “Russia Rapprochement")
    assert "14 April 2022. “In that election, he was subsequently annihilated" in cited
    assert link.endswith(f"?asof=2022-04-20&share={share['share_id']}")


def test_the_original_opens_at_the_sentence(shown: Path) -> None:
    share = next(row for row in seed_rows()["vote_shares"] if row["subject"] == "Jacques Chirac")
    (button,) = list(run(share=str(share["share_id"])).get("link_button"))
    assert (
        "#:~:text=In%20that%20election%2C%20he%20was,of%20victory%20in%20French%20history."
        in button.proto.url
    )


def opened_why(words: str) -> str:
    """What stands under "Why?" of the share that a link names, when it is opened."""
    share = next(row for row in seed_rows()["vote_shares"] if row["subject"] == "Jacques Chirac")
    app = run(share=str(share["share_id"]))
    assert [each.label for each in app.expander if each.label == "Why?"] == ["Why?"]
    assert words not in words_on(app)
    app.session_state[f"why-{share['article_id']}-{share['start']}"] = True
    app.run()
    assert not app.exception
    return words_on(app)


def test_why_shows_what_was_weighed_once_it_is_opened(shown: Path) -> None:
    words = opened_why("Whose it is")
    for part in (
        "“82 percent”",
        "What it measures",
        "Whose it is**  \nJacques Chirac",
        "Runoff 9",
        "Of which vote",
    ):
        assert part in words


def test_why_says_that_the_text_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = seed_rows()
    rows["articles"][0]["text"] = ""
    monkeypatch.setenv("ELECTION_TIMELINE_DATA", str(write(tmp_path / "tables", rows)))
    assert "Nothing was weighed" in opened_why("Nothing was weighed")


def with_all_filters(app: AppTest) -> AppTest:
    """The page with "More filters" open."""
    app.session_state["more-filters"] = True
    return app.run()


def figures_on(app: AppTest) -> str:
    return " ".join(words_on(app).replace("**", "").replace("&nbsp;", " ").split())


def rows_shown(app: AppTest) -> list[str]:
    return list(app.dataframe[0].value["Event"]) if app.dataframe else []


@pytest.mark.parametrize(
    ("parameters", "rows"),
    [
        ({"name": "Jacques Chirac"}, ["Runoff: Jacques Chirac v Jean-Marie Le Pen"]),
        ({"election": "FR-president-2017"}, ["Runoff: Emmanuel Macron v Marine Le Pen"]),
        ({"q": "foundíng in"}, ["National Front founded", "Jean-Marie Le Pen resigns"]),
        ({"q": "annihilated chirac nowhere"}, []),
        ({"in": "en", "type": "founding"}, ["National Front founded"]),
        ({"sure": "95"}, []),
        ({"sure": "80", "years": "1972-1990"}, ["National Front founded"]),
    ],
)
def test_each_filter_in_the_address_leaves_its_rows(
    parameters: dict[str, str], rows: list[str], shown: Path
) -> None:
    assert rows_shown(run(**parameters, table="Events")) == rows


def test_a_kind_of_figure_limits_the_figures(shown: Path) -> None:
    app = with_all_filters(run(kind="result"))
    assert app.pills(key="address-kind").value == ["result"]
    assert "Result" in words_on(app)


def test_what_is_limited_is_said_and_can_be_cleared(shown: Path) -> None:
    app = run(type="runoff", q="2017", years="1990-2020", who="Emmanuel Macron")
    assert "Runoff · 2017–2020 · “2017”" in words_on(app)
    next(each for each in app.button if each.label == "Clear all filters").click().run()
    assert app.query_params == {"who": "Emmanuel Macron"}
    assert not any(each.label == "Clear all filters" for each in app.button)


def test_as_of_a_day_what_was_announced_has_happened_or_is_not_told_yet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = seed_rows()
    early = {**rows["articles"][0], "article_id": "0123456789ab", "published": "2011-01-20"}
    rows["articles"].append(early)
    share = rows["vote_shares"][0]
    rows["vote_shares"].append({**share, "share_id": "0" * 12, "article_id": "0123456789ab"})
    monkeypatch.setenv("ELECTION_TIMELINE_DATA", str(write(tmp_path / "tables", rows)))
    now = run()
    assert "announced for 24 April 2022" in words_on(now)
    assert now.slider(key="address-asof").value.isoformat() == "2022-04-14"
    before = run(asof="2015-05-01", table="Figures in articles")
    assert "0 events · 1 article" in figures_on(before)
    assert "33.90%" not in words_on(before)
    after = run(asof="2022-04-24", table="Events")
    assert "announced" not in words_on(after).replace("announced, not held", "")
    assert set(after.dataframe[0].value["Status"]) == {"happened"}
    assert "As of 24 April 2022" in words_on(after)


def test_an_article_without_a_day_is_left_out_of_the_past_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = seed_rows()
    rows["articles"].append({**rows["articles"][0], "article_id": "0123456789ab", "published": ""})
    monkeypatch.setenv("ELECTION_TIMELINE_DATA", str(write(tmp_path / "tables", rows)))
    assert "2 articles" in figures_on(run())
    assert "1 article " in figures_on(run(asof="2022-05-01"))


def test_a_preset_is_a_stretch_of_years_in_the_address(shown: Path) -> None:
    app = run()
    app.segmented_control(key="address-years-preset").set_value("Since 2000").run()
    assert app.query_params == {"years": "2000-2022"}
    app.segmented_control(key="address-years-preset").set_value("All").run()
    assert "years" not in app.query_params


def test_a_link_restores_the_filters(shown: Path) -> None:
    app = with_all_filters(run(who="Emmanuel Macron", type="runoff,founding", years="2018-2022"))
    assert "Emmanuel Macron" in app.title[0].value
    assert app.slider(key="address-years").value == (2018, 2022)
    assert app.pills(key="address-type").value == ["runoff", "founding"]


def test_a_filter_goes_into_the_address_and_its_usual_value_out_of_it(shown: Path) -> None:
    app = with_all_filters(run())
    app.selectbox(key="address-who").set_value("Emmanuel Macron").run()
    app.pills(key="address-type").set_value(["runoff"]).run()
    app.slider(key="address-years").set_value((2018, 2022)).run()
    assert app.query_params == {"who": "Emmanuel Macron", "type": "runoff", "years": "2018-2022"}
    app.selectbox(key="address-who").set_value("RN").run()
    assert "who" not in app.query_params
    assert not app.exception


@pytest.mark.parametrize(
    "parameters",
    [
        {"who": "nobody"},
        {"vote": "mayor of the moon"},
        {"years": "9999-1"},
        {"years": "x"},
        {"type": "zzz"},
        {"source": "../../etc/passwd"},
        {"event": "zzz"},
        {"share": HOSTILE},
        {"result": "FR-president-2002/²"},
        {"table": "zzz"},
        {"asof": "2017-02-31"},
        {"asof": "yesterday"},
        {"sure": "101"},
        {"in": "xx"},
        {"kind": "zzz"},
        {"name": "nobody"},
        {"election": "XX-president-1"},
    ],
)
def test_a_bad_link_falls_back(parameters: dict[str, str | list[str]], shown: Path) -> None:
    assert "33.90%" in run(**parameters).title[0].value.replace("\\", "")


def test_an_unknown_row_is_said(shown: Path) -> None:
    assert "does not" in words_on(run(event="zzz")) or "do not have" in words_on(run(event="zzz"))


def test_elections_show_votes_and_seats_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = seed_rows()
    share = next(row for row in rows["vote_shares"] if row["election_id"] == "FR-president-2017")
    told = ("article_id", "election_id", "round", "subject", "quote", "start", "end", "confidence")
    rows["counts"] = [
        {
            **{name: share[name] for name in told},
            "count_id": "0123456789ab",
            "count": 20_700_000,
            "unit": "votes",
            "qualifier": "exact",
            "official": 20_743_128,
            "verdict": "rounds",
        }
    ]
    monkeypatch.setenv("ELECTION_TIMELINE_DATA", str(write(tmp_path / "tables", rows)))
    app = run("elections", election="FR-president-2017")
    (table,) = (each.value for each in app.dataframe if "Of" in each.value)
    assert list(table["Article says"]) == [20_700_000]
    assert list(table["Official"]) == [20_743_128]
    other = run("elections", election="FR-president-2022")
    assert not any("Of" in each.value for each in other.dataframe)


def test_articles_show_votes_and_seats_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = seed_rows()
    share = rows["vote_shares"][0]
    names = ("article_id", "election_id", "round", "subject", "quote")
    place = {"start": int(str(share["start"])) - 9, "end": int(str(share["start"])) - 1}
    number = {"count": 25_537_956, "unit": "votes", "official": 25_537_894, "verdict": "disagrees"}
    row = {"count_id": "0" * 12, "qualifier": "exact", "because": "", "confidence": 0.9}
    rows["counts"] = [{name: share[name] for name in names} | place | number | row]
    monkeypatch.setenv("ELECTION_TIMELINE_DATA", str(write(tmp_path / "tables", rows)))
    app = run("articles")
    (table,) = [each.value for each in app.dataframe if "Of" in each.value]
    assert table[["Who", "Article says", "Of", "Official", "Verdict"]].values.tolist() == [
        ["Jacques Chirac", 25_537_956, "votes", 25_537_894, "disagrees with the record"]
    ]
    assert "Jacques Chirac 25,537,956 votes" in words_on(app)


def test_articles_show_text_repairs_and_what_was_refused(shown: Path) -> None:
    app = run("articles")
    words = words_on(app)
    assert ":yellow-background[:material/percent: 82 percent] :small[→ Jacques Chirac 82%]" in words
    assert ":violet-background[:material/person: Macron] :small[→ Emmanuel Macron]" in words
    assert (
        "18 places of the text were repaired." in words and "3 dates and percentages became no row." in words
    )
    assert "the largest margin of victory in French history" in words
    tables = [each.value for each in app.dataframe]
    assert any("party,vowed" in set(table.get("As it came", [])) for table in tables)
    assert "“the Cold War”: names a period, dates no event of the story" in [
        each.label.replace("\\", "") for each in app.expander
    ]


def test_the_marks_to_show_are_chosen_by_the_address(shown: Path) -> None:
    words = words_on(run("articles", marks="share"))
    assert ":yellow-background[:material/percent: 82 percent]" in words
    for colour in ("violet", "blue", "green", "gray"):
        assert f":{colour}-background[" not in words


@pytest.mark.parametrize("table", ["vote_shares", "timeline", "reference results"])
def test_data_describes_every_column(table: str, shown: Path) -> None:
    app = run("data")
    app.selectbox(key="address-table").set_value(table).run()
    assert not app.exception
    described = app.table[-1].value
    assert (described["Meaning"] != "").all()
    assert list(described["Column"]) == list(app.dataframe[0].value.columns)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("state", ["missing", "empty", "broken", "no rows"])
def test_without_tables_a_page_says_what_to_run(
    page: str, state: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "tables"
    if state == "empty":
        folder.mkdir()
    elif state == "broken":
        write(folder)
        (folder / "events.parquet").write_bytes(b"no parquet")
    elif state == "no rows":
        write(folder, {})
    monkeypatch.setenv("ELECTION_TIMELINE_DATA", str(folder))
    app = run(page)
    assert "election-timeline build" in words_on(app)


def test_hostile_rows_break_no_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = seed_rows()
    for row in rows["timeline"] + rows["events"]:
        row["label"] = HOSTILE
    for row in rows["vote_shares"]:
        row |= {"subject": HOSTILE, "election_id": "", "round": None, "official_pct": None, "verdict": ""}
    for row in rows["articles"]:
        row |= {"title": HOSTILE, "url": "javascript:alert(1)", "publisher": HOSTILE}
    folder = write(tmp_path / "tables", rows)
    monkeypatch.setenv("ELECTION_TIMELINE_DATA", str(folder))
    event = str(rows["timeline"][0]["timeline_id"])
    app = run(event=event)
    raw = "\n".join(each.value for kind in ("markdown", "caption", "header") for each in app.get(kind))
    assert "**bold**" not in raw and "<script>" not in raw and "$a$" not in raw
    assert not [each for each in app.get("link_button") if "javascript" in each.proto.url]
    for page in PAGES[1:]:
        run(page)


def test_tables_without_days_and_texts_are_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = seed_rows()
    for row in rows["articles"]:
        row |= {"published": "", "text": "", "publisher": "", "url": ""}
    for row in rows["timeline"]:
        row |= {"earliest": "", "latest": ""}
    for row in rows["vote_shares"]:
        row["date"] = ""
    monkeypatch.setenv("ELECTION_TIMELINE_DATA", str(write(tmp_path / "tables", rows)))
    for page in PAGES:
        run(page)


def test_a_rebuild_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write(tmp_path / "tables")
    monkeypatch.setenv("ELECTION_TIMELINE_DATA", str(folder))
    assert "6" in words_on(run())
    rows = seed_rows()
    rows["timeline"] = rows["timeline"][:1]
    write(folder, rows)
    assert "**1**&nbsp;event" in words_on(run())


def test_the_frames_of_the_page_are_plain(shown: Path) -> None:
    assert isinstance(run(table="Events").dataframe[0].value, pd.DataFrame)
