"""The reader's language: texts from catalogues, figures and days as the reader writes them.

English stands in the code; any other language is one file, `locales/<code>.po`, read as it is (see
docs/add-a-language.md). What is cached with words in it has `locale()` in its key.
"""

import gettext
import io
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, TypeVar

from babel import Locale
from babel.dates import format_date, format_skeleton, get_date_format
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent, get_decimal_symbol, get_group_symbol

from pipeline.marking import N_ as N_  # noqa: PLC0414 - handed on with the other marks

CATALOGUES: Final = Path(__file__).with_name("locales")
SOURCE: Final = "en"
SOURCE_LOCALE: Final = "en_001"  # English of no country: 24 April 2022
_READERS: list[Callable[[], str | None]] = []
_WITHIN: ContextVar[str] = ContextVar("locale", default=SOURCE_LOCALE)
_LONE_DAY: Final = re.compile(r"(?<![a-zA-Z])d(?![a-zA-Z])")


@cache
def languages() -> tuple[str, ...]:
    """The languages that there are, as BCP 47 codes, English first."""
    return (SOURCE, *sorted(path.stem for path in CATALOGUES.glob("*.po")))


def locale() -> str:
    """The reader's language and, where the browser says it, country: "fr", "fr_CA", "en_US"."""
    return next((found for asked in _READERS if (found := asked())), _WITHIN.get())


def ask(reader: Callable[[], str | None]) -> None:
    """Have `reader` say the locale; where it says None that of `speaking` holds, English without it."""
    _READERS[:] = [reader]


def language() -> str:
    """The code of the reader's language."""
    return locale().partition("_")[0]


@contextmanager
def speaking(to: str) -> Iterator[None]:
    """A locale for what is done outside of a page of the dashboard."""
    before = _WITHIN.set(to)
    try:
        yield
    finally:
        _WITHIN.reset(before)


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    if code == SOURCE:
        return gettext.NullTranslations()
    compiled = io.BytesIO()
    with (CATALOGUES / f"{code}.po").open("rb") as file:
        write_mo(compiled, read_po(file, locale=code, abort_invalid=True))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def _(message: str, **named: object) -> str:
    """The message in the reader's language, its {placeholders} filled."""
    said = _catalogue(language()).gettext(message)
    return said.format(**named) if named else said


def pgettext(context: str, message: str, **named: object) -> str:
    """The same for a message that means different things in different places."""
    said = _catalogue(language()).pgettext(context, message)
    return said.format(**named) if named else said


def ngettext(one: str, many: str, n: int, **named: object) -> str:
    """The message for a number, {n} being the number as the reader writes it."""
    return _catalogue(language()).ngettext(one, many, n).format(n=number(n), **named)


K = TypeVar("K")


class Phrases(Mapping[K, str]):
    """Marked messages by key; what is looked up is in the reader's language."""

    def __init__(self, messages: Mapping[K, str]) -> None:
        self._messages = messages

    def __getitem__(self, key: K) -> str:
        return _(self._messages[key])

    def __iter__(self) -> Iterator[K]:
        return iter(self._messages)

    def __len__(self) -> int:
        return len(self._messages)


def number(value: float, places: int = 0, *, signed: bool = False) -> str:
    """1,234.50 or 1 234,50; with a sign also where it is above nought."""
    return _number(f"{value:.{places}f}", places, signed, locale())


@lru_cache(maxsize=8192)
def _number(value: str, places: int, signed: bool, reader: str) -> str:
    pattern = f"#,##0.{'0' * places}" if places else "#,##0"
    return format_decimal(
        Decimal(value), format=f"+{pattern};−{pattern}" if signed else pattern, locale=reader
    )


def percent(value: float, places: int = 2, *, trim: bool = False) -> str:
    """Percent of percent: 17.79 is 17.79% or 17,79 %; trimmed, 82.50 is 82.5%."""
    return _percent(f"{value:.{places}f}", places, trim, locale())


@lru_cache(maxsize=8192)
def _percent(value: str, places: int, trim: bool, reader: str) -> str:
    pattern = str(Locale.parse(reader).percent_formats[None].pattern)
    digits = f"0.{('#' if trim else '0') * places}" if places else "0"
    return format_percent(Decimal(value).scaleb(-2), format=pattern.replace("0", digits, 1), locale=reader)


def separators() -> str:
    """The signs of decimals and of thousands, as Plotly's layout takes them."""
    reader = locale()
    return get_decimal_symbol(reader) + get_group_symbol(reader)


def day(iso: str) -> str:
    """24 April 2022, April 2022 or 2022 for an ISO day, month or year; anything else as it stands."""
    return _day(iso, locale())


@lru_cache(maxsize=8192)
def _day(iso: str, reader: str) -> str:
    try:
        if len(iso) == 7:
            return format_skeleton("yMMMM", date.fromisoformat(f"{iso}-01"), locale=reader)
        if len(iso) != 10:
            return iso
        told = date.fromisoformat(iso)
    except ValueError:
        return iso
    pattern = str(get_date_format("long", locale=reader).pattern)
    if told.day == 1:
        first = pgettext("the first day of a month", "1")
        pattern = _LONE_DAY.sub(f"'{first}'", pattern)
    return format_date(told, pattern, locale=reader)


def listed(items: list[str]) -> str:
    """a; a and b; a, b and c."""
    return format_list(items, locale=locale())


def party_article(name: str) -> str:
    """What the language puts before a party's name in a sentence, with its space: "le ", "l’" or nothing."""
    first = name.partition(" ")[0]
    for entry in pgettext("articles before names of parties", "the").split(";"):
        article, _colon, heads = entry.strip().partition(": ")
        if first in heads.split():
            return article if article.endswith("’") else f"{article} "
    return ""


def is_plural(name: str) -> bool:
    """Whether a party's name, with its article, is a plural in the reader's language."""
    return (
        name.casefold().split(" ")[0]
        in pgettext("articles before names of parties", "those in the plural").split()
    )
