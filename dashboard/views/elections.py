"""An election and its rounds: official results as bars, what articles claim beside them."""

import streamlit as st

from dashboard import address, elections, escape, evidence, panels, tables_shown, words
from dashboard.chart_cache import election_chart
from dashboard.data import Data
from dashboard.elections import Round
from dashboard.evidence import Choice
from dashboard.i18n import _, ngettext, number


def clicked(key: str) -> None:
    """A ring was clicked."""
    points = st.session_state[key]["selection"]["points"]
    if points and (choice := evidence.parse(points[0].get("customdata"))):
        st.query_params[choice.kind] = choice.id


def close() -> None:
    """Put the evidence away."""
    st.query_params.pop("share", None)


@st.fragment
def rounds_and_evidence(election_id: str, shown: Data) -> None:
    """The rounds; a click on a ring reruns only this."""
    left, right = st.columns([5, 2], gap="medium")
    share = st.query_params.get("share", "")
    found = evidence.find(Choice("share", share), shown) if share else None
    with left:
        for each in elections.rounds(election_id, shown):
            _round(election_id, each, shown)
    with right:
        if found:
            panels.proof(found, shown, close)
        else:
            st.header(_("How to read it"), anchor=False)
            st.markdown(
                _("Bars: official results, in percent of valid votes")
                + "\n\n:red[◯] "
                + _("a figure in an article")
                + "\n\n:red[▢] "
                + _("what an article’s figure leaves for the other side")
            )
            panels.small(_("Choose a ring to read the sentence behind it."))


def _round(election_id: str, each: Round, shown: Data) -> None:
    st.header(words.round_name(each.number), anchor=False)
    if each.election:
        parts = [words.day(each.election.date)]
        if each.election.turnout_pct is not None:
            turnout = words.percent(float(each.election.turnout_pct))
            parts.append(_("turnout {share}", share=turnout))
        if each.election.valid_votes:
            parts.append(_("{votes} valid votes", votes=number(each.election.valid_votes)))
        panels.small(escape.inline(" · ".join(parts)))
    key = f"round-{election_id}-{each.number or 0}"
    figure = election_chart(election_id, each, shown.stamp)
    top = each.results.iloc[0] if len(each.results) else None
    summary = (
        f"{words.named(top['subject'])} {words.percent(top['share_pct'])}"
        if top is not None
        else _("no official result")
    )
    st.plotly_chart(
        figure,
        key=key,
        on_select=lambda: clicked(key),
        selection_mode="points",
        config=panels.CHART_CONFIG,
        alt=(
            _(
                "{round}: {summary}. Official results as bars: {bars}; figures from articles as rings: "
                "{rings}; the same in the table.",
                round=words.round_name(each.number),
                summary=summary,
                bars=number(len(each.bars)),
                rings=number(len(each.rings)),
            )
        ),
    )
    with st.expander(_("The same as a table"), key=f"table-{key}", on_change="rerun") as table:
        if table.open:
            official = tables_shown.result_rows(each.results, each.claims)
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
        told = tables_shown.share_rows(each.claims)
        st.dataframe(
            told,
            hide_index=True,
            column_config=tables_shown.columns(told.columns),
            column_order=[
                "Who",
                "Article says",
                "Official",
                "Difference",
                "Kind",
                "Verdict",
                "Derived",
                "Corrected",
            ],
            alt=ngettext("{n} figure from articles.", "{n} figures from articles.", len(each.claims)),
        )
    if source := each.election.source if each.election else "":
        panels.small(_("Source: {source}", source=escape.inline(source)))


def counts(election_id: str, shown: Data) -> None:
    """The numbers of votes and seats that articles give, below the rounds: seats are of no round."""
    tables = shown.tables.counts
    rows = tables[tables["election_id"] == election_id]
    if rows.empty:
        return
    st.header(_("Votes and seats in articles"), anchor=False)
    told = tables_shown.count_rows(rows).drop(columns="Vote")
    st.dataframe(
        told,
        hide_index=True,
        column_config=tables_shown.columns(told.columns, counts=True),
        alt=ngettext(
            "{n} number of votes or seats from articles.",
            "{n} numbers of votes or seats from articles.",
            len(rows),
        ),
    )


def page() -> None:
    """Draw the page."""
    shown = panels.opened()
    if shown is None:
        return
    head = st.container()
    ids = elections.known(shown)
    if not ids:
        st.title(_("No election on record"), anchor=False)
        return
    chosen = address.select(_("Election"), ids, "election", usual=ids[0], words=words.election, width=420)
    with head:
        st.title(escape.inline(f"{elections.finding(chosen, shown)}."), anchor=False)
    rounds_and_evidence(chosen, shown)
    counts(chosen, shown)


page()
