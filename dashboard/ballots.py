"""Which elections there are to choose from: by country, office (with its area) and day."""

from collections import Counter, defaultdict
from dataclasses import dataclass

import streamlit as st

from dashboard.data import Data
from pipeline.link.votes import main_office
from pipeline.reference import Reference
from pipeline.telling import i18n, words
from pipeline.telling.contest import Contest, contest_of


@dataclass(frozen=True)
class Ballots:
    """All elections on record or in tables: how many figures and events articles tell of each, and those with
    official figures.

    What articles tell of most, then what there are figures of, comes first among countries and contests; the
    latest among the elections of a contest.
    """

    told: Counter[str]
    counted: frozenset[str]
    contests: dict[str, tuple[Contest, ...]]
    elections: dict[Contest, tuple[str, ...]]

    def best(self, *among: Contest) -> str:
        """The election to begin with: of which articles tell most, of equals the latest with figures."""
        every = [each for contest in among for each in self.elections[contest]]
        return max(every, key=lambda each: (self.told[each], each in self.counted, words.year_in(each)))


def ballots(data: Data) -> Ballots:
    """The elections of the record and of these tables."""
    return _ballots(data.stamp, i18n.locale(), data)


@st.cache_resource(max_entries=8, show_spinner=False)
def _ballots(stamp: str, reader: str, _data: Data) -> Ballots:
    told = Counter(
        str(each)
        for column in (_data.tables.vote_shares["election_id"], _data.tables.timeline["election_id"])
        for each in column
        if each and str(each).count("-") > 1
    )
    return arrange(told, _data.reference)


def arrange(told: Counter[str], record: Reference) -> Ballots:
    """The elections on record and those told, in the order to offer them."""
    days = {each.election_id: each.date for each in record.elections}
    held: dict[Contest, list[str]] = defaultdict(list)
    for election_id in {*days, *told}:
        held[contest_of(election_id)].append(election_id)
    elections = {
        contest: tuple(
            sorted(ids, key=lambda each: (days.get(each, words.year_in(each)), each), reverse=True)
        )
        for contest, ids in held.items()
    }
    counted = frozenset(row.election_id for row in record.results_rows if row.share_pct is not None)
    weight = {
        contest: (-sum(told[each] for each in ids), counted.isdisjoint(ids))
        for contest, ids in elections.items()
    }
    of_country: dict[str, list[Contest]] = defaultdict(list)
    for contest in sorted(
        elections,
        key=lambda each: (
            *weight[each],
            each.office != main_office(each.country),
            each.area != "",
            each.name,
        ),
    ):
        of_country[contest.country].append(contest)
    countries = sorted(
        of_country,
        key=lambda each: (
            sum(weight[one][0] for one in of_country[each]),
            all(weight[one][1] for one in of_country[each]),
            words.country(each),
        ),
    )
    return Ballots(told, counted, {each: tuple(of_country[each]) for each in countries}, elections)
