"""What the server refuses that other sites ask for."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

from benchmarks.crowd import crowd
from tests.browser.conftest import Site

ELSEWHERE = "http://evil.example"
UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}


def _asked(site: Site, method: str, path: str, headers: dict[str, str], body: bytes = b"") -> tuple[int, str]:
    """The status of an answer, and which other site may read it."""
    connection = HTTPConnection(urlsplit(site.address).netloc, timeout=30)
    try:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.headers.get("Access-Control-Allow-Origin", "")
    finally:
        connection.close()


@pytest.mark.parametrize(("origin", "status"), [(ELSEWHERE, 403), ("", 101)])
def test_another_site_opens_no_session(origin: str, status: int, site: Site) -> None:
    found, _ = _asked(site, "GET", "/_stcore/stream", UPGRADE | {"Origin": origin or site.address})
    assert found == status


def test_another_site_reads_no_answer(site: Site) -> None:
    status, reader = _asked(site, "GET", "/_stcore/health", {"Origin": ELSEWHERE})
    assert status == 200
    assert reader not in ("*", ELSEWHERE)


def test_a_file_without_the_token_of_its_session_is_not_taken(site: Site) -> None:
    status, _ = _asked(site, "PUT", "/_stcore/upload_file/session/file", {"Origin": ELSEWHERE}, b"x")
    assert status in (400, 403)


def test_many_open_the_dashboard_at_once(site: Site) -> None:
    with ThreadPoolExecutor(1) as apart:  # the browser's loop runs in this thread
        assert len(apart.submit(asyncio.run, crowd(site.address, 20, 0.5)).result()) == 20
