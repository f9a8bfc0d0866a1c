"""Superlatives: the highest, lowest, closest, best or worst of the record, and "never" with a comparison.

A superlative is a claim only with a scope: since when, of whom or in what history. The figure that it
is made of is looked up in the record, and held against all others within the scope.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.annotate import within
from pipeline.claims.claim import Judged, held, unknown
from pipeline.claims.groups import ALL, WINNERS, Group, group_among, of_subject, subject_near
from pipeline.claims.record import (
    DAY_FIGURES,
    DECIDING,
    Entry,
    Office,
    day_entries,
    subject_entries,
)
from pipeline.claims.scan import Match, Passage, key_of
from pipeline.claims.scope import (
    SCOPES,
    Scope,
    beyond,
    has_rounds,
    record_of,
    scope_after,
    scope_of_sentence,
    votes_of,
)
from pipeline.model import Span

_LOW = frozenset({"low", "close", "worst"})
_SUBJECT_MEASURES = frozenset({"score", "votes", "seats"})
# Of these a "worst" one is high, and a "best" one low.
_UNWELCOME = frozenset({"abstention", "blank"})
_PRESENT_ROUND = 2
_BOUNDING = frozenset({"any", "namesake", "incumbent", "loser", "second", "third"})
_ORDINALS = {1: "", 2: "second ", 3: "third ", 4: "fourth ", 5: "fifth "}


@dataclass(frozen=True)
class Query:
    """What is compared: a measure, which end of it, the place counted from that end, among whom, and where.

    `news` is whether it is told of the article's own vote: what "had never been" is said of.
    """

    measure: str
    low: bool
    place: int
    group: Group
    scope: Scope
    record: Office
    news: bool

    @property
    def told(self) -> str:
        """The end in English."""
        return f"{_ORDINALS.get(self.place, f'{self.place}th ')}{'lowest' if self.low else 'highest'}"


def superlative(passage: Passage, match: Match) -> tuple[int, Judged] | None:
    """The last word and the verdict of "the DEGREE MEASURE SCOPE"; None where no scope makes it a claim."""
    bounds = [mark.first for name, mark in match.taken.items() if name in SCOPES]
    scope = scope_after(passage, min(bounds, default=match.last + 1) - 1)
    group = group_among(passage, match.first, scope.last) or _owner(passage, match)
    if not scope.bounded and not _is_bounded_by_group(passage, match, scope):
        return None
    return _judged(passage, match, scope, group)


def _is_bounded_by_group(passage: Passage, match: Match, scope: Scope) -> bool:
    """Whether a group makes a claim of it without a time: "the best score of any candidate"."""
    if "ordinal" in match.taken and ("round" in match.taken or "group" in match.taken):
        return True
    groups = {key_of(mark) for mark in passage.between(match.last + 1, scope.last, "group")}
    owned = passage.between(match.last + 1, scope.last, "own")
    return "measure" in match.taken and bool(groups & _BOUNDING or owned)


def never(passage: Passage, match: Match) -> tuple[int, Judged] | None:
    """ "Never has X been lower", "no X has ever done better": a superlative told by its denial."""
    scope = scope_of_sentence(passage, scope_after(passage, match.last))
    group = group_among(passage, match.first, match.last)
    if group is None:
        group = group_among(passage, match.last + 1, scope.last)
    return _judged(passage, match, replace(scope, bounded=True), group)


def than_any(passage: Passage, match: Match) -> tuple[int, Judged] | None:
    """ "By fewer votes than any other president": a superlative told by comparison."""
    scope = scope_after(passage, match.last)
    group = group_among(passage, match.last + 1, scope.last)
    return _judged(passage, match, replace(scope, bounded=True), group)


def record_holder(passage: Passage, match: Match) -> tuple[int, Judged] | None:
    """ "A record": the highest, or with a word for it the lowest, of all."""
    scope = scope_after(passage, match.last)
    return _judged(passage, match, replace(scope, bounded=True), None)


def _owner(passage: Passage, match: Match) -> Group | None:
    """Whose best or worst it is, where that stands right before: "their worst", "the Front's worst score"."""
    if match.key("measure") not in ("", *_SUBJECT_MEASURES):
        return None
    possessives = passage.between(match.first - 2, match.first - 1, "possessive")
    if possessives:
        subject = subject_near(passage, possessives[0].last)
        return of_subject(passage, subject) if subject else None
    for subject in passage.subjects:
        ends = passage.document.clean[subject.end : passage.document.words[match.first].start]
        if subject.mention.last < match.first and ends.strip(" ") in ("'s", "’s", "'", "’", "s"):
            return of_subject(passage, subject)
    return None


def _judged(passage: Passage, match: Match, scope: Scope, group: Group | None) -> tuple[int, Judged] | None:
    measure = match.key("measure") or _measure_before(passage, match)
    if measure == "other" and _mark_before(passage, match) in DAY_FIGURES:
        # "Abstention climbed to its highest level": the level is that of abstention.
        measure = _mark_before(passage, match)
    if not measure:
        return None
    if group is WINNERS:
        measure = {"votes": "winning_votes", "score": "winning_share"}.get(measure, measure)
    if measure not in DAY_FIGURES and measure not in _SUBJECT_MEASURES:
        return scope.last, unknown("the record holds no figures of this kind")
    degree = match.key("degree") or match.key("compare") or match.key("lead_by")
    low = (degree in _LOW) != (measure in _UNWELCOME and degree in ("best", "worst"))
    if scope.elsewhere:
        return scope.last, unknown("the claim names bodies or countries that the record does not hold")
    start = passage.document.words[match.first].start
    record = record_of(passage, scope, start)
    reason = beyond(passage, scope, record)
    if reason:
        return scope.last, unknown(reason)
    place = int(match.key("ordinal") or 1)
    news = match.rule.query == "never_measure" and passage.story.country == passage.told.country
    query = Query(measure, low, place, group or ALL, scope, record, news)
    return scope.last, judge(passage, query, start)


def _measure_before(passage: Passage, match: Match) -> str:
    """What a bare "the highest" is of: the measure told last before it, else the share of someone."""
    before = _mark_before(passage, match)
    if before:
        return before
    told = passage.part(passage.document.words[match.first].start)
    return "score" if _figures(passage, told) and passage.subjects else ""


def _mark_before(passage: Passage, match: Match) -> str:
    before = passage.between(passage.told.sentence.first, match.first - 1, "measure")
    return key_of(before[-1]) if before else ""


def _figures(passage: Passage, told: Span) -> list[float]:
    """The shares in a part of the sentence."""
    return [
        figure.value
        for figure in within(passage.document.figures, told.start, told.end)
        if figure.unit or figure.decimals
    ]


# The verdict


def judge(passage: Passage, query: Query, start: int) -> Judged:
    """Whether the figure that the claim is of is the one that it says."""
    entries = _entries(passage, query)
    own = _own(passage, query, entries, start)
    if own is None:
        return unknown(f"the record does not tell which {query.measure} the claim is of")
    published = passage.document.article.published
    until = published.isoformat() if published and published.isoformat() >= own.date else own.date
    if query.scope.then or query.scope.since:
        until = own.date
    others = [
        entry
        for entry in entries
        if entry != own
        and _comparable(entry, own, query)
        and entry.date <= until
        and entry.year > (query.scope.since or 0)
    ]
    if not others:
        return unknown(f"the record holds no other {query.measure} to compare with {own.told}")
    beaten = [
        entry for entry in others if (entry.value < own.value) == query.low and entry.value != own.value
    ]
    true = len(beaten) == query.place - 1
    ordered = sorted(others, key=lambda entry: entry.value, reverse=not query.low)
    years = sorted({entry.year for entry in (*others, own)})
    gaps = _missing_years(passage, query, others, own, until)
    who = "" if query.group.everyone else f" of {query.group.told}"
    because = (
        f"{query.told} {query.measure.replace('_', ' ')}{who} "
        f"in {query.record.country}-{query.record.office}, "
        f"{years[0]} to {years[-1]}: {own.told}; {'next' if true else 'but'} {ordered[0].told}"
    )
    if true and gaps and (query.scope.since or query.scope.period):
        return unknown(f"{because}; no figures for {', '.join(map(str, gaps))}")
    return held(true=true, because=because)


def _entries(passage: Passage, query: Query) -> Sequence[Entry]:
    entries: Sequence[Entry]
    if query.measure in DAY_FIGURES:
        entries = day_entries(passage.reference, query.record, query.measure)
    else:
        standings = [standing for standing in query.record.standings if query.group.holds(standing)]
        entries = tuple(subject_entries(standings, query.measure))
    round_ = query.scope.round if query.scope.round is not None else query.group.round
    if round_ is not None and query.measure not in DECIDING:
        entries = [entry for entry in entries if entry.round in (round_, None)]
    if query.low and not query.group.everyone and query.measure in _SUBJECT_MEASURES:
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


def _comparable(entry: Entry, own: Entry, query: Query) -> bool:
    """Whether a figure is of the same kind of round; what everyone got is compared between votes only."""
    if entry.round != own.round and query.measure not in DECIDING:
        return False
    return not (query.group.everyone and query.low and entry.election_id == own.election_id)


def _own(passage: Passage, query: Query, entries: Sequence[Entry], start: int) -> Entry | None:
    """The figure that the claim is of: by vote, subject and the figures that the sentence tells."""
    told = passage.part(start)
    figures = _figures(passage, told)
    votes = votes_of(passage, start, told, news=query.news)
    named = [one.name for one in passage.subjects if told.start <= one.start < told.end]
    best: tuple[tuple[float, ...], Entry] | None = None
    for entry in entries:
        place = next(
            (
                index
                for index, vote in enumerate(votes)
                if vote.election_id == entry.election_id and vote.round in (entry.round, None)
            ),
            None,
        )
        election = any(vote.election_id == entry.election_id for vote in votes)
        matched = any(abs(figure - entry.value) < _near(figure) for figure in figures)
        subject = bool(entry.subject) and _names(entry, query, named)
        only = subject and sum(other.subject == entry.subject for other in entries) == 1
        if not (place is not None or election or (subject and (matched or only))):
            continue
        if query.measure in _SUBJECT_MEASURES and not (subject or matched or not query.group.everyone):
            continue
        extreme = -entry.value if query.low else entry.value
        rank = (
            float(subject and matched),
            float(place is not None or (election and query.measure in DECIDING) or only),
            float(matched),
            float(subject),
            -float(place if place is not None else len(votes)),
            float(entry.round == _PRESENT_ROUND) if has_rounds(query.record) else 0.0,
            extreme,
        )
        if best is None or rank > best[0]:
            best = rank, entry
    return best[1] if best else None


def _names(entry: Entry, query: Query, named: Sequence[str]) -> bool:
    if entry.subject in query.group.names:
        return True
    return any(entry.subject == name or entry.subject.startswith(f"{name} over ") for name in named)


def _near(figure: float) -> float:
    return 0.06 if figure != round(figure) else 0.51


def _missing_years(
    passage: Passage, query: Query, others: Sequence[Entry], own: Entry, until: str
) -> list[int]:
    """The votes within a scope that names its years, but for which the figure is not on record."""
    have = {entry.election_id for entry in (*others, own)}
    days = passage.reference.elections_of(query.record.country, query.record.office, query.record.area)
    if not query.group.everyone:
        return []
    return sorted(
        {
            int(day.date[:4])
            for day in days
            if day.election_id not in have
            and day.date <= until
            and int(day.date[:4]) > (query.scope.since or 0)
            and (own.round is None or day.round == own.round)
        }
    )
