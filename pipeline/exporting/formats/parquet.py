"""Parquet, as builds write it."""

from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq

from pipeline.encoding import to_arrow
from pipeline.exporting.format import Format
from pipeline.schemas import Table


def _table(frame: pd.DataFrame, table: Table, path: Path) -> None:
    pq.write_table(to_arrow(frame, table), path, compression="zstd")


FORMAT = Format(
    title="Parquet",
    suffix=".parquet",
    table=_table,
    keeps="everything: types, lists, what each column means, full texts",
    loses="nothing",
)
