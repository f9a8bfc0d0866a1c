"""Who a description means: "the former mayor", "her rival", "the Democrat".

Each of the ways to find someone yields names, and what tells of them; they are weighed with all who are in
focus (`referents`).
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import islice

from pipeline.annotate import Mention
from pipeline.annotate.document import Noun
from pipeline.link import named, roles
from pipeline.link.known import Known
from pipeline.link.pronouns import antecedent
from pipeline.link.referents import Asked, referents
from pipeline.link.scene import Scene
from pipeline.link.subject import GENDERS, NOBODY, PARTIES, PERSON, Referent
from pipeline.link.votes import Vote, contenders, day_of, main_office, stood

KINDS = frozenset({"role", "kin", "rival", "candidate", "described"})
_STEPS = {"successor": 1, "predecessor": -1}
_INCUMBENT, _CHALLENGER, _WINNER, _LOSER = "incumbent", "challenger", "winner", "loser"
_AGAINST = frozenset({"rival", _CHALLENGER, _LOSER})
_LEADER, _CANDIDATE, _FOUNDER = "leader", "candidate", "founder"
_PRESIDENT = "president"
_POSSESSIVE_S = "s"
# How much of what a description says was said of someone of whom most was.
_MOSTLY = 0.5
# So many are told by one way to find someone.
_MOST_FOUND = 8

Found = Iterator[tuple[str, str]]
"""Names, the likeliest first, and what tells of each."""
Find = Callable[[Known, Mention, str, Scene], Found]


def described(known: Known, mention: Mention, scene: Scene) -> Referent:
    """Whom a description means; the rival of a party is one."""
    noun = mention.noun
    if noun is None or noun.determiner == "indefinite" or _is_predicate(mention, scene):
        return NOBODY
    if not noun.determiner and not noun.of_party and not _is_headline(known, mention):
        return NOBODY
    owner, type_ = owner_of(known, mention, scene)
    if type_ in PARTIES and mention.kind in ("kin", "rival"):
        return _rival_party(known, mention, owner, scene) if mention.what in _AGAINST else NOBODY
    if type_ in PERSON:
        known.lift_owner(owner)
    asked = Asked(
        mention,
        mention.what if mention.kind == "rival" else mention.kind,
        PERSON,
        mention.gender if mention.gender in GENDERS else "",
        scene.beside(mention) | scene.described,
        scene.vote_at(mention),
    )
    told = _told(known, mention, noun, owner, scene)
    nobody = list(_nobody(known, mention, noun, scene))
    found = known.means(mention, referents(known, scene, asked, told, nobody))
    if found.name and mention.kind == "kin":
        known.relate(owner, mention.what, found.name)
    return found


def _rival_party(known: Known, mention: Mention, owner: str, scene: Scene) -> Referent:
    """The party that contests a vote with another: a large one, or one told of much."""
    vote = scene.vote_at(mention)
    asked = Asked(mention, "rival party", PARTIES, "", {owner}, vote)
    country, day = vote.country if vote else known.country, known.day(vote)
    told: dict[str, list[str]] = {}
    for name in roles.largest_parties(known.reference, country, day) if day else ():
        told.setdefault(name, []).append("a large party")
    for name in known.stage.most_told(PARTIES)[:2]:
        told.setdefault(name, []).append("told most so far")
    return known.means(mention, referents(known, scene, asked, told, ()))


def _told(
    known: Known, mention: Mention, noun: Noun, owner: str, scene: Scene
) -> Mapping[str, Sequence[str]]:
    """What the words of a description tell of whom."""
    told: dict[str, list[str]] = defaultdict(list)
    for find in (_kin, _other, _as_said, _office, _leaning):
        first: set[str] = set()
        for name, why in islice(find(known, mention, owner, scene), _MOST_FOUND):
            if name:
                told[name].append(why if why not in first else f"{why}, not first")
                first.add(why)
    if owner:
        told[owner].append("owner")
    for name in _others_said(known, noun, told):
        told[name].append("said to be else")
    return told


def _others_said(known: Known, noun: Noun, told: Collection[str]) -> list[str]:
    """The people told of whom the text describes otherwise."""
    return [
        actor.name
        for actor in known.people()
        if actor.name not in told
        and (traits := known.traits.get(actor.name))
        and traits.words
        and traits.words.isdisjoint(noun.words)
    ]


def _nobody(known: Known, mention: Mention, noun: Noun, scene: Scene) -> Iterator[str]:
    """What speaks for a description that means nobody who can be told."""
    yield f"determiner {noun.determiner or 'none'}"
    if scene.says(mention.last + 1, "relative") and not scene.says(mention.first - 1, "copula"):
        # "The man whom they chose" is told by the clause.
        yield "a clause tells who"
    if not (len(noun.words) > 1 or noun.time or noun.whose or noun.leanings):
        yield "a bare noun"
    if noun.country not in ("", known.country):
        yield "abroad"
    if mention.kind == "role" and noun.time != "former" and not noun.proper:
        yield "holds an office"


def owner_of(known: Known, mention: Mention, scene: Scene) -> tuple[str, str]:
    """Of whom or of which party a description is, and the type of that one."""
    whose = mention.noun.whose if mention.noun else None
    if whose is None:
        return "", ""
    if whose.kind == "person":
        related = (name for name in whose.names if roles.kin(known.reference, name, mention.what))
        of_kin = next(related, "") if len(whose.names) > 1 else ""
        return of_kin or named.person(known, whose, scene.vote_at(whose)), PERSON[0]
    if whose.kind == "pronoun":
        party_told = next((one for one in reversed(scene.found) if one.type in PARTIES), None)
        if mention.kind == "candidate" and whose.what == "either" and party_told:
            # "Le FN ... son fondateur"
            return party_told.name, party_told.type
        return antecedent(known, whose, scene)
    return described(known, whose, scene) if whose.kind in KINDS else NOBODY


def relatives(known: Known, mention: Mention, scene: Scene) -> Iterator[str]:
    """Who may be the relative that a description tells of."""
    return (name for name, _ in _kin(known, mention, owner_of(known, mention, scene)[0], scene))


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


def _kin(known: Known, mention: Mention, owner: str, scene: Scene) -> Found:
    """A relative of the owner, else of someone told of."""
    if mention.kind != "kin":
        return
    whose = "of the owner" if owner else "of someone"
    for name in (owner,) if owner else [actor.name for actor in known.people()]:
        yield roles.kin(known.reference, name, mention.what), f"kin on record {whose}"
        yield known.kin.get((name, mention.what), ""), f"kin as told {whose}"
    if owner:
        # "Trudeau ... his father": another one of that surname.
        yield from ((name, "namesake") for name in known.namesakes(owner))


def _other(known: Known, mention: Mention, owner: str, scene: Scene) -> Found:
    """Who contests an office with someone, or holds it before or after."""
    what, vote = mention.what, scene.vote_at(mention)
    if mention.kind != "rival":
        return
    if what in _STEPS:
        if owner and known.published:
            # "His successor": of the likeliest who has one by then.
            for name in dict.fromkeys((owner, *(actor.name for actor in known.people()))):
                if other := roles.beside(known.reference, name, _STEPS[what], known.published):
                    yield other, "beside on record"
                    return
        return
    if not owner:
        yield from _said(known, mention)
    if what == _INCUMBENT:
        yield from _incumbents(known, vote)
    elif what in (_WINNER, _LOSER):
        yield from _decided(known, what, vote)
    elif what in _AGAINST:
        if what == _CHALLENGER and not owner:
            owner = next((name for name, _ in _incumbents(known, vote)), "")
        yield from _against(known, owner, vote, scene.current)


def _incumbents(known: Known, vote: Vote | None) -> Found:
    """Who holds the office that is voted on, by the record or by what the text says."""
    is_main = vote is None or vote.office == main_office(vote.country)
    if is_main:
        yield from ((name, "governs") for name in governing(known, vote))
    yield from ((name, "said so") for name in known.said_of(_INCUMBENT))
    if is_main or (vote and vote.office == _PRESIDENT):
        yield from ((name, "said to preside") for name in known.said_of(_PRESIDENT))


def _decided(known: Known, what: str, vote: Vote | None) -> Found:
    """Who won or lost a vote that has been held."""
    day = day_of(vote, known.reference) if vote else None
    if vote and day and known.published and day <= known.published:
        pair = contenders(vote, known.reference)
        yield from ((name, "on record") for name in (pair if what == _WINNER else pair[::-1])[:1])
    winner = known.protagonist or known.lead
    if what == _LOSER:
        yield from _against(known, winner, vote)


def _against(known: Known, owner: str, *votes: Vote | None) -> Found:
    """Who contests a vote with someone: the other finalist on record, else the one told of most together."""
    ranked = [actor.name for actor in known.people()]
    for vote in votes:
        pair = contenders(vote, known.reference) if vote else ()
        own = owner or next((name for name in ranked if name in pair), "")
        if own in pair:
            yield from ((name, "other finalist") for name in pair if name != own)
    met = known.most_met(owner or next(iter(ranked), ""))
    yield from zip(met, ("met most", "met next"), strict=False)


def _as_said(known: Known, mention: Mention, owner: str, scene: Scene) -> Found:
    """Whom the text described so."""
    noun = mention.noun
    if noun is None or mention.kind in ("kin", "rival"):
        return
    country = noun.country or known.country
    on_record = mention.kind == "role" and not noun.proper and known.reference.terms(country, mention.what)
    for name, why in _said(known, mention):
        yield name, f"{why}, of an office on record" if on_record else why


def _said(known: Known, mention: Mention) -> Found:
    """Whom the text described with the words of a description, the most in focus of equals first."""
    noun = mention.noun
    if noun is None:
        return
    wanted = noun.words | set(noun.leanings)
    focus = {actor.name: -at for at, actor in enumerate(known.people())}
    scored: list[tuple[float, int, str]] = []
    for name in dict.fromkeys(name for word in sorted(wanted) for name in known.said_of(word)):
        traits = known.traits[name]
        said = traits.words | traits.leanings
        if noun.proper <= said:
            scored.append((len(wanted & said) / len(wanted), focus.get(name, -len(focus)), name))
    for share, _, name in sorted(scored, key=lambda item: (-item[0], -item[1])):
        yield name, "said so" if share == 1.0 else "said mostly so" if share > _MOSTLY else "said partly so"


def _office(known: Known, mention: Mention, owner: str, scene: Scene) -> Found:
    """Who held an office: the day before a vote told, or when the article came out."""
    vote = scene.vote_at(mention)
    noun, day = mention.noun, _day_before(known, vote)
    if mention.kind != "role" or noun is None or day is None:
        return
    if noun.time == "former":
        for name in known.everyone():
            if roles.held(known.reference, name, mention.what, noun.proper, day):
                yield name, "held it"
        return
    country = noun.country or (vote.country if vote else known.country)
    then, now = (
        list(roles.holders(known.reference, country, mention.what, noun.proper, one))
        for one in (day, known.published or day)
    )
    # "Five years ago the president won" is about the one of today, who stood.
    standing = [name for name in (*then, *now) if vote and stood(name, vote.in_round(None), known.reference)]
    yield from ((name, "holds it and stands") for name in standing)
    yield from ((name, "holds it then") for name in then)
    yield from ((name, f"holds it now, {noun.time or 'untold'}") for name in now)


def _leaning(known: Known, mention: Mention, owner: str, scene: Scene) -> Found:
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
        yield from ((name, "founded it") for name in roles.founders(known.reference, leanings))
    year = day.year if day else date.max.year
    for actor in known.people():
        if roles.leans(known.reference, actor.name, leanings, year):
            yield actor.name, "of the party"
    yield from ((name, "said of the party") for leaning in leanings for name in known.said_of(leaning))
    rows = roles.standing(known.reference, leanings, vote) if vote else iter(())
    yield from ((row.subject, "stands for it") for row in rows if row.subject_type == PERSON[0])
    if day:
        why = "leads it" if mention.what != _LEADER else "leads it, a leader"
        yield from ((name, why) for name in roles.leaders(known.reference, leanings, day))


def _party_of(known: Known, owner: str, day: date | None) -> tuple[str, ...]:
    """The party of an owner, or the owner itself where that is a party."""
    person, party = known.reference.person(owner), known.reference.party_named(owner)
    if person and day:
        return (person.party_id(day.year),)
    return (party.party_id if party else owner,) if owner else ()
