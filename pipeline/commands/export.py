"""`export`: tables as a file of another tool."""

import argparse
from pathlib import Path
from typing import Final

from pipeline.commands.talk import DONE

HELP: Final = "write tables as a file of another tool"

EXAMPLES: Final = """\
  election-timeline export tables/ --to xlsx --out timeline.xlsx
  election-timeline export tables/ --to ics --out calendar.ics
  election-timeline export tables/ --to csv --table vote_shares --out shares.csv
  election-timeline export tables/ --to sqlite --out timeline.sqlite --no-text
  election-timeline export tables/ --to html --out timeline.html --language fr
  election-timeline export tables/ --to svg --out chart.svg --subject RN"""


class _Help(argparse.RawDescriptionHelpFormatter):
    """Names the formats after the examples; they are loaded when help is asked for, as they need pandas."""

    def add_text(self, text: str | None) -> None:
        if text and text.startswith("examples:"):
            from pipeline.exporting import FORMATS

            text += "\n\nformats:\n" + "\n".join(
                f"  {name:12} {each.title}" for name, each in FORMATS.items()
            )
        super().add_text(text)


def arguments(command: argparse.ArgumentParser) -> None:
    """Add the options."""
    command.formatter_class = _Help
    command.add_argument("folder", type=Path, metavar="DIR")
    command.add_argument(
        "--to", required=True, metavar="FORMAT", help="one of the formats below (docs/export.md)"
    )
    command.add_argument("--out", required=True, type=Path, metavar="FILE", help="the file to write")
    command.add_argument(
        "--table", default="", metavar="NAME", help="one table (default: all, in a ZIP where need be)"
    )
    command.add_argument("--no-text", action="store_true", help="leave out the full texts of the articles")
    command.add_argument(
        "--subject",
        default="",
        metavar="NAME",
        help="whom html, png or svg follow (default: most told of)",
    )
    command.add_argument("--language", default="", metavar="CODE", help="the language of html, png or svg")
    command.add_argument("-q", "--quiet", action="store_true", help="say nothing but errors")


def run(options: argparse.Namespace) -> int:
    """Run the command; the result is the exit code."""
    from pipeline import store
    from pipeline.exporting import export

    tables = store.load(options.folder)
    path = export(
        tables,
        options.to,
        options.out,
        table=options.table,
        text=not options.no_text,
        subject=options.subject,
        language=options.language,
    )
    if not options.quiet:
        print(f"{path}: {path.stat().st_size:,} bytes")
    return DONE
