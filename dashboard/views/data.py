"""What the tables rest on, every table with a line on each column, and everything to take away."""

import pandas as pd
import streamlit as st

from dashboard import address, chart_cache, controls, data, downloads, escape, panels, takeaway
from dashboard.data import Data
from pipeline.exporting.formats import spreadsheet
from pipeline.reference_schema import REFERENCE_TABLES
from pipeline.schemas import TABLES, Table
from pipeline.telling import words
from pipeline.telling.filters import View
from pipeline.telling.i18n import _, ngettext, number

MOST_ROWS = 1000
SCHEMAS: dict[str, Table] = {
    **TABLES,
    **{f"reference {name}": table for name, table in REFERENCE_TABLES.items()},
}


def first_rows(name: str, shown: Data, number: int) -> pd.DataFrame:
    """The first rows of a table, of the tables built or of the reference data."""
    if name in TABLES:
        return shown.tables.head(name, number)
    return data.reference_frames(shown.reference)[name.removeprefix("reference ")].head(number)


def _without_text(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    return frame[TABLES[name].column_names()] if name in TABLES else frame


def _size(name: str, shown: Data) -> int:
    if name in TABLES:
        return shown.tables.size(name)
    return len(data.reference_frames(shown.reference)[name.removeprefix("reference ")])


def _everything(shown: Data) -> None:
    """All tables and the view that the Timeline last showed, in the format that is chosen."""
    st.header(_("Take it away"), anchor=False)
    to = address.select(
        _("Format"),
        takeaway.formats(),
        "format",
        usual=takeaway.USUAL,
        words=takeaway.title,
        width=320,
    )
    view = st.session_state.get(controls.LAST)
    told = chart_cache.story_of(view, controls.of_view(view, shown)) if isinstance(view, View) else None
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            _("All tables"),
            data=lambda: takeaway.exported(shown.tables, to),
            file_name=takeaway.file_name("election-timeline", to),
            on_click="ignore",
            icon=":material/download:",
        )
        if isinstance(view, View) and told is not None:
            known = controls.of_view(view, shown).tables
            st.download_button(
                _(
                    "The last view: {events}, {figures}",
                    events=ngettext("{n} event", "{n} events", len(told.events)),
                    figures=ngettext("{n} figure", "{n} figures", len(told.shares)),
                ),
                data=lambda: takeaway.exported(takeaway.of_view(told, known), to, view=view),
                file_name=takeaway.file_name("election-timeline-view", to),
                on_click="ignore",
                icon=":material/download:",
            )
    if isinstance(view, View):
        first, last = view.years
        chosen = [view.who.label, words.office(view.office), _("{first} to {last}", first=first, last=last)]
        chosen += [words.TYPES[kind] for kind in view.types] + list(view.sources)
        panels.small(escape.inline(" · ".join(each for each in chosen if each)))
    else:
        panels.small(_("Set filters on the Timeline page; the rows that they leave can be taken from here."))
    panels.small(_("Full texts of articles stay here: they are their publishers’."))


def _rights(shown: Data) -> None:
    """How to cite, and the licence."""
    st.header(_("How to cite"), anchor=False)
    st.code(takeaway.citation(shown), language=None, wrap_lines=True)
    st.header(_("Licence"), anchor=False)
    st.markdown(
        _(
            "The program and the form of the tables are under the MIT licence. The sentences are quotations: "
            "they belong to the publishers of the articles. Official figures are public facts; each row of "
            "the reference tables names its source."
        )
    )


def page() -> None:
    """Draw the page."""
    shown = panels.opened()
    if shown is None:
        return
    rows = sum(map(shown.tables.size, shown.tables))
    articles = int((shown.tables.articles["status"] == "ok").sum())
    st.title(
        _(
            "{rows} from {articles}, each traced to its sentence.",
            rows=ngettext("{n} row", "{n} rows", rows),
            articles=ngettext("{n} article", "{n} articles", articles),
        ),
        anchor=False,
    )
    st.markdown(escape.inline(" ".join(takeaway.built_from(shown))))
    _everything(shown)
    st.header(_("The tables"), anchor=False)
    with st.expander(_("What each table is"), key="tables"):
        st.table(
            pd.DataFrame(
                {
                    _("Table"): list(SCHEMAS),
                    _("Rows"): [number(_size(each, shown)) for each in SCHEMAS],
                    _("What a row is"): [escape.inline(each.description) for each in SCHEMAS.values()],
                }
            ),
            hide_index=True,
            alt=_("What each table is"),
        )
    name = address.select(_("Table"), list(SCHEMAS), "table", usual=next(iter(SCHEMAS)), words=str, width=320)
    table = SCHEMAS[name]
    number_of = _size(name, shown)
    visible = _without_text(name, first_rows(name, shown, MOST_ROWS))
    columns = list(visible.columns)

    def whole() -> pd.DataFrame:
        """All rows; a large table is loaded when it is taken away, not to be looked at."""
        return _without_text(name, first_rows(name, shown, number_of))

    st.subheader(name, anchor=False)
    size = ngettext("{n} row", "{n} rows", number_of)
    st.markdown(f"{escape.inline(_(table.description))} {size}.")
    st.dataframe(
        visible,
        hide_index=True,
        height="auto" if len(visible) <= 10 else 385,
        alt=_("Table {name}: {rows}.", name=name, rows=size),
    )
    if number_of > MOST_ROWS:
        panels.small(_("The first {n} rows; the download has all.", n=number(MOST_ROWS)))
    with st.container(horizontal=True, gap="small"):
        slug = name.replace(" ", "-")
        st.download_button(
            _("{name} for spreadsheets (CSV)", name=name),
            data=lambda: spreadsheet.content(whole()),
            file_name=f"{slug}.csv",
            mime="text/csv",
            on_click="ignore",
            icon=":material/download:",
        )
        if name in TABLES:
            st.download_button(
                _("{name}, raw (CSV)", name=name),
                data=lambda: downloads.raw_csv(name, whole()),
                file_name=f"{slug}-raw.csv",
                mime="text/csv",
                on_click="ignore",
                icon=":material/download:",
            )
        st.download_button(
            _("{name} (Parquet)", name=name),
            data=lambda: downloads.parquet(whole()),
            file_name=f"{slug}.parquet",
            on_click="ignore",
            icon=":material/download:",
        )
    st.subheader(_("Columns"), anchor=False)
    st.table(
        pd.DataFrame(
            {
                _("Column"): [column.name for column in table.columns if column.name in columns],
                _("Type"): [column.type for column in table.columns if column.name in columns],
                _("Meaning"): [
                    escape.inline(_(column.description))
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
    _rights(shown)


page()
