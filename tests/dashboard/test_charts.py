from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.data import Data
from pipeline.charts import EVENT_SYMBOLS, Headings, drawn, plain, pointed_out, timeline_figure
from pipeline.charts.event_lanes import MOST_ROWS, lay
from pipeline.charts.lanes import Item, place
from pipeline.charts.point_labels import (
    ABOVE,
    BEFORE,
    BELOW,
    CHARACTER_PX,
    LEFT,
    LINE_PX,
    WIDTHS_PX,
    Label,
    Plot,
    place_labels,
)
from pipeline.charts.style import luminance, mark_colour, wrapped
from pipeline.schemas import EVENT_TYPES
from pipeline.telling import layers, story, subjects
from pipeline.telling.filters import View

marks = st.tuples(st.integers(0, 900), st.integers(0, 40), st.integers(1, 200))


@given(st.lists(marks, max_size=40), st.integers(1, 6))
def test_no_label_covers_another_or_leaves_the_chart(drawn: list[tuple[int, int, int]], lanes: int) -> None:
    items = [Item(start, start + length, width) for start, length, width in drawn]
    places = place(items, low=0, high=1000, lanes=lanes)
    taken: dict[int, list[tuple[float, float]]] = {}
    for item, found in zip(items, places, strict=True):
        assert 0 <= found.lane < lanes or (found.lane == lanes and not found.side)
        if not found.side:
            continue
        low = item.start - (item.width if found.side == "left" else 0)
        high = item.end + (item.width if found.side == "right" else 0)
        assert found.side != "left" or low >= 0
        assert found.side != "right" or high <= 1000
        for other_low, other_high in taken.setdefault(found.lane, []):
            assert high <= other_low or other_high <= low
        taken[found.lane].append((low, high))


def test_marks_without_room_cover_no_label() -> None:
    places = place([Item(10, 12, 40), Item(30, 32, 40)], low=0, high=100, lanes=1)
    assert places[0].lane == 0 and places[0].side
    assert places[1] == (1, "")


def test_a_label_goes_left_where_the_right_has_no_room() -> None:
    assert place([Item(95, 95, 20)], low=0, high=100, lanes=2)[0].side == "left"
    assert place([Item(50, 50, 90)], low=0, high=100, lanes=2)[0].side == ""


@given(st.integers(0, 0xFFFFFF))
def test_marks_stand_out_on_light_and_dark(colour: int) -> None:
    shade = luminance(mark_colour(f"#{colour:06x}"))
    on_white, on_black = 1.05 / (shade + 0.05), (shade + 0.05) / 0.058
    assert on_white >= 3 and on_black >= 3


def test_what_is_no_colour_is_grey() -> None:
    assert mark_colour("") == mark_colour("red") == mark_colour("#12345") != ""


def test_each_event_type_has_a_shape_of_its_own_within_its_group() -> None:
    from pipeline.telling.words import GROUPS

    assert set(EVENT_SYMBOLS) == set(EVENT_TYPES)
    for kinds in GROUPS.values():
        assert len({EVENT_SYMBOLS[kind] for kind in kinds}) == len(kinds)


def test_text_for_plotly_is_no_markup() -> None:
    assert plain("<b>&") == "&lt;b&gt;&amp;"
    assert wrapped("a <b> " * 30).count("<br>") > 1
    assert "<b>" not in wrapped("a <b> " * 30)


def told_of(data: Data) -> subjects.Subject:
    return subjects.subjects(data.tables, data.reference)[0]


def figure_of(
    data: Data, chosen: str = "", view: View | None = None, *, narrow: bool = False, tapped: bool = False
) -> dict[str, list[dict[str, object]]]:
    who = told_of(data)
    view = view or View(who, "president", (1972, 2022))
    told = story.tell(view, data)
    figure = timeline_figure(
        told.official,
        told.chart_claims,
        told.chart_events,
        period=view.period,
        roads=told.chart_roads,
        polls=told.chart_polls,
        notes=told.chart_notes,
        colour=who.colour,
        headings=Headings("National Rally", "Share", "marks", "Source: 1 article"),
        narrow=narrow,
        tapped=tapped,
    )
    return pointed_out(drawn(figure), chosen).to_dict()


def test_every_row_is_on_the_chart_with_its_key(seed: Data) -> None:
    keys = {key for trace in figure_of(seed)["data"] for key in trace.get("customdata", ())}  # type: ignore[attr-defined]
    assert {f"event={each}" for each in seed.tables.timeline["timeline_id"]} <= keys
    assert {f"share={each}" for each in seed.tables.vote_shares["share_id"]} <= keys
    assert "result=FR-president-2002/2" in keys


def test_on_a_phone_all_that_is_chosen_can_be_tapped(seed: Data) -> None:
    traces = figure_of(seed, narrow=True, tapped=True)["data"]
    tapped = [trace["ids"][0] for trace in traces if trace["type"] == "treemap"]  # type: ignore[index]
    marks = [trace for trace in traces if trace["type"] != "treemap"]
    keys = {key for trace in marks for key in trace.get("customdata", ())}  # type: ignore[attr-defined]
    assert keys == set(tapped[1:])  # below them what is no mark, for a finger that scrolls
    assert tapped[0] not in keys


def test_what_does_not_hold_differs_in_shape_and_leads_to_the_official_figure() -> None:
    claims = pd.DataFrame(
        {"date": "2002-05-05", "share_pct": [82.0, 17.0], "official_pct": [82.21, 17.79], "derived": False,
         "holds": [True, False], "own": True, "quiet": False, "label": "", "hover": "", "key": ["share=1", "share=2"]}
    )  # fmt: skip
    period = (date(2000, 1, 1), date(2005, 1, 1))
    traces = timeline_figure(empty("official"), claims, empty("events"), period=period).data
    symbols = {trace.customdata[0]: trace.marker.symbol for trace in traces if trace.customdata is not None}
    assert symbols == {"share=1": "circle-open", "share=2": "x"}
    assert [list(trace.y) for trace in traces if trace.mode == "lines"] == [[17.0, 17.79, None]]


@pytest.mark.parametrize("narrow", [False, True])
def test_turns_are_told_where_there_is_room(narrow: bool, seed: Data) -> None:
    texts = [
        str(text) for trace in figure_of(seed, narrow=narrow)["data"] for text in trace.get("text") or ()
    ]  # type: ignore[attr-defined]
    told = [text for text in texts if "points since" in text]
    assert len(told) == (1 if narrow else 2)


@pytest.mark.parametrize("narrow", [False, True])
def test_no_word_around_a_chart_is_cut(narrow: bool) -> None:
    period = (date(1972, 1, 1), date(2022, 12, 31))
    polls = pd.DataFrame({"date": ["2000-01-01"], "share_pct": 5.0, "colour": "", "hover": "", "key": ""})
    title = "A party whose long name is longer still for the name (that it had) <before>"
    short, long = (
        timeline_figure(
            empty("official"), empty("claims"), empty("events"), period=period, polls=polls,
            headings=Headings(name, "Share", "", f"Source: {name}; official results"), narrow=narrow,
        ).layout
        for name in ("A", title)
    )  # fmt: skip
    written = [note.text for note in long.annotations if "party" in note.text]
    assert [text.replace("<br>", " ") for text in written] == [
        plain(title),
        f"Source: {plain(title)}; official results",
    ]
    assert max(len(line) for text in written[:1] for line in text.split("<br>")) <= (50 if narrow else 70)
    assert long.margin.t > short.margin.t
    assert long.height - long.margin.t - long.margin.b == short.height - short.margin.t - short.margin.b


def test_scheduled_is_hollow_and_a_year_a_year_wide(seed: Data) -> None:
    traces = figure_of(seed)["data"]
    symbols = [
        symbol
        for trace in traces
        if trace.get("yaxis") == "y2" and trace["type"] == "scatter"
        for symbol in trace["marker"]["symbol"]  # type: ignore[index]
    ]
    assert sorted(symbols).count("diamond-open") == 1
    bars = next(trace for trace in traces if trace["type"] == "bar" and trace.get("yaxis") == "y2")
    assert set(bars["x"]) == {365 * 86_400_000.0, 366 * 86_400_000.0}  # type: ignore[call-overload]


def test_a_chosen_mark_is_pointed_out(seed: Data) -> None:
    timeline = seed.tables.timeline.set_index("timeline_id")
    share = seed.tables.vote_shares.iloc[0]
    before = figure_of(seed)
    for key, day in (
        (f"event={timeline.index[0]}", timeline["date"].iloc[0]),
        (f"share={share['share_id']}", share["date"]),
    ):
        after = figure_of(seed, key)
        (trace,) = [each for each in after["data"] if "selectedpoints" in each]
        (place,) = trace["selectedpoints"]  # type: ignore[misc]
        assert trace["x"][place] == day  # type: ignore[index]
    assert trace["customdata"][place] == f"share={share['share_id']}"  # type: ignore[index]
    assert str(figure_of(seed, "event=zzz")) == str(before)


COLUMNS = {
    "official": "series date share_pct label rank later hover key",
    "claims": "date share_pct official_pct derived holds own quiet label hover key",
    "events": "start end date group type status label weight hover key colour",
}


def empty(name: str) -> pd.DataFrame:
    return pd.DataFrame(columns=COLUMNS[name].split())


@pytest.mark.parametrize(
    "period", [(date(1, 1, 1), date(9999, 12, 31)), (date(2000, 1, 1), date(2000, 1, 1))]
)
def test_empty_frames_make_an_empty_chart(period: tuple[date, date]) -> None:
    figure = timeline_figure(empty("official"), empty("claims"), empty("events"), period=period)
    assert figure.to_json()


days = st.dates(date(1950, 1, 1), date(2020, 12, 31)).map(date.isoformat)
points = st.tuples(days, st.floats(0, 90))


@given(st.lists(st.tuples(points, st.sampled_from(["7%", "17.79%", "Emmanuel Macron 66%"])), max_size=15))
def test_no_label_of_a_point_covers_another_on_a_phone_or_a_desk(
    drawn: list[tuple[tuple[str, float], str]],
) -> None:
    plot = Plot(date(1945, 1, 1), date(2025, 12, 31), 100.0, 300.0)
    labels = [Label(point, text, (ABOVE, BEFORE, BELOW, LEFT), must=True) for point, text in drawn]
    places = place_labels(labels, [point for point, _ in drawn], [], plot)
    for width in WIDTHS_PX:
        taken: list[tuple[float, float, float, float]] = []
        for label, side in zip(labels, places, strict=True):
            if side is None:
                continue
            x, y = plot.at(label.point, width)
            wide = CHARACTER_PX * len(label.text)
            left = x + side["xshift"] - wide * {"left": 0, "center": 0.5, "right": 1}[side["xanchor"]]
            top = y - side["yshift"] - LINE_PX * {"top": 0, "middle": 0.5, "bottom": 1}[side["yanchor"]]
            for other_left, other_right, other_top, other_bottom in taken:
                beside = left >= other_right or left + wide <= other_left
                assert beside or top >= other_bottom or top + LINE_PX <= other_top
            taken.append((left, left + wide, top, top + LINE_PX))


def test_a_label_moves_off_the_line() -> None:
    plot = Plot(date(2000, 1, 1), date(2020, 12, 31), 100.0, 300.0)
    steep = [("2009-06-01", 90.0), ("2010-01-01", 40.0), ("2010-06-01", 90.0)]
    (side,) = place_labels([Label(steep[1], "40%", (ABOVE, BELOW))], steep, [steep], plot)
    assert side == BELOW


def crowded(number: int) -> pd.DataFrame:
    """Events of one month, each with a label too long for its neighbour to have room beside it."""
    return pd.DataFrame(
        {
            "start": "2010-05-01", "end": "2010-05-01", "date": "2010-05-01", "group": "Votes", "type": "election",
            "status": "past", "label": "An event", "weight": 1, "colour": "#3B6EA5", "hover": "",
            "key": [f"event={index}" for index in range(number)],
        }
    )  # fmt: skip


def test_events_without_room_are_counted_and_none_is_drawn_over_another() -> None:
    rest = pd.DataFrame({"start": ["2001-01-01"] * 70 + ["2010-05-01"] * 20, "group": "Votes", "colour": ""})
    figure = timeline_figure(
        empty("official"),
        empty("claims"),
        crowded(30),
        period=(date(2000, 1, 1), date(2020, 12, 31)),
        crowd=rest,
        crowd_words="{}|{}|{}".format,
    )
    traces = figure.to_dict()["data"]
    drawn = {key for trace in traces for key in trace.get("customdata", ())}
    (columns,) = [trace for trace in traces if trace["type"] == "bar" and trace.get("orientation") != "h"]
    counted = [int(text.split("|")[0]) for text in columns["hovertext"]]
    assert sum(counted) + len(drawn) == 30 + len(rest)
    assert len(drawn) < 30
    first, last = columns["hovertext"][0].split("|")[1:]
    assert first <= "2001-01-01" < last


def test_an_image_of_the_chart_says_what_it_is_and_where_from(seed: Data) -> None:
    notes = [note["text"] for note in figure_of(seed)["layout"]["annotations"]]  # type: ignore[call-overload]
    assert "National Rally" in notes and "Source: 1 article" in notes


@pytest.mark.parametrize("narrow", [False, True])
def test_turns_are_noted_where_a_screen_has_room(seed: Data, *, narrow: bool) -> None:
    figure = figure_of(seed, narrow=narrow)
    texts = {text for trace in figure["data"] for text in trace.get("text") or ()}  # type: ignore[attr-defined]
    assert ({"+13.64 points since 1974", "Renamed National Rally"} <= texts) is not narrow


def test_with_everyone_followed_the_parties_most_told_of_have_lines_named_at_their_ends(seed: Data) -> None:
    view = View(subjects.NOBODY, "FR-president", (1972, 2022))
    told = story.tell(view, seed)
    lines = told.chart_roads
    assert "National Rally" in set(lines["name"]) and 1 < lines["line"].nunique() <= 5
    assert lines["date"].is_monotonic_increasing and lines["date"].max() < "2023"
    assert "National Rally" in told.alt
    texts = figure_of(seed, view=view)["layout"]["annotations"]  # type: ignore[call-overload]
    ends = [str(each["text"]) for each in texts if each.get("xref") == "paper" and each["x"] == 1]
    assert len(ends) == lines["line"].nunique() and any("National Rally" in text for text in ends)
    # Of one country's votes alone, and only where nobody is followed.
    assert not len(story.tell(View(subjects.NOBODY, "", (1972, 2022)), seed).chart_roads)
    assert not len(story.tell(View(told_of(seed), "president", (1972, 2022)), seed).chart_roads)


def test_polls_are_lighter_than_results_and_stand_on_their_last_day_or_that_of_the_article(
    seed: Data,
) -> None:
    row = seed.tables.vote_shares[~seed.tables.vote_shares["derived"].fillna(False)].iloc[0]
    shares = pd.DataFrame(
        [
            {**row, "share_id": "a", "kind": "poll", "date": "2022-04-01", "share_pct": 21.0},
            {**row, "share_id": "b", "kind": "poll", "date": "", "share_pct": 22.0},
            {
                **row,
                "share_id": "c",
                "kind": "poll",
                "date": "2022-04-01",
                "share_pct": 23.0,
                "derived": True,
            },
            {**row, "share_id": "d", "kind": "result"},
        ]
    )
    polls = layers.polls(shares, View(subjects.NOBODY, "", (1972, 2022)), seed)
    published = seed.tables.articles["published"].iloc[0]
    assert set(zip(polls["key"], polls["date"], strict=True)) == {
        ("share=a", "2022-04-01"),
        ("share=b", published),
    }
    figure = timeline_figure(
        empty("official"),
        empty("claims"),
        empty("events"),
        period=(date(2022, 1, 1), date(2022, 12, 31)),
        polls=polls,
    )
    (crosses,) = [trace for trace in figure.to_dict()["data"] if "customdata" in trace]
    assert list(crosses["customdata"]) == list(polls["key"])
    assert crosses["marker"]["opacity"] == crosses["unselected"]["marker"]["opacity"] < 1


def test_lanes_of_all_groups_together_stay_within_a_screen_and_lose_no_event() -> None:
    groups = ("Votes", "Parties", "People", "Statements")
    events = pd.concat([crowded(20).assign(group=name) for name in groups], ignore_index=True)
    events["key"] = [f"event={index}" for index in range(len(events))]
    laid = lay(events, (date(2000, 1, 1), date(2020, 12, 31)), (), 700)
    assert laid.rows <= MOST_ROWS
    assert list(laid.heads) == list(laid.crowds) == list(groups)
    for name, head in laid.heads.items():
        rows = [
            row for row, group in zip(laid.row, events["group"], strict=True) if group == name and row >= 0
        ]
        assert rows and all(head < row < laid.crowds[name] for row in rows)
    few = lay(crowded(2), (date(2000, 1, 1), date(2020, 12, 31)), (), 700)
    assert not few.crowds and all(few.side)
    figure = timeline_figure(
        empty("official"), empty("claims"), crowded(2), period=(date(2000, 1, 1), date(2020, 12, 31))
    )
    drawn = figure.to_dict()
    (labels,) = [trace for trace in drawn["data"] if "An event" in (trace.get("text") or ())]
    assert list(labels["text"]) == ["An event"] * 2
    # Plotly hides a text in a bar lower than its line and 3 pixels on both sides.
    margins = drawn["layout"]["margin"]
    domain, rows = (drawn["layout"]["yaxis2"][each] for each in ("domain", "range"))
    row = (drawn["layout"]["height"] - margins["t"] - margins["b"]) * domain[1] / (rows[0] - rows[1])
    assert labels["width"] * row > 1.3 * labels["textfont"]["size"] + 6
