"""No password, key or token of an address gets into a message or a log."""

import logging
import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard import intake
from pipeline import building, reading, store
from pipeline.cli import main
from pipeline.errors import TimelineError
from pipeline.fetch import fetcher as fetching
from tests.pipeline.fetch.site import TEXT, Site, fetcher, served

SECRETS = ("hunter2", "t0ken", "AKIAK3Y")
QUERY = "?key=AKIAK3Y&token=t0ken"
HTML = {"Content-Type": "text/html"}


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    found = Site()
    found.answers = {
        f"/empty{QUERY}": (200, HTML, b"<html><body></body></html>"),
        f"/nothing{QUERY}": (200, HTML, b""),
        f"/torn{QUERY}": (200, HTML | {"Content-Encoding": "gzip"}, b"no gzip"),
        f"/binary{QUERY}": (200, {"Content-Type": "image/png"}, b"\x89PNG"),
        f"/busy{QUERY}": (503, TEXT, b""),
        f"/away{QUERY}": (302, {"Location": f"http://me:hunter2@news.test/{QUERY}"}, b""),
        f"/round{QUERY}": (302, {"Location": f"/round{QUERY}"}, b""),
        f"/inside{QUERY}": (302, {"Location": f"http://10.0.0.1/{QUERY}"}, b""),
        f"/bad{QUERY}": (302, {"Location": f"http://[bad/{QUERY}"}, b""),
    }
    own = fetcher(tmp_path)
    monkeypatch.setattr(fetching, "Fetcher", lambda **_: own)
    with served(found):
        yield found


def addresses(site: Site) -> list[str]:
    plain = [site.url(path) for path in (*site.answers, f"/missing{QUERY}")]
    with_user = [each.replace("//", "//me:hunter2@") for each in plain[:2]]
    odd = [f"http://me:hunter2@[bad/{QUERY}", f"http://me:hunter2@a b/{QUERY}", f"ftp://me:hunter2@a/{QUERY}"]
    return [*plain, *with_user, *odd, f"http://news.test:1/{QUERY}", f"http://me:x@hunter2@h/{QUERY}"]


def test_what_is_said_of_an_address_names_no_secret_in_it(
    site: Site, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.INFO)
    said = []
    for url in addresses(site):
        brought = intake.fetched(url, None, intake.Load())
        said += [problem for _, problem in brought.problems]
        said += [each.problem for each in reading.articles([url]) if each.problem]
        assert brought.problems, url
    for text in (*said, caplog.text, *capfd.readouterr()):
        assert not [secret for secret in SECRETS if secret in text], text


def test_what_is_said_of_object_storage_names_no_key(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    url = f"s3://AKIAK3Y:hunter2@bucket/articles{QUERY}"
    (article,) = reading.articles([url])
    assert article.status == "failed" and article.source.startswith("s3://bucket/articles")
    said = [article.problem]
    for use in (store.load, lambda address: building.build([tmp_path], address)):
        with pytest.raises(TimelineError) as raised:
            use(url)
        assert raised.value.code == "key-in-address"
        said.append(str(raised.value))
    assert main(["build", url, "--out", str(tmp_path / "out")]) == 1
    assert not [
        text for text in (*said, *capfd.readouterr()) if any(secret in text for secret in SECRETS[:1])
    ]


def test_what_libraries_say_is_repeated_without_the_keys_in_it() -> None:
    library = OSError("GET https://me:hunter2@host/a?X-Amz-Signature=t0ken failed")
    error = TimelineError("broken-tables", path="s3://bucket/a?key=AKIAK3Y", detail=library)
    for text in (
        str(error),
        error.message,
        error.remedy,
        repr(error.values),
        str(pickle.loads(pickle.dumps(error))),
    ):
        assert not [secret for secret in SECRETS if secret in text], text
    assert "https://host/a failed" in error.message
