"""Single tables to take away."""

import io

import pandas as pd

from pipeline import encoding
from pipeline.schemas import TABLES


def raw_csv(name: str, frame: pd.DataFrame) -> bytes:
    """The table as the pipeline writes it."""
    return encoding.to_csv(frame, TABLES[name]).encode("utf-8")


def parquet(frame: pd.DataFrame) -> bytes:
    """The frame as Parquet; lists stay lists."""
    buffer = io.BytesIO()
    frame.to_parquet(buffer, index=False)
    return buffer.getvalue()
