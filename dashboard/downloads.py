"""Files to take away: single tables, and several files in one archive."""

import io
import zipfile
from collections.abc import Mapping

import pandas as pd

from pipeline import store
from pipeline.schemas import TABLES


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
