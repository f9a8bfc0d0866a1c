"""`diff`: what a rebuild changed."""

import argparse
import json
from collections.abc import Hashable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipeline.commands.talk import DONE, add_talk

if TYPE_CHECKING:
    import pandas as pd

HELP: Final = "tell what differs between two folders of tables, and why"
EXAMPLES: Final = """\
  election-timeline diff tables-old/ tables/
  election-timeline diff tables-old/ tables/ --verbose
  election-timeline diff tables-old/ tables/ --json > receipt.json"""


def arguments(command: argparse.ArgumentParser) -> None:
    """Add the options."""
    command.add_argument("old", type=Path, metavar="OLD", help="the tables of the earlier build")
    command.add_argument("new", type=Path, metavar="NEW", help="the tables of the later build")
    add_talk(command)


def run(options: argparse.Namespace) -> int:
    """Run the command; the result is the exit code."""
    from pipeline import store
    from pipeline.changes import diff
    from pipeline.screen import plain

    changes = diff(store.load(options.old), store.load(options.new))
    if options.json:
        print(json.dumps(changes.to_dict("records"), ensure_ascii=False, indent=1))
        return DONE
    if options.verbose:
        for change in changes.to_dict("records"):
            print(plain(_line(change)))
    if not options.quiet:
        for line in _summary(changes):
            print(line)
    return DONE


def _line(change: Mapping[Hashable, str]) -> str:
    cell = (
        f" {change['column']}: {change['old'] or '-'} -> {change['new'] or '-'}" if change["column"] else ""
    )
    return f"{change['table']} {change['row']} {change['change']} ({change['why']}){cell}"


def _summary(changes: "pd.DataFrame") -> list[str]:
    """A line for each table with changes: how many rows, and why."""
    from pipeline.changes import CHANGES
    from pipeline.schemas import TABLES

    rows = changes.drop_duplicates(["table", "row"])
    lines = []
    for name in TABLES:
        told = []
        for change in CHANGES:
            why = rows.loc[(rows["table"] == name) & (rows["change"] == change), "why"].value_counts()
            if len(why):
                reasons = ", ".join(f"{count} {reason}" for reason, count in sorted(why.items()))
                told.append(f"{why.sum()} {change} ({reasons})")
        if told:
            lines.append(f"{name}: {'; '.join(told)}")
    return lines or ["no row differs"]
