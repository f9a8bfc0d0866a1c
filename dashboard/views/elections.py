"""An election: its rounds, the same vote over the years, and its polls; articles beside the record."""

from collections.abc import Callable
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import (
    address,
    ballots,
    chart_cache,
    chosen,
    election_controls,
    election_panels,
    elections,
    escape,
    evidence,
    panels,
    polls,
)
from dashboard.data import Data
from dashboard.election_panels import POLLS, RESULT, YEARS
from dashboard.evidence import Choice
from pipeline.telling import roads, words
from pipeline.telling.contest import contest_of
from pipeline.telling.i18n import N_, Phrases, _

TABLES = "tables"
VIEWS = Phrases({RESULT: N_("Result"), YEARS: N_("Over the years"), POLLS: N_("Polls")})


@st.fragment
def body(election_id: str, view: str, lines: tuple[str, ...], by: str, shown: Data) -> None:
    """The charts with the evidence beside them; a click on a mark or a row reruns only this."""
    if st.session_state.pop(election_panels.MOVED, False):
        st.rerun()  # another election was opened from here, which is not of this part alone
    st.session_state[election_panels.OPEN] = election_id
    blocks = _blocks(election_id, view, lines, by, shown)
    choice = chosen.now()
    found = evidence.find(choice, shown) if choice else None
    wanted = _block_of(choice, shown) if choice and found else ""
    at = next((index for index, (name, _draw) in enumerate(blocks) if name == wanted), 0)
    for index, (_name, draw) in enumerate(blocks):
        left, right = st.columns([5, 2], gap="large")
        with left:
            below_chart = draw()
        with below_chart if below_chart and panels.on_phone() else right:
            if found and index == at:
                with panels.room_for(found):
                    panels.proof(found, shown, close=lambda: chosen.put(None))
            elif not found and index == 0:
                election_panels.reading_key(election_id, view, shown)


def _blocks(
    election_id: str, view: str, lines: tuple[str, ...], by: str, shown: Data
) -> list[tuple[str, Callable[[], DeltaGenerator | None]]]:
    """The parts of a view by name, each with the place below its chart where evidence stands on a phone."""
    if view == YEARS:
        return [("", partial(election_panels.over_the_years, election_id, lines, by, shown))]
    if view == POLLS:
        return [
            (str(each.number or ""), partial(election_panels.of_polls, election_id, each, shown))
            for each in polls.polls(election_id, shown)
        ]
    found = elections.rounds(election_id, shown)
    blocks: list[tuple[str, Callable[[], DeltaGenerator | None]]] = [
        (str(each.number or ""), partial(election_panels.round_, election_id, each, shown))
        for each in found
        if len(each.rows)
    ]
    if not any(each.results["share_pct"].notna().any() for each in found):
        blocks.append(("days", partial(election_panels.days, election_id, found, shown)))
    return [*blocks, (TABLES, partial(tables, election_id, shown))]


def _block_of(choice: Choice, shown: Data) -> str:
    """The part of the page beside which the evidence of a choice stands."""
    if choice.kind in ("event", "count"):
        return TABLES
    if choice.kind == "result":
        return choice.id.partition("/")[2]
    rows = shown.tables.vote_shares
    rounds = rows.loc[rows["share_id"] == choice.id, "round"].dropna()
    return str(int(rounds.iloc[0])) if len(rounds) else ""


def tables(election_id: str, shown: Data) -> None:
    """What articles tell of an election beside its shares."""
    election_panels.counts(election_id, shown)
    election_panels.told(election_id, shown)


def page() -> None:
    """Draw the page."""
    shown = panels.opened()
    if shown is None:
        return
    head = st.container()
    every = ballots.ballots(shown)
    election_id = election_controls.pick(every, shown)
    found, polled = elections.rounds(election_id, shown), polls.polls(election_id, shown)
    views = [RESULT, YEARS, *([POLLS] if polled else [])]
    view = address.segments(_("Show"), views, "view", usual=RESULT, words=lambda each: VIEWS[each])
    by, lines = election_controls.of_years(election_id, shown) if view == YEARS else ("", ())
    contest = contest_of(election_id)
    above = words.election(election_id)
    title = elections.finding(election_id, found, shown)
    if view == POLLS:
        title = polls.finding(polled)
    elif view == YEARS:
        where = words.area(contest.country, contest.area) if contest.area else words.country(contest.country)
        above = _("{vote}, {country}", vote=words.contest(contest.office), country=where)
        points = chart_cache.roads_of(contest, by, shown)
        if len(points):
            title = roads.finding(roads.drawn(roads.chosen(points, lines), by))
    with head:
        st.title(escape.inline(f"{title}."), anchor=False)
        if not title.startswith(above):
            panels.small(escape.inline(above))
        if view == RESULT and (figures := elections.figures(found)):
            panels.figures(figures)
    body(election_id, view, lines, by, shown)


page()
