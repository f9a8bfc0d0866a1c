"""The phrases of a language pack that the layers look for, compiled once per language."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline import packs
from pipeline.lexicon import Lexicon, fold

# The files whose phrases become cues, and their tables that hold none.
_CUE_FILES = ("votes", "elections", "events")
_NO_CUES = frozenset({"bare", "fraction", "unit", "option", "turn"})
_LABELS = "label"
# Tables whose words may stand within phrases of others ("will step down", "before taking office").
_APART = frozenset({"events.status", "events.clause", "events.none"})
_MENTION_TABLES = ("pronoun", "role", "kin", "other", "family", "candidate", "own_party")


@dataclass(frozen=True)
class Phrases:
    """What a language's pack says, ready for the scan.

    The tags of `cues` are file.table.key ("votes.kind.poll", "elections.round.2"); those of
    `mentions` are table.key of people.toml. `titles` lead from a title to the gender it tells.
    """

    language: str
    cues: tuple[Lexicon, ...]
    mentions: Lexicon
    options: Lexicon
    titles: Mapping[str, str]
    no_names: frozenset[str]
    party_words: frozenset[str]
    demonyms_capital: bool
    home: str
    articles: frozenset[str]
    former: frozenset[str]
    votes: Mapping[str, Any]

    @property
    def decimal_mark(self) -> str:
        """The mark before decimals that is usual in the language."""
        return str(self.votes["unit"]["decimal_mark"])


@cache
def phrases(language: str) -> Phrases:
    """The phrases of a language with a pack."""
    people = packs.load(language, "people")
    votes = packs.load(language, "votes")
    return Phrases(
        language=language,
        cues=tuple(_cues(language)),
        mentions=Lexicon.build(
            (f"{table}.{key}", phrase)
            for table in _MENTION_TABLES
            for key, found in people[table].items()
            for phrase in found
        ),
        options=Lexicon.build((key, phrase) for key, found in votes["option"].items() for phrase in found),
        titles={
            fold(word): "" if gender == "either" else gender
            for gender, found in people["title"].items()
            for word in found
        },
        no_names=frozenset(map(fold, people["no_name"]["words"])),
        party_words=frozenset(map(fold, people["party"]["words"])),
        demonyms_capital=bool(people["capital"]["demonyms"]),
        articles=frozenset(map(fold, people["word"]["article"])),
        former=frozenset(map(fold, people["word"]["former"])),
        home=str(people["home"]["country"]),
        votes=votes,
    )


def _cues(language: str) -> Iterator[Lexicon]:
    """A lexicon a file, and one more of the tables that overlap with others."""
    layers: dict[str, list[tuple[str, str]]] = {name: [] for name in (*_CUE_FILES, "apart")}
    for name in _CUE_FILES:
        for tag, phrase in _tagged(name, packs.load(language, name)):
            apart = ".".join(tag.split(".")[:2]) in _APART
            layers["apart" if apart else name].append((tag, phrase))
    yield from map(Lexicon.build, layers.values())


def _tagged(name: str, tables: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The phrases of a file with their tags; tables may hold tables."""
    for key, found in tables.items():
        if key in _NO_CUES or key.startswith(_LABELS):
            continue
        if isinstance(found, Mapping):
            yield from _tagged(f"{name}.{key}", found)
        else:
            yield from ((f"{name}.{key}", phrase) for phrase in found)
