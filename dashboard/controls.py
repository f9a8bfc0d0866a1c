"""The filters of the timeline as widgets whose values stand in the address."""

import streamlit as st

from dashboard import address, filters, subjects, words
from dashboard.data import Data
from dashboard.filters import View
from dashboard.subjects import Subject
from pipeline.schemas import EVENT_TYPES

NARROW = 165  # two of them fit beside each other on a phone
LAST = "last-view"  # the view that the Data page offers to download


@st.cache_resource(max_entries=4, show_spinner=False)
def _subjects(stamp: str, _data: Data) -> list[Subject]:
    return subjects.subjects(_data.tables, _data.reference)


@st.cache_resource(max_entries=64, show_spinner=False)
def _reach(key: str, office: str, stamp: str, _data: Data, _who: Subject) -> tuple[int, int]:
    points = subjects.points(_who, office, _data.reference) if _who.names else ()
    return filters.years_covered(_data.tables, _who, points)


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
    tables = shown.tables
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        choices = {each.key: each for each in _subjects(shown.stamp, shown)}
        usual = next(iter(choices))
        key = address.select(
            "Follow", list(choices), "who", usual=usual, words=lambda each: choices[each].label, width=320
        )
        who = choices[key]
        offices, office = _offices(who.key, shown.stamp, shown, who)
        if offices:
            office = address.select(
                "Vote",
                offices,
                "vote",
                usual=office,
                words=lambda each: words.office(each).capitalize(),
                width=NARROW,
            )
        covered = _reach(who.key, office, shown.stamp, shown, who)
        years = address.years("Years", covered, "years", width=NARROW) if covered[0] < covered[1] else covered
        present = set(tables.timeline["type"])
        types = address.several(
            "Types of event",
            [kind for kind in EVENT_TYPES if kind in present],
            "type",
            words=lambda each: words.TYPES[each].capitalize(),
            width=NARROW,
        )
        publishers = filters.publishers(tables)
        sources = (
            address.several("Sources", publishers, "source", words=str, width=NARROW)
            if len(publishers) > 1
            else ()
        )
    chosen = View(who=who, office=office, years=years, types=types, sources=sources)
    st.session_state[LAST] = chosen
    return chosen
