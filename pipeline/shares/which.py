"""Of which vote a figure is: every vote that is offered for it (see offers.py), weighed by named features."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.annotate import Figure
from pipeline.choice import Weighed, ranked, step, weigh, weigh_more, weights
from pipeline.link import Vote
from pipeline.link.anchors import DEEDS, STEPS, WON_AGAIN, Anchor
from pipeline.link.votes import (
    day_of,
    divided_by,
    is_ahead,
    main_office,
    neighbour,
    rounds_of,
    sort_of,
    stood,
    subjects_of,
    wins_of,
)
from pipeline.reference import Reference
from pipeline.shares import ties
from pipeline.shares.offers import SOON, Offer, offers, offices_hinted, offices_of_title, offices_told
from pipeline.shares.scene import Scene, distance
from pipeline.shares.standing import fits

_CHOICE: Final = "vote"
_AGES: Final = ((0, "of the year"), (2, "of the last years"), (7, "some years ago"), (20, "long ago"))
_JUST, _LONG = 20, 60
_WHOLE: Final = 99.0
_WINS: Final = "elections.implies.2"
_CONDITIONAL: Final = "votes.modal.conditional"


@dataclass(frozen=True, slots=True)
class Offered:
    """A vote that is offered to the figures of a sentence, weighed by what holds for all of them."""

    offer: Offer
    weighed: Weighed[Vote]


def offered(scene: Scene, country: str, kind: str) -> list[Offered]:
    """The votes that a sentence offers to its figures of a kind where it tells of a country."""
    return [_offered(scene, offer, country, kind) for offer in offers(scene, country, kind)]


def _offered(scene: Scene, offer: Offer, country: str, kind: str) -> Offered:
    features = (*_of_story(scene, offer.vote, country), *_of_time(scene, offer.vote, kind))
    return Offered(offer, weigh(offer.vote, features, _CHOICE))


def options(scene: Scene, figure: Figure, kind: str, offered: Sequence[Offered]) -> list[Weighed[Vote]]:
    """The votes that a figure of a sentence may be of, whoever its subject is."""
    return ranked([_of_figure(scene, figure, kind, one) for one in offered])


def option(scene: Scene, figure: Figure, vote: Vote, kind: str) -> Weighed[Vote]:
    """A vote that neither the sentence nor the story offers."""
    one = _offered(scene, Offer(vote), scene.told.country_at(figure.start), kind)
    return weigh_more(_of_figure(scene, figure, kind, one), ("offered by no words",), _CHOICE)


def _of_figure(scene: Scene, figure: Figure, kind: str, one: Offered) -> Weighed[Vote]:
    country = scene.told.country_at(figure.start)
    features = (
        *_of_date(scene, figure, one.offer, kind),
        *_of_office(scene, figure, one.offer.vote),
        *_of_country(scene, figure, one.offer.vote, country),
    )
    return weigh_more(one.weighed, features, _CHOICE)


def of_subject(
    weighed: Sequence[Weighed[Vote]],
    figure: Figure,
    name: str,
    type: str,
    scene: Scene,
    *,
    others: Sequence[str] = (),
    before: Vote | None = None,
    later: Vote | None = None,
) -> list[Weighed[Vote]]:
    """The same votes, the likeliest first, where the figure is someone's; `others` stood against them.

    `before` is the vote of the figure before in the sentence, `later` that of the figure to which this one
    changed.
    """
    beside = next_to(figure, before, scene)
    found = []
    for one in weighed:
        features = list(_of_subject(name, type, others, one.one, scene))
        if later:
            features += _of_change(one.one, later, scene.reference)
        else:
            features += _of_figure_before(one.one, before)
        if beside:
            vote, how = beside
            features.append(f"{how}: {'the' if vote.election_id == one.one.election_id else 'no'} neighbour")
        found.append(weigh_more(one, features, _CHOICE))
    return ranked(found)


def next_to(figure: Figure, before: Vote | None, scene: Scene) -> tuple[Vote, str] | None:
    """The vote before or after the one told last, where words such as "last time" stand near a figure, with
    how near."""
    told = before or scene.last or scene.told.current
    cues = [cue for cue in scene.told.cues if cue.tag in STEPS]
    cue = min(cues, key=lambda cue: distance(scene.document, figure, cue), default=None)
    other = neighbour(told, STEPS[cue.tag], scene.reference) if told and cue else None
    if not cue or not other:
        return None
    side = "before" if cue.end <= figure.start else "behind"
    gap = distance(scene.document, figure, cue)
    return other, f"next to the one told, {side}, {ties.how_far(gap)}"


# Features


def _of_date(scene: Scene, figure: Figure, offer: Offer, kind: str) -> Iterator[str]:
    """What ties a vote to the figure by a date or other words of the sentence, or that none does."""
    told = scene.told.anchors
    if offer.anchors:
        table = weights(_CHOICE)
        tied = [tuple(_tied(scene, figure, anchor, kind)) for anchor in offer.anchors]
        yield from max(tied, key=lambda features: sum(table.get(name, 0.0) for name in features))
        return
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
    said = offices_told(scene, vote.country)
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
    hinted = offices_hinted(scene, vote.country)
    if vote.office in hinted:
        yield f"hint of {vote.office}"
        if not said:
            yield "hint, no office told"
    elif hinted:
        yield f"hints of others than {vote.office}"
    story = scene.story
    if vote.office in offices_of_title(scene, vote.country):
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


def _of_country(scene: Scene, figure: Figure, vote: Vote, country: str) -> Iterator[str]:
    """Whether the words tell the country of the vote."""
    named = scene.told.named
    own = [cue for cue in named if cue.tag[:2] == vote.country]
    before = [cue for cue in named if cue.end <= figure.start]
    if vote.country == country:
        yield "country told"
        if not own and before:
            yield "country told, another named"
    else:
        yield "another country"
        if vote.country == scene.story.country:
            yield "another country, the article's"
        if scene.last and scene.last.country == vote.country:
            yield "another country, of the share before"
        if before and before[-1].tag[:2] == vote.country:
            yield "another country, named before"
            if "-" not in before[-1].tag:
                yield "another country, itself named before"
        elif own:
            yield "another country, named"
        elif vote.country in scene.told.near[:1]:
            yield "another country, named last in the paragraph"


def _of_story(scene: Scene, vote: Vote, country: str) -> Iterator[str]:
    """Where the story told the vote already."""
    told, story = scene.told, scene.story
    places = (
        (
            (told.elsewhere.get(country, told.current),),
            "being told, by words" if told.by_words else "being told",
        ),
        ((story.main,), "the article's"),
        ((story.coming,), "the coming vote"),
        ((scene.last,), "told with the share before"),
        (told.before[:1], "told last in the paragraph"),
        (told.before[1:], "told in the paragraph"),
        (told.above[:1], "told last in the paragraphs before"),
        (told.above[1:], "told in the paragraphs before"),
    )
    for votes, name in places:
        if any(other and other.election_id == vote.election_id for other in votes):
            yield name
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
    current = told.current
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


def _of_subject(name: str, type: str, others: Sequence[str], vote: Vote, scene: Scene) -> Iterator[str]:
    """Whether someone can have stood in the vote, and won it where words tell of winning."""
    reference = scene.reference
    deeds = scene.tags.intersection((*DEEDS, _WINS))
    if deeds and (won := [one.election_id for one in wins_of(name, reference)]):
        yield f"words of winning, {'won' if vote.election_id in won else 'not won'}"
        if WON_AGAIN in deeds:
            yield f"words of winning again, {'won again' if vote.election_id in won[1:] else 'not again'}"
    sort = "parties' own" if divided_by(vote.office) == "parties" else subjects_of(vote.office)
    yield f"{type} in a vote of {sort}"
    if type != "electorate" and fits(type, vote):
        yield "of the vote's sort"
    found = stood(name, vote.in_round(None), reference)
    if found is None:
        return
    if found:
        yield "stood"
        if others and all(stood(other, vote.in_round(None), reference) for other in others):
            yield "stood, the other too"
        return
    known = type == "option" or reference.person(name) or reference.party_named(name)
    rows = [row for round_ in (vote.round, 1) for row in reference.results(vote.election_id, round_)]
    shares = [row.share_pct or 0.0 for row in rows if row.round == rows[0].round]
    whole = not shares or sum(shares) > _WHOLE
    of_persons = any(row.subject_type == "candidate" for row in rows)
    who = ("someone" if known else "a stranger") if type == "candidate" else f"{type}"
    yield f"{who} did not stand{'' if whole else ', incomplete'}{'' if of_persons else ', no persons'}"


def _of_change(vote: Vote, later: Vote, reference: Reference) -> Iterator[str]:
    """How the vote lies to that of the later figure, where a change is told."""
    before = neighbour(later, -1, reference)
    if vote.election_id == later.election_id:
        yield "before a change, the same vote"
    elif before and vote.election_id == before.election_id:
        yield "before a change, the vote before"
    elif vote.office != later.office or vote.country != later.country:
        yield "before a change, of another sort"
    else:
        yield f"before a change, {'an earlier vote' if vote.year < later.year else 'a later vote'}"


def _of_figure_before(vote: Vote, before: Vote | None) -> Iterator[str]:
    if before is None:
        yield "no figure before"
    elif before.election_id == vote.election_id:
        yield "of the figure before"
    else:
        yield "not of the figure before"
