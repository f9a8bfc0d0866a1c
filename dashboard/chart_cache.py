"""Figures of a view, built once and shared between sessions."""

from dataclasses import fields

import streamlit as st

from dashboard import story, words
from dashboard.data import Data
from dashboard.filters import View
from dashboard.i18n import _, locale, separators
from dashboard.story import Story
from pipeline.charts import Drawn, Headings, Ink, drawn, pointed_out, timeline_figure

# Streamlit's front end puts the page's own colours in these places, in light and dark alike.
SIGNS = ("●", "◆")
INK = Ink(text="#000037", muted="#000037", paper="#000038")


def timeline(view: View, shown: Data, chosen: str) -> tuple[Story, Drawn]:
    """The story of a view and its chart with the chosen mark pointed out."""
    told = story_of(view, shown)
    return told, pointed_out(_figure(_address(view), shown.stamp, view, told), chosen)


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
def _figure(address: tuple[object, ...], stamp: str, _view: View, _story: Story) -> Drawn:
    shares = (
        _("Share of the vote, {elections}", elections=words.votes(_view.office))
        if _view.office
        else _("Share of the vote")
    )
    names = list(dict.fromkeys(_story.official["series"]))
    marks = [f"{sign} {name}" for sign, name in zip(SIGNS[: len(names)], names, strict=True)]
    marks += [_("◯ as an article says")] if len(_story.chart_claims) else []
    headings = Headings(shares, "   ".join(marks))
    figure = timeline_figure(
        _story.official,
        _story.chart_claims,
        _story.chart_events,
        period=_view.period,
        colour=_view.who.colour,
        headings=headings,
        ink=INK,
    )
    return drawn(figure.update_layout(separators=separators()))
