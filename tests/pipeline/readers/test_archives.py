"""Archives: what is in them is read as if it lay beside them, and nothing that they try gets through."""

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import reading
from pipeline.readers import bounds

TEXT = "Emmanuel Macron won the runoff of the presidential election on 24 April 2022 with 58.55% of the vote."
FORM = f"A title\n20220425\n\n{TEXT}\n".encode()


def zipped(files, compression=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def tarred(files):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return out.getvalue()


PACKS = {
    "a.zip": zipped,
    "a.tar": tarred,
    "a.tar.gz": lambda files: gzip.compress(tarred(files)),
    "a.tgz": lambda files: gzip.compress(tarred(files)),
    "a.tar.bz2": lambda files: bz2.compress(tarred(files)),
    "a.tar.xz": lambda files: lzma.compress(tarred(files)),
}


def found(data, name="a.zip", **options):
    return list(reading.contents(data, name, **options))


NAMES = st.text("abcé _-1", min_size=1, max_size=8).map(str.strip).filter(bool)
PATHS = (
    st.lists(NAMES, min_size=1, max_size=3)
    .map("/".join)
    .flatmap(
        lambda path: st.sampled_from([".txt", ".md", ".html", ".jsonl", ".png"]).map(
            lambda ending: path + ending
        )
    )
)


@settings(max_examples=30, deadline=None)
@given(
    st.dictionaries(PATHS, st.text("abc \n", max_size=40).map(str.encode), max_size=5),
    st.sampled_from(list(PACKS)),
)
def test_an_archive_is_its_folder(tmp_path_factory, files, name):
    folder = tmp_path_factory.mktemp("files")
    for path, data in files.items():
        try:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)
        except OSError:  # a file where another has a folder
            return
    unpacked = {article.source: article for article in reading.articles([folder])} if files else {}
    packed = {article.source: article for article in found(PACKS[name](files), name)}
    assert set(packed) == {f"{name}/{source}" for source in unpacked}
    for source, article in unpacked.items():
        inside = packed[f"{name}/{source}"]
        assert (inside.sha256, inside.text, inside.status, inside.problem) == (
            article.sha256, article.text, article.status, article.problem,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "pack"), [("a.txt.gz", gzip.compress), ("a.txt.bz2", bz2.compress), ("a.txt.xz", lzma.compress)]
)
def test_a_packed_file_is_the_file(name, pack):
    (article,) = found(pack(FORM), name)
    (known,) = found(FORM, "a.txt")
    assert (article.article_id, article.text, article.source) == (known.article_id, known.text, name)
    assert article.published == date(2022, 4, 25)


@pytest.mark.parametrize("name", ["a.zip", "a.tar"])
@pytest.mark.parametrize(
    "path",
    [
        "../a.txt",
        "x/../../a.txt",
        "/etc/a.txt",
        "C:/a.txt",
        "C:\\a.txt",
        "\\\\host\\share\\a.txt",
        "..\\a.txt",
        "//host/a.txt",
    ],
)
def test_a_path_that_leaves_is_not_read(name, path):
    entries = found(PACKS[name]({"b.txt": FORM, path: FORM}), name)
    assert [article.source for article in entries if article.status == "ok"] == [f"{name}/b.txt"]
    (refused,) = [article for article in entries if article.status != "ok"]
    assert "leads out of the archive" in refused.problem


def test_links_devices_and_what_is_hidden_are_passed_over():
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, kind in (
            ("l.txt", tarfile.SYMTYPE),
            ("h.txt", tarfile.LNKTYPE),
            ("f.txt", tarfile.FIFOTYPE),
            ("d", tarfile.DIRTYPE),
        ):
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname = kind, "/etc/passwd"
            archive.addfile(entry)
    assert found(out.getvalue(), "a.tar") == []
    hidden = {".x.txt": FORM, "__MACOSX/._a.txt": FORM, ".git/a.txt": FORM, "a.txt": FORM}
    assert [article.source for article in found(zipped(hidden))] == ["a.zip/a.txt"]


def test_an_encrypted_file_says_what_to_do():
    data = bytearray(zipped({"a.txt": FORM, "b.txt": FORM}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        (flags,) = struct.unpack_from("<H", data, data.index(mark) + at)
        struct.pack_into("<H", data, data.index(mark) + at, flags | 1)
    locked, fine = found(bytes(data))
    assert (locked.status, locked.source, fine.status) == ("failed", "a.zip/a.txt", "ok")
    assert "encrypted" in locked.problem and "password" in locked.problem


BOMB = b"\0" * 60_000_000


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.zip", zipped({"a.txt": BOMB})),
        ("a.txt.gz", gzip.compress(BOMB)),
        ("a.jsonl.bz2", bz2.compress(BOMB)),
        ("a.tar.xz", lzma.compress(tarred({"a.txt": BOMB}))),
        ("a.zip", zipped({"b.zip": zipped({"a.txt": BOMB})})),
        ("a.tar", tarred({"b.csv.gz": gzip.compress(BOMB)})),
    ],
)
def test_what_unpacks_to_far_more_than_text_is_not_read_on(name, data):
    articles = found(data, name)
    assert len(articles) in (1, 2) and all(article.status != "ok" for article in articles)
    assert "times its size" in articles[0].problem or "binary" in articles[0].problem


def test_a_zip_that_lies_about_its_size_gives_no_more_than_it_says():
    data = bytearray(zipped({"a.txt": b"x" * 5_000}))
    struct.pack_into("<I", data, data.index(b"PK\x01\x02") + 24, 10)
    (article,) = found(bytes(data))
    assert article.status != "ok" and len(article.text) <= 10


def test_the_bounds_hold_for_the_whole_input(monkeypatch):
    files = {f"{n}.txt": FORM for n in range(20)}
    monkeypatch.setattr(bounds, "MOST_MEMBERS", 10)
    nested = zipped({f"{n}.zip": zipped(files) for n in range(3)})
    for name, data in (("a.zip", zipped(files)), ("a.zip", nested), ("a.tgz", gzip.compress(tarred(files)))):
        articles = found(data, name)
        assert len(articles) <= 11 and articles[-1].status == "failed"
        assert "more than 10 files; split it" in articles[-1].problem
    monkeypatch.setattr(bounds, "MOST_MEMBERS", 1_000)
    monkeypatch.setattr(bounds, "MOST_BYTES", 1_000)
    for name, data in (
        ("a.zip", zipped(files)),
        ("a.zip", nested),
        ("a.tar", tarred(files)),
        ("a.jsonl.gz", gzip.compress(FORM * 90)),
    ):
        articles = found(data, name)
        assert len(articles) < 20 and articles[-1].status == "failed", name
        assert "unpacks to more than" in articles[-1].problem


def test_a_reader_may_give_less_room_than_a_file_has():
    files = {f"{n}.txt": FORM for n in range(20)}
    few = found(zipped(files), budget=bounds.Budget(most_members=3))
    assert "more than 3 files" in few[-1].problem
    small = found(zipped(files), budget=bounds.Budget(most_bytes=1_000))
    assert len(small) == 1 and "unpacks to more than" in small[0].problem


def test_archives_in_archives_have_a_floor():
    data = FORM
    for depth in range(bounds.DEEPEST + 1):
        data = zipped({"a.txt" if depth == 0 else "a.zip": data})
        (article,) = found(data)
        assert article.status == ("ok" if depth < bounds.DEEPEST else "skipped"), depth
    assert "deep at most" in article.problem


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tgz", "a.txt.gz", "a.tar.xz", "a.txt.bz2"])
@pytest.mark.parametrize("cut", [0, 1, 30, -30])
def test_what_is_cut_off_or_something_else_says_so(name, cut):
    pack = PACKS.get(name) or {"gz": gzip.compress, "z2": bz2.compress}[name[-2:]]
    files = {"a.txt": FORM, "b.txt": bytes(range(256)) * 40}
    whole = pack(files if name in PACKS else FORM * 50)
    articles = found(whole[:cut], name)
    if name != "a.tar" or cut != -30:  # a tar without its last empty blocks is whole
        assert articles and articles[-1].status != "ok" and articles[-1].problem
    assert all(article.status != "ok" for article in found(b"no archive at all, but text", name))


def test_one_bad_file_costs_itself_alone():
    data = bytearray(zipped({"a.txt": FORM, "b.txt": FORM, "c.txt": FORM}, zipfile.ZIP_STORED))
    at = data.index(FORM, data.index(b"b.txt"))
    data[at : at + 4] = b"XXXX"
    assert [(a.source, a.status) for a in found(bytes(data))] == [
        ("a.zip/a.txt", "ok"), ("a.zip/b.txt", "failed"), ("a.zip/c.txt", "ok"),
    ]  # fmt: skip
    files = {"a.gz": b"junk", "b.jsonl": b"{\n", "c.txt": FORM}
    assert [a.status for a in found(zipped(files))] == ["failed", "failed", "ok"]


def test_options_reach_what_is_inside():
    files = {"a.csv": f"corpus,body\n{TEXT},no\n".encode(), "b.txt": TEXT.encode()}
    articles = found(zipped(files), published=date(2022, 4, 25), columns={"text": "corpus"})
    assert [a.published for a in articles] == [date(2022, 4, 25)] * 2
    assert articles[0].text == TEXT and articles[0].source == "a.zip/a.csv#2"


def test_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found(zipped({"../x.txt": FORM, "y/z.txt": FORM}))
    assert list(tmp_path.iterdir()) == [] and not (tmp_path.parent / "x.txt").exists()


@pytest.mark.parametrize(
    "kind", [tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK, tarfile.XHDTYPE, tarfile.XGLTYPE]
)
def test_a_tar_whose_name_is_longer_than_any_is_not_read(kind):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        entry = tarfile.TarInfo("a")
        entry.type, entry.size = kind, 100_000
        archive.addfile(entry, io.BytesIO(b"1" * 100_000))
    (article,) = found(out.getvalue(), "a.tar")
    assert article.status == "failed" and "beyond all bounds" in article.problem


def test_a_tar_keeps_long_names():
    name = f"{'long/' * 60}a.txt"
    assert [article.status for article in found(tarred({name: FORM}), "a.tar")] == ["ok"]
