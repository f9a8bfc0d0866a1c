"""Nouns for people that no list holds, from how a text uses them: "Ana Ferreira, a paediatrician"."""

import re
from collections.abc import Iterator, Sequence, Set

from pipeline.annotate.document import Mention
from pipeline.annotate.phrases import Phrases
from pipeline.lexicon import Word

_SHORTEST = 4
_MOST_WORDS = 5
# Behind a name: a comma, with or without an age ("Boric, 35, a former").
_OPENED = re.compile(r"\s*,(?:[^,.;:()]{0,14}\d{1,3}[^,.;:()]{0,12},)?\s*")
_MARK = re.compile(r"[,.;:()\n]")
_BLANK = re.compile(r"[ -]")


def epithets(text: str, words: Sequence[Word], named: Sequence[Mention], pack: Phrases) -> frozenset[str]:
    """The folded words that a text uses as nouns for someone."""
    found = {
        word
        for mention in named
        if mention.kind == "person"
        for word in (*_behind(text, words, mention, pack), *_before(text, words, mention, pack))
    }
    return frozenset(found | set(_former(text, words, pack)))


def _behind(text: str, words: Sequence[Word], name: Mention, pack: Phrases) -> Iterator[str]:
    """What someone is said to be: behind a comma, or behind "is"."""
    at = name.last + 1
    for step in range(_MOST_WORDS):
        if at + step >= len(words):
            return
        key = words[at + step].key
        if pack.determiners.get(key) == "indefinite":
            between = text[name.end : words[at + step].start]
            copula = all(_is_copula(word.key, pack) for word in words[at : at + step]) and step > 0
            if _OPENED.fullmatch(between) or (copula and not _MARK.search(between)):
                yield from _head(text, words, at + step + 1, pack)
            return


def _is_copula(key: str, pack: Phrases) -> bool:
    return key in pack.role_words["copula"] | pack.role_words["auxiliary"]


def _head(text: str, words: Sequence[Word], first: int, pack: Phrases) -> Iterator[str]:
    """The noun of the words behind an article, where they end soon."""
    run: list[str] = []
    for index in range(first, min(len(words), first + _MOST_WORDS)):
        joined = index == first or _BLANK.fullmatch(text[words[index - 1].end : words[index].start])
        if not joined or not _is_small(text, words[index]) or words[index].key in _ends(pack):
            break
        if words[index].key not in pack.modifiers:
            run.append(words[index].key)
    if run:
        yield from _fit(run[-1] if pack.noun_last else run[0], pack)


def _before(text: str, words: Sequence[Word], name: Mention, pack: Phrases) -> Iterator[str]:
    """The one word between an article and a full name ("l'urgentiste Nadia Benhamou")."""
    at = name.first - 1
    if pack.noun_last or name.last == name.first or at < 1 or text[words[at].end : name.start] != " ":
        return
    is_small = _is_small(text, words[at]) and words[at - 1].key in pack.determiners
    if is_small and text[words[at - 1].end : words[at].start] in (" ", "'", "\u2019"):
        yield from _fit(words[at].key, pack)


def _former(text: str, words: Sequence[Word], pack: Phrases) -> Iterator[str]:
    """What someone was: behind "former" a word that ends like one for who does something."""
    for index, word in enumerate(words[:-1]):
        if pack.modifiers.get(word.key) != "former":
            continue
        after = words[index + 1]
        is_agent = after.key.endswith(tuple(pack.role_words["agent_ending"])) and _is_small(text, after)
        if is_agent and after.key not in pack.role_words["no_agent"]:
            yield from _fit(after.key, pack)


def _is_small(text: str, word: Word) -> bool:
    return text[word.start].islower()


def _ends(pack: Phrases) -> Set[str]:
    return pack.role_words["stop"] | pack.role_words["of"] | pack.role_words["clause"]


def _fit(word: str, pack: Phrases) -> Iterator[str]:
    if len(word) >= _SHORTEST and word not in pack.role_words["thing"] | pack.role_words["no_agent"]:
        yield word
