"""The words and rules by which a language makes claims, read from claims.toml and compiled once.

A pattern is a row of steps: `{measure}` is a phrase of that class, `{degree.close}` of one key of it,
`{a|b}` of either, `word` that very word, `[step]` may be missing, `~3` lets up to three words stand
before the next step, and `~3,` commas too. Besides the classes of the file there are `{number}` and
`{ordinal}` (from words.toml), `{round}` and `{office}` (from elections.toml), and of the layers
`{date}`, `{anchor}` (what tells a vote), `{who}`, `{figure}` (a share) and `{amount}` (any number).
"""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from pipeline import packs
from pipeline.lexicon import Lexicon, key

LAYERS = frozenset({"date", "who", "figure", "amount", "anchor"})
_OUTSIDE = frozenset({"number", "ordinal", "round", "office"})
_STEP = re.compile(
    r"~(?P<gap>[0-9]+)(?P<comma>,)?|(?P<open>\[)?(?:\{(?P<tags>[^{}]+)\}|(?P<word>[^\s\[\]{}~]+))(?P<close>\])?"
)


class Step(NamedTuple):
    """One step: the tags or the word that it takes, up to `gap` words after the step before.

    `comma` is whether a comma may stand before it.
    """

    tags: frozenset[str]
    words: tuple[str, ...]
    gap: int
    comma: bool
    optional: bool

    def takes(self, tag: str) -> bool:
        """Whether a phrase with this tag fits."""
        return not self.tags.isdisjoint(prefixes(tag))


@cache
def prefixes(tag: str) -> frozenset[str]:
    """A tag and all that it is a key of: "deed.won" and "deed"."""
    parts = tag.split(".")
    return frozenset(".".join(parts[:size]) for size in range(1, len(parts) + 1))


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern, what kind of claim it makes, and the query that judges it.

    `given` are tags by class that the pattern implies without a word for them ("closest" is of a
    margin); with `only` = "judged" there is a claim only where the record judges it, with `order` = "time"
    votes are counted rather than people. `example` is a text in which the rule reads the words `claim` with
    `verdict`, published on `published`.
    """

    rule_id: str
    kind: str
    query: str
    steps: tuple[Step, ...]
    given: Mapping[str, str]
    example: str
    published: str
    claim: str
    verdict: str

    def may_match(self, present: Set[str]) -> bool:
        """Whether a sentence with these tags has something for every step."""
        return not any(
            step.tags and not step.optional and step.tags.isdisjoint(present) for step in self.steps
        )


@dataclass(frozen=True, eq=False)
class ClaimPack:
    """What a language's claims.toml says, compiled.

    `articled` is whether only an article makes a superlative of a comparison ("la plus forte"), `roles` are
    the offices that a time in power may be of.
    """

    lexicon: Lexicon
    rules: tuple[Rule, ...]
    periods: Mapping[str, Mapping[str, Any]]
    articled: bool
    roles: tuple[str, ...]


@cache
def pack(language: str) -> ClaimPack | None:
    """The claims of a language, None where it has no claims.toml.

    Raises:
        ValueError: a rule cannot be read; the message names it.
    """
    try:
        data = packs.load(language, "claims")
    except KeyError:
        return None
    return compile_pack(data, dict(_outside(language)))


def compile_pack(data: Mapping[str, Any], outside: Mapping[str, Sequence[str]]) -> ClaimPack:
    """The pack of a claims.toml; `outside` are phrases of other files by tag."""
    phrases: dict[str, Sequence[str]] = dict(outside)
    for name, keys in data["class"].items():
        phrases |= {f"{name}.{entry}": found for entry, found in keys.items()}
    for name, period in data.get("period", {}).items():
        phrases[f"scope.period.{name}"] = period["words"]
    classes = {tag.split(".")[0] for tag in phrases} | _OUTSIDE | LAYERS
    rules = tuple(_rule(record, classes) for record in data["rule"])
    return ClaimPack(
        # "The highest turnout ever in a second round" is a scope and a round.
        lexicon=Lexicon.build(
            ((tag, phrase) for tag, found in phrases.items() for phrase in found), overlapping=True
        ),
        rules=rules,
        periods=data.get("period", {}),
        articled="definite" in data["class"],
        roles=tuple(data["class"].get("reign", ())),
    )


def _rule(record: Mapping[str, Any], classes: set[str]) -> Rule:
    return Rule(
        rule_id=record["id"],
        kind=record["kind"],
        query=record["query"],
        steps=tuple(_steps(record["pattern"], record["id"], classes)),
        given=record.get("given", {}),
        example=record["example"],
        published=record["published"],
        claim=record["claim"],
        verdict=record["verdict"],
    )


def _steps(pattern: str, rule_id: str, classes: set[str]) -> Iterator[Step]:
    gap, comma, first = 0, False, True
    for found in _STEP.finditer(pattern):
        if found["gap"]:
            gap, comma = int(found["gap"]), bool(found["comma"])
            continue
        optional = bool(found["open"])
        tags = frozenset(found["tags"].split("|") if found["tags"] else ())
        unknown = [tag for tag in tags if tag.split(".")[0] not in classes]
        if unknown or optional != bool(found["close"]):
            raise ValueError(f"claims.toml, rule {rule_id!r}: cannot read {found[0]!r} of its pattern")
        if first and (optional or not tags):
            raise ValueError(f"claims.toml, rule {rule_id!r}: its pattern must open with a class")
        yield Step(tags, key(found["word"] or ""), gap, comma, optional)
        gap, comma, first = 0, False, False


def _outside(language: str) -> Iterator[tuple[str, Sequence[str]]]:
    """Numbers, rounds and offices, which other files of the language spell out."""
    for name in ("number", "ordinal"):
        for value, found in packs.load(language, "words")["class"][name].items():
            yield f"{name}.{value}", found
    for name in ("round", "office"):
        for value, found in packs.load(language, "elections")[name].items():
            yield f"{name}.{value}", found
