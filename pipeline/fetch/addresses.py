"""Which addresses a request may go to: those of the public internet, and no other.

Without this, an article's address, or one that it redirects to, could read what only this machine or
its network may see: a router, a database, the credentials that a cloud gives its machines.
"""

import socket
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final

from pipeline.fetch.error import FetchError, RefusedError
from pipeline.fetch.target import Target

IPAddress = IPv4Address | IPv6Address
Resolve = Callable[[str, int], Sequence[str]]
"""The addresses of a host's name, for a port; raises OSError when there are none."""
Allowed = Callable[[IPAddress], bool]
"""Whether a request may go to an address."""

# IPv6 is judged by what is given out for the public internet, so that forms which wrap an IPv4
# address, local ones and those not yet given out need no list.
_PUBLIC6: Final = ip_network("2000::/3")
_SPECIAL6: Final = tuple(
    map(
        IPv6Network,
        (
            "2001::/23",  # protocols' own, among them Teredo, which wraps an IPv4 address
            "2001:db8::/32",  # documentation
            "2002::/16",  # 6to4, which wraps an IPv4 address
            "3fff::/20",  # documentation
        ),
    )
)
# What networks with IPv6 alone turn the IPv4 addresses of names into (RFC 6052).
_NAT64: Final = ip_network("64:ff9b::/96")
# What `is_global` lets through, or did in an earlier Python.
_SPECIAL4: Final = (
    ip_network("192.0.0.0/24"),  # protocols' own; one cloud gives its machines their credentials there
    ip_network("192.88.99.0/24"),  # relays of 6to4, given up
    ip_network("168.63.129.16/32"),  # public by number, but of one cloud's own machinery
)


def is_public(address: IPAddress) -> bool:
    """Whether an address is one of the public internet, whichever form it is wrapped in."""
    if isinstance(address, IPv6Address):
        wrapped = address.ipv4_mapped
        if address in _NAT64:
            wrapped = IPv4Address(int(address) & 0xFFFFFFFF)
        if wrapped is None:
            special = any(address in network for network in _SPECIAL6)
            return address in _PUBLIC6 and address.is_global and not special
        address = wrapped
    special = any(address in network for network in _SPECIAL4)
    return address.is_global and not address.is_multicast and not address.is_reserved and not special


def system_resolve(host: str, port: int) -> list[str]:
    """The addresses that this system knows for a name, best first."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(socket_address[0]) for *_, socket_address in found))


def checked(target: Target, resolve: Resolve, allowed: Allowed) -> list[IPAddress]:
    """All addresses of a target's host, looked up once; a request goes to one of these and no other.

    Raises:
        FetchError: the name is not known.
        RefusedError: any of its addresses is not allowed: a name that is public half the time is not public.
    """
    try:
        found = [target.host] if target.literal else resolve(target.host, target.port)
        addresses = [ip_address(text) for text in found]
    except (OSError, UnicodeError, ValueError) as error:
        raise FetchError(
            f"the host {target.host} is not known; check the address and the connection"
        ) from error
    if not addresses:
        raise FetchError(f"the host {target.host} has no address; check the address and the connection")
    for address in addresses:
        if not allowed(address):
            where = target.host if target.literal else f"{target.host} is at {address}, which"
            raise RefusedError(f"{where} is not on the public internet; save the page and give the file")
    return addresses
