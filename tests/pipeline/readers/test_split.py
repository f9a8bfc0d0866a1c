"""A file that is read piece by piece gives the articles that it gives when it is read as one."""

import gzip
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline import reading
from pipeline.model import Article
from pipeline.readers import split
from tests.pipeline import sample

# What follows a cut in a packed record looks like a member that begins with a record.
INSIDE = gzip.compress(b"WARC/1.0\r\nContent-Length: 0\r\n\r\n\r\n\r\n", mtime=0)


def _record(number: int, body: bytes = b"") -> bytes:
    page = body or f"<html><body><h1>{number}</h1><p>{sample.WORDS * 3}</p></body></html>".encode()
    head = f"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: http://a.example/{number}\r\n"
    return (
        f"{head}Content-Type: text/html\r\nContent-Length: {len(page)}\r\n\r\n".encode() + page + b"\r\n\r\n"
    )


RECORDS = [_record(number) for number in range(8)]
PACKED = [gzip.compress(record, mtime=0) for record in RECORDS]
TORN = bytearray(PACKED[4])
TORN[len(TORN) // 2] ^= 0xFF


def _rows(number: int) -> list[dict[str, str]]:
    # Which number is the month only the first rows tell.
    days = ["25/04/2022", "03/04/2022"] if number == 0 else ["03/05/2022", "04/05/2022"]
    return [
        {
            "id": "",
            "date": day,
            "body": f"{number} {day} {sample.WORDS * 3}",
            "note": sample.WORDS * 9 * number,
        }
        for day in days
    ]


def _parquet(path: Path) -> None:
    schema = pa.schema([(name, pa.string()) for name in ("id", "date", "body", "note")])
    with pq.ParquetWriter(path, schema, compression="none") as writer:
        for number in range(6):
            writer.write_table(pa.Table.from_pylist(_rows(number), schema))


FILES = {
    "a.warc": b"".join(RECORDS),
    "cut.warc": b"".join(RECORDS)[:-20],
    "broken.warc": b"".join([*RECORDS[:4], b"no record\r\n\r\n", *RECORDS[4:]]),
    "a.warc.gz": b"".join(PACKED),
    "cut.warc.gz": b"".join(PACKED)[:-20],
    "torn.warc.gz": b"".join([*PACKED[:4], TORN, *PACKED[5:]]),
    "broken.warc.gz": b"".join([*PACKED[:4], gzip.compress(b"no record\r\n\r\n", mtime=0), *PACKED[4:]]),
    "one.warc.gz": gzip.compress(b"".join(RECORDS), mtime=0),
    "inside.warc.gz": b"".join(
        [*PACKED[:4], gzip.compress(_record(9, b"\r\n\r\n" + INSIDE), 0, mtime=0), *PACKED[4:]]
    ),
}


def _by_piece(path: Path) -> list[Article]:
    (file,) = reading.files([path])
    found: list[Article] = []
    for piece in split.pieces(path, 300):
        found += file.articles(piece)
        if piece.stopped:
            break
    return found


@pytest.mark.parametrize("name", [*FILES, "a.parquet", "torn.parquet", "none.parquet"])
def test_the_pieces_give_what_the_whole_gives(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(FILES.get(name, b"PAR1"))
    if name in ("a.parquet", "torn.parquet"):
        _parquet(path)
    if name == "torn.parquet":
        data = bytearray(path.read_bytes())
        at = pq.read_metadata(path).row_group(3).column(2).data_page_offset
        data[at : at + 40] = bytes(40)
        path.write_bytes(data)
    whole = list(reading.articles([path]))
    assert _by_piece(path) == whole
    as_one = name in ("one.warc.gz", "cut.warc.gz", "torn.warc.gz", "none.parquet")
    assert (len(split.pieces(path, 300)) == 1) == as_one
    broken = name.partition(".")[0] in ("broken", "cut", "torn", "none")
    assert (whole[-1].status == "failed") == (broken and name != "cut.warc")
    read = dict.fromkeys(("a.warc", "a.warc.gz", "one.warc.gz"), 8)
    read |= {"broken.warc": 5, "broken.warc.gz": 5, "inside.warc.gz": 9, "a.parquet": 12, "torn.parquet": 7}
    assert len(whole) == read.get(name, len(whole))


def test_a_small_file_is_not_cut(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(FILES["a.warc"])
    assert not split.is_large(path) and not split.is_large(tmp_path / "none.warc")
