"""`check`: faults and findings in a folder of tables."""

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import Final

from pipeline.commands.talk import DONE, FAILED, add_talk, say

HELP: Final = "look for faults in a folder of tables; exit 1 on any"
_SHOWN: Final = 20

EXAMPLES: Final = """\
  election-timeline check tables/
  election-timeline check tables/ --json"""


def arguments(command: argparse.ArgumentParser) -> None:
    """Add the options."""
    command.add_argument("folder", type=Path, metavar="DIR")
    add_talk(command)


def run(options: argparse.Namespace) -> int:
    """Run the command; the result is the exit code."""
    from pipeline.checks import check

    report = check(options.folder)
    code = DONE if report.faults.empty else FAILED
    if options.json:
        content = asdict(report) | {"faults": report.faults.to_dict("records")}
        print(json.dumps(content, default=str, ensure_ascii=False))
        return code
    from pipeline.screen import plain

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
    return code
