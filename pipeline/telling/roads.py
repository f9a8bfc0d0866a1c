"""The same vote over the years: parties with their renamings, families or people from one to the next."""

from collections import Counter
from functools import cache

import pandas as pd

from pipeline.charts.roads import RUNOFF
from pipeline.charts.rows import each_row
from pipeline.charts.style import distinct, plain
from pipeline.reference import Election, Reference, Result
from pipeline.telling import words
from pipeline.telling.contest import Contest
from pipeline.telling.i18n import _
from pipeline.telling.known import Known

WAYS = ("party", "family", "person")
MOST_LINES = 5
_COLUMNS = ["line", "name", "colour", "date", "share_pct", "round", "subject", "election_id"]


def roads(contest: Contest, by: str, data: Known) -> pd.DataFrame:
    """Official shares of all elections of a contest: a row for each line, election and round, in order of
    time; lines with one election alone are left out. The lines that articles tell of most come first, then
    the highest."""
    record, told = data.reference, _told(contest, data)
    rows = []
    for election in record.elections_of(contest.country, contest.office, contest.area):
        grouped: dict[str, list[Result]] = {}
        for result in record.results(election.election_id, election.round):
            line = _line(result, by, record) if result.share_pct is not None else ""
            if line:
                grouped.setdefault(line, []).append(result)
        rows += [_point(line, own, election, by, record) for line, own in grouped.items()]
    points = pd.DataFrame(rows, columns=_COLUMNS).sort_values("date", kind="stable", ignore_index=True)
    held = points.groupby("line")["election_id"].nunique()
    points = points[points["line"].isin(held.index[held > 1])]
    weight: Counter[str] = Counter()
    for line, subject in points[["line", "subject"]].drop_duplicates().to_numpy():
        weight[line] += told[subject]
    highest = points.groupby("line")["share_pct"].max()
    order = {
        line: place
        for place, line in enumerate(sorted(highest.index, key=lambda each: (-weight[each], -highest[each])))
    }
    return points.assign(place=points["line"].map(order)).sort_values(
        ["place", "date"], kind="stable", ignore_index=True
    )


def _told(contest: Contest, data: Known) -> Counter[str]:
    """How often articles give a figure for each subject in votes of the contest."""
    shares = data.tables.vote_shares
    own = shares["election_id"].str.startswith(f"{contest.country}-{contest.office}-")
    return Counter(shares.loc[own.fillna(False), "subject"])


def _line(result: Result, by: str, record: Reference) -> str:
    if by == "person":
        return result.subject if result.subject_type == "candidate" else ""
    if by == "family":
        return result.party_family
    return newest(result.party_id, record) if result.party_id else ""


@cache
def newest(party_id: str, record: Reference) -> str:
    """What a party became in the end."""
    seen = [party_id]
    while (party := record.party(seen[-1])) and party.successor_id and party.successor_id not in seen:
        seen.append(party.successor_id)
    return seen[-1]


def _point(
    line: str, own: list[Result], election: Election, by: str, record: Reference
) -> tuple[object, ...]:
    best = max(own, key=lambda each: each.share_pct or 0)
    share = sum(each.share_pct or 0 for each in own if each.rank) if by == "family" else 0
    party = record.party(line if by == "party" else best.party_id)
    name = {"person": best.subject, "family": line}.get(by) or (party.name_en if party else line)
    return (
        line,
        name,
        party.colour if party else "",
        election.date,
        share or best.share_pct,
        election.round or 0,
        best.subject,
        election.election_id,
    )


def named(line: str, by: str, points: pd.DataFrame) -> str:
    """What readers call a line."""
    return words.FAMILIES[line] if by == "family" else words.named(str(points["name"].iloc[-1]))


def chosen(points: pd.DataFrame, lines: tuple[str, ...]) -> pd.DataFrame:
    """The points of these lines, or of the first few where none is chosen."""
    shown = lines or tuple(points["line"].drop_duplicates().head(MOST_LINES))
    return points[points["line"].isin(shown)]


def drawn(points: pd.DataFrame, by: str, as_of: str = "") -> pd.DataFrame:
    """The points for the chart, those after a day as later ones."""
    names = {str(line): named(str(line), by, own) for line, own in points.groupby("line")}
    first = points.drop_duplicates("line")
    colours = dict(zip(first["line"], distinct(list(first["colour"])), strict=True))
    return points.assign(
        colour=points["line"].map(colours),
        name=points["line"].map(names),
        later=points["date"] > (as_of or "9999"),
        figure=[words.percent(share) for share in points["share_pct"]],
        hover=[
            f"<b>{plain(names[row.line])} {words.percent(row.share_pct)}</b><br>"
            f"{plain(words.named(row.subject)) if row.subject != names[row.line] else ''}"
            f"{'<br>' if row.subject != names[row.line] else ''}{words.election(row.election_id)}"
            f"{', ' + words.round_name(row.round).lower() if row.round else ''}"
            for row in each_row(points)
        ],
        key=[f"result={row.election_id}/{row.round or ''}" for row in each_row(points)],
    )


def finding(points: pd.DataFrame) -> str:
    """The road of the first line in a sentence."""
    own = points[points["line"] == points["line"].iloc[0]]
    first, last = own.iloc[0], own.iloc[-1]
    told = {
        "who": str(last["name"]),
        "first": str(first["figure"]),
        "then": words.day(str(first["date"])[:4]),
        "last": str(last["figure"]),
        "now": words.day(str(last["date"])[:4]),
    }
    rose = last["share_pct"] >= first["share_pct"]
    if last["round"] == RUNOFF and first["round"] != RUNOFF:
        if rose:
            return _("{who}: from {first} in {then} up to {last} in the runoff of {now}", **told)
        return _("{who}: from {first} in {then} down to {last} in the runoff of {now}", **told)
    if rose:
        return _("{who}: from {first} in {then} up to {last} in {now}", **told)
    return _("{who}: from {first} in {then} down to {last} in {now}", **told)


def table(points: pd.DataFrame) -> pd.DataFrame:
    """The same for readers: a row for each vote, a column for each line."""
    when = [
        f"{words.when_held(row.election_id)}{', ' + words.round_name(row.round).lower() if row.round else ''}"
        for row in each_row(points)
    ]
    wide = points.assign(when=when).sort_values("date", kind="stable")
    order = list(dict.fromkeys(wide["when"]))
    shown = wide.pivot_table(index="when", columns="name", values="share_pct", aggfunc="max", sort=False)
    shown = shown.reindex(order)[list(dict.fromkeys(points["name"]))]
    return shown.rename_axis(_("Election")).reset_index()
