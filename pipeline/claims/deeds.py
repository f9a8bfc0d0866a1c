"""What someone did how often: candidacies, victories, defeats; who was first, and what nobody ever did."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.claims.claim import Judged, held, unknown
from pipeline.claims.groups import ALL, Group, group_among, of_subject, party_of, subject_near
from pipeline.claims.record import DEEDS, Office, Standing
from pipeline.claims.scan import Match, Passage
from pipeline.claims.scope import (
    Scope,
    beyond,
    has_rounds,
    record_of,
    scope_within,
    votes_of,
)
from pipeline.link.people import Subject
from pipeline.link.votes import main_office

# A coming vote counts as one in which someone runs.
_RUNNING = "ran"


def count(passage: Passage, match: Match) -> tuple[int, Judged] | None:
    """ "Ran five times": how many votes someone did it in, up to the day of publication."""
    subject = _subject(passage, match)
    number = match.key("number") or match.key("times") or match.key("ordinal")
    # What "it" stands for is told too unsurely to count for it.
    if subject is None or not number or subject.mention.what == "thing":
        return None
    scope = scope_within(passage, match.first, match.last)
    record = _record(passage, scope, match, subject)
    group = of_subject(passage, subject)
    if group is None:
        return None
    done = _done(record, group, match.key("deed"), scope)
    if not done:
        # "Her party has topped three elections": what the person's party did in a vote for parties.
        group = party_of(passage, subject) or group
        done = _done(record, group, match.key("deed"), scope)
    if not done:
        return None
    past, coming = _until(passage, match, done)
    true = int(number) in (len(past), len(coming))
    if match.key("order") == "row":
        true = _in_a_row(record, past, int(number))
    shown = past if int(number) == len(past) else coming
    because = (
        f"{group.told} in {record.country}-{record.office}, {_told(match, scope)}: {len(shown)} "
        f"({', '.join(str(standing.year) for standing in shown) or 'none'})"
    )
    return match.last, held(true=true, because=because)


def nth(passage: Passage, match: Match) -> tuple[int, Judged] | None:
    """ "The second Socialist elected", "the third time that the runner-up wins": a place in a row."""
    sentence = passage.told.sentence
    scope = scope_within(passage, match.first, match.last)
    group = group_among(passage, match.first, match.last) or (ALL if "role" in match.taken else None)
    if group is None:
        return None
    record = record_of(passage, scope, passage.document.words[match.first].start)
    reason = beyond(passage, scope, record)
    if reason or not record.standings:
        return None
    done = _done(record, group, match.key("deed"), scope)
    own = _own(passage, match, done)
    if own is None or sentence.last <= sentence.first:
        return None
    before = [
        standing for standing in done if standing.year > (scope.since or 0) and standing.date < own.date
    ]
    if match.key("order") == "time":
        told = [str(standing.year) for standing in (*before, own)]
        place = len({standing.election_id for standing in before}) + 1
    else:
        names = list(
            dict.fromkeys(standing.subject for standing in before if standing.subject != own.subject)
        )
        told = [*names, f"{own.subject} in {own.year}"]
        place = len(names) + 1
        if scope.since and any(standing.subject == own.subject for standing in before):
            place += 1
    because = (
        f"{group.told} in {record.country}-{record.office} since {max(scope.since or 0, record.first_year)}, "
        f"{_told(match, scope)}: {', '.join(told)}"
    )
    return scope.last, held(true=place == int(match.key("ordinal") or 1), because=because)


def never(passage: Passage, match: Match) -> tuple[int, Judged] | None:
    """ "No Le Pen has ever finished first": a deed that nobody of a group has done."""
    scope = scope_within(passage, match.first, match.last)
    group = group_among(passage, match.first, match.last)
    if group is None or group is ALL:
        return None
    record = record_of(passage, scope, passage.document.words[match.first].start)
    if not scope.office and group.names:
        record = _own_record(passage, scope, match, group)
    reason = beyond(passage, scope, record)
    if reason:
        return scope.last, unknown(reason)
    if not record.standings:
        return None
    published = passage.document.article.published
    until = published.isoformat() if published else ""
    of_group = [standing for standing in record.standings if group.holds(standing)]
    if not of_group:
        return scope.last, unknown(f"no figures of {group.told} are on record")
    done = [
        standing
        for standing in _done(record, group, match.key("deed"), scope)
        if (not until or standing.date < until) and standing.year > (scope.since or 0)
    ]
    years = [standing.year for standing in of_group]
    found = ", ".join(f"{standing.subject} in {standing.year}" for standing in done) or "nobody"
    because = (
        f"{group.told} in {record.country}-{record.office}, {min(years)} to {max(years)}, "
        f"{_told(match, scope)}: {found}"
    )
    return scope.last, held(true=not done, because=because)


def _subject(passage: Passage, match: Match) -> Subject | None:
    """Who did it: who is named within the words, else last before the first of them."""
    inside = match.taken.get("who")
    if inside:
        return next((one for one in passage.subjects if one.start == inside.start), None)
    own = [
        one
        for one in passage.subjects
        if one.mention.first <= match.last
        and one.mention.last >= match.first
        and one.mention.kind == "pronoun"
    ]
    if own:
        return own[-1]
    people = [one for one in passage.subjects if one.mention.last < match.first]
    # "Twice prime minister and twice beaten": the office names nobody else.
    before = next((one for one in reversed(people) if one.mention.kind != "role"), None)
    before = before or subject_near(passage, match.first)
    if before:
        return before
    later = [one for one in passage.subjects if one.type == "candidate"]
    if later:
        return later[0]
    return _subject_of_story(passage)


def _subject_of_story(passage: Passage) -> Subject | None:
    """Who the sentences before tell of, for a sentence without a subject ("Three candidacies, no win")."""
    told = passage.story.told
    index = next(at for at, other in enumerate(told) if other is passage.told)
    for other in reversed(told[:index]):
        people = [one for one in other.subjects if one.type == "candidate"]
        if people:
            return people[0]
    return None


def _record(passage: Passage, scope: Scope, match: Match, subject: Subject) -> Office:
    if scope.office:
        return record_of(passage, scope, passage.document.words[match.first].start)
    group = of_subject(passage, subject)
    return _own_record(passage, scope, match, group or ALL)


def _own_record(passage: Passage, scope: Scope, match: Match, group: Group) -> Office:
    """The record of the office told, else of the main one, whichever the people of the group stood for."""
    start = passage.document.words[match.first].start
    offices = [vote.office for vote in votes_of(passage, start)]
    main = record_of(passage, replace(scope, office=""), start)
    # People run for the main office before any other; a party for what is told.
    first = [main_office(passage.told.country)] if group.names else []
    for name in dict.fromkeys((*first, *offices)):
        known = record_of(passage, replace(scope, office=name), start)
        if any(group.holds(standing) for standing in known.standings):
            return known
    return main


def _done(record: Office, group: Group, deed: str, scope: Scope) -> list[Standing]:
    test = DEEDS[deed or _RUNNING]
    round_ = scope.round
    if deed in ("first", "second", "third") and round_ is None and has_rounds(record):
        round_ = 1
    done = [standing for standing in record.standings if group.holds(standing) and test(standing, round_)]
    if deed in ("lost",) and round_ == 2:
        done = [standing for standing in done if 2 in standing.rows]
    if deed == _RUNNING and round_ == 2:
        done = [standing for standing in done if 2 in standing.rows]
    return done


def _until(passage: Passage, match: Match, done: Sequence[Standing]) -> tuple[list[Standing], list[Standing]]:
    """The votes before publication, and those up to the one that the article sees coming.

    For "the third time" both end with the vote told, if it is one of them.
    """
    published = passage.document.article.published
    day = published.isoformat() if published else "9999"
    past = [standing for standing in done if standing.date < day]
    if match.key("order") == "nth":
        start = passage.document.words[match.first].start
        told = [anchor.vote for anchor in passage.told.anchors if anchor.start >= start and not anchor.since]
        # "Beaten in 2012 and 2017, she fails a third time": the years before lead up to the news.
        many = len({anchor.vote.year for anchor in passage.told.anchors}) > 1
        now = passage.story.main if many else passage.told.current
        told += [now] if now else []
        votes = [vote.election_id for vote in (*told, *votes_of(passage, start))]
        known = {standing.election_id: standing.date for standing in done}
        last = next((known[vote] for vote in votes if vote in known), "")
        if last:
            until = [standing for standing in done if standing.date <= last]
            return until, until
    near = {vote.election_id for vote in (passage.story.coming, passage.story.main) if vote}
    return past, [standing for standing in done if standing.date < day or standing.election_id in near]


def _own(passage: Passage, match: Match, done: Sequence[Standing]) -> Standing | None:
    """The deed that is told: of the vote told and of who is named, the last one up to publication else."""
    words = passage.document.words
    named = {one.name for one in passage.subjects if one.mention.first < match.first}
    published = passage.document.article.published
    until = published.isoformat() if published else "9999"
    start = words[match.first].start
    votes = [vote.election_id for vote in votes_of(passage, start, passage.part(start))]
    past = [standing for standing in done if standing.date < until or standing.election_id in votes]
    if not past:
        return None
    by_name = [standing for standing in past if standing.subject in named] if named else []
    for pool in (by_name, past):
        for election_id in votes:
            for standing in pool:
                if standing.election_id == election_id:
                    return standing
    return by_name[-1] if by_name else None


def _in_a_row(record: Office, past: Sequence[Standing], number: int) -> bool:
    """Whether the last votes with results were all among these."""
    ids = list(dict.fromkeys(standing.election_id for standing in record.standings))
    if not past:
        return False
    done = {standing.election_id for standing in past}
    end = ids.index(past[-1].election_id) + 1
    return end >= number and set(ids[end - number : end]) <= done


def _told(match: Match, scope: Scope) -> str:
    deed = (match.key("deed") or _RUNNING).replace("_", " in the ")
    return f"{deed} (round {scope.round})" if scope.round else deed
