"""What an extraction got right, against labels; pure functions of both.

Every measure is a `Tally`: how many are right, of how many found and how many wanted. F1 is twice the
right ones over found and wanted together. Where a measure asks how many of something are right
(verdicts, evidence, claims, distractors), found and wanted are the same number and F1 is that share.
"""

import re
import tomllib
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from benchmarks.labels import ClaimLabel, CountLabel, EventLabel, Labels, ShareLabel

MEASURES = {
    "dates": "event dates",
    "distinct_dates": "event dates, each once an article",
    "types": "event dates with type",
    "shares": "vote shares: subject, share, kind",
    "elections": "vote shares with election and round",
    "all_shares": "shares of every kind",
    "verdicts": "verdicts right, of the shares found",
    "evidence": "offsets on the words, of the shares found",
    "claims": "claims found and judged right",
    "distractors": "numbers that are no vote share, left alone",
}
# Measured where articles are labelled for them.
COUNT_MEASURES = {
    "counts": "numbers of votes and seats, with election",
    "count_verdicts": "verdicts right, of the numbers found",
}
VOTE_KINDS = frozenset({"result", "poll", "projection"})
SHARE_TOLERANCE = 0.05 + 1e-9
LONGEST_EVIDENCE = 400
# What a labelled verdict accepts; others accept only themselves.
ACCEPTED_VERDICTS = {
    "near": {"near", "rounds"},
    "disagrees": {"disagrees", "truncates", "other_holder", "other_round", "other_base"},
}
# Offices that elect a parliament are one office: an article seldom says which law it is.
PARLIAMENTS = frozenset({"legislative", "general", "bundestag", "parliament", "federal"})


class Event(NamedTuple):
    """A dated event that was found; `end` is "" where it is no range."""

    date: str
    end: str
    type: str
    confidence: float = 1.0


class Share(NamedTuple):
    """A share that was found; `election` is an election_id, a year alone or ""."""

    subject: str
    share: float
    kind: str
    election: str = ""
    round: int | None = None
    verdict: str = ""
    start: int = -1
    end: int = -1
    confidence: float = 1.0


class Count(NamedTuple):
    """A number of votes or seats that was found."""

    subject: str
    number: int
    unit: str
    election: str = ""
    round: int | None = None
    verdict: str = ""


class Claim(NamedTuple):
    """A claim that was found."""

    start: int
    end: int
    verdict: str


class Answer(NamedTuple):
    """What a system found in one article."""

    events: Sequence[Event] = ()
    shares: Sequence[Share] = ()
    claims: Sequence[Claim] = ()
    counts: Sequence[Count] = ()


class Tally(NamedTuple):
    """How many are right, of how many found and how many wanted."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, from 0 to 1; 0 where there is nothing."""
        total = self.found + self.wanted
        return 2 * self.right / total if total else 0.0


Scores = dict[str, Tally]
F = TypeVar("F")
W = TypeVar("W")


def score(labels: Labels, answer: Answer) -> Scores:
    """The tally of every measure for one article."""
    shares = _distinct_shares(answer.shares)
    votes = [share for share in shares if share.kind in VOTE_KINDS]
    vote_labels = [label for label in labels.shares if label.kind in VOTE_KINDS or label.optional]
    verdicts, evidence = _truth(labels.shares, shares)
    counts, count_verdicts = _counts(labels.counts, answer.counts)
    return {
        "dates": _events(labels.events, answer.events, same_date),
        "distinct_dates": _distinct_dates(labels.events, answer.events),
        "types": _events(labels.events, answer.events, _same_type, accepted_type),
        "shares": _shares(vote_labels, votes, fits),
        "elections": _shares(vote_labels, votes, fits_election),
        "all_shares": _shares(labels.shares, shares, fits),
        "verdicts": verdicts,
        "evidence": evidence,
        "claims": _claims(labels.claims, answer.claims),
        "counts": counts,
        "count_verdicts": count_verdicts,
        "distractors": _distractors(labels.distractors, votes),
    }


def total(scores: Sequence[Scores]) -> Scores:
    """The sum over articles."""
    return {
        name: Tally(*(sum(part) for part in zip(*(score[name] for score in scores), strict=True)))
        for name in (*MEASURES, *COUNT_MEASURES)
    }


def pair(
    found: Sequence[F], wanted: Sequence[W], fit: Callable[[F, W], bool]
) -> tuple[list[tuple[F, W]], list[F], list[W]]:
    """Each found one with the first free wanted one that it fits: pairs, spare ones, missed ones."""
    pairs, spare, free = [], [], list(wanted)
    for item in found:
        index = next((index for index, label in enumerate(free) if fit(item, label)), None)
        if index is None:
            spare.append(item)
        else:
            pairs.append((item, free.pop(index)))
    return pairs, spare, free


# Events


def same_date(event: Event, label: EventLabel) -> bool:
    """The same day, or the same first and last day."""
    return (event.date, event.end) == (label.date, label.end)


def _same_type(event: Event, label: EventLabel) -> bool:
    return same_date(event, label) and event.type == label.types[0]


def accepted_type(event: Event, label: EventLabel) -> bool:
    """The same date, and one of the types that are right."""
    return same_date(event, label) and event.type in label.types


def _events(
    labels: Sequence[EventLabel], events: Sequence[Event], *fit: Callable[[Event, EventLabel], bool]
) -> Tally:
    """Pairs by each fit in turn; a spare event on an optional date is neither right nor wrong."""
    spare, missed = list(events), [label for label in labels if not label.optional]
    right = 0
    for one in fit:
        pairs, spare, missed = pair(spare, missed, one)
        right += len(pairs)
    _, wrong, _ = pair(spare, [label for label in labels if label.optional], same_date)
    return Tally(right, right + len(wrong), right + len(missed))


def _distinct_dates(labels: Sequence[EventLabel], events: Sequence[Event]) -> Tally:
    wanted = {(label.date, label.end) for label in labels if not label.optional}
    allowed = {(label.date, label.end) for label in labels if label.optional} - wanted
    found = {(event.date, event.end) for event in events} - allowed
    return Tally(len(found & wanted), len(found), len(wanted))


# Shares


def fits(share: Share, label: ShareLabel) -> bool:
    """The same subject, share and kind."""
    return (
        share.kind == label.kind
        and abs(share.share - label.share) <= SHARE_TOLERANCE
        and any(same_subject(share.subject, name) for name in label.subjects)
    )


def fits_election(share: Share, label: ShareLabel) -> bool:
    """`fits`, in the same election and round; a year alone is held against the year."""
    if share.election.isdecimal():
        right = share.election == label.election[-4:]
    else:
        right = election(share.election) == election(label.election)
    return right and label.round in (None, share.round) and fits(share, label)


def election(election_id: str) -> tuple[str, str, str] | None:
    """Country, office and year: an article seldom names more."""
    parts = election_id.split("-")
    if len(parts) < 3:
        return None
    return parts[0], "parliament" if parts[1] in PARLIAMENTS else parts[1], parts[-1][:4]


def _distinct_shares(shares: Sequence[Share]) -> list[Share]:
    """Without repetitions, the last of equals in place of the first."""
    return list(
        {
            (
                plain(share.subject),
                round(share.share, 2),
                share.kind,
                election(share.election) or share.election,
                share.round,
            ): share
            for share in shares
        }.values()
    )


def _shares(
    labels: Sequence[ShareLabel], shares: Sequence[Share], fit: Callable[[Share, ShareLabel], bool]
) -> Tally:
    """Pairs; a spare share as large as an optional one is neither right nor wrong."""
    pairs, spare, missed = pair(shares, [label for label in labels if not label.optional], fit)
    optional = [label for label in labels if label.optional]
    _, wrong, _ = pair(
        spare, optional, lambda share, label: abs(share.share - label.share) <= SHARE_TOLERANCE
    )
    return Tally(len(pairs), len(pairs) + len(wrong), len(pairs) + len(missed))


def _truth(labels: Sequence[ShareLabel], shares: Sequence[Share]) -> tuple[Tally, Tally]:
    """Verdicts and evidence of the shares that were found with their election."""
    free = list(shares)
    verdicts, evidence = [], []
    for label in labels:
        fitting = [share for share in free if fits_election(share, label)]
        if not fitting:
            continue
        best = next((share for share in fitting if _touches(share, label)), fitting[0])
        free.remove(best)
        evidence.append(_touches(best, label))
        if label.verdict:
            verdicts.append(best.verdict in ACCEPTED_VERDICTS.get(label.verdict, {label.verdict}))
    return _of(sum(verdicts), len(verdicts)), _of(sum(evidence), len(evidence))


def _touches(found: Share | Claim, label: ShareLabel | ClaimLabel) -> bool:
    within = found.end - found.start <= LONGEST_EVIDENCE
    return within and found.start < label.end and found.end > label.start


def _counts(labels: Sequence[CountLabel] | None, counts: Sequence[Count]) -> tuple[Tally, Tally]:
    """The counts found, and the verdicts of those; where counts were not labelled nothing counts."""
    if labels is None:
        return Tally(), Tally()
    pairs, spare, missed = pair(counts, labels, _fits_count)
    found = Tally(len(pairs), len(pairs) + len(spare), len(pairs) + len(missed))
    right = sum(
        count.verdict in ACCEPTED_VERDICTS.get(label.verdict, {label.verdict}) for count, label in pairs
    )
    return found, _of(right, len(pairs))


def _fits_count(count: Count, label: CountLabel) -> bool:
    return (
        (count.number, count.unit) == (label.count, label.unit)
        and any(same_subject(count.subject, name) for name in label.subjects)
        and election(count.election) == election(label.election)
        and label.round in (None, count.round)
    )


def _claims(labels: Sequence[ClaimLabel] | None, claims: Sequence[Claim]) -> Tally:
    """A claim that no label knows counts as wrong; where claims were not labelled nothing counts."""
    if labels is None:
        return Tally()
    pairs, _, spare = pair(labels, claims, lambda label, claim: _touches(claim, label))
    right = sum(claim.verdict == label.verdict for label, claim in pairs)
    return _of(right, len(labels) + len(spare))


def _distractors(numbers: frozenset[float], votes: Sequence[Share]) -> Tally:
    taken = {number for number in numbers if any(abs(vote.share - number) < 0.005 for vote in votes)}
    return _of(len(numbers) - len(taken), len(numbers))


def _of(right: int, number: int) -> Tally:
    return Tally(right, number, number)


# Subjects


@cache
def _names() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("subjects.toml").read_text(encoding="utf-8"))


@cache
def _aliases() -> dict[str, str]:
    return {alias: name for name, others in _names()["same"].items() for alias in others}


@cache
def plain(subject: str) -> str:
    """A subject's name without case, accents, hyphens and titles, one of several names chosen."""
    decomposed = unicodedata.normalize("NFKD", subject.replace("ı", "i"))
    text = "".join(char for char in decomposed if not unicodedata.combining(char)).lower()
    words = re.sub(r"\bl['’]", "l ", text).replace("’", "'").replace("-", " ").split()
    while words and words[0] in _names()["titles"] and " ".join(words[:2]) not in _names()["names"]:
        words.pop(0)
    name = " ".join(words)
    return _aliases().get(name, name)


def same_subject(one: str, other: str) -> bool:
    """Equal names, one the end of the other (Macron), or equal first and last words."""
    short, long = sorted((plain(one).split(), plain(other).split()), key=len)
    if not short:
        return False
    if " ".join(short) in _names()["unclear"]:
        return short == long
    return long[-len(short) :] == short or (short[0], short[-1]) == (long[0], long[-1])
