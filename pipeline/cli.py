"""The command `election-timeline`. Everything heavy is imported by the command that needs it."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import Any, Final, NoReturn

import argcomplete

from pipeline.commands import build, check, dates, diff, explain, export, extract, fetch, query, review
from pipeline.commands import open as open_tables
from pipeline.commands.server import add_server, serve
from pipeline.commands.talk import DONE, FAILED, INTERRUPTED, PROGRAM, say
from pipeline.errors import TimelineError

# In the order of the help; a command is a module with HELP, EXAMPLES, arguments() and run().
COMMANDS: Final = {
    "build": build,
    "fetch": fetch,
    "open": open_tables,
    "extract": extract,
    "explain": explain,
    "dates": dates,
    "export": export,
    "query": query,
    "diff": diff,
    "check": check,
    "review": review,
}
_DESCRIPTION: Final = """\
Turn election news into a timeline of dated events and vote shares, each traced to its sentence and
checked against the official result. Without a command: build what is missing from the project's own
articles and open the dashboard."""
EXAMPLES: Final = """\
  election-timeline                                  the dashboard on the project's own articles
  election-timeline build articles/ --out tables/    tables of your articles
  election-timeline open tables/                     the dashboard on them
  election-timeline extract article.txt              one article, on the screen"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the result is the exit code: 0 done, 1 something failed, 2 wrong usage."""
    _write_unicode()
    top = parser()
    # Answers and ends here where a shell asks what can follow on its command line.
    argcomplete.autocomplete(top)
    options = top.parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        return run(options)
    except KeyboardInterrupt:
        say("interrupted; the tables from before still stand")
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of the output, e.g. `head`, has enough. Python would complain again when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except TimelineError as error:
        say(f"{error.message}\n  {error.remedy}")
        return FAILED
    except ValueError as error:
        from pipeline.reference_read import ReferenceDataError

        if not isinstance(error, ReferenceDataError):
            raise
        say(str(error))
        return FAILED


def parser() -> argparse.ArgumentParser:
    """All commands and options."""
    top = argparse.ArgumentParser(PROGRAM, description=_DESCRIPTION, **_help(EXAMPLES))
    top.add_argument("--version", action=_Version, nargs=0, help="print the versions that a bug report needs")
    add_server(top)
    top.set_defaults(run=_start)
    commands = top.add_subparsers(title="commands", metavar="COMMAND")
    for name, command in COMMANDS.items():
        what = command.HELP
        added = commands.add_parser(name, help=what, **_help(command.EXAMPLES))
        added.description = f"{what[0].upper()}{what[1:]}."
        added.set_defaults(run=command.run)
        command.arguments(added)
    return top


def _help(examples: str) -> dict[str, Any]:
    """How a parser shows its help: as it is written, with examples at its end."""
    return {
        "epilog": f"examples:\n{examples}",
        "formatter_class": argparse.RawDescriptionHelpFormatter,
    }


class _Version(argparse.Action):
    """Prints the versions of what decides the results, and of the machine."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        import platform
        from importlib.metadata import PackageNotFoundError, version

        from pipeline import packs, reference
        from pipeline.schemas import SCHEMA_VERSION

        libraries = ("pandas", "pyarrow", "streamlit", "plotly", "dateparser")
        try:
            own = version(PROGRAM)
        except PackageNotFoundError:
            own = "from a checkout that is not installed"
        print(f"{PROGRAM} {own} (schema {SCHEMA_VERSION})")
        print(f"Python {platform.python_version()} on {platform.platform()}")
        print(", ".join(f"{name} {version(name)}" for name in libraries))
        print(f"dates in {', '.join(packs.languages())}; events and shares in {', '.join(packs.full())}")
        print(f"official figures as of {reference.load().as_of or 'no day'}")
        parser.exit(DONE)


def _start(options: argparse.Namespace) -> int:
    from pipeline import building, start
    from pipeline.screen import progress_bar

    def build_seeds(seeds: Path, folder: Path) -> None:
        say(f"building the tables of {seeds} in {folder}")
        with progress_bar(True) as progress:
            building.build([seeds], folder, progress=progress)

    return serve(start.folder_to_show(build_seeds), options)


def _write_unicode() -> None:
    """Have any text pass in and out, whatever encoding the system would choose."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding=stream.encoding if stream.isatty() else "utf-8", errors="replace")


if __name__ == "__main__":
    sys.exit(main())
