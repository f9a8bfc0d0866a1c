"""Claims about the record: superlatives, counts, tenures, order; each with its verdict and proof."""

from pipeline.claims.claim import Claim
from pipeline.claims.find import find

__all__ = ["Claim", "find"]
