"""The command `election-timeline`. Everything heavy is imported by the command that needs it."""

import argparse
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

from pipeline.errors import TimelineError

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.building import Summary
    from pipeline.explaining.case import Explanation
    from pipeline.fetch.fetcher import Fetcher
    from pipeline.model import Article
    from pipeline.reference import Reference
    from pipeline.versions import Kept

PROGRAM: Final = "election-timeline"
DONE, FAILED, INTERRUPTED = 0, 1, 130
_SHOWN_FAULTS: Final = 20

_DESCRIPTION = """\
Turn election news into a timeline of dated events and vote shares, each traced to its sentence and
checked against the official result. Without a command: build what is missing from the project's own
articles and open the dashboard."""
_EXAMPLES = {
    "": """\
  election-timeline                                  the dashboard on the project's own articles
  election-timeline build articles/ --out tables/    tables of your articles
  election-timeline open tables/                     the dashboard on them
  election-timeline extract article.txt              one article, on the screen""",
    "build": """\
  election-timeline build articles/ --out tables/
  election-timeline build 'news/2022-*/*.txt' more/ --out tables/ --jobs 4
  election-timeline build article.txt --out tables/ --published 2022-04-14
  election-timeline build https://example.org/news/runoff --out tables/
  election-timeline build page.html crawl.jsonl.gz pages.zip --out tables/
  election-timeline build news.csv --out tables/ --columns text=body,published=day""",
    "open": """\
  election-timeline open
  election-timeline open tables/ --port 8600 --no-browser""",
    "extract": """\
  election-timeline extract article.txt
  election-timeline extract article.txt --format json > article.json
  election-timeline extract https://example.org/news/runoff
  election-timeline extract article.txt --format csv --published 2022-04-14""",
    "explain": """\
  election-timeline explain article.txt
  election-timeline explain article.txt --at 1904
  election-timeline explain article.txt --at 1904 --as-test
  election-timeline explain article.txt --json > why.json""",
    "dates": """\
  echo '{"doc": "1", "dct": "2022-04-14", "text": "She spoke on Wednesday."}' | election-timeline dates

input:  {"doc", "dct", "text", "lang"}; dct, the day of writing, and lang may be missing
output: {"doc", "start", "end", "type", "value"}, one line a date""",
    "export": """\
  election-timeline export tables/ --to xlsx --out timeline.xlsx
  election-timeline export tables/ --to ics --out calendar.ics
  election-timeline export tables/ --to csv --table vote_shares --out shares.csv
  election-timeline export tables/ --to sqlite --out timeline.sqlite --no-text""",
    "check": """\
  election-timeline check tables/
  election-timeline check tables/ --json""",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the result is the exit code: 0 done, 1 something failed, 2 wrong usage."""
    _write_unicode()
    options = parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        return run(options)
    except KeyboardInterrupt:
        _say("interrupted; the tables from before still stand")
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of the output, e.g. `head`, has enough. Python would complain again when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except TimelineError as error:
        _say(f"{error.message}\n  {error.remedy}")
        return FAILED
    except ValueError as error:
        from pipeline.reference_read import ReferenceDataError

        if not isinstance(error, ReferenceDataError):
            raise
        _say(str(error))
        return FAILED


def parser() -> argparse.ArgumentParser:
    """All commands and options."""
    top = argparse.ArgumentParser(PROGRAM, description=_DESCRIPTION, **_help_of(""))
    top.add_argument("--version", action=_Version, nargs=0, help="print the versions that a bug report needs")
    _add_server(top)
    top.set_defaults(run=_start)
    commands = top.add_subparsers(title="commands", metavar="COMMAND")

    def command(name: str, run: Command, what: str) -> argparse.ArgumentParser:
        added: argparse.ArgumentParser = commands.add_parser(name, help=what, **_help_of(name))
        added.set_defaults(run=run)
        added.description = f"{what[0].upper()}{what[1:]}."
        return added

    build = command("build", _build, "write the tables of articles; again: only what changed")
    build.add_argument(
        "inputs", nargs="+", metavar="INPUT", help="a file, a folder, a URL or a pattern in quotes"
    )
    build.add_argument("--out", required=True, metavar="DIR", type=Path, help="the folder for the tables")
    build.add_argument(
        "--jobs", type=_count, metavar="N", help="processes (default: by articles and processors)"
    )
    _add_reading(build)
    build.add_argument(
        "--corrections",
        type=Path,
        metavar="FILE",
        help="a ledger of what people correct (docs/corrections.md)",
    )
    _add_talk(build)

    show = command("open", _open, "open the dashboard on a folder of tables")
    show.add_argument("folder", nargs="?", type=Path, metavar="DIR", help="default: the project's own tables")
    _add_server(show, again=True)

    extract = command("extract", _extract, "show what one article says")
    extract.add_argument("file", metavar="FILE", help="a file or a URL")
    extract.add_argument("--format", choices=("table", "json", "csv"), default="table", help="default: table")
    _add_reading(extract)

    explain = command(
        "explain", _explain, "show why each row is a row, and each refused date or percentage is none"
    )
    explain.add_argument("file", metavar="FILE", help="a file or a URL")
    explain.add_argument(
        "--at", type=_offset, metavar="OFFSET", help="all that is known of what stands at this character"
    )
    form = explain.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="everything as JSON, for programs")
    form.add_argument("--as-test", action="store_true", help="rows for the tables of sentences in the tests")
    _add_reading(explain)

    command("dates", _dates, "tag dates: JSON lines on standard input to JSON lines on standard output")

    export = command("export", _export, "write tables as a file of another tool")
    export.add_argument("folder", type=Path, metavar="DIR")
    export.add_argument("--to", required=True, metavar="FORMAT", help="a format of docs/export.md, e.g. xlsx")
    export.add_argument("--out", required=True, type=Path, metavar="FILE", help="the file to write")
    export.add_argument(
        "--table", default="", metavar="NAME", help="one table (default: all, in a ZIP where need be)"
    )
    export.add_argument("--no-text", action="store_true", help="leave out the full texts of the articles")
    export.add_argument("-q", "--quiet", action="store_true", help="say nothing but errors")

    check = command("check", _check, "look for faults in a folder of tables; exit 1 on any")
    check.add_argument("folder", type=Path, metavar="DIR")
    _add_talk(check)
    return top


Command = Callable[[argparse.Namespace], int]


def _help_of(command: str) -> dict[str, Any]:
    """How a parser shows its help: as it is written, with examples at its end."""
    return {
        "epilog": f"examples:\n{_EXAMPLES[command]}",
        "formatter_class": argparse.RawDescriptionHelpFormatter,
    }


class _Version(argparse.Action):
    """Prints the versions of what decides the results, and of the machine."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        import platform
        from importlib.metadata import PackageNotFoundError, version

        from pipeline.schemas import SCHEMA_VERSION

        libraries = ("pandas", "pyarrow", "streamlit", "plotly", "dateparser")
        try:
            own = version(PROGRAM)
        except PackageNotFoundError:
            own = "from a checkout that is not installed"
        print(f"{PROGRAM} {own} (schema {SCHEMA_VERSION})")
        print(f"Python {platform.python_version()} on {platform.platform()}")
        print(", ".join(f"{name} {version(name)}" for name in libraries))
        parser.exit(DONE)


def _add_server(command: argparse.ArgumentParser, *, again: bool = False) -> None:
    """The options of the server; a command that has them `again` does not undo what stands before it."""
    port, silent = (argparse.SUPPRESS, argparse.SUPPRESS) if again else (None, False)
    command.add_argument(
        "--port", type=_count, metavar="N", default=port, help="the dashboard's port (default: 8501)"
    )
    command.add_argument(
        "--no-browser", action="store_true", default=silent, help="only serve; open no browser window"
    )


def _add_reading(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--published",
        type=_day,
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


def _add_talk(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="the summary as JSON, for programs")
    command.add_argument("-q", "--quiet", action="store_true", help="say nothing but errors")
    command.add_argument("-v", "--verbose", action="store_true", help="say more")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write it as YYYY-MM-DD") from None


def _columns(text: str) -> dict[str, str]:
    from pipeline.readers.columns import ColumnsError, parse

    try:
        return parse(text)
    except ColumnsError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _offset(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is no place; give the number of a character, from 0 on")
    return int(text)


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 on")
    return int(text)


def _start(options: argparse.Namespace) -> int:
    from pipeline import start

    def build(seeds: Path, folder: Path) -> None:
        _say(f"building the tables of {seeds} in {folder}")
        _run_build(
            [seeds], folder, jobs=None, published=None, reference=[], columns=None, fetcher=None, shown=True
        )

    return _serve(start.folder_to_show(build), options)


def _build(options: argparse.Namespace) -> int:
    shown = not (options.quiet or options.json)
    summary = _run_build(
        options.inputs,
        options.out,
        jobs=options.jobs,
        published=options.published,
        reference=options.reference,
        fetcher=_fetcher(options.inputs, refresh=options.refresh, shown=shown),
        columns=options.columns,
        corrections=options.corrections,
        shown=shown,
    )
    code = FAILED if summary.failed or summary.stale else DONE
    if options.json:
        print(json.dumps(asdict(summary) | {"failed": summary.failed}, default=str, ensure_ascii=False))
        return code
    from pipeline.screen import plain

    for problem in summary.problems:
        if problem.status != "ok" or options.verbose:
            _say(plain(f"{problem.status}: {problem.source}: {problem.problem}"))
    for stale in summary.stale:
        _say(plain(f"not corrected: {stale}"))
    if not options.quiet:
        print(_in_words(summary))
        if options.verbose:
            print("\n".join(f"  {name}: {count}" for name, count in summary.rows.items()))
    return code


def _run_build(
    inputs: Sequence[str | Path],
    out: Path,
    *,
    jobs: int | None,
    published: date | None,
    reference: Sequence[Path],
    fetcher: "Fetcher | None",
    columns: dict[str, str] | None,
    shown: bool,
    corrections: Path | None = None,
) -> "Summary":
    from pipeline.building import build
    from pipeline.screen import progress_bar

    with progress_bar(shown) as progress:
        return build(
            inputs,
            out,
            jobs=jobs,
            published=published,
            reference=reference,
            fetcher=fetcher,
            columns=columns,
            corrections=corrections,
            progress=progress,
        )


def _fetcher(inputs: Sequence[str], *, refresh: bool, shown: bool) -> "Fetcher | None":
    """What gets the pages of URLs, where there are any; on a terminal it says which one it waits for."""
    from pipeline.fetch.url import is_url

    if not any(map(is_url, inputs)):
        return None
    from pipeline.fetch.fetcher import Fetcher
    from pipeline.screen import plain

    report = (lambda url: _say(plain(f"fetching {url}"))) if shown and sys.stderr.isatty() else None
    return Fetcher(refresh=refresh, report=report)


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


def _open(options: argparse.Namespace) -> int:
    from pipeline import store

    folder = options.folder or store.default_folder()
    store.require(folder.absolute())
    return _serve(folder, options)


def _serve(folder: Path, options: argparse.Namespace) -> int:
    from streamlit.web import cli as streamlit

    from pipeline.store import DATA_VARIABLE

    os.environ[DATA_VARIABLE] = str(folder.absolute())
    app = Path(__file__).parents[1] / "dashboard" / "app.py"
    arguments = ["run", str(app), "--server.showEmailPrompt=false"]
    if "STREAMLIT_SERVER_ADDRESS" not in os.environ:
        # Else Streamlit listens to the whole network and asks a host on the internet for its own address.
        arguments.append("--server.address=localhost")
    if options.port:
        arguments.append(f"--server.port={options.port}")
    if options.no_browser:
        arguments.append("--server.headless=true")
    streamlit.main(arguments, prog_name="streamlit", standalone_mode=False)
    return DONE


def _extract(options: argparse.Namespace) -> int:
    from pipeline import reference
    from pipeline.building import assemble, extract_part
    from pipeline.exporting.values import records
    from pipeline.screen import plain, show_frames

    further = tuple(options.reference)
    record = reference.load(*further)
    code = DONE
    for kept in _read(options):
        article = kept.article
        part = extract_part(article, further) if article.status == "ok" else None
        frames, _ = assemble([kept], {article.article_id: part} if part else {}, record)
        row = frames["articles"].iloc[0]
        if row["problem"]:
            _say(plain(f"{row['status']}: {row['source'][0]}: {row['problem']}"))
        if row["status"] != "ok":
            code = FAILED
        elif options.format == "table":
            print(plain(f"{row['title'] or row['source'][0]} ({row['published'] or 'no day'})"))
            show_frames(frames)
        elif options.format == "json":
            content = {name: list(records(frame)) for name, frame in frames.items()}
            print(json.dumps(content, ensure_ascii=False, indent=1))
        else:
            sys.stdout.write(_one_csv(frames))
    return code


def _read(options: argparse.Namespace) -> "list[Kept]":
    """The articles of a command's one input."""
    from pipeline import read
    from pipeline.versions import newest

    fetcher = _fetcher([options.file], refresh=options.refresh, shown=True)
    found = read.articles(
        [options.file], published=options.published, columns=options.columns, fetcher=fetcher
    )
    return newest(found)


def _one_csv(frames: "dict[str, pd.DataFrame]") -> str:
    """The rows of all tables in one CSV: the column `table`, then every column of any table."""
    import pandas as pd

    from pipeline.schemas import TABLES, Column, Table
    from pipeline.store import csv_cell, to_csv

    names = [name for name in TABLES if name not in ("articles", "timeline")]
    columns = {column.name: Column(column.name, "") for name in names for column in TABLES[name].columns}
    union = Table("extract", "", (Column("table", ""), *columns.values()))
    rows = [
        dict.fromkeys(union.column_names(), "")
        | {"table": name}
        | {column.name: csv_cell(row[column.name], column.type) for column in TABLES[name].columns}
        for name in names
        for row in frames[name].to_dict("records")
    ]
    return to_csv(pd.DataFrame(rows, columns=union.column_names(), dtype="str"), union)


def _explain(options: argparse.Namespace) -> int:
    from pipeline import reference
    from pipeline.explaining import explain_article
    from pipeline.screen import plain

    data = reference.load(*options.reference)
    code, told, nowhere = DONE, False, None
    for article in (kept.article for kept in _read(options)):
        if article.problem:
            _say(plain(f"{article.status}: {article.source}: {article.problem}"))
        if article.status != "ok":
            code = FAILED
            continue
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


def _dates(options: argparse.Namespace) -> int:
    from pipeline.dates import stream

    code = DONE
    for line in stream(sys.stdin):
        print(line, flush=True)
        if "error" in json.loads(line):
            code = FAILED
    return code


def _export(options: argparse.Namespace) -> int:
    from pipeline import store
    from pipeline.exporting import export

    tables = store.load(options.folder)
    path = export(tables, options.to, options.out, table=options.table, text=not options.no_text)
    if not options.quiet:
        print(f"{path}: {path.stat().st_size:,} bytes")
    return DONE


def _check(options: argparse.Namespace) -> int:
    from pipeline.checks import check

    report = check(options.folder)
    code = DONE if report.faults.empty else FAILED
    if options.json:
        content = asdict(report) | {"faults": report.faults.to_dict("records")}
        print(json.dumps(content, default=str, ensure_ascii=False))
        return code
    from pipeline.screen import plain

    faults = report.faults.to_dict("records")
    shown = faults if options.verbose else faults[:_SHOWN_FAULTS]
    for fault in shown:
        _say(plain(f"{fault['table']} {fault['row']}: {fault['column']} {fault['problem']}"))
    if len(faults) > len(shown):
        _say(f"and {len(faults) - len(shown)} more; see all with --verbose")
    if not options.quiet:
        rows = sum(report.rows.values())
        print(f"{report.folder}: {len(faults)} faults in {rows} rows")
        for name, counts in report.findings.items():
            told = ", ".join(f"{count} {verdict}" for verdict, count in counts.items())
            print(f"  {name}: {told or 'none judged'}")
    return code


def _say(text: str) -> None:
    print(f"{PROGRAM}: {text}", file=sys.stderr)


def _write_unicode() -> None:
    """Have any text pass in and out, whatever encoding the system would choose."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding=stream.encoding if stream.isatty() else "utf-8", errors="replace")


if __name__ == "__main__":
    sys.exit(main())
