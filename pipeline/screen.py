"""What the commands show a person: tables, a progress bar, one line per problem.

Text of articles is shown as text: it is never markup, and control characters that could steer the
terminal are replaced.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import pandas as pd
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from pipeline import encoding
from pipeline.building import Progress as Report
from pipeline.schemas import TABLES

_COLUMNS: Final = {
    "events": ("date", "exact_date", "type", "status", "label", "election_id", "round"),
    "vote_shares": (
        "subject", "share_pct", "qualifier", "kind", "election_id", "round", "official_pct", "verdict",
    ),
    "counts": ("subject", "count", "unit", "election_id", "official", "verdict"),
    "claims": ("claim", "quote", "verdict", "because"),
    "dates": ("text", "type", "value", "resolved_by"),
    "rejected": ("text", "kind", "reason"),
}  # fmt: skip

_WHY: Final = {
    "record": "the record says otherwise",
    "unsure": "read with little confidence",
    "conflict": "articles disagree",
    "overlap": "two rows of an article for one thing, or on the same words",
}

_WIDTH_OF_FILES: Final = 160


def plain(text: str) -> str:
    """The text on one line, with nothing in it that a terminal would obey."""
    return "".join(character if character.isprintable() else " " for character in text)


def show_frames(frames: dict[str, pd.DataFrame]) -> None:
    """Print the main columns of every table that has rows, and how many have none."""
    console = _console()
    for name, columns in _COLUMNS.items():
        frame = frames[name]
        if frame.empty:
            console.print(Text(f"{name}: none"))
            continue
        types = {column.name: column.type for column in TABLES[name].columns}
        table = Table(title=f"{name} ({len(frame)})", title_justify="left", title_style="bold")
        for column in columns:
            table.add_column(column, justify="right" if types[column] in ("number", "integer") else "left")
        for row in frame[list(columns)].itertuples(index=False):
            cells = (
                encoding.csv_cell(value, types[column]) for value, column in zip(row, columns, strict=True)
            )
            table.add_row(*(Text(plain(cell)) for cell in cells))
        console.print(table)


def show_doubts(doubts: pd.DataFrame, all_rows: int) -> None:
    """Print a list of `doubts`, a table for each reason, and how many of all rows are shown."""
    console = _console()
    if not all_rows:
        console.print("nothing to look at")
    for why, rows in doubts.groupby("why", sort=False):
        table = Table(title=_WHY[str(why)], title_justify="left", title_style="bold")
        for head in ("row", "sure", "says", "compared with", "sentence", "article"):
            table.add_column(head, justify="right" if head == "sure" else "left")
        for row in rows.to_dict("records"):
            sure = "" if pd.isna(row["confidence"]) else f"{row['confidence']:.2f}"
            told = (row[name] for name in ("says", "detail", "quote", "article"))
            cells = (f"{row['table']} {row['row']}", sure, *told)
            table.add_row(*(Text(plain(str(cell))) for cell in cells))
        console.print(table)
    if len(doubts) < all_rows:
        console.print(
            Text(f"{len(doubts)} of {all_rows} rows; see all with --verbose, or write them with --out")
        )


def _console() -> Console:
    return Console(highlight=False, width=None if sys.stdout.isatty() else _WIDTH_OF_FILES)


@contextmanager
def progress_bar(shown: bool) -> Iterator[Report | None]:
    """A progress bar on standard error, where that is a terminal; a function to move it, or None."""
    if not shown or not sys.stderr.isatty():
        yield None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None)
        yield lambda done, total: bar.update(
            task, completed=done, total=total or None, description="articles" if total else "reading"
        )
