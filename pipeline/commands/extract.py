"""`extract`: what one article says, on the screen."""

import argparse
import gc
import json
import sys
from typing import TYPE_CHECKING, Final

from pipeline.commands.articles import add_reading, read_articles
from pipeline.commands.talk import DONE, FAILED, say
from pipeline.garbage import unsearched

if TYPE_CHECKING:
    import pandas as pd

HELP: Final = "show what one article says"

EXAMPLES: Final = """\
  election-timeline extract article.txt
  election-timeline extract article.txt --format json > article.json
  election-timeline extract https://example.org/news/runoff
  election-timeline extract article.txt --format csv --published 2022-04-14"""


def arguments(command: argparse.ArgumentParser) -> None:
    """Add the options."""
    command.add_argument("file", metavar="FILE", help="a file or a URL")
    command.add_argument("--format", choices=("table", "json", "csv"), default="table", help="default: table")
    add_reading(command)


def run(options: argparse.Namespace) -> int:
    """Run the command; the result is the exit code."""
    # What is loaded for the first article stays: to look for garbage in it takes a quarter of the time.
    with unsearched():
        return _run(options)


def _run(options: argparse.Namespace) -> int:
    from pipeline import reference
    from pipeline.assembling import assemble
    from pipeline.building import extract_part
    from pipeline.exporting.values import records
    from pipeline.screen import plain, show_frames

    further = tuple(options.reference)
    record = reference.load(*further)
    code = DONE
    for kept in read_articles(options):
        article = kept.article
        part = extract_part(article, further) if article.status == "ok" else None
        frames, _ = assemble([kept], {article.article_id: part} if part else {}, record)
        row = frames["articles"].iloc[0]
        if row["problem"]:
            say(plain(f"{row['status']}: {row['source'][0]}: {row['problem']}"))
        if row["status"] != "ok":
            code = FAILED
        elif options.format == "table":
            print(plain(f"{row['title'] or row['source'][0]} ({row['published'] or 'no day'})"))
            show_frames(frames)
        elif options.format == "json":
            content = {name: list(records(frame)) for name, frame in frames.items()}
            print(json.dumps(content, ensure_ascii=False, indent=1))
        else:
            sys.stdout.write(_one_csv(frames))
        gc.enable()
    return code


def _one_csv(frames: "dict[str, pd.DataFrame]") -> str:
    """The rows of all tables in one CSV: the column `table`, then every column of any table."""
    import pandas as pd

    from pipeline.encoding import csv_cell, to_csv
    from pipeline.schemas import TABLES, Column, Table

    names = [name for name in TABLES if name not in ("articles", "timeline")]
    columns = {column.name: Column(column.name, "") for name in names for column in TABLES[name].columns}
    union = Table("extract", "", (Column("table", ""), *columns.values()))
    rows = [
        dict.fromkeys(union.column_names(), "")
        | {"table": name}
        | {column.name: csv_cell(row[column.name], column.type) for column in TABLES[name].columns}
        for name in names
        for row in frames[name].to_dict("records")
    ]
    return to_csv(pd.DataFrame(rows, columns=union.column_names(), dtype="str"), union)
