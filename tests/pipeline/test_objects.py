"""Articles and tables on object storage: S3 as a server on loopback, and fsspec's storage in memory."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fsspec
import pytest
from fsspec.implementations.memory import MemoryFileSystem
from moto.server import ThreadedMotoServer

from pipeline import building, reading, store
from pipeline.building import build
from pipeline.cli import main
from pipeline.errors import TimelineError
from pipeline.querying import query
from tests.pipeline import sample


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.objects.user_cache_path", lambda _: tmp_path / "cache")
    monkeypatch.setattr(building, "extract_article", sample.extract)


@pytest.fixture
def s3(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    for name, value in {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "nobody",
        "AWS_SECRET_ACCESS_KEY": "nothing",
        "AWS_DEFAULT_REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(name, value)
    files = fsspec.filesystem("s3", skip_instance_cache=True)
    files.mkdir("bucket")
    try:
        yield files
    finally:
        fsspec.get_filesystem_class("s3").clear_instance_cache()
        server.stop()


@pytest.fixture
def memory() -> Iterator[MemoryFileSystem]:
    files = fsspec.filesystem("memory")
    yield files
    files.rm("/", recursive=True)


def test_a_build_from_s3_to_s3_gives_the_tables_of_a_local_one_and_again_does_what_changed(
    s3: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    news = sample.news(tmp_path / "news", 3)
    s3.put(f"{news}/", "bucket/news/", recursive=True)
    s3.pipe("bucket/news/.hidden/a.txt", b"no article")
    build([news], tmp_path / "local")
    assert main(["build", "s3://bucket/news", "--out", "s3://bucket/tables", "-q"]) == 0
    first = store.load("s3://bucket/tables")
    assert first.folder
    assert sample.contents(first.folder) == sample.contents(tmp_path / "local")
    assert query("s3://bucket/tables", "SELECT count(*) AS n FROM events")["n"].tolist() == [3]
    package = json.loads(s3.cat("bucket/tables/datapackage.json"))
    assert all(s3.exists(f"bucket/tables/{each['path']}") for each in package["resources"])
    s3.pipe("bucket/news/1.txt", f"other\n20220426\n\n{sample.WORDS * 4}".encode())
    summary = build(["s3://bucket/"], "s3://bucket/tables")
    # The tables are no articles, though they stand below the input.
    assert (summary.articles, summary.folder) == (3, "s3://bucket/tables")
    summary = build(["s3://bucket/news/*.txt"], "s3://bucket/tables")
    assert summary.extracted == 0 and summary.reused == 3
    assert "other" in set(store.load("s3://bucket/tables").articles["title"])
    # The present tables and those before.
    assert len([name for name in s3.ls("bucket/tables") if "/tables-" in name]) == 2
    assert main(["build", "s3://nowhere/a.txt", "--out", str(tmp_path / "none")]) == 1
    assert "check the address" in capsys.readouterr().err


def test_only_what_changed_in_a_storage_is_read(
    memory: MemoryFileSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    for each in range(3):
        memory.pipe(f"/news/{each}.txt", f"{each}\n20220425\n\n{sample.WORDS * 3} {each}".encode())
    build(["memory://news"], "memory://tables")
    read: list[str] = []
    of_one = reading._read_object
    monkeypatch.setattr(
        reading,
        "_read_object",
        lambda files, path, origin: (read.append(path), of_one(files, path, origin))[1],
    )
    memory.pipe("/news/1.txt", f"1\n20220425\n\n{sample.WORDS * 4}".encode())
    build(["memory://news"], "memory://tables")
    assert read == ["/news/1.txt"]


def test_tables_that_cannot_be_put_whole_leave_the_earlier_ones(
    memory: MemoryFileSystem, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    news = sample.news(tmp_path / "news", 2)
    build([news], "memory://tables", partition_by="size")
    before = store.load("memory://tables").identity
    assert memory.glob("/tables/tables-*/partitions/events/*.parquet")

    def fail(here: str, there: str) -> None:
        if there.endswith("timeline.parquet"):
            raise PermissionError("denied")
        memory.pipe(there, Path(here).read_bytes())

    monkeypatch.setattr(MemoryFileSystem, "put_file", lambda _, here, there, **__: fail(here, there))
    (news / "0.txt").unlink()
    with pytest.raises(TimelineError, match="denied") as raised:
        build([news], "memory://tables")
    assert raised.value.code == "cannot-write"
    assert store.load("memory://tables").identity == before
    monkeypatch.undo()


def test_what_is_not_ours_is_not_touched_and_a_missing_library_is_named(
    memory: MemoryFileSystem, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory.pipe("/others/thesis.txt", b"mine")
    with pytest.raises(TimelineError) as raised:
        build([tmp_path], "memory://others")
    assert raised.value.code == "not-ours"
    with pytest.raises(TimelineError) as raised:
        store.load("memory://others")
    assert raised.value.code == "no-tables"
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    with pytest.raises(TimelineError, match=r"election-timeline\[s3\]") as raised:
        build([tmp_path], "s3://bucket/tables")
    assert raised.value.code == "needs-storage"
    (article,) = reading.articles(["s3://bucket/news"])
    assert article.status == "failed" and "election-timeline[s3]" in article.problem
