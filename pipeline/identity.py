"""Ids that depend on content alone, so that rebuilding or adding an article moves none."""

import hashlib

DIGITS = 12
_SEPARATOR = "\x1f"


def content_id(*parts: object) -> str:
    """12 hexadecimal digits of SHA-256 over the parts, in order."""
    joined = _SEPARATOR.join(str(part) for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]
