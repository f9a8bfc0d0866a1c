"""Whom a pronoun stands for."""

from collections import Counter
from collections.abc import Iterator

from pipeline.annotate import Mention
from pipeline.link import roles
from pipeline.link.known import Known
from pipeline.link.named import party
from pipeline.link.scene import Scene, named_alone
from pipeline.link.subject import GENDERS, PARTIES, PERSON, Subject
from pipeline.link.votes import contenders

THINGS = frozenset({"thing", "its"})
_EITHER = "either"
_FIRST, _LAST = "first", "last"
_QUOTED = frozenset(',»”"')
_PAIR = 2


def pronoun(known: Known, mention: Mention, scene: Scene) -> Iterator[Subject]:
    """Whom or which party a pronoun stands for; two for "both", none where it cannot be told."""
    if mention.what == "two":
        yield from (Subject(name, PERSON[0], mention) for name in _both(known, mention, scene))
    elif mention.what == "parties":
        yield from _both_parties(known, mention)
    elif mention.what in THINGS:
        if thing := the_party(known, scene):
            yield Subject(*thing, mention)
    elif not scene.is_alone(mention):
        name, type_ = antecedent(known, mention, scene)
        if name:
            yield Subject(name, type_, mention)


def the_party(known: Known, scene: Scene) -> tuple[str, str] | None:
    """The party that "it" is, and its type: the first of the sentence, else the one in focus."""
    first = next((one for one in scene.found if one.type in PARTIES), None)
    actor = first or known.party_in_focus()
    return (actor.name, actor.type) if actor else None


def antecedent(known: Known, mention: Mention, scene: Scene) -> tuple[str, str]:
    """Whom a pronoun for one stands for, and the type of that one; empty where nobody fits.

    Who says the sentence, else the nearest in it, else who is most in focus.
    """
    gender = "" if mention.gender == _EITHER else mention.gender
    if mention.what in (_FIRST, _LAST):
        return _of_two(known, mention.what, gender, scene)
    if mention.gender not in (*GENDERS, _EITHER):
        return "", ""
    if speaker := _speaker(known, mention, gender, scene):
        return speaker, PERSON[0]
    if near := _nearest(known, mention, gender, scene):
        return near.name, near.type
    without = scene.not_meant(mention)
    # Where parties have a gender, "elle" may be one of that gender.
    parties = () if known.pack.noun_last else PARTIES
    for actor in known.stage.ranked((*PERSON, *parties), gender, without=without, bonus=known.bonus):
        if actor.type in PERSON or (gender and actor.gender == gender):
            return actor.name, actor.type
    return _named_next(known, mention, gender, scene), PERSON[0]


def _of_two(known: Known, which: str, gender: str, scene: Scene) -> tuple[str, str]:
    """The latter or the former of the two told of last; without a gender they may be parties."""
    types = PERSON if gender else (*PERSON, *PARTIES)
    latest = known.stage.latest(types)[:_PAIR]
    told = next((one for one in reversed(scene.found) if one.mention.what in (_FIRST, _LAST)), None)
    if told and len(latest) == _PAIR:
        # "The former took 54 percent, the latter 46": the other one.
        latest = [one for one in latest if one.name != told.name]
    elif which == _FIRST:
        latest = latest[1:]
    else:
        latest = known.stage.latest(types, gender)
    fitting = (one for one in latest if gender in ("", one.gender or gender))
    return next(((one.name, one.type) for one in fitting), ("", ""))


def _speaker(known: Known, mention: Mention, gender: str, scene: Scene) -> str:
    """Who says what a pronoun stands in, where he or she is named behind it ("..., Corbyn says")."""
    if scene.last_person():
        return ""
    for one in scene.mentions:
        if one.kind != "person" or one.start < mention.end or len(one.names) != 1:
            continue
        says = scene.says(one.last + 1, "said") or scene.says(one.first - 1, "said")
        if says and not _QUOTED.isdisjoint(known.document.clean[mention.end : one.start]):
            return one.names[0] if known.gender(one.names[0]) in ("", gender) else ""
    return ""


def _nearest(known: Known, mention: Mention, gender: str, scene: Scene) -> Subject | None:
    """The nearest one of the gender told in the sentence: rather who does something than "him"."""
    without = scene.not_meant(mention)
    types = PERSON if known.pack.noun_last or not gender else (*PERSON, *PARTIES)
    told = [one for one in reversed(scene.found) if one.type in types and one.name not in without]
    fitting = [one for one in told if not gender or known.stage.gender(one.name) == gender]
    fitting = fitting or [one for one in told if one.type in PERSON and not known.stage.gender(one.name)]
    if scene.says(mention.first - 1, "near_clause"):
        # "More than Obama did in 2012, when he"
        return next(iter(fitting), None)
    doing = (one for one in fitting if not scene.is_governed(one.mention))
    return next(doing, next(iter(fitting), None))


def _named_next(known: Known, mention: Mention, gender: str, scene: Scene) -> str:
    """Whom a text that begins with a pronoun means: the one of its title, or the one named next."""
    if known.protagonist and known.gender(known.protagonist) in ("", gender):
        return known.protagonist
    later = [one for one in scene.mentions if one.start > mention.end]
    return next((name for name in named_alone(later, known.traits) if known.gender(name) == gender), "")


def _both(known: Known, mention: Mention, scene: Scene) -> list[str]:
    """The two people told of last, in the order in which they were told."""
    told = [actor.name for actor in known.stage.latest(PERSON)]
    vote = scene.vote_at(mention)
    pair = contenders(vote, known.reference) if vote else ()
    names = [name for name in told if name in pair]
    if len(names) != _PAIR:
        # Two told of just now, unless each is named but once in passing.
        names = [name for name in known.stage.recent(PERSON) if known.count(name) > 1]
    if len(names) != _PAIR:
        most = sorted((actor.name for actor in known.people()), key=known.count, reverse=True)
        names = most[:_PAIR]
    names = [name for name in told if name in names]
    return names[::-1] if len(names) == _PAIR else []


def _both_parties(known: Known, mention: Mention) -> Iterator[Subject]:
    """The two largest parties of the parliament by the record, else the two that the article names most."""
    count: Counter[str] = Counter()
    named: dict[str, Subject] = {}
    for one in known.document.mentions:
        for subject in party(known, one, None) if one.kind == "party" else ():
            count[subject.name] += 1
            named[subject.name] = subject
    day = known.published
    largest = roles.largest_parties(known.reference, known.country, day) if day else ()
    names = [name for name in largest if name in named]
    if len(names) != _PAIR:
        names = [name for name, _ in count.most_common(_PAIR)]
    if len(names) == _PAIR:
        yield from (named[name]._replace(mention=mention) for name in names)
