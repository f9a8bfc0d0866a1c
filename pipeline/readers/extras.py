"""The word for a library beyond the core that a reader needs and that is not there."""


def missing(library: str, extra: str) -> str:
    """The problem of a file whose library is not installed."""
    return f"reading it needs {library}: pip install 'election-timeline[{extra}]'"
