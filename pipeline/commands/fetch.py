"""`fetch`: the new pages of feeds and sitemaps."""

import argparse
import sys
from pathlib import Path
from typing import Final

from pipeline.commands.talk import DONE, FAILED, count, say

HELP: Final = "collect the new pages of feeds and sitemaps in a folder, for build to read"
EXAMPLES: Final = """\
  election-timeline fetch https://example.org/politics/rss --into pages/
  election-timeline build pages/ --out tables/

Let a scheduler run both: each page is fetched once, and build reads only what is new."""


def arguments(command: argparse.ArgumentParser) -> None:
    """Add the options."""
    command.add_argument(
        "feeds", nargs="+", metavar="URL", help="an RSS or Atom feed, a sitemap, or an index of sitemaps"
    )
    command.add_argument("--into", required=True, type=Path, metavar="DIR", help="the folder of the pages")
    command.add_argument(
        "--most", type=count, default=200, metavar="N", help="new pages in one run (default: 200)"
    )
    command.add_argument("-q", "--quiet", action="store_true", help="say nothing but errors")


def run(options: argparse.Namespace) -> int:
    """Run the command; the result is the exit code."""
    from pipeline.collecting import collect
    from pipeline.fetch.fetcher import Fetcher
    from pipeline.screen import plain

    shown = not options.quiet and sys.stderr.isatty()
    done = collect(
        options.feeds,
        options.into,
        most=options.most,
        fetcher=Fetcher(refresh=True),
        report=(lambda url: say(plain(f"fetching {url}"))) if shown else (lambda _: None),
    )
    for problem in done.problems:
        say(plain(problem))
    if not options.quiet:
        left = f", {done.left} left for the next run" if done.left else ""
        print(f"{options.into}: {done.new} new pages, {done.known} known{left}, {len(done.problems)} failed")
    return FAILED if done.problems else DONE
