"""A few words for a chart: what happened and who took part, in English or another language with a pack."""

from collections.abc import Mapping, Sequence
from typing import Final

from pipeline import packs
from pipeline.reference import load

_CONTESTS: Final = frozenset({"election_round1", "runoff", "election"})


def label(row: Mapping[str, object], language: str = "en") -> str:
    """The label of a row of `events` or `timeline` in a language (a BCP 47 code; English without a pack)."""
    actors = row.get("actors")
    names = (
        [str(name) for name in actors] if isinstance(actors, Sequence) and not isinstance(actors, str) else []
    )
    return label_of(str(row["type"]), names, str(row.get("election_id") or ""), language)


def label_of(type: str, actors: Sequence[str], election_id: str, language: str) -> str:
    """The label of an event of a type; names of parties are given in the language where they have one."""
    data = packs.load(language if language in packs.full() else "en", "events")
    if not actors:
        alone = str(data["label_alone"][type])
        return f"{alone}: {election_id}" if election_id else alone
    shown = actors if type in _CONTESTS else actors[:1]
    join = data["label_join"]["contest" if len(shown) == 2 else "list"]
    return str(data["label"][type]).format(who=join.join(_named(name, language) for name in shown))


def _named(name: str, language: str) -> str:
    party = load().party_named(name) if language == "fr" else None
    return party.name_fr if party else name
