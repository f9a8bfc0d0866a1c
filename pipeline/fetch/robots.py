"""What a site lets programs fetch, by its robots.txt (RFC 9309)."""

from dataclasses import dataclass, field
from typing import Final, Self

from protego import Protego

NAME: Final = "election-timeline"
"""What robots.txt calls this program."""
READ: Final = 512_000
"""Bytes of a robots.txt that count; the rest is left."""


@dataclass(frozen=True)
class Rules:
    """What one robots.txt says of this program; by default it is let in everywhere."""

    _parsed: Protego = field(default_factory=Protego)

    @classmethod
    def parse(cls, data: bytes) -> Self:
        """The rules of the file's bytes; what is no rule is passed over."""
        return cls(Protego.parse(data[:READ].decode("utf-8-sig", "replace")))

    def allow(self, url: str) -> bool:
        """Whether an address may be fetched."""
        return self._parsed.can_fetch(url, NAME)

    @property
    def delay(self) -> float:
        """Seconds that the site wants between two requests."""
        return self._parsed.crawl_delay(NAME) or 0.0
