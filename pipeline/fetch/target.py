"""What an address asks for: scheme, host, port and path, in one normal form.

The host that is looked up, checked, named in the request and in the certificate is the one of the
`Target`: no other parser sees the address.
"""

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from typing import Final, Self
from urllib.parse import urljoin

from urllib3.exceptions import LocationParseError
from urllib3.util import Url, parse_url

from pipeline.fetch.error import RefusedError
from pipeline.fetch.url import without_user

_PORTS: Final = {"http": 80, "https": 443}
# Below it stand mail, remote shells and other services that are no web and can be harmed by a request.
_FIRST_FREE_PORT: Final = 1024
_NAME: Final = re.compile(r"[a-z0-9._-]{1,253}")
_NUMBER: Final = re.compile(r"[0-9]+|0x[0-9a-f]*")
_FORBIDDEN: Final = re.compile(r"[\x00-\x20\x7f\\]")


@dataclass(frozen=True)
class Target:
    """Where a request goes: `host` is an ASCII name or an address without brackets, `path` has the query."""

    scheme: str
    host: str
    port: int
    path: str

    @classmethod
    def parse(cls, url: str) -> Self:
        """The target of an address.

        Raises:
            RefusedError: it is no address of http or https, has a user or password, or has another form of
                host or port than the web's.
        """
        url = url.strip()
        shown = without_user(url).partition("?")[0]
        if _FORBIDDEN.search(url):
            raise RefusedError(
                f"{shown!r} holds a space, a backslash or a control character; copy the address anew"
            )
        try:
            parts = parse_url(url)
        except LocationParseError as error:
            raise RefusedError(f"{shown} is no valid address; copy it anew from the browser") from error
        scheme = parts.scheme or ""
        if scheme not in _PORTS:
            raise RefusedError(f"{scheme or 'no scheme'}: only addresses of http and https are fetched")
        if parts.auth is not None:
            raise RefusedError(
                "the address holds a user name or password, which are never sent; save the page as a file"
            )
        port = _PORTS[scheme] if parts.port is None else parts.port
        if port not in _PORTS.values() and not _FIRST_FREE_PORT <= port < 2**16:
            raise RefusedError(f"port {port} is none of the web's; check the address")
        path = Url(path=parts.path or "/", query=parts.query).url
        return cls(scheme, _host(parts.host or ""), port, path)

    def joined(self, location: str) -> Self:
        """The target that a redirect leads to; raises as `parse`."""
        try:
            return self.parse(urljoin(self.url, location.strip().replace(" ", "%20")))
        except ValueError as error:
            raise RefusedError(f"{self.url} leads to what is no valid address") from error

    @property
    def literal(self) -> bool:
        """Whether the host is an address and no name."""
        return ":" in self.host or _NUMBER.fullmatch(_last_label(self.host)) is not None

    @property
    def netloc(self) -> str:
        """Host and port as they stand in an address: no port where it is the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port: what one robots.txt rules."""
        return f"{self.scheme}://{self.netloc}"

    @property
    def url(self) -> str:
        """The address in its normal form, without a fragment."""
        return self.origin + self.path


def _host(text: str) -> str:
    """A name without its final dot, or an address in its usual form; numbers in odd forms are refused."""
    if text.startswith("["):
        try:
            return _ip6(text[1:-1])
        except ValueError as error:
            raise RefusedError(f"{text} is no address of a host on the internet") from error
    name = text.lower().removesuffix(".")
    if not _NAME.fullmatch(name) or not all(0 < len(label) < 64 for label in name.split(".")):
        raise RefusedError(f"{text or 'nothing'!r} is no name of a host; check the address")
    if _NUMBER.fullmatch(_last_label(name)):
        # 2130706433, 0177.0.0.1, 0x7f.1 and 127.1 are all 127.0.0.1 to some systems and nothing to others.
        try:
            return str(IPv4Address(name))
        except ValueError as error:
            raise RefusedError(f"{text} is a number in an odd form; write the host's name") from error
    return name


def _ip6(text: str) -> str:
    if "%" in text:  # a zone: of this machine's own networks
        raise ValueError(text)
    return str(IPv6Address(text))


def _last_label(name: str) -> str:
    return name.rpartition(".")[2]
