"""The charts of the Elections and Check pages."""

from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.charts import (
    add_targets,
    agreement_figure,
    days_figure,
    election_figure,
    polls_figure,
    roads_figure,
    seats_figure,
    strip_figure,
)
from pipeline.charts.end_labels import spread
from pipeline.charts.style import shortened

levels = st.lists(st.floats(0, 400), max_size=12)


@given(levels)
def test_labels_at_the_ends_keep_their_order_and_distance(drawn: list[float]) -> None:
    places = spread(drawn, 30, 0, 400)
    ordered = [place for _level, place in sorted(zip(drawn, places, strict=True), key=lambda each: each[0])]
    assert ordered == sorted(ordered)
    assert all(after - before >= 30 - 1e-6 for before, after in pairwise(ordered))
    assert all(-1e-6 <= place <= 400 + 1e-6 for place in places)


def test_labels_with_room_stay_where_they_are() -> None:
    assert spread([10, 100, 50], 30, 0, 400) == [10, 100, 50]


@given(st.text(max_size=60), st.integers(5, 30))
def test_a_short_form_is_no_longer_than_allowed(text: str, most: int) -> None:
    assert len(shortened(text, most)) <= max(most, 1)
    assert shortened(text, 60) == text


def rows_of_round() -> pd.DataFrame:
    columns = ["subject", "name", "note", "share_pct", "colour", "value", "change", "minor", "hover", "key"]
    return pd.DataFrame(
        [
            ("A", "A <b>", "Party", 60.0, "#112233", "60.00%", "+1.00", False, "", ""),
            ("B", "B", "", 40.0, "", "40.00%", "", False, "", ""),
            ("turnout", "Turnout", "", 75.0, "", "75.00%", "", True, "", ""),
            ("C", "C", "", float("nan"), "", "", "", False, "", ""),
        ],
        columns=columns,
    )


def test_a_round_has_a_bar_for_each_and_a_mark_for_each_claim() -> None:
    marks = pd.DataFrame(
        {
            "subject": ["A", "A", "C", "nobody"],
            "share_pct": [60.0, 20.0, 3.0, 1.0],
            "stance": ["agrees", "differs", "open", "open"],
            "derived": [True, False, False, False],
            "hover": [""] * 4,
            "key": ["share=1", "share=2", "share=3", "share=4"],
        }
    )
    figure = election_figure(rows_of_round(), marks)
    bars = next(trace for trace in figure.data if trace.type == "bar")
    assert list(bars.x) == [60.0, 40.0, 75.0]
    drawn = figure.data[-1]
    assert list(drawn.customdata) == ["share=1", "share=2", "share=3"]
    assert list(drawn.marker.symbol) == ["square", "x", "circle-open-dot"]
    stroke = next(trace for trace in figure.data if trace.type == "scatter" and trace.mode == "lines")
    assert list(stroke.x)[:2] == [60.0, 20.0]
    assert "A &lt;b&gt;" in figure.layout.yaxis.ticktext[0]


def test_a_finger_finds_marks_where_they_are_and_hears_what_bars_are() -> None:
    marks = pd.DataFrame(
        {"subject": ["A", "B"], "share_pct": [20.0, 40.0], "stance": "differs", "derived": False,
         "hover": "", "key": ["share=1", "share=2"]}
    )  # fmt: skip
    rows = rows_of_round().assign(hover=["of A", "of B", "", ""])
    figure = add_targets(election_figure(rows, marks), 200)
    boxes = [trace for trace in figure.data if trace.type == "treemap"]
    found = {box.ids[0]: sum(box.domain.x) / 2 for box in boxes}
    end = figure.layout.xaxis.range[1]
    assert found["share=1"] == pytest.approx(20 / end)
    told = {box.hovertext[0]: box.domain for box in boxes if box.hovertext[0]}
    assert told["of A"].x == pytest.approx((0, 60 / end))
    high = figure.layout.yaxis.range[0]
    assert sum(told["of A"].y) / 2 == pytest.approx(1 - 46 / 2 / high)


@pytest.mark.parametrize("last", ["2020-01-11", "2022-01-01"])
def test_a_finger_finds_days(last: str) -> None:
    polled = pd.DataFrame(
        {"subject": "A", "date": ["2020-01-01", last], "share_pct": 50.0, "colour": "", "hollow": False,
         "hover": "", "key": ["share=1", "share=2"]}
    )  # fmt: skip
    columns = ["subject", "name", "share_pct", "official", "date", "colour", "figure", "hover", "key"]
    figure = add_targets(polls_figure(polled, pd.DataFrame(columns=columns), day=""), 200)
    _all, first, second = (trace for trace in figure.data if trace.type == "treemap")
    assert (first.ids, second.ids) == (("share=1",), ("share=2",))
    assert second.domain.x[1] == pytest.approx(1) and first.domain.x[0] < 0.3


def test_a_round_without_claims_has_bars_alone() -> None:
    marks = pd.DataFrame(columns=["subject", "share_pct", "stance", "derived", "hover", "key"])
    assert [trace["type"] for trace in election_figure(rows_of_round(), marks).to_dict()["data"]] == ["bar"]


def dots(differences: list[float]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "subject": "A",
            "name": "A",
            "official": "60.00%",
            "difference": differences,
            "stance": ["agrees" if abs(each) < 0.5 else "differs" for each in differences],
            "label": [f"{60 + each:g}%" for each in differences],
            "hover": "",
            "key": [f"share={index}" for index in range(len(differences))],
        }
    )


@settings(deadline=None)
@given(st.lists(st.floats(-60, 40), min_size=1, max_size=60))
def test_no_dot_of_a_strip_covers_another_or_leaves_it(differences: list[float]) -> None:
    figure = strip_figure(dots(differences), official="official", below="low", above="high")
    (trace,) = figure.data
    low, high = figure.layout.xaxis.range
    assert all(low <= x <= high for x in trace.x)
    assert len(set(zip(trace.x, trace.y, strict=True))) == len(trace.x)


def test_a_pile_that_is_cut_says_how_many_more_there_are() -> None:
    figure = strip_figure(dots([0.0] * 20), official="official", below="low", above="high")
    assert len(figure.data[0].x) == 8
    assert "+12" in {each.text for each in figure.layout.annotations}


def test_roads_have_a_line_for_each_and_diamonds_for_runoffs() -> None:
    points = pd.DataFrame(
        [
            ("X", "Party X", "#112233", "1974-05-05", 0.75, 1, "0.75%", "", "result=1"),
            ("X", "Party X", "#112233", "2022-04-10", 23.15, 1, "23.15%", "", "result=2"),
            ("X", "Party X", "#112233", "2022-04-24", 41.45, 2, "41.45%", "", "result=3"),
            (
                "Y",
                "A party with a very long name indeed",
                "",
                "1974-05-05",
                43.0,
                1,
                "43.00%",
                "",
                "result=4",
            ),
            (
                "Y",
                "A party with a very long name indeed",
                "",
                "2012-04-22",
                20.0,
                1,
                "20.00%",
                "",
                "result=5",
            ),
        ],
        columns=["line", "name", "colour", "date", "share_pct", "round", "figure", "hover", "key"],
    )
    figure = roads_figure(points.assign(later=False), bold="X").to_dict()
    keys = [key for trace in figure["data"] for key in trace.get("customdata", ())]
    assert sorted(keys) == [f"result={index}" for index in range(1, 6)]
    texts = [each["text"] for each in figure["layout"]["annotations"]]
    assert "<b>Party X</b><br>◆ 41.45%" in texts and "<b>0.75%</b>" in texts
    assert sum("20.00% (2012)" in text for text in texts) == 1


@pytest.mark.parametrize("day", ["", "2017-05-07"])
def test_polls_end_in_the_result(day: str) -> None:
    polled = pd.DataFrame(
        {
            "subject": ["A", "A"], "date": ["2017-04-30", "2017-05-02"], "share_pct": [59.0, 60.0],
            "colour": "#112233", "hollow": [False, True], "hover": "", "key": ["share=1", "share=2"],
        }
    )  # fmt: skip
    results = pd.DataFrame(
        {
            "subject": ["A"], "name": ["A"], "share_pct": [66.1], "official": [bool(day)], "date": [""], "colour": ["#112233"],
            "figure": ["66.10%"], "hover": [""], "key": [""],
        }
    )  # fmt: skip
    figure = polls_figure(polled, results, day=day).to_dict()
    symbols = [trace["marker"]["symbol"] for trace in figure["data"]]
    assert ["circle", "circle-open"] in [list(each) for each in symbols if not isinstance(each, str)]
    assert ("diamond" in symbols) == bool(day)


def test_days_point_out_the_chosen_one() -> None:
    days = pd.DataFrame(
        {
            "date": ["1998-09-25", "2023-09-30", "2027"],
            "chosen": [False, True, False],
            "label": ["1998", "2023", "2027"],
            "hover": "",
            "key": ["election=a", "election=b", "election=c"],
        }
    )
    figure = days_figure(days).to_dict()
    assert [each["text"] for each in figure["layout"]["annotations"]] == ["<b>2023</b>"]
    assert list(figure["data"][0]["customdata"]) == ["election=a", "election=b", "election=c"]


def test_the_bars_of_sources_fill_the_width() -> None:
    sources = pd.DataFrame(
        {"name": ["A", "B"], "agrees": [3, 0], "differs": [1, 2], "value": ["3 of 4", "0 of 2"], "hover": "",
         "key": ["source=A", "source=B"]}
    )  # fmt: skip
    agrees, differs = agreement_figure(sources).data
    assert [one + other for one, other in zip(agrees.x, differs.x, strict=True)] == [100, 100]


def test_the_seats_fill_one_bar_with_numbers_where_they_fit() -> None:
    parties = pd.DataFrame(
        {"seats": [411, 121, 4], "text": ["411", "121", "4"], "colour": ["#E4003B", "", "#6AB023"],
         "hover": ["<b>Labour Party</b>", "", ""]}
    )  # fmt: skip
    figure = seats_figure(parties, 650, majority="326 for a majority")
    assert [bar.x[0] for bar in figure.data] == [411, 121, 4]
    assert [bar.text[0] for bar in figure.data] == ["411", "121", ""]
    assert figure.layout.xaxis.range == (0, 650)
    assert figure.layout.shapes[0].x0 == 326
