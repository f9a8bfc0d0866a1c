"""Languages without a pack: phrases_any.tsv (its first column is the language), what is no date, what must hold."""

import random
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from dateparser.data.languages_info import language_order
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.dates import foreign, lexicon, pack, tag
from tests.pipeline.dates.tables import Phrase, phrases

PUBLISHED = date(2022, 4, 28)
PHRASES = phrases("any")
SOME = sorted({phrase.phenomenon for phrase in PHRASES})
CODES = [code for code in language_order if not pack.known(code)]


def values(text: str, code: str, published: date | None = PUBLISHED) -> list[str]:
    return [timex.value for timex in tag(text, language=code, published=published)]


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: f"{phrase.phenomenon}-{phrase.text[:30]}")
def test_phrase(phrase: Phrase) -> None:
    if pack.known(phrase.phenomenon):
        pytest.skip("has a pack")
    found = tag(phrase.text, language=phrase.phenomenon, published=phrase.published)
    assert [(timex.text, timex.start, timex.value) for timex in found] == phrase.expected


def test_the_table_covers_many_languages_with_points_and_distances() -> None:
    whole = {p.phenomenon for p in PHRASES if any(len(value) == 10 for _, _, value in p.expected)}
    assert len(whole) >= 35


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("ru", "Явка составила 72,5%: 1 000 голосов и 2 000 рублей, 2500 человек, 1950 голосов, счёт 3:2"),
        ("ru", "тел. +7 495 123-45-67, окружающая среда, 300 лет, №2022, 2022 руб"),
        ("uk", "серед людей 45,2% голосів, 1 000 гривень, лист і серп"),
        ("cs", "1 000 korun, 45,2 %, skóre 3:2, za 100 korun"),
        ("hr", "2 000 ljudi, 45,2 posto, pro i contra"),
        ("sv", "2 000 röster, 45,2 procent, klockan 20.00"),
        ("fi", "2 000 ihmistä, 45,2 %, kesällä, heinä ja marras"),
        ("hu", "45,2%, 1 000 forint, 24 ember, VIII. Henrik"),
        ("ro", "24 mai mulți deputați, timp de 3 luni, 1.000 de voturi"),
        ("el", "η πέμπτη θέση, η τρίτη φορά, 45,2%"),
        ("tr", "pazar kuruldu, yüzde 45,2, 1.000 kişi, ekim yapıldı"),
        ("ar", "2000 شخص، 58.5%، خلال 3 أيام"),
        ("fa", "۲۰۰۰ نفر، ۵۸٫۵ درصد، ۳ می‌شود"),
        ("he", "המקום הראשון, 45.2%, פרק שני"),
        ("hi", "45.5% वोट, 2000 लोग, 3 दिन में"),
        ("ja", "2000人が参加し、3日間で100円、24時間、第2回、月に水と土"),
        ("zh", "有2000人参加，历时3天，第3次，100元，日月"),
        ("ko", "2000명이 참가해 3일간, 100원, 오늘날"),
        ("th", "ผู้มาใช้สิทธิ 2,000 คน 45.2% ใน 3 วัน ดาวเสาร์"),
        ("vi", "lần thứ hai, 2.000 người, 45,2%, ngày tháng năm"),
        ("id", "dua minggu, Rp2.000, 1.000 orang, dalam 3 hari"),
    ],
)
def test_what_is_no_date(code: str, text: str) -> None:
    assert values(text, code) == []


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("ru", "Вчера и 3 дня назад; во вторник и 24 апреля",
         [("XXXX-XX-XX", "unresolved"), ("XXXX-XX-XX", "unresolved"), ("XXXX-XX-XX", "unresolved"), ("XXXX-04-24", "unresolved")]),
        ("ja", "昨年、4月24日、2017年", [("XXXX-XX-XX", "unresolved"), ("XXXX-04-24", "unresolved"), ("2017", "explicit")]),
    ],
)  # fmt: skip
def test_without_a_day_nothing_is_invented(code: str, text: str, expected: list[tuple[str, str]]) -> None:
    found = tag(text, language=code, published=None)
    assert [(timex.value, timex.resolved_by) for timex in found] == expected


@pytest.mark.parametrize(
    ("code", "text", "why"),
    [
        ("ru", "24 апреля 2022", "explicit"), ("ru", "24 апреля", "published"), ("ru", "вчера", "relative"),
        ("ru", "понедельник, 11 апреля", "weekday"), ("fi", "sunnuntaina", "weekday"), ("ko", "3일 전", "relative"),
    ],
)  # fmt: skip
def test_resolved_by(code: str, text: str, why: str) -> None:
    assert [timex.resolved_by for timex in tag(text, language=code, published=PUBLISHED)] == [why]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3 апреля 2022 года и 24 апреля", ["2022-04-03", "2022-04-24"]),
        ("2017", ["2017"]), ("2000", []), ("2000 год", ["2000"]), ("апрель 2017", ["2017-04"]),
        ("31 апреля", []), ("29 февраля 2020", ["2020-02-29"]), ("29 февраля 2021 года", ["XXXX-XX-XX"]),
        ("121 год назад", ["1901"]), ("200 лет назад", ["1822"]), ("9999 лет назад", ["XXXX-XX-XX"]),
        ("0 дней назад", []), ("2 часа назад", []), ("через 3 месяца", ["2022-07"]),
    ],
)  # fmt: skip
def test_precision_and_bounds(text: str, expected: list[str]) -> None:
    assert values(text, "ru") == expected


def test_range() -> None:
    first, second = tag("24–26 апреля 2022 года", language="ru", published=PUBLISHED)
    assert (first.value, first.range_end, second.value) == ("2022-04-24", "2022-04-26", "2022-04-26")
    first, _ = tag("2017-2022", language="ja", published=PUBLISHED)
    assert first.range_end == "2022"


def test_codes_of_the_same_language() -> None:
    assert values("13. september 2021", "no") == values("13. september 2021", "nb") == ["2021-09-13"]
    assert values("24 באפריל 2022", "iw") == ["2022-04-24"]


@pytest.mark.parametrize("code", ["", "xx", "../en"])
def test_unknown_language_yields_nothing(code: str) -> None:
    assert foreign.grammar(code) is None
    assert tag("24 April 2022", language=code, published=PUBLISHED) == []


@pytest.mark.parametrize("code", CODES[::5])
def test_every_language_of_the_library_compiles(code: str) -> None:
    grammar = foreign.grammar(code)
    assert grammar is not None
    assert values("x 2022-04-24 x", code, None) == ["2022-04-24"]
    months = lexicon.months(code).values()
    for number, (name, *_) in enumerate(months if len(months) == 12 else (), 1):
        assert values(f"24 {name} 2022", code, None)[:1] == [f"2022-{number:02d}-24"]


@settings(max_examples=300, deadline=None)
@given(st.text(), st.sampled_from(SOME), st.none() | st.dates())
def test_any_text(text: str, code: str, published: date | None) -> None:
    check(text, code, published)


PIECES = [
    word for phrase in PHRASES for word in (*phrase.text.split(), *(words for words, _, _ in phrase.expected))
]


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from([*PIECES, "\n", ".", "٢", "2", "年", "İ", "e\u0301", "\u200c"]), max_size=20),
    st.sampled_from(["", " "]),
    st.sampled_from(SOME),
    st.none() | st.dates(),
)
def test_any_words(pieces: list[str], blank: str, code: str, published: date | None) -> None:
    check(blank.join(pieces), code, published)


def check(text: str, code: str, published: date | None) -> None:
    at = 0
    found = tag(text, language=code, published=published)
    for timex in found:
        assert at <= timex.start < timex.end <= len(text)
        assert text[timex.start : timex.end] == timex.text
        at = timex.end
        assert timex.value
    assert tag(text, language=code, published=published) == found


def test_threads_read_alike() -> None:
    work = [(phrase.text, phrase.phenomenon) for phrase in PHRASES]
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda item: values(*item), work * 2))
    assert found == [values(*item) for item in work] * 2


CHANCE = random.Random(0)
WORST = {
    "days of all years": ("ru", " ".join(f"{CHANCE.randint(1, 31)} мая {CHANCE.randint(1000, 2199)}" for _ in range(16_000))),
    "all distances": ("ru", " ".join(f"{CHANCE.randint(1, 9999)} дней назад" for _ in range(13_000))),
    "figures": ("zh", "1 " * 100_000),
    "hyphens": ("th", "2022-" * 40_000),
    "labels": ("zh", "2022年4月" * 28_000),
    "half words": ("zh", "上个" * 100_000),
    "eras": ("ja", "令和" * 100_000),
    "marks": ("hi", "\u0941" * 200_000),
    "prefixes": ("he", "ב" * 200_000),
    "one word": ("fi", "huhtikuu" * 25_000),
    "open patterns": ("vi", "ngày 24 tháng " * 14_000),
}  # fmt: skip


@pytest.mark.parametrize(("code", "text"), WORST.values(), ids=WORST.keys())
def test_time_is_linear(code: str, text: str) -> None:
    tag("24", language=code, published=PUBLISHED)
    began = time.perf_counter()
    values(text[: len(text) // 4], code)
    quarter = time.perf_counter() - began
    began = time.perf_counter()
    values(text, code)
    assert time.perf_counter() - began < 10 * quarter + 0.5
