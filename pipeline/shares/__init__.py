"""Vote shares: who got what share of which vote, by what the text says."""

from pipeline.shares.find import find
from pipeline.shares.share import Share

__all__ = ["Share", "find"]
