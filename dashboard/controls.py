"""The filters of the timeline as widgets whose values stand in the address.

The view is read from the address before anything is drawn: where a widget stands on the page, and
whether it is drawn at all, changes nothing about what is shown.
"""

from dataclasses import dataclass, replace
from datetime import date

import streamlit as st

from dashboard import address, data, escape
from dashboard.data import Data
from pipeline.schemas import EVENT_TYPES
from pipeline.telling import filters, subjects, words
from pipeline.telling.filters import View
from pipeline.telling.i18n import N_, Phrases, _, ngettext
from pipeline.telling.subjects import Subject

NARROW = 165  # two of them fit beside each other on a phone
WIDE = 330
LAST = "last-view"  # the view that the Data page offers to download
MOST_NAMES = 400
# What stands behind "More filters", by the names in the address.
MORE = ("type", "kind", "election", "name", "source", "in", "sure")
MOVES = Phrases(
    {"earlier": N_("Earlier"), "closer": N_("Closer"), "wider": N_("Wider"), "later": N_("Later")}
)
MOVE_ICONS = {
    "earlier": ":material/chevron_left:",
    "closer": ":material/zoom_in:",
    "wider": ":material/zoom_out:",
    "later": ":material/chevron_right:",
}
PRESETS = Phrases({"5": N_("5 years"), "all": N_("All")})


@dataclass(frozen=True)
class Choices:
    """What each filter offers."""

    subjects: dict[str, Subject]
    offices: tuple[str, ...]
    office: str  # to begin with
    covered: tuple[int, int]  # years
    usual: tuple[int, int]  # those to begin with
    left_out: int  # events that lie outside of these
    types: tuple[str, ...]
    kinds: tuple[str, ...]
    elections: tuple[str, ...]
    names: tuple[str, ...]
    sources: tuple[str, ...]
    languages: tuple[str, ...]


@st.cache_resource(max_entries=8, show_spinner=False)
def _subjects(stamp: str, _data: Data) -> list[Subject]:
    return subjects.subjects(_data.tables, _data.reference)


def days(shown: Data) -> tuple[date, date, date] | None:
    """The first day to look back to, the last one, and the usual one: that of the last article.

    None where no article says its day.
    """
    first, last = data.days_published(shown)
    if not first:
        return None
    usual = date.fromisoformat(last)
    return date.fromisoformat(first), max(usual, shown.reference.as_of or usual), usual


def as_of(shown: Data) -> tuple[Data, str]:
    """The data as of the day in the address, and that day; "" where it is the usual one."""
    between = days(shown)
    if between is None:
        return shown, ""
    first, last, usual = between
    day = address.read_day(address.said("asof"), (first, last), usual)
    known = data.as_of(shown, shown.stamp, day.isoformat(), back=day != usual)
    return known, "" if day == usual else day.isoformat()


def of_view(view: View, shown: Data) -> Data:
    """The data that a view was of."""
    between = days(shown)
    if between is None:
        return shown
    return data.as_of(shown, shown.stamp, view.as_of or between[2].isoformat(), back=bool(view.as_of))


def read(shown: Data, as_of_day: str) -> tuple[View, Choices]:
    """The view that the address asks for, and what there is to choose from; what is wrong is ignored.

    `shown` is all the data, so that nothing jumps to somebody else while the day moves.
    """
    followed = {each.key: each for each in _subjects(shown.stamp, shown)}
    who = followed[address.read_one(address.said("who"), list(followed), next(iter(followed)))]
    choices = _choices(who.key, shown.stamp, shown, who, followed)
    office = address.read_one(address.said("vote"), choices.offices, choices.office)
    covered, usual, left_out = _reach(who.key, office, shown.stamp, shown, who)
    choices = replace(choices, covered=covered, usual=usual, left_out=left_out)
    sure = address.read_one(address.said("sure"), filters.CONFIDENCES, "0")
    view = View(
        who=who,
        office=office,
        years=address.read_years(address.said("years"), covered, usual),
        types=address.read_several(address.said("type"), choices.types),
        sources=address.read_several(address.said("source"), choices.sources),
        languages=address.read_several(address.said("in"), choices.languages),
        kinds=address.read_several(address.said("kind"), choices.kinds),
        names=address.read_several(address.said("name"), choices.names),
        election=address.read_one(address.said("election"), choices.elections, ""),
        confidence=int(sure),
        text=address.read_text(address.said("q")),
        as_of=as_of_day,
    )
    st.session_state[LAST] = view
    return view, choices


@st.cache_resource(max_entries=64, show_spinner=False)
def _choices(key: str, stamp: str, _data: Data, _who: Subject, _followed: dict[str, Subject]) -> Choices:
    tables = _data.tables
    offices, office = subjects.open_offices(_who, tables, _data.reference)
    types, kinds = set(tables.timeline["type"]), set(tables.vote_shares["kind"])
    named = [name for name, _count in subjects.mentions(tables).most_common(MOST_NAMES)]
    return Choices(
        subjects=_followed,
        offices=tuple(offices),
        office=office,
        covered=(0, 0),
        usual=(0, 0),
        left_out=0,
        types=tuple(each for each in EVENT_TYPES if each in types),
        kinds=tuple(each for each in words.KINDS if each in kinds),
        elections=tuple(filters.elections(tables)),
        names=tuple(named),
        sources=tuple(filters.publishers(tables)),
        languages=tuple(filters.languages(tables)),
    )


@st.cache_resource(max_entries=128, show_spinner=False)
def _reach(
    key: str, office: str, stamp: str, _data: Data, _who: Subject
) -> tuple[tuple[int, int], tuple[int, int], int]:
    """The years that a subject covers, those to begin with, and the number of events outside of these."""
    points = subjects.points(_who, office, _data.reference) if _who.names else ()
    covered = filters.years_covered(_data.tables, _who, points)
    day = data.days_published(_data)[1]
    usual = filters.years_usual(_data.tables, _who, points, covered, day)
    if usual == covered:
        return covered, usual, 0
    every, some = (View(_who, "", years) for years in (covered, usual))
    left_out = len(filters.events(every, _data.tables)) - len(filters.events(some, _data.tables))
    return covered, usual, left_out


def draw(view: View, choices: Choices, shown: Data) -> None:
    """The filters that most readers use in a row, the others behind a button; `shown` is all the data."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        followed = choices.subjects
        address.select(
            _("Follow"),
            list(followed),
            "who",
            usual=next(iter(followed)),
            words=lambda each: followed[each].label,
            width=270,
        )
        if choices.offices:
            address.select(
                _("Vote"), choices.offices, "vote", usual=choices.office, words=words.vote, width=NARROW
            )
        presets = filters.presets(choices.covered, choices.usual, view.as_of or shown.day)
        if len(presets) > 1:
            named = {
                PRESETS[key] if key in PRESETS else _span(years, choices.covered): years
                for key, years in presets.items()
            }
            address.periods(_("Period"), named, choices.covered, "years", usual=choices.usual)
        if between := days(shown):
            first, last, usual = between
            if first < last:
                address.day(
                    _("As of"),
                    (first, last),
                    "asof",
                    usual=usual,
                    width=180,
                    help_=_("Shows only what articles published up to this day could say."),
                )
        address.text(_("Search"), "q", width=NARROW, placeholder=_("Words or names"))
        _more(choices)
    _limits(view, choices)


def moves(view: View, choices: Choices) -> None:
    """The way through time for a finger, which does not draw a chart about: the years in the address move.

    Drawn in a fragment, the page is what is run again.
    """
    found = filters.moves(view.years, choices.covered)
    if all(years == view.years for years in found.values()):
        return
    with st.container(horizontal=True, horizontal_alignment="distribute", gap="xsmall", wrap=False):
        for key, years in found.items():
            pressed = st.button(
                MOVES[key],
                key=f"move-{key}",
                icon=MOVE_ICONS[key],
                type="tertiary",
                disabled=years == view.years,
                on_click=address.put_years,
                args=("years", years, choices.usual),
            )
            if pressed:
                st.rerun()


def _span(years: tuple[int, int], covered: tuple[int, int]) -> str:
    """What a stretch of years is called."""
    if years[1] == covered[1]:
        return _("Since {year}", year=str(years[0]))
    return f"{years[0]}–{years[1]}"


def _more(choices: Choices) -> None:
    """The filters that few readers need; drawn while they are open."""
    with st.popover(_("More filters"), icon=":material/tune:", key="more-filters", on_change="rerun") as more:
        if not more.open:
            return
        if choices.covered[0] < choices.covered[1]:
            address.years(_("Years"), choices.covered, "years", usual=choices.usual, width=WIDE)
        address.several(
            _("Types of event"),
            choices.types,
            "type",
            words=lambda each: words.capital(words.TYPES[each]),
            width=WIDE,
        )
        address.several(
            _("Kinds of figure"),
            choices.kinds,
            "kind",
            words=lambda each: words.capital(words.KINDS[each]),
            width=WIDE,
        )
        address.select(
            _("Election"),
            ["", *choices.elections],
            "election",
            usual="",
            words=lambda each: words.election(each) if each else _("All"),
            width=WIDE,
        )
        address.several(_("People and parties"), choices.names, "name", words=words.named, width=WIDE)
        address.several(_("Sources"), choices.sources, "source", words=str, width=WIDE)
        address.several(_("Languages of articles"), choices.languages, "in", words=words.language, width=WIDE)
        address.select(
            _("How sure a row is"),
            ["0", *filters.CONFIDENCES],
            "sure",
            usual="0",
            words=lambda each: at_least(int(each)) if each != "0" else _("All"),
            width=WIDE,
        )


def at_least(share: int) -> str:
    """At least 80%."""
    return _("At least {share}", share=words.percent(share, 0))


def _limits(view: View, choices: Choices) -> None:
    """What the view is limited to beside the widgets in the row, and the way back to all of it."""
    if view.years == choices.usual and choices.left_out:
        told = ngettext(
            "{n} event before or after these years: “All” has it",
            "{n} events before or after these years: “All” has them",
            choices.left_out,
        )
        st.markdown(f":gray[:small[{escape.inline(told)}]]")
    limits = [words.capital(words.TYPES[each]) for each in view.types]
    limits += [words.capital(words.KINDS[each]) for each in view.kinds]
    limits += [words.election(view.election)] if view.election else []
    limits += [*map(words.named, view.names), *view.sources, *map(words.language, view.languages)]
    limits += [_("{share} sure", share=at_least(view.confidence))] if view.confidence else []
    if view.years not in (choices.covered, choices.usual):
        limits.append(f"{view.years[0]}–{view.years[1]}")
    if view.text:
        limits.append(_("“{quote}”", quote=view.text))
    if view.as_of:
        limits.append(_("As of {day}", day=words.day(view.as_of)))
    if not limits:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f":gray[:small[{escape.inline(' · '.join(limits))}]]", width="content")
        st.button(
            _("Clear all filters"),
            icon=":material/filter_alt_off:",
            type="tertiary",
            on_click=lambda: address.forget((*MORE, "years", "q", "asof")),
        )
