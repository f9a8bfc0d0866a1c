"""Build the tables of many articles: read, extract, merge, check, store.

One bad article never stops the others: whatever goes wrong with it becomes its status and problem.
The tables depend on the articles alone, never on their order, the number of processes or what an
earlier build left.
"""

import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipeline import cluster, objects, prefilter, reading, store, streaming, swap, tables, versions, workers
from pipeline import parts as keeping
from pipeline import reference as references
from pipeline.by_hand import extract_by_hand
from pipeline.corrections import Ledger
from pipeline.corrections import read as read_ledger
from pipeline.errors import TimelineError
from pipeline.extraction import extract_article
from pipeline.garbage import unsearched
from pipeline.merge.reprints import marks_of
from pipeline.model import Article, Row
from pipeline.parts import Part, Parts
from pipeline.readers.origin import Piece
from pipeline.streaming import Problem

if TYPE_CHECKING:
    from pipeline.fetch.fetcher import Fetcher

# For fewer articles than this, a further process costs more than it saves.
_ARTICLES_A_JOB: Final = 100

# The name under which a build leaves what it did.
_LAST: Final = "tables"
SECONDS = workers.SECONDS

Progress = Callable[[int, int], None]
"""Told how many of how many articles are done; while they are read, how many that are, of 0 (unknown yet)."""


@dataclass(frozen=True)
class Summary:
    """What a build did: articles in the tables, how many were extracted and how many taken up again.

    `folder` is where the tables are, of object storage the address. `stale` says of each entry of the
    corrections that found other than it expects what to do.
    """

    folder: Path | str
    articles: int
    extracted: int
    reused: int
    rows: dict[str, int]
    problems: tuple[Problem, ...]
    stale: tuple[str, ...] = ()

    @property
    def failed(self) -> int:
        """How many articles failed."""
        return sum(problem.status == "failed" for problem in self.problems)


def build(
    inputs: str | Path | Sequence[str | Path],
    out: str | Path,
    *,
    jobs: int | None = 1,
    scheduler: str | None = None,
    published: date | None = None,
    reference: Sequence[str | Path] = (),
    fetcher: "Fetcher | None" = None,
    columns: Mapping[str, str] | None = None,
    corrections: str | Path | None = None,
    languages: Sequence[str] = (),
    votes_only: bool = False,
    text: bool = True,
    partition_by: str = "",
    progress: Progress | None = None,
) -> Summary:
    """Replace the tables in the folder `out` by those of the articles in files, folders, patterns and URLs.

    Args:
        inputs: what `reading.articles` takes, one or several.
        out: a folder, or an address on object storage, that is new, empty or holds tables of an earlier
            build; what did not change since then is not extracted again.
        jobs: how many processes extract; None chooses by articles and processors. With one, it is this
            process. Where that may be more than one, a script calls this below
            `if __name__ == "__main__":`, as multiprocessing asks.
        scheduler: the address of a Dask cluster that reads, extracts and merges in their place.
        published: the day of publication of articles that state none.
        reference: folders of further reference data.
        fetcher: gets the pages of URLs; by default each is fetched once and then taken from the cache.
        columns: the columns of tables by field of an article, e.g. {"text": "body"}; others are guessed.
        corrections: a ledger of what people correct; see docs/corrections.md.
        languages: the languages to read, as BCP 47 codes; all that there are where none is named.
        votes_only: whether articles are skipped that have no words of voting, as most of a crawl have none.
        text: whether the tables hold the full texts of the articles, which one may not always pass on.
        partition_by: "year" or "size", where the tables are to be there in partitions as well
            (docs/scale.md).
        progress: called with the articles read and 0, and then with those done and all, as they get done.

    Raises:
        TimelineError: the folder cannot be used or written, the ledger is not well-formed, or there is no
            such cluster; the earlier tables then still stand.
        ReferenceDataError: the reference data cannot be used.
    """
    inputs = [inputs] if isinstance(inputs, str | Path) else inputs
    remote = str(out) if objects.is_object(out) else ""
    folder = (objects.work_folder(remote) if remote else Path(out)).resolve()
    further = tuple(Path(path).resolve() for path in reference)
    references.load(*further)
    ledger = read_ledger(corrections) if corrections is not None else None
    if remote:
        objects.check_target(remote)
    store.check_target(folder)
    work = _Work(
        folder=folder,
        stamp=keeping.stamp(further),
        options=repr((published, sorted((columns or {}).items()), sorted(languages), votes_only)),
        jobs=jobs,
        scheduler=scheduler,
        further=further,
        ledger=ledger,
        corrections=Path(corrections).read_bytes() if corrections is not None else b"",
        text=text,
        partition_by=partition_by,
        progress=progress,
    )

    def files(made: Parts) -> Iterator[reading.Input]:
        found = reading.files(
            inputs, published=published, columns=columns, fetcher=fetcher, made=None if scheduler else made
        )
        for each in found:
            wanted = partial(_wanted, each.articles, languages, votes_only=votes_only)
            yield each._replace(articles=wanted)

    with swap.locked(folder):
        swap.recover(folder, store.OWN_FILES)
        try:
            try:
                summary = _built(work, files)
            except sqlite3.DatabaseError as error:
                if not keeping.is_torn(error):
                    raise
                Parts.remove(folder)
                summary = _built(work, files)
            if remote:
                objects.publish(folder, store.OWN_FILES, remote)
                return replace(summary, folder=remote)
            return summary
        except (OSError, sqlite3.Error) as error:
            detail = getattr(error, "strerror", None) or error
            raise TimelineError("cannot-write", path=folder, detail=detail) from error


@dataclass(frozen=True)
class _Work:
    """What a build is asked for, beside its inputs."""

    folder: Path
    stamp: str
    options: str
    jobs: int | None
    scheduler: str | None
    further: tuple[Path, ...]
    ledger: Ledger | None
    corrections: bytes
    text: bool
    partition_by: str
    progress: Progress | None


def _built(work: _Work, files: Callable[[Parts], Iterable[reading.Input]]) -> Summary:
    number = count(1)

    def counted(articles: Iterable[Article]) -> Iterator[Article]:
        for article in articles:
            if work.progress:
                work.progress(next(number), 0)
            yield article

    with keeping.opened(work.folder, work.stamp) as made:

        def key_of(each: reading.Input) -> str:
            return made.key_of("\0".join((work.options, each.name, *filter(None, [each.version]))))

        for each, found in _read(work, made, files(made), key_of):
            made.take_in(key_of(each), each.path, counted(found), complete=bool(each.version))
        articles, missing = made.choose()
        content = _content(work, made)
        last = made.noted(_LAST)
        if last and last["content"] == content and last["files"] == _files(work.folder):
            problems = tuple(Problem(*each) for each in last["problems"])
            return _summary(work.folder, last["rows"], problems, tuple(last["stale"]), 0, articles)
        failed = _extract(made, work, articles, missing)
        with cluster.mapping(work.further, work.scheduler) if work.scheduler else nullcontext(map) as over:
            written = streaming.write(
                made,
                work.folder,
                work.further,
                work.ledger,
                text=work.text,
                partition_by=work.partition_by,
                over=over,
            )
    with keeping.opened(work.folder, work.stamp) as made:
        # What failed may do better the next time.
        done = {"content": "" if failed else content, "files": _files(work.folder), **written._asdict()}
        made.note(_LAST, done)
    return _summary(work.folder, written.rows, written.problems, written.stale, missing, articles)


def _read(
    work: _Work, made: Parts, inputs: Iterable[reading.Input], key_of: Callable[[reading.Input], str]
) -> Iterator[tuple[reading.Input, Iterable[Article]]]:
    """The articles of inputs that are new or changed; a cluster, if there is one, reads files and objects."""
    there = []
    for each in inputs:
        key = key_of(each)
        if made.has(key) if each.version else each.path is not None and made.unchanged(key, each.path):
            continue
        if work.scheduler and (each.version or each.path is not None):
            there.append(each)
        else:
            yield each, each.articles()
    if there:
        yield from cluster.read(there, work.further, work.scheduler or "")


def _content(work: _Work, made: Parts) -> str:
    """A hash of all that decides what the tables hold."""
    digest = hashlib.sha256(repr((work.stamp, work.corrections, work.text, work.partition_by)).encode())
    for choice in versions.chosen(made.database):
        told = (made.identity(choice.place), choice.sources, choice.published, choice.updated)
        digest.update(repr(told).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _files(folder: Path) -> dict[str, list[int]]:
    """The size and time of the files of the tables; a program that touches them has them written anew."""
    states = {name: path.stat() for name in sorted(store.OWN_FILES) if (path := folder / name).exists()}
    return {name: [state.st_size, state.st_mtime_ns] for name, state in states.items()}


def _wanted(
    articles: Callable[..., Iterator[Article]], languages: Sequence[str], *piece: Piece, votes_only: bool
) -> Iterator[Article]:
    """The articles; one in none of the languages that are asked for, or of no vote, is passed over."""
    for article in articles(*piece):
        if languages and article.status == "ok" and article.language not in languages:
            problem = f"in the language {article.language!r}; asked for are {', '.join(languages)}"
            yield replace(article, status="skipped", problem=problem)
        elif votes_only and article.status == "ok" and not prefilter.tells_of_votes(article):
            yield replace(article, status="skipped", problem=prefilter.PROBLEM)
        else:
            yield article


def _extract(made: Parts, work: _Work, articles: int, missing: int) -> int:
    """Extract what has no part; how many of them failed."""
    jobs = work.jobs or max(1, min(os.cpu_count() or 1, missing // _ARTICLES_A_JOB))
    done, failed = articles - missing, 0
    if work.progress:
        work.progress(done, articles)
    found: Iterator[tuple[Article, Part | str]]
    if work.scheduler and missing:
        found = cluster.run(extract_part, made.missing(), work.further, work.scheduler)
    elif jobs > 1 and missing > 1:
        found = workers.run(extract_part, made.missing(), work.further, jobs, SECONDS)
    else:
        found = workers.here(extract_part, made.missing(), work.further, SECONDS)
    for article, result in found:
        part = _failure(article, result) if isinstance(result, str) else result
        again = part["article"]["status"] != "ok"
        made.save_of(article.article_id, part, again=again)
        done, failed = done + 1, failed + again
        if work.progress:
            work.progress(done, articles)
    return failed


def extract_part(article: Article, reference: tuple[Path, ...]) -> Part:
    """What one article yields; an error in its extraction fails the article and nothing else."""
    try:
        extract = extract_by_hand if article.slides else extract_article
        data = references.load(*reference)
        with unsearched():
            extraction = extract(article, data)
        tables.check_rows(extraction.rows)
    except MemoryError:
        return _failure(article, workers.OUT_OF_MEMORY)
    # Whatever an article does to the extraction must cost that article alone.
    except Exception as error:
        return _failure(article, f"{type(error).__name__}: {error}")
    return _part(extraction.article, extraction.rows)


def _part(article: Article, rows: dict[str, list[Row]]) -> Part:
    row = tables.article_row(article, ())
    told = {key: row[key] for key in row.keys() - {"source", "text"}}
    return {"article": told, "rows": rows, "marks": marks_of(article.text).hex()}


def _failure(article: Article, problem: str) -> Part:
    return _part(replace(article, status="failed", problem=f"extraction failed: {problem}"), {})


def _summary(
    folder: Path,
    rows: Mapping[str, int],
    problems: tuple[Problem, ...],
    stale: tuple[str, ...],
    extracted: int,
    read_: int,
) -> Summary:
    return Summary(folder, rows["articles"], extracted, read_ - extracted, dict(rows), problems, stale)
