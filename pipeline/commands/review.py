"""`review`: rows drawn at random to look at, and how many of them are right."""

import argparse
from pathlib import Path
from typing import Final

from pipeline.commands.talk import DONE, FAILED, WRONG, count, say

HELP: Final = (
    "draw rows at random to look at, count the marks of a sheet, or make corrections of what was labelled"
)
EXAMPLES: Final = """\
  election-timeline review tables/ --sample 100 --out sheet.csv
  election-timeline review sheet.csv
  election-timeline review tables/ --import labelled.json --author Ada --out corrections.toml

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
        "--out", type=Path, metavar="FILE", help="the sheet or ledger (default: sheet.csv, corrections.toml)"
    )
    command.add_argument(
        "--import",
        dest="labelled",
        type=Path,
        metavar="FILE",
        help="make a ledger of what was labelled in Label Studio (JSON) or doccano (JSONL)",
    )
    command.add_argument("--author", metavar="NAME", help="who labelled (with --import)")


def run(options: argparse.Namespace) -> int:
    """Run the command; the result is the exit code."""
    from pipeline import review, store
    from pipeline.exporting.formats import spreadsheet

    if options.labelled:
        return _import(options)
    if options.path.is_dir():
        rows = review.sheet(store.load(options.path), options.sample, seed=options.seed)
        out = options.out or Path("sheet.csv")
        _write(out, spreadsheet.content(rows))
        print(f"{out}: {len(rows)} rows; put 1 or 0 into the column right, then review it")
        return DONE
    for row in review.precision(options.path).to_dict("records"):
        if row["rows"]:
            share, low, high = (f"{row[name]:.0%}" for name in ("precision", "low", "high"))
            interval = f"95 % interval {low} to {high}"
            print(f"{row['table']}: {row['right']} of {row['rows']} right, {share} ({interval})")
        else:
            print("no row has a mark in the column right")
    return DONE


def _import(options: argparse.Namespace) -> int:
    """A ledger of what was labelled, and what a person has to write by hand."""
    from datetime import date

    from pipeline import labelling, reference, store
    from pipeline.screen import plain

    if not options.author:
        say("--import needs --author NAME: every correction says who made it")
        return WRONG
    found = labelling.ledger(
        store.load(options.path),
        labelling.read(options.labelled),
        reference.load(),
        author=options.author,
        today=date.today(),
    )
    out = options.out or Path("corrections.toml")
    _write(out, found.ledger.encode())
    for problem in found.problems:
        say(plain(problem))
    print(f"{out}: {found.entries} corrections of {found.articles} articles; build with --corrections {out}")
    return FAILED if found.problems else DONE


def _write(path: Path, content: bytes) -> None:
    """Write a new file; one that is there may hold what a person wrote."""
    from pipeline.errors import TimelineError

    if path.exists():
        raise TimelineError("sheet-exists", path=path)
    try:
        path.write_bytes(content)
    except OSError as error:
        raise TimelineError("cannot-export", path=path, detail=error.strerror or error) from error
