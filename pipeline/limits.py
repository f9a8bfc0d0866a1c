"""Bounds on the time and the memory of work, as far as the system has them."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Final

try:
    import resource
except ModuleNotFoundError:  # Windows has none
    resource = None  # type: ignore[assignment]


OUT_OF_TIME: Final = "it took too long and was stopped"


class OutOfTimeError(BaseException):
    """Work took longer than it may; no `except Exception` on the way takes it for something else."""


@contextmanager
def bounded(seconds: float, memory: int | None = None) -> Iterator[None]:
    """Bound what the main thread does here; in other threads, and on Windows, nothing is bounded.

    Without `memory` the time alone is. A library in C is stopped when it comes back to Python.

    Raises:
        OutOfTimeError: it took longer than `seconds`.
        MemoryError: it wanted more than `memory` bytes beyond what the process has.
    """
    if resource is None or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_: int, __: FrameType | None) -> None:
        raise OutOfTimeError

    before = resource.getrlimit(resource.RLIMIT_AS)
    handler = signal.signal(signal.SIGALRM, stop)
    try:
        if memory is not None:
            bound_memory(memory)
        signal.setitimer(signal.ITIMER_REAL, seconds)
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, handler)
        resource.setrlimit(resource.RLIMIT_AS, before)


def bound_memory(memory: int) -> None:
    """Let the process have no more than so many bytes beyond what it has, on Linux."""
    if resource is None:
        return
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:  # Other systems do not count what is only reserved.
        return
    limit = pages * resource.getpagesize() + memory
    soft, most = resource.getrlimit(resource.RLIMIT_AS)
    for other in (soft, most):
        limit = limit if other == resource.RLIM_INFINITY else min(limit, other)
    resource.setrlimit(resource.RLIMIT_AS, (limit, most))
