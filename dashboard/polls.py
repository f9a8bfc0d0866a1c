"""Polls that articles report of one round, beside its result."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from dashboard.data import Data
from dashboard.elections import Round, rounds
from pipeline.charts.rows import each_row
from pipeline.charts.style import distinct, plain
from pipeline.telling import i18n, sources, subjects, words
from pipeline.telling.contest import contest_of
from pipeline.telling.i18n import _, ngettext

MOST_LINES = 7
MOST_DOTS = 1500


@dataclass(frozen=True, eq=False)
class Polls:
    """The polls of one round: `dots` and `results` for the chart, `rows` of vote_shares for the table."""

    number: int | None
    day: str
    dots: pd.DataFrame
    results: pd.DataFrame
    rows: pd.DataFrame


def polls(election_id: str, data: Data) -> tuple[Polls, ...]:
    """The polls of an election by round, the last round first; rounds without any are left out."""
    return _polls(election_id, data.stamp, i18n.locale(), data)


@st.cache_resource(max_entries=64, show_spinner=False)
def _polls(election_id: str, stamp: str, reader: str, _data: Data) -> tuple[Polls, ...]:
    who = sources.names(_data.tables.articles)
    found = (_of_round(election_id, each, who, _data) for each in rounds(election_id, _data))
    return tuple(each for each in found if each)


def _of_round(election_id: str, each: Round, who: "pd.Series[str]", data: Data) -> Polls | None:
    rows = each.claims[each.claims["kind"].isin(sources.POLLS)]
    rows = rows[~rows["derived"].fillna(False).astype("bool")]
    if not (rows["kind"] == "poll").any():
        return None
    day = each.election.date if each.election and each.election.day else ""
    days = sources.days(rows, data.tables.articles)
    # An estimate is of the evening, whenever it is told.
    late = (rows["kind"] == "projection") & (days > day) & (day != "")
    rows = rows.assign(date=days.mask(late, day))
    official = each.results.drop_duplicates("subject").set_index("subject")["share_pct"].dropna()
    official = official.astype("float64")
    # A poll that is told after the vote without its day has no place on the axis.
    drawn = rows[(rows["date"] != "") & ((rows["date"] <= day) | (day == ""))]
    drawn = drawn[drawn["subject"].isin(official.index)] if len(official) else drawn
    if drawn.empty:
        return None
    number = drawn["subject"].value_counts(sort=False)
    order = sorted(number.index, key=lambda name: (-float(official.get(name, -1.0)), -int(number[name])))
    # Of many those that most polls are about stay.
    keep = set(number.sort_values(ascending=False, kind="stable").index[:MOST_LINES])
    order = [name for name in order if name in keep]
    contest, year = contest_of(election_id), int(words.year_in(election_id)[:4])
    own = [subjects.colour(name, "", contest.country, year, data.reference) for name in order]
    colours = dict(zip(order, distinct(own), strict=True))
    told = drawn[drawn["subject"].isin(keep)].sort_values("date", kind="stable")
    dots = told.drop_duplicates(["subject", "date", "share_pct", "kind"]).tail(MOST_DOTS)
    return Polls(each.number, day, _dots(dots, colours, who), _ends(told, order, official, colours), rows)


def _dots(dots: pd.DataFrame, colours: dict[str, str], who: "pd.Series[str]") -> pd.DataFrame:
    return pd.DataFrame(
        {
            "subject": dots["subject"],
            "date": dots["date"],
            "share_pct": dots["share_pct"].astype("float64"),
            "colour": dots["subject"].map(colours),
            "hollow": dots["kind"] == "projection",
            "hover": [
                f"{sources.polled(row)}<br>{plain(str(who.get(row.article_id, '')))}"
                for row in each_row(dots)
            ],
            "key": "share=" + dots["share_id"].astype("str"),
        }
    )


def _ends(
    told: pd.DataFrame, order: list[str], official: "pd.Series[float]", colours: dict[str, str]
) -> pd.DataFrame:
    """What stands at the end of each line: the result, or the last poll where there is none."""
    last = told.groupby("subject")[["share_pct", "date"]].last()
    shares, days = last["share_pct"].to_dict(), last["date"].to_dict()
    rows = []
    official_result = _("Official result")
    for name in order:
        known = name in official.index
        share = float(official[name]) if known else float(shares[name])
        figure = words.percent(share) if known else words.claimed(share)
        rows.append(
            {
                "subject": name,
                "name": words.called(name),
                "share_pct": share,
                "date": "" if known else str(days[name]),
                "official": known,
                "colour": colours[name],
                "figure": figure if known else _("last poll {share}", share=figure),
                "hover": f"<b>{plain(words.called(name))} {figure}</b><br>{official_result}",
                "key": "",
            }
        )
    return pd.DataFrame(rows)


def finding(found: tuple[Polls, ...]) -> str:
    """How far the polls were from the result, in a sentence."""
    off = []
    for each in found:
        official = each.results[each.results["official"]].set_index("subject")["share_pct"]
        polled = each.dots[~each.dots["hollow"].astype("bool") & each.dots["subject"].isin(official.index)]
        off += list((polled["share_pct"] - polled["subject"].map(official).astype("float64")).abs())
    number = sum(len(each.rows) for each in found)
    told = ngettext("{n} figure of polls in articles", "{n} figures of polls in articles", number)
    if not off:
        return told
    mean = i18n.number(sum(off) / len(off), 1)
    return _("{figures}, on average {points} points from the result", figures=told, points=mean)


def table(found: Polls) -> pd.DataFrame:
    """The polls of a round for readers, the latest first."""
    official = found.results[found.results["official"]].set_index("subject")["share_pct"]
    rows = found.rows.sort_values("date", ascending=False, kind="stable")
    result = rows["subject"].map(official).astype("float64")
    return pd.DataFrame(
        {
            _("Date"): [words.day(str(each)) for each in rows["date"]],
            _("Pollster"): rows["pollster"],
            _("Kind"): [words.KINDS[str(each)] for each in rows["kind"]],
            _("Who"): [words.called(str(each)) for each in rows["subject"]],
            _("Share"): rows["share_pct"],
            _("Result"): result,
            _("Difference"): rows["share_pct"].astype("float64") - result,
        }
    )
