"""Who is meant by a name that several bear, and which party by its name; political families."""

from collections.abc import Iterator

from pipeline.annotate import Mention
from pipeline.annotate.strangers import is_pollster
from pipeline.link import roles
from pipeline.link.known import Known
from pipeline.link.subject import GENDERS, PERSON, Subject, of_party
from pipeline.link.votes import Vote, stood

# A name as short as this is an acronym that parties of several countries bear.
_ACRONYM = 3


def person(known: Known, mention: Mention, vote: Vote | None) -> str:
    """The person whom a name means: by the title before it, by who stood, was told last or is active."""
    names = mention.names
    key = known.document.words[mention.first].key
    if mention.known and mention.first == mention.last and is_pollster(key):
        # "Harris makes it 64": in an article about another country it is the firm.
        names = tuple(name for name in names if _is_of(known, name))
    if len(names) <= 1:
        return next(iter(names), "")
    titled = _titled(known, mention)
    if titled in GENDERS:
        names = (
            tuple(name for name in names if known.gender(name) == titled)
            or tuple(name for name in names if not known.gender(name))
            or names
        )
    if vote is not None:
        standing = [name for name in names if stood(name, vote.in_round(None), known.reference)]
        if len(standing) == 1:
            return standing[0]
        names = tuple(standing) or names
    latest = (actor.name for actor in known.stage.latest(PERSON))
    if seen := next((name for name in latest if name in names), ""):
        return seen
    told = [name for name in names if name in known.traits]
    if len(told) == 1:
        return told[0]
    return max(names, key=lambda name: _standing_of(known, name))


def _titled(known: Known, mention: Mention) -> str:
    """The gender that a title before a name tells, or one that the name begins with."""
    words, titles = known.document.words, known.pack.titles
    before = words[mention.first - 1].key if mention.first else ""
    return titles.get(words[mention.first].key, "") or titles.get(before, "")


def _is_of(known: Known, name: str) -> bool:
    one = known.reference.person(name)
    return one is not None and one.country == known.country


def _standing_of(known: Known, name: str) -> tuple[bool, bool]:
    """Whether someone held an office on the day of publication, and was alive."""
    one, published = known.reference.person(name), known.published
    if one is None or published is None:
        return False, False
    day = published.isoformat()
    return any(role.on(day) for role in one.roles), not one.died or one.died > day


def party(known: Known, mention: Mention, vote: Vote | None) -> Iterator[Subject]:
    """The party of a name: of the country told of, under its name of the time; a foreign one as written."""
    if not mention.known:
        yield Subject(mention.names[0], "party", mention)
        return
    parties = [one for name in mention.names if (one := known.reference.party(name))]
    told = vote.country if vote else ""
    own = [one for one in parties if one.country == told] or [
        one for one in parties if one.country == known.country
    ]
    if not own:
        spelled, name = _spelled(known, mention)
        if known.document.words[mention.last].key in known.pack.role_words["party_alone"]:
            # "The Union" and "the Left" are parties in their own country only.
            return
        only = parties[0] if len(parties) == 1 else None
        if only is None or {spelled, name} & set(only.ambiguous_aliases) or len(name) <= _ACRONYM:
            yield Subject(name, "party", mention)
            return
        own = parties
    day = known.day(vote)
    alive = [one for one in own if not day or roles.is_alive(one, day)]
    yield of_party((alive or own)[-1], mention)


def _spelled(known: Known, mention: Mention) -> tuple[str, str]:
    """The words of a mention on one line, with and without an article before them."""
    words, clean = known.document.words, known.document.clean
    has_article = mention.last > mention.first and words[mention.first].key in known.pack.articles
    bare = clean[words[mention.first + has_article].start : mention.end]
    return " ".join(clean[mention.start : mention.end].split()), " ".join(bare.split())


def family(known: Known, mention: Mention, vote: Vote | None) -> Iterator[Subject]:
    """The party, or in a vote for persons the candidate, of a political family."""
    rows = roles.standing(known.reference, (mention.what,), vote) if vote else iter(())
    row = next(rows, None)
    if row:
        yield Subject(row.subject, row.subject_type, mention)
