"""One request and its answer, to an address that was checked, within bounds of time and size."""

import socket
import ssl
import threading
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from http.client import HTTPException
from typing import Final
from urllib.request import getproxies

import certifi
from urllib3 import HTTPResponse
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import DecodeError, HTTPError, ProtocolError

from pipeline.fetch.addresses import IPAddress
from pipeline.fetch.error import FetchError, RefusedError, TransientError
from pipeline.fetch.target import Target

_COMPRESSIONS: Final = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})
_CHUNK: Final = 65536
# A name may have any number of addresses, and each may let the connection wait.
_MOST_ADDRESSES: Final = 3


def default_context() -> ssl.SSLContext:
    """What certificates are trusted: those that the system trusts, and those of certifi where it has none."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


@contextmanager
def answered(
    target: Target,
    addresses: Sequence[IPAddress],
    headers: Mapping[str, str],
    *,
    context: ssl.SSLContext,
    connect_timeout: float,
    timeout: float,
) -> Iterator[HTTPResponse]:
    """The answer to a GET, its body not yet read; errors while reading it are told here, too.

    Args:
        target: what is asked for; its host is named in the request and has to be in the certificate.
        addresses: where it may be asked; the first that takes the connection.
        headers: what is sent beside the host.
        context: which certificates are trusted.
        connect_timeout: seconds for the connection.
        timeout: seconds from then to the last byte of the body, however it dribbles.

    Raises:
        TransientError: no connection, or one that broke.
        FetchError: anything else that is wrong with the answer.
    """
    connection = None
    cut = threading.Event()
    try:
        connection = _connected(target, addresses, context, connect_timeout)
        with _deadline(connection.sock, timeout, cut):
            connection.request(
                "GET", target.path, headers={"Host": target.netloc, **headers}, preload_content=False
            )
            with closing(connection.getresponse()) as response:
                # Headers that were cut off look like their end, and so does a body of no told length.
                if not cut.is_set():
                    yield response
        if cut.is_set():
            raise FetchError(_late(target, timeout))
    except ssl.SSLCertVerificationError as error:
        reason = error.verify_message or error.reason
        problem = f"the certificate of {target.host} cannot be trusted ({reason}); nothing was read"
        raise FetchError(f"{problem}; check the address") from error
    except (OSError, HTTPError, HTTPException) as error:
        if cut.is_set():
            raise FetchError(_late(target, timeout)) from error
        if isinstance(error, DecodeError) or isinstance(error.__cause__, zlib.error):
            raise FetchError(f"the compressed answer of {target.host} is broken; try again later") from error
        raise TransientError(_broken(target, error)) from error
    finally:
        if connection is not None:
            connection.close()


def body(response: HTTPResponse, largest: int, *, whole: bool = True) -> bytes:
    """The bytes of an answer, decompressed: at most `largest`, all of them where it is wanted `whole`.

    Raises:
        RefusedError: it is wanted whole and is longer, as told, sent or decompressed; or it is compressed in
            a way that was not asked for.
    """
    compression = response.headers.get("Content-Encoding", "").strip().lower()
    if compression not in _COMPRESSIONS:
        raise RefusedError(f"the answer is compressed as {compression!r}, unasked; save the page as a file")
    told = response.headers.get("Content-Length", "")
    if whole and told.isdecimal() and int(told) > largest:
        raise RefusedError(_too_large(largest))
    data = bytearray()
    while len(data) <= largest and (chunk := response.read(_CHUNK, decode_content=True)):
        data += chunk
    if whole and len(data) > largest:
        raise RefusedError(_too_large(largest))
    return bytes(data[:largest])


def _connected(
    target: Target, addresses: Sequence[IPAddress], context: ssl.SSLContext, timeout: float
) -> HTTPConnection:
    """A connection to the first address that takes one; raises the error of the last that was tried."""
    failed: Exception | None = None
    for address in addresses[:_MOST_ADDRESSES]:
        # The address goes where a name would stand, so that there is nothing to look up a second time.
        connection: HTTPConnection
        if target.scheme == "https":
            connection = HTTPSConnection(
                str(address), target.port, timeout=timeout, server_hostname=target.host, ssl_context=context
            )
        else:
            connection = HTTPConnection(str(address), target.port, timeout=timeout)
        try:
            connection.connect()
        except (OSError, HTTPError) as error:
            connection.close()
            failed = error
        else:
            return connection
    raise failed or OSError("no address")


@contextmanager
def _deadline(connected: socket.socket, seconds: float, cut: threading.Event) -> Iterator[None]:
    """Shut the connection after so many seconds. A timeout of the socket starts anew with every byte."""

    def shut() -> None:
        cut.set()
        # An SSL socket's own method would change the object under the thread that reads from it.
        with suppress(OSError):
            socket.socket.shutdown(connected, socket.SHUT_RDWR)

    timer = threading.Timer(seconds, shut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _late(target: Target, seconds: float) -> str:
    return (
        f"{target.host} was not done after {seconds:g} seconds; try again later, or save the page as a file"
    )


def _broken(target: Target, error: Exception) -> str:
    problem = f"{target.host} cannot be reached ({_reason(error)}); check the connection and try again"
    if getproxies().keys() & {"http", "https", "all"}:
        problem += "; proxies are not used: where there is no other way out, save the page as a file"
    return problem


def _reason(error: Exception) -> str:
    """What went wrong, in the words of the system where it has some."""
    below: BaseException | None = error
    while below is not None:
        if isinstance(below, OSError) and below.strerror:
            return below.strerror
        below = below.__cause__ or below.__context__
    return "it ended the connection early" if isinstance(error, ProtocolError) else type(error).__name__


def _too_large(largest: int) -> str:
    return f"the page is over the {largest / 1e6:g} MB that one article may have; save the article alone"
