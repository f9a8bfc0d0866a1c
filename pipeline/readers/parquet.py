"""Parquet files: a record a row, read a few at a time."""

from collections.abc import Iterator
from typing import BinaryIO, Final

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.model import Article
from pipeline.readers import records
from pipeline.readers.bounds import seekable
from pipeline.readers.origin import Origin, unread
from pipeline.readers.records import Bad, Numbered

_BATCH: Final = 100


def read(stream: BinaryIO, origin: Origin) -> Iterator[Article]:
    """The article of each row, named by its place in the file."""
    try:
        file = pq.ParquetFile(seekable(stream))
    except (pa.ArrowException, OSError) as error:
        yield unread(origin.source, "failed", f"no Parquet file: {error}")
        return
    yield from records.articles(_rows(file), origin)


def _rows(file: pq.ParquetFile) -> Iterator[Numbered]:
    number = 0
    try:
        for batch in file.iter_batches(batch_size=_BATCH):
            for row in batch.to_pylist():
                number += 1
                yield number, row
    except (pa.ArrowException, OSError) as error:
        yield number + 1, Bad(f"no rows can be read from here on: {error}")
