"""The chart that a timeline opens with: `pipeline.figure`, and whom it follows."""

from pathlib import Path

import plotly.graph_objects as go
import pytest

import pipeline
from pipeline.errors import TimelineError
from pipeline.store import Tables


@pytest.fixture(scope="module")
def tables() -> Tables:
    return pipeline.load()


def written(figure: go.Figure) -> str:
    return "\n".join(each.text for each in figure.layout.annotations).replace("<br>", " ")


def test_a_figure_has_a_mark_for_each_event_and_says_what_it_shows(tables: Tables) -> None:
    figure = pipeline.figure(tables)
    marks = {
        str(key)
        for trace in figure.data
        for key in (trace.customdata if trace.customdata is not None else ())
    }
    told = tables.timeline[
        ["National Front" in names or "Marine Le Pen" in names for names in tables.timeline["actors"]]
    ]
    assert marks >= {f"event={each}" for each in told["timeline_id"]}
    assert "rose from 0.75% in 1974" in written(figure)
    assert "official results. election-timeline" in written(figure)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("RN", "National Rally"),
        ("national rally", "National Rally"),
        ("Front national", "National Rally"),
        ("Emmanuel Macron", "Emmanuel Macron"),
        ("everyone", "dated events"),
    ],
)
def test_whom_it_follows_may_be_said_in_many_ways(asked: str, said: str, tables: Tables) -> None:
    assert said in written(pipeline.figure(tables, subject=asked))


def test_it_speaks_the_language_asked_for(tables: Tables) -> None:
    assert "progresse de 0,75" in written(pipeline.figure(tables, language="fr"))
    assert "rose from" in written(pipeline.figure(tables, language="en"))


@pytest.mark.parametrize(
    ("options", "code"),
    [({"subject": "Nobody At All"}, "unknown-subject"), ({"language": "xx"}, "unknown-words")],
)
def test_what_cannot_be_asked_is_said(
    options: dict[str, str], code: str, tables: Tables, tmp_path: Path
) -> None:
    with pytest.raises(TimelineError) as caught:
        pipeline.figure(tables, **options)
    assert caught.value.code == code
    with pytest.raises(TimelineError) as caught:
        pipeline.export(tables, "html", tmp_path / "page.html", **options)  # type: ignore[arg-type]
    assert caught.value.code == code
    with pytest.raises(TimelineError) as caught:
        pipeline.export(tables, "ics", tmp_path / "dates.ics", **options)  # type: ignore[arg-type]
    assert caught.value.code == "no-chart"


def test_tables_without_a_row_have_a_figure_too(tmp_path: Path) -> None:
    figure = pipeline.figure(pipeline.extract("Nothing happened."))
    assert "No event fits" in written(figure)
