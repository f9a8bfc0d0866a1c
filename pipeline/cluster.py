"""Read and extract on a Dask cluster: the work of `workers` on other machines.

What runs there is this program, with the same data and libraries; a worker with others refuses the work.
"""

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from pipeline.errors import TimelineError
from pipeline.model import Article
from pipeline.parts import Part, stamp
from pipeline.readers import split
from pipeline.readers.origin import Piece, unread
from pipeline.reading import Input
from pipeline.workers import Extract

if TYPE_CHECKING:
    from distributed import Client, Future, as_completed

    from pipeline.shuffle import Over

_Given = TypeVar("_Given")
_Found = TypeVar("_Found")

# Articles of a task, and tasks that are on their way for each thread of the cluster.
_AT_ONCE: Final = 16
_WAITING: Final = 4
# Files that are read, or wait for it, for each thread; what was read of them is in memory here, too.
_FILES_WAITING: Final = 2
_SECONDS_TO_CONNECT: Final = 30
# Workers that die are started again; a cluster without any for so long is given up.
_SECONDS_ALONE: Final = 60
_SECONDS_BETWEEN_LOOKS: Final = 0.02
_SECONDS_BETWEEN_COUNTS: Final = 1


class OtherProgramError(Exception):
    """A worker has another program, other data or other libraries."""


def run(
    extract: Extract, articles: Iterable[Article], reference: tuple[Path, ...], scheduler: str
) -> Iterator[tuple[Article, Part | str]]:
    """What `extract` makes of the articles, as they get done; or why nothing came of one.

    Articles whose workers die are given to others, at last one by one.

    Args:
        extract: a function of a module, which the workers can import.
        articles: they are taken up a few at a time.
        reference: folders that have these paths on the workers, too.
        scheduler: its address, e.g. tcp://10.0.0.1:8786.

    Raises:
        TimelineError: needs-library, or no-cluster: nobody answers, or workers have another program.
    """
    with _client(scheduler) as client:
        from distributed import as_completed  # noqa: PLC0415 - an extra

        source, own_stamp = iter(articles), _stamp(reference)
        running: dict[str, Sequence[Article]] = {}
        done = as_completed(loop=client.loop)

        def start(own: Sequence[Article]) -> None:
            future = client.submit(
                _applied, partial(_extracted, extract, own, reference), reference, own_stamp, pure=False
            )
            running[future.key] = own
            done.add(future)

        def fill() -> None:
            while len(running) < _WAITING * _threads(client) and (own := tuple(islice(source, _AT_ONCE))):
                start(own)

        fill()
        for future in _as_done(client, done, scheduler):
            own = running.pop(future.key)
            why = _failure(future, scheduler)
            if why is None:
                yield from zip(own, future.result(), strict=True)
            elif len(own) == 1:
                yield own[0], f"the workers that tried it ended ({type(why).__name__})"
            else:  # It was one of them.
                for each in own:
                    start([each])
            fill()


def read(
    inputs: Iterable[Input], reference: tuple[Path, ...], scheduler: str
) -> Iterator[tuple[Input, Iterable[Article]]]:
    """The articles of inputs, a file, an object or a piece of a large file a task, as they get done.

    A file that the worker does not see is left to the caller, who reads it while it takes the articles. One
    on which every worker ended is an article that says so.

    Args:
        inputs: they are taken up a few at a time.
        reference: as in `run`.
        scheduler: as in `run`.

    Raises:
        TimelineError: as in `run`.
    """
    with _client(scheduler) as client:
        from distributed import as_completed  # noqa: PLC0415 - an extra

        source, own_stamp = iter(inputs), _stamp(reference)
        running: dict[str, _Whole] = {}
        waiting: deque[tuple[_Whole, Piece | None]] = deque()
        done = as_completed(loop=client.loop)

        def start(whole: _Whole, function: Callable[..., object], *given: object) -> "Future":
            future = client.submit(_applied, partial(function, *given), reference, own_stamp, pure=False)
            running[future.key] = whole
            done.add(future)
            return future

        def fill() -> None:
            most = _FILES_WAITING * _threads(client)
            while len(running) < most:
                if waiting:
                    whole, piece = waiting.popleft()
                    task = start(whole, _read, whole.input.path, whole.input.articles, piece)
                    whole.read.append((piece, task))
                elif (each := next(source, None)) is None:
                    return
                elif each.path and split.is_large(each.path):
                    start(_Whole(each, 0), _cut, each.path, split.SIZE)
                else:
                    waiting.append((_Whole(each, 1), None))

        fill()
        for future in _as_done(client, done, scheduler):
            whole = running.pop(future.key)
            why = _failure(future, scheduler)
            if whole.left:
                whole.left -= 1
                if not whole.left:
                    yield whole.input, whole.articles()
            else:
                pieces = [None] if why else future.result()
                whole.left = len(pieces)
                # Its pieces come before other files, which would wait in memory for its last one.
                waiting.extendleft((whole, piece) for piece in reversed(pieces))
            fill()


@dataclass
class _Whole:
    """An input that is read as one or in pieces; `left` are not done yet, 0 before it is cut."""

    input: Input
    left: int
    read: "list[tuple[Piece | None, Future]]" = field(default_factory=list)

    def articles(self) -> Iterator[Article]:
        for piece, future in self.read:
            if why := future.exception():
                problem = f"the workers that read it ended ({type(why).__name__})"
                yield unread(self.input.name.rpartition("\0")[2], "failed", problem)
                continue
            articles, stopped = future.result()
            if articles is None:
                yield from self.input.articles(*filter(None, [piece]))
                stopped = piece is not None and piece.stopped
            else:
                yield from articles
            if stopped:
                return


def _cut(path: Path, least: int) -> list[Piece] | list[None]:
    return split.pieces(path, least) if path.exists() else [None]


def _read(
    path: Path | None, articles: Callable[..., Iterator[Article]], piece: Piece | None
) -> tuple[list[Article] | None, bool]:
    if path is not None and not path.exists():
        return None, False
    found = list(articles(*filter(None, [piece])))
    return found, piece is not None and piece.stopped


@contextmanager
def mapping(reference: tuple[Path, ...], scheduler: str) -> "Iterator[Over]":
    """`map` on the cluster: results in order, a few of them on their way; what ends workers is done here.

    Args:
        reference: as in `run`.
        scheduler: as in `run`.

    Raises:
        TimelineError: as in `run`.
    """
    with _client(scheduler) as client:
        own_stamp = _stamp(reference)

        def over(function: Callable[[_Given], _Found], given: Iterable[_Given], /) -> Iterator[_Found]:
            waiting: deque[tuple[_Given, Future]] = deque()
            source = iter(given)
            while True:
                for each in islice(source, max(_WAITING * _threads(client) - len(waiting), 0)):
                    future = client.submit(
                        _applied, partial(function, each), reference, own_stamp, pure=False
                    )
                    waiting.append((each, future))
                if not waiting:
                    return
                own, future = waiting.popleft()
                _wait(client, future.done, scheduler)
                yield function(own) if _failure(future, scheduler) else future.result()

        yield over


def _as_done(client: "Client", done: "as_completed", scheduler: str) -> "Iterator[Future]":
    """The tasks as they get done, those that are added meanwhile too."""
    while not done.is_empty():
        _wait(client, done.has_ready, scheduler)
        yield next(done)


def _wait(client: "Client", is_ready: Callable[[], bool], scheduler: str) -> None:
    """Wait for a task.

    Raises:
        TimelineError: no-cluster, where no worker is left to do it.
    """
    counted = seen = time.monotonic()
    while not is_ready():
        time.sleep(_SECONDS_BETWEEN_LOOKS)
        if (now := time.monotonic()) - counted < _SECONDS_BETWEEN_COUNTS:
            continue
        counted = now
        if client.nthreads():
            seen = now
        elif now - seen > _SECONDS_ALONE:
            raise TimelineError("no-cluster", path=scheduler, detail="no worker is left")


def _failure(future: "Future", scheduler: str) -> BaseException | None:
    """Why nothing came of a task that is done, None where something did.

    Raises:
        TimelineError: no-cluster, where the worker has another program.
    """
    why: BaseException | None = future.exception()
    if isinstance(why, OtherProgramError):
        raise TimelineError("no-cluster", path=scheduler, detail=why)
    return why


def _applied(function: Callable[[], _Found], reference: tuple[Path, ...], wanted: str) -> _Found:
    if _stamp(reference) != wanted:
        raise OtherProgramError("a worker has another version of the program, its data or its libraries")
    return function()


@contextmanager
def _client(scheduler: str) -> "Iterator[Client]":
    try:
        from distributed import Client  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        raise TimelineError(
            "needs-library", path=scheduler, format="of a cluster", library="distributed", extra="cluster"
        ) from error
    try:
        client = Client(scheduler, timeout=_SECONDS_TO_CONNECT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise TimelineError("no-cluster", path=scheduler, detail=error) from error
    with client:
        yield client


def _extracted(extract: Extract, articles: Sequence[Article], reference: tuple[Path, ...]) -> list[Part]:
    return [extract(article, reference) for article in articles]


@cache
def _stamp(reference: tuple[Path, ...]) -> str:
    return stamp(reference)


def _threads(client: "Client") -> int:
    return sum(client.nthreads().values()) or 1
