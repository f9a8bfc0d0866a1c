"""Serving the dashboard."""

import argparse
import os
from pathlib import Path

from pipeline.commands.talk import DONE, count


def add_server(command: argparse.ArgumentParser, *, again: bool = False) -> None:
    """The options of the server; a command that has them `again` does not undo what stands before it."""
    port, silent = (argparse.SUPPRESS, argparse.SUPPRESS) if again else (None, False)
    command.add_argument(
        "--port", type=count, metavar="N", default=port, help="the dashboard's port (default: 8501)"
    )
    command.add_argument(
        "--no-browser", action="store_true", default=silent, help="only serve; open no browser window"
    )


def serve(folder: Path, options: argparse.Namespace) -> int:
    """Serve the dashboard on a folder of tables until it is stopped."""
    from streamlit.web import cli as streamlit

    from pipeline.store import DATA_VARIABLE

    os.environ[DATA_VARIABLE] = str(folder.absolute())
    app = Path(__file__).parents[2] / "dashboard" / "app.py"
    arguments = ["run", str(app), "--server.showEmailPrompt=false"]
    # To look for changes of its code, Streamlit asks the disk for every module at each visitor's first page.
    arguments.append("--server.fileWatcherType=none")
    if "STREAMLIT_SERVER_ADDRESS" not in os.environ:
        # Else Streamlit listens to the whole network and asks a host on the internet for its own address.
        arguments.append("--server.address=localhost")
    if options.port:
        arguments.append(f"--server.port={options.port}")
    if options.no_browser:
        arguments.append("--server.headless=true")
    streamlit.main(arguments, prog_name="streamlit", standalone_mode=False)
    return DONE
