"""A program is killed at every step of a replacement, and the folder always holds all or nothing new."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline import store, swap
from pipeline.errors import TimelineError

OURS = frozenset({"a", "b"})

# Replaces FOLDER once; every call that changes the disk is counted, and the STEPth kills the process.
CHILD = """
import os, shutil, sys
from pathlib import Path
from pipeline import swap

folder, step, exchanges = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "exchange"
done = 0

def counted(call):
    def run(*args, **kwargs):
        global done
        if done == step:
            os._exit(9)
        done += 1
        return call(*args, **kwargs)
    return run

Path.rename = counted(Path.rename)
Path.mkdir = counted(Path.mkdir)
Path.write_text = counted(Path.write_text)
os.unlink = counted(os.unlink)
os.rmdir = counted(os.rmdir)
swap._exchange = counted(swap._exchange) if exchanges else lambda first, second: False

with swap.locked(folder):
    swap.recover(folder, {"a", "b"})
    staged = swap.stage(folder)
    for name in "ab":
        (staged / name).write_text("new")
    swap.replace(folder, staged, {"a", "b"})
"""


def _folder(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    for name in "ab":
        (folder / name).write_text("old")
    (folder / "mine").mkdir()
    (folder / "mine" / "note").write_text("keep")
    return folder


def _run(folder: Path, step: int, how: str) -> int:
    return subprocess.run(
        [sys.executable, "-c", CHILD, str(folder), str(step), how], check=False, timeout=60
    ).returncode


@pytest.mark.parametrize("how", ["exchange", "rename"])
def test_killed_at_any_step_the_folder_is_the_old_or_the_new_one(tmp_path: Path, how: str) -> None:
    for step in range(40):
        (tmp_path / str(step)).mkdir()
        folder = _folder(tmp_path / str(step))
        code = _run(folder, step, how)
        if how == "exchange":
            # Even a reader that knows nothing of recovery sees the folder whole.
            assert (folder / "a").read_text() == (folder / "b").read_text()
        with swap.locked(folder):
            swap.recover(folder, OURS)
        assert (folder / "a").read_text() == (folder / "b").read_text()
        assert (folder / "mine" / "note").read_text() == "keep"
        assert {path.name for path in folder.parent.iterdir()} == {"out", ".out.lock"}
        if code == 0:
            assert (folder / "a").read_text() == "new"
            assert step > 5
            return
    pytest.fail("the replacement never ended")


def test_a_first_build_that_was_killed_leaves_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    assert _run(folder, 4, "exchange") == 9
    with swap.locked(folder):
        swap.recover(folder, OURS)
    assert not folder.exists()
    assert {path.name for path in tmp_path.iterdir()} == {".out.lock"}


def test_a_failed_replacement_leaves_the_folder_and_no_litter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = _folder(tmp_path)
    staged = swap.stage(folder)

    def refuse(*_: object) -> None:
        raise PermissionError(13, "in use")

    monkeypatch.setattr(swap, "_take_place", refuse)
    with pytest.raises(TimelineError, match="in use") as raised:
        swap.replace(folder, staged, OURS)
    assert raised.value.code == "cannot-replace"
    assert (folder / "a").read_text() == "old"
    assert not staged.exists()


def test_loading_brings_back_a_folder_whose_replacement_was_cut(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    with swap.locked(folder):
        from pipeline import tables

        store.write(tables.frames({}), folder)
    folder.rename(tmp_path / ".out.old-0123abcd")
    assert store.load(folder).folder == folder
    assert folder.exists()


def test_the_second_holder_waits_and_a_killed_holder_frees_the_lock(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    hold = "import sys, time; from pathlib import Path; from pipeline import swap\n"
    hold += "with swap.locked(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"
    holder = subprocess.Popen([sys.executable, "-c", hold, str(folder)], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    wait = hold.replace("time.sleep(60)", "pass")
    waiter = subprocess.Popen(
        [sys.executable, "-c", wait, str(folder)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    time.sleep(0.5)
    assert waiter.poll() is None
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    out, err = waiter.communicate(timeout=30)
    assert out == "held\n" and "another build is writing" in err
    assert waiter.returncode == 0


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_builds_killed_at_random_moments_leave_whole_tables(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    loop = """
import sys
from pathlib import Path
from pipeline import store, swap, tables
from tests.pipeline import sample
folder, count = Path(sys.argv[1]), 0
while True:
    count += 1
    rows = sample.rows()
    rows["events"][0]["label"] = rows["timeline"][0]["label"] = str(count)
    with swap.locked(folder):
        swap.recover(folder, store.OWN_FILES)
        store.write(tables.frames(rows), folder)
    print(count, flush=True)
"""
    moments = random.Random(20220424)
    for _ in range(4):
        child = subprocess.Popen(
            [sys.executable, "-c", loop, str(folder)],
            stdout=subprocess.PIPE,
            cwd=Path(__file__).parents[2],
            text=True,
        )
        assert child.stdout is not None
        assert child.stdout.readline()
        time.sleep(moments.uniform(0, 0.2))
        child.send_signal(signal.SIGKILL)
        child.wait()
        loaded = store.load(folder)
        assert loaded.events["label"].iloc[0] == loaded.timeline["label"].iloc[0]
