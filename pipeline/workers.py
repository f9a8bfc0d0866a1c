"""Do the work of a build within bounds, in several processes or here: no article costs another one.

A process that dies, hangs over its time or wants more than its memory costs the article that it had; the
others go on in a new one.
"""

import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import contextmanager
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from pebble import ProcessExpired, ProcessPool

from pipeline import limits
from pipeline.limits import OUT_OF_TIME
from pipeline.model import Article
from pipeline.parts import Part

SECONDS: Final = 60.0
"""How long one article may take, and as much again for every 100,000 characters of it."""
MEMORY: Final = 2 * 1024**3
"""Bytes that a process may want beyond what it starts with."""

OUT_OF_MEMORY: Final = "it needs more memory than it may have"

_CHARACTERS_OF_SECONDS: Final = 100_000
# Articles that go to a process at once, so that little time is lost on the way.
_AT_ONCE: Final = 8
# Runs of articles that wait for each process.
_WAITING: Final = 3

Extract = Callable[[Article, tuple[Path, ...]], Part]


def run(
    extract: Extract, articles: Iterable[Article], reference: tuple[Path, ...], jobs: int, seconds: float
) -> Iterator[tuple[Article, Part | str]]:
    """What `extract` makes of the articles, as they get done; or why nothing came of one.

    Args:
        extract: a function of a module, which the processes can import.
        articles: they are taken up a few at a time.
        reference: goes to `extract`.
        jobs: how many processes.
        seconds: how long an article may take; a long one longer.
    """
    source = iter(articles)
    with _pool(jobs) as pool:
        running: dict[Future[list[Part]], Sequence[Article]] = {}

        def start(own: Sequence[Article]) -> None:
            allowed = sum(_allowed(each, seconds) for each in own)
            future = pool.schedule(_extracted, args=[extract, own, reference], timeout=allowed)
            running[future] = own

        while True:
            own: Sequence[Article]
            while len(running) < jobs * _WAITING and (own := tuple(islice(source, _AT_ONCE))):
                start(own)
            if not running:
                return
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                own = running.pop(future)
                try:
                    yield from zip(own, future.result(), strict=True)
                except (ProcessExpired, TimeoutError, MemoryError) as error:
                    if len(own) == 1:
                        yield own[0], _why(error)
                    else:  # It was one of them.
                        for each in own:
                            start([each])


def here(
    extract: Extract, articles: Iterable[Article], reference: tuple[Path, ...], seconds: float
) -> Iterator[tuple[Article, Part | str]]:
    """As `run`, one after another in this process, within the same bounds where `limits` has them."""
    for article in articles:
        result: Part | str
        try:
            with limits.bounded(_allowed(article, seconds), MEMORY):
                result = extract(article, reference)
        except limits.OutOfTimeError:
            result = OUT_OF_TIME
        except MemoryError:
            result = OUT_OF_MEMORY
        yield article, result


def _allowed(article: Article, seconds: float) -> float:
    return seconds * (1 + len(article.text) / _CHARACTERS_OF_SECONDS)


def _extracted(extract: Extract, articles: Sequence[Article], reference: tuple[Path, ...]) -> list[Part]:
    return [extract(article, reference) for article in articles]


def _why(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return OUT_OF_TIME
    if isinstance(error, MemoryError):
        return OUT_OF_MEMORY
    return "its process ended, perhaps out of memory"


@contextmanager
def _pool(jobs: int) -> Iterator[ProcessPool]:
    # A forked process would share the locks of the threads that the caller runs, e.g. a progress bar.
    pool = ProcessPool(max_workers=jobs, context=get_context("spawn"), initializer=_bound)
    try:
        yield pool
        pool.close()  # type: ignore[no-untyped-call]
    finally:
        # Whatever still runs belongs to a build that was given up; after close() nothing does.
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()


def _bound() -> None:
    """Let the main process alone answer Ctrl-C, which the terminal sends to all, and bound the memory."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limits.bound_memory(MEMORY)
