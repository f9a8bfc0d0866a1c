"""What a claim is about: which vote, and over which years, rounds and offices it is said to hold."""

from dataclasses import dataclass, replace

from pipeline.annotate import within
from pipeline.claims.record import Office, office
from pipeline.claims.scan import Match, Passage, class_of, key_of
from pipeline.lexicon import Cue
from pipeline.link import Vote
from pipeline.link.votes import main_office, office_in, rounds_of
from pipeline.model import Span

_SINCE = ("scope", "since")
# How many words may stand before the next part of a scope, and between "since" and its year.
_GAP = 4
_NAME_GAP = 2
# "Nearly fifty years" may be a tenth less.
_NEARLY = 10
_SINCE_GAP = 7
SCOPES = frozenset({"scope", "round", "office", "group", "family", "line", "own", "who"})


@dataclass(frozen=True, slots=True)
class Scope:
    """The bounds of a claim.

    `bounded` is whether anything was said that makes a claim ("ever", "since 1969"); `since` the year
    after which it is said to hold, 0 for all time, None where it cannot be told; `elsewhere` whether
    it names other bodies or countries; `then` whether it holds up to the vote told only; `person` who is
    named behind "since"; `last` the last word of it.
    """

    last: int
    bounded: bool = False
    since: int | None = 0
    elsewhere: bool = False
    then: bool = False
    person: str = ""
    round: int | None = None
    office: str = ""
    period: str = ""


def scope_after(passage: Passage, last: int, scope: Scope | None = None) -> Scope:
    """The scope that follows a word of the sentence, part by part, up to a comma or stop."""
    scope = replace(scope, last=last) if scope else Scope(last)
    # "Unseen since" ends with the "since" of its scope.
    for since in passage.marks:
        if since.last == last and (class_of(since), key_of(since)) == _SINCE:
            scope = read(passage, since, scope)
    while mark := passage.after(scope.last + 1, _GAP, SCOPES):
        if passage.has_comma(scope.last + 1, mark.first) or not _belongs(passage, scope, mark):
            break
        if passage.between(scope.last + 1, mark.first, "degree"):
            # "The lowest since 2001 and the second lowest since the war" are two.
            break
        longest = max(
            (other for other in passage.marks if other.first == mark.first and class_of(other) in SCOPES),
            key=lambda other: other.last,
        )
        scope = read(passage, longest, replace(scope, last=longest.last))
    return scope


def _belongs(passage: Passage, scope: Scope, mark: Cue) -> bool:
    """Whether a part goes with what stands before it: a name only right behind "of" or "for"."""
    if class_of(mark) != "who":
        return True
    near = mark.first - scope.last - 1 <= _NAME_GAP
    return near and bool(passage.between(mark.first - 2, mark.first - 1, "of"))


def scope_within(passage: Passage, first: int, last: int) -> Scope:
    """The scope that some words of the sentence tell, and what follows them."""
    scope = Scope(last)
    for mark in passage.marks:
        if first <= mark.first and mark.last <= last and passage.longest(mark):
            scope = read(passage, mark, scope)
    return scope_after(passage, last, scope)


def scope_of_clause(passage: Passage, match: Match) -> Scope:
    """The scope of the words of a match and of what follows in its clause, whatever stands between."""
    scope = Scope(match.last)
    for mark in passage.marks:
        if mark.first < match.first or not passage.longest(mark):
            continue
        if passage.reaches(match.first + 1, mark.first):
            scope = read(passage, mark, scope)
            if class_of(mark) in SCOPES - {"who", "group", "family", "line"}:
                scope = replace(scope, last=max(scope.last, mark.last))
    return scope


def scope_of_sentence(passage: Passage, scope: Scope) -> Scope:
    """The scope with all that the sentence says of it, wherever it stands."""
    last = scope.last
    for mark in passage.marks:
        if class_of(mark) in ("scope", "round") and passage.longest(mark):
            scope = read(passage, mark, scope)
    return replace(scope, last=last)


def read(passage: Passage, mark: Cue, scope: Scope) -> Scope:
    """A scope with one more part."""
    name, key = class_of(mark), key_of(mark)
    if name == "round":
        return replace(scope, round=int(key))
    if name == "office":
        return replace(scope, office=office_in(passage.told.country, key))
    if name != "scope":
        return scope
    match key.split("."):
        case ["since"]:
            return _since(passage, mark, scope)
        case ["years" | "nearly"]:
            return _years(passage, mark, scope)
        case ["span", years]:
            return replace(scope, bounded=True, since=_year(passage) - int(years))
        case ["ever"]:
            return replace(scope, bounded=True)
        case ["brief"]:
            return replace(scope, bounded=True)
        case ["elsewhere"]:
            return replace(scope, bounded=True, elsewhere=True)
        case ["long"]:
            return replace(scope, bounded=True, since=None)
        case ["then"]:
            return replace(scope, bounded=True, then=True)
        case ["period", period]:
            return _in_period(passage, period, scope)
    return scope


def _in_period(passage: Passage, period: str, scope: Scope) -> Scope:
    """A regime or an age: where the country had it, its votes are on record from the first, or not at all."""
    known = passage.pack.periods[period]["first"].get(passage.told.country)
    if known is None:
        return replace(scope, bounded=True, elsewhere=True)
    return replace(scope, bounded=True, period=period)


def _since(passage: Passage, mark: Cue, scope: Scope) -> Scope:
    """The year behind a "since": of its date, else of the last vote of the person named there."""
    words = passage.document.words
    until = words[min(mark.last + _SINCE_GAP, passage.told.sentence.last - 1)].end
    timexes = [
        timex
        for timex in within(passage.document.timexes, mark.end, until)
        # Only a year that is spelled out: "since the fall of communism" is no season.
        if timex.type in ("DATE", "TIME") and timex.value[:4].isdigit() and timex.value[:4] in timex.text
    ]
    if timexes and passage.reaches(mark.last + 1, passage.document.word_at(timexes[0].start)):
        end = passage.document.word_at(timexes[0].end - 1)
        return replace(scope, bounded=True, since=int(timexes[0].value[:4]), last=max(scope.last, end))
    for subject in passage.subjects:
        near = 0 < subject.mention.first - mark.last <= _GAP and not passage.has_comma(
            mark.last + 1, subject.mention.first
        )
        if near and subject.type == "candidate":
            stood = [
                (bool(row.elected), int(election_id.rsplit("-", 1)[-1][:4]))
                for election_id, round_ in passage.reference.candidacies(subject.name)
                if (row := passage.reference.result(election_id, round_, subject.name))
            ]
            # The last vote won before, else the last one lost.
            before = [vote for vote in stood if vote[1] < _year(passage)]
            last = max(scope.last, passage.document.word_at(subject.end - 1))
            since = max(before)[1] if before else None
            return replace(scope, bounded=True, since=since, person=subject.name, last=last)
    # "It has not happened since" tells no year, and neither does "since" beside another bound.
    if (
        scope.bounded
        or mark.last + 1 >= passage.told.sentence.last
        or not passage.reaches(mark.last + 1, mark.last + 1)
    ):
        return scope
    return replace(scope, bounded=True, since=None)


def _years(passage: Passage, mark: Cue, scope: Scope) -> Scope:
    """ "In forty years", "in nearly forty years": the number is within the words of the mark."""
    number = passage.between(mark.first, mark.last, "number")
    if not number:
        return replace(scope, bounded=True, since=None)
    years = int(key_of(number[0]))
    years -= key_of(mark) == "nearly" and years // _NEARLY
    return replace(scope, bounded=True, since=_year(passage) - years)


def _year(passage: Passage) -> int:
    vote, published = passage.told.current, passage.document.article.published
    return vote.year if vote else (published.year if published else 0)


# Which vote


def votes_of(passage: Passage, start: int, told: Span | None = None, *, news: bool = False) -> list[Vote]:
    """The votes that a claim at a place can be about, the likeliest first.

    The nearest one told before it in the sentence, then those after it, then the one being told, or
    with `news` the one that the article is about; only dates in `told` where that is given.
    """
    anchors = [
        anchor
        for anchor in passage.told.anchors
        if not anchor.since
        and not anchor.compared
        and (told is None or told.start <= anchor.start < told.end)
    ]
    before = sorted(
        (anchor for anchor in anchors if anchor.start <= start),
        key=lambda anchor: (-anchor.start, anchor.rank),
    )
    after = [anchor for anchor in anchors if anchor.start > start]
    rest = [passage.told.current]
    if news:
        rest.insert(0, passage.story.main)
    return list(dict.fromkeys([*(anchor.vote for anchor in (*before, *after)), *filter(None, rest)]))


def office_of(passage: Passage, scope: Scope, start: int) -> str:
    """The office that a claim is about: the one it names, else that of the vote told, else the main one."""
    if scope.office:
        return scope.office
    votes = votes_of(passage, start)
    return votes[0].office if votes else main_office(passage.told.country)


def record_of(passage: Passage, scope: Scope, start: int) -> Office:
    """The record of the office that a claim is about."""
    name = office_of(passage, scope, start)
    country, main = passage.told.country, main_office(passage.told.country)
    if not scope.office and name != main and not office(passage.reference, country, name).days:
        # "A record for a runoff" in the life of a senator.
        name = main
    area = next(
        (
            "-".join(parts[2:-1])
            for vote in votes_of(passage, start)
            if vote.office == name and len(parts := vote.election_id.split("-")) > 3
        ),
        "",
    )
    return office(passage.reference, passage.told.country, name, area)


def beyond(passage: Passage, scope: Scope, record: Office) -> str:
    """Why the record cannot judge a scope; empty where it can."""
    if scope.elsewhere:
        return "the claim names bodies or countries that the record does not hold"
    if not record.days:
        return f"no results are on record of {record.told}"
    if scope.since is None:
        return "the record does not tell since when the claim is said to hold"
    if scope.since and scope.since < record.first_year:
        return f"the record of {record.told} begins in {record.first_year}"
    if scope.period:
        first = passage.pack.periods[scope.period]["first"][record.country]
        begins = int(first.get(record.office, first["other"]))
        if record.first_year > begins:
            return f"the record of {record.told} begins in {record.first_year}"
    return ""


def after_year(passage: Passage, scope: Scope, office: str) -> int:
    """The year after which a scope holds, 0 for all time."""
    if not scope.period:
        return scope.since or 0
    first = passage.pack.periods[scope.period]["first"][passage.told.country]
    return max(scope.since or 0, int(first.get(office, first["other"])) - 1)


def has_rounds(record: Office) -> bool:
    """Whether votes for the office take two rounds."""
    return rounds_of(record.country, record.office) > 1
