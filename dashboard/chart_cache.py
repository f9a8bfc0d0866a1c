"""Figures of a view, built once and shared between sessions."""

from dataclasses import fields

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dashboard.data import Data
from pipeline.charts import Drawn, Ink, add_targets, drawn
from pipeline.telling import roads, story
from pipeline.telling.chart import figure, source_line
from pipeline.telling.contest import Contest
from pipeline.telling.filters import View
from pipeline.telling.i18n import locale
from pipeline.telling.story import Story

# Streamlit's front end puts the page's own colours in these places, in light and dark alike.
INK = Ink(text="#000037", muted="#000037", paper="#000038")
_PHONE_PX = 350  # about as wide as a chart is there
_NAMES_PX = 120  # of that the names at its rows


def ready(figure: go.Figure, tapped: bool) -> Drawn:
    """The figure, made ready to choose marks of with a finger or not."""
    if tapped:
        margin = figure.layout.margin
        names = _NAMES_PX if figure.layout.yaxis.automargin else 0
        add_targets(figure, _PHONE_PX - margin.l - margin.r - names)
    return drawn(figure)


def timeline(view: View, shown: Data, *, narrow: bool = False, tapped: bool = False) -> tuple[Story, Drawn]:
    """The story of a view and its chart, for a phone or not, to choose marks of with a finger or not."""
    told = story_of(view, shown)
    return told, _figure(_address(view), shown.stamp, narrow, tapped, view, told, shown)


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
    address: tuple[object, ...],
    stamp: str,
    narrow: bool,
    tapped: bool,
    _view: View,
    _story: Story,
    _shown: Data,
) -> Drawn:
    return drawn(figure(_view, _story, INK, source_line(_shown), narrow=narrow, tapped=tapped))


def roads_of(contest: Contest, by: str, shown: Data) -> pd.DataFrame:
    """The official shares of all elections of a contest, as `pipeline.telling.roads` has them."""
    return _roads(contest, by, shown.stamp, locale(), shown)


@st.cache_resource(max_entries=64, show_spinner=False)
def _roads(contest: Contest, by: str, stamp: str, reader: str, _data: Data) -> pd.DataFrame:
    return roads.roads(contest, by, _data)
