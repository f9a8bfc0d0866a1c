"""Whom words mean that are no name: all whom the text told so far are weighed by named features.

The features are those of `choice`; each stands once for all words and once for its own ("him: nearest"). What
tells of someone by the words of a description is found in `described`, where someone stands here.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from pipeline.annotate import Mention, within
from pipeline.choice import Weighed, ranked, weigh
from pipeline.link.known import Known
from pipeline.link.scene import Scene, named_alone
from pipeline.link.stage import Actor
from pipeline.link.subject import NOBODY, PARTIES, PERSON, Referent, Subject
from pipeline.link.votes import Vote, stood

CHOICE: Final = "referent"
# So many in focus are weighed, and so many named behind the words.
_MOST_IN_FOCUS, _MOST_BEHIND = 7, 2
THINGS: Final = frozenset({"thing", "its"})
PRONOUNS: Final = frozenset({"subject", "object", "possessive", "first", "last"}) | THINGS
# "Costa beat him" is about someone else.
_APART: Final = ("subject", "object")
_RANKS: Final = ("first", "second", "third")
_NEAREST: Final = ("nearest", "second nearest")
_AGO: Final = ((1, "a sentence ago"), (2, "two sentences ago"), (5, "some sentences ago"))
_OFTEN: Final = 3
_ADJACENT: Final = 1
_POSSESSIVE_S: Final = "s"
# What tells little of whom a description means.
_LITTLE: Final = frozenset(
    {"owner", "said partly so", "said partly so, not first", "said to be else", "met next"}
)
# What tells of someone alike, whatever the description.
_ALIKE: Final = (
    "named",
    "stood",
    "did not",
    "the title's",
    "in its",
    "in another",
    "by a ",
    "done to",
    "a sentence",
    "two sent",
    "some sent",
    "long",
    "another par",
    "alone",
    "first in",
    "farther",
    "adjacent",
    "behind",
    "gender",
)
_QUOTED: Final = frozenset(',»”"')
_DESCRIBED: Final = frozenset({"role", "kin", "rival", "candidate", "described"})


class Asked(NamedTuple):
    """Words that mean someone: what they are (`scope`), of which types and gender that one may be, who stands
    in their clause, and the vote that they tell of."""

    mention: Mention
    scope: str
    types: Sequence[str]
    gender: str
    beside: Collection[str]
    vote: Vote | None


def referents(
    known: Known,
    scene: Scene,
    asked: Asked,
    told: Mapping[str, Sequence[str]],
    nobody: Sequence[str],
) -> list[Weighed[Referent]]:
    """Whom words may mean, the likeliest first; `told` has what their own words tell of whom, `nobody` what
    speaks for nobody."""
    focus = known.stage.ranked(asked.types, asked.gender, bonus=known.bonus)
    places = {actor.name: at for at, actor in enumerate(focus)}
    inside = _inside(known, scene, asked)
    behind = dict(_behind(known, scene, asked))
    types = {one.name: one.type for one in inside}
    types |= {actor.name: actor.type for actor in focus[:_MOST_IN_FOCUS]}
    types |= {name: asked.types[0] for name in (*told, *behind) if name not in types}
    speaker = _speaker(known, scene, asked)
    likeliest = _by_place(known, scene, asked, inside, focus)
    most = max(focus, key=lambda actor: actor.times).name if focus else ""
    first = _told_first(known, asked, told)
    weighed = [weigh(NOBODY, _scoped(("nobody", *nobody), asked.scope), CHOICE)]
    for name, type_ in types.items():
        if not name or not _fits(known, name, asked.gender, type_):
            continue
        if name in asked.beside and asked.scope in _APART:
            continue
        features = [
            *told.get(name, ()),
            *_in_sentence(known, scene, asked, name, inside),
            *_in_story(known, asked, name, type_, places.get(name)),
        ]
        if name == most:
            features.append("told most so far")
        if name in asked.beside:
            features.append("beside")
        if name in behind:
            features.append(behind[name])
        if name == first:
            features.append("told first")
        if name == likeliest:
            features.append(f"by its place{', another told' if first else ''}")
        if name == known.pronouns.get(asked.gender):
            features.append("as the pronoun before")
        if name == speaker:
            features.append("says it")
        weighed.append(weigh(Referent(name, type_), _scoped(features, asked.scope), CHOICE))
    return ranked(weighed)


def _scoped(features: Iterable[str], scope: str) -> Iterator[str]:
    """Features of pronouns or of descriptions, and those that differ among these once more."""
    is_pronoun = scope in PRONOUNS
    for feature in features:
        yield f"{'pronoun' if is_pronoun else 'description'}: {feature}"
        if is_pronoun or not feature.startswith(_ALIKE):
            yield f"{scope}: {feature}"


def _fits(known: Known, name: str, gender: str, type: str) -> bool:
    told = known.stage.gender(name) or (known.gender(name) if type in PERSON else "")
    return not gender or told in ("", gender)


def _inside(known: Known, scene: Scene, asked: Asked) -> list[Subject]:
    """Who was told before the words in their sentence, the nearest first, each once."""
    found = {
        one.name: one
        for one in scene.found
        if one.type in asked.types and _fits(known, one.name, asked.gender, one.type)
    }
    return sorted(found.values(), key=lambda one: -one.start)


def _behind(known: Known, scene: Scene, asked: Asked) -> Iterator[tuple[str, str]]:
    """Who is named behind the words: in their clause, in their sentence, or first in the next one."""
    if PERSON[0] not in asked.types:
        return
    later = [one for one in scene.mentions if one.kind == "person" and one.start >= asked.mention.end]
    beside = scene.named_after(asked.mention)
    for name in named_alone(later, known.traits)[:_MOST_BEHIND]:
        yield name, "behind: in its clause" if name in beside else "behind: in the sentence"
    if later or scene.found:
        return
    told = known.stage.told
    for following in known.document.sentences[told : told + 1]:
        named = within(known.document.mentions, following.start, following.end)
        persons = [one for one in named if one.kind == "person"]
        for name in named_alone(persons, known.traits)[:1]:
            yield name, "behind: in the next sentence"


def _by_place(
    known: Known, scene: Scene, asked: Asked, inside: Sequence[Subject], focus: Sequence[Actor]
) -> str:
    """Who does something nearest before the words in their sentence, of parties the first one, else who is
    most in focus."""
    fitting = [one for one in inside if one.name not in asked.beside]
    doing = [one for one in fitting if not scene.is_governed(one.mention)]
    if fitting and asked.scope in THINGS:
        return fitting[-1].name
    if fitting and asked.scope in PRONOUNS:
        return (doing or fitting)[0].name
    return next((actor.name for actor in focus if actor.name not in asked.beside), "")


def _told_first(known: Known, asked: Asked, told: Mapping[str, Sequence[str]]) -> str:
    """The first of whom the words tell something, unless that is little."""
    return next(
        (
            name
            for name, why in told.items()
            if name not in asked.beside
            and not _LITTLE.issuperset(why)
            and _fits(known, name, asked.gender, PERSON[0])
        ),
        "",
    )


def _speaker(known: Known, scene: Scene, asked: Asked) -> str:
    """Who says what the words stand in, where he or she is named behind it ("..., Corbyn says")."""
    for one in scene.mentions:
        if one.kind != "person" or one.start < asked.mention.end or len(one.names) != 1:
            continue
        says = scene.says(one.last + 1, "said") or scene.says(one.first - 1, "said")
        if says and not _QUOTED.isdisjoint(known.document.clean[asked.mention.end : one.start]):
            return one.names[0]
    return ""


def _in_sentence(
    known: Known, scene: Scene, asked: Asked, name: str, inside: Sequence[Subject]
) -> Iterator[str]:
    """Where someone stands before the words in their sentence."""
    at = next((at for at, one in enumerate(inside) if one.name == name), None)
    if at is None:
        return
    one = inside[at]
    yield _NEAREST[at] if at < len(_NEAREST) else "farther"
    if len(inside) == 1:
        yield "alone in the sentence"
    if one.name == scene.found[0].name:
        yield "first in the sentence"
    apart = scene.is_apart(one.mention.last, asked.mention.first)
    yield "in another clause" if apart else "in its clause"
    if scene.is_governed(one.mention):
        yield "done to"
    if asked.mention.first - one.mention.last - 1 <= _ADJACENT:
        yield "adjacent"
    yield from _as_part(scene, one.mention)
    kind = one.mention.kind
    yield f"by a {'pronoun' if kind == 'pronoun' else 'description' if kind in _DESCRIBED else 'name'}"


def _as_part(scene: Scene, mention: Mention) -> Iterator[str]:
    """Whether someone is only told of in passing: as an owner, behind "of", or before a noun."""
    if scene.says(mention.first - 1, "of"):
        yield "behind of"
    if mention.kind == "person" and scene.word(mention.first - 1) in scene.pack.articles:
        yield "behind an article"
    if scene.word(mention.last + 1) == _POSSESSIVE_S:
        yield "an owner"


def _in_story(known: Known, asked: Asked, name: str, type: str, place: int | None) -> Iterator[str]:
    """How the story tells of someone."""
    if place is None:
        yield "in focus: not"
    else:
        yield f"in focus: {_RANKS[place] if place < len(_RANKS) else 'lower'}"
    actor = known.stage.actor(name)
    yield from _last_told(known, actor) if actor else ("not told yet",)
    if type in PARTIES:
        yield "a party"
    elif asked.gender and not (known.stage.gender(name) or known.gender(name)):
        yield "gender unknown"
    if name == known.titled:
        yield "the title's"
    elif not known.titled and name == known.lead:
        yield "named first"
    count = known.count(name)
    often = "often" if count > _OFTEN else "some times" if count > 1 else "once" if count else "never"
    yield f"named {often}"
    if asked.vote and (known_to := stood(name, asked.vote.in_round(None), known.reference)) is not None:
        yield "stood" if known_to else "did not stand"


def _last_told(known: Known, actor: Actor) -> Iterator[str]:
    ago = known.stage.ago(actor)
    if ago:
        when = next((name for most, name in _AGO if ago <= most), "long ago")
        yield when
        if actor.headed == actor.sentence:
            yield f"{when}, headed it"
        if actor.paragraph != known.stage.paragraph:
            yield "another paragraph"
    if actor.opened == known.stage.paragraph:
        yield "opens the paragraph"
