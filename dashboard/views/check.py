"""What articles state, held against the record: verdicts, differences, and the proof of each."""

from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import streamlit as st

from dashboard import address, checks, chosen, doubtful, escape, evidence, panels, picking
from dashboard.chart_cache import INK, ready
from dashboard.checks import Filters, Options
from dashboard.data import Data
from dashboard.evidence import Choice
from pipeline.charts import Drawn, agreement_figure
from pipeline.telling import words
from pipeline.telling.i18n import N_, Phrases, _, listed, locale, ngettext, number

NARROW = 165
PAGE = 100
MOST_ROWS = 200
_CHART = "agreement"
SAID: dict[str, Callable[[str], str]] = {
    "kind": lambda each: words.capital(checks.KINDS[each]),
    "country": words.country,
    "source": str,
}
_FILTERS = "check-filters"
_REASONS = "check-reasons"
FIGURES, REVIEW = "figures", "review"
LISTS = Phrases({FIGURES: N_("Figure by figure"), REVIEW: N_("What to look at first")})


def controls(options: Options) -> Filters:
    """Draw the filters; what comes back is checked, whatever the address says."""
    stances = address.several(
        _("Verdict"),
        list(options.stances),
        "verdict",
        words=lambda each: f"{checks.STANCES[each]} {number(options.stances[each])}",
        width=NARROW,
    )
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        sort = address.select(
            _("Order"),
            list(checks.SORTS),
            "sort",
            usual=next(iter(checks.SORTS)),
            words=lambda each: checks.SORTS[each],
            width=210,
        )
        kinds = _several(_("Kind"), options.kinds, "kind")
        countries = _several(_("Country"), tuple(sorted(options.countries, key=words.country)), "country")
        publishers = _several(_("Source"), options.sources, "source")
    filters = Filters(stances, publishers, countries, kinds, sort)
    _limited(_FILTERS, filters)
    return filters


def _limited(key: str, to: object) -> None:
    """Go back to the first page where the rows are limited to others than before."""
    if st.session_state.get(key, to) != to:
        address.forget(["page"])
    st.session_state[key] = to


def _several(label: str, options: tuple[str, ...], name: str) -> tuple[str, ...]:
    """A filter of many; none is drawn where there is one option alone."""
    if len(options) < 2:
        return ()
    return address.several(
        label, options, name, words=SAID[name], width=NARROW, placeholder=_("All"), listed=True
    )


@st.cache_resource(max_entries=64, show_spinner=False)
def _by_source(
    filters: Filters, stamp: str, reader: str, tapped: bool, _data: Data
) -> tuple[pd.DataFrame, Drawn]:
    told = checks.left(replace(filters, stances=()), _data)
    sources = checks.by_source(told, _data.tables.articles)
    return sources, ready(agreement_figure(sources, ink=INK), tapped)


def picked_source() -> None:
    """The bar of a source was clicked: the page shows that source alone."""
    _kind, _sign, source = chosen.key_at(_CHART).partition("=")
    if source:
        st.query_params["source"] = source


def by_source(filters: Filters, shown: Data) -> None:
    """The share that holds, by source."""
    sources, figure = _by_source(filters, shown.stamp, locale(), panels.on_phone(), shown)
    if len(sources) < 2:
        return
    st.header(_("What holds, by source"), anchor=False)
    st.plotly_chart(
        figure,
        key=_CHART,
        on_select=picked_source,
        selection_mode="points",
        config=panels.CHART_CONFIG,
        alt=_(
            "Of what can be compared with the record, how much agrees, by source: {list}.",
            list=listed([f"{name} {value}" for name, value in sources[["name", "value"]].head(5).to_numpy()]),
        ),
    )
    with st.expander(_("The same as a table"), key="table-sources", on_change="rerun") as table:
        if table.open:
            st.dataframe(
                pd.DataFrame(
                    {
                        _("Source"): sources["name"],
                        _("Holds"): sources["agrees"],
                        _("Does not"): sources["differs"],
                    }
                ),
                hide_index=True,
                alt=_("What holds, by source"),
            )


@st.fragment
def statements(filters: Filters, shown: Data) -> None:
    """The rows with the evidence beside them; a click reruns only this."""
    kind = address.segments(
        _("Which list"), list(LISTS), "list", usual=FIGURES, words=lambda each: LISTS[each]
    )
    left, right = st.columns([5, 2], gap="large")
    with left:
        st.header(LISTS[kind], anchor=False)
        rows = figures(filters, shown) if kind == FIGURES else review(filters, shown)
        if not rows:
            st.markdown(_("Nothing here fits the filters."))
    with right:
        choice = chosen.now()
        found = evidence.find(choice, shown) if choice else None
        if choice and found:
            with panels.room_for(found):
                panels.proof(found, shown, close=lambda: chosen.put(None))
            record(choice, shown)
        else:
            st.header(_("How to read it"), anchor=False)
            st.markdown(
                _(
                    "Each figure and claim of an article is held against the official record. "
                    "What only follows from another figure is not counted."
                )
                if kind == FIGURES
                else _(
                    "Rows worth a look by a person: the record says otherwise, they were read with little "
                    "confidence, articles disagree, or two rows of an article stand in each other’s way. "
                    "The least sure come first."
                )
            )
            panels.small(_("Choose a row to read the sentence behind it, and what it was compared with."))
    if kind == FIGURES:
        disagreements(shown)
    corrections(shown)


def figures(filters: Filters, shown: Data) -> int:
    """A page of all that articles state; what comes back is how many rows there are."""
    order = checks.order(filters, shown)
    now = _page(len(order))
    part = checks.statements(shown.stamp, shown).iloc[order[_rows_of(now)]]
    if len(order):
        picking.table(
            checks.shown(part),
            [Choice(table, row_id) for table, row_id in part[["table", "id"]].to_numpy()],
            key=f"statements-{now}",
            alt=ngettext("{n} figure or claim.", "{n} figures and claims.", len(order)),
            columns={_("Verdict"): st.column_config.TextColumn(width="medium")},
            most=14,
        )
    _turning(len(order), now)
    return len(order)


def review(filters: Filters, shown: Data) -> int:
    """A page of the review list; what comes back is how many rows there are."""
    rows = doubtful.left(filters, shown)
    counts = rows["why"].value_counts()
    wanted: tuple[str, ...] = ()
    if len(counts) > 1:
        wanted = address.several(
            _("Why"),
            [each for each in doubtful.WHY if each in counts.index],
            "why",
            words=lambda each: f"{doubtful.WHY[each]} {number(int(counts[each]))}",
            width=NARROW,
        )
    _limited(_REASONS, wanted)
    rows = rows[rows["why"].isin(wanted)] if wanted else rows
    now = _page(len(rows))
    part = rows.iloc[_rows_of(now)]
    if len(rows):
        picking.table(
            doubtful.shown(part, shown).drop(columns=[_("Why")] if len(wanted) == 1 else []),
            doubtful.choices(part),
            key=f"review-{now}",
            alt=ngettext("{n} row to look at.", "{n} rows to look at.", len(rows)),
            columns={
                _("Why"): st.column_config.TextColumn(width="medium"),
                _("Compared with"): st.column_config.TextColumn(width="medium"),
            },
            most=14,
        )
    _turning(len(rows), now)
    return len(rows)


def _page(count: int) -> int:
    """The page that the address names, of as many as there are."""
    said = address.said("page")
    return min(max(int(said), 1), max(-(-count // PAGE), 1)) if said.isascii() and said.isdigit() else 1


def _rows_of(page: int) -> slice:
    return slice((page - 1) * PAGE, page * PAGE)


def _turning(count: int, now: int) -> None:
    """The way to the other pages."""
    if count <= PAGE:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        first, last = (now - 1) * PAGE + 1, min(now * PAGE, count)
        panels.small(
            _("{first} to {last} of {all}", first=number(first), last=number(last), all=number(count))
        )
        _turn(_("Before"), ":material/chevron_left:", now - 1, disabled=now == 1)
        _turn(_("Next"), ":material/chevron_right:", now + 1, disabled=last == count)


def _turn(label: str, icon: str, to: int, *, disabled: bool) -> None:
    def turned() -> None:
        st.query_params["page"] = str(to)

    st.button(label, icon=icon, type="tertiary", on_click=turned, disabled=disabled)


def record(choice: Choice, shown: Data) -> None:
    """The official rows that a figure was compared with."""
    table = {"share": shown.tables.vote_shares, "count": shown.tables.counts}.get(choice.kind)
    if table is None:
        return
    row = table[table[f"{choice.kind}_id"] == choice.id].iloc[0]
    number_ = None if pd.isna(row["round"]) else int(row["round"])
    official = [
        each
        for each in shown.reference.results(str(row["election_id"]), number_)
        if each.share_pct is not None
    ]
    if not official:
        return
    st.subheader(_("On record"), anchor=False)
    st.dataframe(
        pd.DataFrame(
            {
                _("Who"): [words.called(each.subject) for each in official],
                _("Share"): [words.percent(float(each.share_pct or 0)) for each in official],
                _("Votes"): [number(each.votes) if each.votes else "" for each in official],
                _("Seats"): [number(each.seats) if each.seats is not None else "" for each in official],
            }
        ).replace("", pd.NA).dropna(axis="columns", how="all"),
        hide_index=True,
        alt=_("The official rows"),
    )  # fmt: skip
    election = shown.reference.election(str(row["election_id"]), number_)
    if election and election.source:
        panels.small(_("Source: {source}", source=escape.inline(election.source)))


def disagreements(shown: Data) -> None:
    """Events on which articles disagree."""
    rows = checks.disagreements(shown.stamp, shown).head(MOST_ROWS)
    if rows.empty:
        return
    st.header(_("Where articles disagree"), anchor=False)
    picking.table(
        pd.DataFrame(
            {
                _("Date"): [words.day(str(each)) for each in rows["date"]],
                _("Event"): [words.event(str(each)) for each in rows["label"]],
                _("What they disagree on"): [
                    evidence.with_titles(str(each), shown) for each in rows["conflict"]
                ],
            }
        ),
        [Choice("event", str(each)) for each in rows["timeline_id"]],
        key="conflicts",
        alt=ngettext(
            "{n} event that articles disagree on.", "{n} events that articles disagree on.", len(rows)
        ),
        most=6,
    )


def corrections(shown: Data) -> None:
    """What people corrected."""
    rows = checks.corrections(shown).head(MOST_ROWS)
    if rows.empty:
        return
    st.header(_("What people corrected"), anchor=False)
    picking.table(
        pd.DataFrame({_("What"): rows["what"], _("Correction"): rows["note"]}),
        [Choice(table, row_id) for table, row_id in rows[["table", "id"]].to_numpy()],
        key="corrections",
        alt=ngettext("{n} correction.", "{n} corrections.", len(rows)),
        most=6,
    )


def draw() -> None:
    """Draw the page."""
    shown = panels.opened()
    if shown is None:
        return
    head = st.container()
    every = checks.statements(shown.stamp, shown)
    if every.empty:
        st.title(_("No article states a figure or a claim."), anchor=False)
        return
    filters = controls(checks.options(shown.stamp, shown))
    told = checks.summary(filters, shown)
    with head:
        st.title(escape.inline(f"{told.finding}."), anchor=False)
        panels.figures(
            (
                (number(told.rows), _("figures and claims")),
                (number(told.articles), ngettext("article", "articles", told.articles)),
                *(
                    [(number(told.undecided), _("without anything on record to compare"))]
                    if told.undecided
                    else []
                ),
            )
        )
    by_source(filters, shown)
    statements(filters, shown)


draw()
