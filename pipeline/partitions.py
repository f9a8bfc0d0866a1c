"""The tables as Parquet files of a bounded size beside the whole ones, for engines that read many at once."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pyarrow.parquet as pq

FOLDER: Final = "partitions"

ROWS: Final = 1_000_000
"""Rows of a file at most."""

_YEAR: Final = "year"
_DAYS: Final = {
    "articles": "published",
    "dates": "earliest",
    "events": "earliest",
    "vote_shares": "date",
    "timeline": "earliest",
}
# Files that are open at once.
_OPEN: Final = 64


def write(folder: Path, way: str) -> None:
    """Write `partitions/TABLE/` beside the Parquet files in a folder; by year, `partitions/TABLE/year=2017/`.

    Rows without a day are in `year=__HIVE_DEFAULT_PARTITION__`, as engines name what is not stated.
    """
    for path in sorted(folder.glob("*.parquet")):
        with pq.ParquetFile(path) as file:
            by_year = way == _YEAR and path.stem in _DAYS
            schema = file.schema_arrow
            if by_year:
                schema = schema.append(pa.field(_YEAR, pa.string()))
            years = pa.schema([(_YEAR, pa.string())])
            ds.write_dataset(
                _batches(file, _DAYS[path.stem] if by_year else ""),
                folder / FOLDER / path.stem,
                schema=schema,
                format="parquet",
                partitioning=ds.partitioning(years, flavor="hive") if by_year else None,
                max_open_files=_OPEN,
                max_rows_per_file=ROWS,
                max_rows_per_group=min(ROWS, 100_000),
                use_threads=False,
                file_options=ds.ParquetFileFormat().make_write_options(compression="zstd"),
            )


def _batches(file: pq.ParquetFile, day: str) -> Iterator[pa.RecordBatch]:
    """The rows, with their year where a day is named."""
    for batch in file.iter_batches():
        if day:
            years = pc.utf8_slice_codeunits(batch.column(day), 0, 4)
            batch = batch.append_column(_YEAR, years)  # noqa: PLW2901
        yield batch
