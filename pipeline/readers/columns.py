"""Which column of a table, or key of a record, holds which field of an article.

Names are data (columns.toml of each language); a column counts as a field only where its values look
like it. What a person gives goes before what is guessed.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from pipeline import packs
from pipeline.readers.article import is_address
from pipeline.readers.days import day_of

FIELDS: Final = ("text", "title", "published", "updated", "url", "language", "publisher")
"""The fields of an article that a column can hold."""

Columns = dict[str, tuple[str, ...]]
"""By field, its columns: the value of the first that has one counts."""

Record = Mapping[str, object]

_REMARK = re.compile(r"\([^()]*\)\s*$")  # "Date (D/M/Y)"
_SIGNS = re.compile(r"[^a-z0-9]+")
_TAG = re.compile(r"[a-zA-Z]{2,3}(?:[-_]\w{2,8})*")
# A column without a telling name is the text where its values are as long as this.
_FEWEST_CHARACTERS: Final = 200
_LONGEST_LINE: Final = 500
_MOST_LISTED: Final = 20
_LONGEST_NAME: Final = 60
_NESTED: Final = "."
_DEEPEST: Final = 4


class ColumnsError(ValueError):
    """The columns that were named are none, or name no field; the text says what to do."""


def parse(given: str) -> dict[str, str]:
    """Columns by field from "text=body,published=date" and the like.

    Raises:
        ColumnsError: a part is no FIELD=COLUMN.
    """
    found = {}
    for part in filter(str.strip, given.split(",")):
        field, sign, column = (piece.strip() for piece in part.partition("="))
        if field not in FIELDS or not sign or not column:
            raise ColumnsError(
                f"{part.strip()!r} is no FIELD=COLUMN; the fields are {', '.join(FIELDS)}, "
                "e.g. text=body,published=date"
            )
        found[field] = column
    return found


def choose(samples: Sequence[Record], given: Mapping[str, str]) -> Columns:
    """The columns of a table by some of its records, flattened; `given` are those that a person names.

    Raises:
        ColumnsError: a given column is not there, or no column holds a text.
    """
    values: dict[str, list[object]] = {}
    for record in samples:
        for name, value in record.items():
            if value is not None and value != "":
                values.setdefault(name, []).append(value)
    names = list(dict.fromkeys(name for record in samples for name in record))
    for field, column in given.items():
        if column not in names:
            raise ColumnsError(f"no column {column!r} for {field}; there are: {_listed(names)}")
    taken = set(given.values())
    columns = {
        field: (given[field],)
        if field in given
        else tuple(
            name for name in _named(field, names) if name not in taken and _holds(field, values.get(name, []))
        )
        for field in FIELDS
    }
    columns["text"] = columns["text"] or _longest(values)
    if not columns["text"]:
        raise ColumnsError(
            f"no column holds an article's text; name it with --columns text=COLUMN; "
            f"there are: {_listed(names)}"
        )
    return columns


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _MOST_LISTED:,} more" if len(names) > _MOST_LISTED else ""
    return f"{', '.join(name[:_LONGEST_NAME] for name in names[:_MOST_LISTED])}{more}" or "none"


def flat(record: Record, depth: int = 0) -> dict[str, object]:
    """The record with the keys of records inside it joined by dots."""
    found: dict[str, object] = {}
    for name, value in record.items():
        if isinstance(value, Mapping) and depth < _DEEPEST:
            inner = flat(value, depth + 1)
            found |= {f"{name}{_NESTED}{key}": of for key, of in inner.items()}
        else:
            found[str(name)] = value
    return found


def _named(field: str, names: Sequence[str]) -> list[str]:
    """The columns that are called like the field, the likeliest first; a nested one by its last name too."""
    ranks = _ranks()[field]
    found = []
    for place, name in enumerate(names):
        plain = _REMARK.sub("", name)
        whole, last = _bare(plain), _bare(plain.rpartition(_NESTED)[2])
        if whole in ranks:
            found.append((ranks[whole], 0, place, name))
        elif last in ranks and last != whole:
            found.append((ranks[last], 1, place, name))
    return [name for *_, name in sorted(found)]


@cache
def _ranks() -> dict[str, dict[str, int]]:
    """By field, the names of its columns in all languages, with their places."""
    ranks: dict[str, dict[str, int]] = {field: {} for field in FIELDS}
    for code in packs.languages():
        if (packs.FOLDER / code / "columns.toml").is_file():
            for field, names in packs.load(code, "columns").items():
                for place, name in enumerate(names):
                    ranks[field].setdefault(_bare(name), place)
    return ranks


def _bare(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name).casefold()
    return _SIGNS.sub("", "".join(sign for sign in decomposed if not unicodedata.combining(sign)))


def _holds(field: str, values: Sequence[object]) -> bool:
    """Whether most of the values can be the field; a column without values can."""
    fitting = sum(_fits(field, value) for value in values)
    return 2 * fitting >= len(values)


def _fits(field: str, value: object) -> bool:
    if field in ("published", "updated"):
        # In words, a day has digits, too; which language they are in is not known yet.
        return day_of(value) is not None or (isinstance(value, str) and any(map(str.isdigit, value)))
    if not isinstance(value, str):
        return False
    if field == "url":
        return is_address(value.strip())
    if field == "language":
        return _TAG.fullmatch(value.strip()) is not None
    return field == "text" or len(value) <= _LONGEST_LINE


def _longest(values: Mapping[str, Sequence[object]]) -> tuple[str, ...]:
    """The column of the longest texts, if they are long."""
    lengths = {
        name: sorted(len(value) for value in of if isinstance(value, str) and " " in value)
        for name, of in values.items()
    }
    middles = {name: found[len(found) // 2] for name, found in lengths.items() if found}
    longest = max(middles, key=lambda name: middles[name], default="")
    return (longest,) if longest and middles[longest] >= _FEWEST_CHARACTERS else ()
