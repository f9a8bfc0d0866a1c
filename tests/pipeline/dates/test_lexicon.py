import pytest

from pipeline.dates import foreign, lexicon, locales, pack
from pipeline.dates.scripts import spell

KNOWN = {
    "without", "with_number", "capital", "counted", "before", "number", "of", "day_before", "day_after",
    "year_before", "year_after", "nth", "year_label", "month_label", "day_label", "endings", "particles",
    "prefixes", "unspaced", "year_first", "era", "years_ahead",
}  # fmt: skip
CODES = list(lexicon._all_mends())


@pytest.mark.parametrize("code", CODES)
def test_mends_are_of_words_that_are_used(code: str) -> None:
    """A key that dateparser can't read or a misspelled one would be lost without a word."""
    assert locales.known(code)
    tables = (lexicon.months(code), lexicon.weekdays(code), lexicon.relative(code))
    spelled = {spell(word) for table in tables for words in table.values() for word in words}
    counted = lexicon.counted(code)
    behind = {asked.strip() for table in (counted.closing, counted.behind) for asked in table}
    for key, words in lexicon.mends(code).items():
        if key not in KNOWN:
            assert {spell(word) for word in words} <= spelled, key
    assert set(lexicon.mends(code).get("counted", {})) <= behind
    assert set(lexicon.mends(code).get("before", {})) <= {asked.strip() for asked in counted.before}


@pytest.mark.parametrize("code", CODES)
def test_what_is_left_out_is_not_read(code: str) -> None:
    unwanted = {spell(word) for word in lexicon.mends(code).get("without", ())}
    mended = {spell(word) for key, words in lexicon.mends(code).items() if key not in KNOWN for word in words}
    tables = (lexicon.months(code), lexicon.weekdays(code), lexicon.relative(code))
    spelled = {spell(word) for table in tables for words in table.values() for word in words}
    assert not spelled & (unwanted - mended)


def test_every_spelling_stands_for_one_that_dateparser_reads() -> None:
    assert lexicon.relative("id")["mgg lalu"][0] == "pekan lalu"  # it can't read its own "minggu lalu"
    assert "апреле" in lexicon.months("ru")["апр"]
    assert "april" in lexicon.months("sr")["апр"]  # in both scripts
    assert "أيار" in lexicon.months("ar")["مايو"]  # of regions
    assert "märtsil" in lexicon.months("et")["märts"]


def test_abbreviations_are_no_names_alone() -> None:
    alone = {word for words in lexicon.months("uk", alone=True).values() for word in words}
    assert "листопада" in alone
    assert not alone & {"лист", "листоп", "квіт", "лип"}
    assert {word for words in lexicon.weekdays("ja").values() for word in words} >= {"日曜日", "日曜"}


def test_numbers_in_words() -> None:
    assert "три" in lexicon.numbers("ru")["3"]
    assert lexicon.numbers("zh")["2"] == ["二", "两", "兩"]
    assert lexicon._expanded("дв(а|е)") == ["два", "две"]
    assert lexicon._expanded("pět(i)?") == ["pěti", "pět"]
    assert lexicon._expanded("(?<=x)y") == []


def test_words_around_numbers() -> None:
    counted = lexicon.counted("fi")
    assert " päivää sitten" in counted.behind
    assert " viikkoa sitten" in counted.behind
    assert "prije " in lexicon.counted("hr").before
    assert lexicon.counted("th").before == {}  # "within 3 days"


def test_a_rule_is_left_out_where_its_words_are_lacking() -> None:
    def rules(code: str) -> set[str]:
        grammar = foreign.grammar(code)
        assert grammar is not None
        return {rule.rule_id for rule in grammar.rules}

    assert "labelled_day" in rules("ja") and "labelled_day" not in rules("ru")
    assert "month_day" in rules("hu") and "month_day" not in rules("ru")
    assert "year" in rules("ru") and "year" not in rules("ja")
    assert not any(pack.known(code) for code in ("ja", "ru", "hu"))
