"""Descriptions of people and parties: "the former mayor of Bordeaux", "her rival", "le candidat socialiste".

A description is built around a noun of the language's pack. To its left stand a determiner and what
tells more, to its right what tells more in languages that say it there, then of whom, where or what.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import groupby

from pipeline.annotate.document import Found, Mention, Noun
from pipeline.annotate.epithets import epithets
from pipeline.annotate.phrases import Phrases
from pipeline.annotate.places import UNSURE
from pipeline.lexicon import Cue, Word

_KINDS = {
    "office": "role",
    "kin": "kin",
    "other": "rival",
    "post": "candidate",
    "person": "described",
    "member": "described",
    "lean": "described",
    "group": "own_party",
}
_LEANS = ("member", "lean")
_LEADER, _FAMILY = "leader", "family."
_POSSESSIVES = ("male", "female", "plural", "either", "thing")
_MOST_BEFORE, _MOST_AFTER, _MOST_OWNERS = 5, 6, 2
_SAME_NOUN = frozenset({" ", "-"})
_APOSTROPHES = frozenset("'’")
_POSSESSIVE_S = "s"


@dataclass(frozen=True)
class _Scene:
    """A text and what was found in it, by the index of a word."""

    text: str
    words: Sequence[Word]
    named: Mapping[int, Mention]
    nouns: Mapping[int, Cue]
    leanings: Mapping[int, Cue]
    families: Set[int]
    countries: Mapping[int, Cue]
    pack: Phrases

    def joint(self, index: int) -> str:
        """What stands between a word and the one before it; a mark no phrase goes across at the borders."""
        if not 0 < index < len(self.words):
            return "."
        return self.text[self.words[index - 1].end : self.words[index].start]

    def joined(self, index: int) -> bool:
        """Whether a word and the one before it may be of one phrase."""
        joint = self.joint(index)
        return joint in _SAME_NOUN or joint in _APOSTROPHES

    def is_capital(self, index: int) -> bool:
        """Whether a word begins with a capital."""
        return self.text[self.words[index].start].isupper()


def descriptions(
    text: str, words: Sequence[Word], phrases_found: Found, named: Sequence[Mention], pack: Phrases
) -> list[Mention]:
    """All descriptions in order; names that stand in one (`named`) keep their own mentions."""
    scene = _Scene(
        text=text,
        words=words,
        named={index: mention for mention in named for index in range(mention.first, mention.last + 1)},
        nouns=_nouns(text, words, phrases_found, named, pack),
        leanings={cues[0].first: cues[0] for cues in _grouped(phrases_found.leanings)},
        families={cue.last for cue in phrases_found.mentions if cue.tag.startswith(_FAMILY)},
        countries={
            cue.first: cue
            for cue in phrases_found.places
            if cue.tag and "-" not in cue.tag and not cue.tag.endswith(UNSURE)
        },
        pack=pack,
    )
    found: list[Mention] = []
    for noun in scene.nouns.values():
        if found and noun.first <= found[-1].last:
            continue
        mention = _description(scene, noun, found[-1] if found else None, _MOST_OWNERS)
        if mention is None:
            continue
        if found and found[-1].first >= mention.first:
            found.pop()
        found.append(mention)
    return found


def _nouns(
    text: str, words: Sequence[Word], phrases_found: Found, named: Sequence[Mention], pack: Phrases
) -> dict[int, Cue]:
    """The nouns for people in a text, by their first word: the pack's, and those of the text itself."""
    found = {cues[0].first: cues[0] for cues in _grouped(phrases_found.nouns)}
    inside = {index for cue in found.values() for index in range(cue.first, cue.last + 1)}
    told = epithets(text, words, named, pack)
    for index, word in enumerate(words):
        if word.key in told and index not in inside:
            found[index] = Cue(f"person.either.{word.key}", word.start, word.end, index, index)
    return dict(sorted(found.items()))


def _grouped(cues: Iterable[Cue]) -> Iterator[list[Cue]]:
    for _, same in groupby(cues, key=lambda cue: (cue.first, cue.last)):
        yield list(same)


@dataclass(frozen=True)
class _Left:
    """What stands before a noun: where the description and its words start, and who owns it."""

    first: int
    words: range
    determiner: str
    whose: Mention | None = None


def _description(scene: _Scene, noun: Cue, before: Mention | None, owners: int) -> Mention | None:
    """The description around a noun, None where it is no noun or says more of another one."""
    table, key, *lemma = noun.tag.split(".")
    named = scene.named.get(noun.first)
    if named and (table != "member" or (named.first, named.last) != (noun.first, noun.last)):
        return None
    if scene.pack.noun_last and (_leads_to_noun(scene, noun) or _leads_to_thing(scene, noun)):
        return None
    if table == "lean" and noun.last in scene.families:
        # "The far right" is a political family, not one of it.
        return None
    left = _left(scene, noun, before)
    is_adjective = table == "lean" or key == "adjective"
    after = scene.named.get(noun.last + 1)
    is_titled = after is not None and after.kind == "person" and scene.joined(after.first)
    if (
        (table in _LEANS or is_adjective)
        and not is_titled
        and (not left.determiner or _is_of_thing(scene, noun, is_adjective=is_adjective))
    ):
        return None
    if _KINDS[table] == "rival" and is_titled and not (left.determiner or scene.pack.noun_last):
        # "Il avait battu Nicolas Sarkozy" tells what was done to him.
        return None
    adjectives = _adjectives(scene, noun.last + 1)
    last, whose, content = _complement(scene, adjectives.stop, owners)
    last = max(last, adjectives.stop - 1)
    inside = [*left.words, *adjectives, *content]
    times = [scene.pack.modifiers.get(scene.words[index].key, "") for index in (*left.words, *adjectives)]
    leaning = _leanings(scene, left.words.start, last + 1)
    countries = [cue.tag for index in inside if (cue := scene.countries.get(index))]
    plain = [
        index
        for index in inside
        if scene.words[index].key not in scene.pack.modifiers
        and scene.words[index].key != _POSSESSIVE_S
        and not any(index in span for span in leaning)
    ]
    head = lemma[0] if lemma else key if table not in _LEANS else scene.words[noun.last].key
    kind = _KINDS[table]
    of = scene.named.get(last)
    of_party = of is not None and of.kind == "party" and of.first > adjectives.stop
    if kind == "role" and of_party:
        # The president of a party leads it.
        kind, head = _KINDS["post"], _LEADER
    return Mention(
        scene.words[left.first].start,
        scene.words[last].end,
        left.first,
        last,
        kind,
        what=key if table == "group" else head,
        gender=_gender(scene, left, noun, adjectives),
        noun=Noun(
            determiner=left.determiner,
            words=frozenset((head, *(scene.words[index].key for index in plain))),
            proper=frozenset(
                scene.words[index].key
                for index in plain
                if scene.is_capital(index) and index not in scene.countries
            ),
            time=next((time for time in times if time not in ("", "other")), ""),
            leanings=tuple(name for names in leaning.values() for name in names),
            country=next(iter(countries), ""),
            whose=left.whose or whose,
            of_party=of_party,
        ),
    )


def _leads_to_noun(scene: _Scene, noun: Cue) -> bool:
    """Whether a noun only tells more of the next one ("student leader", "the Republican candidate")."""
    after = scene.nouns.get(noun.last + 1)
    return after is not None and scene.joined(after.first) and after.first not in scene.named


def _leads_to_thing(scene: _Scene, noun: Cue) -> bool:
    """Whether a noun tells more of a thing ("general election", "mayor race")."""
    after = noun.last + 1
    return (
        after < len(scene.words)
        and scene.joint(after) == " "
        and scene.words[after].key in scene.pack.role_words["of_thing"]
    )


def _is_of_thing(scene: _Scene, noun: Cue, *, is_adjective: bool) -> bool:
    """Whether the adjective of a party or family goes with a thing ("the Republican majority")."""
    after = noun.last + 1
    if not scene.pack.noun_last or not scene.joined(after):
        return False
    named = scene.named.get(after)
    if scene.is_capital(after):
        return named is None or named.kind != "person"
    word, roles = scene.words[after].key, scene.pack.role_words
    if not is_adjective:
        return word in roles["thing"]
    goes_on = word in roles["stop"] | roles["win"] | roles["said"] | roles["clause"] | roles["before"]
    return not goes_on and not word.endswith(tuple(roles["verb_ending"])) and not word.isdecimal()


def _left(scene: _Scene, noun: Cue, before: Mention | None) -> _Left:
    """The determiner and the words that tell more; without a determiner only those that the pack knows."""
    known = noun.first
    index = noun.first - 1
    while noun.first - index <= _MOST_BEFORE and scene.joined(index + 1):
        word = scene.words[index].key
        if word == _POSSESSIVE_S and scene.joint(index) in _APOSTROPHES and index:
            owner = scene.named.get(index - 1)
            if before and before.last == index - 1:
                owner = before
            if owner is None or owner.kind == "party":
                # "Alabama's governor"
                return _Left(index - 1, range(index - 1, noun.first), "definite")
            return _Left(owner.first, range(index + 1, noun.first), "possessive", owner)
        if determiner := scene.pack.determiners.get(word):
            return _determined(scene, index, noun, determiner)
        named = scene.named.get(index)
        if named and (named.kind != "party" or not scene.pack.noun_last):
            break
        tells = word in scene.pack.modifiers or index in scene.leanings or index in scene.countries
        if tells or named or (index == noun.first - 1 and _is_place_before(scene, index)):
            known = index
        elif not scene.pack.noun_last or word in scene.pack.role_words["stop"]:
            break
        index -= 1
    return _Left(known, range(known, noun.first), "")


def _is_place_before(scene: _Scene, index: int) -> bool:
    """Whether a word may be the place of an office ("Odense mayor")."""
    word = scene.words[index].key
    return scene.pack.noun_last and scene.is_capital(index) and word not in scene.pack.no_names


def _determined(scene: _Scene, index: int, noun: Cue, determiner: str) -> _Left:
    words = range(index + 1, noun.first)
    if determiner in _POSSESSIVES:
        word = scene.words[index]
        owner = Mention(word.start, word.end, index, index, "pronoun", what=determiner, gender=determiner)
        return _Left(index, words, "possessive", owner)
    if determiner == "contracted":
        return _Left(index + 1, words, "definite")
    return _Left(index, words, determiner)


def _adjectives(scene: _Scene, start: int) -> range:
    """What tells more behind the noun ("la présidente sortante", "president-elect")."""
    at = start
    while at < len(scene.words) and at - start < _MOST_BEFORE and scene.joined(at):
        cue = scene.leanings.get(at)
        if cue and not scene.pack.noun_last:
            at = cue.last + 1
            continue
        country = scene.countries.get(at)
        modifies = scene.words[at].key in scene.pack.modifiers and scene.joint(at) not in _APOSTROPHES
        party = scene.named.get(at)
        is_party = party is not None and party.kind == "party" and scene.joint(at) == " "
        if scene.pack.noun_last or not (modifies or is_party or (country and not scene.is_capital(at))):
            break
        at = party.last + 1 if is_party and party else at + 1
    return range(start, at)


def _complement(scene: _Scene, start: int, owners: int) -> tuple[int, Mention | None, list[int]]:
    """Of whom, what or where: the last word, the owner if it is one, and the words that tell."""
    roles = scene.pack.role_words
    nothing: tuple[int, Mention | None, list[int]] = (start - 1, None, [])
    if start >= len(scene.words) or not scene.joined(start) or scene.words[start].key not in roles["of"]:
        return nothing
    if scene.named.get(start):
        return nothing
    last = start - 1
    content: list[int] = []
    for at in range(start + 1, min(len(scene.words), start + 1 + _MOST_AFTER)):
        if not scene.joined(at):
            break
        named = scene.named.get(at)
        if named and named.kind in ("person", "party") and not content:
            owner = _owner_of_noun(scene, named, owners)
            return owner.last, owner if owner.kind != "party" else None, []
        noun = scene.nouns.get(at)
        if noun and owners and not content:
            inner = _description(scene, noun, None, owners - 1)
            if inner and inner.noun and inner.noun.determiner:
                inner = _owner_of_noun(scene, inner, owners)
                return inner.last, inner, []
        if named:
            break
        word = scene.words[at].key
        if word.isdecimal():
            break
        if word == _POSSESSIVE_S and scene.joint(at) in _APOSTROPHES:
            # "of France's far-right National Rally"
            content.clear()
            continue
        if not content and (word in scene.pack.modifiers or at in scene.leanings or at - 1 in scene.leanings):
            continue
        if word in roles["within"] and not scene.is_capital(at):
            continue
        if content and not scene.is_capital(at):
            break
        content.append(at)
        last = at
    return last, None, content


def _owner_of_noun(scene: _Scene, owner: Mention, owners: int) -> Mention:
    """What belongs to someone ("of the president's party"), or else the one named."""
    at = owner.last + 1
    if not owners or not scene.joined(at) or scene.words[at].key != _POSSESSIVE_S:
        return owner
    nouns = (scene.nouns.get(index) for index in range(at + 1, at + 1 + _MOST_OWNERS))
    noun = next((noun for noun in nouns if noun), None)
    owned = _description(scene, noun, owner, owners - 1) if noun else None
    return owned if owned and owned.noun and owned.noun.whose is owner else owner


def _leanings(scene: _Scene, start: int, stop: int) -> dict[range, tuple[str, ...]]:
    """The parties and political families that the words of a description tell, by these words."""
    found: dict[range, tuple[str, ...]] = {}
    at = start
    while at < stop:
        named, cue = scene.named.get(at), scene.leanings.get(at)
        if named and named.kind == "party":
            found[range(at, named.last + 1)] = named.names
            at = named.last
        elif cue and cue.last < stop:
            found[range(at, cue.last + 1)] = (cue.tag.partition(".")[2],)
            at = cue.last
        at += 1
    return found


def _gender(scene: _Scene, left: _Left, noun: Cue, adjectives: range) -> str:
    """Whether a man or a woman is described, by the nearest word that tells."""
    pack = scene.pack
    keys = [scene.words[index].key for index in range(noun.first, noun.last + 1)]
    whole = " ".join(keys)
    for key in (whole, keys[0], *(scene.words[index].key for index in (*left.words, *adjectives))):
        if told := pack.genders.get(key):
            return "" if told == "either" else told
    if pack.endings and keys[0].endswith(pack.endings):
        return "female"
    before = scene.words[noun.first - len(left.words) - 1].key if noun.first > len(left.words) else ""
    told = pack.genders.get(before, "") if left.determiner else ""
    return "" if told == "either" else told
