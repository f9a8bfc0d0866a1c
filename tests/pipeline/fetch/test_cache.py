import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.fetch.cache import Cache, default_folder
from pipeline.fetch.error import FetchError
from pipeline.fetch.page import Page

URL = "https://news.test/a"


def page(data=b"text", **others):
    return Page(
        **({"url": URL, "final_url": URL, "content_type": "text/plain", "charset": "", "data": data} | others)
    )


def files(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


@given(data=st.binary(), etag=st.text(), final=st.text())
def test_what_is_saved_is_loaded(tmp_path_factory, data, etag, final):
    cache = Cache(tmp_path_factory.mktemp("cache"))
    cache.save(saved := page(data, etag=etag, final_url=final))
    assert cache.load(URL) == saved
    assert cache.load(URL + "?") is None


@pytest.mark.parametrize("cut", [0, 1, 50, -1])
def test_a_torn_file_is_none(tmp_path, cut):
    cache = Cache(tmp_path)
    cache.save(page())
    (path,) = files(tmp_path)
    path.write_bytes(path.read_bytes()[:cut])
    assert cache.load(URL) is None


@pytest.mark.parametrize(
    "line", [b"[]", b"null", b"{}", b'{"sha256": "x"}', b"\xff", b'{"sha256": 1, "other": 2}']
)
def test_what_another_program_wrote_is_none(tmp_path, line):
    cache = Cache(tmp_path)
    cache.save(page())
    (path,) = files(tmp_path)
    path.write_bytes(line + b"\ntext")
    assert cache.load(URL) is None


def test_a_later_page_replaces_an_earlier_one(tmp_path):
    cache = Cache(tmp_path)
    cache.save(page(b"1"))
    cache.save(page(b"2"))
    assert cache.load(URL).data == b"2"
    assert len(files(tmp_path)) == 1


def test_a_folder_that_cannot_be_written_says_so(tmp_path):
    (tmp_path / "file").write_text("")
    cache = Cache(tmp_path / "file")
    assert cache.load(URL) is None
    with pytest.raises(FetchError, match=r"cache .*file cannot be written .*; free some space"):
        cache.save(page())
    with pytest.raises(FetchError, match="cannot be written"), cache.turn("news.test", 1, lambda _: None):
        pass


def test_the_second_request_to_a_host_waits_and_one_to_another_does_not(tmp_path):
    waits = []
    for host in ("a.test", "b.test", "a.test"):
        with Cache(tmp_path).turn(host, 1000, waits.append):
            pass
    assert len(waits) == 1 and 0 < waits[0] <= 1000


def test_requests_to_one_host_never_overlap(tmp_path):
    inside = []
    overlaps = []

    def ask():
        for _ in range(5):
            with Cache(tmp_path).turn("a.test", 0, lambda _: None):
                overlaps.extend(inside)
                inside.append(1)
                inside.pop()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert overlaps == []


def test_the_default_folder_is_the_users_cache(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert "election-timeline" in default_folder().parts
