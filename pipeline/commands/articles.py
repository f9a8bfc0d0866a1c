"""The articles that a command reads: its options, and the reading."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.commands.talk import day, say

if TYPE_CHECKING:
    from pipeline.fetch.fetcher import Fetcher
    from pipeline.versions import Kept


def add_reading(command: argparse.ArgumentParser) -> None:
    """The options of how articles are read."""
    command.add_argument(
        "--published",
        type=day,
        metavar="DAY",
        help="publication day (YYYY-MM-DD) of articles that state none",
    )
    command.add_argument(
        "--columns",
        type=_columns,
        metavar="FIELD=NAME,...",
        help="columns of tables and keys of JSON that hold an article's fields (default: guessed)",
    )
    command.add_argument(
        "--reference", type=Path, action="append", default=[], metavar="DIR", help="further reference data"
    )
    command.add_argument(
        "--refresh", action="store_true", help="fetch URLs anew, also those that the cache has"
    )


def read_articles(options: argparse.Namespace) -> "list[Kept]":
    """The articles of a command's one input: one, but for archives and tables."""
    from pipeline import reading
    from pipeline.versions import newest

    fetcher = fetcher_for([options.file], refresh=options.refresh, shown=True)
    found = reading.articles(
        [options.file], published=options.published, columns=options.columns, fetcher=fetcher
    )
    return newest(found)


def fetcher_for(inputs: Sequence[str], *, refresh: bool, shown: bool) -> "Fetcher | None":
    """What gets the pages of URLs, where there are any; on a terminal it says which one it waits for."""
    from pipeline.fetch.url import is_url
    from pipeline.objects import is_object

    if not any(is_url(each) and not is_object(each) for each in inputs):
        return None
    from pipeline.fetch.fetcher import Fetcher
    from pipeline.screen import plain

    report = (lambda url: say(plain(f"fetching {url}"))) if shown and sys.stderr.isatty() else None
    return Fetcher(refresh=refresh, report=report)


def _columns(text: str) -> dict[str, str]:
    from pipeline.readers.columns import ColumnsError, parse

    try:
        return parse(text)
    except ColumnsError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
