"""CSV for machines, as builds write it."""

from pathlib import Path

import pandas as pd

from pipeline.encoding import to_csv
from pipeline.exporting.format import Format
from pipeline.schemas import Table


def _table(frame: pd.DataFrame, table: Table, path: Path) -> None:
    path.write_bytes(to_csv(frame, table).encode("utf-8"))


FORMAT = Format(
    title="CSV for programs",
    suffix=".csv",
    table=_table,
    keeps="every value as it is",
    loses="full texts; types stand in the data package alone; a list is joined by `|`",
)
