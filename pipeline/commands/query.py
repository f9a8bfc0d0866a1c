"""`query`: what a statement in SQL finds in tables, as CSV."""

import argparse
import csv
import sys
from typing import Final

from pipeline.commands.talk import DONE

HELP: Final = "ask tables in SQL; the answer is CSV"

EXAMPLES: Final = """\
  election-timeline query tables/ "SELECT type, count(*) FROM events GROUP BY type"
  election-timeline query tables/ "SELECT * FROM vote_shares WHERE verdict = 'disagrees'" > wrong.csv
  election-timeline query s3://bucket/tables "SUMMARIZE articles\""""

_AT_ONCE: Final = 1_000


def arguments(command: argparse.ArgumentParser) -> None:
    """Add the options."""
    command.add_argument("folder", metavar="DIR", help="a folder of tables, or its address (s3://...)")
    command.add_argument("sql", metavar="SQL", help="a statement of DuckDB; each table is a view of its name")


def run(options: argparse.Namespace) -> int:
    """Run the command; the result is the exit code."""
    from pipeline.querying import answer

    with answer(options.folder, options.sql) as found:
        rows = csv.writer(sys.stdout, lineterminator="\n")
        rows.writerow([name for name, *_ in found.description])
        while some := found.fetchmany(_AT_ONCE):
            rows.writerows([_cell(value) for value in row] for row in some)
    return DONE


def _cell(value: object) -> object:
    """As in the tables' own CSV files: lists joined, true and false, nothing for what is not stated."""
    from pipeline.schemas import LIST_SEPARATOR

    if isinstance(value, list):
        return LIST_SEPARATOR.join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else value
