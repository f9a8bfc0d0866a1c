"""Files to take away: CSV that opens right in a spreadsheet, and the raw tables in one archive."""

import io
import zipfile
from collections.abc import Mapping

import pandas as pd

from pipeline import store
from pipeline.schemas import LIST_SEPARATOR, TABLES

_BOM = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "\t", "\n", "＝", "＋", "－", "＠")


def spreadsheet_csv(frame: pd.DataFrame) -> bytes:
    """CSV with a byte order mark, lists joined, no index, and no cell that a spreadsheet would calculate."""
    shown = {name: [_cell(value) for value in column] for name, column in frame.items()}
    return (_BOM + pd.DataFrame(shown, columns=frame.columns).to_csv(index=False)).encode("utf-8")


def _cell(value: object) -> object:
    if isinstance(value, list | tuple):
        value = LIST_SEPARATOR.join(map(str, value))
    if isinstance(value, str):
        # A lone carriage return is not quoted, and what follows would be a row of its own.
        value = value.replace("\r\n", "\n").replace("\r", "\n")
        # An apostrophe before the sign makes the cell text in every common spreadsheet.
        return f"'{value}" if value.startswith(_FORMULA) else value
    if value is None or value is pd.NA:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value


def raw_csv(name: str, frame: pd.DataFrame) -> bytes:
    """The table as the pipeline writes it."""
    return store.to_csv(frame, TABLES[name]).encode("utf-8")


def parquet(frame: pd.DataFrame) -> bytes:
    """The frame as Parquet; lists stay lists."""
    buffer = io.BytesIO()
    frame.to_parquet(buffer, index=False)
    return buffer.getvalue()


def archive(files: Mapping[str, bytes]) -> bytes:
    """The files in one ZIP, the same bytes for the same files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in sorted(files.items()):
            packed.writestr(zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0)), content)
    return buffer.getvalue()
