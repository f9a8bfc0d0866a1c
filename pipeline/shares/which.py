"""Of which vote a figure is: every vote that is offered for it (see offers.py), weighed by named features."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Final, NamedTuple

from pipeline.annotate import Figure, Placed
from pipeline.annotate.counts import COUNTED, MEMBERS, OF_SEATS
from pipeline.choice import Evidence, Weighed, evidence, ranked, step, weigh, weigh_more
from pipeline.link import Vote
from pipeline.link.anchors import ANAPHOR, STEPS, WON_AGAIN, Anchor, office_told
from pipeline.link.votes import (
    day_of,
    divided_by,
    has_seats,
    is_ahead,
    is_for_a_seat,
    main_office,
    neighbour,
    office_in,
    rounds_of,
    sort_of,
    stood,
    subjects_of,
    wins_of,
)
from pipeline.reference import Reference
from pipeline.shares import ties
from pipeline.shares.localities import is_of_all
from pipeline.shares.offers import SOON, Offer, offers
from pipeline.shares.scene import Scene, distance
from pipeline.shares.share import ASKED
from pipeline.shares.standing import fits

_CHOICE: Final = "vote"
_AGES: Final = ((0, "of the year"), (2, "of the last years"), (7, "some years ago"), (20, "long ago"))
_JUST, _LONG = 20, 60
_WHOLE: Final = 99.0
_CONDITIONAL: Final = "votes.modal.conditional"
_UNTOLD: Final = ("offered by no words",)
# A date is of the earlier of two figures at most so many words before or behind it.
_OWN_BEFORE, _OWN_BEHIND = 3, 6
_RUNOFF: Final = 2
_SCORE: Final = attrgetter("score")


class _Offered(NamedTuple):
    """A vote that is offered to the figures of a sentence, weighed by what holds for all of them."""

    offer: Offer
    weighed: Weighed[Vote]


def _seat_told(scene: Scene) -> Vote | None:
    """The vote for a vacant seat that the article is about, in a sentence that tells no other: what parties
    got in the country is told with a word for it."""
    main, told = scene.story.main, scene.told
    if main is None or not is_for_a_seat(main) or told.current != main:
        return None
    others = {anchor.vote.election_id for anchor in told.anchors} - {main.election_id}
    offices = {office_told(cue, main.country) for cue in told.offices} - {main.office}
    return None if others or offices else main


def may_be_of(scene: Scene, figure: Figure, vote: Vote) -> bool:
    """Whether a figure can be of a vote: a count only of one that was held, and one of seats only of a vote
    that fills such seats."""
    if figure.unit not in COUNTED:
        return True
    if is_ahead(vote, scene.document.article.published, scene.reference):
        return False
    assembly = MEMBERS.get(figure.unit, "")
    if assembly and vote.office != office_in(vote.country, assembly):
        return False
    return figure.unit not in OF_SEATS or has_seats(vote.office)


class Votes:
    """The votes that the figures of a sentence may be of.

    What several figures, or several votes, have alike is weighed once.
    """

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._offered: dict[tuple[str, str], list[_Offered]] = {}
        self._others: dict[tuple[str, str, Vote], _Offered] = {}
        self._around: dict[tuple[Figure, str], _Around] = {}
        self._options: dict[tuple[Figure, str], list[Weighed[Vote]]] = {}
        self._told: dict[str, Mapping[str, Sequence[str]]] = {}
        self._seat = _seat_told(scene)

    def options(self, figure: Figure, kind: str) -> list[Weighed[Vote]]:
        """The votes that a figure of a kind may be of, whoever its subject is, the best first."""
        if (figure, kind) not in self._options:
            country, around = self._scene.told.country_at(figure.start), self._words_around(figure, kind)
            if (country, kind) not in self._offered:
                offered = offers(self._scene, country, kind)
                self._offered[country, kind] = [self._offer(offer, country, kind) for offer in offered]
            found = [
                around.weigh(*one)
                for one in self._offered[country, kind]
                if may_be_of(self._scene, figure, one.offer.vote)
            ]
            own = [one for one in found if one.one == self._seat and kind not in ASKED]
            if own and not is_of_all(self._scene, figure):
                found = own
            self._options[figure, kind] = sorted(found, key=_SCORE, reverse=True)
        return self._options[figure, kind]

    def option(self, figure: Figure, vote: Vote, kind: str) -> Weighed[Vote]:
        """A vote that neither the sentence nor the story offers."""
        country = self._scene.told.country_at(figure.start)
        one = self._others.get((country, kind, vote))
        if one is None:
            one = self._others[country, kind, vote] = self._offer(Offer(vote), country, kind)
        return weigh_more(self._words_around(figure, kind).weigh(*one), evidence(_UNTOLD, _CHOICE))

    def _offer(self, offer: Offer, country: str, kind: str) -> _Offered:
        if country not in self._told:
            self._told[country] = _told(self._scene, country)
        told = self._told[country].get(offer.vote.election_id, ())
        features = (*told, *_of_story(self._scene, offer.vote), *_of_time(self._scene, offer.vote, kind))
        return _Offered(offer, weigh(offer.vote, features, _CHOICE))

    def _words_around(self, figure: Figure, kind: str) -> "_Around":
        if (figure, kind) not in self._around:
            self._around[figure, kind] = _Around(self._scene, figure, kind)
        return self._around[figure, kind]


class _Around:
    """What the words around a figure say of votes: of all of an office, in a country or of a date alike."""

    def __init__(self, scene: Scene, figure: Figure, kind: str) -> None:
        self._scene, self._figure, self._kind = scene, figure, kind
        self._country = scene.told.country_at(figure.start)
        self._by_words: dict[tuple[object, ...], Evidence] = {}
        self._by_office: dict[tuple[str, str], Evidence] = {}
        self._by_country: dict[str, Evidence] = {}

    def weigh(self, offer: Offer, weighed: Weighed[Vote]) -> Weighed[Vote]:
        """A vote that is offered, weighed for the figure."""
        scene, figure, vote = self._scene, self._figure, offer.vote
        place = vote.country, vote.office
        if place not in self._by_office:
            self._by_office[place] = evidence(_of_office(scene, figure, vote), _CHOICE)
        if vote.country not in self._by_country:
            features = _of_country(scene, figure, vote.country, self._country)
            self._by_country[vote.country] = evidence(features, _CHOICE)
        of_office, of_country = self._by_office[place], self._by_country[vote.country]
        return weigh_more(weighed, self._of_date(offer.anchors), of_office, of_country)

    def _of_date(self, anchors: Sequence[Anchor]) -> Evidence:
        """What ties a vote to the figure by a date or other words of the sentence, or that none does."""
        own = [anchor for anchor in anchors if not _is_bracketed(self._scene, self._figure, anchor)]
        if own:
            return max((self._tied(anchor) for anchor in own), key=_SCORE)
        if () not in self._by_words:
            self._by_words[()] = evidence(_undated(self._scene, self._figure), _CHOICE)
        return self._by_words[()]

    def _tied(self, anchor: Anchor) -> Evidence:
        # The same words may tell several votes.
        words = anchor.start, anchor.end, anchor.by, anchor.leads, anchor.since, anchor.compared
        if words not in self._by_words:
            tied = _tied(self._scene, self._figure, anchor, self._kind)
            self._by_words[words] = evidence(tied, _CHOICE)
        return self._by_words[words]


def of_subject(
    weighed: Sequence[Weighed[Vote]],
    name: str,
    type: str,
    scene: Scene,
    *,
    others: tuple[str, ...] = (),
    before: Vote | None = None,
    later: Vote | None = None,
    beside: tuple[Vote, str] | None = None,
) -> list[Weighed[Vote]]:
    """The same votes, the likeliest first, where the figure is someone's; `others` stood against them.

    `before` is the vote of the figure before in the sentence, `later` that of the figure to which this one
    changed, `beside` as in `next_to`.
    """
    reference = scene.reference
    won = [one.election_id for one in wins_of(name, reference)] if scene.deeds else []
    before_later = neighbour(later, -1, reference) if later else None
    sorts: dict[str, tuple[str, ...]] = {}
    # Many votes have all of these alike.
    known: dict[tuple[str, ...], Evidence] = {}
    found = []
    for one in weighed:
        vote = one.one
        if vote.office not in sorts:
            sorts[vote.office] = tuple(_of_sort(type, vote))
        features = (
            *(_of_win(vote, won, scene) if won else ()),
            *sorts[vote.office],
            *_of_standing(name, type, others, vote, reference),
            _of_change(vote, later, before_later) if later else _of_figure_before(vote, before),
        )
        if beside:
            is_beside = vote.election_id == beside[0].election_id
            features = (*features, f"{beside[1]}: {'the' if is_beside else 'no'} neighbour")
        if features not in known:
            known[features] = evidence(features, _CHOICE)
        found.append(weigh_more(one, known[features]))
    return ranked(found)


def next_to(figure: Figure, before: Vote | None, scene: Scene) -> tuple[Vote, str] | None:
    """The vote before or after the one told last, where words such as "last time" stand near a figure, with
    how near."""
    told = before or scene.last or scene.told.current
    cues = [cue for cue in scene.told.cues.of(ANAPHOR) if cue.tag in STEPS]
    cue = min(cues, key=lambda cue: distance(scene.document, figure, cue), default=None)
    other = neighbour(told, STEPS[cue.tag], scene.reference) if told and cue else None
    if not cue or not other:
        return None
    side = "before" if cue.end <= figure.start else "behind"
    gap = distance(scene.document, figure, cue)
    return other, f"next to the one told, {side}, {ties.how_far(gap)}"


def before_change(figure: Figure, kind: str, later: Vote, scene: Scene) -> Vote | None:
    """The vote of a figure that changed to one of a later vote, where no word tells it: by the record the one
    before. The turnout of a runoff is held against that of its first round."""
    told = scene.told
    phrases: list[Placed] = [*told.anchors, *scene.timexes, *scene.anaphors]
    dated = {anchor.vote.election_id for anchor in told.anchors}
    if told.rounds or len(dated) > 1 or any(_is_own(scene, figure, phrase) for phrase in phrases):
        return None
    if kind == "turnout" and later.round == _RUNOFF:
        return later.in_round(_RUNOFF - 1)
    before = neighbour(later, -1, scene.reference)
    return before.in_round(later.round) if before else None


def _is_own(scene: Scene, figure: Figure, phrase: Placed) -> bool:
    """Whether a phrase stands near a figure with no other figure between."""
    cue = ties.as_cue(scene.document, phrase)
    low, high = (cue.end, figure.start) if cue.end <= figure.start else (figure.end, cue.start)
    reach = _OWN_BEFORE if cue.end <= figure.start else _OWN_BEHIND
    return distance(scene.document, figure, cue) <= reach and not scene.counted(low, high)


# Features


def _undated(scene: Scene, figure: Figure) -> Iterator[str]:
    """What dates the sentence has for a vote that none of them tells."""
    told = [anchor for anchor in scene.told.anchors if not _is_bracketed(scene, figure, anchor)]
    others = [anchor for anchor in told if not (anchor.since or anchor.compared)]
    before = [anchor for anchor in others if anchor.end <= figure.start]
    if before:
        yield "no date, another one before"
        clause = scene.syntax.clause
        if clause(before[-1].start) == clause(figure.start):
            yield "no date, another one before in the clause"
    elif others:
        yield "no date, another one behind"
    elif told:
        yield "no date, a comparison"
    else:
        yield "no date"


def _is_bracketed(scene: Scene, figure: Figure, anchor: Anchor) -> bool:
    """Whether a date stands in brackets with another figure, whose alone it is."""
    return any(one.start <= anchor.start < one.end and one.figure is not figure for one in scene.bracketed)


def _tied(scene: Scene, figure: Figure, anchor: Anchor, kind: str) -> Iterator[str]:
    told = scene.told.anchors
    side = "before" if anchor.end <= figure.start else "behind"
    name = "date" if anchor.timex else "phrase"
    yield from ties.features(scene, figure, anchor, told, name)
    if anchor.leads:
        yield f"{name} opens the sentence"
    if anchor.since:
        tied = ties.tie(scene, figure, anchor, told)
        yield f"{name} of a bound, explained" if tied.explained else f"{name} of a bound"
        if tied.behind:
            yield f"{name} of a bound right behind"
    if anchor.compared:
        yield f"{name} of a figure compared"
    if not anchor.timex:
        yield f"phrase, {anchor.by}"
        yield f"phrase, {anchor.by}, {side}"
        return
    if kind == "poll":
        yield f"date {side}, of a poll"
    if all(anchor.start != other.start for other in told):
        yield "date of no vote by its words"
    exact = anchor.timex.earliest == anchor.timex.latest
    yield "date of a day" if exact else "date of a longer time"


def _of_office(scene: Scene, figure: Figure, vote: Vote) -> Iterator[str]:
    """Whether the words of the sentence, or those before it, tell the office."""
    said, hinted, titled = scene.offices(vote.country)
    if said:
        gaps = {
            office: min(distance(scene.document, figure, cue) for cue in cues)
            for office, cues in said.items()
        }
        if vote.office in said:
            yield f"office told, {ties.how_far(gaps[vote.office])}"
            yield "office told nearest" if gaps[vote.office] == min(gaps.values()) else "office told farther"
            if any(cue.end <= figure.start for cue in said[vote.office]):
                yield "office told before"
        else:
            yield "another office told"
    if vote.office in hinted:
        yield f"hint of {vote.office}"
        if not said:
            yield "hint, no office told"
    elif hinted:
        yield f"hints of others than {vote.office}"
    story = scene.story
    if vote.office in titled:
        yield "office of the title"
    if vote.office == main_office(vote.country):
        yield "office that decides"
    places = ((story.main, "the article"), (scene.told.current, "the story"), (scene.last, "before"))
    known = [name for other, name in places if other and other.office == vote.office]
    yield from (f"office of {name}" for name in known)
    yield f"office {sort_of(vote)}"
    if scene.told.rounds:
        yield f"round told, {'two rounds' if rounds_of(vote.country, vote.office) > 1 else 'one round'}"
    if not (known or vote.office in said):
        yield f"office {vote.office}, {'hinted' if vote.office in hinted else 'told nowhere'}"


def _of_country(scene: Scene, figure: Figure, country: str, told: str) -> Iterator[str]:
    """Whether the words tell the country of a vote; `told` is the one that the sentence tells of."""
    named = scene.told.named
    own = [cue for cue in named if cue.tag[:2] == country]
    before = [cue for cue in named if cue.end <= figure.start]
    if country == told:
        yield "country told"
        if not own and before:
            yield "country told, another named"
    else:
        yield "another country"
        if country == scene.story.country:
            yield "another country, the article's"
        if scene.last and scene.last.country == country:
            yield "another country, of the share before"
        if before and before[-1].tag[:2] == country:
            yield "another country, named before"
            if "-" not in before[-1].tag:
                yield "another country, itself named before"
        elif own:
            yield "another country, named"
        elif country in scene.told.near[:1]:
            yield "another country, named last in the paragraph"


def _told(scene: Scene, country: str) -> Mapping[str, Sequence[str]]:
    """Where the story told each vote already, by id."""
    told, story = scene.told, scene.story
    current = told.elsewhere.get(country, told.current)
    found: dict[str, list[str]] = defaultdict(list)
    for votes, name in (
        ([current], "being told, by words" if told.by_words else "being told"),
        ([story.main], "the article's"),
        ([story.coming], "the coming vote"),
        ([scene.last], "told with the share before"),
        (told.before[:1], "told last in the paragraph"),
        (told.before[1:], "told in the paragraph"),
        (told.above[:1], "told last in the paragraphs before"),
        (told.above[1:], "told in the paragraphs before"),
    ):
        for election_id in {vote.election_id for vote in votes if vote}:
            found[election_id].append(name)
    return found


def _of_story(scene: Scene, vote: Vote) -> Iterator[str]:
    """How a vote lies to those that the story told before."""
    if scene.last:
        yield (
            "after the share before"
            if vote.year > scene.last.year
            else (
                "before the share before"
                if vote.year < scene.last.year
                else "in the year of the share before"
            )
        )
    current = scene.told.current
    if current and scene.had_been:
        yield "had been, earlier" if vote.year < current.year else "had been, not earlier"


def _of_time(scene: Scene, vote: Vote, kind: str) -> Iterator[str]:
    """How the vote lies to the day of publication, for a figure of a kind."""
    published, day = scene.document.article.published, day_of(vote, scene.reference)
    if published is None:
        return
    ahead = is_ahead(vote, published, scene.reference)
    sort = kind if kind in ("poll", "projection") else "result"
    if ahead:
        yield f"{sort} of a vote to come"
    else:
        yield f"{sort}, {step(published.year - vote.year, _AGES, 'ages ago')}"
    if kind == "poll" and day and any(0 <= (day - asked).days <= SOON for asked in scene.days_told):
        yield "poll soon before it"
    if not ahead and kind == "poll":
        just = (published - day).days if day else 0
        held = "just held" if just <= _JUST else "long held" if just > _LONG else "held"
        conditional = _CONDITIONAL in scene.tags
        yield f"poll of a vote {held}{', conditional' if conditional else ''}"
    if day is None:
        yield "on no record"


def _of_win(vote: Vote, won: Sequence[str], scene: Scene) -> Iterator[str]:
    """Whether someone won the vote, where words tell of winning; `won` are the votes won, in order."""
    yield "words of winning, won" if vote.election_id in won else "words of winning, not won"
    if WON_AGAIN in scene.deeds:
        yield f"words of winning again, {'won again' if vote.election_id in won[1:] else 'not again'}"


def _of_sort(type: str, vote: Vote) -> Iterator[str]:
    """Whether such subjects stand in votes for the office."""
    sort = "parties' own" if divided_by(vote.office) == "parties" else subjects_of(vote.office)
    yield f"{type} in a vote of {sort}"
    if type != "electorate" and fits(type, vote):
        yield "of the vote's sort"


@lru_cache(maxsize=4096)
def _of_standing(
    name: str, type: str, others: tuple[str, ...], vote: Vote, reference: Reference
) -> Sequence[str]:
    """Whether someone stood in the vote, and those who stood against them."""
    whole = vote.in_round(None)
    found = stood(name, whole, reference)
    if found is None:
        return ()
    if found:
        other_too = others and all(stood(other, whole, reference) for other in others)
        return ("stood", "stood, the other too") if other_too else ("stood",)
    known = type == "option" or reference.person(name) or reference.party_named(name)
    who = ("someone" if known else "a stranger") if type == "candidate" else type
    return (f"{who} did not stand{_record(vote, reference)}",)


@lru_cache(maxsize=1024)
def _record(vote: Vote, reference: Reference) -> str:
    """What the record of a vote lacks."""
    rows = [row for round_ in (vote.round, 1) for row in reference.results(vote.election_id, round_)]
    shares = [row.share_pct or 0.0 for row in rows if row.round == rows[0].round]
    whole = not shares or sum(shares) > _WHOLE
    of_persons = any(row.subject_type == "candidate" for row in rows)
    return f"{'' if whole else ', incomplete'}{'' if of_persons else ', no persons'}"


def _of_change(vote: Vote, later: Vote, before: Vote | None) -> str:
    """How the vote lies to that of the later figure, and to the one `before` that, where a change is told."""
    if vote.election_id == later.election_id:
        return "before a change, the same vote"
    if before and vote.election_id == before.election_id:
        return "before a change, the vote before"
    if vote.office != later.office or vote.country != later.country:
        return "before a change, of another sort"
    return f"before a change, {'an earlier vote' if vote.year < later.year else 'a later vote'}"


def _of_figure_before(vote: Vote, before: Vote | None) -> str:
    if before is None:
        return "no figure before"
    return "of the figure before" if before.election_id == vote.election_id else "not of the figure before"
