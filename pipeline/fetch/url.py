"""Telling addresses from paths, before anything that fetches is loaded."""

import re
from typing import Final
from urllib.parse import quote

from pipeline.schemas import LIST_SEPARATOR

_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]{1,30}://", re.IGNORECASE)
_USER: Final = re.compile(r"//[^/?#]*@")
_USER_IN_WORDS: Final = re.compile(r"(?<=://)[^/?#\s]*@")
# An address without a query is one too: else a row of them would be looked through from each to the end.
_QUERY_IN_WORDS: Final = re.compile(r"(?P<address>[a-z][a-z0-9+.-]{1,30}://[^\s?]*)(?:\?\S*)?", re.IGNORECASE)


def is_url(given: object) -> bool:
    """Whether an input is an address and no path; of any scheme, as a wrong one is to be named."""
    return isinstance(given, str) and bool(_SCHEME.match(given.strip()))


def without_user(url: str) -> str:
    """The address without the name and password in it, and as it may stand in a list of sources."""
    return _USER.sub("//", url.strip(), count=1).replace(LIST_SEPARATOR, quote(LIST_SEPARATOR))


def without_secrets(words: str) -> str:
    """Words for people and logs: addresses in them without user, password and query, which may hold keys."""
    return _QUERY_IN_WORDS.sub(r"\g<address>", _USER_IN_WORDS.sub("", words))
