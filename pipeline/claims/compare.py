"""A figure of the record held against all others within a scope: the verdict on an extreme."""

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from typing import NamedTuple

from pipeline.annotate import within as among
from pipeline.claims.claim import Judged, held, unknown
from pipeline.claims.groups import Group
from pipeline.claims.record import (
    COUNTED,
    DAY_FIGURES,
    DECIDING,
    SUBJECT_FIGURES,
    Entry,
    Office,
    day_entries,
    office,
    subject_entries,
)
from pipeline.claims.scan import Passage
from pipeline.claims.scope import Scope, after_year, has_rounds, votes_of
from pipeline.link import Vote
from pipeline.model import Span
from pipeline.reference import Reference

_LOW = frozenset({"low", "close", "worst"})
# Of these a "worst" one is high, and a "best" one low.
_UNWELCOME = frozenset({"abstention", "blank"})
_DECIDING_ROUND = 2
# Of the figures that decide a vote the one that is told in percent.
_SHARE = "winning_share"
_PAST = "versus.past"
# What votes for any office have.
_OF_ALL_VOTES = frozenset({"turnout", "abstention", "blank"})
_ORDINALS = {1: "", 2: "second ", 3: "third ", 4: "fourth ", 5: "fifth "}


ALONE = "the record holds no other"
"""How it says that there is nothing to compare with."""


@dataclass(frozen=True)
class Query:
    """What is compared: a measure, which end of it, the place counted from that end, and among whom.

    `news` is whether it is told of the article's own vote (what "had never been" is said of), `whole`
    whether all figures of the sentence may be the one meant, `year` the one of the vote, if it is told,
    `back` whether the year that bounds the scope has to be beyond it ("one has to go back to 1969").
    """

    measure: str
    low: bool
    place: int
    group: Group
    news: bool = False
    whole: bool = False
    year: int = 0
    back: bool = False

    @property
    def told(self) -> str:
        """The end in English."""
        return f"{_ORDINALS.get(self.place, f'{self.place}th ')}{'lowest' if self.low else 'highest'}"


class Within(NamedTuple):
    """The votes that are compared: a scope and the record of an office."""

    scope: Scope
    record: Office


def _told(measure: str) -> str:
    return measure.replace("_", " ")


def is_low(degree: str, measure: str) -> bool:
    """Whether a degree ("low", "best") means the lower end of a measure."""
    return (degree in _LOW) != (measure in _UNWELCOME and degree in ("best", "worst"))


def judge(passage: Passage, query: Query, within: Within, start: int) -> Judged:
    """Whether the figure that the claim is of is the one that it says.

    Where it is not, the article's own vote may be meant, from which the sentence strays: that it holds for
    that one is enough.
    """
    entries = _entries(query, within, passage)
    owns = _owns(passage, query, within, entries, start) or _of_other_office(passage, query, within, start)
    if not owns:
        return unknown(f"the record does not tell which {_told(query.measure)} the claim is of")
    verdicts = [_held(passage, query, within, entries, own) for own in owns]
    supported = next((one for one in verdicts if one.verdict == "supported"), None)
    if supported is None and not _is_sure(passage, query, owns[0], start):
        return unknown(f"the record does not tell which {_told(query.measure)} the claim is of")
    return supported or verdicts[0]


def _of_other_office(passage: Passage, query: Query, within: Within, start: int) -> list[Entry]:
    """The figure of the vote told, where those of another office are compared with it: a referendum's turnout
    "higher than at any general election"."""
    if query.measure not in _OF_ALL_VOTES or not within.scope.office:
        return []
    votes = [vote for vote in (*votes_of(passage, start), passage.story.main) if vote]
    for vote in votes:
        record = office(passage.reference, vote.country, vote.office)
        for entry in day_entries(passage.reference, record, query.measure):
            if entry.election_id == vote.election_id and vote.round in (entry.round, None):
                return [replace(entry, round=None)]
    return []


def _is_sure(passage: Passage, query: Query, own: Entry, start: int) -> bool:
    """Whether no figure beside the claim says that another figure is meant."""
    told = passage.part(start)
    figures = [figure for figure in figures_in(passage, told, start) if figure != round(figure)]
    counted = own.unit in COUNTED or query.measure in DECIDING - {_SHARE}
    return counted or not figures or any(abs(figure - own.value) < 1 for figure in figures)


def _held(passage: Passage, query: Query, within: Within, entries: Sequence[Entry], own: Entry) -> Judged:
    scope, record = within
    after = after_year(passage, scope, record.office)
    published = passage.document.article.published
    until = published.isoformat() if published and published.isoformat() >= own.date else own.date
    if scope.then or scope.since:
        until = own.date
    others = [
        entry
        for entry in entries
        if entry != own
        and _comparable(passage.reference, entry, own, query)
        and entry.date <= until
        and entry.year > after
    ]
    if not others:
        return unknown(f"{ALONE} {query.measure} to compare with {own.told(passage.reference)}")
    beaten = [
        entry for entry in others if (entry.value < own.value) == query.low and entry.value != own.value
    ]
    true = len(beaten) == query.place - 1
    if query.back:
        true = true and any(
            (entry.value < own.value) == query.low
            for entry in entries
            if entry.year == scope.since and _comparable(passage.reference, entry, own, query)
        )
    ordered = sorted(others, key=lambda entry: entry.value, reverse=not query.low)
    years = sorted({entry.year for entry in (*others, own)})
    who = "" if query.group.everyone else f" of {query.group.told}"
    because = (
        f"{query.told} {query.measure.replace('_', ' ')}{who} "
        f"in {record.told}, "
        f"{years[0]} to {years[-1]}: {own.told(passage.reference)}; "
        f"{'next' if true else 'but'} {ordered[0].told(passage.reference)}"
    )
    gaps = _missing_years(passage, query, within, {entry.election_id for entry in (*others, own)}, own, until)
    if true and gaps and (scope.since or scope.period):
        return unknown(f"{because}; no figures for {', '.join(map(str, gaps))}")
    return held(true=true, because=because)


def figures_in(passage: Passage, told: Span, start: int = -1) -> list[float]:
    """The shares in a part of the sentence, but for those before a place that are compared with."""
    past = min((mark.start for mark in passage.marks if mark.tag == _PAST), default=told.end)
    return [
        figure.value
        for figure in among(passage.document.figures, told.start, told.end)
        if (figure.unit or figure.decimals) and not past < figure.start < start
    ]


def _entries(query: Query, within: Within, passage: Passage) -> Sequence[Entry]:
    scope, record = within
    entries: Sequence[Entry]
    if query.measure in DAY_FIGURES:
        entries = day_entries(passage.reference, record, query.measure)
        if query.measure in DECIDING and not query.group.everyone:
            own = {(one.election_id, one.subject) for one in record.standings if query.group.holds(one)}
            entries = [one for one in entries if (one.election_id, one.subject.split(" over ")[0]) in own]
    else:
        standings = [standing for standing in record.standings if query.group.holds(standing)]
        entries = tuple(subject_entries(standings, query.measure))
    round_ = scope.round if scope.round is not None else query.group.round
    if round_ is not None and query.measure not in DECIDING:
        entries = [entry for entry in entries if entry.round in (round_, None)]
    if query.low and not query.group.everyone and query.measure in SUBJECT_FIGURES:
        entries = _best_of_each(entries)
    return entries


def _best_of_each(entries: Sequence[Entry]) -> list[Entry]:
    """The best one of each polling day: the worst score of a family is not that of its splinter groups."""
    best: dict[tuple[str, int | None], Entry] = {}
    for entry in entries:
        known = best.setdefault((entry.election_id, entry.round), entry)
        if entry.value > known.value:
            best[entry.election_id, entry.round] = entry
    return list(best.values())


def _comparable(reference: Reference, entry: Entry, own: Entry, query: Query) -> bool:
    """Whether a figure is of the same kind of round; what everyone got is compared between votes only.

    A party and its alliance are the same one, told with and without its allies.
    """
    if entry.round != own.round and query.measure not in DECIDING:
        return False
    if entry.election_id == own.election_id and _are_allied(reference, entry.subject, own.subject):
        return False
    return not (query.group.everyone and query.low and entry.election_id == own.election_id)


def _are_allied(reference: Reference, one: str, other: str) -> bool:
    """Whether one party is of the alliance that the other one is."""
    parties = [party for name in (one, other) if (party := reference.party_named(name))]
    return any(each.party_id in bloc.members for bloc in parties for each in parties)


def _owns(
    passage: Passage, query: Query, within: Within, entries: Sequence[Entry], start: int
) -> list[Entry]:
    """The figure that the claim is of, by vote, subject and figures told, and behind it that of the news."""
    after = after_year(passage, within.scope, within.record.office)
    sentence = passage.told.sentence
    told = Span(sentence.start, sentence.end) if query.whole else passage.part(start)
    figures = [] if query.news else figures_in(passage, told, start)
    main = passage.story.main
    votes = [main] if query.news and main else votes_of(passage, start, told)
    named = [one.name for one in passage.subjects if told.start <= one.start < told.end]
    ranked: list[tuple[tuple[float, ...], Entry]] = []
    for entry in entries:
        if entry.year <= after or (query.year and entry.year != query.year):
            continue
        place = next(
            (
                index
                for index, vote in enumerate(votes)
                if vote.election_id == entry.election_id and vote.round in (entry.round, None)
            ),
            None,
        )
        election = bool(query.year) or any(vote.election_id == entry.election_id for vote in votes)
        matched = any(abs(figure - entry.value) < _near(figure) for figure in figures)
        exact = any(
            figure != round(figure) and abs(figure - entry.value) < _near(figure) for figure in figures
        )
        subject = bool(entry.subject) and _names(entry, query, named)
        only = subject and sum(other.subject == entry.subject for other in entries) == 1
        if not (place is not None or election or exact or (subject and (matched or only))):
            continue
        if query.measure in SUBJECT_FIGURES and not (
            subject or matched or not query.group.everyone or query.measure == "votes"
        ):
            continue
        rank = (
            float(subject and matched),
            float(exact),
            float(place is not None or (election and query.measure in DECIDING) or only),
            float(matched),
            float(subject),
            -float(place if place is not None else len(votes)),
            float(entry.round == _DECIDING_ROUND) if has_rounds(within.record) else 0.0,
            -entry.value if query.low else entry.value,
        )
        ranked.append((rank, entry))
    found = [max(ranked)[1]] if ranked else []
    known = {entry.election_id for entry in entries}
    if query.year or any(vote.election_id not in known for vote in votes[:1]) or not _is_told(passage, main):
        return found
    news = [
        entry
        for entry in entries
        if main
        and entry.election_id == main.election_id
        and entry.year > after
        and entry.election_id not in {own.election_id for own in found}
    ]
    if query.measure in SUBJECT_FIGURES and query.group.everyone:
        news = [entry for entry in news if _names(entry, query, named)]
    return [*found, *news]


def _is_told(passage: Passage, vote: Vote | None) -> bool:
    """Whether the article tells of a vote by words, rather than being about it by its day alone."""
    return vote is not None and any(
        anchor.vote.election_id == vote.election_id for told in passage.story.told for anchor in told.anchors
    )


def _names(entry: Entry, query: Query, named: Sequence[str]) -> bool:
    if entry.subject in query.group.names:
        return True
    return any(entry.subject == name or entry.subject.startswith(f"{name} over ") for name in named)


def _near(figure: float) -> float:
    return 0.06 if figure != round(figure) else 0.51


def _missing_years(
    passage: Passage, query: Query, within: Within, have: Set[str], own: Entry, until: str
) -> list[int]:
    """The votes within a scope that names its years, but for which the figure is not on record."""
    if not query.group.everyone:
        return []
    after = after_year(passage, within.scope, within.record.office)
    record = within.record
    return sorted(
        {
            int(day.date[:4])
            for day in passage.reference.elections_of(record.country, record.office, record.area)
            if day.election_id not in have
            and day.date <= until
            and int(day.date[:4]) > after
            and (own.round is None or day.round == own.round)
        }
    )
