"""Who tells, and when: the name under which readers know an article, the day that its figures are of."""

from typing import Any

import pandas as pd

from pipeline.charts.style import plain
from pipeline.telling import words


def names(articles: pd.DataFrame) -> "pd.Series[str]":
    """By article_id who published it; its title where no publisher is known, its file without a title."""
    files = articles["source"].map(lambda paths: next(iter(paths), ""))
    told = articles["publisher"].where(articles["publisher"] != "", articles["title"])
    return pd.Series(told.where(told != "", files).to_numpy(), index=articles["article_id"], dtype="str")


POLLS = ("poll", "projection")
_DAY = len("2022-04-24")


def days(shares: pd.DataFrame, articles: pd.DataFrame) -> "pd.Series[str]":
    """The day of each figure, "" for none: of a poll the last one of its fieldwork, else the article's."""
    told = shares["date"].fillna("")
    untold = shares["kind"].isin(POLLS) & (told.str.len() != _DAY)
    if not untold.any():
        return told
    published = articles.drop_duplicates("article_id").set_index("article_id")["published"]
    return told.mask(untold, shares["article_id"].map(published).fillna(""))


def polled(row: Any) -> str:  # noqa: ANN401 - a row of vote_shares as `each_row` gives it
    """What a poll says of someone, by whom and when, safe for Plotly."""
    by = f"{plain(row.pollster)}, " if row.pollster else ""
    return (
        f"<b>{plain(words.called(row.subject))} {words.claimed(row.share_pct)}</b><br>"
        f"{by}{words.KINDS[row.kind]}, {words.day(row.date)}"
    )
