"""Build the tables of many articles: read, extract, merge, check, store.

One bad article never stops the others: whatever goes wrong with it becomes its status and problem.
The tables depend on the articles alone, never on their order, the number of processes or what an
earlier build left.
"""

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pandas as pd

from pipeline import merge, prefilter, reading, store, swap, tables, versions
from pipeline import reference as references
from pipeline.corrections import Ledger, apply, link
from pipeline.corrections import read as read_ledger
from pipeline.errors import TimelineError
from pipeline.extraction import extract_article
from pipeline.merge.reprints import Printed, originals
from pipeline.model import Article, Row
from pipeline.parts import Part, Parts, stamp
from pipeline.schemas import TABLES
from pipeline.versions import Kept

if TYPE_CHECKING:
    from pipeline.fetch.fetcher import Fetcher

# Articles that wait in a worker's queue: enough to keep it busy, and when a worker dies, few to suspect.
_QUEUED: Final = 4
# For fewer articles than this, a further process costs more than it saves.
_ARTICLES_A_JOB: Final = 100

Progress = Callable[[int, int], None]
"""Told how many of how many articles are done."""


@dataclass(frozen=True)
class Problem:
    """An article that gave no rows (status failed or skipped), or fewer than it might (status ok)."""

    source: str
    status: str
    problem: str


@dataclass(frozen=True)
class Summary:
    """What a build did: articles in the tables, how many were extracted and how many taken up again.

    `stale` says of each entry of the corrections that found other than it expects what to do.
    """

    folder: Path
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
    published: date | None = None,
    reference: Sequence[str | Path] = (),
    fetcher: "Fetcher | None" = None,
    columns: Mapping[str, str] | None = None,
    corrections: str | Path | None = None,
    languages: Sequence[str] = (),
    votes_only: bool = False,
    text: bool = True,
    progress: Progress | None = None,
) -> Summary:
    """Replace the tables in the folder `out` by those of the articles in files, folders, patterns and URLs.

    Args:
        inputs: what `reading.articles` takes, one or several.
        out: a folder that is new, empty or holds tables of an earlier build; what did not change
            since then is not extracted again.
        jobs: how many processes extract; None chooses by articles and processors. Where that may be
            more than one, a script calls this below `if __name__ == "__main__":`, as multiprocessing asks.
        published: the day of publication of articles that state none.
        reference: folders of further reference data.
        fetcher: gets the pages of URLs; by default each is fetched once and then taken from the cache.
        columns: the columns of tables by field of an article, e.g. {"text": "body"}; others are guessed.
        corrections: a ledger of what people correct; see docs/corrections.md.
        languages: the languages to read, as BCP 47 codes; all that there are where none is named.
        votes_only: whether articles are skipped that have no words of voting, as most of a crawl have none.
        text: whether the tables hold the full texts of the articles, which one may not always pass on.
        progress: called with the articles done and all articles, as they get done.

    Raises:
        TimelineError: the folder cannot be used or written, or the ledger is not well-formed; the earlier
            tables then still stand.
        ReferenceDataError: the reference data cannot be used.
    """
    inputs = [inputs] if isinstance(inputs, str | Path) else inputs
    folder = Path(out).resolve()
    further = tuple(Path(path).resolve() for path in reference)
    record = references.load(*further)
    ledger = read_ledger(corrections) if corrections is not None else None
    store.check_target(folder)
    with swap.locked(folder):
        swap.recover(folder, store.OWN_FILES)
        made = Parts(folder, stamp(further))
        try:
            found = reading.articles(inputs, published=published, columns=columns, fetcher=fetcher, made=made)
            kept = versions.newest(_wanted(found, languages, votes_only=votes_only))
            articles = [version.article for version in kept]
            parts, extracted = _parts(articles, made, further, jobs, progress)
        except OSError as error:
            raise TimelineError("cannot-write", path=folder, detail=error.strerror or error) from error
        frames, stale = assemble(kept, parts, record, ledger)
        if not text:
            frames["articles"] = frames["articles"].assign(text="")
        store.write(frames, folder)
    return _summary(folder, frames, extracted, len(parts) - extracted, stale)


def _wanted(articles: Iterable[Article], languages: Sequence[str], *, votes_only: bool) -> Iterator[Article]:
    """The articles; one in none of the languages that are asked for, or of no vote, is passed over."""
    for article in articles:
        if languages and article.status == "ok" and article.language not in languages:
            problem = f"in the language {article.language!r}; asked for are {', '.join(languages)}"
            yield replace(article, status="skipped", problem=problem)
        elif votes_only and article.status == "ok" and not prefilter.tells_of_votes(article):
            yield replace(article, status="skipped", problem=prefilter.PROBLEM)
        else:
            yield article


def assemble(
    articles: Iterable[Kept],
    parts: Mapping[str, Part],
    reference: references.Reference,
    ledger: Ledger | None = None,
) -> tuple[tables.Frames, tuple[str, ...]]:
    """The frames of all tables, the timeline included; articles whose rows break the schemas fail.

    With them comes what was not corrected: of each entry of the ledger that found other than it expects, why.

    Args:
        articles: each once.
        parts: what was extracted, by article id; an article without a part has no rows.
        reference: what the timeline is merged by.
        ledger: what people correct.
    """
    return finished(with_reprints(frames_of(articles, parts)), reference, ledger)


def frames_of(articles: Iterable[Kept], parts: Mapping[str, Part]) -> tables.Frames:
    """The frames of what was extracted, without reprints and timeline, which other articles decide."""
    rows: dict[str, list[Row]] = {name: [] for name in TABLES}
    for kept in articles:
        part = parts.get(kept.article.article_id, {"article": {}, "rows": {}})
        # Days of earlier versions are told, but what the newest says was written on its own day.
        days: Row = {"published": kept.published, "updated": kept.updated}
        rows["articles"].append(tables.article_row(kept.article, kept.sources) | part["article"] | days)
        for name, of_article in part["rows"].items():
            rows[name] += of_article
    return _without_faulty(tables.frames(rows))


def finished(
    frames: tables.Frames, reference: references.Reference, ledger: Ledger | None = None
) -> tuple[tables.Frames, tuple[str, ...]]:
    """The frames as people correct them, with the timeline, and of entries that do not fit why."""
    if ledger is None:
        return frames | {"timeline": merge.timeline(merge.entries(frames, reference))}, ()
    corrected = apply(ledger, frames, reference)
    merged, stale = link(merge.entries(corrected.frames, reference), corrected.links)
    unlinked = (f"{ledger.path}, {problem}" for problem in stale)
    return corrected.frames | {"timeline": merge.timeline(merged)}, (*corrected.stale, *unlinked)


def with_reprints(frames: tables.Frames) -> tables.Frames:
    """The frames with what each reprint has its text from; without texts these stay as they are."""
    articles = frames["articles"]
    read = articles[articles["status"] == "ok"]
    found = originals(map(Printed, read["article_id"], read["published"], read["text"]))
    known = articles["reprint_of"].where(articles["text"] == "", "")
    reprint_of = [found.get(key, was) for key, was in zip(articles["article_id"], known, strict=True)]
    return frames | {"articles": articles.assign(reprint_of=pd.Series(reprint_of, dtype="str"))}


def _without_faulty(frames: tables.Frames) -> tables.Frames:
    """The frames without the rows of articles that have a fault; such an article fails and says why."""
    faults = tables.validate(frames)
    if faults.empty:
        return frames
    where = faults["table"] + "." + faults["column"] + " " + faults["problem"]
    reasons = where.groupby(faults["article_id"]).agg(lambda texts: "; ".join(dict.fromkeys(texts)))
    frames = {
        name: frame if name in ("articles", "timeline") else frame[~frame["article_id"].isin(reasons.index)]
        for name, frame in frames.items()
    }
    articles = frames["articles"].copy()
    failed = articles["article_id"].isin(reasons.index)
    articles.loc[failed, "status"] = "failed"
    articles.loc[failed, "problem"] = "its rows break the schema: " + articles["article_id"].map(reasons)
    return frames | {"articles": articles}


def _parts(
    articles: Sequence[Article],
    kept: Parts,
    reference: tuple[Path, ...],
    jobs: int | None,
    progress: Progress | None,
) -> tuple[dict[str, Part], int]:
    """What the articles yield, by article id, and how many of them were extracted for it now."""
    keys = {article.article_id: kept.key(article) for article in articles if article.status == "ok"}
    found = {}
    missing = []
    for article in articles:
        if article.article_id not in keys:
            continue
        if (part := kept.load(keys[article.article_id])) is None:
            missing.append(article)
        else:
            found[article.article_id] = part
    total = len(articles)
    done = total - len(missing)
    if progress:
        progress(done, total)
    for article, part in _extract(missing, reference, jobs):
        if part["article"]["status"] == "ok":
            kept.save(keys[article.article_id], part)
        found[article.article_id] = part
        done += 1
        if progress:
            progress(done, total)
    kept.sweep()
    return found, len(missing)


def _extract(
    articles: Sequence[Article], reference: tuple[Path, ...], jobs: int | None
) -> Iterator[tuple[Article, Part]]:
    if jobs is None:
        jobs = min(os.cpu_count() or 1, len(articles) // _ARTICLES_A_JOB)
    if jobs > 1 and len(articles) > 1:
        yield from _in_processes(articles, reference, jobs)
    else:
        for article in articles:
            yield article, extract_part(article, reference)


def extract_part(article: Article, reference: tuple[Path, ...]) -> Part:
    """What one article yields; an error in its extraction fails the article and nothing else."""
    try:
        extraction = extract_article(article, references.load(*reference))
        tables.check_rows(extraction.rows)
    # Whatever an article does to the extraction must cost that article alone.
    except Exception as error:
        return _failure(article, f"extraction failed: {type(error).__name__}: {error}")
    return _part(extraction.article, extraction.rows)


def _part(article: Article, rows: dict[str, list[Row]]) -> Part:
    row = tables.article_row(article, ())
    return {"article": {key: row[key] for key in row.keys() - {"source", "text"}}, "rows": rows}


def _failure(article: Article, problem: str) -> Part:
    return _part(replace(article, status="failed", problem=problem), {})


def _in_processes(
    articles: Iterable[Article], reference: tuple[Path, ...], jobs: int
) -> Iterator[tuple[Article, Part]]:
    """As they get done. When a process dies, the articles it may have died of are each tried alone."""
    waiting = deque(articles)
    while waiting:
        running: dict[Future[Part], Article] = {}
        suspects: list[Article] = []
        with _pool(jobs) as pool:
            while (waiting or running) and not suspects:
                while waiting and len(running) < jobs * _QUEUED:
                    article = waiting.popleft()
                    running[pool.submit(extract_part, article, reference)] = article
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    article = running.pop(future)
                    try:
                        yield article, future.result()
                    except BrokenProcessPool:
                        suspects.append(article)
        for article in (*suspects, *running.values()):
            yield article, _alone(article, reference)


def _alone(article: Article, reference: tuple[Path, ...]) -> Part:
    with _pool(1) as pool:
        try:
            return pool.submit(extract_part, article, reference).result()
        except BrokenProcessPool:
            return _failure(article, "extraction failed: its process ended, perhaps out of memory")


def _pool(jobs: int) -> ProcessPoolExecutor:
    # A forked process would share the locks of the threads that the caller runs, e.g. a progress bar.
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_leave_interrupts)


def _leave_interrupts() -> None:
    """Let the main process alone answer Ctrl-C, which the terminal sends to all."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _summary(
    folder: Path, frames: tables.Frames, extracted: int, reused: int, stale: tuple[str, ...]
) -> Summary:
    articles = frames["articles"]
    with_problem = articles[articles["problem"] != ""]
    return Summary(
        folder=folder,
        articles=len(articles),
        extracted=extracted,
        reused=reused,
        rows={name: len(frame) for name, frame in frames.items()},
        stale=stale,
        problems=tuple(
            Problem(", ".join(source), status, problem)
            for source, status, problem in zip(
                with_problem["source"], with_problem["status"], with_problem["problem"], strict=True
            )
        ),
    )
