"""When a chart is sent anew so that the chosen mark is pointed out in it, and when the browser has done so."""

from typing import Any

import plotly.graph_objects as go
import pytest
import streamlit as st

from dashboard import chosen
from dashboard.evidence import Choice
from pipeline.charts import Drawn, drawn

MARKS, LABELS, COUNTS, TARGETS = range(4)
CHART = "a-chart"


class Address(dict[str, list[str]]):
    """The address as Streamlit has it, outside of a session."""

    def get_all(self, name: str) -> list[str]:
        return dict.__getitem__(self, name)

    def get(self, name: str, usual: Any = None) -> Any:
        return super().get(name, [usual])[-1]

    def from_dict(self, said: dict[str, list[str] | str]) -> None:
        self.clear()
        self.update({name: [each] if isinstance(each, str) else each for name, each in said.items()})


@pytest.fixture
def figure(monkeypatch: pytest.MonkeyPatch) -> Drawn:
    monkeypatch.setattr(st, "session_state", {})
    monkeypatch.setattr(st, "query_params", Address())
    keys = ["event=a", "event=b"]
    return drawn(
        go.Figure(
            [
                go.Scatter(x=[1, 2], y=[1, 2], customdata=keys),
                go.Bar(x=[1, 2], y=[1, 2], customdata=keys, text=["A", "B"]),
                go.Bar(x=[1, 2], y=[1, 2]),
                go.Treemap(ids=keys[:1], labels=[""], parents=[""], text=[""]),
            ]
        )
    )


def click(trace: int, key: str) -> None:
    point: dict[str, Any] = {"curve_number": trace, "customdata": key}
    st.session_state[CHART] = {"selection": {"points": [point]}}
    chosen.clicked(CHART)


def sent(figure: Drawn) -> Any:
    return chosen.drawing(CHART, "all", chosen.now(), figure).to_dict()


def test_a_mark_that_is_clicked_is_left_to_the_browser_and_one_that_is_named_is_sent(figure: Drawn) -> None:
    first = sent(figure)
    assert "selectedpoints" not in first["data"][MARKS]
    click(MARKS, "event=b")
    assert chosen.now() == Choice("event", "b") and sent(figure) == first
    chosen.put(Choice("event", "a"))  # by a row of a table, or by Back
    assert sent(figure)["data"][MARKS]["selectedpoints"] == [0]
    chosen.put(None)
    assert "selectedpoints" not in sent(figure)["data"][MARKS]


def test_a_label_that_is_clicked_is_left_to_the_browser_and_what_is_tapped_is_sent(figure: Drawn) -> None:
    first = sent(figure)
    click(LABELS, "event=b")
    assert chosen.now() == Choice("event", "b") and sent(figure) == first
    click(TARGETS, "event=a")
    once = sent(figure)
    assert once["data"][MARKS]["selectedpoints"] == [0] and sent(figure) == once


def test_what_was_tapped_can_be_tapped_again(figure: Drawn) -> None:
    first = sent(figure)
    click(TARGETS, "event=a")  # the evidence alone is sent
    chosen.put(None)
    assert sent(figure) != first


def test_what_stands_for_no_row_is_no_reason_to_draw_anew(figure: Drawn) -> None:
    click(MARKS, "event=b")
    first = sent(figure)
    click(COUNTS, "")
    assert chosen.now() == Choice("event", "b") and sent(figure) == first
    chosen.put(Choice("event", "a"))
    assert sent(figure)["data"][MARKS]["selectedpoints"] == [0]


def test_a_chart_without_the_mark_is_left_as_it_is(figure: Drawn) -> None:
    first = sent(figure)
    chosen.put(Choice("event", "of another chart"))
    assert sent(figure) == first
