"""`review`: rows drawn at random to look at, and how many of them are right."""

import argparse
from pathlib import Path
from typing import Final

from pipeline.commands.talk import DONE, count

HELP: Final = "draw rows at random to look at; of a sheet with marks, tell how many are right"
EXAMPLES: Final = """\
  election-timeline review tables/ --sample 100 --out sheet.csv
  election-timeline review sheet.csv

Open the sheet in a spreadsheet, put 1 (right) or 0 (wrong) into its column "right", save it as CSV."""


def arguments(command: argparse.ArgumentParser) -> None:
    """Add the options."""
    command.add_argument(
        "path", type=Path, metavar="DIR|SHEET", help="tables to draw from, or a sheet with marks"
    )
    command.add_argument(
        "--sample", type=count, default=100, metavar="N", help="how many rows (default: 100)"
    )
    command.add_argument("--seed", type=count, default=1, metavar="N", help="another one draws other rows")
    command.add_argument(
        "--out", type=Path, default=Path("sheet.csv"), metavar="FILE", help="the sheet (default: sheet.csv)"
    )


def run(options: argparse.Namespace) -> int:
    """Run the command; the result is the exit code."""
    from pipeline import review, store
    from pipeline.errors import TimelineError
    from pipeline.exporting.formats import spreadsheet

    if options.path.is_dir():
        rows = review.sheet(store.load(options.path), options.sample, seed=options.seed)
        if options.out.exists():
            raise TimelineError("sheet-exists", path=options.out)
        try:
            options.out.write_bytes(spreadsheet.content(rows))
        except OSError as error:
            raise TimelineError("cannot-export", path=options.out, detail=error.strerror or error) from error
        print(f"{options.out}: {len(rows)} rows; put 1 or 0 into the column right, then review it")
        return DONE
    for row in review.precision(options.path).to_dict("records"):
        if row["rows"]:
            share, low, high = (f"{row[name]:.0%}" for name in ("precision", "low", "high"))
            interval = f"95 % interval {low} to {high}"
            print(f"{row['table']}: {row['right']} of {row['rows']} right, {share} ({interval})")
        else:
            print("no row has a mark in the column right")
    return DONE
