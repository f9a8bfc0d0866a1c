from datetime import date

import pytest
from dateparser.data.languages_info import language_order

from pipeline.dates import foreign, tag

PUBLISHED = date(2022, 4, 28)


@pytest.mark.parametrize(
    ("code", "text", "values"),
    [
        ("de", "Am Sonntag, 24. April 2022; gestern, vor 3 Tagen, letztes Jahr, seit 2002, am 24.04.2022",
         ["2022-04-24", "2022-04-27", "2022-04-25", "2021", "2002", "2022-04-24"]),
        ("es", "El 24 de abril de 2022, ayer, hace 3 días, en mayo de 2017", ["2022-04-24", "2022-04-27", "2022-04-25", "2017-05"]),
        ("it", "Domenica 24 aprile 2022; ieri; nel maggio 2017", ["2022-04-24", "2022-04-27", "2017-05"]),
        ("pt", "24 de abril de 2022, ontem, há 3 dias", ["2022-04-24", "2022-04-27", "2022-04-25"]),
        ("nl", "zondag 24 april 2022, gisteren, 3 dagen geleden", ["2022-04-24", "2022-04-27", "2022-04-25"]),
        ("pl", "24 kwietnia 2022, wczoraj, w maju 2017", ["2022-04-24", "2022-04-27", "2017-05"]),
        ("ru", "24 апреля 2022 года, вчера", ["2022-04-24", "2022-04-27"]),
        ("hi", "24 अप्रैल 2022", ["2022-04-24"]),
        ("ar", "24 أبريل 2022", ["2022-04-24"]),
    ],
)  # fmt: skip
def test_absolute_and_simple_relative_dates(code: str, text: str, values: list[str]) -> None:
    assert [timex.value for timex in tag(text, language=code, published=PUBLISHED)] == values


@pytest.mark.parametrize("code", ["", "xx", "../en"])
def test_unknown_language_yields_nothing(code: str) -> None:
    assert foreign.grammar(code) is None
    assert tag("24 April 2022", language=code, published=PUBLISHED) == []


@pytest.mark.parametrize("code", language_order[::5])
def test_every_language_of_the_library_compiles(code: str) -> None:
    grammar = foreign.grammar(code)
    assert grammar is not None
    assert [timex.value for timex in tag("x 2022-04-24 x", language=code, published=None)] == ["2022-04-24"]
