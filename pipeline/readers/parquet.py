"""Parquet files: a record a row, read a few at a time."""

import io
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import BinaryIO, Final

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.model import Article
from pipeline.readers import records
from pipeline.readers.bounds import check_ratio, seekable
from pipeline.readers.origin import Origin, unread
from pipeline.readers.records import Bad, Numbered

_BATCH: Final = 100
_BATCH_BYTES: Final = 50_000_000


def read(stream: BinaryIO, origin: Origin) -> Iterator[Article]:
    """The article of each row, named by its place in the file."""
    source = seekable(stream)
    packed = source.seek(0, io.SEEK_END)
    try:
        metadata = pq.read_metadata(source)
        texts = [each.name for each in metadata.schema.to_arrow_schema() if pa.types.is_string(each.type)]
        # A text that many rows share would stand in memory as often.
        file = pq.ParquetFile(source, metadata=metadata, read_dictionary=texts)
    except (pa.ArrowException, OSError) as error:
        yield unread(origin.source, "failed", f"no Parquet file: {error}")
        return
    groups = range(file.num_row_groups)
    if origin.piece is None or origin.piece.start == 0:
        own = groups if origin.piece is None else groups[: origin.piece.end]
        yield from records.articles(_rows(file, packed, own, origin), origin)
        return
    # What columns mean is told by the first rows of the file.
    first = records.first(_rows(file, packed, groups, replace(origin, piece=None)))
    own = groups[origin.piece.start : origin.piece.end]
    yield from records.articles(_rows(file, packed, own, origin), origin, first)


def _rows(file: pq.ParquetFile, packed: int, groups: range, origin: Origin) -> Iterator[Numbered]:
    number = sum(file.metadata.row_group(group).num_rows for group in range(groups.start))
    unpacked, size = 0, _rows_at_once(file.metadata)
    try:
        # A batch of two groups would be lost with either.
        for batch in chain.from_iterable(file.iter_batches(size, row_groups=[group]) for group in groups):
            for place in range(len(batch)):
                (row,) = batch.slice(place, 1).to_pylist()
                number += 1
                unpacked += sum(len(value) for value in row.values() if isinstance(value, str | bytes))
                check_ratio(unpacked, packed)
                yield number, row
    except (pa.ArrowException, OSError) as error:
        origin.stop()
        yield number + 1, Bad(f"no rows can be read from here on: {error}")


def _rows_at_once(metadata: pq.FileMetaData) -> int:
    """As many rows as fit into memory, by the size of those of each group."""
    groups = (metadata.row_group(place) for place in range(metadata.num_row_groups))
    largest = max((group.total_byte_size // max(group.num_rows, 1) for group in groups), default=0)
    return max(1, min(_BATCH, _BATCH_BYTES // max(largest, 1)))
