"""Votes with an election: one entry for each polling day, however the articles call and date it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import pandas as pd

from pipeline import labels
from pipeline.merge.entries import NEAR, Entry, best_dated, named
from pipeline.merge.members import Bounds, Member, days, gap, within
from pipeline.reference import Election, Reference
from pipeline.schemas import HOLDING

VOTES: Final = labels.CONTESTS
_REFERENDUM: Final = "referendum"
_MIXED_UP: Final = ("other_holder", "other_round", "other_base")
_WRONG: Final = ("disagrees", *_MIXED_UP)
# A figure less sure than this, or this many points off, is likelier another one, misread, than disputed.
_SURE: Final = 0.92
_FAR: Final = 20
_ROUND_OF_TYPE: Final = {"election_round1": 1, "runoff": 2}
_TYPE_OF_ROUND: Final = {round_: type_ for type_, round_ in _ROUND_OF_TYPE.items()}
# Who is told by fewer of the articles, for each that tells of the one told most, is no one of the first two.
_TOLD_ENOUGH: Final = 1 / 3

COLUMNS: Final = (
    "kind", "election_id", "round", "subject", "share_pct", "derived", "qualifier", "verdict", "article_id",
    "confidence",
)  # fmt: skip
"""The columns of `vote_shares` that are looked at."""

Key = tuple[str, int | None]


def entries(
    members: Iterable[Member], shares: pd.DataFrame, reference: Reference, originals: Mapping[str, str]
) -> tuple[list[Entry], list[Member]]:
    """One entry for each election and round, and the members that tell of other votes.

    Args:
        members: votes with an election.
        shares: the table `vote_shares`, whose results give the labels.
        reference: on record are the polling days and whether there were rounds.
        originals: leads from a reprint to the article that it reprints.
    """
    grouped: dict[Key, list[Member]] = defaultdict(list)
    for member in members:
        round_ = _round(member.election_id, member.round, member.type, member.bounds, reference)
        grouped[member.election_id, round_].append(member)
    results = _results(shares, reference, originals)
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
                label="" if whole else _label(type_, key, own, results.get(key, ()), reference),
                disputed=_disputed(results.get(key, ())),
            )
        )
    return found, others


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


@dataclass(frozen=True)
class _Result:
    subject: str
    share: float
    derived: bool
    qualifier: str
    verdict: str
    article_id: str
    voice: str
    confidence: float


def _results(
    shares: pd.DataFrame, reference: Reference, originals: Mapping[str, str]
) -> Mapping[Key, Sequence[_Result]]:
    """What the articles say of the results, by polling day."""
    found: dict[Key, list[_Result]] = defaultdict(list)
    rows = shares[(shares["kind"] == "result") & (shares["election_id"] != "")]
    columns = (rows[name].tolist() for name in COLUMNS if name != "kind")
    for election_id, told, subject, share, derived, qualifier, judged, article_id, sure in zip(
        *columns, strict=True
    ):
        round_ = _round(election_id, None if pd.isna(told) else int(told), "", None, reference)
        voice = originals.get(article_id, article_id)
        result = _Result(subject, share, bool(derived), qualifier, judged, article_id, voice, sure)
        found[election_id, round_].append(result)
    return found


def _label(
    type_: str, key: Key, members: Sequence[Member], results: Sequence[_Result], reference: Reference
) -> str:
    """The first two with the figures that most articles give them, "" where one article tells of the vote.

    On record the first two are those who were: so the label names them, whomever the articles are about.
    """
    if len({member.voice for member in members if not member.entered}) < 2:
        return ""
    ranked = [row.subject for row in reference.results(*key)]
    told: dict[str, list[_Result]] = defaultdict(list)
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


def _most_told(told: Mapping[str, Sequence[_Result]]) -> list[str]:
    """Who several articles tell of, the strongest first; who has the figure of another is the same list."""
    voices = {subject: len({each.voice for each in results}) for subject, results in told.items()}
    most = max(voices.values(), default=0)
    by_share: dict[float, str] = {}
    for subject in sorted(told, key=lambda subject: (-voices[subject], subject)):
        if voices[subject] >= max(most * _TOLD_ENOUGH, 2):
            by_share.setdefault(_best(told[subject]), subject)
    return [by_share[share] for share in sorted(by_share, reverse=True)]


def _best(told: Sequence[_Result]) -> float:
    """The share that most articles give; of equals one on record, then a stated, the finest, the surest."""
    voices: dict[float, set[str]] = defaultdict(set)
    for each in told:
        voices[each.share].add(each.voice)
    return max(
        told,
        key=lambda each: (
            len(voices[each.share]),
            each.verdict in HOLDING,
            not each.derived,
            len(f"{each.share:g}"),
            each.confidence,
            each.share,
        ),
    ).share


# Conflicts


def _disputed(results: Sequence[_Result]) -> tuple[str, ...]:
    """Whose figures articles disagree on: the one that most give, then the others, with their articles.

    What rounding explains, what the record has by another count, and what is unsure is no dispute.
    """
    by_subject: dict[str, list[_Result]] = defaultdict(list)
    for result in results:
        sure = result.confidence >= _SURE and result.verdict not in _MIXED_UP
        if sure and not result.derived and result.qualifier == "exact":
            by_subject[result.subject].append(result)
    return tuple(
        dispute for subject in sorted(by_subject) if (dispute := _dispute(subject, by_subject[subject]))
    )


def _dispute(subject: str, told: Sequence[_Result]) -> str:
    best = _best(told)
    agree = {each.voice for each in told if alike(each.share, best)}
    others: dict[float, set[str]] = defaultdict(set)
    for each in told:
        near = not alike(each.share, best) and abs(each.share - best) < _FAR
        if near and each.voice not in agree and each.verdict not in HOLDING:
            others[each.share].add(each.article_id)
    if not others:
        return ""
    own = sorted({each.article_id for each in told if alike(each.share, best)})
    told_by = (f"{share:g} % in {named(sorted(ids))}" for share, ids in sorted(others.items()))
    return "; ".join((f"{subject} {best:g} % in {named(own)}", *told_by))


def alike(one: float, other: float) -> bool:
    """Whether two figures are one, rounded or cut off at the coarser: 48.66 is 48.7 or 48.6."""
    places = [len(f"{share:g}".partition(".")[2]) for share in (one, other)]
    unit = 10.0 ** -min(places)
    # Of two that are as fine, one may be rounded up and the other cut off: a whole unit lies between.
    return abs(one - other) < unit * (1.01 if len(set(places)) == 1 else 1)
