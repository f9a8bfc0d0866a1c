"""Fetch a page: from the cache, else from its server, with every rule of politeness and safety applied."""

import ssl
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from email.message import Message
from functools import cache, cached_property
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Final, Generic, TypeVar

from urllib3 import HTTPResponse
from urllib3.exceptions import HTTPError
from urllib3.util import Retry

from pipeline.fetch import exchange, robots
from pipeline.fetch.addresses import Allowed, Resolve, checked, is_public, system_resolve
from pipeline.fetch.cache import Cache, default_folder
from pipeline.fetch.error import BusyError, FetchError, RefusedError, TransientError
from pipeline.fetch.page import CONTENT_TYPES, Page
from pipeline.fetch.target import Target

_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
# Statuses of a server that is too busy now; the last two are said of it by what stands before it.
_TOO_MANY: Final = 429
_BUSY: Final = frozenset({_TOO_MANY, 503, 502, 504})
# Statuses of a page that is not for everyone.
_CLOSED: Final = frozenset({401, 402, 403, 407, 451})
_UNCHANGED: Final = 304
_FIXED_HEADERS: Final = {"Accept-Encoding": "gzip, deflate", "Connection": "close"}

T = TypeVar("T")


@dataclass(frozen=True)
class Limits:
    """How long, how much and how often. Times are in seconds, sizes in bytes.

    `connect` and `answer` are of one request. After `whole` no redirect is followed and nothing tried again.
    `pause` is the least between two requests to a host, `longest_wait` the most that a server may ask for.
    """

    connect: float = 10.0
    answer: float = 30.0
    whole: float = 120.0
    largest: int = 10_000_000
    redirects: int = 10
    tries: int = 3
    pause: float = 1.0
    longest_wait: float = 60.0


class Fetcher:
    """Fetches pages one at a time; what robots.txt says is asked once for each site.

    Args:
        refresh: ask the servers for pages that the cache has, too; where that fails, the kept one stands.
        cache: where pages are kept; by default the user's cache folder.
        keep: whether pages are kept there and taken from there; whose turn it is to ask a host always is.
        limits: how long, how much and how often.
        resolve: looks up names.
        allowed: the addresses that requests may go to. Anything wider than the default lets whoever
            writes the addresses, or a page that redirects, read what only this machine may see.
        context: which certificates are trusted.
        sleep: waits.
        report: told each address that is about to be asked for.
    """

    def __init__(
        self,
        *,
        refresh: bool = False,
        cache: Path | None = None,
        keep: bool = True,
        limits: Limits | None = None,
        resolve: Resolve = system_resolve,
        allowed: Allowed = is_public,
        context: ssl.SSLContext | None = None,
        sleep: Callable[[float], None] = time.sleep,
        report: Callable[[str], None] | None = None,
    ) -> None:
        self._refresh = refresh
        self._cache = Cache(cache or default_folder())
        self._keep = keep
        self._limits = limits or Limits()
        self._resolve = resolve
        self._allowed = allowed
        self._trusted = context
        self._sleep = sleep
        self._report = report
        self._rules: dict[str, robots.Rules | FetchError] = {}
        self._busy: dict[str, BusyError] = {}

    def fetch(self, url: str) -> Page:
        """The page of an address.

        Raises:
            FetchError: there is none; its problem says why and what to do.
        """
        target = Target.parse(url)
        kept = self._cache.load(target.url) if self._keep else None
        if kept and not self._refresh:
            return kept
        if self._report:
            self._report(target.url)
        try:
            page = self._from_server(target, kept)
            if self._keep:
                self._cache.save(page)
        except FetchError as error:
            if kept is None:
                raise
            return replace(kept, problem=f"the copy from before is used: {error.problem}")
        return page

    def _from_server(self, first: Target, kept: Page | None) -> Page:
        """The page that answers for a target, redirects followed; `kept` where that has not changed."""

        def read(response: HTTPResponse) -> Page:
            if response.status == _UNCHANGED and kept:
                return kept
            return _page(response, first, self._limits.largest)

        last, page = self._follow(first, _Errand(read, self._let_in, kept))
        return replace(page, final_url=last.url)

    def _let_in(self, target: Target) -> float:
        """The seconds between two requests that the target's site wants, when it lets us in at all."""
        rules = self._rules_of(target)
        if not rules.allow(target.url):
            raise RefusedError(
                f"robots.txt of {target.host} lets no program read this page; "
                "open it in a browser, save it and give the file"
            )
        if rules.delay > self._limits.longest_wait:
            raise RefusedError(
                f"{target.host} wants {rules.delay:g} seconds between requests; save the page as a file"
            )
        return max(rules.delay, self._limits.pause)

    def _rules_of(self, target: Target) -> robots.Rules:
        """The rules of the target's site, asked once; what failed once is not tried for its next page."""
        if target.origin not in self._rules:
            asked = replace(target, path="/robots.txt")
            try:
                _, self._rules[target.origin] = self._follow(asked, _Errand(_robots_rules, lambda _: 0.0))
            except FetchError as error:
                self._rules[target.origin] = error
        rules = self._rules[target.origin]
        if isinstance(rules, FetchError):
            raise rules
        return rules

    def _follow(self, target: Target, errand: "_Errand[T]") -> tuple[Target, T]:
        """What comes of an errand at the end of the redirects, and where that is."""
        asked: set[str] = set()
        end = time.monotonic() + self._limits.whole
        while len(asked) <= self._limits.redirects:
            asked.add(target.url)
            found = self._patiently(target, errand, end)
            if not isinstance(found, Target):
                return target, found
            if found.url in asked:
                raise FetchError(
                    f"{target.url} redirects in a circle; open it in a browser and save the page"
                )
            if time.monotonic() > end:
                raise FetchError(f"{target.host} takes too long; try again later, or save the page as a file")
            target = found
        raise FetchError(f"more than {self._limits.redirects} redirects; give the address that they end at")

    def _patiently(self, target: Target, errand: "_Errand[T]", end: float) -> T | Target:
        """What one request gives; a failure that may pass is tried again after a wait, until `end`."""
        pause = errand.pause(target)
        tried = 0
        while True:
            if target.host in self._busy:
                raise self._busy[target.host]
            tried += 1
            try:
                with self._cache.turn(target.host, pause, self._sleep):
                    return self._once(target, errand)
            except TransientError as error:
                wait = 2.0**tried if error.wait is None else error.wait
                late = time.monotonic() + wait > end
                if tried >= self._limits.tries or wait > self._limits.longest_wait or late:
                    if isinstance(error, BusyError):
                        self._busy[target.host] = error
                    raise
                self._sleep(wait)

    def _once(self, target: Target, errand: "_Errand[T]") -> T | Target:
        """What comes of one request, or the target that it redirects to."""
        headers = {"User-Agent": user_agent(), "Accept": ", ".join(CONTENT_TYPES), **_FIXED_HEADERS}
        with exchange.answered(
            target,
            checked(target, self._resolve, self._allowed),
            headers | errand.conditions(target),
            context=self._context,
            connect_timeout=self._limits.connect,
            timeout=self._limits.answer,
        ) as response:
            location = response.headers.get("Location")
            if response.status in _REDIRECTS and location:
                return target.joined(_as_utf8(location))
            if response.status in _BUSY:
                raise _busy(target, response)
            return errand.read(response)

    @cached_property
    def _context(self) -> ssl.SSLContext:
        return self._trusted or exchange.default_context()


@cache
def user_agent() -> str:
    """How this program names itself: name, version, and the project's address where it has one."""
    try:
        known = metadata(robots.NAME)
    except PackageNotFoundError:  # a checkout that is not installed
        return robots.NAME
    address = next((entry.partition(",")[2].strip() for entry in known.get_all("Project-URL", [])), "")
    return f"{robots.NAME}/{known['Version']}" + (f" (+{address})" if address else "")


@dataclass(frozen=True)
class _Errand(Generic[T]):
    """What requests are made for.

    `read` makes something of the last answer. `pause` is asked before each request how long after the last
    one to the same host it has to be, and raises where it may not be made. `kept` is what the cache has.
    """

    read: Callable[[HTTPResponse], T]
    pause: Callable[[Target], float]
    kept: Page | None = None

    def conditions(self, target: Target) -> dict[str, str]:
        """The headers that ask a target for its page only if that is not the kept one."""
        if self.kept is None or self.kept.final_url != target.url:
            return {}
        conditions = {"If-None-Match": self.kept.etag, "If-Modified-Since": self.kept.last_modified}
        return {name: value for name, value in conditions.items() if value}


def _page(response: HTTPResponse, target: Target, largest: int) -> Page:
    """The page in an answer."""
    if response.status != 200:
        raise FetchError(_told(response.status))
    told = Message()
    told["Content-Type"] = response.headers.get("Content-Type", "")
    content_type = told.get_content_type() if "/" in told["Content-Type"] else ""
    if content_type not in CONTENT_TYPES:
        raise RefusedError(
            f"{content_type or 'content of no stated type'} is not read from the web, only "
            f"{', '.join(CONTENT_TYPES)}; save it as a file of a kind that is read"
        )
    return Page(
        url=target.url,
        final_url=target.url,
        content_type=content_type,
        charset=told.get_content_charset(""),
        data=exchange.body(response, largest),
        etag=_repeatable(response.headers.get("ETag", "")),
        last_modified=_repeatable(response.headers.get("Last-Modified", "")),
    )


def _repeatable(header: str) -> str:
    """A header that may be sent back as it is; "" for one with anything odd in it."""
    return header if header.isascii() and header.isprintable() else ""


def _robots_rules(response: HTTPResponse) -> robots.Rules:
    """The rules in the answer for a robots.txt; where there is none, all is allowed (RFC 9309, 2.3.1)."""
    if 400 <= response.status < 500:
        return robots.Rules()
    if response.status != 200:
        raise FetchError(f"what robots.txt allows is not known: {_told(response.status)}")
    return robots.Rules.parse(exchange.body(response, robots.READ, whole=False))


def _told(status: int) -> str:
    """What a status that is no success means for whoever gave the address."""
    if status in {404, 410}:
        return f"there is no such page ({status}); check the address"
    if status in _CLOSED:
        return f"the server does not give this page to programs ({status}); save it from a browser as a file"
    return f"the server answers with status {status}; try again later, or save the page as a file"


def _busy(target: Target, response: HTTPResponse) -> TransientError:
    wait = None
    # A bad header is none.
    with suppress(HTTPError, ValueError):
        if told := response.headers.get("Retry-After"):
            wait = Retry().parse_retry_after(told)
    asked = f" and asks to wait {wait:.0f} seconds" if wait else ""
    problem = f"{target.host} is busy ({response.status}){asked}; try again later"
    of_host = wait is not None or response.status == _TOO_MANY
    return (BusyError if of_host else TransientError)(problem, wait)


def _as_utf8(header: str) -> str:
    """A header whose bytes are UTF-8, as browsers read it, and not Latin-1, as it was decoded."""
    try:
        return header.encode("latin-1").decode()
    except UnicodeError:
        return header
