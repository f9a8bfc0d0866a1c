"""Elections to choose from, and the rows of one round."""

from dataclasses import dataclass

import pandas as pd

from dashboard import words
from dashboard.data import Data
from dashboard.i18n import _
from dashboard.i18n import number as numeral
from pipeline.charts.rows import each_row
from pipeline.charts.style import plain
from pipeline.reference import Election

MOST_BARS = 8
_ROOM = "\u2003\u2002"


@dataclass(frozen=True, eq=False)
class Round:
    """One polling day: the official rows, the figures that articles give, and both for the chart."""

    number: int | None
    election: Election | None
    results: pd.DataFrame
    claims: pd.DataFrame
    bars: pd.DataFrame
    rings: pd.DataFrame


def known(data: Data) -> list[str]:
    """Election ids that the tables speak of, those with most figures first, then all others on record."""
    shares = data.tables.vote_shares["election_id"]
    spoken = pd.concat([shares, data.tables.timeline["election_id"]])
    counted = spoken[spoken != ""].value_counts()
    first = sorted(counted.index, key=lambda each: (-int(counted[each]), each))
    record = {row.election_id for row in data.reference.results_rows}
    latest_first = sorted(record - set(first), key=lambda each: (each.rsplit("-", 1)[0], each), reverse=False)
    return [*first, *latest_first]


def rounds(election_id: str, data: Data) -> list[Round]:
    """The rounds of an election, the last one first; those without anything to show are left out."""
    shares = data.tables.vote_shares
    own = shares[shares["election_id"] == election_id]
    told = {None if pd.isna(number) else int(number) for number in own["round"]}
    record = {election.round for election in data.reference.rounds(election_id)}
    numbers = sorted(told | record, key=lambda number: number or 0, reverse=True)
    found = [_round(election_id, number, own, data) for number in numbers]
    return [each for each in found if len(each.results) or len(each.claims)]


def _round(election_id: str, number: int | None, own: pd.DataFrame, data: Data) -> Round:
    claims = own[own["round"].isna()] if number is None else own[own["round"].eq(number).fillna(False)]
    rows = [row for row in data.reference.results(election_id, number) if row.share_pct is not None]
    parties = data.reference
    results = pd.DataFrame(
        [
            {
                "subject": row.subject,
                "party": row.party_id if row.party_id != row.subject else "",
                "share_pct": float(row.share_pct or 0),
                "votes": row.votes,
                "elected": row.elected,
                "seats": row.seats,
                "colour": party.colour if (party := parties.party(row.party_id)) else "",
            }
            for row in rows
        ],
        columns=["subject", "party", "share_pct", "votes", "elected", "seats", "colour"],
    ).sort_values("share_pct", ascending=False, kind="stable", ignore_index=True)
    drawn = claims[claims["kind"].isin(("result", "projection", "poll"))]
    ringed = set(drawn["subject"])
    named = results["subject"].isin(ringed)
    bars = results[named | (results.index < MOST_BARS)]
    return Round(
        number,
        data.reference.election(election_id, number),
        results,
        claims,
        bars.assign(
            subject=bars["subject"].map(words.named),
            # Room for a ring between the bar and its figure.
            text=[
                f"{_ROOM if row.subject in ringed else ''}{words.percent(row.share_pct)}"
                for row in each_row(bars)
            ],
            hover=[
                f"<b>{plain(words.named(row.subject))} {words.percent(row.share_pct)}</b><br>"
                + (
                    _("{party}, official result", party=plain(row.party))
                    if row.party
                    else _("Official result")
                )
                for row in each_row(bars)
            ],
            key="",
        ),
        pd.DataFrame(
            {
                "subject": drawn["subject"].map(words.named),
                "share_pct": drawn["share_pct"],
                "derived": drawn["derived"].fillna(False).astype("bool"),
                "hover": [
                    f"<b>{plain(words.named(row.subject))} {words.claimed(row.share_pct)}</b><br>"
                    + _("{kind}, as an article says", kind=words.KINDS[str(row.kind)])
                    + f"<br>{words.VERDICTS[str(row.verdict)]}"
                    for row in each_row(drawn)
                ],
                "key": "share=" + drawn["share_id"].astype("str"),
            }
        ),
    )


def finding(election_id: str, data: Data) -> str:
    """What happened, in a sentence: who won the deciding round, and what articles make of it."""
    found = rounds(election_id, data)
    name = words.election(election_id)
    decided = next((each for each in found if len(each.results)), None)
    if decided is None:
        return _("{election}: no official figures on record", election=name)
    first = decided.results.iloc[0]
    # The members of an alliance have rows of their own; they are not behind it.
    leading = data.reference.party(str(first["party"] or first["subject"]))
    rivals = decided.results.iloc[1:]
    rivals = rivals[~rivals["party"].isin(leading.members if leading else ())]
    parts = {
        "subject": words.named(first["subject"]),
        "share": words.percent(first["share_pct"]),
        "day": words.day(decided.election.date if decided.election else election_id.rpartition("-")[2]),
    }
    won = str(first["elected"]) == "True"
    if rivals.empty:
        if won:
            return _("{subject} won with {share} on {day}", **parts)
        return _("{subject} came first with {share} on {day}", **parts)
    second = rivals.iloc[0]
    parts["rival"] = words.named(second["subject"])
    parts["ahead"] = numeral(first["share_pct"] - second["share_pct"], 2)
    if won:
        return _("{subject} won with {share} on {day}, {ahead} points ahead of {rival}", **parts)
    return _("{subject} came first with {share} on {day}, {ahead} points ahead of {rival}", **parts)
