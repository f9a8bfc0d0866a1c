"""The layers of the timeline's chart beside the followed subject's own line: lines of parties, polls."""

import pandas as pd

from pipeline.charts.rows import each_row
from pipeline.telling import roads, sources, subjects, words
from pipeline.telling.contest import Contest
from pipeline.telling.filters import View
from pipeline.telling.known import Known

_MOST_POLLS = 400
_ROAD_COLUMNS = [
    "line", "name", "colour", "date", "share_pct", "round", "subject", "later", "figure", "hover", "key",
]  # fmt: skip


def official_lines(view: View, data: Known, as_of: str) -> pd.DataFrame:
    """With everyone followed the lines of the parties in a country's vote that articles tell of most."""
    country, _sign, office = view.office.rpartition("-")
    if view.who.names or not country:
        return pd.DataFrame(columns=_ROAD_COLUMNS)
    points = roads.roads(Contest(country, office), "party", data)
    shown = points["date"].str[:4].astype("int").between(*view.years)
    shown &= points["date"] <= (view.as_of or "9999")
    points = roads.chosen(points[shown], ())
    return roads.drawn(points, "party", as_of).sort_values("date", kind="stable")


def polls(shares: pd.DataFrame, view: View, data: Known) -> pd.DataFrame:
    """The crosses of the chart: polls at the end of their fieldwork, else on the day of the article."""
    rows = shares[shares["kind"].isin(sources.POLLS) & ~shares["derived"].fillna(False).astype("bool")]
    rows = rows.assign(date=sources.days(rows, data.tables.articles))
    rows = rows.drop_duplicates(["date", "share_pct", "subject"]).sort_values("date").tail(_MOST_POLLS)
    colours = {
        (subject, election): subjects.colour(
            subject, "", subjects.country_of(election), int(words.year_in(election)[:4] or 0), data.reference
        )
        for subject, election in set(zip(rows["subject"], rows["election_id"], strict=True))
        if not view.who.names
    }
    own = view.who.names
    return pd.DataFrame(
        {
            "date": rows["date"],
            "share_pct": rows["share_pct"].astype("float64"),
            "colour": [
                view.who.colour if row.subject in own else colours.get((row.subject, row.election_id), "")
                for row in each_row(rows)
            ],
            "hover": [sources.polled(row) for row in each_row(rows)],
            "key": "share=" + rows["share_id"].astype("str"),
        }
    ).reset_index(drop=True)
