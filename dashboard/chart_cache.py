"""Figures of a view, built once and shared between sessions."""

import plotly.graph_objects as go
import streamlit as st

from dashboard import story, words
from dashboard.data import Data
from dashboard.filters import View
from dashboard.story import Story
from pipeline.charts import Headings, Ink, timeline_figure

# Streamlit's front end puts the page's own colours in these places, in light and dark alike.
INK = Ink(text="#000037", muted="#000037", paper="#000038")


def timeline(view: View, shown: Data, chosen: str) -> tuple[Story, go.Figure]:
    """The story of a view and its chart with the chosen mark pointed out."""
    address = (view.who.key, view.office, view.years, view.types, view.sources)
    told = _story(address, shown.stamp, view, shown)
    return told, _figure(address, shown.stamp, chosen, view, told)


@st.cache_resource(max_entries=64, show_spinner=False)
def _story(address: tuple[object, ...], stamp: str, _view: View, _data: Data) -> Story:
    return story.tell(_view, _data)


@st.cache_resource(max_entries=128, show_spinner=False)
def _figure(address: tuple[object, ...], stamp: str, chosen: str, _view: View, _story: Story) -> go.Figure:
    headings = Headings(
        shares=f"Share of the vote, {words.office(_view.office)} elections"
        if _view.office
        else "Share of the vote",
        events="What the articles date",
    )
    return timeline_figure(
        _story.official,
        _story.chart_claims,
        _story.chart_events,
        period=_view.period,
        colour=_view.who.colour,
        headings=headings,
        chosen=chosen,
        ink=INK,
    )
