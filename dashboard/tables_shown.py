"""The same as the chart in tables, whose rows can be chosen, and the current selection to download."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import picking
from dashboard.evidence import Choice
from pipeline.exporting.formats import spreadsheet
from pipeline.telling import readable, words
from pipeline.telling.filters import View
from pipeline.telling.i18n import _, locale, ngettext
from pipeline.telling.story import Story

_PERCENT = st.column_config.NumberColumn(format="%.2f%%", width="small")
_COUNT_COLUMNS = {
    "Round": st.column_config.NumberColumn(width="small"),
    "Article says": st.column_config.NumberColumn(format="localized", width="small"),
    "Official": st.column_config.NumberColumn(format="localized", width="small"),
}
_COLUMNS = {
    # As the article has it: 82%, not 82.00%.
    "Article says": st.column_config.NumberColumn(format="%g%%", width="small"),
    "Derived": st.column_config.CheckboxColumn(width="small"),
    "Official": _PERCENT,
    "Difference": st.column_config.NumberColumn(format="%+.2f", width="small"),
    "Share": _PERCENT,
}


def columns(names: Iterable[str], *, counts: bool = False) -> dict[str, Any]:
    """How Streamlit shows the columns, with their names in the reader's language."""
    special: dict[str, Any] = _COUNT_COLUMNS if counts else _COLUMNS
    return {
        name: {**special.get(name, st.column_config.Column()), "label": readable.HEADS[name]}
        | (
            {"help": _("Not stated: what the article’s figure leaves for the other side")}
            if name == "Derived"
            else {}
        )
        for name in names
    }


@lru_cache(maxsize=32)
def _events(story: Story, reader: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The events of a view in order, and as they are shown to readers of this locale."""
    events = story.events.sort_values("earliest")
    return events, readable.event_rows(events)


@lru_cache(maxsize=32)
def _figures(story: Story, reader: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The same for the figures of articles."""
    shares = story.shares.sort_values(["date", "election_id", "share_pct"])
    return shares, readable.share_rows(shares)


def _official(story: Story) -> tuple[pd.DataFrame, list[str]]:
    """The official results on the chart for readers, and which round each row is of."""
    lines, roads = story.official, story.chart_roads
    shown = {
        "Date": [words.day(str(each)) for each in [*lines["date"], *roads["date"]]],
        "Who": [*[""] * len(lines), *roads["name"]],
        "Round": [*lines["series"], *(words.round_name(each or None) for each in roads["round"])],
        "Share": [*lines["share_pct"], *roads["share_pct"]],
    }
    rows = pd.DataFrame(shown).drop(columns=[] if len(roads) else ["Who"])
    return rows, [str(key).partition("=")[2] for key in [*lines["key"], *roads["key"]]]


def of_story(story: Story, view: View, choose: Callable[[Choice], None]) -> None:
    """The events, the figures or the official results of a view, whichever a reader asks for.

    None unasked: a browser takes as long for the first table of a page as for its first chart.
    """
    events, figures, official = tables = (_("Events"), _("Figures in articles"), _("Official results"))
    asked = st.segmented_control(_("As a table"), tables, key="table", bind="query-params")
    if asked == events:
        rows, shown = _events(story, locale())
        _chooser(shown, "event", list(rows["timeline_id"]), choose, _("The events of this view"))
        download(_("Download these events (CSV)"), rows, "events", view)
    elif asked == figures:
        rows, shown = _figures(story, locale())
        _chooser(shown, "share", list(rows["share_id"]), choose, figures)
        download(_("Download these figures (CSV)"), rows, "vote_shares", view)
    elif asked == official:
        record, keys = _official(story)
        _chooser(record, "result", keys, choose, _("Official results of this view"))


def _chooser(
    rows: pd.DataFrame, kind: str, ids: list[str], choose: Callable[[Choice], None], alt: str
) -> None:
    """A table; the row that is chosen shows its evidence."""
    if rows.empty:
        st.markdown(_("Nothing here fits the filters."))
        return
    picking.table(
        rows,
        [Choice(kind, each) for each in ids],
        key=f"rows-{kind}",
        alt=_("{table}: {rows}.", table=alt, rows=ngettext("{n} row", "{n} rows", len(rows))),
        columns=columns(rows.columns),
        choose=choose,
    )


def download(label: str, rows: pd.DataFrame, name: str, view: View) -> None:
    """A button for the rows of a view as CSV for spreadsheets."""
    first, last = view.years
    st.download_button(
        label,
        data=lambda: spreadsheet.content(rows),
        file_name=f"{name}-{view.who.key.lower().replace(' ', '-')}-{first}-{last}.csv",
        mime="text/csv",
        on_click="ignore",
        icon=":material/download:",
        type="tertiary",
    )
