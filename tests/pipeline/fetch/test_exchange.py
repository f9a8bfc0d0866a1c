import socket
import ssl
import time

import pytest
import trustme
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.fetch.error import FetchError
from pipeline.fetch.exchange import default_context
from pipeline.fetch.fetcher import Limits
from pipeline.fetch.page import CONTENT_TYPES
from tests.pipeline.fetch.site import TEXT, Site, fetcher, served, talking

BODY = b"Macron won the runoff with 58.55 percent of the vote."
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"
NO_ROBOTS = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
SHORT = Limits(connect=5, answer=0.5, pause=0)


def problem(folder, port, **options):
    with pytest.raises(FetchError) as error:
        fetcher(folder, **options).fetch(f"http://news.test:{port}/a")
    return error.value.problem


def after_robots(talk):
    """Say that there is no robots.txt, then talk."""
    asked = []

    def answer(connection: socket.socket) -> None:
        asked.append(1)
        if len(asked) == 1:
            connection.sendall(NO_ROBOTS)
        else:
            talk(connection)

    return answer


def dribble(first: bytes):
    """Send something, then a byte now and then, each sooner than any timeout of a socket."""

    def talk(connection: socket.socket) -> None:
        connection.sendall(first)
        for _ in range(600):
            connection.sendall(b"x")
            time.sleep(0.05)

    return talk


@pytest.mark.parametrize(
    "first",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nX-Long: ",
        HEAD + b"\r\n",
        HEAD + b"Content-Length: 9999\r\n\r\n",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\nffff\r\n",
    ],
    ids=["status", "header", "body", "body of told length", "chunk"],
)
def test_a_server_that_dribbles_is_cut_off(tmp_path, first):
    with talking(after_robots(dribble(first))) as port:
        assert "not done after 0.5 seconds" in problem(tmp_path, port, limits=SHORT)


def test_a_robots_txt_that_dribbles_is_cut_off(tmp_path):
    with talking(dribble(b"")) as port:
        assert "not done after 0.5 seconds" in problem(tmp_path, port, limits=SHORT)


def test_a_server_that_says_nothing_is_cut_off(tmp_path):
    with talking(lambda connection: time.sleep(5)) as port:
        assert "not done after 0.5 seconds" in problem(tmp_path, port, limits=SHORT)


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"SSH-2.0-OpenSSH\r\n",
        b"\x00" * 100,
        b"HTTP/1.1 two\r\n\r\n",
        HEAD + b"Content-Length: 100\r\n\r\nshort",
        HEAD + b"X: y\r\n" * 1000 + b"\r\n",
        HEAD + b"X: " + b"y" * 100000 + b"\r\n\r\n",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\nno number\r\n",
    ],
)
def test_an_answer_that_is_none_is_told(tmp_path, said):
    with talking(after_robots(lambda connection: connection.sendall(said))) as port:
        found = problem(tmp_path, port)
    assert found.startswith("news.test cannot be reached (") and "try again" in found


def test_a_connection_that_broke_is_tried_again(tmp_path):
    asked = []

    def answer(connection: socket.socket) -> None:
        asked.append(1)
        if len(asked) == 1:
            connection.sendall(NO_ROBOTS)
        elif len(asked) == 3:
            connection.sendall(HEAD + b"\r\n" + BODY)

    waits = []
    with talking(answer) as port:
        page = fetcher(tmp_path, waits=waits, limits=Limits(pause=0)).fetch(f"http://news.test:{port}/a")
    assert page.data == BODY and waits == [2]


def test_a_port_where_nothing_listens_is_told(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert "cannot be reached (Connection refused)" in problem(tmp_path, port)


def test_chunks_are_put_together(tmp_path):
    chunked = HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n"
    with talking(after_robots(lambda connection: connection.sendall(chunked))) as port:
        assert fetcher(tmp_path).fetch(f"http://news.test:{port}/a").data == b"hello world"


PIECES = [
    b"HTTP/1.1 ",
    b"HTTP/1.0 ",
    b"200",
    b"302",
    b"304",
    b" OK",
    b"\r\n",
    b"\n",
    b": ",
    b"Content-Type: text/plain",
]
PIECES += [
    b"Content-Length: 3",
    b"Content-Length: -1",
    b"Content-Encoding: gzip",
    b"Transfer-Encoding: chunked",
]
PIECES += [
    b"Location: /b",
    b"Location: http://[",
    b"Location: //\xff",
    b"ETag: \xff",
    b"abc",
    b"3\r\nabc\r\n0\r\n",
    b"\0",
]


@pytest.fixture(scope="module")
def parrot():
    """A server that says what it is told to, to whatever is asked."""
    said = []
    with talking(lambda connection: connection.sendall(said[0])) as port:
        yield port, said


@given(st.lists(st.sampled_from(PIECES) | st.binary(max_size=9), max_size=25).map(b"".join))
@example(HEAD + b"Content-Length: 3\r\n\r\nabc")
@settings(deadline=None)
def test_whatever_a_server_says_there_is_a_page_or_a_reason(tmp_path_factory, parrot, answer):
    port, said = parrot
    said[:] = [answer]
    limits = Limits(connect=5, answer=5, pause=0, tries=1, largest=1000)
    try:
        page = fetcher(tmp_path_factory.mktemp("x"), limits=limits).fetch(f"http://news.test:{port}/a")
    except FetchError as error:
        assert error.problem and error.status in ("failed", "skipped")
    else:
        assert page.content_type in CONTENT_TYPES and len(page.data) <= 1000


# Certificates


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


def secure(authority, *names):
    """A server with a certificate for these names, which notes the name that is asked for."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names).configure_cert(context)
    site = Site(context=context)
    site.names = []
    context.sni_callback = lambda _, name, __: site.names.append(name)
    site.answers["/a"] = (200, TEXT, BODY)
    return site


def trusting(authority):
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


def test_a_certificate_is_checked_by_name_though_the_connection_is_by_address(tmp_path, authority):
    with served(site := secure(authority, "news.test")):
        page = fetcher(tmp_path, context=trusting(authority)).fetch(site.url("/a"))
    assert page.data == BODY
    assert set(site.names) == {"news.test"}
    assert site.headers["Host"] == f"news.test:{site.port}"


@pytest.mark.parametrize("names", [["other.test"], ["127.0.0.1"]])
def test_a_certificate_for_another_name_is_refused(tmp_path, authority, names):
    with (
        served(site := secure(authority, *names)),
        pytest.raises(FetchError, match=r"certificate of news\.test") as error,
    ):
        fetcher(tmp_path, context=trusting(authority)).fetch(site.url("/a"))
    assert "check the address" in error.value.problem
    assert site.seen == []


def test_a_certificate_that_nobody_known_has_signed_is_refused(tmp_path, authority):
    with served(site := secure(authority, "news.test")), pytest.raises(FetchError, match="cannot be trusted"):
        fetcher(tmp_path).fetch(site.url("/a"))
    assert site.seen == []


def test_by_default_certificates_and_names_are_checked():
    context = default_context()
    assert context.verify_mode == ssl.CERT_REQUIRED and context.check_hostname
    assert context.get_ca_certs() or context.cert_store_stats()["x509_ca"]


def test_a_handshake_that_dribbles_is_cut_off(tmp_path):
    limits = Limits(connect=0.5, answer=60, tries=1)
    # The beginning of a record of 16,000 bytes.
    with (
        talking(dribble(b"\x16\x03\x03\x3e\x80")) as port,
        pytest.raises(FetchError, match="cannot be reached"),
    ):
        fetcher(tmp_path, limits=limits).fetch(f"https://news.test:{port}/a")


def test_a_server_without_tls_is_told(tmp_path):
    with served(site := Site()), pytest.raises(FetchError, match="cannot be reached"):
        fetcher(tmp_path).fetch(f"https://news.test:{site.port}/a")
