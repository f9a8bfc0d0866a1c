"""A table of which a row can be chosen; what is chosen goes into the address."""

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import chosen
from dashboard.evidence import Choice

_ROW_PX = 35
_MOST_ROWS = 10


def table(
    rows: pd.DataFrame,
    choices: Sequence[Choice],
    *,
    key: str,
    alt: str,
    columns: dict[str, Any] | None = None,
    most: int = _MOST_ROWS,
    choose: Callable[[Choice], None] = chosen.put,
) -> None:
    """Rows for readers; choosing the row at a place chooses the row of the tables at that place.

    The table is `most` rows high, with more it scrolls.
    """

    def picked() -> None:
        found = st.session_state[key]["selection"]["rows"]
        if found and found[0] < len(choices):
            choose(choices[found[0]])

    st.dataframe(
        rows,
        key=key,
        hide_index=True,
        on_select=picked,
        selection_mode="single-row",
        column_config=columns or {},
        height="auto" if len(rows) <= most else _ROW_PX * (most + 1),
        alt=alt,
    )
