"""What chooses an election and the lines of its years; all of it in the address."""

import streamlit as st

from dashboard import address, chart_cache, chosen
from dashboard.ballots import Ballots
from dashboard.data import Data
from dashboard.evidence import Choice
from pipeline.telling import roads, words
from pipeline.telling.contest import contest_of
from pipeline.telling.i18n import N_, Phrases, _, ngettext

NARROW, WIDE = 165, 172  # the two fit beside each other on a phone
YEAR = 190
WAYS = Phrases({"party": N_("By party"), "family": N_("By family"), "person": N_("By person")})


def go(election_id: str) -> None:
    """Show another election; what was chosen in the last one goes."""
    st.query_params.pop("line", None)
    chosen.put(None, election=election_id)


def pick(every: Ballots, shown: Data) -> str:
    """The election that is chosen, after the controls that choose it."""
    held = {each for ids in every.elections.values() for each in ids}
    said = address.said("election") or _told_by(chosen.now(), shown)
    election_id = said if said in held else every.best(*every.elections)
    contest = contest_of(election_id)
    of_country = every.contests[contest.country]
    names = {f"{each.office}/{each.area}": each for each in of_country}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        address.derived(
            _("Country"),
            list(every.contests),
            contest.country,
            "country",
            change=lambda each: go(every.best(every.contests[each][0])),
            words=words.country,
            width=NARROW,
        )
        address.derived(
            _("Vote"),
            list(names),
            f"{contest.office}/{contest.area}",
            "office",
            change=lambda each: go(every.best(names[each])),
            words=lambda each: names[each].name,
            width=WIDE,
        )
        address.derived(
            _("Year"),
            every.elections[contest],
            election_id,
            "year",
            change=go,
            words=lambda each: _year(each, every.told[each]),
            width=YEAR,
        )
    return election_id


def _told_by(choice: Choice | None, shown: Data) -> str:
    """The election of the row that a link names."""
    if choice and choice.kind == "result":
        return choice.id.partition("/")[0]
    tables = {
        "event": (shown.tables.timeline, "timeline_id"),
        "share": (shown.tables.vote_shares, "share_id"),
        "count": (shown.tables.counts, "count_id"),
    }
    if choice is None or choice.kind not in tables:
        return ""
    rows, key = tables[choice.kind]
    return str(next(iter(rows.loc[rows[key] == choice.id, "election_id"]), ""))


def _year(election_id: str, told: int) -> str:
    when = words.when_held(election_id)
    return f"{when} · " + ngettext("{n} mention", "{n} mentions", told) if told else when


def of_years(election_id: str, shown: Data) -> tuple[str, tuple[str, ...]]:
    """What the lines follow, and which are shown."""
    contest = contest_of(election_id)
    ways = [way for way in roads.WAYS if len(chart_cache.roads_of(contest, way, shown))]
    if not ways:
        return roads.WAYS[0], ()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        by = address.segments(_("Lines"), ways, "by", usual=ways[0], words=lambda way: WAYS[way])
        points = chart_cache.roads_of(contest, by, shown)
        names = {
            str(line): roads.named(str(line), by, own) for line, own in points.groupby("line", sort=False)
        }
        lines = address.several(
            _("Show"),
            list(names),
            "line",
            words=lambda line: names[line],
            width=420,
            placeholder=_("Those that articles tell of most"),
        )
    return by, lines
