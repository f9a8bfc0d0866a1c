"""Whom a pronoun stands for."""

from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.annotate import Mention
from pipeline.link import roles
from pipeline.link.known import Known
from pipeline.link.named import party
from pipeline.link.referents import THINGS, Asked, referents
from pipeline.link.scene import Scene
from pipeline.link.subject import GENDERS, NOBODY, PARTIES, PERSON, Referent, Subject
from pipeline.link.votes import contenders

_EITHER = "either"
_OF_TWO = frozenset({"first", "last"})
_PAIR = 2


def pronoun(known: Known, mention: Mention, scene: Scene) -> Iterator[Subject]:
    """Whom or which party a pronoun stands for; two for "both", none where it cannot be told."""
    if mention.what == "two":
        yield from (Subject(name, PERSON[0], mention) for name in _both(known, mention, scene))
    elif mention.what == "parties":
        yield from _both_parties(known, mention)
    elif not scene.is_alone(mention):
        name, type_ = antecedent(known, mention, scene)
        if name:
            yield Subject(name, type_, mention)


def antecedent(known: Known, mention: Mention, scene: Scene) -> Referent:
    """Whom or which party a pronoun for one stands for."""
    gender = mention.gender if mention.gender in GENDERS else ""
    scope, types = _scope(known, mention, gender, scene)
    if not types:
        return NOBODY
    asked = Asked(mention, scope, types, gender, scene.not_meant(mention), scene.vote_at(mention))
    told = dict(_two(known, types, scene)) if mention.what in _OF_TWO else {}
    found = known.means(mention, referents(known, scene, asked, told, list(_impersonal(scene, mention))))
    known.pronouns[gender] = found.name
    return found


def _scope(known: Known, mention: Mention, gender: str, scene: Scene) -> tuple[str, Sequence[str]]:
    """What a pronoun is, by what its features differ, and of which types those are that it may stand for."""
    if mention.what in THINGS:
        return mention.what, PARTIES
    # Where parties have a gender, "elle" may be one of that gender, and "sa rivale" that of one.
    of_party = gender or any(one.type in PARTIES for one in scene.found)
    types = (*PERSON, *PARTIES) if of_party and not known.pack.noun_last else PERSON
    if mention.what in _OF_TWO:
        return mention.what, types if gender else (*PERSON, *PARTIES)
    if mention.gender not in (*GENDERS, _EITHER):
        return "", ()
    if scene.is_object(mention):
        return "object", types
    return "possessive" if scene.says(mention.first, "possessive") else "subject", types


def _two(known: Known, types: Sequence[str], scene: Scene) -> Iterator[tuple[str, Sequence[str]]]:
    """The two told of last, for "the former" and "the latter"; the one behind "the former" is told."""
    latest = known.stage.latest(types)[:_PAIR]
    for actor, place in zip(latest, ("told last", "told before the last"), strict=False):
        yield actor.name, [place]


def _impersonal(scene: Scene, mention: Mention) -> Iterator[str]:
    """What speaks for a pronoun that stands for nobody."""
    if not scene.found:
        yield "nobody before"
    if mention.first == scene.sentence.first:
        yield "first word"


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
