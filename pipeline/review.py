"""How right the rows are on one's own articles: rows drawn at random into a sheet, and what its marks say."""

import csv
import random
from math import sqrt
from pathlib import Path
from statistics import NormalDist
from typing import Final

import pandas as pd

from pipeline.errors import TimelineError
from pipeline.exporting.said import SAYING, said
from pipeline.exporting.values import records
from pipeline.store import Tables

SHEET: Final = ("table", "row", "says", "words", "quote", "article", "published", "url", "right", "remark")
PRECISION: Final = ("table", "rows", "right", "precision", "low", "high")
_RIGHT: Final = frozenset({"1", "1.0", "true", "yes", "y"})
_WRONG: Final = frozenset({"0", "0.0", "false", "no", "n"})
_SURE: Final = 0.95
_ALL: Final = "all"


def sheet(tables: Tables, size: int, *, seed: int = 1) -> pd.DataFrame:
    """Rows to look at, drawn at random from events, shares, counts and claims.

    Args:
        tables: the tables of a build.
        size: how many rows; all of them where there are fewer.
        seed: another one draws other rows, the same one the same.

    Returns:
        A row each with the columns `SHEET`; `right` and `remark` are empty, for a person to fill in.
    """
    articles = {row["article_id"]: row for row in records(tables.articles)}
    rows = [(name, key, row) for name, (key, _) in SAYING.items() for row in records(tables.frames[name])]
    drawn = random.Random(seed).sample(range(len(rows)), min(size, len(rows)))
    found = []
    for name, key, row in (rows[place] for place in sorted(drawn)):
        article = articles[row["article_id"]]
        found.append(
            {
                "table": name,
                "row": row[key],
                "says": said(name, row),
                "words": (article["text"] or "")[row["start"] : row["end"]],
                "quote": row["quote"],
                "article": article["title"] or article["source"][0],
                "published": article["published"],
                "url": article["url"],
            }
        )
    return pd.DataFrame(found, columns=SHEET, dtype="str").fillna("")


def precision(path: Path) -> pd.DataFrame:
    """What the marks of a sheet come to.

    Args:
        path: the sheet as CSV with any separator, `right` filled in: 1 or 0, yes or no, true or false. Rows
            without a mark do not count.

    Returns:
        A row for each table with marks and one for all of them: table, rows (those marked), right, precision,
        low and high (Wilson's interval, which holds the precision of all rows in 95 of 100 sheets).

    Raises:
        TimelineError: bad-sheet.
    """
    try:
        marked = pd.read_csv(path, sep=None, engine="python", dtype="str", encoding="utf-8-sig").fillna("")
    except (OSError, ValueError, csv.Error) as error:
        raise TimelineError("bad-sheet", path=path, detail=error) from error
    if missing := {"table", "right"} - set(marked.columns):
        raise TimelineError(
            "bad-sheet", path=path, detail=f"it has no column {' and '.join(sorted(missing))}"
        )
    marks = marked["right"].str.strip().str.lower()
    marked = marked.assign(right=marks)[marks != ""]
    if unknown := sorted(set(marked["right"]) - _RIGHT - _WRONG):
        raise TimelineError("bad-sheet", path=path, detail=f"{unknown[0]!r} in the column right is no mark")
    counted = [
        (name, of_table["right"].isin(_RIGHT)) for name, of_table in marked.groupby("table", sort=False)
    ]
    counted += [(_ALL, marked["right"].isin(_RIGHT))] if len(counted) != 1 else []
    rows = [
        (name, len(right), int(right.sum()), *_interval(int(right.sum()), len(right)))
        for name, right in counted
    ]
    return pd.DataFrame(rows, columns=PRECISION)


def _interval(right: int, rows: int) -> tuple[float, float, float]:
    """The share of right ones, and Wilson's interval around it (E. B. Wilson, JASA 22, 1927)."""
    if not rows:
        return float("nan"), 0.0, 1.0
    z = NormalDist().inv_cdf((1 + _SURE) / 2)
    share, weight = right / rows, z * z / rows
    middle = (share + weight / 2) / (1 + weight)
    half = z * sqrt(share * (1 - share) / rows + weight / (4 * rows)) / (1 + weight)
    return share, max(middle - half, 0.0), min(middle + half, 1.0)
