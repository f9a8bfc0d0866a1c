"""The filters of the timeline as widgets whose values stand in the address."""

import streamlit as st

from dashboard import filters, subjects, words
from dashboard.data import Data
from dashboard.filters import View
from dashboard.subjects import Subject
from pipeline.schemas import EVENT_TYPES


@st.cache_resource(max_entries=4, show_spinner=False)
def _subjects(stamp: str, _data: Data) -> list[Subject]:
    return subjects.subjects(_data.tables, _data.reference)


@st.cache_resource(max_entries=64, show_spinner=False)
def _reach(key: str, office: str, stamp: str, _data: Data, _who: Subject) -> tuple[int, int]:
    points = subjects.points(_who, office, _data.reference) if _who.names else ()
    return filters.years_covered(_data.tables, points)


@st.cache_resource(max_entries=64, show_spinner=False)
def _offices(key: str, stamp: str, _data: Data, _who: Subject) -> tuple[list[str], str]:
    """The offices to choose from, and the one to begin with."""
    open_to = [
        office
        for office in subjects.offices(_who.country, _data.reference)
        if subjects.points(_who, office, _data.reference)
    ]
    ids = [*_data.tables.timeline["election_id"], *_data.tables.vote_shares["election_id"]]
    spoken = [office for office, _ in subjects.office_mentions(ids, _who.country).most_common() if office]
    every = list(dict.fromkeys([*open_to, *spoken]))
    return every, subjects.default_office(_who, _data.tables, _data.reference)


def view(shown: Data) -> View:
    """Draw the filters; what comes back is checked, whatever the address says."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        choices = _subjects(shown.stamp, shown)
        by_key = {subject.key: subject for subject in choices}
        key = st.selectbox(
            "Follow",
            list(by_key),
            format_func=lambda each: by_key[each].label,
            key="who",
            bind="query-params",
            width=320,
        )
        who = by_key.get(str(key), choices[0])
        offices, usual = _offices(who.key, shown.stamp, shown, who)
        office = usual
        if offices:
            picked = st.selectbox(
                "Vote",
                offices,
                index=offices.index(usual) if usual in offices else 0,
                format_func=lambda each: words.office(each).capitalize(),
                key=f"vote-{who.key}" if who is not choices[0] else "vote",
                bind="query-params",
                width=160,
            )
            office = picked if picked in offices else usual
        covered = _reach(who.key, office, shown.stamp, shown, who)
        years = covered
        if covered[0] < covered[1]:
            given = st.slider(
                "Years", covered[0], covered[1], covered, key="years", bind="query-params", width=260
            )
            years = filters.valid_years(given, covered)
        present = set(shown.tables.timeline["type"])
        types = [kind for kind in EVENT_TYPES if kind in present]
        kinds = st.multiselect(
            "Types of event",
            types,
            format_func=lambda each: words.TYPES[each].capitalize(),
            key="type",
            bind="query-params",
            placeholder="All",
            width=200,
        )
        known = filters.publishers(shown.tables)
        sources = st.multiselect(
            "Sources", known, key="source", bind="query-params", placeholder="All", width=200
        )
    return View(
        who=who,
        office=office,
        years=years,
        types=filters.valid_many(kinds, types),
        sources=filters.valid_many(sources, known),
    )
