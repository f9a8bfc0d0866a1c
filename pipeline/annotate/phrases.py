"""The phrases of a language pack that the layers look for, compiled once per language."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline import packs
from pipeline.lexicon import Lexicon, expand, fold

# The files whose phrases become cues, and their tables that hold none.
_CUE_FILES = ("votes", "elections", "events", "counts")
_NO_CUES = frozenset({"bare", "word", "fraction", "unit", "option", "turn", "fieldwork"})
_LABELS = "label"
# Files each of whose phrases counts, within others too.
_OVERLAPPING = frozenset({"counts"})
# Tables whose words may stand within phrases of others ("will step down", "before taking office").
_APART = frozenset(
    {"events.status", "events.clause", "events.none", "elections.anaphor", "elections.hint", "votes.outcome"}
)
_MENTION_TABLES = ("pronoun", "family")
_NOUN_TABLES = ("office", "kin", "other", "post", "person", "member", "lean", "group")
# Tables of which each word says something else, whatever key it stands under.
_OF_ONE_WORD = frozenset({"person", "group"})
_GENDERS = ("male", "female", "either")


@dataclass(frozen=True)
class Phrases:
    """What a language's pack says, ready for the scan.

    The tags of `cues` are file.table.key ("votes.kind.poll", "elections.round.2"); those of
    `mentions` and `nouns` are table.key of people.toml, those of `leanings` the parties and political
    families of it. `titles` lead from a title to the gender it tells, `determiners` from a word to what it
    is, `modifiers` from an adjective to what it says, `genders` from a
    word of a description to its gender; `endings` are those of words for women. `role_words` are the lists
    of the table [word].
    """

    language: str
    cues: tuple[Lexicon, ...]
    mentions: Lexicon
    nouns: Lexicon
    leanings: Lexicon
    options: Lexicon
    titles: Mapping[str, str]
    clitics: Mapping[str, str]
    clitics_follow: frozenset[str]
    determiners: Mapping[str, str]
    modifiers: Mapping[str, str]
    genders: Mapping[str, str]
    endings: tuple[str, ...]
    role_words: Mapping[str, frozenset[str]]
    no_names: frozenset[str]
    party_words: frozenset[str]
    party_endings: tuple[str, ...]
    demonyms_capital: bool
    noun_last: bool
    home: str
    votes: Mapping[str, Any]

    @property
    def articles(self) -> frozenset[str]:
        """What may stand between a preposition and a name."""
        return self.role_words["article"]


@cache
def phrases(language: str) -> Phrases:
    """The phrases of a language with a pack."""
    people = packs.load(language, "people")
    votes = packs.load(language, "votes")
    return Phrases(
        language=language,
        cues=tuple(_cues(language)),
        mentions=Lexicon.build(_of_tables(people, _MENTION_TABLES)),
        nouns=Lexicon.build(_of_tables(people, _NOUN_TABLES)),
        leanings=Lexicon.build(_of_tables(people, ("member", "lean"))),
        options=Lexicon.build((key, phrase) for key, found in votes["option"].items() for phrase in found),
        titles=_keys(people["title"]) | {fold(word): "" for word in people["title"]["either"]},
        clitics=_keys({gender: people["clitic"][gender] for gender in ("male", "female")}),
        clitics_follow=frozenset(map(fold, people["clitic"]["follow"])),
        determiners=_keys(people["determiner"]),
        modifiers=_keys(people["modifier"]),
        genders=_keys({key: people["gender"][key] for key in _GENDERS}),
        endings=tuple(map(fold, people["gender"]["female_ending"])),
        role_words={name: frozenset(map(fold, found)) for name, found in people["word"].items()},
        no_names=frozenset(map(fold, people["no_name"]["words"])),
        party_words=frozenset(map(fold, people["party"]["words"])),
        party_endings=tuple(map(fold, people["party"]["endings"])),
        demonyms_capital=bool(people["capital"]["demonyms"]),
        noun_last=people["noun_phrase"]["head"] == "last",
        home=str(people["home"]["country"]),
        votes=votes,
    )


def _of_tables(people: Mapping[str, Any], tables: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for table in tables:
        for key, found in people[table].items():
            for phrase in found:
                lemma = f".{fold(expand(phrase)[0])}" if table in _OF_ONE_WORD else ""
                yield f"{table}.{key}{lemma}", phrase


def _keys(table: Mapping[str, list[str]]) -> dict[str, str]:
    """From each folded word of a table to its key."""
    return {fold(word): key for key, found in table.items() for word in found}


def _cues(language: str) -> Iterator[Lexicon]:
    """A lexicon a file, and one more of the tables that overlap with others."""
    layers: dict[str, list[tuple[str, str]]] = {name: [] for name in (*_CUE_FILES, "apart")}
    for name in _CUE_FILES:
        for tag, phrase in _tagged(name, packs.load(language, name)):
            apart = ".".join(tag.split(".")[:2]) in _APART
            layers["apart" if apart else name].append((tag, phrase))
    for name, found in layers.items():
        yield Lexicon.build(found, overlapping=name in _OVERLAPPING)


def _tagged(name: str, tables: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The phrases of a file with their tags; tables may hold tables."""
    for key, found in tables.items():
        if key in _NO_CUES or key.startswith(_LABELS):
            continue
        if isinstance(found, Mapping):
            yield from _tagged(f"{name}.{key}", found)
        else:
            yield from ((f"{name}.{key}", phrase) for phrase in found)
