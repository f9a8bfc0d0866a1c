"""The charts of the Elections page, built once for all sessions."""

import pandas as pd
import streamlit as st

from dashboard import chart_cache, panels
from dashboard.chart_cache import INK, ready
from dashboard.data import Data
from dashboard.elections import Round
from dashboard.polls import Polls
from pipeline.charts import (
    Drawn,
    days_figure,
    drawn,
    election_figure,
    polls_figure,
    roads_figure,
    seats_figure,
    strip_figure,
)
from pipeline.charts.style import plain
from pipeline.telling import i18n, roads, words
from pipeline.telling.contest import Contest, contest_of
from pipeline.telling.i18n import _


def of_round(election_id: str, shown: Round, stamp: str) -> Drawn:
    """The bars of one round."""
    return _of_round(election_id, shown.number, stamp, i18n.locale(), panels.on_phone(), shown)


@st.cache_resource(max_entries=128, show_spinner=False)
def _of_round(
    election_id: str, number: int | None, stamp: str, reader: str, tapped: bool, _round: Round
) -> Drawn:
    return ready(election_figure(_round.rows, _round.marks, ink=INK), tapped)


def strip(election_id: str, shown: Round, stamp: str) -> Drawn:
    """The figures of several articles around the official ones."""
    return _strip(election_id, shown.number, stamp, i18n.locale(), panels.on_phone(), shown)


@st.cache_resource(max_entries=64, show_spinner=False)
def _strip(
    election_id: str, number: int | None, stamp: str, reader: str, tapped: bool, _round: Round
) -> Drawn:
    figure = strip_figure(
        _round.strip, official=_("official"), below=_("too low"), above=_("too high"), ink=INK
    )
    return ready(figure.update_layout(separators=i18n.separators()), tapped)


def seats(election_id: str, parties: pd.DataFrame, total: int, stamp: str) -> Drawn:
    """The assembly that a round filled."""
    return _seats(election_id, total, stamp, i18n.locale(), parties)


@st.cache_resource(max_entries=64, show_spinner=False)
def _seats(election_id: str, total: int, stamp: str, reader: str, _parties: pd.DataFrame) -> Drawn:
    majority = _("{seats} for a majority", seats=i18n.number(total // 2 + 1))
    return drawn(seats_figure(_parties, total, majority=majority, ink=INK))


def over_the_years(contest: Contest, by: str, lines: tuple[str, ...], shown: Data) -> Drawn:
    """The roads of these lines, the first one bold."""
    return _over_the_years(contest, by, lines, shown.stamp, i18n.locale(), panels.on_phone(), shown)


@st.cache_resource(max_entries=128, show_spinner=False)
def _over_the_years(
    contest: Contest, by: str, lines: tuple[str, ...], stamp: str, reader: str, tapped: bool, _data: Data
) -> Drawn:
    points = roads.drawn(roads.chosen(chart_cache.roads_of(contest, by, _data), lines), by)
    return ready(roads_figure(points.sort_values("date"), bold=str(points["line"].iloc[0]), ink=INK), tapped)


def of_polls(election_id: str, shown: Polls, stamp: str) -> Drawn:
    """The polls of one round."""
    return _of_polls(election_id, shown.number, stamp, i18n.locale(), panels.on_phone(), shown)


@st.cache_resource(max_entries=64, show_spinner=False)
def _of_polls(
    election_id: str, number: int | None, stamp: str, reader: str, tapped: bool, _shown: Polls
) -> Drawn:
    return ready(polls_figure(_shown.dots, _shown.results, day=_shown.day, ink=INK), tapped)


def calendar(election_id: str, shown: Data) -> Drawn | None:
    """The days of a contest with this election pointed out; None where there is one day alone."""
    return _calendar(election_id, shown.stamp, i18n.locale(), panels.on_phone(), shown)


@st.cache_resource(max_entries=64, show_spinner=False)
def _calendar(election_id: str, stamp: str, reader: str, tapped: bool, _data: Data) -> Drawn | None:
    contest = contest_of(election_id)
    held = _data.reference.elections_of(contest.country, contest.office, contest.area)
    held = tuple({each.election_id: each for each in reversed(held)}.values())
    if len(held) < 2:
        return None
    days = pd.DataFrame(
        {
            "date": [each.date for each in held],
            "chosen": [each.election_id == election_id for each in held],
            "label": [words.when_held(each.election_id) for each in held],
            "hover": [
                f"<b>{plain(words.election(each.election_id))}</b><br>{words.day(each.date)}" for each in held
            ],
            "key": [f"election={each.election_id}" for each in held],
        }
    )
    return ready(days_figure(days, ink=INK), tapped)
