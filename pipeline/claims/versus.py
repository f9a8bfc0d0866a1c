"""One figure of the record against another: an earlier vote's, someone else's, or the place among all.

"Up eight points on 2017", "61 more seats than in 2019", "doubled its score", "overtook the Greens", "came
third". What the record cannot compare makes no claim. Neither does what holds and stands beside the figures
that show it: these have verdicts of their own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.annotate import Figure, within
from pipeline.annotate.counts import OF_SEATS
from pipeline.claims.claim import Reading, held, unknown
from pipeline.claims.extremes import year_of
from pipeline.claims.groups import subject_before, subject_near
from pipeline.claims.record import office
from pipeline.claims.scan import Match, Passage, class_of, key_of
from pipeline.claims.scope import votes_of
from pipeline.link import Vote
from pipeline.link.people import Subject
from pipeline.link.votes import is_ahead, neighbour
from pipeline.reference import Reference, Result
from pipeline.vote_names import vote_name

# How far behind the words of a rule the year or the name may stand that is compared with.
_BEHIND = 7
_WHOLE = 100.0
# Words of polls, projections and what is foreseen.
_ASKED = ("votes.kind.poll", "votes.kind.projection", "votes.kind.foreseen")
_POSTS = frozenset({"date", "anchor", "who"})
# Nearer than this two shares may be told either way.
_EQUAL = 0.05
# How far off an amount may be: points for whole and for decimal figures, of votes and seats a part of the
# number (papers count seats against the notional results of new boundaries).
_POINTS_OFF, _TENTHS_OFF = 1.0, 0.11
_NEAR, _FAR, _FEW = 0.08, 0.15, 12
# "Doubled" is said of anything from 1.76 times to 2.75.
_TIMES_OFF, _TIMES_OVER = 0.12, 0.75
_PART_OFF = 6.0
_RUNNERS = 2
_NAMES = frozenset({"round", "role", "date"})


class Side(NamedTuple):
    """Whose figure of which vote."""

    name: str
    vote: Vote


@dataclass(frozen=True)
class _Told:
    """What is compared: the measure, the amount if one is told, and how: difference, part, times or order."""

    measure: str
    how: str
    sign: int
    amount: Figure | None = None
    number: float = 0


def versus(passage: Passage, match: Match) -> Reading | None:
    """The verdict of a figure held against one of an earlier vote, or of someone else."""
    last, posts = _behind(passage, match)
    told = _told(passage, match)
    sides = _sides(passage, match, last)
    if told is None or sides is None or _is_of_other(passage, match.first, last):
        return None
    now, then = (_values(passage.reference, side, told.measure) for side in sides)
    if _is_elsewhere(passage, match.first, [*now, *then]):
        return None
    holds = [holding for new in now for old in then if (holding := _holds(told, new, old)) is not None]
    if not now or not then:
        return None
    unit = "" if told.measure in ("votes", "seats") else " percent"
    shown = (
        _shown(passage.reference, side, values, unit) for side, values in zip(sides, (now, then), strict=True)
    )
    because = (
        f"{told.measure}: {'; '.join(shown)}: "
        f"{now[0] - then[0]:+,.{2 if unit else 0}f}, {now[0] / max(then[0], _EQUAL):.2f} times as much"
    )
    if not holds:
        return Reading(match.first, last, unknown(because))
    if any(holds) and _has_figure(passage, match, posts, told):
        return None
    return Reading(match.first, last, held(true=any(holds), because=because))


def place(passage: Passage, match: Match) -> Reading | None:
    """ "Came third", "in fourth place": the place in a vote that the record ranks."""
    # "The second round" is no place.
    ordinal = match.taken.get("ordinal")
    word = ordinal.first if ordinal else match.first
    if any(mark.first <= word <= mark.last and class_of(mark) in _NAMES for mark in passage.marks):
        return None
    number = int(match.key("ordinal"))
    start = passage.document.words[word].start
    first = word if "who" in match.taken else match.first
    subject = _subject(passage, word)
    last = max(
        match.last, *(mark.last for mark in passage.between(match.last + 1, match.last + 2, "measure")), 0
    )
    if subject is None or _is_of_other(passage, first, last):
        return None
    by_seats = bool(passage.between(first, last, "measure.seats"))
    for vote in _held_votes(passage, start):
        round_ = _round(passage, vote, match.last)
        rows = passage.reference.results(vote.election_id, round_)
        row = passage.reference.result(vote.election_id, round_, subject.name)
        if row is None:
            continue
        places = _places(passage.reference, rows, row, by_seats=by_seats)
        if not places:
            return None
        true = number in places
        outcome = number == 1 or (number == _RUNNERS and len(rows) == _RUNNERS)
        shares = _figures(passage, start)
        # Who came first is only denied where the share beside it says of whom it is told.
        if (true and (outcome or shares)) or (number == 1 and not shares):
            return None
        if not by_seats and _is_elsewhere(passage, first, [row.share_pct or 0], 1):
            return None
        if not true and not (passage.told.anchors or passage.told.rounds or passage.told.offices):
            return None
        ahead = ", ".join(other.subject for other in rows if other.rank and other.rank < min(places))
        because = (
            f"{row.subject} in the {vote_name(vote.election_id, round_, passage.reference)}: "
            f"place {min(places)}"
            f"{f', behind {ahead}' if ahead else ''}"
        )
        return Reading(first, last, held(true=true, because=because))
    return None


def _shown(reference: Reference, side: Side, values: Sequence[float], unit: str) -> str:
    told = " or ".join(f"{value:,.{2 if unit else 0}f}{unit}" for value in values)
    return f"{side.name} {told} in the {vote_name(side.vote.election_id, side.vote.round, reference)}"


def _held_votes(passage: Passage, start: int) -> list[Vote]:
    """The votes that are told of, the likeliest first; a poll tells of one to come."""
    main, published = passage.story.main, passage.document.article.published
    votes = dict.fromkeys([*votes_of(passage, start), *([main] if main else [])])
    return [vote for vote in votes if not is_ahead(vote, published, passage.reference)]


def _behind(passage: Passage, match: Match) -> tuple[int, list[str]]:
    """The last word of the comparison, with the year and the name that it is with; and what they are."""
    last, posts = match.last, [name for name in match.taken if name in _POSTS]
    now = max((vote.year for vote in (passage.told.current, passage.story.main) if vote), default=0)
    earlier = {anchor.start for anchor in passage.told.anchors if anchor.vote.year < now}
    while mark := passage.after(last + 1, _BEHIND - 1, _POSTS):
        if passage.has_comma(last + 1, mark.first) or class_of(mark) in posts:
            break
        if class_of(mark) != "who" and mark.start not in earlier:
            break
        last = max(last, mark.last)
        posts.append(class_of(mark))
    return last, posts


def _is_of_other(passage: Passage, first: int, last: int) -> bool:
    """Whether a poll, a town or a condition is told of, of which the record tells nothing."""
    sentence = passage.told.sentence
    # "The mayor of Paris" is told of by the city, and the vote is not.
    names = [(one.start, one.end) for one in passage.subjects]
    places = [cue for cue in passage.told.places if not any(start <= cue.start < end for start, end in names)]
    return bool(
        places
        or any(passage.told.cues.of(tag) for tag in _ASKED)
        or passage.between(sentence.first, sentence.last, "measure.other")
        or passage.between(first - _BEHIND, last, "not")
    )


def _is_elsewhere(passage: Passage, word: int, own: Sequence[float], most: int | None = None) -> bool:
    """Whether no share told beside (the `most` nearest) is on record: it is of a poll, or of a place."""
    start = passage.document.words[word].start
    shares = [figure for figure in _figures(passage, start) if figure.unit != "points"]
    shares = sorted(shares, key=lambda figure: abs(figure.start - start))[:most]
    return bool(shares and own) and not any(abs(one.value - value) < 1 for one in shares for value in own)


def _subject(passage: Passage, word: int) -> Subject | None:
    """Who is told of: named last before a word in the sentence, else before it."""
    return subject_near(passage, word - 1) or subject_before(passage)


def _told(passage: Passage, match: Match) -> _Told | None:
    sign = -1 if "low" in map(match.key, ("rise", "gain", "more", "better", "ahead")) else 1
    if ratio := match.key("ratio"):
        times = {"half": 1 / 2, "third": 1 / 3}.get(ratio)
        return _Told(_measure(passage, match, None), "times", 1, number=times or float(ratio))
    mark = match.taken.get("amount") or match.taken.get("number")
    if mark is None:
        return _Told(_measure(passage, match, None), "order", sign)
    amount = next((figure for figure in passage.document.numbers if figure.start == mark.start), None)
    if amount is not None and not amount.unit:
        number, amount = amount.value, None
    else:
        number = float(key_of(mark) or 0)
    measure, how = _measure(passage, match, amount), match.key("how") or "difference"
    if how == "times":
        return _Told(measure, how, 1, number=number) if number else None
    if (amount is not None and amount.unit == "fraction") != (how in ("part", "share")):
        return None
    # "A loss of three points" beside the share says what the share says, as a swing.
    known = amount.unit != "percent" if amount else number and measure == "seats"
    if "gain" in match.taken and measure not in ("votes", "seats"):
        return None
    return _Told(measure, how, sign, amount, number) if known else None


def _measure(passage: Passage, match: Match, amount: Figure | None) -> str:
    """What is compared: by the unit of the amount, a word for it, or the number told before it."""
    if amount is not None and (counted := _counted(amount.unit)):
        return counted
    words = passage.document.words
    told = [
        key_of(mark)
        for mark in passage.between(match.first, match.last, "measure")
        if key_of(mark) in ("votes", "seats", "score", "turnout", "abstention")
    ]
    before = passage.between(passage.told.sentence.first, match.first - 1, "measure")
    heads = [mark for mark in before[-1:] if key_of(mark) in ("turnout", "abstention")]
    if heads and not any(
        one.mention.first > heads[0].first for one in passage.subjects if one.mention.first < match.first
    ):
        return key_of(heads[0])
    if told:
        return told[0]
    if amount is None or not amount.unit:
        start = words[match.first].start
        counts = within(passage.document.counts, passage.told.sentence.start, start)
        figures = within(passage.document.figures, passage.told.sentence.start, start)
        shares = [figure for figure in figures if figure.unit == "percent"]
        if counts and (not shares or shares[-1].start < counts[-1].start):
            return _counted(counts[-1].unit) or "score"
    return "score"


def _counted(unit: str) -> str:
    """The measure of a number of something: votes, or seats however their holders are called."""
    return "votes" if unit in ("votes", "voters") else "seats" if unit in OF_SEATS else ""


def _sides(passage: Passage, match: Match, last: int) -> tuple[Side, Side] | None:
    """Both figures: that of the vote told of, and that of an earlier one or of someone else in it."""
    words = passage.document.words
    start, end = words[match.first].start, words[last].end
    past = [anchor.vote for anchor in passage.told.anchors if start <= anchor.start < end]
    years = [year for mark in passage.between(match.first, last, "date") if (year := year_of(passage, mark))]
    subject = _subject(passage, match.first)
    named = match.taken.get("who")
    turnout = _measure(passage, match, None) in ("turnout", "abstention")
    name = "turnout" if turnout else subject.name if subject else ""
    others = [
        one
        for one in passage.subjects
        if start < one.start < end
        and ((named and one.start == named.start) or (one.mention.kind != "pronoun" and one.name != name))
    ]
    if not name or (named and not others):
        return None
    for vote in _held_votes(passage, start):
        current = vote.in_round(_round(passage, vote, match.last))
        if any(vote.election_id == other.election_id for other in past):
            continue
        other = "" if turnout or not others else others[-1].name
        then = _then(passage, current, past, name, other)
        before = neighbour(current, -1, passage.reference)
        if then is None and before and any(abs(year - before.year) <= 1 for year in years):
            # "Three and a half years ago" is no year of a vote, but tells of one.
            then = before
        if then is not None and (other or then.election_id != current.election_id):
            round_ = current.round if other != "" or then.round is None else then.round
            return Side(name, current), Side(other or name, then.in_round(round_ and current.round))
    return None


def _then(passage: Passage, current: Vote, past: Sequence[Vote], name: str, other: str) -> Vote | None:
    """The vote compared with: that of the year told, else the last one in which the other led the same party,
    else the same one; the one before where nobody else is told."""
    if past:
        return next(
            (vote for vote in past if vote.office == current.office and vote.year < current.year), None
        )
    if not other:
        return neighbour(current, -1, passage.reference)
    row, same = (passage.reference.result(current.election_id, current.round, one) for one in (other, name))
    if row is not None and row != same:
        return current
    person = passage.reference.person(other)
    years = {entry.year for entry in person.parties if entry.year < current.year} if person else set()
    votes = [
        day
        for day in office(passage.reference, current.country, current.office).days
        if int(day.date[:4]) in years
    ]
    return (
        Vote(votes[-1].election_id, current.country, current.office, int(votes[-1].date[:4]))
        if votes
        else None
    )


def _round(passage: Passage, vote: Vote, word: int) -> int | None:
    """The round told last before a word or right behind it, else of the vote, the first where none is."""
    rounds = passage.reference.rounds(vote.election_id)
    if len(rounds) == 0 or rounds[0].round is None:
        return vote.round
    told = passage.between(passage.told.sentence.first, word + _BEHIND, "round")
    return int(key_of(told[-1])) if told else vote.round or rounds[0].round


def _values(reference: Reference, side: Side, measure: str) -> list[float]:
    """What the record has: of a party with allies its own figure, and theirs together."""
    rounds = [side.vote.round]
    if measure == "seats":
        rounds = [day.round for day in reference.rounds(side.vote.election_id)]
    if measure in ("turnout", "abstention"):
        day = reference.election(side.vote.election_id, side.vote.round)
        turnout = day.turnout_pct if day else None
        return [] if turnout is None else [turnout if measure == "turnout" else _WHOLE - turnout]
    found: list[float] = []
    for round_ in rounds:
        own = reference.result(side.vote.election_id, round_, side.name)
        for row in (
            *([own] if own else ()),
            *reference.alliance_results(side.vote.election_id, round_, side.name),
        ):
            value = {"votes": row.votes, "seats": row.seats}.get(measure, row.share_pct)
            if value is not None and value not in found:
                found.append(value)
    return found


def _holds(told: _Told, now: float, then: float) -> bool | None:
    """Whether two figures are as told; None where it may be said either way."""
    moved = now - then
    match told.how:
        case "order":
            return None if abs(moved) < _EQUAL else moved * told.sign > 0
        case "times":
            times = told.number
            return (
                (1 - _TIMES_OFF) * times
                <= now / max(then, _EQUAL)
                < times + min(_TIMES_OVER, _TIMES_OFF + times / 3)
            )
        case "part" | "share":
            rest = _WHOLE * now / max(then, _EQUAL)
            return _is_part(told, rest if told.how == "share" else (_WHOLE - rest) * -told.sign)
    value = told.amount.value if told.amount else told.number
    if moved * told.sign <= 0:
        return False
    off = abs(abs(moved) - value)
    if told.measure in ("votes", "seats"):
        if off <= max(1.0, _NEAR * value):
            return True
        return None if off <= max(_FEW, _FAR * value) else False
    decimals = told.amount.decimals if told.amount else 0
    return off <= (_TENTHS_OFF if decimals else _POINTS_OFF)


def _is_part(told: _Told, percent: float) -> bool:
    """Whether a part of a number is the one told, which its qualifier may bound."""
    figure = told.amount
    if figure is None:
        return False
    low, high = figure.low, figure.high
    if low is None and high is None:
        low, high = figure.value - _PART_OFF, figure.value + _PART_OFF
    return (low is None or percent >= low) and (high is None or percent <= high)


def _has_figure(passage: Passage, match: Match, posts: Sequence[str], told: _Told) -> bool:
    """Whether the figure compared with stands beside it: then the two tell by themselves which is more."""
    words = passage.document.words
    start = words[match.first].start
    figures = _figures(passage, start)
    behind = [figure for figure in figures if figure.start > start and figure.unit == "percent"]
    if told.how in ("times", "part", "share"):
        return False
    alone = told.how == "order" and "date" not in posts and "anchor" not in posts
    return bool(behind) or (alone and bool(figures))


def _figures(passage: Passage, start: int) -> list[Figure]:
    """The shares of the clause."""
    clause = passage.clause(start)
    return [
        figure
        for figure in within(passage.document.figures, clause.start, clause.end)
        if figure.unit == "percent" or figure.decimals
    ]


def _places(reference: Reference, rows: Sequence[Result], row: Result, *, by_seats: bool) -> set[int]:
    """The places that a row can be said to have: parties that stand together count as one or as several."""

    def figure(one: Result) -> float:
        return (one.seats if by_seats else one.share_pct) or 0

    if row.rank is None and not figure(row):
        return set()
    parties = (reference.party(one.party_id) for one in rows if one.rank is None)
    blocs = [party.members if party else () for party in parties]
    members = {member for bloc in blocs for member in bloc}
    if not all(blocs):
        return set()
    ways = (
        [one for one in rows if one.party_id not in members],
        [one for one in rows if one.rank is not None],
    )
    return {1 + sum(figure(one) > figure(row) for one in way) for way in ways if row in way}
