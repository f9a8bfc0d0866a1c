"""An election and its rounds: official results as bars, what articles claim beside them."""

import streamlit as st

from dashboard import address, elections, escape, evidence, panels, tables_shown, words
from dashboard.chart_cache import election_chart
from dashboard.data import Data
from dashboard.elections import Round
from dashboard.evidence import Choice


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
            st.header("How to read it", anchor=False)
            st.markdown(
                "Bars: official results, in percent of valid votes\n\n"
                ":red[◯] a figure in an article\n\n:red[▢] what an article’s figure leaves for the other side"
            )
            panels.small("Choose a ring to read the sentence behind it.")


def _round(election_id: str, each: Round, shown: Data) -> None:
    st.header(words.round_name(each.number), anchor=False)
    if each.election:
        parts = [words.day(each.election.date)]
        if each.election.turnout_pct is not None:
            parts.append(f"turnout {words.percent(float(each.election.turnout_pct))}")
        if each.election.valid_votes:
            parts.append(f"{each.election.valid_votes:,} valid votes")
        panels.small(escape.inline(" · ".join(parts)))
    key = f"round-{election_id}-{each.number or 0}"
    figure = election_chart(election_id, each, shown.stamp)
    top = each.results.iloc[0] if len(each.results) else None
    summary = (
        f"{top['subject']} {words.percent(top['share_pct'])}" if top is not None else "no official result"
    )
    st.plotly_chart(
        figure,
        key=key,
        on_select=lambda: clicked(key),
        selection_mode="points",
        config=panels.CHART_CONFIG,
        alt=(
            f"{words.round_name(each.number)}: {summary}. {words.counted(len(each.bars), 'result')} as bars, "
            f"{words.counted(len(each.rings), 'figure')} from articles as rings; the same in the table."
        ),
    )
    with st.expander("The same as a table", key=f"table-{key}", on_change="rerun") as table:
        if table.open:
            st.dataframe(
                tables_shown.result_rows(each.results, each.claims),
                hide_index=True,
                column_config=tables_shown.COLUMNS,
                alt=f"Results of {words.election(election_id)}, {words.round_name(each.number)}",
            )
    if len(each.claims):
        st.dataframe(
            tables_shown.share_rows(each.claims),
            hide_index=True,
            column_config=tables_shown.COLUMNS,
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
            alt=f"{words.counted(len(each.claims), 'figure')} from articles.",
        )
    if source := each.election.source if each.election else "":
        panels.small(f"Source: {escape.inline(source)}")


def counts(election_id: str, shown: Data) -> None:
    """The numbers of votes and seats that articles give, below the rounds: seats are of no round."""
    tables = shown.tables.counts
    rows = tables[tables["election_id"] == election_id]
    if rows.empty:
        return
    st.header("Votes and seats in articles", anchor=False)
    st.dataframe(
        tables_shown.count_rows(rows).drop(columns="Vote"),
        hide_index=True,
        column_config=tables_shown.COUNT_COLUMNS,
        alt=f"{words.counted(len(rows), 'number')} of votes and seats from articles.",
    )


def page() -> None:
    """Draw the page."""
    shown = panels.opened()
    if shown is None:
        return
    head = st.container()
    ids = elections.known(shown)
    if not ids:
        st.title("No election on record", anchor=False)
        return
    chosen = address.select("Election", ids, "election", usual=ids[0], words=words.election, width=420)
    with head:
        st.title(escape.inline(f"{elections.finding(chosen, shown)}."), anchor=False)
    rounds_and_evidence(chosen, shown)
    counts(chosen, shown)


page()
