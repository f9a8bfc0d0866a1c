"""What a text says of the people whom it names: "Roy Moore, a former judge", "the centrist Emmanuel Macron".

A description and a name are of one person where they stand in apposition, where a verb such as "is"
joins them, or where brackets hold one of them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.annotate import Document, Mention, within
from pipeline.annotate.phrases import Phrases, phrases

_DESCRIBED = frozenset({"role", "kin", "rival", "candidate", "described"})
_NAMED = frozenset({"person", "party"})
# What a relation says is true of one of the two only, so that it is no trait.
_RELATIVE = frozenset({"kin", "rival"})
# After a name a comma or bracket opens a description, with or without an age ("Boric, 35, the deputy").
_OPENED = re.compile(r"\s*(?:,(?:[^,.;:()]{0,14}\d{1,3}[^,.;:()]{0,12},)?|\(|[–—]|-(?=\s))\s*")
_CLOSED = re.compile(r"\s*(?:[,.;:()–—!?»\"\n]|-\s|$)")
_COMMA = re.compile(r"\s*,\s*")
_COPULA_WORDS = 6
# "The Freedom Party's Norbert Hofer".
_OWNERS = frozenset({"'s ", "’s "})


@dataclass
class Traits:
    """What is known of a person from the text: words said of him or her, leanings and gender."""

    words: set[str] = field(default_factory=set)
    leanings: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    gender: str = ""
    count: int = 0


@dataclass(frozen=True)
class Bond:
    """A description and the name that it stands with, and whether they are one phrase."""

    description: Mention
    name: Mention
    is_phrase: bool = True


def bonds(document: Document) -> list[Bond]:
    """The descriptions of a text that stand with a name, in order."""
    pack = phrases(document.article.language)
    found: list[Bond] = []
    for sentence in document.sentences:
        mentions = [
            mention
            for mention in within(document.mentions, sentence.start, sentence.end)
            if mention.kind in _DESCRIBED | _NAMED
        ]
        earlier: Mention | None = None
        for before, after in pairwise(_outer(mentions)):
            if bond := _bond(document, before, after, pack):
                found.append(bond)
                if earlier and bond.is_phrase and _goes_before(document, earlier, bond):
                    found.append(Bond(earlier, bond.name))
            earlier = before
    return found


def _goes_before(document: Document, description: Mention, bond: Bond) -> bool:
    """Whether a description stands before one that a name ends ("her rival, the former judge Rui Costa")."""
    noun, first = description.noun, bond.description
    return (
        noun is not None
        and bool(noun.determiner)
        and first.start < bond.name.start
        and not _is_contrary(description, bond.name)
        and _COMMA.fullmatch(document.clean[description.end : first.start]) is not None
        and _CLOSED.match(document.clean, bond.name.end) is not None
    )


def _outer(mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Without those that stand within the one before."""
    end = -1
    for mention in mentions:
        if mention.start >= end:
            end = mention.end
            yield mention


def _bond(document: Document, before: Mention, after: Mention, pack: Phrases) -> Bond | None:
    text = document.clean
    between = text[before.end : after.start]
    if before.kind == "person" and after.kind == "party":
        in_brackets = between == " (" and text[after.end : after.end + 1] == ")"
        return Bond(after, before, False) if in_brackets or _is_from(document, before, after, pack) else None
    if before.kind == "party" and after.kind == "person":
        return Bond(before, after, False) if between in _OWNERS else None
    if before.kind in _DESCRIBED and after.kind == "person":
        if _is_contrary(before, after) or not before.noun:
            return None
        if not between.strip() and "\n" not in between:
            return Bond(before, after)
        if before.noun.determiner and _is_copula(document, before, after, pack):
            return Bond(before, after, False)
        closed = _COMMA.fullmatch(between) and (
            _CLOSED.match(text, after.end) or _is_of(document, after, pack)
        )
        return Bond(before, after) if closed and before.noun.determiner else None
    if before.kind == "person" and after.kind in _DESCRIBED and not _is_contrary(after, before):
        if _OPENED.fullmatch(between) and (_CLOSED.match(text, after.end) or _goes_on(document, after, pack)):
            return Bond(after, before)
        if _is_copula(document, before, after, pack):
            return Bond(after, before, False)
    return None


def _is_of(document: Document, name: Mention, pack: Phrases) -> bool:
    """Whether "of" stands behind a name ("her rival, Heather Humphreys of Fine Gael")."""
    after = name.last + 1
    return after < len(document.words) and document.words[after].key in pack.role_words["of"]


def _is_from(document: Document, name: Mention, party: Mention, pack: Phrases) -> bool:
    """Whether somebody is said to be of a party ("Norbert Hofer of the Freedom Party")."""
    words = document.words[name.last + 1 : party.first]
    return len(words) == 1 and words[0].key in pack.role_words["of"]


def _is_contrary(description: Mention, name: Mention) -> bool:
    genders = {description.gender, name.gender} - {"", "plural"}
    return len(genders) > 1


def _goes_on(document: Document, description: Mention, pack: Phrases) -> bool:
    """Whether a clause or a second description follows ("the lawyer who", "the lawyer and admirer of")."""
    after = description.last + 1
    if after >= len(document.words):
        return True
    word = document.words[after].key
    return word in pack.role_words["relative"] or word in pack.role_words["and"]


def _is_copula(document: Document, before: Mention, after: Mention, pack: Phrases) -> bool:
    """Whether "is", "was elected on Sunday" or the like, and nothing else, stands between."""
    between = range(before.last + 1, after.first)
    if not 0 < len(between) <= _COPULA_WORDS:
        return False
    text = document.clean[before.end : after.start]
    if any(mark in text for mark in ".;:()"):
        return False
    dated = within(document.timexes, before.end, after.start)
    keys = [
        word.key
        for word in document.words[between.start : between.stop]
        if not word.key.isdecimal() and not any(timex.start <= word.start < timex.end for timex in dated)
    ]
    roles = pack.role_words
    allowed = roles["copula"] | roles["relative"] | roles["auxiliary"]
    return any(key in roles["copula"] for key in keys) and all(key in allowed for key in keys)


def traits_of(document: Document, found: Sequence[Bond]) -> Mapping[str, Traits]:
    """What the whole text says of each person whom it names clearly, by name."""
    traits: dict[str, Traits] = {}
    for mention in document.mentions:
        if mention.kind == "person" and len(mention.names) == 1:
            one = traits.setdefault(mention.names[0], Traits())
            one.count += 1
            one.gender = one.gender or mention.gender
    for bond in found:
        one_of = traits.get(bond.name.names[0]) if len(bond.name.names) == 1 else None
        if one_of is None:
            continue
        noun = bond.description.noun
        one_of.gender = one_of.gender or bond.description.gender
        if noun is None:
            one_of.leanings |= set(bond.description.names)
            continue
        one_of.leanings |= set(noun.leanings)
        if bond.description.kind not in _RELATIVE or not noun.whose:
            one_of.words |= noun.words
            one_of.countries |= {noun.country} - {""}
    return traits
