"""Which votes a date can be the day of: by words of voting, figures, and the polling days.

Every type of vote that the words or the record allow is a reading; the vote is that of a polling day, of a
figure of the sentence, or the one being told, if it is of the year of the date.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from pipeline.annotate import Placed, within
from pipeline.choice import step
from pipeline.events.reading import Reading, distance
from pipeline.events.scene import OF_REFERENDUM, QUESTION, VOTE_WORDS, Scene
from pipeline.link import Told, Vote
from pipeline.link.anchors import office_told
from pipeline.link.rounds import implied_number, named_rounds, round_number
from pipeline.link.votes import finalists, rounds_of, stood, stood_without_final, subjects_of, unrecorded
from pipeline.model import Timex
from pipeline.shares import Share
from pipeline.shares.share import ASKED

# What people do with a question, and what questions are about: "rejected", "treaty".
_DECIDED, _MATTER = "events.vote.decided", "events.vote.matter"
_FIGURE, _PERCENT = 2.0, 1.3
_AWAY, _BESIDE_WORTH, _BESIDE = 0.13, 0.5, 4
# From this worth on a word or figure tells of a vote.
_LEAST: Final = 0.3
_STRENGTHS: Final = (
    (0.0, "none"), (0.6, "weak"), (1.1, "some"), (1.5, "rather"), (1.9, "clear"), (2.2, "strong"),
    (2.5, "very strong"),
)  # fmt: skip
# What figures that are no shares are of.
_PRICES: Final = ("votes.kind.economy", "votes.kind.approval")
_OTHER_FIGURES: Final = (*_PRICES, "votes.kind.opinion", "votes.kind.poll")
_HEADING_WORDS: Final = 3
# Whom a sentence names is named for a date within so many words, and a round so.
_NAMED_NEAR, _REACH = 10.0, 12.0
# How often the article has a word for a question.
_OFTEN: Final = ((0, "never"), (2, "in passing"), (5, "often"), (9, "very often"))
_VOTE: Final = "events.vote."
_PEOPLE, _BODY = f"{_VOTE}people", f"{_VOTE}body"
_DECIDERS_BEFORE: Final = 5
_FAR: Final = 1000.0
_REFERENDUM: Final = "referendum"
_NO_RUNOFF: Final = "events.vote.no_runoff"
_OFFICE: Final = "elections.office."
_IMPLIES: Final = "elections.implies."
_TYPES: Final[Mapping[int | None, str]] = {None: "election", 1: "election_round1", 2: "runoff"}


class _Found(NamedTuple):
    """The vote that a date can be of, and whether the date only bounds a comparison with it."""

    vote: Vote | None
    anchored: bool
    since: bool


def votes(timex: Timex, scene: Scene) -> Iterator[Reading]:
    """The readings of a date as that of a vote of each type that it can be."""
    held = [share for share in scene.shares if share.kind not in ASKED or scene.is_ahead(timex)]
    chosen = _chosen(timex, scene.told, held)
    asked = _asked(timex, scene, held)
    words = _by_words(timex, scene, chosen.vote, held)
    common = ("vote", *words, *_known(timex, scene, chosen, held))
    rounds = rounds_of(chosen.vote.country, chosen.vote.office) if chosen.vote else 0
    named = {round_number(cue) for cue in scene.told.rounds}
    told = _Rounds.of(timex, scene, chosen.vote, held) if rounds > 1 or named else None
    for number in (None, 1, 2):
        if number is None or rounds > 1 or number in named:
            own = _of_round(timex, scene, chosen.vote, number, told) if told else ()
            yield _reading(_TYPES[number], _in_round(chosen.vote, number), (*common, *own))
    yield _reading(_REFERENDUM, asked, (*common, *_of_question(timex, scene, chosen.vote, held)))


def _reading(kind: str, vote: Vote | None, features: tuple[str, ...]) -> Reading:
    return Reading(kind, kind, None, vote, features)


def _in_round(vote: Vote | None, number: int | None) -> Vote | None:
    """The vote in a round, where it has rounds."""
    if vote is None or (number and rounds_of(vote.country, vote.office) < number):
        return vote
    return vote.in_round(number)


# Which vote


def _chosen(timex: Timex, told: Told, shares: Sequence[Share]) -> _Found:
    """The vote for an office that a date can be of: of several polling days that of a figure of the sentence,
    else the likeliest; without one the vote being told, if it is of the year of the date."""
    anchors = [one for one in told.anchors if one.timex is timex and one.vote.office != _REFERENDUM]
    with_share = {share.vote.election_id for share in shares if share.vote}
    anchor = next((one for one in anchors if one.vote.election_id in with_share), next(iter(anchors), None))
    if anchor:
        return _Found(anchor.vote, True, anchor.since)
    tellings = [share.vote for share in shares if share.vote] + [told.current]
    vote = next(
        (one for one in tellings if one and one.office != _REFERENDUM and _is_of_year(timex, one)), None
    )
    return _Found(vote.in_round(None) if vote else None, False, False)


def _asked(timex: Timex, scene: Scene, shares: Sequence[Share]) -> Vote | None:
    """The referendum that a date can be of: one on record, the one being told, or one on no record."""
    told = scene.told
    for anchor in told.anchors:
        if anchor.timex is timex and anchor.vote.office == _REFERENDUM:
            return anchor.vote
    for vote in (*(share.vote for share in shares), told.current):
        if vote and vote.office == _REFERENDUM and _is_of_year(timex, vote):
            return vote
    country = told.country_at(timex.start)
    if not country or not timex.earliest:
        return None
    return unrecorded(country, _REFERENDUM, int(timex.earliest[:4]))


def _is_of_year(timex: Timex, vote: Vote) -> bool:
    return timex.earliest[:4] == str(vote.year)


# What speaks for any vote


def _by_words(timex: Timex, scene: Scene, vote: Vote | None, shares: Sequence[Share]) -> Iterator[str]:
    """How strongly words and figures near the date tell of a vote."""
    told, document = scene.told, scene.document
    nearest: dict[str, float] = {}
    best = 0.0
    for kind, cue in scene.vote_words:
        if (
            vote
            and cue.tag.startswith(_OFFICE)
            and office_told(cue, told.country) not in (vote.office, _REFERENDUM)
        ):
            continue
        away = scene.away(timex, cue)
        nearest[kind] = min(away, nearest.get(kind, away))
        best = max(best, VOTE_WORDS[kind] + _worth(away))
    for kind, away in nearest.items():
        yield f"{kind}: {distance(away)}"
    yield f"words: {step(best, _STRENGTHS, 'sure')}"
    figures = [(_FIGURE, scene.away(timex, share.figure)) for share in shares]
    if not any(map(told.cues.of, _OTHER_FIGURES)):
        figures += [
            (_PERCENT, scene.away(timex, figure))
            for figure in within(document.figures, told.sentence.start, told.sentence.end)
            if figure.unit == "percent"
        ]
    value = max((strength + _worth(away) for strength, away in figures), default=0.0)
    yield f"figure: {step(value, _STRENGTHS, 'sure')}"
    if min(best, value) >= _LEAST:
        yield "words and figure"
    elif max(best, value) < _LEAST:
        yield "nothing of a vote, shares follow" if scene.following else "nothing of a vote"


def _worth(away: float) -> float:
    return _BESIDE_WORTH * max(0.0, 1 - away / _BESIDE) - _AWAY * away


def _known(timex: Timex, scene: Scene, chosen: _Found, shares: Sequence[Share]) -> Iterator[str]:
    """What the record and the story say for a vote on the date."""
    sentence, main, vote, told = scene.told.sentence, scene.main, chosen.vote, scene.told
    names: list[str] = []
    if sentence.last - sentence.first <= _HEADING_WORDS:
        names.append("heading")
    if not shares and any(map(told.cues.of, _PRICES)):
        names.append("other figures")
    if vote is None:
        names.append("no vote known")
    else:
        names.append("anchored" if chosen.anchored else "being told")
        if timex.earliest == timex.latest:
            on_record = scene.reference.election(vote.election_id, vote.round)
            known = scene.reference.elections_of(vote.country, vote.office)
            names.append("polling day" if on_record else "no polling day" if known else "day on no record")
            if main and main.election_id == vote.election_id:
                names.append("its own day" if on_record else "its own vote")
        elif main and main.election_id == vote.election_id:
            names.append("its own vote")
        if chosen.since:
            names.append("compared")
        if any(share.vote and share.vote.election_id == vote.election_id for share in shares):
            names.append("has a share")
        if any(
            (subject.type == "candidate") == (subjects_of(vote.office) == "persons")
            and stood(subject.name, vote, scene.reference)
            and scene.away(timex, subject) <= _NAMED_NEAR
            for subject in told.subjects
        ):
            names.append("stood")
    evening = ", evening" if timex.type == "TIME" else ""
    return (f"vote, {name}{evening}" for name in names)


# What speaks for a round


class _Rounds(NamedTuple):
    """What tells of a round, and which; whether people stood in the first alone or in the second against each
    other, and whether words say that there is no second one."""

    told: Sequence[tuple[str, int]]
    people: str
    no_runoff: bool

    @classmethod
    def of(cls, timex: Timex, scene: Scene, vote: Vote | None, shares: Sequence[Share]) -> "_Rounds":
        """What the sentence of a date tells."""
        no_runoff = any(scene.away(timex, cue) <= _REACH for cue in scene.told.cues.of(_NO_RUNOFF))
        people = _of_final(timex, scene, vote) if vote else ""
        return cls(list(_rounds_told(timex, scene, vote, shares)), people, no_runoff)


def _of_final(timex: Timex, scene: Scene, vote: Vote) -> str:
    """Whether people near a date stood in the first round of a vote alone, or in the second."""
    people = {
        subject.name
        for subject in scene.told.subjects
        if subject.type == "candidate" and scene.away(timex, subject) <= _NAMED_NEAR
    }
    if any(stood_without_final(name, vote, scene.reference) for name in people):
        return "without the final"
    both = len(people.intersection(finalists(vote, scene.reference))) > 1
    return "both of the final" if both else ""


def _of_round(
    timex: Timex, scene: Scene, vote: Vote | None, number: int | None, rounds: _Rounds
) -> Iterator[str]:
    """Whether what tells of a round tells of this one (None: of none)."""
    kind = _TYPES[number]
    if vote is not None:
        who = subjects_of(vote.office)
        yield f"{kind}, {who}"
        yield f"{kind}, {who}, {scene.precision(timex)}"
        if not scene.reference.rounds(vote.election_id):
            yield f"{kind}, no record{', held at once' if scene.at_once else ''}"
    for source, told_round in rounds.told:
        if number is None:
            yield f"no round, {source}"
        else:
            yield f"round, {source} {'same' if told_round == number else 'other'}"
    if rounds.people:
        yield f"{kind}, {rounds.people}"
    if rounds.no_runoff:
        yield f"{kind}, no runoff"


def _rounds_told(
    timex: Timex, scene: Scene, vote: Vote | None, shares: Sequence[Share]
) -> Iterator[tuple[str, int]]:
    """What tells of a round, and which."""
    told = scene.told
    rounds = [(scene.away(timex, cue), round_number(cue)) for cue in named_rounds(told.cues, told.rounds)]
    if rounds:
        away, number = min(rounds)
        yield f"word {distance(away)}", number
        # Whoever reached a later round is told of in the one before it.
        away, number = min((scene.away(timex, cue), round_number(cue)) for cue in told.rounds)
        yield f"word as told {distance(away)}", number
    implied = [(scene.away(timex, cue), implied_number(cue)) for cue in told.cues.of(_IMPLIES)]
    if implied:
        away, number = min(implied)
        yield f"implied {distance(away)}", number
    if vote is None:
        return
    by_day = timex.earliest == timex.latest
    if vote.round and by_day:
        on_record = scene.reference.election(vote.election_id, vote.round)
        yield "day on record" if on_record else "day told", vote.round
    elif vote.round and not scene.is_ahead(timex):
        # Of a month or year to come only words tell a round.
        yield "month", vote.round
    own = [share for share in shares if share.vote and share.vote.election_id == vote.election_id]
    share = min(own, key=lambda share: abs(share.figure.start - timex.start), default=None)
    if share and share.vote and share.vote.round:
        yield "share", share.vote.round
    for name, other in (("current", told.current), ("main", scene.main)):
        if other and other.round and other.election_id == vote.election_id:
            yield f"{name}, own", other.round
        elif other and other.round:
            yield f"{name}, another", other.round


# What speaks for a question


def _of_question(timex: Timex, scene: Scene, vote: Vote | None, shares: Sequence[Share]) -> Iterator[str]:
    """Whether a question was put on a date: a referendum or its answers are told nearer than any office."""
    told, cues = scene.told, scene.told.cues
    answers: list[tuple[str, Placed]] = [
        ("answer", share.figure) for share in shares if share.subject_type == "option"
    ]
    answers += [("word", cue) for cue in cues.of(QUESTION)]
    answers += [("office", cue) for cue in cues.of(OF_REFERENDUM)]
    answers += [("option", subject) for subject in told.subjects if subject.type == "option"]
    nearest: dict[str, float] = {}
    for name, placed in answers:
        away = scene.away(timex, placed)
        nearest[name] = min(away, nearest.get(name, away))
    for name, away in nearest.items():
        yield f"question, {name} {distance(away)}"
    yield f"question, article asks {step(scene.asked, _OFTEN, 'of nothing else')}"
    decided, matter = (
        min((scene.away(timex, cue) for cue in cues.of(tag)), default=_FAR) for tag in (_DECIDED, _MATTER)
    )
    if decided < _FAR:
        yield f"question, decided {distance(decided)}"
    if matter < _FAR:
        yield f"question, matter {distance(matter)}"
    if decided <= _REACH:
        yield f"question, decided by {_who_decides(timex, scene)}"
    if max(decided, matter) <= _REACH:
        counted = "counted" if scene.has_percent else "not counted"
        yield f"question, decided on a matter, {counted}"
    elif not nearest:
        yield "question, no word"
    offices = [cue for cue in cues.of(_OFFICE) if cue.tag != OF_REFERENDUM]
    if offices:
        away = min(scene.away(timex, cue) for cue in offices)
        nearer = away < min(nearest.values(), default=_REACH)
        yield f"question, office {'nearer' if nearer else 'told'}"
    if any(share.vote and share.vote.office != _REFERENDUM for share in shares):
        yield "question, shares of an office"
    if any(share.vote and share.vote.office == _REFERENDUM for share in shares):
        yield "question, shares of one"
    asked = next(
        (one.vote for one in told.anchors if one.timex is timex and one.vote.office == _REFERENDUM), None
    )
    if asked:
        on_record = "on record" if scene.reference.rounds(asked.election_id) else "on no record"
        alone = "alone" if vote is None else "beside an office"
        yield f"question, anchored, {scene.precision(timex)}, {on_record}"
        yield f"question, anchored, {on_record}, {alone}"
    for name, other in (("current", told.current), ("main", scene.main)):
        if other and other.office == _REFERENDUM:
            same = "same year" if _is_of_year(timex, other) else "another year"
            yield f"question, {name}, {same}"
    if any(subject.type == "candidate" for subject in told.subjects):
        yield "question, persons named"
    if any(subject.type in ("party", "bloc") for subject in told.subjects):
        yield "question, parties named"


def _who_decides(timex: Timex, scene: Scene) -> str:
    """Who stands before the nearest verb of deciding: the people, a body, or someone else."""
    document, sentence = scene.document, scene.told.sentence
    verb = min(scene.told.cues.of(_DECIDED), key=lambda cue: scene.away(timex, cue))
    before = max(sentence.first, verb.first - _DECIDERS_BEFORE)
    who = [
        cue
        for cue in scene.told.cues.of(_VOTE)
        if cue.tag in (_PEOPLE, _BODY) and before <= cue.first < verb.first
    ]
    if who:
        return "the people" if who[-1].tag == _PEOPLE else "a body"
    start = document.words[before].start
    places = within(document.found.places, start, verb.start)
    return "those of a place" if any(place.tag for place in places) else "someone"
