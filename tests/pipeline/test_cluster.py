"""A build on a real scheduler with workers in processes of their own gives the rows of one process."""

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import dask
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from distributed import LocalCluster, Status, get_worker

from pipeline import building, cluster, store, streaming
from pipeline.building import build
from pipeline.errors import TimelineError
from pipeline.merge import acts, votes
from pipeline.model import Article
from pipeline.parts import Part
from pipeline.readers import formats, split
from tests.pipeline import sample


def _bad(article: Article, reference: tuple[Path, ...]) -> Part:
    if "die" in article.text:
        # Who starts workers gives up one that ends before it has begun.
        while get_worker().status != Status.running:
            time.sleep(0.1)
        time.sleep(0.5)
        os._exit(1)
    return building._part(article, {})


@pytest.fixture(scope="module")
def workers() -> Iterator[LocalCluster]:
    with (
        pytest.MonkeyPatch.context() as patch,
        # Who made a local cluster gives up a worker that is away after a while, though it is being started.
        dask.config.set({"distributed.deploy.lost-worker-timeout": "1h"}),
    ):
        # A page that was tested before stands there, and every worker would run it first.
        patch.setitem(sys.modules, "__main__", ModuleType("__main__"))
        with LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
        ) as found:
            yield found


@pytest.fixture
def news(tmp_path: Path) -> Path:
    return sample.news(tmp_path / "news", 12)


def test_the_tables_are_those_of_one_process_though_a_worker_is_killed_midway(
    news: Path, tmp_path: Path, workers: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_AT_ONCE", 2)
    records = [{"title": f"{each}", "text": f"{each} {sample.WORDS * 3}"} for each in range(3)]
    pq.write_table(pa.Table.from_pylist(records), news / "crawl.parquet", row_group_size=1)
    # Each worker has pieces of it.
    monkeypatch.setattr(split, "SIZE", 10)
    build([news], tmp_path / "one")
    # It is the workers who read, and merge.
    monkeypatch.setattr(formats, "contents", None)
    for work in ("frames_of", "told"):
        monkeypatch.setattr(streaming, work, None)
    for merged in (acts, votes):
        monkeypatch.setattr(merged, "entries", None)
    victim = next(iter(workers.workers.values())).pid
    killed = threading.Event()

    def kill(done: int, total: int) -> None:
        if total and done >= 2 and not killed.is_set():
            killed.set()
            os.kill(victim, signal.SIGKILL)

    summary = build([news], tmp_path / "many", scheduler=workers.scheduler_address, progress=kill)
    assert killed.is_set() and summary.extracted == 15 and summary.failed == 0
    assert sample.contents(tmp_path / "one") == sample.contents(tmp_path / "many")


def test_an_article_that_ends_every_worker_fails_alone(
    news: Path, tmp_path: Path, workers: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    (news / "die.txt").write_text(f"die\n20220425\n\n{sample.WORDS * 3}")
    monkeypatch.setattr(building, "extract_part", _bad)
    monkeypatch.setattr(cluster, "_AT_ONCE", 4)
    summary = build([news], tmp_path / "out", scheduler=workers.scheduler_address)
    (problem,) = [each for each in summary.problems if each.status == "failed"]
    assert problem.source == "die.txt" and "workers that tried it ended" in problem.problem
    assert len(store.load(tmp_path / "out").articles) == 13


def test_a_cluster_that_is_not_there_or_has_another_program_is_said(
    news: Path, tmp_path: Path, workers: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_SECONDS_TO_CONNECT", 1)
    with pytest.raises(TimelineError) as raised:
        build([news], tmp_path / "out", scheduler="tcp://127.0.0.1:9")
    assert raised.value.code == "no-cluster"
    monkeypatch.setattr(cluster, "_SECONDS_TO_CONNECT", 30)
    with (
        monkeypatch.context() as patch,
        LocalCluster(n_workers=0, dashboard_address=":0") as idle,
        pytest.raises(TimelineError, match="no worker is left"),
    ):
        patch.setattr(cluster, "_SECONDS_ALONE", 1)
        build([news], tmp_path / "out", scheduler=idle.scheduler_address)
    monkeypatch.setattr(cluster, "_stamp", lambda reference: "another")
    with pytest.raises(TimelineError, match="another version") as raised:
        build([news], tmp_path / "out", scheduler=workers.scheduler_address)
    assert raised.value.code == "no-cluster"
