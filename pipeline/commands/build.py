"""`build`: the tables of articles."""

import argparse
import json
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

from pipeline.commands.articles import add_reading, fetcher_for
from pipeline.commands.talk import DONE, FAILED, add_talk, count, place, say
from pipeline.garbage import set_aside, unsearched
from pipeline.settings import PARTITIONS

if TYPE_CHECKING:
    from pipeline.building import Summary
    from pipeline.settings import Settings

HELP: Final = "write the tables of articles; again: only what changed"

EXAMPLES: Final = """\
  election-timeline build articles/ --out tables/
  election-timeline build 'news/2022-*/*.txt' more/ --out tables/ --jobs 4
  election-timeline build article.txt --out tables/ --published 2022-04-14
  election-timeline build https://example.org/news/runoff --out tables/
  election-timeline build crawl/ --out tables/ --votes-only
  election-timeline build s3://bucket/articles --out s3://bucket/tables
  election-timeline build page.html crawl.jsonl.gz pages.zip --out tables/
  election-timeline build news.csv --out tables/ --columns text=body,published=day
  election-timeline build                            what election-timeline.toml in this folder says"""


def arguments(command: argparse.ArgumentParser) -> None:
    """Add the options."""
    command.set_defaults(wrong_usage=command.error)
    command.add_argument(
        "inputs", nargs="*", metavar="INPUT", help="a file, a folder, a URL or a pattern in quotes"
    )
    command.add_argument(
        "--out", metavar="DIR", type=place, help="the folder for the tables, or an address (s3://...)"
    )
    command.add_argument(
        "--settings",
        type=Path,
        metavar="FILE",
        help="a file with inputs and options (default: election-timeline.toml, without INPUT); options win",
    )
    command.add_argument(
        "--languages", metavar="CODE,...", help="read articles in these languages alone (default: all)"
    )
    command.add_argument(
        "--votes-only", action="store_true", help="skip articles without words of voting, as in a crawl"
    )
    command.add_argument("--no-text", action="store_true", help="leave the full texts out of the tables")
    command.add_argument(
        "--jobs", type=count, metavar="N", help="processes (default: by articles and processors)"
    )
    command.add_argument(
        "--scheduler", metavar="ADDRESS", help="extract on a Dask cluster, e.g. tcp://10.0.0.1:8786"
    )
    command.add_argument(
        "--partition-by",
        choices=PARTITIONS,
        help="write the Parquet files in partitions as well, for DuckDB and others",
    )
    add_reading(command)
    command.add_argument(
        "--corrections",
        type=Path,
        metavar="FILE",
        help="a ledger of what people correct (docs/corrections.md)",
    )
    add_talk(command)


def run(options: argparse.Namespace) -> int:
    """Run the command; the result is the exit code."""
    # What is imported stays: to look for garbage in it takes a tenth of the time of one article.
    with unsearched():
        from pipeline.building import build
        from pipeline.screen import plain, progress_bar

    given = _settings(options)
    wrong_usage: Callable[[str], NoReturn] = options.wrong_usage
    if not given.inputs or given.out is None:
        wrong_usage("INPUT and --out DIR are needed, or a settings file that names them (--settings)")
    shown = not (options.quiet or options.json)
    with set_aside(), progress_bar(shown) as progress:
        summary = build(
            given.inputs,
            given.out,
            jobs=given.jobs,
            scheduler=given.scheduler or None,
            published=given.published,
            reference=given.reference,
            fetcher=fetcher_for(given.inputs, refresh=options.refresh, shown=shown),
            columns=given.columns,
            corrections=given.corrections,
            languages=given.languages,
            votes_only=given.votes_only,
            text=given.text,
            partition_by=given.partition_by,
            progress=progress,
        )
    code = FAILED if summary.failed or summary.stale else DONE
    if options.json:
        print(json.dumps(asdict(summary) | {"failed": summary.failed}, default=str, ensure_ascii=False))
        return code
    for problem in summary.problems:
        if problem.status != "ok" or options.verbose:
            say(plain(f"{problem.status}: {problem.source}: {problem.problem}"))
    for stale in summary.stale:
        say(plain(f"not corrected: {stale}"))
    if not options.quiet:
        print(_in_words(summary))
        if options.verbose:
            print("\n".join(f"  {name}: {count}" for name, count in summary.rows.items()))
    return code


def _settings(options: argparse.Namespace) -> "Settings":
    """The settings of the file, if there is one, with what the options say in their place."""
    from pipeline import settings

    path = options.settings
    if path is None and not options.inputs and Path(settings.FILE).exists():
        path = Path(settings.FILE)
    found = settings.read(path) if path else settings.Settings()
    told = {
        "inputs": tuple(options.inputs),
        "out": options.out,
        "published": options.published,
        "languages": tuple(options.languages.split(",")) if options.languages else (),
        "columns": options.columns,
        "reference": tuple(options.reference),
        "corrections": options.corrections,
        "jobs": options.jobs,
        "scheduler": options.scheduler,
        "votes_only": options.votes_only,
        "partition_by": options.partition_by,
    }
    stated = {name: value for name, value in told.items() if value}
    return replace(found, **stated, text=found.text and not options.no_text)


def _in_words(summary: "Summary") -> str:
    rows = summary.rows
    found = (
        f"{rows['events']} events, {rows['vote_shares']} vote shares, {rows['counts']} counts, "
        f"{rows['claims']} claims"
    )
    skipped = sum(problem.status == "skipped" for problem in summary.problems)
    articles = "1 article" if summary.articles == 1 else f"{summary.articles} articles"
    return (
        f"{summary.folder}: {articles} ({summary.extracted} extracted, {summary.reused} "
        f"unchanged, {skipped} skipped, {summary.failed} failed), {found}, "
        f"{rows['timeline']} entries in the timeline"
    )
