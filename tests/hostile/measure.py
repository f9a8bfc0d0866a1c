"""Give hostile files or texts to the program in a process of bounded memory; print a line of JSON for each.

python -m tests.hostile.measure {files,texts} ENOUGH_SECONDS LARGEST_BYTES [NAME...]
"""

import gc
import json
import os
import resource
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Final

from tests.hostile import files, targets, texts
from tests.hostile.growth import growth

MEMORY: Final = 1 << 30
"""Bytes beyond what the program takes without any input."""

Case = tuple[str, Callable[[int], object], Callable[[object], object]]


def _files() -> Iterator[Case]:
    for name, (ending, make) in files.FILES.items():
        yield name, make, partial(targets.read_bytes, ending=ending)


def _texts() -> Iterator[Case]:
    """Each text in one of the languages."""
    for place, (name, make) in enumerate(texts.TEXTS.items()):
        language = ("en", "fr")[place % 2]
        yield name, make, partial(targets.extract_text, language=language, published=targets.PUBLISHED)


CASES: Final = {"files": (_files, 4_000), "texts": (_texts, 1_000)}
"""What there is, and how small it begins."""


def _bound_memory() -> None:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    limit = pages * os.sysconf("SC_PAGE_SIZE") + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def main(what: str, enough: str, largest: str, *names: str) -> None:
    """Print name, fault ("" for none), size and seconds of each case, as each is done."""
    every, smallest = CASES[what]
    cases = [case for case in every() if not names or case[0] in names]
    for _, make, work in cases:  # what is loaded once is no part of the time
        work(make(smallest))
    _bound_memory()
    gc.disable()
    gc.freeze()
    for name, make, work in cases:
        try:
            found = growth(make, work, smallest, float(enough), int(largest))
            told = ["" if found.fits else "slow", *found]
        except Exception as error:
            told = [f"{type(error).__name__}: {error}"]
        print(json.dumps([name, *told]), flush=True)  # noqa: T201
        gc.collect()
        gc.freeze()


if __name__ == "__main__":
    main(*sys.argv[1:])
