"""Names of months and days, and words such as "yesterday", in any language that dateparser knows.

They come from the library's locale data (the Unicode CLDR, mended by its users).
"""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from typing import Any

from dateparser.data.languages_info import language_order

from pipeline.dates.fold import fold

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORTEST = {"month": 3, "weekday": 4}
"""Characters of the shortest name that means something in running text: "Di", "So" and "do" are words."""


@cache
def known(language: str) -> bool:
    """Whether there are locale data for a BCP 47 primary code."""
    return language in language_order


@cache
def info(language: str) -> Mapping[str, Any]:
    """What dateparser knows of a language, under its own keys; treat it as read-only.

    Raises:
        KeyError: it knows nothing of the language.
    """
    if not known(language):
        raise KeyError(f"dateparser has no locale data for {language!r}")
    found: Mapping[str, Any] = import_module(f"dateparser.data.date_translation_data.{language}").info
    return found


@cache
def scripts(language: str) -> tuple[str, ...]:
    """The code and those of the same language in one script ("zh", "zh-Hans", "zh-Hant")."""
    return (language, *sorted(code for code in language_order if code.startswith(f"{language}-")))


def names(language: str, cls: str) -> dict[str, list[str]]:
    """The names of the months ("1" is January) or weekdays ("1" is Monday), by `cls` month or weekday."""
    keys = MONTHS if cls == "month" else WEEKDAYS
    data = info(language)
    return {str(number): letters(data.get(key, ()), _SHORTEST[cls]) for number, key in enumerate(keys, 1)}


def letters(words: Iterable[str], shortest: int) -> list[str]:
    """The words that start with a letter and have so many characters."""
    return [word for word in words if len(word) >= shortest and fold(word)[0].isalpha()]
