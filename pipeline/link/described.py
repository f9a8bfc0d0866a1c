"""Who a description means: "the former mayor", "her rival", "the Democrat".

Each of the ways to find someone yields names, the likeliest first; the first that fits is meant. Who
stands in the same clause is someone else, and so is the owner.
"""

from collections.abc import Callable, Collection, Iterator
from datetime import date, timedelta

from pipeline.annotate import Mention
from pipeline.annotate.document import Noun
from pipeline.link import named, roles
from pipeline.link.known import Known
from pipeline.link.pronouns import THINGS, antecedent, the_party
from pipeline.link.scene import Scene
from pipeline.link.stage import Actor
from pipeline.link.subject import GENDERS, PARTIES, PERSON
from pipeline.link.votes import Vote, contenders, day_of, main_office, stood

KINDS = frozenset({"role", "kin", "rival", "candidate", "described"})
_STEPS = {"successor": 1, "predecessor": -1}
_INCUMBENT, _CHALLENGER, _WINNER, _LOSER = "incumbent", "challenger", "winner", "loser"
_AGAINST = frozenset({"rival", _CHALLENGER, _LOSER})
_LEADER, _CANDIDATE, _FOUNDER = "leader", "candidate", "founder"
_PRESIDENT = "president"
_POSSESSIVE_S = "s"
# How much of what a description says must have been said of someone, and how much in focus one must be of
# whom nothing of it was said.
_SAID, _IN_FOCUS = 0.5, 0.15
# What someone of whom other words were said loses.
_SAID_ELSE = 0.15

Find = Callable[[Known, Mention, str, Scene], Iterator[str]]


def described(known: Known, mention: Mention, scene: Scene) -> str:
    """The person whom a description means, empty where it means nobody who can be told."""
    noun = mention.noun
    if noun is None or noun.determiner == "indefinite" or _is_predicate(mention, scene):
        return ""
    if not noun.determiner and not noun.of_party and not _is_headline(known, mention):
        return ""
    owner, type_ = owner_of(known, mention, scene)
    if type_ in PARTIES and mention.kind in ("kin", "rival"):
        return ""
    without = scene.beside(mention) | scene.described
    if mention.kind != "role":
        without |= {owner} - {""}
    if type_ in PERSON:
        known.lift_owner(owner)
    gender = mention.gender if mention.gender in GENDERS else ""
    for find in (_kin, _other, _as_said, _office, _leaning):
        for name in find(known, mention, owner, scene):
            if name and name not in without and gender in ("", known.gender(name) or gender):
                if mention.kind == "kin":
                    known.relate(owner, mention.what, name)
                return name
    return _in_focus(known, mention, noun, without, scene)


def owner_of(known: Known, mention: Mention, scene: Scene) -> tuple[str, str]:
    """Of whom or of which party a description is, and the type of that one."""
    whose = mention.noun.whose if mention.noun else None
    if whose is None:
        return "", ""
    if whose.kind == "person":
        related = (name for name in whose.names if roles.kin(known.reference, name, mention.what))
        of_kin = next(related, "") if len(whose.names) > 1 else ""
        return of_kin or named.person(known, whose, scene.vote_at(whose)), PERSON[0]
    if whose.kind == "pronoun" and whose.what in THINGS:
        return the_party(known, scene) or ("", "")
    if whose.kind == "pronoun":
        party_told = next((one for one in reversed(scene.found) if one.type in PARTIES), None)
        if mention.kind == "candidate" and whose.what == "either" and party_told:
            # "Le FN ... son fondateur"
            return party_told.name, party_told.type
        return antecedent(known, whose, scene)
    return (described(known, whose, scene), PERSON[0]) if whose.kind in KINDS else ("", "")


def relatives(known: Known, mention: Mention, scene: Scene) -> Iterator[str]:
    """Who may be the relative that a description tells of."""
    return _kin(known, mention, owner_of(known, mention, scene)[0], scene)


def governing(known: Known, vote: Vote | None) -> Iterator[str]:
    """Who governed before a vote, by the record."""
    country, day = vote.country if vote else known.country, _day_before(known, vote)
    if day and (office := roles.incumbent_office(known.reference, country)):
        yield from roles.holders(known.reference, country, office, (), day)


def _is_predicate(mention: Mention, scene: Scene) -> bool:
    """Whether a description only says what someone is ("He is the first president to")."""
    # "It was the prime minister who won" names who did.
    goes_on = scene.says(mention.last + 1, "relative") or scene.word(mention.last + 1) == _POSSESSIVE_S
    return scene.says(mention.first - 1, "copula") and not goes_on


def _is_headline(known: Known, mention: Mention) -> bool:
    """Whether a description without a determiner is a headline's ("President wins")."""
    sentences = known.document.sentences
    return bool(sentences) and mention.start == sentences[0].start and mention.kind in ("role", "rival")


def _day_before(known: Known, vote: Vote | None) -> date | None:
    """The day before a vote, or that of publication for one to come."""
    day = known.day(vote)
    if day and vote and day_of(vote, known.reference):
        day -= timedelta(days=1)
    return min(day, known.published or day) if day else None


# Ways to find someone


def _kin(known: Known, mention: Mention, owner: str, scene: Scene) -> Iterator[str]:
    """A relative of the owner, else of someone told of."""
    if mention.kind != "kin":
        return
    for name in (owner,) if owner else [actor.name for actor in known.people()]:
        yield roles.kin(known.reference, name, mention.what)
        yield known.kin.get((name, mention.what), "")
    if owner:
        # "Trudeau ... his father": another one of that surname.
        yield from known.namesakes(owner)


def _other(known: Known, mention: Mention, owner: str, scene: Scene) -> Iterator[str]:
    """Who contests an office with someone, or holds it before or after."""
    what, vote = mention.what, scene.vote_at(mention)
    if mention.kind != "rival":
        return
    if what in _STEPS:
        if owner and known.published:
            yield roles.beside(known.reference, owner, _STEPS[what], known.published)
        return
    if not owner:
        yield from _said(known, mention)
    if what == _INCUMBENT:
        yield from _incumbents(known, vote)
    elif what in (_WINNER, _LOSER):
        yield from _decided(known, what, vote)
    elif what in _AGAINST:
        if what == _CHALLENGER and not owner:
            owner = next(_incumbents(known, vote), "")
        yield from _against(known, owner, vote, scene.current)


def _incumbents(known: Known, vote: Vote | None) -> Iterator[str]:
    """Who holds the office that is voted on, by the record or by what the text says."""
    is_main = vote is None or vote.office == main_office(vote.country)
    if is_main:
        yield from governing(known, vote)
    yield from known.said_of(_INCUMBENT)
    if is_main or (vote and vote.office == _PRESIDENT):
        yield from known.said_of(_PRESIDENT)
    if not is_main:
        yield from (actor.name for actor in known.people())


def _decided(known: Known, what: str, vote: Vote | None) -> Iterator[str]:
    """Who won or lost a vote that has been held."""
    day = day_of(vote, known.reference) if vote else None
    if vote and day and known.published and day <= known.published:
        pair = contenders(vote, known.reference)
        yield from (pair if what == _WINNER else pair[::-1])[:1]
    winner = known.protagonist or known.lead
    if what == _WINNER:
        yield winner
    else:
        yield from _against(known, winner, vote)


def _against(known: Known, owner: str, *votes: Vote | None) -> Iterator[str]:
    """Who contests a vote with someone: the other finalist on record, else the one told of most together."""
    ranked = [actor.name for actor in known.people()]
    for vote in votes:
        pair = contenders(vote, known.reference) if vote else ()
        own = owner or next((name for name in ranked if name in pair), "")
        if own in pair:
            yield from (name for name in pair if name != own)
    yield from known.most_met(owner or next(iter(ranked), ""))


def _as_said(known: Known, mention: Mention, owner: str, scene: Scene) -> Iterator[str]:
    """Whom the text described so, but for what the record knows better."""
    noun = mention.noun
    if noun is None or mention.kind in ("kin", "rival"):
        return
    country = noun.country or known.country
    if mention.kind == "role" and not noun.proper and known.reference.terms(country, mention.what):
        return
    yield from _said(known, mention)


def _said(known: Known, mention: Mention) -> Iterator[str]:
    """Whom the text described with most of the words of a description, the most in focus of equals first."""
    noun = mention.noun
    if noun is None:
        return
    wanted = noun.words | set(noun.leanings)
    focus = {actor.name: -at for at, actor in enumerate(known.people())}
    scored: list[tuple[float, int, str]] = []
    for name in dict.fromkeys(name for word in sorted(wanted) for name in known.said_of(word)):
        traits = known.traits[name]
        said = traits.words | traits.leanings
        share = len(wanted & said) / len(wanted)
        if noun.proper <= said and share > _SAID:
            scored.append((share, focus.get(name, -len(focus)), name))
    yield from (name for _, _, name in sorted(scored, key=lambda item: (-item[0], -item[1])))


def _office(known: Known, mention: Mention, owner: str, scene: Scene) -> Iterator[str]:
    """Who held an office: the day before a vote told, or when the article came out."""
    vote = scene.vote_at(mention)
    noun, day = mention.noun, _day_before(known, vote)
    if mention.kind != "role" or noun is None or day is None:
        return
    if noun.time == "former":
        for name in known.everyone():
            if roles.held(known.reference, name, mention.what, noun.proper, day):
                yield name
        return
    country = noun.country or (vote.country if vote else known.country)
    then, now = (
        list(roles.holders(known.reference, country, mention.what, noun.proper, one))
        for one in (day, known.published or day)
    )
    if noun.time == "now":
        then = now
    # "Five years ago the president won" is about the one of today, who stood.
    yield from (name for name in (*then, *now) if vote and stood(name, vote.in_round(None), known.reference))
    yield from then


def _leaning(known: Known, mention: Mention, owner: str, scene: Scene) -> Iterator[str]:
    """Who leads, founded or stands for a party, or is of a political family."""
    vote = scene.vote_at(mention)
    noun, day = mention.noun, known.day(vote)
    if noun is None or mention.kind == "role":
        return
    told_of = noun.leanings or (_party_of(known, owner, day) if mention.kind == "candidate" else ())
    leanings = known.at_home(told_of)
    if not leanings:
        return
    if mention.what == _FOUNDER:
        yield from roles.founders(known.reference, leanings)
    year = day.year if day else date.max.year
    told = [
        actor.name for actor in known.people() if roles.leans(known.reference, actor.name, leanings, year)
    ]
    told += [name for leaning in leanings for name in known.said_of(leaning)]
    rows = roles.standing(known.reference, leanings, vote) if vote else iter(())
    standing = [row.subject for row in rows if row.subject_type == PERSON[0]]
    leading = list(roles.leaders(known.reference, leanings, day)) if day else []
    yield from (name for name in standing if name in told)
    if mention.what == _LEADER:
        yield from leading
    if mention.what != _CANDIDATE or not standing:
        yield from told
    yield from standing
    if mention.kind == "candidate":
        yield from leading


def _party_of(known: Known, owner: str, day: date | None) -> tuple[str, ...]:
    """The party of an owner, or the owner itself where that is a party."""
    person, party = known.reference.person(owner), known.reference.party_named(owner)
    if person and day:
        return (person.party_id(day.year),)
    return (party.party_id if party else owner,) if owner else ()


def _in_focus(known: Known, mention: Mention, noun: Noun, without: Collection[str], scene: Scene) -> str:
    """Whom a description that nobody was called by goes on about: the one in focus."""
    if mention.kind in ("kin", "rival") or noun.determiner != "definite":
        return ""
    is_cleft = scene.says(mention.first - 1, "copula")
    if scene.says(mention.last + 1, "relative") and not is_cleft:
        # "The man whom they chose" is told by the clause.
        return ""
    says_more = len(noun.words) > 1 or noun.time or noun.whose or noun.leanings
    if not says_more and not without:
        return ""
    abroad = noun.country not in ("", known.country)
    holds_office = mention.kind == "role" and noun.time != "former" and not noun.proper
    if abroad or holds_office:
        return ""
    gender = mention.gender if mention.gender in GENDERS else ""
    people = known.people(gender, without=without)
    if any(known.reference.party(name) for name in known.at_home(noun.leanings)):
        # Of whom the record knows the party, it is another one.
        people = [actor for actor in people if not known.reference.person(actor.name)]
    seen = [actor for actor in people if actor.focus > _IN_FOCUS]
    if seen:
        return max(seen, key=lambda actor: _in_mind(known, actor)).name
    title = known.protagonist
    fits = title not in without and gender in ("", known.gender(title) or gender)
    return title if fits and (mention.kind == "described" or not known.people()) else ""


def _in_mind(known: Known, actor: Actor) -> float:
    """How much in focus someone is for new words: of whom others were said, less so."""
    traits = known.traits.get(actor.name)
    return actor.focus + known.bonus(actor) - _SAID_ELSE * bool(traits and traits.words)
