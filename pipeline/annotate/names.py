"""Who and what a text names: people and parties on record, others by their capitals, and words for them.

A name on record is found by its aliases, in the case that the alias has. A name that is on no record
is a run of capitalised words; once told in full, its parts alone lead back to it.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby

from pipeline import packs
from pipeline.annotate.descriptions import descriptions
from pipeline.annotate.document import Found, Mention
from pipeline.annotate.phrases import Phrases, phrases
from pipeline.annotate.strangers import first_names, is_pollster, no_people, opens, strangers
from pipeline.lexicon import Cue, Lexicon, Word, fold
from pipeline.model import Timex
from pipeline.reference import Party, Person, Reference

_ABROAD = "party abroad"
# A pronoun of a man, but beside a verb of anyone.
_DATIVE = "dative"


@dataclass(frozen=True)
class Names:
    """The aliases of everyone on record as a lexicon; its tags number the entries."""

    lexicon: Lexicon
    entries: tuple[tuple[str, str, str], ...]
    """Kind, canonical name and alias."""
    gender: Mapping[str, str]
    first_names: frozenset[str]


@cache
def names(reference: Reference) -> Names:
    """The names on record, compiled once."""
    entries: list[tuple[str, str, str]] = []
    for person in reference.people:
        entries += (("person", person.name, alias) for alias in dict.fromkeys((person.name, *person.aliases)))
    for party in reference.parties:
        entries += (("party", party.party_id, alias) for alias in _aliases(party))
    entries += ((_ABROAD, name, name) for name in packs.shared("parties_abroad")["names"])
    return Names(
        lexicon=Lexicon.build((str(number), entry[2]) for number, entry in enumerate(entries)),
        entries=tuple(entries),
        gender={person.name: person.gender for person in reference.people},
        first_names=frozenset(fold(_first_name(person)) for person in reference.people),
    )


def _aliases(party: Party) -> Sequence[str]:
    return list(dict.fromkeys((party.name_en, party.name_fr, *party.aliases)))


def _first_name(person: Person) -> str:
    return person.name.split()[0]


def mentions(
    text: str,
    words: Sequence[Word],
    timexes: Sequence[Timex],
    found: Found,
    language: str,
    reference: Reference,
) -> list[Mention]:
    """All mentions of a text in order; a name that ends with another ("the party of X") is one."""
    pack = phrases(language)
    dated = words_in(timexes, words)
    firms, bodies = _by_word(found.firms), _by_word(found.bodies)
    known = [
        mention
        for mention in _on_record(text, words, found.names, names(reference))
        if dated.isdisjoint(range(mention.first, mention.last + 1))
        and not _is_in(mention, firms)
        and not _is_in(mention, bodies)
    ]
    taken = dated | {index for mention in known for index in range(mention.first, mention.last + 1)}
    known, firsts = _without_strangers(known, text, words, pack, names(reference), taken)
    unknown = strangers(text, words, found, pack, taken | firms.keys(), firsts, known)
    named = sorted(
        (*(mention for mention in known if mention.known), *unknown), key=lambda mention: mention.start
    )
    named = list(_with_acronyms(text, _with_namesakes(words, named)))
    taken |= {index for mention in unknown for index in range(mention.first, mention.last + 1)}
    described = descriptions(text, words, found, named, pack)
    within_others = {index for mention in described for index in range(mention.first, mention.last + 1)}
    named = list(_with_articles(text, words, named, pack, within_others))
    within_others |= taken
    others = [
        mention
        for mention in (*_others(text, words, found.mentions, pack), *_clitics(text, words, named, pack))
        if mention.last not in within_others and mention.first not in within_others
    ]
    return sorted((*named, *described, *others), key=lambda mention: (mention.start, -mention.end))


# On record


def _on_record(
    text: str, words: Sequence[Word], names_found: Sequence[Cue], known: Names
) -> Iterator[Mention]:
    for _, cues in groupby(names_found, key=lambda cue: (cue.first, cue.last)):
        found = list(cues)
        fitting = [known.entries[int(cue.tag)] for cue in found if _cased(cue, known, text, words)]
        kinds = dict.fromkeys(kind for kind, _, _ in fitting)
        for kind in kinds:
            named = tuple(dict.fromkeys(name for of, name, _ in fitting if of == kind))
            if kind == _ABROAD:
                named = (" ".join(text[found[0].start : found[0].end].split()),)
            genders = {known.gender.get(name, "") for name in named}
            yield Mention(
                found[0].start,
                found[0].end,
                found[0].first,
                found[0].last,
                "party" if kind == _ABROAD else kind,
                named,
                known=kind != _ABROAD,
                gender=genders.pop() if len(genders) == 1 else "",
            )
            break


def _cased(cue: Cue, known: Names, text: str, words: Sequence[Word]) -> bool:
    """Whether the words have the capitals of the alias."""
    alias = known.entries[int(cue.tag)][2]
    spelled = _split(alias)
    found = [text[word.start : word.end] for word in words[cue.first : cue.last + 1]]
    return all(_same_case(wanted, given) for wanted, given in zip(spelled, found, strict=False))


@cache
def _split(alias: str) -> tuple[str, ...]:
    parts = "".join(char if char.isalnum() else " " for char in alias)
    return tuple(parts.split())


def _same_case(wanted: str, given: str) -> bool:
    if wanted.isupper() and len(wanted) > 1:
        return given.isupper()
    return not wanted[:1].isupper() or given[:1].isupper()


def _without_strangers(
    known: Sequence[Mention],
    text: str,
    words: Sequence[Word],
    pack: Phrases,
    on_record: Names,
    taken: set[int],
) -> tuple[list[Mention], set[int]]:
    """Drop surnames on record that are part of a stranger's name ("Pierre Trudeau", "Owen Smith").

    Also gives back the words of the names dropped, which are strangers' names.
    """
    surnames = {mention.first: mention for mention in known if _is_surname(mention)}

    def joined(first: int) -> bool:
        return text[words[first].end : words[first + 1].start] in (" ", "-")

    strangers: set[int] = set()
    for index in surnames:
        before, after = index - 1, index + 1
        first_name = (
            before >= 0
            and before not in taken
            and joined(before)
            and _is_first_name(before, text, words, pack, on_record)
        )
        if first_name:
            strangers |= {before, index}
        surname = (
            after < len(words)
            and joined(index)
            and (after in surnames or _is_name(after, text, words, pack, taken))
        )
        if surname and (not opens(text, words[index].start) or words[index].key in on_record.first_names):
            strangers |= {index, after}
    return [
        mention for mention in known if mention.first not in strangers or not _is_surname(mention)
    ], strangers


def _with_namesakes(words: Sequence[Word], named: Sequence[Mention]) -> Iterator[Mention]:
    """The names, a surname on record also as that of a stranger whom the text has told in full before.

    Where the text tells nobody on record of that surname in full, it is the stranger's alone, the headline's
    too.
    """
    on_record = (mention for mention in named if mention.known and not _is_surname(mention))
    in_full = {name for mention in on_record for name in mention.names}
    strangers: dict[str, tuple[str, ...]] = {}
    for mention in named:
        if _is_stranger_in_full(mention):
            strangers.setdefault(words[mention.last].key, mention.names)
    told: dict[str, tuple[str, ...]] = {}
    for mention in named:
        surname = words[mention.last].key
        if _is_stranger_in_full(mention):
            told[surname] = mention.names
        if not (mention.known and _is_surname(mention)):
            yield mention
        elif surname in strangers and in_full.isdisjoint(mention.names):
            yield replace(mention, names=told.get(surname, strangers[surname]), known=False, gender="")
        elif surname in told:
            yield replace(mention, names=tuple(dict.fromkeys((*told[surname], *mention.names))))
        else:
            yield mention


def _is_stranger_in_full(mention: Mention) -> bool:
    return mention.kind == "person" and not mention.known and mention.last > mention.first


def _is_surname(mention: Mention) -> bool:
    return mention.kind == "person" and mention.first == mention.last


def _is_name(index: int, text: str, words: Sequence[Word], pack: Phrases, taken: set[int]) -> bool:
    word = words[index]
    barred = word.key in pack.no_names or word.key in no_people(pack.language)
    return text[word.start].isupper() and index not in taken and not barred


def _is_first_name(index: int, text: str, words: Sequence[Word], pack: Phrases, on_record: Names) -> bool:
    word = words[index]
    barred = word.key in pack.no_names or word.key in pack.titles or word.key in no_people(pack.language)
    if not text[word.start].isupper() or barred:
        return False
    known = word.key in on_record.first_names or word.key in first_names()
    return known or not opens(text, word.start)


# Words that stand for someone


def _others(
    text: str, words: Sequence[Word], words_for_someone: Sequence[Cue], pack: Phrases
) -> Iterator[Mention]:
    """Pronouns, but those that stand for nobody, and political families."""
    for cue in words_for_someone:
        kind, _, what = cue.tag.partition(".")
        after = words[cue.last + 1] if cue.last + 1 < len(words) else None
        # "The two" stands for people where no noun follows.
        of_things = (
            what == "two"
            and words[cue.last].key in pack.role_words["two"]
            and after is not None
            and text[cue.end : after.start] == " "
            and after.key not in pack.role_words["two_follow"] | pack.role_words["stop"]
        )
        of_things = of_things or (
            words[cue.last].key in pack.role_words["ordinal"]
            and after is not None
            and text[cue.end : after.start] in (" ", "'")
            and not (after.key in pack.role_words["ordinal_follow"] or after.key.isdecimal())
        )
        if what != "none" and not of_things:
            # "last male" is the one of that gender named last, "first male" the one named before.
            *last, gender = what.split() if kind == "pronoun" else ("",)
            what = last[0] if last else what
            if what == _DATIVE:
                before = words[cue.first - 1].key if cue.first else ""
                is_beside_verb = (
                    text[cue.end : cue.end + 1] == " " and before not in pack.role_words["stressed"]
                )
                what = gender = "either" if is_beside_verb else "male"
            yield Mention(cue.start, cue.end, cue.first, cue.last, kind, what=what, gender=gender)


def _clitics(text: str, words: Sequence[Word], named: Sequence[Mention], pack: Phrases) -> Iterator[Mention]:
    """Small pronouns that an article looks like: "Giscard le battit", where it stands right behind a name."""
    behind = {
        mention.last + 1
        for mention in named
        if mention.kind == "person" and text[mention.end : mention.end + 1] == " "
    }
    for index, word in enumerate(words):
        gender = pack.clitics.get(word.key)
        if not gender:
            continue
        before = words[index - 1].key if index else ""
        if index in behind or before in pack.clitics_follow or is_pollster(before):
            yield Mention(word.start, word.end, index, index, "pronoun", what=gender, gender=gender)


@cache
def pollsters() -> Lexicon:
    """The polling firms."""
    return Lexicon.build((name, name) for name in packs.shared("pollsters")["names"])


def _is_in(mention: Mention, longer: Mapping[int, Cue]) -> bool:
    """Whether a name is part of a longer one ("Harris" of "Harris Interactive")."""
    other = longer.get(mention.first)
    return (
        other is not None
        and mention.last <= other.last
        and other.last - other.first > mention.last - mention.first
    )


def _by_word(cues: Iterable[Cue]) -> dict[int, Cue]:
    """The cues by the index of each of their words."""
    return {index: cue for cue in cues for index in range(cue.first, cue.last + 1)}


def _with_articles(
    text: str, words: Sequence[Word], named: Sequence[Mention], pack: Phrases, others: Set[int]
) -> Iterator[Mention]:
    """The names, those of parties with the article before them, whether an alias has it or not."""
    for mention in named:
        at = mention.first - 1
        if (
            mention.kind == "party"
            and at >= 0
            and at not in others
            and pack.determiners.get(words[at].key) == "definite"
            and text[words[at].end : mention.start] in (" ", "'", "’")
        ):
            yield replace(mention, start=words[at].start, first=at)
        else:
            yield mention


def _with_acronyms(text: str, named: Iterable[Mention]) -> Iterator[Mention]:
    """The names, those of a party with its acronym in brackets behind it as one."""
    before: Mention | None = None
    for mention in named:
        if (
            before
            and before.kind == mention.kind == "party"
            and set(before.names) & set(mention.names)
            and text[before.end : mention.start] == " ("
            and text[mention.end : mention.end + 1] == ")"
        ):
            before = replace(before, end=mention.end, last=mention.last)
            continue
        if before:
            yield before
        before = mention
    if before:
        yield before


def words_in(timexes: Sequence[Timex], words: Sequence[Word]) -> set[int]:
    """The words that dates are made of."""
    starts = [word.start for word in words] if timexes else []
    found: set[int] = set()
    for timex in timexes:
        found.update(range(bisect_left(starts, timex.start), bisect_left(starts, timex.end)))
    return found
