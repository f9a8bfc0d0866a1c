"""Which column holds which field: guessed by name and content, or given."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import packs
from pipeline.readers.columns import FIELDS, ColumnsError, choose, flat, parse

VALUES = {
    "text": "Emmanuel Macron won the runoff with 58.55 percent of the vote.",
    "title": "Macron wins",
    "published": "2022-04-25",
    "updated": "2022-04-26T10:00:00Z",
    "url": "https://www.example.org/a",
    "language": "en",
    "publisher": "The Ledger",
}
NAMES = {
    field: sorted({name for code in ("en", "fr") for name in packs.load(code, "columns")[field]})
    for field in FIELDS
}
WRITTEN = (str, str.upper, str.title, lambda name: name.replace(" ", "_"), lambda name: name.replace(" ", "-"),
           lambda name: name.title().replace(" ", ""))  # fmt: skip
JUNK = {
    "id": "17",
    "shares": "12",
    "crawl_ts": "2023-01-01",
    "author": "Ann",
    "word_count": 640,
    "tags": "a, b",
    "": "",
}


def names_of(draw):
    return {field: draw(st.sampled_from(WRITTEN))(draw(st.sampled_from(NAMES[field]))) for field in FIELDS}


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_columns_are_found_by_any_of_their_names_in_any_order(data):
    names = names_of(data.draw)
    fields = data.draw(st.permutations([*FIELDS, *JUNK]))
    record = {names.get(field, field): VALUES.get(field, JUNK.get(field)) for field in fields}
    columns = choose([record, record], {})
    assert {field: columns[field][0] for field in FIELDS} == names


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_what_is_given_goes_before_every_guess(data):
    names = names_of(data.draw)
    field = data.draw(st.sampled_from(FIELDS))
    record = {names[key]: VALUES[key] for key in FIELDS} | {"mine": VALUES[field]}
    assert choose([record], {field: "mine"})[field] == ("mine",)


def test_a_name_counts_only_where_the_values_look_like_it():
    record = {
        "text": "x y",
        "date": "unknown",
        "published": "2022-04-25",
        "link": "see below",
        "url": "http://a.org",
    }
    columns = choose([record], {})
    assert columns["published"] == ("published",) and columns["url"] == ("url",)


def test_without_a_name_the_long_texts_are_the_text():
    record = {"c1": "17", "c2": VALUES["text"] * 5, "c3": "x" * 900}
    assert choose([record] * 3, {})["text"] == ("c2",)


def test_a_remark_in_brackets_is_no_part_of_a_name():
    record = {"Jour parution (J/M/A)": "24/06/2016", "Texte (brut)": "a b"}
    columns = choose([record], {})
    assert columns["published"] == ("Jour parution (J/M/A)",) and columns["text"] == ("Texte (brut)",)


def test_keys_inside_keys():
    record = flat({"article": {"body": "a b", "meta": {"date": "2022-04-25"}}, "title": "t"})
    columns = choose([record], {})
    assert columns["text"] == ("article.body",) and columns["published"] == ("article.meta.date",)
    assert choose([record], {"text": "article.body"})["text"] == ("article.body",)


@pytest.mark.parametrize(
    ("given_columns", "record", "words"),
    [
        ({"text": "corpus"}, {"body": "a b"}, "no column 'corpus'"),
        ({}, {"id": "1", "n": "2"}, "--columns text="),
        ({}, {}, "none"),
    ],
)
def test_what_is_not_there_is_said(given_columns, record, words):
    with pytest.raises(ColumnsError, match=words):
        choose([record], given_columns)


def test_of_very_many_columns_a_few_are_named():
    with pytest.raises(ColumnsError) as caught:
        choose([{f"c{number}": "1" for number in range(5_000)}], {})
    assert "c0, c1" in str(caught.value) and "4,980 more" in str(caught.value)
    assert len(str(caught.value)) < 500


def test_the_option():
    assert parse("text=body, published=Date of issue") == {"text": "body", "published": "Date of issue"}
    for wrong in ("body", "body=text", "text=", "=x", "text:body"):
        with pytest.raises(ColumnsError, match="the fields are text"):
            parse(wrong)
