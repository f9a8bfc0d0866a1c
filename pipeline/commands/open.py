"""`open`: the dashboard on a folder of tables."""

import argparse
from typing import Final

from pipeline.commands.server import add_server, serve
from pipeline.commands.talk import place

HELP: Final = "open the dashboard on a folder of tables"

EXAMPLES: Final = """\
  election-timeline open
  election-timeline open tables/ --port 8600 --no-browser"""


def arguments(command: argparse.ArgumentParser) -> None:
    """Add the options."""
    command.add_argument(
        "folder", nargs="?", type=place, metavar="DIR", help="default: the project's own tables"
    )
    add_server(command, again=True)


def run(options: argparse.Namespace) -> int:
    """Run the command; the result is the exit code."""
    from pipeline import objects, store

    folder = options.folder or store.default_folder()
    if isinstance(folder, str):
        folder = objects.fetched(folder)
    store.require(folder.absolute())
    return serve(folder, options)
