"""Every table with a line on each column, and everything to take away."""

import pandas as pd
import streamlit as st

from dashboard import address, chart_cache, controls, data, downloads, escape, panels, tables_shown, words
from dashboard.data import Data
from dashboard.filters import View
from dashboard.i18n import _, ngettext, number
from pipeline.reference_schema import REFERENCE_TABLES
from pipeline.schemas import TABLES, Table

MOST_ROWS = 1000
SCHEMAS: dict[str, Table] = {
    **TABLES,
    **{f"reference {name}": table for name, table in REFERENCE_TABLES.items()},
}


def frame_of(name: str, shown: Data) -> pd.DataFrame:
    """The rows of a table, of the tables built or of the reference data."""
    if name in TABLES:
        return shown.tables.frames[name]
    return data.reference_frames(shown.reference)[name.removeprefix("reference ")]


def all_tables(shown: Data, *, spreadsheet: bool) -> bytes:
    """All built tables in one archive, as the pipeline writes them or for spreadsheets."""
    frames = {name: _without_text(name, frame) for name, frame in shown.tables.frames.items()}
    files = {
        f"{name}.csv": downloads.spreadsheet_csv(frame) if spreadsheet else downloads.raw_csv(name, frame)
        for name, frame in frames.items()
    }
    return downloads.archive(files)


def _without_text(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    return frame[TABLES[name].column_names()]


def _selection(shown: Data) -> None:
    """The rows of the view that the Timeline last showed."""
    view = st.session_state.get(controls.LAST)
    st.header(_("Current selection"), anchor=False)
    if not isinstance(view, View):
        panels.small(_("Set filters on the Timeline page; the rows that they leave can be taken from here."))
        return
    told = chart_cache.story_of(view, controls.of_view(view, shown))
    first, last = view.years
    chosen = [view.who.label, words.office(view.office), _("{first} to {last}", first=first, last=last)]
    chosen += [words.TYPES[kind] for kind in view.types] + list(view.sources)
    st.markdown(escape.inline(" · ".join(each for each in chosen if each)))
    with st.container(horizontal=True, gap="small"):
        tables_shown.download(
            ngettext("{n} event", "{n} events", len(told.events)), told.events, "events", view
        )
        tables_shown.download(
            ngettext("{n} figure", "{n} figures", len(told.shares)), told.shares, "vote_shares", view
        )


def page() -> None:
    """Draw the page."""
    shown = panels.opened()
    if shown is None:
        return
    rows = sum(len(frame) for frame in shown.tables.frames.values())
    articles = int((shown.tables.articles["status"] == "ok").sum())
    st.title(
        _(
            "{rows} from {articles}, each traced to its sentence.",
            rows=ngettext("{n} row", "{n} rows", rows),
            articles=ngettext("{n} article", "{n} articles", articles),
        ),
        anchor=False,
    )
    st.markdown(_("All tables as CSV: for spreadsheets, or raw as the pipeline wrote them."))
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            _("All tables for spreadsheets (ZIP)"),
            data=lambda: all_tables(shown, spreadsheet=True),
            file_name="election-timeline-spreadsheets.zip",
            mime="application/zip",
            on_click="ignore",
            icon=":material/download:",
        )
        st.download_button(
            _("All tables, raw (ZIP)"),
            data=lambda: all_tables(shown, spreadsheet=False),
            file_name="election-timeline-tables.zip",
            mime="application/zip",
            on_click="ignore",
            icon=":material/download:",
        )
    _selection(shown)
    name = address.select(_("Table"), list(SCHEMAS), "table", usual=next(iter(SCHEMAS)), words=str, width=320)
    table = SCHEMAS[name]
    frame = frame_of(name, shown)
    columns = table.column_names() if name in TABLES else list(frame.columns)
    visible = frame[columns]
    st.header(name, anchor=False)
    size = ngettext("{n} row", "{n} rows", len(frame))
    st.markdown(f"{escape.inline(table.description)} {size}.")
    st.dataframe(
        visible.head(MOST_ROWS),
        hide_index=True,
        height="auto" if len(visible) <= 10 else 385,
        alt=_("Table {name}: {rows}.", name=name, rows=size),
    )
    if len(frame) > MOST_ROWS:
        panels.small(_("The first {n} rows; the download has all.", n=number(MOST_ROWS)))
    with st.container(horizontal=True, gap="small"):
        slug = name.replace(" ", "-")
        st.download_button(
            _("{name} for spreadsheets (CSV)", name=name),
            data=lambda: downloads.spreadsheet_csv(visible),
            file_name=f"{slug}.csv",
            mime="text/csv",
            on_click="ignore",
            icon=":material/download:",
        )
        if name in TABLES:
            st.download_button(
                _("{name}, raw (CSV)", name=name),
                data=lambda: downloads.raw_csv(name, visible),
                file_name=f"{slug}-raw.csv",
                mime="text/csv",
                on_click="ignore",
                icon=":material/download:",
            )
    st.header(_("Columns"), anchor=False)
    st.table(
        pd.DataFrame(
            {
                _("Column"): [column.name for column in table.columns if column.name in columns],
                _("Type"): [column.type for column in table.columns if column.name in columns],
                _("Meaning"): [
                    escape.inline(column.description)
                    + (
                        " " + _("One of: {values}.", values=escape.inline(", ".join(column.choices)))
                        if column.choices
                        else ""
                    )
                    for column in table.columns
                    if column.name in columns
                ],
            }
        ),
        hide_index=True,
        alt=_("The columns of {name}.", name=name),
    )


page()
