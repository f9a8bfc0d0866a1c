"""Claims about the record: superlatives, counts, tenures, order; each with its verdict and proof."""

from pipeline.claims.find import Claim, find

__all__ = ["Claim", "find"]
