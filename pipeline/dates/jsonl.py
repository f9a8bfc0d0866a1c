"""Documents as JSON lines in, their time expressions as JSON lines out."""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from pipeline import language, packs
from pipeline.dates.tagger import readable, tag
from pipeline.model import Timex

_FIELDS = ("doc", "dct", "text", "lang")
_DAY = len("2022-04-24")
_DCT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ].*)?")
_SHOWN = 20


def stream(lines: Iterable[str]) -> Iterator[str]:
    """One JSON line `{"doc", "start", "end", "type", "value"}` per time expression, document by document.

    A line in is `{"doc", "dct", "text", "lang"}`; without `dct` (an ISO day, or a time whose day is
    taken) relative expressions have X for what is unknown, without `lang` the language is detected.
    A line that can't be read yields `{"doc", "line", "error"}` in its place, so that one bad
    document does not end the stream. Blank lines are passed over.
    """
    for number, given in enumerate(lines, 1):
        line = given.removeprefix("\ufeff") if number == 1 else given
        if not line.strip():
            continue
        doc: Any = None
        try:
            row = json.loads(line)
            if not isinstance(row, dict):
                raise ValueError(f"not an object with {', '.join(_FIELDS)}")
            doc = row.get("doc")
            yield from _tagged(row)
        except (ValueError, RecursionError) as problem:
            yield _line({"doc": doc, "line": number, "error": str(problem)})


def _tagged(row: dict[str, Any]) -> Iterator[str]:
    text = row.get("text")
    if not isinstance(text, str):
        raise ValueError('"text" is missing or no string')
    dct = row.get("dct") or ""
    try:
        if dct and not (isinstance(dct, str) and _DCT.fullmatch(dct)):
            raise ValueError
        published = date.fromisoformat(dct[:_DAY]) if dct else None
    except ValueError:
        raise ValueError(f'"dct" must be a day like 2022-04-24, not {dct!r}') from None
    given = row.get("lang")
    if given and not (isinstance(given, str) and readable(given)):
        raise ValueError(
            f'no dates are read in "lang" {str(given)[:_SHOWN]!r}; give a code like "en", or none'
        )
    for found in _read(text, given or language.detect(text), published):
        yield _line(
            {
                "doc": row.get("doc"),
                "start": found.start,
                "end": found.end,
                "type": found.type,
                "value": found.value,
            }
        )


def _read(text: str, code: str, published: date | None) -> list[Timex]:
    """The expressions; where the language can't be told, those of the pack that reads most of the text."""
    if code:
        return tag(text, language=code, published=published)
    readings = (tag(text, language=name, published=published) for name in packs.languages())
    return max(readings, key=lambda found: sum(timex.end - timex.start for timex in found), default=[])


def _line(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False)
