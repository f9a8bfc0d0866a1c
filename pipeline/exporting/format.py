"""What a format is."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from pipeline.schemas import Table
from pipeline.store import Tables


@dataclass(frozen=True)
class Format:
    """A way to write tables: `tables` writes all of them into one file, `table` one of them.

    A format that writes only single tables is packed into a ZIP archive where all are asked for. `library` is
    the distribution beyond the core's that it needs, `keeps` and `loses` are for docs/export.md.
    """

    title: str
    suffix: str
    keeps: str
    loses: str
    tables: Callable[[Tables, Path], None] | None = None
    table: Callable[[pd.DataFrame, Table, Path], None] | None = None
    library: str = ""
