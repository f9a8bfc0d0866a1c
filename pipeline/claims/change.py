"""How far a share moved: "up eight points on 2017", held against the two results on record."""

from pipeline.annotate import Figure, within
from pipeline.claims.claim import Reading, held
from pipeline.claims.groups import subject_near
from pipeline.claims.scan import Match, Passage
from pipeline.claims.scope import votes_of
from pipeline.link import Vote
from pipeline.link.people import Subject
from pipeline.reference import Reference

_TIMES = {"2": 2.0, "3": 3.0, "half": 1 / 2, "third": 1 / 3}
# "Doubled" is said of anything from 1.8 times to less than three.
_TIMES_OFF = 0.12
_TIMES_OVER = 0.75


def change(passage: Passage, match: Match) -> Reading | None:
    """The last word and the verdict of a change in points since a vote that the claim names.

    None where the figure, whose it is or one of the two votes is not known.
    """
    words = passage.document.words
    start, end = words[match.first].start, words[match.last].end
    figures = [figure for figure in within(passage.document.figures, start, end) if figure.unit == "points"]
    shares = _compared(passage, match)
    if len(figures) != 1 or shares is None:
        return None
    now, then, told = shares
    sign = -1 if match.key("degree") == "low" else 1
    moved = now - then
    true = abs(abs(moved) - figures[0].value) <= _slack(figures[0]) and moved * sign > 0
    return Reading(
        match.first, match.last, held(true=true, because=f"{told}, a change of {moved:+.2f} points")
    )


def ratio(passage: Passage, match: Match) -> Reading | None:
    """How many times the share of a vote that the claim names: "doubled its score of 2021"."""
    shares = _compared(passage, match)
    if shares is None or not shares[1]:
        return None
    now, then, told = shares
    times = _TIMES[match.key("ratio")]
    true = (1 - _TIMES_OFF) * times <= now / then < times + min(_TIMES_OVER, _TIMES_OFF + times / 3)
    return Reading(
        match.first, match.last, held(true=true, because=f"{told}, {now / then:.2f} times as much")
    )


def _compared(passage: Passage, match: Match) -> tuple[float, float, str] | None:
    """The share now, the one then, and both in words; None where one is not known."""
    words = passage.document.words
    start, end = words[match.first].start, words[match.last].end
    earlier = [anchor.vote for anchor in passage.told.anchors if start <= anchor.start < end]
    current = next((vote for vote in votes_of(passage, start) if vote not in earlier), None)
    subject = subject_near(passage, match.first)
    past = next((vote for vote in earlier if current and vote.office == current.office), None)
    if past is None or current is None or past.year >= current.year:
        return None
    shares = _shares(passage.reference, subject, current, past, match.key("measure"))
    if shares is None:
        return None
    now, then, who = shares
    told = f"{who}: {now:.2f} percent in {current.election_id}, {then:.2f} in {past.election_id}"
    return now, then, told


def _slack(figure: Figure) -> float:
    """How far a rounded figure may be off, since both shares may have been rounded before."""
    return 1.0 if not figure.decimals else 0.11


def _shares(
    reference: Reference, subject: Subject | None, current: Vote, past: Vote, measure: str
) -> tuple[float, float, str] | None:
    round_ = current.round
    found = []
    for vote in (current, past):
        day = reference.election(vote.election_id, round_ if vote.round is None else vote.round)
        if day is None:
            return None
        if measure == "turnout":
            found.append((day.turnout_pct, "turnout"))
        elif subject is not None:
            row = reference.result(day.election_id, day.round, subject.name)
            found.append((row.share_pct if row else None, subject.name))
    if len(found) != 2 or found[0][0] is None or found[1][0] is None:
        return None
    return found[0][0], found[1][0], found[0][1]
