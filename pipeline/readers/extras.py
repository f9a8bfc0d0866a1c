"""What readers share that need a library beyond the core: bounds, and the word for one that is missing."""

from typing import Final

LARGEST_DOCUMENT: Final = 40_000_000
"""Bytes of the largest document: its pictures may outweigh its text."""


def missing(library: str, extra: str) -> str:
    """The problem of a file whose library is not installed."""
    return f"reading it needs {library}: pip install 'election-timeline[{extra}]'"
