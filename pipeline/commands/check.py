"""`check`: faults of a folder of tables, and what to look at in it first."""

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipeline.commands.talk import DONE, FAILED, add_talk, part, say

if TYPE_CHECKING:
    import pandas as pd

HELP: Final = "look for faults in a folder of tables, and list what to look at first; exit 1 on a fault"
_SHOWN: Final = 20

EXAMPLES: Final = """\
  election-timeline check tables/
  election-timeline check tables/ --out look.csv
  election-timeline check tables/ --below 0.8 --verbose
  election-timeline check tables/ --json"""


def arguments(command: argparse.ArgumentParser) -> None:
    """Add the options."""
    command.add_argument("folder", type=Path, metavar="DIR")
    command.add_argument(
        "--below", type=part, metavar="PART", help="rows with less confidence are unsure (default: 0.6)"
    )
    command.add_argument(
        "--out",
        type=Path,
        metavar="FILE",
        help="write the list there: JSON where FILE ends in .json, else CSV",
    )
    add_talk(command)


def run(options: argparse.Namespace) -> int:
    """Run the command; the result is the exit code."""
    from pipeline import checks, doubts, store

    tables = store.load(options.folder)
    report = checks.report(tables, options.folder)
    listed = doubts.doubts(tables, below=options.below or doubts.BELOW)
    code = DONE if report.faults.empty else FAILED
    if options.out:
        _write(listed, options.out)
    if options.json:
        content = asdict(report) | {"faults": report.faults.to_dict("records"), "look": _records(listed)}
        print(json.dumps(content, default=str, ensure_ascii=False))
        return code
    from pipeline.screen import plain, show_doubts

    faults = report.faults.to_dict("records")
    shown = faults if options.verbose else faults[:_SHOWN]
    for fault in shown:
        say(plain(f"{fault['table']} {fault['row']}: {fault['column']} {fault['problem']}"))
    if len(faults) > len(shown):
        say(f"and {len(faults) - len(shown)} more; see all with --verbose")
    if not options.quiet:
        rows = sum(report.rows.values())
        print(f"{report.folder}: {len(faults)} faults in {rows} rows")
        for name, counts in report.findings.items():
            told = ", ".join(f"{count} {verdict}" for verdict, count in counts.items())
            print(f"  {name}: {told or 'none judged'}")
        show_doubts(
            listed if options.verbose else listed.groupby("why", sort=False).head(_SHOWN // 4), len(listed)
        )
    return code


def _records(listed: "pd.DataFrame") -> list[dict[str, object]]:
    from pipeline.exporting.values import records

    return list(records(listed))


def _write(listed: "pd.DataFrame", path: Path) -> None:
    from pipeline.errors import TimelineError
    from pipeline.exporting.formats import spreadsheet

    if path.suffix.lower() == ".json":
        content = json.dumps(_records(listed), ensure_ascii=False, indent=1).encode()
    else:
        content = spreadsheet.content(listed)
    try:
        path.write_bytes(content)
    except OSError as error:
        raise TimelineError("cannot-export", path=path, detail=error.strerror or error) from error
