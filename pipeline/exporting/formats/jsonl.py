"""JSON lines: a row a line."""

import json
from pathlib import Path

import pandas as pd

from pipeline.exporting.format import Format
from pipeline.exporting.values import columns_of, records
from pipeline.schemas import Table


def _table(frame: pd.DataFrame, table: Table, path: Path) -> None:
    names = [column.name for column in columns_of(frame, table)]
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in records(frame[names]):
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


FORMAT = Format(
    title="JSON lines",
    suffix=".jsonl",
    table=_table,
    keeps="every value with its type, `null` where nothing is stated, full texts",
    loses="nothing",
)
