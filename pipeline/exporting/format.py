"""What a format is."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import pandas as pd

from pipeline.schemas import Table
from pipeline.store import Tables

if TYPE_CHECKING:
    from pipeline.telling.filters import View
    from pipeline.telling.known import Known


Viewing: TypeAlias = Callable[["View", "Known", Path], None]
"""Writes one view of what is known."""


class NoBrowserError(Exception):
    """There is no browser to draw with, or it does not start; the message says which."""


@dataclass(frozen=True)
class Format:
    """A way to write tables: `tables` writes all of them into one file, `table` one of them, `view` a chart.

    A format that writes only single tables is packed into a ZIP archive where all are asked for. `library` is
    the distribution beyond the core's that it needs, `browser` whether it needs Chromium, `of_texts` whether
    nothing is left without full texts; `keeps` and `loses` are for docs/export.md.
    """

    title: str
    suffix: str
    keeps: str
    loses: str
    tables: Callable[[Tables, Path], None] | None = None
    table: Callable[[pd.DataFrame, Table, Path], None] | None = None
    view: "Viewing | None" = None
    library: str = ""
    browser: bool = False
    of_texts: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether all tables go into one file of it."""
        return self.table is None or self.tables is not None
