"""Tables to take away in every format that there is, what they were built from, and how to cite them."""

import tempfile
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from dashboard.data import Data, days_published
from pipeline import export
from pipeline.exporting import FORMATS
from pipeline.exporting.write import suffix
from pipeline.store import Tables
from pipeline.telling import i18n
from pipeline.telling.filters import View
from pipeline.telling.i18n import N_, _, ngettext
from pipeline.telling.story import Story

USUAL = "spreadsheet"
PROGRAM = "election-timeline"
# Names of formats stand with the formats; what is marked here is translated.
TITLES = (
    N_("CSV for programs"),
    N_("CSV for spreadsheets"),
    N_("Parquet"),
    N_("Frictionless data package"),
    N_("DuckDB database"),
    N_("BibTeX of the articles"),
    N_("Calendar (iCalendar)"),
    N_("Excel workbook"),
    N_("Interactive page (HTML)"),
    N_("JSON lines"),
    N_("LaTeX table"),
    N_("Label Studio tasks"),
    N_("Markdown table"),
    N_("SQLite database"),
    N_("Web annotations (W3C)"),
    N_("doccano documents"),
)
# Where the system has one, a folder that is memory and no disk.
_MEMORY = Path("/dev/shm")


def formats() -> list[str]:
    """The names of the formats that can be written here, the usual one first.

    Images are left to the button of the chart, which the reader's own browser draws; full texts stay here.
    """
    ready = {name: each for name, each in FORMATS.items() if not (each.browser or each.of_texts)}
    there = [name for name, each in ready.items() if not each.library or _is_there(each.library)]
    return sorted(there, key=lambda name: (name != USUAL, not FORMATS[name].table, name))


def _is_there(library: str) -> bool:
    try:
        version(library)
    except PackageNotFoundError:
        return False
    return True


def title(name: str) -> str:
    """The name of a format for readers."""
    return _(FORMATS[name].title)


def file_name(stem: str, to: str, table: str = "") -> str:
    """A file's name in a format."""
    return f"{stem}{suffix(to, table)}"


def exported(tables: Tables, to: str, table: str = "", view: View | None = None) -> bytes:
    """Tables in a format, all of them where none is named; the full texts of articles stay here.

    A format of charts shows the view, or what the Timeline opens with.
    """
    folder = str(_MEMORY) if _MEMORY.is_dir() else None
    shown = view if view and FORMATS[to].view else ""
    with tempfile.TemporaryDirectory(dir=folder) as made:
        path = export(
            tables, to, Path(made) / file_name("tables", to, table), table=table, text=False, subject=shown
        )
        return path.read_bytes()


def of_view(told: Story, tables: Tables) -> Tables:
    """The tables of a view: its events and figures, and all that the articles behind them say of these."""
    ids = {event for events in told.events["event_ids"] for event in events}
    events = tables.rows_of("events", "event_id", ids)
    articles = {*events["article_id"], *told.shares["article_id"]}
    rest = {
        name: tables.rows_of(name, "article_id", articles)
        for name in tables
        if name not in ("timeline", "events", "vote_shares")
    }
    # An event beside the view is none that a figure could lead to.
    shares = told.shares.assign(event_id=told.shares["event_id"].where(told.shares["event_id"].isin(ids), ""))
    return Tables(**rest, timeline=told.events, events=events, vote_shares=shares, folder=None, identity="")


def built_from(shown: Data) -> list[str]:
    """What the tables rest on, and of which day the official figures are, a sentence each."""
    read = shown.tables.articles[shown.tables.articles["status"] == "ok"]
    publishers = len(set(read["publisher"]) - {""})
    first, last = days_published(shown)
    told = ngettext("{n} article", "{n} articles", len(read))
    if publishers:
        by = ngettext("{n} publisher", "{n} publishers", publishers)
        told = _("{articles} of {publishers}", articles=told, publishers=by)
    if first:
        between = {"articles": told, "first": i18n.day(first), "last": i18n.day(last)}
        lines = [
            _("Built from {articles}, published from {first} to {last}.", **between)
            if first != last
            else _("Built from {articles}, published on {first}.", **between)
        ]
    else:
        lines = [_("Built from {articles}.", articles=told)]
    record = shown.reference
    polls = ngettext("{n} vote", "{n} votes", len({row.election_id for row in record.results_rows}))
    if record.as_of:
        lines.append(
            _(
                "Held against official figures of {votes}, as of {day}.",
                votes=polls,
                day=i18n.day(record.as_of.isoformat()),
            )
        )
    return lines


def citation(shown: Data) -> str:
    """A line to cite the tables by: the program, its version, and which tables they are."""
    read = int((shown.tables.articles["status"] == "ok").sum())
    program = _("version {number}", number=_version())
    parts = [
        f"The election-timeline authors. {PROGRAM}, {program}.",
        _("Tables {id} from {articles}", id=shown.tables.identity[:12], articles=_articles(read))
        if shown.tables.identity and not (shown.own or shown.corrected)
        else _("Tables from {articles}", articles=_articles(read)),
    ]
    if shown.reference.as_of:
        day = i18n.day(shown.reference.as_of.isoformat())
        parts.append(_("official figures as of {day}", day=day))
    return f"{parts[0]} {', '.join(parts[1:])}."


def _articles(read: int) -> str:
    return ngettext("{n} article", "{n} articles", read)


def _version() -> str:
    try:
        return version(PROGRAM)
    except PackageNotFoundError:
        return "0"
