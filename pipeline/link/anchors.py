"""What in a sentence points to a vote: a date, "last time", "the next election", "Hollande's victory"."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from pipeline.annotate import Cues, Document, Mention, Sentence, within
from pipeline.lexicon import Cue
from pipeline.link.votes import (
    Vote,
    dated,
    divided_by,
    main_office,
    neighbour,
    office_in,
    rounds_of,
    unrecorded,
    wins_of,
)
from pipeline.model import Timex
from pipeline.reference import Reference

OFFICE: Final = "elections.office."
COMPARE: Final = "elections.compare.words"
ANAPHOR: Final = "elections.anaphor."
_TOLD, _THEN = f"{ANAPHOR}told", f"{ANAPHOR}then"
_STOPS: Final = frozenset({"", *".,;:!?)"})
_DEED: Final = "elections.deed."
WON_AGAIN: Final = f"{_DEED}again"
DEEDS: Final = (f"{_DEED}won", WON_AGAIN)
_LIFE: Final = "elections.life.words"
_BEFORE, _OWNED = "elections.tense.before", "elections.tense.owned"
_SINCE, _VOTING = "events.none.since", "elections."
STEPS: Final = {f"{ANAPHOR}next": 1, f"{ANAPHOR}last": -1}
# A day this long before an article on a second round is one of the first.
_ROUNDS_APART: Final = 6
# A day so near to publication can be that of the article's own vote.
_FRESH: Final = 45
_HELD: Final = frozenset({"votes.link.earlier", "votes.link.compared", COMPARE})
_HELD_WORDS, _FIGURE_REACH = 3, 60
_OPENING_WORDS: Final = 6
_TIMES: Final = ("DATE", "TIME")
# Words between a comparison, or "since", and the time that it is with.
_BOUND_WORDS: Final = 3
# Words between a victory and whose it is: "Tony Blair's first landslide", "the victory of Mr Blair".
_OWNER_WORDS, _OF_WORDS = 4, 2


class Anchor(NamedTuple):
    """Words that tell a vote: its date, or a phrase such as "the upcoming election".

    `leads` is whether they open the sentence, `since` whether they only bound a comparison
    ("the highest since 1969"), `compared` whether they are of a figure that another one is held against
    ("up from 24 in 2017"), `rank` its place among the votes that the same date can mean, `by` how it tells
    the vote: by a date, as the one next to another, the coming one, one that someone won, or one told.
    """

    start: int
    end: int
    vote: Vote
    timex: Timex | None = None
    leads: bool = False
    since: bool = False
    compared: bool = False
    rank: int = 0
    by: str = "date"


class Setting(NamedTuple):
    """What the anchors of a sentence are found by: the votes told before it, and the article's.

    `calendar` has the round of the days that the article tells with a word for the round, `years` are the
    years of votes that it tells.
    """

    country: str
    current: Vote | None
    main: Vote | None
    coming: Vote | None
    calendar: Mapping[str, int]
    years: Sequence[int]


def office_told(cue: Cue, country: str) -> str:
    """The office that an office word tells in a country."""
    return office_in(country, cue.tag.removeprefix(OFFICE))


def is_before(cues: Cues) -> bool:
    """Whether a sentence tells what had been: "he had won 24 percent"."""
    owned = {cue.first for cue in cues.of(_OWNED)}
    return any(cue.last + 1 not in owned for cue in cues.of(_BEFORE))


def anchors_in(
    document: Document, sentence: Sentence, cues: Cues, setting: Setting, reference: Reference
) -> list[Anchor]:
    """The anchors among the words of a sentence, or of a part of it, in order; `cues` are its cues."""
    found = [
        _anchor(document, sentence, cues, words)
        for words in (
            *_dates(document, sentence, cues, setting, reference),
            *_phrases(cues, setting, reference),
            *_deeds(document, sentence, cues, setting, reference),
        )
    ]
    found.sort(key=lambda anchor: (anchor.start, anchor.rank))
    return [*found, *_pointing_back(found, document, cues)]


def anchors_of_office(
    document: Document,
    sentence: Sentence,
    cues: Cues,
    country: str,
    office: str,
    reference: Reference,
) -> Iterator[Anchor]:
    """The dates of a sentence as those of votes for an office, whatever its words tell."""
    for timex in within(document.timexes, sentence.start, sentence.end):
        if timex.type not in _TIMES:
            continue
        votes = dated(timex, country=country, office=office, preferred=(), reference=reference, voting=True)
        for vote in votes:
            if vote.office == office:
                first = document.word_at(timex.start)
                yield _anchor(
                    document, sentence, cues, (timex.start, timex.end, first, vote, timex, 0, "date")
                )


def _anchor(document: Document, sentence: Sentence, cues: Cues, words: "_Found") -> Anchor:
    start, end, first, vote, timex, rank, by = words
    return Anchor(
        start=start,
        end=end,
        vote=vote,
        timex=timex,
        leads=first - sentence.first < _OPENING_WORDS,
        since=any(0 < first - cue.last <= _BOUND_WORDS for tag in (_SINCE, COMPARE) for cue in cues.of(tag)),
        compared=_is_compared(document, start, first, cues),
        rank=rank,
        by=by,
    )


def _is_compared(document: Document, start: int, first: int, cues: Cues) -> bool:
    """Whether right before the words stands a figure that another one is held against."""
    own = within(document.numbers, max(0, start - _FIGURE_REACH), start)
    if not own or first - own[-1].last > _BOUND_WORDS + 1:
        return False
    return any(0 < own[-1].first - cue.last <= _HELD_WORDS for tag in _HELD for cue in cues.of(tag))


# Words between what happened and its date: "founded only in December".
_LIFE_WORDS: Final = 4
# Votes that a date is never of without a word for them.
_TOLD_ALWAYS: Final = frozenset({"party", "byelection"})
_Found = tuple[int, int, int, Vote, Timex | None, int, str]


def _dates(
    document: Document, sentence: Sentence, cues: Cues, setting: Setting, reference: Reference
) -> Iterator[_Found]:
    timexes = [
        timex
        for timex in within(document.timexes, sentence.start, sentence.end)
        if timex.type in _TIMES and not _is_of_life(document, timex, cues)
    ]
    if not timexes:
        return
    voting = any(tag.startswith(_VOTING) and not tag.startswith(_WORDS) for tag in cues.tags) or any(
        figure.unit == "percent" for figure in within(document.figures, sentence.start, sentence.end)
    )
    current = setting.current
    preferred = [current.office] if current and current.office not in _TOLD_ALWAYS else []
    preferred.append(main_office(setting.country))
    offices = _offices_of(timexes, cues, setting.country)
    if setting.current and divided_by(setting.current.office) == "areas":
        # A vacant seat is one of those that the story tells of.
        offices = {
            timex: setting.current.office if office == "byelection" else office
            for timex, office in offices.items()
        }
    for timex in timexes:
        votes = dated(
            timex,
            country=setting.country,
            office=offices.get(timex, ""),
            preferred=preferred,
            reference=reference,
            voting=voting,
            fresh=_is_fresh(timex, setting, document),
        )
        for rank, vote in enumerate(votes):
            own = _in_round_of_day(vote, timex, setting, document)
            yield timex.start, timex.end, document.word_at(timex.start), own, timex, rank, "date"


def _is_of_life(document: Document, timex: Timex, cues: Cues) -> bool:
    """Whether right before a date stands what happened then, which was no vote: "founded in 2019"."""
    first = document.word_at(timex.start)
    return any(0 < first - cue.last <= _LIFE_WORDS for cue in cues.of(_LIFE))


def _is_fresh(timex: Timex, setting: Setting, document: Document) -> bool:
    """Whether a date is so near that it can be that of the vote which the article is about."""
    published = document.article.published
    if published is None or setting.main is None or not timex.earliest:
        return False
    away = abs((date.fromisoformat(timex.earliest) - published).days)
    of_areas = setting.current is not None and divided_by(setting.current.office) == "areas"
    return away <= _FRESH and (setting.main == setting.current or of_areas)


# Words of grammar in the same file, which tell no vote.
_WORDS: Final = (
    _LIFE,
    "elections.where.",
    "elections.compare.",
    "elections.tense.",
    "elections.elliptic.",
    "elections.hint.",
    _DEED,
)


def _offices_of(timexes: Sequence[Timex], cues: Cues, country: str) -> dict[Timex, str]:
    """The office that each date is of: a word for an office goes with the date nearest to it."""
    found: dict[Timex, tuple[int, str]] = {}
    for cue in cues.of(OFFICE):
        timex = min(timexes, key=lambda timex: _gap(timex, cue))
        gap = _gap(timex, cue)
        if timex not in found or gap < found[timex][0]:
            found[timex] = gap, office_told(cue, country)
    return {timex: office for timex, (_, office) in found.items()}


def _gap(timex: Timex, cue: Cue) -> int:
    return max(timex.start - cue.end, cue.start - timex.end)


def _in_round_of_day(vote: Vote, timex: Timex, setting: Setting, document: Document) -> Vote:
    """The vote in the round that its day tells: by a word for the round that the article has with that day,
    or because the day is before or after the round that the article is about."""
    published, main = document.article.published, setting.main
    by_day = timex.earliest == timex.latest
    if not by_day or vote.round is not None or rounds_of(vote.country, vote.office) < 2:
        return vote
    if timex.earliest in setting.calendar:
        return vote.in_round(setting.calendar[timex.earliest])
    if main is None or published is None or main.round is None or vote.election_id != main.election_id:
        return vote
    away = (date.fromisoformat(timex.earliest) - published).days
    if main.round == 2 and away < -_ROUNDS_APART:
        return vote.in_round(1)
    return vote.in_round(2 if main.round == 1 and away > 0 else main.round)


def _phrases(cues: Cues, setting: Setting, reference: Reference) -> Iterator[_Found]:
    """The coming vote, and the ones before and after the one that is told."""
    current = setting.current
    for cue in cues.of(ANAPHOR):
        if cue.tag == f"{ANAPHOR}coming" and setting.coming:
            yield cue.start, cue.end, cue.first, setting.coming, None, 0, "coming"
        elif (step := STEPS.get(cue.tag)) and current:
            other = neighbour(current, step, reference) or _told_next_to(current, step, setting)
            if other:
                yield cue.start, cue.end, cue.first, other.in_round(current.round), None, 0, "next to"


def _told_next_to(vote: Vote, step: int, setting: Setting) -> Vote | None:
    """The vote before or after one that is on no record: of the nearest year that the article tells."""
    years = [year for year in setting.years if (year - vote.year) * step > 0]
    if not years or "-" in vote.election_id.removeprefix(f"{vote.country}-{vote.office}-"):
        return None
    return unrecorded(vote.country, vote.office, min(years, key=lambda year: abs(year - vote.year)))


def _deeds(
    document: Document, sentence: Sentence, cues: Cues, setting: Setting, reference: Reference
) -> Iterator[_Found]:
    """The votes that somebody named won: "Hollande's victory", "the re-election of Clinton"."""
    deeds = [cue for cue in cues.of(_DEED) if cue.tag in DEEDS]
    mentions = [
        mention
        for mention in (within(document.mentions, sentence.start, sentence.end) if deeds else ())
        if mention.kind in ("person", "pronoun")
    ]
    for cue in deeds:
        owner = next((mention for mention in mentions if _owns(mention, cue, cues)), None)
        if owner is None:
            continue
        names = owner.names or tuple(
            name for mention in mentions if mention.kind == "person" for name in mention.names[:1]
        )
        votes = [vote for name in names for vote in wins_of(name, reference)]
        if vote := _won(votes, cue, cues, setting, document):
            yield cue.start, cue.end, cue.first, vote, None, 0, "won"


def _owns(mention: Mention, cue: Cue, cues: Cues) -> bool:
    before, behind = cue.first - mention.last - 1, mention.first - cue.last - 1
    if mention.kind == "pronoun":
        return before == 0
    if 0 < before <= _OWNER_WORDS:
        return any(other.first == mention.last + 1 for other in cues.of(f"{_DEED}whose"))
    return 0 < behind <= _OF_WORDS and any(other.first == cue.last + 1 for other in cues.of(f"{_DEED}of"))


def _won(votes: Sequence[Vote], cue: Cue, cues: Cues, setting: Setting, document: Document) -> Vote | None:
    """Which of the votes that somebody won is meant: the one told, the second one for "re-election"."""
    published = document.article.published
    held = [vote for vote in votes if published is None or vote.year <= published.year]
    if cue.tag == WON_AGAIN:
        return next(iter(held[1:2]), None)
    first = any(0 < cue.first - other.last <= 2 for other in cues.of(f"{_DEED}first"))
    told = [vote.election_id for vote in (setting.current, setting.main) if vote]
    own = next((vote for vote in held if vote.election_id in told), None)
    return own if own and not first else next(iter(held), None)


def told_before(document: Document, cues: Cues) -> list[Cue]:
    """Words that point to the vote told before: "that time", and "then" where it ends its clause."""
    clean = document.clean
    ending = (
        cue
        for cue in cues.of(_THEN)
        if clean[cue.end : cue.end + 1] in _STOPS and clean[: cue.start].rstrip()[-1:] not in _STOPS
    )
    return [*cues.of(_TOLD), *ending]


def _pointing_back(anchors: Sequence[Anchor], document: Document, cues: Cues) -> list[Anchor]:
    """Words that point back to a vote of the same sentence: "that time" to the last one, "the first time"
    to the first of several."""
    found = []
    for cue in (*cues.of(f"{ANAPHOR}first"), *told_before(document, cues)):
        before = [one for one in anchors if not one.rank and one.end <= cue.start]
        if cue.tag != f"{ANAPHOR}first" and before:
            found.append(Anchor(cue.start, cue.end, before[-1].vote, by="told"))
        elif len(before) > 1:
            found.append(Anchor(cue.start, cue.end, before[0].vote, by="told"))
    return found
