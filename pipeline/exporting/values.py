"""Values of frames as other formats want them."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from pipeline.lists import plain
from pipeline.schemas import LIST_SEPARATOR, Column, Table


def records(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Rows as plain Python values, None for what is not stated; a list stays a list."""
    objects = plain(frame).astype("object")
    for row in objects.where(objects.notna(), None).to_dict("records"):
        yield {str(name): None if value == "" else value for name, value in row.items()}


def flat(value: object) -> Any:  # noqa: ANN401 - a cell has no narrower type
    """A value for formats without lists: its parts joined, None where there are none."""
    return (LIST_SEPARATOR.join(map(str, value)) or None) if isinstance(value, list | tuple) else value


def columns_of(frame: pd.DataFrame, table: Table) -> list[Column]:
    """The columns in order; full texts only where the frame has any."""
    return [column for column in table.columns if not column.parquet_only or (frame[column.name] != "").any()]
