"""Extract on a Dask cluster: the work of `workers` on other machines.

What runs there is this program, with the same data and libraries; a worker with others refuses the work.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipeline.errors import TimelineError
from pipeline.model import Article
from pipeline.parts import Part, stamp
from pipeline.workers import Extract

if TYPE_CHECKING:
    from distributed import Client

# Articles of a task, and tasks that are on their way for each thread of the cluster.
_AT_ONCE: Final = 16
_WAITING: Final = 4
_SECONDS_TO_CONNECT: Final = 30


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
    try:
        from distributed import Client, as_completed  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        raise TimelineError(
            "needs-library", path=scheduler, format="of a cluster", library="distributed", extra="cluster"
        ) from error
    try:
        client = Client(scheduler, timeout=_SECONDS_TO_CONNECT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise TimelineError("no-cluster", path=scheduler, detail=error) from error
    with client:
        source, own_stamp = iter(articles), _stamp(reference)
        running: dict[str, Sequence[Article]] = {}
        done = as_completed(loop=client.loop)

        def start(own: Sequence[Article]) -> None:
            future = client.submit(_extracted, extract, own, reference, own_stamp, pure=False)
            running[future.key] = own
            done.add(future)

        def fill() -> None:
            while len(running) < _WAITING * _threads(client) and (own := tuple(islice(source, _AT_ONCE))):
                start(own)

        fill()
        for future in done:
            own = running.pop(future.key)
            if future.status == "finished":
                yield from zip(own, future.result(), strict=True)
            elif isinstance(why := future.exception(), OtherProgramError):
                raise TimelineError("no-cluster", path=scheduler, detail=why)
            elif len(own) == 1:
                yield own[0], f"the workers that tried it ended ({type(why).__name__})"
            else:  # It was one of them.
                for each in own:
                    start([each])
            fill()


def _extracted(
    extract: Extract, articles: Sequence[Article], reference: tuple[Path, ...], wanted: str
) -> list[Part]:
    if _stamp(reference) != wanted:
        raise OtherProgramError("a worker has another version of the program, its data or its libraries")
    return [extract(article, reference) for article in articles]


@cache
def _stamp(reference: tuple[Path, ...]) -> str:
    return stamp(reference)


def _threads(client: "Client") -> int:
    return sum(client.nthreads().values()) or 1
