"""`explain`: why each row of an article is a row, and the rest is none."""

import argparse
import json
import shutil
import sys
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from pipeline.commands.articles import add_reading, read_articles
from pipeline.commands.talk import DONE, FAILED, offset, say
from pipeline.errors import TimelineError

if TYPE_CHECKING:
    from pipeline.explaining.case import Explanation
    from pipeline.model import Article
    from pipeline.reference import Reference

HELP: Final = "show why each row is a row, and each refused date or percentage is none"

EXAMPLES: Final = """\
  election-timeline explain article.txt
  election-timeline explain article.txt --at 1904
  election-timeline explain article.txt --at 1904 --as-test
  election-timeline explain article.txt --json > why.json"""


def arguments(command: argparse.ArgumentParser) -> None:
    """Add the options."""
    command.add_argument("file", metavar="FILE", help="a file or a URL")
    command.add_argument(
        "--at", type=offset, metavar="OFFSET", help="all that is known of what stands at this character"
    )
    form = command.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="everything as JSON, for programs")
    form.add_argument("--as-test", action="store_true", help="rows for the tables of sentences in the tests")
    add_reading(command)


def run(options: argparse.Namespace) -> int:
    """Run the command; the result is the exit code."""
    from pipeline import reference
    from pipeline.explaining import explain_article
    from pipeline.screen import plain

    data = reference.load(*options.reference)
    code, told, nowhere = DONE, False, None
    for article in (kept.article for kept in read_articles(options)):
        if article.problem:
            say(plain(f"{article.status}: {article.source}: {article.problem}"))
        if article.status != "ok":
            code = FAILED
            continue
        if article.slides:
            say("a timeline entered by hand; this is what its headlines tell, its dates and labels stay")
        try:
            found = explain_article(article, data, at=options.at)
        except TimelineError as error:
            # Another article of the input may have something there.
            nowhere = error
            continue
        told = True
        for line in _explained(found, article, data, options):
            print(line)
    if nowhere and not told:
        raise nowhere
    return code


def _explained(
    found: "Explanation", article: "Article", data: "Reference", options: argparse.Namespace
) -> Iterator[str]:
    from pipeline.explaining import as_test, show
    from pipeline.screen import plain

    if options.json:
        yield json.dumps(asdict(found), ensure_ascii=False, indent=1)
    elif options.as_test:
        for path, rows in as_test.rows_for_tests(found.cases, article, data).items():
            yield f"# {path}"
            yield from rows
    else:
        terminal = shutil.get_terminal_size().columns if sys.stdout.isatty() else show.WIDEST
        width = min(show.WIDEST, terminal)
        yield from map(plain, show.lines(found, width, full=options.at is not None))
