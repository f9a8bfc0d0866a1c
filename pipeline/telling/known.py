"""What is told of."""

from dataclasses import KW_ONLY, dataclass

import pandas as pd

from pipeline import as_of, reference
from pipeline.reference import Reference
from pipeline.store import Tables


@dataclass(frozen=True, eq=False)
class Known:
    """Tables, the record that they are held against, and the ISO day up to which everything is told.

    `day` is "" where the tables are as they were built.
    """

    tables: Tables
    reference: Reference
    _: KW_ONLY
    day: str = ""


def days_published(articles: pd.DataFrame) -> tuple[str, str]:
    """The ISO days on which the first and the last article were published; "" where none says its day."""
    said = pd.concat([articles["published"], articles["updated"]]).unique()
    days = [str(each) for each in said if len(str(each)) == len("2000-01-01")]
    return min(days, default=""), max(days, default="")


def newest(tables: Tables) -> Known:
    """Tables with what has come true by the day of their last article."""
    record, (_first, day) = reference.load(), days_published(tables.articles)
    if not day:
        return Known(tables, record)
    return Known(tables.with_timeline(as_of.settled(tables.timeline, record, day)), record, day=day)
