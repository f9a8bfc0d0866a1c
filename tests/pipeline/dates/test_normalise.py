from datetime import datetime

import pytest
from dateparser.data.languages_info import language_order

from pipeline.dates import normalise
from pipeline.dates.normalise import Distance


@pytest.mark.parametrize(
    ("phrase", "language", "expected"),
    [
        ("вчера", "ru", Distance(-1, "D")), ("на прошлой неделе", "ru", Distance(-1, "W")),
        ("через 3 месяца", "ru", Distance(3, "M")), ("5 лет назад", "ru", Distance(-5, "Y")),
        ("3 часа назад", "ru", Distance(-1, "TH")), ("acum 2 ani", "ro", Distance(-2, "Y")),
        ("3日前", "ja", Distance(-3, "D")), ("3 päivää sitten", "fi", Distance(-3, "D")),
        ("24 апреля", "ru", None), ("слово", "ru", None), ("", "ru", None),
    ],
)  # fmt: skip
def test_distance(phrase: str, language: str, expected: Distance | None) -> None:
    assert normalise.distance(phrase, language) == expected


@pytest.mark.parametrize(
    ("name", "language", "day", "expected"),
    [
        ("апреля", "ru", 24, 4), ("апрель", "ru", 0, 4), ("апреля", "ru", 31, None), ("февраля", "ru", 29, 2),
        ("april", "sv", 24, 4), ("április", "hu", 24, 4), ("4월", "ko", 24, 4), ("слово", "ru", 24, None),
        ("пятница", "ru", 0, None),
    ],
)  # fmt: skip
def test_month(name: str, language: str, day: int, expected: int | None) -> None:
    assert normalise.month(name, language, day) == expected


def test_weekday() -> None:
    assert normalise.weekday("воскресенье", "ru") == 7
    assert normalise.weekday("日曜日", "ja") == 7
    assert normalise.weekday("слово", "ru") is None


def test_answers_are_those_of_a_fixed_day_and_kept() -> None:
    told = normalise.ask("вчера", "ru", "relative-time")
    assert told is not None
    assert told.day == datetime(2000, 1, 14, 12)
    assert normalise.ask("вчера", "ru", "relative-time") is told


@pytest.mark.parametrize("language", language_order[::20])
def test_no_phrase_of_figures_is_a_name(language: str) -> None:
    assert normalise.distance("1 000", language) is None
    assert normalise.distance("50%", language) is None
