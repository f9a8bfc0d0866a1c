"""A few words for a chart: what happened, who took part and what they got, in English or another language.

A label is a phrase of the language's events.toml (`label`, `label_alone`, `label_contest`) with names and
figures put in. English is what the tables store; the same label in another language is what the English one
reads back to, written anew: so no fact of a label needs a column of its own.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from pipeline import packs
from pipeline.reference import Person, fold, load

CONTESTS: Final = frozenset({"election_round1", "runoff", "election", "referendum"})
_ENGLISH: Final = "en"
_WHO: Final = "{who}"
_FIGURE: Final = re.compile(r"(?P<name>.+) (?P<figure>\d{1,3}(?:\.\d+)?) %")
_PLACE: Final = re.compile(r"(?P<head>.+) \((?P<place>[^()]+)\)")
_OF_TWO: Final = "campaign.debate"
_FOUNDING, _FOUNDED_BY = "founding", "founding.by"
# Figures of more than all votes, and what rounding adds, are of several votes.
_WHOLE: Final = 100.6
_ROUND_OF: Final = {"election_round1": "1", "runoff": "2"}


@dataclass(frozen=True, slots=True)
class Facts:
    """What a label says: type and class ("runoff", "statement.says"), the office of a vote and its country,
    who took part, and what each got in percent, as the text writes it with a full stop; empty is unknown."""

    topic: str
    office: str = ""
    country: str = ""
    names: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()


def label(row: Mapping[str, object], language: str = _ENGLISH) -> str:
    """The label of a row of `events` or `timeline` in a language (a BCP 47 code; English without a pack)."""
    stored = row.get("label")
    if isinstance(stored, str) and stored:
        facts = read(stored)
        return write(facts, language) if facts and language != _ENGLISH else stored
    actors = row.get("actors")
    names = (
        [str(name) for name in actors] if isinstance(actors, Sequence) and not isinstance(actors, str) else []
    )
    return write(facts_of(str(row["type"]), names, str(row.get("election_id") or "")), language)


def facts_of(
    topic: str, actors: Sequence[str], election_id: str = "", figures: Mapping[str, str] | None = None
) -> Facts:
    """The facts for the label of an event: the two who contest by short names, or the first who acts."""
    kind = topic.partition(".")[0]
    if kind not in CONTESTS:
        most = 2 if topic == _OF_TWO else 1
        if kind == _FOUNDING and actors and load().person(actors[0]):
            topic = _FOUNDED_BY
        return Facts(topic, names=tuple(actors[:most]))
    country, office = election_id.split("-")[:2] if election_id.count("-") > 1 else ("", "")
    known = dict(sorted((figures or {}).items(), key=lambda told: -float(told[1]))[:2])
    if sum(map(float, known.values())) > _WHOLE:
        known = {}
    shown = list(known) or list(actors[:2])
    names = [short(name) for name in shown] if len(shown) > 1 else shown
    return Facts(topic, office, country, tuple(names), tuple(known.values()))


def write(facts: Facts, language: str) -> str:
    """A label in a language."""
    code = language if language in packs.full() else _ENGLISH
    data = packs.load(code, "events")
    phrase, alone = _phrases(code)[_key(facts.topic, facts.office, code)]
    if not facts.names:
        place = _place(facts.country, code)
        return f"{alone} ({place})" if place else alone
    who = [named(name, code) for name in facts.names]
    if facts.figures:
        mark = str(packs.load(code, "votes")["unit"]["decimal_mark"])
        told = (
            f"{name} {figure.replace('.', mark)} %" for name, figure in zip(who, facts.figures, strict=True)
        )
        return phrase.replace(_WHO, ", ".join(told))
    join = data["label_join"]["contest" if len(who) == 2 else "list"]
    return phrase.replace(_WHO, str(join).join(who))


@lru_cache(maxsize=8192)
def read(stored: str) -> Facts | None:
    """The facts of an English label, None where it is none of ours (a milestone's)."""
    phrases = _phrases(_ENGLISH)
    for key, (_, alone) in phrases.items():
        if stored == alone:
            return _facts(key)
    placed = _PLACE.fullmatch(stored)
    for key, (_, alone) in phrases.items():
        if placed and placed["head"] == alone and (code := _country(placed["place"])):
            return _facts(key, country=code)
    best, who = "", ""
    longest = 0
    for key, (phrase, _) in phrases.items():
        before, _, behind = phrase.partition(_WHO)
        fixed = len(before) + len(behind)
        if longest < fixed < len(stored) and stored.startswith(before) and stored.endswith(behind):
            best, who, longest = key, stored[len(before) : len(stored) - len(behind)], fixed
    return _facts(best, who) if best else None


def _facts(key: str, who: str = "", country: str = "") -> Facts:
    topic, _, office = key.partition("|")
    if not who:
        return Facts(topic, office, country)
    told = [_FIGURE.fullmatch(part) for part in who.split(", ")]
    if all(told):
        found = [match for match in told if match]
        return Facts(
            topic,
            office,
            "",
            tuple(match["name"] for match in found),
            tuple(match["figure"] for match in found),
        )
    joins = packs.load(_ENGLISH, "events")["label_join"]
    names = who.split(joins["contest"]) if joins["contest"] in who else who.split(joins["list"])
    return Facts(topic, office, country, tuple(names))


def _key(topic: str, office: str, language: str) -> str:
    """The most special phrase that there is for an event."""
    phrases = _phrases(language)
    kind = topic.partition(".")[0]
    return next(
        key for key in (f"{topic}|{office}", f"{kind}|{office}", f"{topic}|", f"{kind}|") if key in phrases
    )


@cache
def _phrases(language: str) -> Mapping[str, tuple[str, str]]:
    """By topic and office ("runoff|european"): the phrase with a place for names, and that without names."""
    data = packs.load(language, "events")
    found = {
        f"{topic}|": (phrase, data["label_alone"].get(topic) or data["label_alone"][topic.partition(".")[0]])
        for topic, phrase in data["label"].items()
    }
    rounds = data["label_round"]
    for office, contest in data["label_contest"].items():
        for kind in CONTESTS - {"referendum"}:
            round_ = _ROUND_OF.get(kind, "")
            head = (
                rounds.get(f"{office}.{round_}") or rounds[round_].format(contest=contest)
                if round_
                else contest
            )
            found[f"{kind}|{office}"] = (f"{head}{data['label_join']['head']}{_WHO}", head)
    return found


def named(name: str, language: str) -> str:
    """A party or an option of a vote as a language calls it; a person's name as it is."""
    party = load().party_named(name) if language == "fr" else None
    if party:
        return party.name_fr
    if language not in packs.full():
        return name
    options: Mapping[str, str] = packs.load(language, "events")["label_option"]
    return options.get(name, name)


def short(name: str) -> str:
    """A person's surname, with the initial of the first name where another on record bears it.

    It is the whole name of a stranger, and where the initial does not tell them apart either.
    """
    person = load().person(name)
    surname = _surname(person) if person else name
    if person is None or surname == name or surname not in person.ambiguous_aliases:
        return surname
    others = load().people_by_alias.get(fold(surname), ())
    own = _initials(name, surname)
    same = [other for other in others if own == _initials(other.name, surname)]
    return f"{own} {surname}" if len(same) < 2 else name


def _surname(person: Person) -> str:
    ends = [alias for alias in person.aliases if person.name.endswith(f" {alias}")]
    return min(ends, key=len, default=person.name)


def _initials(name: str, surname: str) -> str:
    first = next(iter(name.removesuffix(surname).split()), "")
    return "-".join(f"{part[:1]}." for part in first.split("-"))


@cache
def _names_of_countries(language: str) -> Mapping[str, str]:
    countries: Mapping[str, Iterable[str]] = packs.load(language, "places")["country"]
    plain = ((code, (name for name in names if "{" not in name)) for code, names in countries.items())
    return {code: next(names, code) for code, names in plain}


def _place(country: str, language: str) -> str:
    return _names_of_countries(language).get(country, country)


def _country(place: str) -> str:
    return next((code for code, name in _names_of_countries(_ENGLISH).items() if name == place), "")
