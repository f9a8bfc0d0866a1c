"""The parts of the Elections page: a chart each, with its words and its table."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import (
    chart_cache,
    chosen,
    election_charts,
    election_controls,
    elections,
    escape,
    panels,
    picking,
    polls,
    tables_shown,
)
from dashboard.data import Data
from dashboard.elections import Round
from dashboard.evidence import Choice
from dashboard.polls import Polls
from pipeline.charts import Drawn
from pipeline.telling import readable, roads, words
from pipeline.telling.contest import contest_of
from pipeline.telling.i18n import _, listed, locale, ngettext, number

RESULT, YEARS, POLLS = "result", "years", "polls"
MOVED = "another-election"
OPEN = "open-election"
_MOST_TOLD = 6  # parties in the words for a chart
_SHARE = st.column_config.NumberColumn(format="%.2f%%", width="small")
_POINTS = st.column_config.NumberColumn(format="%+.2f", width="small")


def opened(key: str) -> None:
    """A mark was clicked: a row of the tables, or another election."""
    kind, _sign, value = chosen.key_at(key).partition("=")
    if kind == "election":
        election_controls.go(value)
        st.session_state[MOVED] = True
    elif kind:
        # A result of another year is no reason to leave the election that is open.
        chosen.clicked(key, election=st.session_state[OPEN])


def chart(figure: Drawn, key: str, alt: str, of: object) -> None:
    """A chart whose marks can be chosen, of what `of` stands for."""
    st.plotly_chart(
        chosen.drawing(key, (of, locale()), chosen.now(), figure),
        key=key,
        on_select=lambda: opened(key),
        selection_mode="points",
        config=panels.CHART_CONFIG,
        alt=alt,
    )


def round_(election_id: str, each: Round, shown: Data) -> DeltaGenerator:
    """One round: bars and marks, the strip of several sources, the table."""
    st.header(words.round_name(each.number), anchor=False)
    panels.small(escape.inline(_facts(each)))
    first = each.rows[["name", "value"]].head(2).to_numpy()
    summary = ", ".join(f"{name} {value}" for name, value in first if value)
    chart(
        election_charts.of_round(election_id, each, shown.stamp),
        f"round-{election_id}-{each.number or 0}",
        _(
            "{round}: {summary}. Official results as bars: {bars}; figures of articles as marks: {marks}; "
            "the same in the table.",
            round=words.round_name(each.number),
            summary=summary or _("no official figures"),
            bars=number(int(each.rows["share_pct"].notna().sum())),
            marks=number(len(each.marks)),
        ),
        shown.stamp,
    )
    below_chart = st.container()
    if each.more:
        panels.small(ngettext("{n} more in the table", "{n} more in the table", each.more))
    _seats(election_id, each, shown)
    if len(each.strip):
        st.subheader(_("How near the articles are"), anchor=False)
        chart(
            election_charts.strip(election_id, each, shown.stamp),
            f"strip-{election_id}-{each.number or 0}",
            _(
                "{figures} of several articles around the official ones, in points; the same in the table.",
                figures=ngettext("{n} figure", "{n} figures", len(each.strip)),
            ),
            shown.stamp,
        )
    _tables(election_id, each)
    if each.election and each.election.source and len(each.results):
        panels.small(_("Source: {source}", source=escape.inline(each.election.source)))
    return below_chart


def _seats(election_id: str, each: Round, shown: Data) -> None:
    """The assembly as one bar, where the seats are known."""
    parties, total = elections.seats(each)
    if not total:
        return
    st.subheader(_("Seats"), anchor=False)
    told = [f"{words.called(name)} {text}" for name, text in parties[["subject", "text"]].to_numpy()]
    chart(
        election_charts.seats(election_id, parties, total, shown.stamp),
        f"seats-{election_id}-{each.number or 0}",
        _(
            "{total} seats: {parties}; the same in the table.",
            total=number(total),
            parties=listed(told[:_MOST_TOLD]),
        ),
        shown.stamp,
    )


def _facts(each: Round) -> str:
    """The day of a round, and what is known of its voters."""
    if each.election is None:
        return _("not on record")
    parts = [words.day(each.election.date)]
    if each.election.valid_votes:
        parts.append(_("{votes} valid votes", votes=number(each.election.valid_votes)))
    if each.before and each.rows["change"].any():
        parts.append(_("changes since {when}, in points", when=words.when_held(each.before.election_id)))
    return " · ".join(parts)


def _tables(election_id: str, each: Round) -> None:
    key = f"{election_id}-{each.number or 0}"
    with st.expander(_("The same as a table"), key=f"table-{key}", on_change="rerun") as table:
        if not table.open:
            return
        official = readable.result_rows(each.results, each.claims)
        st.dataframe(
            official,
            hide_index=True,
            column_config=tables_shown.columns(official.columns),
            alt=_(
                "Results: {election}, {round}",
                election=words.election(election_id),
                round=words.round_name(each.number),
            ),
        )
        if len(each.claims):
            rows = each.claims.head(500)
            claimed = readable.share_rows(rows).drop(columns=["Vote", "Round"])
            picking.table(
                claimed,
                [Choice("share", str(share)) for share in rows["share_id"]],
                key=f"claims-{key}",
                alt=ngettext("{n} figure from articles.", "{n} figures from articles.", len(rows)),
                columns=tables_shown.columns(claimed.columns),
            )


def days(election_id: str, found: tuple[Round, ...], shown: Data) -> None:
    """The days of this vote, for an election without figures on record."""
    if any(each.election for each in found):
        panels.small(_("The record holds the days of this vote, not its figures."))
    figure = election_charts.calendar(election_id, shown)
    if figure:
        contest = contest_of(election_id)
        st.header(_("All votes of this kind on record"), anchor=False)
        chart(
            figure,
            f"days-{election_id}",
            _(
                "The days of all votes on record: {contest}, {country}.",
                contest=contest.name,
                country=words.country(contest.country),
            ),
            shown.stamp,
        )
        panels.small(_("Choose a day to open its election."))


def counts(election_id: str, shown: Data) -> None:
    """The numbers of votes and seats that articles give: seats are of no round."""
    tables = shown.tables.counts
    rows = tables[tables["election_id"] == election_id].head(500)
    if rows.empty:
        return
    st.header(_("Votes and seats in articles"), anchor=False)
    numbers = readable.count_rows(rows).drop(columns="Vote").dropna(axis="columns", how="all")
    picking.table(
        numbers,
        [Choice("count", str(each)) for each in rows["count_id"]],
        key=f"counts-{election_id}",
        alt=ngettext(
            "{n} number of votes or seats from articles.",
            "{n} numbers of votes or seats from articles.",
            len(rows),
        ),
        columns=tables_shown.columns(numbers.columns, counts=True),
    )


def told(election_id: str, shown: Data) -> None:
    """The events that articles tell of the election."""
    rows = shown.tables.timeline
    rows = rows[rows["election_id"] == election_id].sort_values("earliest").head(500)
    if rows.empty:
        return
    st.header(_("What articles tell of it"), anchor=False)
    events = readable.event_rows(rows)
    picking.table(
        events,
        [Choice("event", str(each)) for each in rows["timeline_id"]],
        key=f"events-{election_id}",
        alt=ngettext("{n} event of this election.", "{n} events of this election.", len(rows)),
        columns=tables_shown.columns(events.columns),
        most=6,
    )


def over_the_years(election_id: str, lines: tuple[str, ...], by: str, shown: Data) -> DeltaGenerator | None:
    """The same vote from the first on record to the last."""
    contest = contest_of(election_id)
    points = chart_cache.roads_of(contest, by, shown)
    if points.empty:
        days(election_id, (), shown)
        return None
    drawn = roads.drawn(roads.chosen(points, lines), by)
    names = listed([str(each) for each in drawn["name"].drop_duplicates()])
    chart(
        election_charts.over_the_years(contest, by, lines, shown),
        f"years-{contest}-{by}",
        _("Official shares over the years as lines: {names}; the same in the table.", names=names),
        (shown.stamp, lines),
    )
    below_chart = st.container()
    with st.expander(_("The same as a table"), key=f"table-years-{contest}-{by}", on_change="rerun") as table:
        if table.open:
            rows = roads.table(drawn)
            st.dataframe(
                rows,
                hide_index=True,
                column_config=dict.fromkeys(rows.columns[1:], _SHARE),
                alt=_("Official shares over the years: {names}.", names=names),
            )
    return below_chart


def of_polls(election_id: str, each: Polls, shown: Data) -> DeltaGenerator:
    """The polls of one round."""
    st.header(words.round_name(each.number), anchor=False)
    panels.small(
        _("polls in articles, and the result of {day}", day=words.day(each.day))
        if each.day and each.results["official"].any()
        else _("polls in articles")
    )
    key = f"{election_id}-{each.number or 0}"
    chart(
        election_charts.of_polls(election_id, each, shown.stamp),
        f"polls-{key}",
        _(
            "{polls} as dots by day, the results at the end; the same in the table.",
            polls=ngettext("{n} figure of polls", "{n} figures of polls", len(each.rows)),
        ),
        shown.stamp,
    )
    below_chart = st.container()
    with st.expander(_("The same as a table"), key=f"table-polls-{key}", on_change="rerun") as table:
        if table.open:
            rows = polls.table(each).head(500)
            ids = each.rows.sort_values("date", ascending=False, kind="stable")["share_id"].head(500)
            picking.table(
                rows,
                [Choice("share", str(share)) for share in ids],
                key=f"rows-polls-{key}",
                alt=ngettext("{n} figure of polls.", "{n} figures of polls.", len(rows)),
                columns={
                    _("Share"): st.column_config.NumberColumn(format="%g%%", width="small"),
                    _("Result"): _SHARE,
                    _("Difference"): _POINTS,
                },
            )
    return below_chart


def reading_key(election_id: str, view: str, shown: Data) -> None:
    """How to read the charts, in place of a legend."""
    if view == YEARS:
        lines = [("●", _("official result, of the first round or the only one"))]
        if any(each.round == 2 for each in shown.reference.rounds(election_id)):
            lines.append(("◆", _("runoff of the same year")))
    elif view == POLLS:
        lines = [
            ("●", _("poll, on its last day or that of the article")),
            ("○", _("estimate of election night")),
            ("◆", _("official result")),
        ]
    else:
        lines = _key_of_rounds(elections.rounds(election_id, shown))
    if not lines:
        return
    st.header(_("How to read it"), anchor=False)
    st.markdown("\n\n".join(f"{sign} {meaning}" for sign, meaning in lines))
    panels.small(_("Choose a mark or a row to read the sentence behind it."))


def _key_of_rounds(found: tuple[Round, ...]) -> list[tuple[str, str]]:
    """What stands on the charts of these rounds."""
    stances = {
        (str(stance), bool(derived))
        for each in found
        for stance, derived in each.marks[["stance", "derived"]].to_numpy()
    }
    lines = []
    if any(each.rows["change"].any() for each in found):
        lines.append(("■", _("official result; below it the change since the vote before")))
    elif any(each.results["share_pct"].notna().any() for each in found):
        lines.append(("■", _("official result")))
    if ("agrees", False) in stances:
        lines.append(("◯", _("articles give this figure, and it holds")))
    if {("differs", False), ("differs", True)} & stances:
        lines.append((":red[✕]", _("articles give this figure, and it does not hold")))
    if ("agrees", True) in stances:
        lines.append(("▢", _("what an article’s figure leaves for the other side")))
    if {("open", False), ("open", True)} & stances:
        lines.append(("⊙", _("articles give this figure; no official one to hold it against")))
    return lines
