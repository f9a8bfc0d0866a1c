"""What someone did how often: candidacies, victories, defeats; who was first, and what nobody ever did."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from pipeline.claims.claim import Judged, Reading, held, unknown
from pipeline.claims.groups import (
    ALL,
    Group,
    group_among,
    group_of,
    of_subject,
    party_of,
    subject_before,
    subject_near,
)
from pipeline.claims.record import DEEDS, Office, Standing
from pipeline.claims.scan import Match, Passage, class_of, key_of
from pipeline.claims.scope import (
    Scope,
    after_year,
    beyond,
    has_rounds,
    record_of,
    scope_of_clause,
    scope_within,
    votes_of,
)
from pipeline.lexicon import Cue
from pipeline.link.people import Subject
from pipeline.link.votes import counts_nominations, main_office

# How many words may stand between a count and the deed before or behind it, and before "in a row".
_BEFORE = 12
_BEHIND = 4
_FAR = 9
_OPENING = 4
_ROW = 3
# "Three times as many" counts no deed.
_COMPARED = 3
_SEVERAL = 2
_OF_CAMP = 2
_RUNNING = "ran"
# A year this near behind a count is that of the deed counted.
_OWN_YEAR = 5
_LOST = frozenset({"lost", "lost_runoff"})
# What single persons do in large numbers.
_COMMON = frozenset({"lost", "ran", "eliminated"})
_NAMES = frozenset({"role", "title", "round"})
# Places of the first round.
_PLACES = frozenset({"first", "second", "third", "fourth"})


def count(passage: Passage, match: Match) -> Reading | None:
    """ "Ran five times", "her third bid": how many votes someone did it in, up to the day of publication."""
    deed = match.key("deed") or _deed_near(passage, match)
    number = match.key("number") or match.key("times") or match.key("ordinal")
    if int(number) < _SEVERAL and "ordinal" not in match.taken:
        return None
    if _is_multiple(passage, match):
        return None
    if match.rule.given.get("only") == "judged" and passage.between(
        match.last + 1, match.last + 1, "perfect.past"
    ):
        # "Reagan's second win was a landslide" tells which one.
        return None
    scope = scope_of_clause(passage, match)
    if passage.between(match.first, scope.last, "scope.brief"):
        return None
    if not deed:
        if "ordinal" not in match.taken and not scope.bounded:
            return None
        return Reading(match.first, scope.last, unknown("the record does not hold what is counted"))
    first, last = _with_deed(passage, match)
    judged = _counted(passage, match, first, last, deed, int(number))
    if judged.verdict == "cannot_tell" and match.rule.given.get("only") == "judged":
        return None
    return Reading(first, last, judged)


def _is_multiple(passage: Passage, match: Match) -> bool:
    """ "Three times as many", "twice its share", "four times the score", "twice Smith's 30.4": no count."""
    behind = [
        mark
        for mark in passage.marks
        if match.last < mark.first <= match.last + _COMPARED
        and not passage.has_comma(match.last + 1, mark.first)
    ]
    if any(class_of(mark) in ("compare", "more") for mark in behind):
        return True
    beside = any(mark.first == match.last + 1 and class_of(mark) in ("possessive", "role") for mark in behind)
    return "times" in match.taken and (
        beside or any(class_of(mark) in ("measure", "figure") for mark in behind)
    )


def _counted(passage: Passage, match: Match, first: int, last: int, deed: str, number: int) -> Judged:
    """The count of a group that is told, else of who is told last before or of whom it is about."""
    if _goes_on(passage, last) and deed in _LOST:
        return unknown("the record does not tell how often one beat another")
    row = passage.between(match.first, last + _ROW, "row")
    of = passage.between(last + 1, (row[-1].last if row else last) + _BEHIND, "of")
    end = of[0].last + _BEHIND if of else last
    # "The fourth Conservative victory", "for the right", "the far right reaches it for the second time".
    camps = [
        mark
        for name in ("family", "line")
        for mark in (
            *passage.between(match.first + 1, end, name),
            *passage.between(first - _OF_CAMP, first - 1, name),
        )
    ]
    if group := group_of(passage, camps[0]) if camps else None:
        if not row:
            return unknown("the record counts no votes of a family of parties")
        scope = scope_within(passage, first, last)
        start = passage.document.words[match.first].start
        record = (
            record_of(passage, scope, start) if scope.office else _own_record(passage, scope, start, group)
        )
        return _count_in(passage, match, first, last, deed, number, [group], record)
    subjects = _subjects(passage, match, first)
    judged = [_count_of(passage, match, first, last, deed, number, subject) for subject in subjects]
    told = [one for one in judged if one.verdict != "cannot_tell"] or judged
    supported = next((one for one in told if one.verdict == "supported"), None)
    return supported or (told[0] if told else unknown("the text does not tell who is counted for"))


def _count_of(
    passage: Passage, match: Match, first: int, last: int, deed: str, number: int, subject: Subject
) -> Judged:
    # What "it" stands for is told too unsurely to count for it.
    if subject.mention.what == "thing":
        return unknown("the text does not tell who is counted for")
    record = _record(passage, scope_within(passage, first, last), match, subject)
    # "Her party has topped three elections": else what the person's party did in a vote for parties.
    groups = [of_subject(passage, subject)]
    if deed not in _COMMON:
        groups.append(party_of(passage, subject))
    elif deed == _RUNNING and subject.type != "candidate":
        return unknown("the record does not tell how often a party stood")
    known = [group for group in groups if group]
    return _count_in(passage, match, first, last, deed, number, known, record)


def _count_in(
    passage: Passage,
    match: Match,
    first: int,
    last: int,
    deed: str,
    number: int,
    groups: Sequence[Group],
    record: Office,
) -> Judged:
    """The count of the first group that did it at all."""
    scope = scope_within(passage, first, last)
    reason = beyond(passage, scope, record)
    if reason:
        return unknown(reason)
    tried = [(group, _done(record, group, deed, scope)) for group in groups]
    if deed in _LOST:
        # A camp has lost where nobody of it has won.
        tried = [(group, _unwon(record, group, done)) for group, done in tried]
    group, done = next(((group, done) for group, done in tried if done), (None, []))
    if group is None:
        return unknown(f"the record of {record.told} holds nothing of the kind")
    after = after_year(passage, scope, record.office)
    done = [standing for standing in done if standing.year > after]
    past, coming = _until(passage, match, done)
    if passage.between(match.first, last + _ROW, "row"):
        streak, shown = _streak(record, past), past
        true = streak == number if "ordinal" in match.taken else streak >= number
    else:
        true = number in (len(past), len(coming))
        shown = past if number == len(past) else coming
    if not shown:
        return unknown(f"the record of {record.told} holds nothing that {group.told} did")
    if not true and deed == _RUNNING and number > len(shown) and counts_nominations(record.country):
        return unknown("the text may count bids for a nomination, which the record does not hold")
    main = passage.story.main
    if not true and main and main.office != record.office and not scope.office:
        return unknown("the text may count votes for another office")
    because = (
        f"{group.told} in {record.told}, {_told(deed, scope)}: {len(shown)} "
        f"({', '.join(str(standing.year) for standing in shown) or 'none'})"
    )
    return held(true=true, because=because)


def _goes_on(passage: Passage, last: int) -> bool:
    """Whether someone is named right behind: "twice defeated Ken Livingstone"."""
    near = passage.between(last + 1, last + 1, "who") or passage.after(last + 1, 0, frozenset({"who"}))
    return bool(near) and not passage.has_comma(last + 1, last + 1)


def _deed_near(passage: Passage, match: Match) -> str:
    deed = nearest(passage, match)
    return key_of(deed) if deed else ""


def nearest(passage: Passage, match: Match) -> Cue | None:
    """The deed that is counted: the one right behind, else the one before in the same clause.

    It may be further off where the count opens the sentence: "for the third time in a row, the party ..."
    """
    opens = match.first - passage.told.sentence.first < _OPENING or match.rule.query == "nth"
    if match.rule.query == "nth" and (inside := passage.between(match.first, match.last, "deed")):
        # "The first Conservative majority since 1992."
        return _whole(passage, inside[0])
    behind = [
        mark
        for mark in passage.between(match.last + 1, match.last + (_FAR if opens else _BEHIND), "deed")
        if passage.reaches(match.last + 1, mark.first)
    ]
    before = [
        mark
        for mark in passage.between(match.first - _BEFORE, match.first - 1, "deed")
        if passage.reaches(mark.last + 1, match.first)
    ]
    beside = [mark for mark in before[-1:] if match.first - mark.last <= 1]
    near = [
        mark
        for mark in behind[:1]
        if mark.first - match.last <= 1 and not (before and passage.has_comma(match.last + 1, mark.first))
    ]
    found = beside or near or (behind[:1] or before[-1:] if opens else before[-1:] or behind[:1])
    if not found:
        return None
    return _whole(passage, found[0])


def _whole(passage: Passage, deed: Cue) -> Cue:
    """Of phrases that meet the longest: "win the popular vote" rather than "to win"."""
    met = [
        mark
        for mark in passage.marks
        if class_of(mark) == "deed" and mark.first <= deed.last and mark.last >= deed.first
    ]
    return max(met, key=lambda mark: mark.last - mark.first)


def _with_deed(passage: Passage, match: Match) -> tuple[int, int]:
    deed = None if "deed" in match.taken or "deed" in match.rule.given else nearest(passage, match)
    return (min(match.first, deed.first), max(match.last, deed.last)) if deed else (match.first, match.last)


def nth(passage: Passage, match: Match) -> Reading | None:
    """ "The second Socialist elected", "the third time that the runner-up wins": a place in a row."""
    # "First minister", "first round": no place in a row.
    if any(mark.first == match.first and class_of(mark) in _NAMES for mark in passage.marks):
        return None
    scope = scope_of_clause(passage, match)
    if passage.between(match.first, scope.last, "scope.brief"):
        return None
    taken = match.taken.get("deed")
    done = _whole(passage, taken) if taken else nearest(passage, match)
    deed = str(match.rule.given.get("deed", "")) or (key_of(done) if done else "")
    inside = done.first - 1 if done and done.first > match.last else match.last
    group = group_among(passage, match.first, inside)
    if group is None and match.key("order") == "time":
        within = [one for one in passage.subjects if match.first < one.mention.first <= inside]
        subject = within[-1] if within else subject_near(passage, match.first)
        group = of_subject(passage, subject) if subject else None
    told = passage.between(match.first, match.last + _FAR, "deed")
    last = max([scope.last, *(mark.last for mark in told if passage.reaches(match.last + 1, mark.first))])
    judged = _placed(passage, match, scope, group, deed) if deed else None
    return Reading(
        match.first, last, judged or unknown("the record holds nothing of the kind that is counted")
    )


def _placed(passage: Passage, match: Match, scope: Scope, group: Group | None, deed: str) -> Judged | None:
    record = record_of(passage, scope, passage.document.words[match.first].start)
    main = passage.story.main
    judged = _place_in(passage, match, scope, group, deed, record)
    if judged is None and main and not scope.office and main.office != record.office:
        told = replace(scope, office=main.office)
        judged = _place_in(passage, match, told, group, deed, record_of(passage, told, 0))
    return judged


def _place_in(
    passage: Passage, match: Match, scope: Scope, group: Group | None, deed: str, record: Office
) -> Judged | None:
    reason = beyond(passage, scope, record)
    if reason:
        return unknown(reason)
    if (group is None and deed in _COMMON) or (match.key("order") == "time" and (group or ALL).everyone):
        return None
    group = group or ALL
    done = _done(record, group, deed, scope)
    if deed == "eliminated" and match.key("order") == "time":
        # "The first time that the right is eliminated": when nobody of it is left.
        left = {one.election_id for one in record.standings if 2 in one.rows and group.holds(one)}
        done = [one for one in done if one.election_id not in left]
    own = _own(passage, match, done)
    if own is None:
        return None
    since = after_year(passage, scope, record.office)
    if scope.person:
        since = max(
            (one.year for one in done if one.subject == scope.person and one.date < own.date), default=since
        )
    before = [standing for standing in done if standing.year > since and standing.date < own.date]
    if passage.between(match.first, match.last, "row"):
        true = _streak(record, [*before, own]) == int(match.key("ordinal"))
        years = ", ".join(str(standing.year) for standing in (*before, own))
        return held(true=true, because=f"{group.told} in {record.told}, {deed}: {years}")
    if match.key("order") == "time":
        told = [str(standing.year) for standing in (*before, own)]
        place = len({standing.election_id for standing in before}) + 1
    else:
        names = list(
            dict.fromkeys(standing.subject for standing in before if standing.subject != own.subject)
        )
        told = [*names, f"{own.subject} in {own.year}"]
        place = len(names) + 1
        if own.any_row.subject_type != "candidate" and int(match.key("ordinal") or 1) > 1:
            return unknown("the record of parties does not tell who led them")
        if since and any(standing.subject == own.subject for standing in before):
            place += 1
    because = (
        f"{group.told} in {record.told} since {max(since, record.first_year)}, "
        f"{_told(deed, scope)}: {', '.join(told)}"
    )
    return held(true=place == int(match.key("ordinal") or 1), because=because)


def judge_never(
    passage: Passage, at: int, scope: Scope, group: Group | None, deed: str, *, before: str = ""
) -> Judged | None:
    """The verdict of a deed that nobody of a group is said to have done; None where no group is told.

    `before` is the vote up to which it is said ("had never").
    """
    if group is None or group is ALL:
        return None
    start = passage.document.words[at].start
    record = record_of(passage, scope, start)
    if not scope.office and group.names:
        record = _own_record(passage, scope, start, group)
    reason = beyond(passage, scope, record)
    if reason:
        return unknown(reason)
    published = passage.document.article.published
    until = published.isoformat() if published else "9999"
    of_group = [standing for standing in record.standings if group.holds(standing)]
    if not of_group:
        return unknown(f"no figures of {group.told} are on record")
    done = [
        standing
        for standing in _done(record, group, deed, scope)
        if standing.date < until
        and standing.year > after_year(passage, scope, record.office)
        and standing.election_id != before
    ]
    years = [standing.year for standing in of_group]
    found = ", ".join(f"{standing.subject} in {standing.year}" for standing in done) or "nobody"
    because = f"{group.told} in {record.told}, {min(years)} to {max(years)}, {_told(deed, scope)}: {found}"
    return held(true=not done, because=because)


def _subjects(passage: Passage, match: Match, first: int) -> list[Subject]:
    """Who may have done it: who is named within the words, else last before them, or first of all."""
    inside = match.taken.get("who")
    if inside:
        return [one for one in passage.subjects if one.start == inside.start]
    pronouns = [
        one
        for one in passage.subjects
        if first - 1 <= one.mention.first <= match.last and one.mention.kind == "pronoun"
    ]
    # "Twice prime minister and twice beaten": the office names nobody else.
    people = [one for one in passage.subjects if one.mention.kind != "role"]
    before = [one for one in people if one.mention.last < first]
    behind = [one for one in people if one.mention.first > match.last]
    if pronouns or before:
        return [*pronouns[-1:], *before[-1:], *before[:1]]
    if match.first - passage.told.sentence.first < _OPENING and behind:
        return behind[:1]
    near = subject_near(passage, first) or next((one for one in behind if one.type == "candidate"), None)
    near = near or subject_before(passage)
    return [near] if near else []


def _record(passage: Passage, scope: Scope, match: Match, subject: Subject) -> Office:
    start = passage.document.words[match.first].start
    if scope.office:
        return record_of(passage, scope, start)
    return _own_record(passage, scope, start, of_subject(passage, subject) or ALL)


def _own_record(passage: Passage, scope: Scope, start: int, group: Group) -> Office:
    """The record of the office told, else of the main one, whichever the people of the group stood for."""
    main_vote = passage.story.main
    offices = [vote.office for vote in (*votes_of(passage, start), *([main_vote] if main_vote else []))]
    main = record_of(passage, replace(scope, office=""), start)
    # People run for the main office before any other; a party for what is told.
    first = [main_office(passage.told.country)] if group.names else []
    for name in dict.fromkeys((*first, *offices)):
        known = record_of(passage, replace(scope, office=name), start)
        if any(group.holds(standing) for standing in known.standings):
            return known
    return main


def _done(record: Office, group: Group, deed: str, scope: Scope) -> list[Standing]:
    test = DEEDS[deed]
    round_ = scope.round
    if deed in _PLACES and round_ is None and has_rounds(record):
        round_ = 1
    done = [standing for standing in record.standings if group.holds(standing) and test(standing, round_)]
    if deed == _RUNNING and group.names:
        # Who leads a list may stand for a seat elsewhere, or for none.
        done = [standing for standing in done if standing.subject in group.names]
    if deed in ("lost", "ran") and round_ == 2:
        done = [standing for standing in done if 2 in standing.rows]
    return done


def _until(passage: Passage, match: Match, done: Sequence[Standing]) -> tuple[list[Standing], list[Standing]]:
    """The votes before publication, and those up to the one that the article sees coming.

    For "the third time" both end with a vote that the sentence tells it of, if it is one of them.
    """
    published = passage.document.article.published
    day = published.isoformat() if published else "9999"
    past = [standing for standing in done if standing.date < day]
    if "ordinal" in match.taken:
        known = {standing.election_id: standing.date for standing in done}
        lasts = [known[vote] for vote in _told_of(passage, match) if vote in known]
        if lasts:
            one, other = lasts[0], lasts[-1]
            return [each for each in done if each.date <= one], [each for each in done if each.date <= other]
    near = {vote.election_id for vote in (passage.story.coming, passage.story.main) if vote}
    return past, [standing for standing in done if standing.date < day or standing.election_id in near]


def _told_of(passage: Passage, match: Match) -> list[str]:
    """The votes that a repetition can be of: of the year beside it, else of the one told and of the news.

    Several years before lead up to the news: "beaten in 2012 and 2017, she fails a third time".
    """
    words = passage.document.words
    clause = passage.clause(words[match.first].start)
    anchors = [
        anchor
        for anchor in passage.told.anchors
        if clause.start <= anchor.start < clause.end and not anchor.since and not anchor.compared
    ]
    near = [
        anchor.vote
        for anchor in anchors
        if 0 < passage.document.word_at(anchor.start) - match.last <= _OWN_YEAR
        and passage.reaches(match.last + 1, passage.document.word_at(anchor.start))
    ]
    before = [anchor.vote for anchor in anchors if anchor.start < words[match.first].start]
    if not near and len({vote.year for vote in before}) == 1:
        near = before
    votes = near or [vote for vote in (passage.told.current, passage.story.main) if vote]
    return [vote.election_id for vote in votes]


def _own(passage: Passage, match: Match, done: Sequence[Standing]) -> Standing | None:
    """The deed that is told: of the vote told and of who is named, the last one up to publication else."""
    words = passage.document.words
    named = {one.name for one in passage.subjects if one.mention.first < match.first}
    published = passage.document.article.published
    until = published.isoformat() if published else "9999"
    start = words[match.first].start
    votes = [vote.election_id for vote in votes_of(passage, start, passage.part(start))]
    if passage.story.main:
        votes.append(passage.story.main.election_id)
    past = [standing for standing in done if standing.date < until or standing.election_id in votes]
    by_name = [standing for standing in past if standing.subject in named] if named else []
    for pool in (by_name, past):
        for election_id in votes:
            for standing in pool:
                if standing.election_id == election_id:
                    return standing
    return by_name[-1] if by_name else None


def _unwon(record: Office, group: Group, done: Sequence[Standing]) -> list[Standing]:
    won = {one.election_id for one in record.standings if one.won and group.holds(one)}
    return [standing for standing in done if standing.election_id not in won]


def _streak(record: Office, past: Sequence[Standing]) -> int:
    """How many of the votes with results, up to the last of these, were among them without a break."""
    ids = list(dict.fromkeys(standing.election_id for standing in record.standings))
    done = {standing.election_id for standing in past}
    end = ids.index(past[-1].election_id) + 1 if past else 0
    return sum(1 for _ in takewhile(done.__contains__, reversed(ids[:end])))


def of_last(passage: Passage, match: Match) -> Reading | None:
    """ "Won seven of the last eight elections": how many of the latest votes someone did it in."""
    first, *_, last = (int(key_of(mark)) for mark in passage.between(match.first, match.last, "number"))
    start = passage.document.words[match.first].start
    scope = scope_within(passage, match.first, match.last)
    subject = subject_near(passage, match.first)
    group = of_subject(passage, subject) if subject else None
    if group is None:
        return None
    record = record_of(passage, scope, start)
    published = passage.document.article.published
    until = published.isoformat() if published else "9999"
    ids = list(dict.fromkeys(one.election_id for one in record.standings if one.date < until))[-last:]
    done = _done(record, group, match.key("deed"), scope)
    years = {one.election_id: one.year for one in done if one.election_id in ids}
    if len(ids) < last:
        return Reading(match.first, match.last, unknown("the record does not go back so far"))
    because = (
        f"{group.told} in {record.told}, {_told(match.key('deed'), scope)}: "
        f"{len(years)} of the last {last} ({', '.join(map(str, years.values())) or 'none'})"
    )
    return Reading(match.first, match.last, held(true=len(years) == first, because=because))


def _told(deed: str, scope: Scope) -> str:
    told = deed.replace("_", " in the ")
    return f"{told} (round {scope.round})" if scope.round else told
