"""Why a page was not fetched."""

from pipeline.fetch.url import without_secrets


class FetchError(Exception):
    """An address that gives no page.

    Args:
        problem: what is wrong and what to do, in words.
        status: of the article that is not read: `skipped` when the address is refused as it is,
            `failed` when it may work another time.
    """

    def __init__(self, problem: str, status: str = "failed") -> None:
        self.problem = without_secrets(problem)
        super().__init__(self.problem)
        self.status = status


class RefusedError(FetchError):
    """An address or an answer that is never taken."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem, "skipped")


class TransientError(FetchError):
    """A failure that may pass soon.

    Args:
        problem: as for `FetchError`.
        wait: seconds that the server asks for, if it does.
    """

    def __init__(self, problem: str, wait: float | None = None) -> None:
        super().__init__(problem)
        self.wait = wait


class BusyError(TransientError):
    """A server that wants fewer requests, whichever page they are for."""
