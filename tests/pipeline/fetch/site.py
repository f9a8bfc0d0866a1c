"""Servers on loopback, and a fetcher that may reach them and nothing else."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address

from pipeline.fetch.fetcher import Fetcher, Limits

HOME = ip_address("127.0.0.1")
TEXT = {"Content-Type": "text/plain; charset=utf-8"}


class Site:
    """A server whose pages are `answers[path]`: (status, headers, body), or a list of those, one a request.

    `seen` are the paths asked for, `headers` what was sent with the last request.
    """

    def __init__(
        self, address: str = "127.0.0.1", port: int = 0, context: ssl.SSLContext | None = None
    ) -> None:
        self.answers: dict[str, object] = {}
        self.seen: list[str] = []
        self.headers: dict[str, str] = {}
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.seen.append(self.path)
                site.headers = dict(self.headers)
                answer = site.answers.get(self.path, (404, {}, b""))
                if isinstance(answer, list):
                    answer = answer.pop(0) if len(answer) > 1 else answer[0]
                status, headers, body = answer
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                if isinstance(body, bytes) and "Content-Length" not in headers:
                    self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                try:
                    for chunk in [body] if isinstance(body, bytes) else body:
                        self.wfile.write(chunk)
                except OSError:
                    pass  # the other side has enough

            def log_message(self, *_: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            address_family = socket.AF_INET6 if ":" in address else socket.AF_INET

        self.server = Server((address, port), Handler)
        self.server.daemon_threads = True
        if context:
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.port = self.server.server_address[1]
        self.scheme = "https" if context else "http"

    def url(self, path: str, host: str = "news.test") -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"

    def pages(self) -> list[str]:
        return [path for path in self.seen if path != "/robots.txt"]


@contextmanager
def served(*sites: Site) -> Iterator[None]:
    for site in sites:
        threading.Thread(target=site.server.serve_forever, args=(0.01,), daemon=True).start()
    yield
    for site in sites:
        site.server.shutdown()
        site.server.server_close()


@contextmanager
def talking(talk: Callable[[socket.socket], None]) -> Iterator[int]:
    """The port of a server that says what it likes once it was asked, HTTP or not."""
    listener = socket.create_server(("127.0.0.1", 0))

    def answer(connection: socket.socket) -> None:
        with connection:
            try:
                connection.recv(65536)
                talk(connection)
            except OSError:
                pass  # the other side has enough

    def accept() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=answer, args=(connection,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    yield listener.getsockname()[1]
    listener.close()


def fetcher(folder, *, waits: list[float] | None = None, limits: Limits | None = None, **options) -> Fetcher:
    """One that takes 127.0.0.1 for the public internet, knows every name as that, and never sleeps."""
    given = {
        "cache": folder / "cache",
        "resolve": lambda *_: ["127.0.0.1"],
        "allowed": lambda address: address == HOME,
        "sleep": (waits if waits is not None else []).append,
        "limits": limits or Limits(connect=5, answer=20),
    }
    return Fetcher(**(given | options))
