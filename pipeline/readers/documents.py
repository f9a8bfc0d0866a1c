"""What readers of documents share: their bounds, and the word for a library that is not there."""

from typing import Final

LARGEST_DOCUMENT: Final = 40_000_000
"""Bytes of the largest document: its pictures may outweigh its text."""

EXTRA: Final = "documents"


def missing(library: str) -> str:
    """The problem of a document whose library is not installed."""
    return f"reading it needs {library}: pip install 'election-timeline[{EXTRA}]'"
