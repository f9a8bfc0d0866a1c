"""Votes with an election: one entry for each polling day, however the articles call and date it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

import pandas as pd

from pipeline import labels
from pipeline.merge.entries import NEAR, Entry, best_dated, named
from pipeline.merge.members import Bounds, Member, days, gap, within
from pipeline.reference import Election, Reference
from pipeline.schemas import HOLDING, UNSURE

VOTES: Final = labels.CONTESTS
_REFERENDUM: Final = "referendum"
_MIXED_UP: Final = ("other_holder", "other_round", "other_base", UNSURE)
_WRONG: Final = ("disagrees", *_MIXED_UP)
# A figure less sure than this, or this many points off, is likelier another one, misread, than disputed.
_SURE: Final = 0.92
_FAR: Final = 20
_ROUND_OF_TYPE: Final = {"election_round1": 1, "runoff": 2}
_TYPE_OF_ROUND: Final = {round_: type_ for type_, round_ in _ROUND_OF_TYPE.items()}
# Who is told by fewer of the articles, for each that tells of the one told most, is no one of the first two.
_TOLD_ENOUGH: Final = 1 / 3

Key = tuple[str, int | None]


class Stated(NamedTuple):
    """A result as an article states it, by columns of `vote_shares`; `voice` is the article it comes from."""

    election_id: str
    round: int | None
    subject: str
    share_pct: float
    derived: bool
    qualifier: str
    verdict: str
    article_id: str
    confidence: float
    voice: str = ""


def stated(shares: pd.DataFrame) -> Iterator[Stated]:
    """The results of elections among the rows of `vote_shares`."""
    rows = shares[(shares["kind"] == "result") & (shares["election_id"] != "")]
    for values in zip(*(rows[name].tolist() for name in Stated._fields if name != "voice"), strict=True):
        each = Stated(*values)
        yield each._replace(round=None if pd.isna(each.round) else int(each.round))


def entries(
    members: Iterable[Member],
    results: Iterable[Stated],
    reference: Reference,
    originals: Mapping[str, str],
) -> tuple[list[Entry], list[Member]]:
    """One entry for each election and round, and the members that tell of other votes.

    Args:
        members: votes with an election.
        results: what the articles state of results, which gives the labels.
        reference: on record are the polling days and whether there were rounds.
        originals: leads from a reprint to the article that it reprints.
    """
    grouped: dict[Key, list[Member]] = defaultdict(list)
    for member in members:
        grouped[key_of(member, reference)].append(member)
    told = _by_day(results, reference, originals)
    found, others = [], []
    for key, group in grouped.items():
        election_id, round_ = key
        day, dated = _day(election_id, round_, group, reference), _dated(group, election_id, reference)
        strays = [] if day or reference.rounds(election_id) else _strays(group, dated)
        others += [replace(stray, election_id="", round=None) for stray in strays]
        type_ = _type(election_id, round_)
        own = [member for member in group if member not in strays]
        whole = round_ is None and len(reference.rounds(election_id)) > 1
        found.append(
            Entry(
                type=type_,
                identity=(election_id, "" if round_ is None else round_, type_),
                members=own,
                election_id=election_id,
                round=round_,
                day=day,
                dated=dated,
                label="" if whole else _label(type_, key, own, told.get(key, ()), reference),
                disputed=_disputed(told.get(key, ())),
            )
        )
    return found, others


def key_of(member: Member, reference: Reference) -> Key:
    """The vote that a member tells of."""
    round_ = _round(member.election_id, member.round, member.type, member.bounds, reference)
    return member.election_id, round_


def key_of_result(result: Stated, reference: Reference) -> Key:
    """The vote that a result is of."""
    return result.election_id, _round(result.election_id, result.round, "", None, reference)


def _round(
    election_id: str, round_: int | None, type_: str, told: Bounds | None, reference: Reference
) -> int | None:
    """The round of a vote: none where the record has none, else what is told, else the one on that date."""
    known = reference.rounds(election_id)
    if known and all(election.round is None for election in known):
        return None
    if stated := round_ or _ROUND_OF_TYPE.get(type_):
        return stated
    if told is None or days(told) > NEAR:
        return None
    fitting = [election.round for election in known if _held_in(election, told)]
    return fitting[0] if len(fitting) == 1 else None


def _held_in(election: Election, told: Bounds) -> bool:
    return bool(election.day) and within((election.date, election.date), told)


def _day(election_id: str, round_: int | None, members: Sequence[Member], reference: Reference) -> str:
    """The polling day on record, "" where there is none."""
    election = reference.election(election_id, round_)
    if election and election.day:
        return election.date
    return next((member.exact_date for member in members if member.exact_date), "")


def _type(election_id: str, round_: int | None) -> str:
    """A round settles what a vote was, else its office, whatever word the articles have for it."""
    office = election_id.split("-")[1]
    return _TYPE_OF_ROUND.get(round_ or 0) or (_REFERENDUM if office == _REFERENDUM else "election")


def _dated(members: Sequence[Member], election_id: str, reference: Reference) -> Member:
    """The member whose date is best supported, of those that a polling day on record lies in, if any."""
    known = reference.rounds(election_id)
    fitting = [member for member in members if any(_held_in(each, member.bounds) for each in known)]
    return best_dated(fitting or members)


def _strays(members: Iterable[Member], dated: Member) -> list[Member]:
    """Members that surely tell of another vote of that name: their date lies far from the entry's."""
    return [
        member
        for member in members
        if member.sure and member.resolved_by and gap(member.bounds, dated.bounds) > NEAR
    ]


# Labels


def _by_day(
    results: Iterable[Stated], reference: Reference, originals: Mapping[str, str]
) -> Mapping[Key, Sequence[Stated]]:
    """What the articles say of the results, by polling day."""
    found: dict[Key, list[Stated]] = defaultdict(list)
    for each in results:
        voice = originals.get(each.article_id, each.article_id)
        found[key_of_result(each, reference)].append(each._replace(voice=voice))
    return found


def _label(
    type_: str, key: Key, members: Sequence[Member], results: Sequence[Stated], reference: Reference
) -> str:
    """The first two with the figures that most articles give them, "" where one article tells of the vote.

    On record the first two are those who were: so the label names them, whomever the articles are about.
    """
    if len({member.voice for member in members if not member.entered}) < 2:
        return ""
    ranked = [row.subject for row in reference.results(*key)]
    told: dict[str, list[Stated]] = defaultdict(list)
    for result in results:
        if result.verdict in _WRONG:
            continue
        row = reference.result(*key, result.subject)
        told[row.subject if row else result.subject].append(result)
    first = ranked[:2] if ranked else _most_told(told)
    figures = {subject: f"{_best(told[subject]):g}" for subject in first if subject in told}
    if not first or (type_ == _REFERENDUM and first[0] not in figures):
        return ""
    # The second alone would stand there as if it had won.
    return labels.write(labels.facts_of(type_, first, key[0], figures if first[0] in figures else {}), "en")


def _most_told(told: Mapping[str, Sequence[Stated]]) -> list[str]:
    """Who several articles tell of, the strongest first; who has the figure of another is the same list."""
    voices = {subject: len({each.voice for each in results}) for subject, results in told.items()}
    most = max(voices.values(), default=0)
    by_share: dict[float, str] = {}
    for subject in sorted(told, key=lambda subject: (-voices[subject], subject)):
        if voices[subject] >= max(most * _TOLD_ENOUGH, 2):
            by_share.setdefault(_best(told[subject]), subject)
    return [by_share[share] for share in sorted(by_share, reverse=True)]


def _best(told: Sequence[Stated]) -> float:
    """The share that most articles give; of equals one on record, then a stated, the finest, the surest."""
    voices: dict[float, set[str]] = defaultdict(set)
    for each in told:
        voices[each.share_pct].add(each.voice)
    return max(
        told,
        key=lambda each: (
            len(voices[each.share_pct]),
            each.verdict in HOLDING,
            not each.derived,
            len(f"{each.share_pct:g}"),
            each.confidence,
            each.share_pct,
        ),
    ).share_pct


# Conflicts


def _disputed(results: Sequence[Stated]) -> tuple[str, ...]:
    """Whose figures articles disagree on: the one that most give, then the others, with their articles.

    What rounding explains, what the record has by another count, and what is unsure is no dispute.
    """
    by_subject: dict[str, list[Stated]] = defaultdict(list)
    for result in results:
        sure = result.confidence >= _SURE and result.verdict not in _MIXED_UP
        if sure and not result.derived and result.qualifier == "exact":
            by_subject[result.subject].append(result)
    return tuple(
        dispute for subject in sorted(by_subject) if (dispute := _dispute(subject, by_subject[subject]))
    )


def _dispute(subject: str, told: Sequence[Stated]) -> str:
    best = _best(told)
    agree = {each.voice for each in told if alike(each.share_pct, best)}
    others: dict[float, set[str]] = defaultdict(set)
    for each in told:
        near = not alike(each.share_pct, best) and abs(each.share_pct - best) < _FAR
        if near and each.voice not in agree and each.verdict not in HOLDING:
            others[each.share_pct].add(each.article_id)
    if not others:
        return ""
    own = sorted({each.article_id for each in told if alike(each.share_pct, best)})
    told_by = (f"{share:g} % in {named(sorted(ids))}" for share, ids in sorted(others.items()))
    return "; ".join((f"{subject} {best:g} % in {named(own)}", *told_by))


def alike(one: float, other: float) -> bool:
    """Whether two figures are one, rounded or cut off at the coarser: 48.66 is 48.7 or 48.6."""
    places = [len(f"{share:g}".partition(".")[2]) for share in (one, other)]
    unit = 10.0 ** -min(places)
    # Of two that are as fine, one may be rounded up and the other cut off: a whole unit lies between.
    return abs(one - other) < unit * (1.01 if len(set(places)) == 1 else 1)
