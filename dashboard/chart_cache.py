"""Figures of a view, built once and shared between sessions."""

from dataclasses import fields

import plotly.graph_objects as go
import streamlit as st

from dashboard import story, words
from dashboard.data import Data
from dashboard.filters import View
from dashboard.i18n import _, listed, locale, ngettext, separators
from dashboard.story import Story
from pipeline.charts import Drawn, Headings, Ink, drawn, timeline_figure

# Streamlit's front end puts the page's own colours in these places, in light and dark alike.
SIGNS = ("●", "◆")
MOST_NAMED = 3  # publishers that the line under the chart names
INK = Ink(text="#000037", muted="#000037", paper="#000038")


def timeline(view: View, shown: Data, *, narrow: bool = False) -> tuple[Story, Drawn]:
    """The story of a view and its chart, for a phone or not."""
    told = story_of(view, shown)
    return told, _figure(_address(view), shown.stamp, narrow, view, told, shown)


def story_of(view: View, shown: Data) -> Story:
    """The story of a view."""
    return _story(_address(view), shown.stamp, view, shown)


def _address(view: View) -> tuple[object, ...]:
    return (
        locale(),
        view.who.key,
        *(getattr(view, field.name) for field in fields(View) if field.name != "who"),
    )


@st.cache_resource(max_entries=64, show_spinner=False)
def _story(address: tuple[object, ...], stamp: str, _view: View, _data: Data) -> Story:
    return story.tell(_view, _data)


@st.cache_resource(max_entries=128, show_spinner=False)
def _figure(
    address: tuple[object, ...], stamp: str, narrow: bool, _view: View, _story: Story, _shown: Data
) -> Drawn:
    return drawn(figure(_view, _story, INK, source_line(_shown), narrow=narrow))


def _counted(number: int, first: str, last: str) -> str:
    """How many events a column stands for."""
    return ngettext(
        "{n} event, {first} to {last}; a shorter period shows it",
        "{n} events, {first} to {last}; a shorter period shows them",
        number,
        first=words.day(first),
        last=words.day(last),
    )


def figure(view: View, story: Story, ink: Ink, source: str = "", *, narrow: bool = False) -> go.Figure:
    """The chart of a view in these colours; with its subject and source it stands alone as an image."""
    if view.office:
        shares = _("Share of the vote, {elections}", elections=words.votes(view.office))
    else:
        shares = _("Share of the vote")
    rounds = [words.round_name(each or None) for each in sorted(set(story.chart_roads["round"]))]
    names = rounds or list(dict.fromkeys(story.official["series"]))
    marks = [f"{sign} {name}" for sign, name in zip(SIGNS[: len(names)], names, strict=True)]
    marks += [_("◯ as an article says")] if len(story.chart_claims) else []
    marks += [_("+ poll")] if len(story.chart_polls) else []
    made = timeline_figure(
        story.official,
        story.chart_claims,
        story.chart_events,
        period=view.period,
        roads=story.chart_roads,
        polls=story.chart_polls,
        colour=view.who.colour,
        headings=Headings(view.who.label if view.who.names else "", shares, "   ".join(marks), source),
        ink=ink,
        crowd=story.chart_crowd,
        crowd_words=_counted,
        narrow=narrow,
    )
    return made.update_layout(separators=separators())


def source_line(shown: Data) -> str:
    """Where the figures of a chart are from."""
    publishers = sorted({each for each in shown.tables.articles["publisher"] if each})
    named = publishers if len(publishers) <= MOST_NAMED else []
    articles = listed(named) or ngettext("{n} article", "{n} articles", len(shown.tables.articles))
    return _("Source: {articles}; official results. election-timeline", articles=articles)
