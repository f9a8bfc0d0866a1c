"""Real builds are killed, and find no room: the last complete tables stand, and the next build goes on.

pytest tests/pipeline/test_crash.py --kills 100
"""

import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import store, swap, tables
from pipeline.building import build
from pipeline.errors import TimelineError
from tests.pipeline import sample

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")

ROOT = Path(__file__).parents[2]
BUILD = """
import sys
from pipeline.building import build
from pipeline.errors import TimelineError
from pipeline.errors import TimelineError
if sys.argv[3] != "-":
    import resource
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]),) * 2)
try:
    build([sys.argv[1]], sys.argv[2])
except TimelineError as error:
    sys.exit(error.code)
"""


def _child(news: Path, out: Path, most: str = "-") -> subprocess.Popen[str]:
    command = [sys.executable, "-c", BUILD, str(news), str(out), most]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)


@pytest.fixture
def news(tmp_path: Path) -> Path:
    return sample.news(tmp_path / "news", 4)


def _whole(out: Path) -> set[str]:
    """The articles of tables of which every part is of one build."""
    loaded = store.load(out)
    assert tables.validate(loaded.frames).empty
    return set(loaded.articles["title"])


def _match(out: Path) -> None:
    """The files are those that their description describes."""
    for resource in json.loads((out / "datapackage.json").read_text())["resources"]:
        content = (out / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"


def test_killed_at_any_moment_a_build_leaves_whole_tables_and_the_next_goes_on(
    news: Path, tmp_path: Path, kills: int
) -> None:
    out = tmp_path / "out"
    began = time.monotonic()
    assert _child(news, out).wait() == 0
    length = time.monotonic() - began
    allowed = [_whole(out)]
    faults: list[BaseException] = []
    done = threading.Event()

    def read() -> None:
        while not done.wait(0.02):
            try:
                assert _whole(out) in allowed
            except BaseException as fault:
                faults.append(fault)
                return

    reader = threading.Thread(target=read)
    reader.start()
    moments = random.Random(2017)
    try:
        for number in range(kills):
            (news / "new.txt").write_text(f"new {number}\n20220425\n\n{sample.WORDS * 3} {number}")
            allowed.append({*map(str, range(4)), f"new {number}"})
            child = _child(news, out)
            if number % 2:
                time.sleep(moments.uniform(0.2, length))
            else:  # while the tables are replaced
                while child.poll() is None and not swap._siblings(out, "new"):
                    time.sleep(0.001)
                time.sleep(moments.uniform(0, 0.1))
            child.kill()
            child.communicate()
            assert _whole(out) in allowed
            _match(out)
    finally:
        done.set()
        reader.join()
    assert not faults, faults
    build([news], out)
    build([news], tmp_path / "fresh")
    assert sample.contents(out) == sample.contents(tmp_path / "fresh")
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"news", "out", "fresh", ".out.lock", ".fresh.lock"}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of a megabyte."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)], check=False, capture_output=True
    )
    if not mounted or mounted.returncode:
        pytest.skip("no file system may be mounted here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_full_or_read_only_disk_leaves_the_tables_and_later_the_build_goes_on(
    news: Path, small_disk: Path, tmp_path: Path
) -> None:
    out = small_disk / "out"
    build([news], out)
    before = sample.contents(out)
    (news / "new.txt").write_text(f"new\n20220425\n\n{sample.WORDS * 3} new")
    blocks = os.statvfs(small_disk)
    # From no room at all to a little less than what the new tables take.
    for room in (0, 8, 40, 90):
        filler = small_disk / "filler"
        filler.write_bytes(b"x" * max(0, (os.statvfs(small_disk).f_bavail * blocks.f_bsize) - room * 1024))
        child = _child(news, out)
        _, said = child.communicate()
        assert said.strip() == "cannot-write", said
        assert sample.contents(out) == before
        assert {path.name for path in small_disk.iterdir()} == {"out", "filler", ".out.lock"}
        filler.unlink()
    remount = ["mount", "-o", "remount,ro", str(small_disk)]
    subprocess.run(remount, check=True)
    with pytest.raises(TimelineError, match="Read-only") as raised:
        build([news], out)
    assert raised.value.code == "cannot-write" and sample.contents(out) == before
    subprocess.run([*remount[:2], "remount,rw", str(small_disk)], check=True)
    build([news], out)
    build([news], tmp_path / "fresh")
    assert sample.contents(out) == sample.contents(tmp_path / "fresh")


@pytest.mark.parametrize("most", [100, 3_000, 50_000])
def test_a_file_that_may_not_grow_is_said_and_costs_nothing(news: Path, tmp_path: Path, most: int) -> None:
    """Where no disk can be mounted: every file may have so many bytes."""
    out = tmp_path / "out"
    build([news], out)
    before = sample.contents(out)
    (news / "new.txt").write_text(f"new\n20220425\n\n{sample.WORDS * 3} new")
    _, said = _child(news, out, str(most)).communicate()
    assert said.strip() == "cannot-write", said
    assert sample.contents(out) == before
    assert {path.name for path in tmp_path.iterdir()} == {"news", "out", ".out.lock"}
    build([news], out)
    assert _whole(out) == {*map(str, range(4)), "new"}


def test_of_builds_at_once_each_writes_whole_tables(news: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    others = tmp_path / "others"
    shutil.copytree(news, others)
    (others / "new.txt").write_text(f"new\n20220425\n\n{sample.WORDS * 3} new")
    children = [_child(folder, out) for folder in (news, others, news)]
    for child in children:
        child.communicate()
        assert child.returncode == 0
    assert _whole(out) in ({*map(str, range(4))}, {*map(str, range(4)), "new"})
    _match(out)
