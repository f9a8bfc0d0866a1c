"""The floor below which no measure may fall: pinned per language, with the hash of the corpus.

A value is MARGIN under what was measured when it was written. Writing again only raises values; one
that fell below its floor is lowered with a reason, which then stands beside it in the file.
"""

import json
import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.scoring import MEASURES, Scores

MARGIN = 0.01
_DECIMALS = 1000
_HEAD = """\
# F1 that no change may fall below, by language; written by
#   python benchmarks/extraction.py tests/gold --write-floor tests/gold/floor.toml
# which only raises values. A value that has to fall needs `--lower REASON`.
"""


class FloorError(ValueError):
    """Some measures fell below the floor and no reason was given."""


@dataclass(frozen=True)
class Floor:
    """The hash of the corpus, the least F1 by language and measure, and why a value was lowered."""

    corpus: str = ""
    values: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    reasons: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def fallen(self, scores: Mapping[str, Scores]) -> list[str]:
        """What is below its floor now, in words; a language or measure that is gone counts as well."""
        return [
            f"{language}: {name} is {f1:.3f}, floor {least:.3f}"
            for language, values in self.values.items()
            for name, least in values.items()
            if (f1 := _f1(scores, language, name)) < least
        ]

    def raised(self, scores: Mapping[str, Scores], corpus: str, lower: str = "") -> "Floor":
        """The floor under these scores: no value lower than before, but for those that `lower` explains.

        Raises:
            FloorError: a measure is below its floor and `lower` is empty.
        """
        fallen = self.fallen(scores)
        if fallen and not lower:
            raise FloorError("; ".join(fallen))
        values: dict[str, dict[str, float]] = {}
        reasons: dict[tuple[str, str], str] = {}
        for language in scores:
            values[language] = {}
            for name in MEASURES:
                before = self.values.get(language, {}).get(name, 0.0)
                f1 = _f1(scores, language, name)
                values[language][name] = under(f1) if f1 < before else max(before, under(f1))
                reason = lower if f1 < before else self.reasons.get((language, name), "")
                if reason and values[language][name] <= before:
                    reasons[language, name] = reason
        return Floor(corpus, values, reasons)


def under(f1: float) -> float:
    """MARGIN under a measured F1, rounded down."""
    return max(0.0, math.floor(round((f1 - MARGIN) * _DECIMALS, 6)) / _DECIMALS)


def _f1(scores: Mapping[str, Scores], language: str, name: str) -> float:
    return scores[language][name].f1 if name in scores.get(language, {}) else 0.0


def read(path: Path) -> Floor:
    """The floor in a file; one without values where there is no file."""
    if not path.exists():
        return Floor()
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    tables = {name: table for name, table in content.items() if isinstance(table, dict)}
    return Floor(
        corpus=content["corpus"],
        values={
            language: {name: entry["f1"] for name, entry in table.items()}
            for language, table in tables.items()
        },
        reasons={
            (language, name): entry["lowered"]
            for language, table in tables.items()
            for name, entry in table.items()
            if "lowered" in entry
        },
    )


def text(floor: Floor) -> str:
    """The floor as the file has it."""
    lines = [f'{_HEAD}corpus = "{floor.corpus}"']
    for language, values in sorted(floor.values.items()):
        lines.append(f"\n[{language}]")
        for name, least in values.items():
            reason = floor.reasons.get((language, name))
            why = f", lowered = {_quoted(reason)}" if reason else ""
            lines.append(f"{name} = {{ f1 = {least:.3f}{why} }}")
    return "\n".join(lines) + "\n"


def _quoted(reason: str) -> str:
    """A TOML string: one of JSON, but for the one character that JSON need not escape."""
    return json.dumps(reason, ensure_ascii=False).replace("\x7f", "\\u007f")
