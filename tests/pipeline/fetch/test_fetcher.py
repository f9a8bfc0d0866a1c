import gzip
import socket
import zlib
from ipaddress import ip_address

import pytest

from pipeline.fetch import addresses
from pipeline.fetch.error import FetchError, RefusedError
from pipeline.fetch.fetcher import Fetcher, Limits, user_agent
from tests.pipeline.fetch.site import HOME, TEXT, Site, fetcher, served

BODY = b"Macron won the runoff with 58.55 percent of the vote."
OK = (200, TEXT, BODY)


@pytest.fixture
def site():
    found = Site()
    with served(found):
        yield found


def refused(folder, url, **options):
    with pytest.raises(FetchError) as error:
        fetcher(folder, **options).fetch(url)
    return error.value.problem


def test_a_page(site, tmp_path):
    site.answers["/a?b=c"] = (200, TEXT | {"ETag": '"1"'}, BODY)
    page = fetcher(tmp_path).fetch(site.url("/a?b=c#d"))
    assert (page.data, page.content_type, page.charset, page.etag) == (BODY, "text/plain", "utf-8", '"1"')
    assert page.url == page.final_url == site.url("/a?b=c")
    assert site.seen == ["/robots.txt", "/a?b=c"]
    assert site.headers["Host"] == f"news.test:{site.port}"
    assert site.headers["User-Agent"] == user_agent()
    assert "Cookie" not in site.headers and "Authorization" not in site.headers


def test_the_program_names_itself_and_its_address(monkeypatch):
    class Metadata(dict):
        def get_all(self, *_):
            return ["Source, https://example.org/project"]

    monkeypatch.setattr("pipeline.fetch.fetcher.metadata", lambda _: Metadata(Version="1.2"))
    assert user_agent.__wrapped__() == "election-timeline/1.2 (+https://example.org/project)"


# Who is let in


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "localhost.",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::127.0.0.1]",
        "[::]",
        "0.0.0.0",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.0.1",
        "169.254.169.254",
        "[fc00::1]",
        "[fe80::1]",
        "[fd00:ec2::254]",
        "2130706433",
        "0177.0.0.1",
        "0x7f000001",
        "0x7f.1",
        "127.1",
        "0",
        "①②⑦.0.0.1",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "[2001::ffff]",
    ],
)
def test_by_default_nothing_but_the_public_internet_is_asked(site, tmp_path, host):
    with pytest.raises(RefusedError):
        Fetcher(cache=tmp_path).fetch(f"http://{host}:{site.port}/a")
    assert site.seen == []


def test_a_name_that_leads_to_this_machine_is_refused(site, tmp_path):
    found = Fetcher(cache=tmp_path, resolve=lambda *_: ["127.0.0.1"])
    with pytest.raises(RefusedError, match=r"news\.test is at 127\.0\.0\.1"):
        found.fetch(site.url("/a"))
    assert site.seen == []


@pytest.mark.parametrize(
    "location",
    [
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://2130706433/",
        "file:///etc/passwd",
        "ftp://news.test/",
        "http://me:secret@news.test/",
        "//127.0.0.2/",
        "http://news.test:22/",
    ],
)
@pytest.mark.parametrize("path", ["/a", "/robots.txt"])
def test_a_redirect_out_of_the_public_internet_is_refused(site, tmp_path, location, path):
    site.answers["/a"] = OK
    site.answers[path] = (302, {"Location": location}, b"")
    assert "secret" not in refused(tmp_path, site.url("/a"))
    assert site.seen == ["/robots.txt", "/a"][: 1 if path == "/robots.txt" else 2]


def test_the_connection_goes_to_the_address_that_was_checked(tmp_path, monkeypatch):
    """A name that changes its address between check and use ("rebinding") has nothing to gain."""
    public = Site()
    private = Site("127.0.0.2", public.port)
    public.answers["/a"] = private.answers["/a"] = OK
    public.answers["/robots.txt"] = (404, {}, b"")
    answers = []

    def resolve(host, _):
        answers.append("127.0.0.2" if len(answers) % 2 else "127.0.0.1")
        return [answers[-1]]

    looked_up = []
    system = socket.getaddrinfo
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda host, *rest, **more: looked_up.append(host) or system(host, *rest, **more),
    )
    with served(public, private):
        problem = refused(tmp_path, public.url("/a"), resolve=resolve)
    assert "127.0.0.2" in problem
    assert public.seen == ["/robots.txt"] and private.seen == []
    assert answers == ["127.0.0.1", "127.0.0.2"]
    assert set(map(str, looked_up)) <= {"127.0.0.1"}


def test_the_next_address_is_tried_where_the_first_takes_no_connection(site, tmp_path):
    site.answers["/a"] = OK
    both = {"resolve": lambda *_: ["127.0.0.9", "127.0.0.1"], "allowed": lambda address: address.is_loopback}
    assert fetcher(tmp_path, **both).fetch(site.url("/a")).data == BODY


@pytest.mark.skipif(not socket.has_ipv6, reason="no IPv6 here")
def test_a_host_may_have_an_address_of_ipv6(tmp_path):
    try:
        site = Site("::1")
    except OSError as error:
        pytest.skip(f"no IPv6 here: {error}")
    site.answers["/a"] = OK
    with served(site):
        found = fetcher(tmp_path, resolve=lambda *_: ["::1"], allowed=lambda address: address.is_loopback)
        assert found.fetch(site.url("/a")).data == BODY
        assert found.fetch(site.url("/a", "[::1]")).final_url == f"http://[::1]:{site.port}/a"
    assert site.headers["Host"] == f"[::1]:{site.port}"


def test_not_every_address_of_a_name_is_tried(site, tmp_path):
    site.answers["/a"] = OK
    many = {
        "resolve": lambda *_: ["127.0.0.9"] * 9 + ["127.0.0.1"],
        "allowed": lambda address: address.is_loopback,
    }
    assert "cannot be reached" in refused(tmp_path, site.url("/a"), **many)


def test_proxies_of_the_environment_are_not_used(site, tmp_path, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.9:9/")
    site.answers["/a"] = OK
    assert fetcher(tmp_path).fetch(site.url("/a")).data == BODY
    site.server.shutdown()
    site.server.server_close()
    assert "proxies are not used" in refused(tmp_path, site.url("/b"))


# robots.txt


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_without_a_robots_txt_all_is_allowed(site, tmp_path, status):
    site.answers |= {"/robots.txt": (status, {}, b"User-agent: *\nDisallow: /"), "/a": OK}
    assert fetcher(tmp_path).fetch(site.url("/a")).data == BODY


def test_what_robots_txt_forbids_is_not_asked_for(site, tmp_path):
    site.answers |= {"/robots.txt": (200, {}, b"User-agent: *\nDisallow: /a"), "/a": OK, "/b": OK}
    found = fetcher(tmp_path)
    with pytest.raises(RefusedError, match=r"robots\.txt of news\.test .* save it and give the file"):
        found.fetch(site.url("/a"))
    assert found.fetch(site.url("/b")).data == BODY
    assert site.seen == ["/robots.txt", "/b"]


def test_a_redirect_to_a_forbidden_page_is_not_followed(site, tmp_path):
    site.answers |= {
        "/robots.txt": (200, {}, b"User-agent: *\nDisallow: /b"),
        "/a": (301, {"Location": "/b"}, b""),
        "/b": OK,
    }
    assert "robots.txt" in refused(tmp_path, site.url("/a"))
    assert site.pages() == ["/a"]


def test_a_robots_txt_that_has_moved_counts(site, tmp_path):
    site.answers |= {
        "/robots.txt": (301, {"Location": "/r"}, b""),
        "/r": (200, {}, gzip.compress(b"User-agent: *\nDisallow: /a")),
    }
    site.answers["/r"] = (200, {"Content-Encoding": "gzip"}, site.answers["/r"][2])
    assert "robots.txt" in refused(tmp_path, site.url("/a"))


@pytest.mark.parametrize("status", [500, 503])
def test_while_robots_txt_cannot_be_had_nothing_is_asked(site, tmp_path, status):
    site.answers |= {"/robots.txt": (status, {}, b""), "/a": OK}
    found = fetcher(tmp_path)
    for path in ("/a", "/b"):
        with pytest.raises(FetchError, match="try again later") as error:
            found.fetch(site.url(path))
        assert error.value.status == "failed"
    assert site.pages() == []
    assert len(site.seen) == (1 if status == 500 else 3), "a second page does not try again"


def test_the_delay_that_robots_txt_asks_for_is_kept(site, tmp_path):
    site.answers |= {
        "/robots.txt": (200, {}, b"User-agent: *\nCrawl-delay: 20"),
        "/a": OK,
        "/b": OK,
        "/c": OK,
    }
    waits = []
    found = fetcher(tmp_path, waits=waits)
    for path in ("/a", "/b", "/c"):
        found.fetch(site.url(path))
    assert len(waits) == 2 and all(15 < wait <= 20 for wait in waits)


def test_without_one_requests_to_a_host_are_a_second_apart(site, tmp_path):
    site.answers |= {"/a": OK, "/b": OK}
    waits = []
    found = fetcher(tmp_path, waits=waits)
    found.fetch(site.url("/a"))
    found.fetch(site.url("/b"))
    assert len(waits) == 1 and 0 < waits[0] <= 1


def test_a_delay_of_an_hour_is_too_long(site, tmp_path):
    site.answers |= {"/robots.txt": (200, {}, b"User-agent: *\nCrawl-delay: 3600"), "/a": OK}
    assert "3600 seconds between requests; save the page" in refused(tmp_path, site.url("/a"))


# Redirects


def test_redirects_are_followed_and_the_last_address_kept(site, tmp_path):
    site.answers |= {
        "/a": (301, {"Location": "b"}, b""),
        "/b": (302, {"Location": site.url("/c", "other.test")}, b""),
        "/c": (308, {"Location": "/é"}, b""),
        "/%C3%A9": OK,
    }
    page = fetcher(tmp_path).fetch(site.url("/a"))
    assert page.url == site.url("/a")
    assert page.final_url == site.url("/%C3%A9", "other.test")
    assert page.data == BODY


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_a_redirect_with_letters_beyond_ascii_is_read_as_browsers_do(site, tmp_path, encoding):
    site.answers |= {"/a": (302, {"Location": "/é".encode(encoding).decode("latin-1")}, b""), "/%C3%A9": OK}
    assert fetcher(tmp_path).fetch(site.url("/a")).data == BODY


@pytest.mark.parametrize("location", ["/a", "#x", "/b"])
def test_redirects_in_a_circle_end(site, tmp_path, location):
    site.answers |= {"/a": (302, {"Location": location}, b""), "/b": (302, {"Location": "/a"}, b"")}
    assert "redirects in a circle" in refused(tmp_path, site.url("/a"))
    assert len(site.pages()) <= 2


def test_redirects_without_end_end(site, tmp_path):
    site.answers |= {f"/{number}": (302, {"Location": f"/{number + 1}"}, b"") for number in range(50)}
    assert "more than 4 redirects" in refused(tmp_path, site.url("/0"), limits=Limits(redirects=4))
    assert site.pages() == ["/0", "/1", "/2", "/3", "/4"]


def test_redirects_that_take_too_long_end(site, tmp_path):
    site.answers |= {"/a": (302, {"Location": "/b"}, b""), "/b": OK}
    assert "takes too long" in refused(tmp_path, site.url("/a"), limits=Limits(whole=0))
    assert site.pages() == ["/a"]


def test_a_redirect_to_nowhere_is_a_status_like_others(site, tmp_path):
    site.answers["/a"] = (302, {}, b"")
    assert "status 302" in refused(tmp_path, site.url("/a"))


# Statuses and tries


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (404, "no such page"),
        (410, "no such page"),
        (403, "from a browser"),
        (451, "from a browser"),
        (500, "try again later"),
        (204, "status 204"),
        (206, "status 206"),
        (304, "status 304"),
    ],
)
def test_a_status_that_is_no_success_is_told(site, tmp_path, status, told):
    site.answers["/a"] = (status, TEXT, b"")
    assert told in refused(tmp_path, site.url("/a"))
    assert site.pages() == ["/a"]


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_busy_server_is_asked_again_after_longer_and_longer_waits(site, tmp_path, status):
    site.answers["/a"] = [(status, {}, b""), (status, {}, b""), OK]
    waits = []
    assert fetcher(tmp_path, waits=waits).fetch(site.url("/a")).data == BODY
    assert [wait for wait in waits if wait > 1] == [2, 4]


def test_a_server_that_stays_busy_fails_after_three_tries(site, tmp_path):
    site.answers["/a"] = (503, {}, b"")
    assert "is busy (503); try again later" in refused(tmp_path, site.url("/a"))
    assert site.pages() == ["/a"] * 3


@pytest.mark.parametrize(
    ("told", "wait"), [("7", 7), ("0", 0), ("soon", 2), ("9" * 5000, 2), ("Fri, 01 Jan 2021 00:00:00 GMT", 0)]
)
def test_the_wait_that_a_server_asks_for_is_kept(site, tmp_path, told, wait):
    site.answers["/a"] = [(429, {"Retry-After": told}, b""), OK]
    waits = []
    assert fetcher(tmp_path, waits=waits, limits=Limits(pause=0)).fetch(site.url("/a")).data == BODY
    assert waits == [wait]


def test_nothing_is_tried_again_when_the_time_is_over(site, tmp_path):
    site.answers |= {"/a": (503, {}, b""), "/robots.txt": (404, {}, b"")}
    refused(tmp_path, site.url("/a"), limits=Limits(whole=1, pause=0))
    assert site.pages() == ["/a"]


def test_a_wait_of_an_hour_is_told_and_not_waited(site, tmp_path):
    site.answers |= {"/a": (429, {"Retry-After": "3600"}, b""), "/b": OK}
    waits = []
    found = fetcher(tmp_path, waits=waits, limits=Limits(pause=0))
    for path in ("/a", "/b"):
        with pytest.raises(FetchError, match="wait 3600 seconds"):
            found.fetch(site.url(path))
    assert waits == [] and site.pages() == ["/a"], "the host asks for peace, not the page"


def test_a_page_that_fails_does_not_stop_the_others_of_its_host(site, tmp_path):
    site.answers |= {"/a": (504, {}, b""), "/b": OK}
    found = fetcher(tmp_path, limits=Limits(pause=0))
    with pytest.raises(FetchError):
        found.fetch(site.url("/a"))
    assert found.fetch(site.url("/b")).data == BODY


# What comes


@pytest.mark.parametrize(
    "told",
    [
        "text/html",
        "TEXT/HTML; Charset=UTF-8",
        "application/xhtml+xml",
        "text/plain",
        "text/markdown",
        "text/csv",
        "application/json",
    ],
)
def test_texts_are_taken(site, tmp_path, told):
    site.answers["/a"] = (200, {"Content-Type": told}, BODY)
    assert fetcher(tmp_path).fetch(site.url("/a")).content_type == told.partition(";")[0].lower()


@pytest.mark.parametrize(
    "told",
    ["application/pdf", "image/png", "application/octet-stream", "application/zip", "video/mp4", "", "html"],
)
def test_other_content_is_refused_before_it_is_read(site, tmp_path, told):
    site.answers["/a"] = (200, {"Content-Type": told}, BODY)
    assert "is not read from the web" in refused(tmp_path, site.url("/a"))


def test_content_without_a_type_is_refused(site, tmp_path):
    site.answers["/a"] = (200, {}, BODY)
    assert "no stated type" in refused(tmp_path, site.url("/a"))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("gzip", gzip.compress(BODY, mtime=0)),
        ("x-gzip", gzip.compress(BODY, mtime=0)),
        ("deflate", zlib.compress(BODY)),
        ("identity", BODY),
    ],
)
def test_compressed_answers_are_unpacked(site, tmp_path, name, data):
    site.answers["/a"] = (200, TEXT | {"Content-Encoding": name}, data)
    assert fetcher(tmp_path).fetch(site.url("/a")).data == BODY


def test_a_compression_that_was_not_asked_for_is_refused(site, tmp_path):
    for name in ("br", "gzip, gzip", "compress"):
        site.answers["/a"] = (200, TEXT | {"Content-Encoding": name}, BODY)
        assert "unasked" in refused(tmp_path, site.url("/a"))


def test_a_broken_compression_is_told(site, tmp_path):
    site.answers["/a"] = (200, TEXT | {"Content-Encoding": "gzip"}, gzip.compress(BODY)[:10] + b"\xff" * 50)
    assert "broken" in refused(tmp_path, site.url("/a"))


SMALL = Limits(largest=1000, pause=0)


def test_a_body_is_read_up_to_the_limit_and_not_over_it(site, tmp_path):
    site.answers |= {"/a": (200, TEXT, b"x" * 1000), "/b": (200, TEXT, b"x" * 1001)}
    assert len(fetcher(tmp_path, limits=SMALL).fetch(site.url("/a")).data) == 1000
    assert "0.001 MB" in refused(tmp_path, site.url("/b"), limits=SMALL)


def test_a_body_without_end_is_cut(site, tmp_path):
    sent = []

    def endless():
        while True:
            sent.append(1)
            yield b"x" * 65536

    site.answers["/a"] = (200, TEXT, endless())
    assert "over the 0.001 MB" in refused(tmp_path, site.url("/a"), limits=SMALL)
    assert len(sent) < 1000


def test_a_bomb_is_not_unpacked(site, tmp_path):
    bomb = gzip.compress(b"\0" * 50_000_000)
    assert len(bomb) < 100_000
    site.answers["/a"] = (200, TEXT | {"Content-Encoding": "gzip"}, bomb)
    assert "over the 0.1 MB" in refused(tmp_path, site.url("/a"), limits=Limits(largest=100_000, pause=0))


# The cache


def test_a_second_time_nothing_is_asked_and_no_name_looked_up(site, tmp_path):
    site.answers["/a"] = OK
    page = fetcher(tmp_path).fetch(site.url("/a"))
    asked = len(site.seen)

    def offline(*_):
        raise OSError("no network")

    assert fetcher(tmp_path, resolve=offline).fetch(site.url("/a") + "#part") == page
    assert len(site.seen) == asked


def test_where_nothing_is_kept_no_page_is_on_disk(site, tmp_path):
    site.answers["/a"] = (200, TEXT, BODY)
    assert fetcher(tmp_path, keep=False).fetch(site.url("/a")).data == BODY
    assert not list((tmp_path / "cache").glob("pages/*"))
    fetcher(tmp_path).fetch(site.url("/a"))
    site.answers["/a"] = (200, TEXT, b"new")
    assert fetcher(tmp_path, keep=False).fetch(site.url("/a")).data == b"new"


def test_failures_are_not_kept(site, tmp_path):
    refused(tmp_path, site.url("/a"))
    site.answers["/a"] = OK
    assert fetcher(tmp_path).fetch(site.url("/a")).data == BODY


def test_a_refresh_asks_whether_the_page_has_changed(site, tmp_path):
    site.answers["/a"] = (200, TEXT | {"ETag": '"1"', "Last-Modified": "Sun, 24 Apr 2022 20:00:00 GMT"}, BODY)
    page = fetcher(tmp_path).fetch(site.url("/a"))
    site.answers["/a"] = (304, {}, b"")
    assert fetcher(tmp_path, refresh=True).fetch(site.url("/a")) == page
    assert site.headers["If-None-Match"] == '"1"'
    assert site.headers["If-Modified-Since"] == "Sun, 24 Apr 2022 20:00:00 GMT"
    site.answers["/a"] = (200, TEXT, b"new")
    assert fetcher(tmp_path, refresh=True).fetch(site.url("/a")).data == b"new"
    assert fetcher(tmp_path).fetch(site.url("/a")).data == b"new"


def test_a_version_is_asked_only_where_the_kept_page_was(site, tmp_path):
    site.answers |= {
        "/a": (302, {"Location": "/b"}, b""),
        "/b": (200, TEXT | {"ETag": '"1"'}, BODY),
        "/c": OK,
    }
    fetcher(tmp_path).fetch(site.url("/a"))
    site.answers["/b"] = (304, {}, b"")
    assert fetcher(tmp_path, refresh=True).fetch(site.url("/a")).data == BODY
    site.answers["/a"] = (302, {"Location": "/c"}, b"")
    assert fetcher(tmp_path, refresh=True).fetch(site.url("/a")).final_url == site.url("/c")
    assert "If-None-Match" not in site.headers


def test_a_version_with_odd_characters_is_not_sent_back(site, tmp_path):
    site.answers["/a"] = (200, TEXT | {"ETag": '"\x1b\xe9"'}, BODY)
    assert fetcher(tmp_path).fetch(site.url("/a")).etag == ""


def test_a_refresh_that_fails_leaves_the_kept_page_and_says_so(site, tmp_path):
    site.answers["/a"] = OK
    fetcher(tmp_path).fetch(site.url("/a"))
    site.answers["/a"] = (500, {}, b"")
    page = fetcher(tmp_path, refresh=True).fetch(site.url("/a"))
    assert page.data == BODY and "the copy from before is used" in page.problem and "500" in page.problem
    assert fetcher(tmp_path).fetch(site.url("/a")).problem == ""


def test_what_the_guard_refuses_is_refused_whatever_the_policy_of_tests():
    assert Fetcher.__init__.__kwdefaults__["allowed"] is addresses.is_public
    assert not addresses.is_public(HOME) and not addresses.is_public(ip_address("::1"))
