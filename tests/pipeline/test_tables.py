from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import tables
from pipeline.model import Row
from pipeline.schemas import TABLES
from tests.pipeline import sample


def _with(name: str, **more: object) -> dict[str, pd.DataFrame]:
    rows = sample.rows()
    rows[name][0] |= more
    return tables.frames(rows)


def test_every_table_has_the_columns_and_dtypes_of_its_schema_even_without_rows() -> None:
    for rows in (sample.rows(), {}):
        frames = tables.frames(rows)
        assert list(frames) == list(TABLES)
        for name, frame in frames.items():
            assert list(frame.columns) == TABLES[name].column_names(parquet=True)
            for column in TABLES[name].columns:
                expected = {"integer": "Int64", "number": "float64", "boolean": "boolean", "list": "object"}
                assert str(frame[column.name].dtype) == expected.get(column.type, "str")


def test_what_is_not_stated_is_empty_or_na_and_numbers_have_no_noise() -> None:
    frames = tables.frames(sample.rows())
    event = frames["events"].iloc[0]
    assert event["rule_id"] == "" and event["confidence"] == 0.3
    assert frames["vote_shares"]["sample"].isna().all()
    assert frames["timeline"].iloc[0]["actors"] == []


def test_what_no_file_can_hold_is_replaced_character_by_character() -> None:
    because = tables.frames(sample.rows())["claims"].iloc[0]["because"]
    assert because == "\ufffd a lone surrogate and a \ufffd"


def test_a_separator_inside_a_list_does_not_split_it() -> None:
    assert _with("events", actors=["a|b"])["events"].iloc[0]["actors"] == ["a%7Cb"]


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(6)))
def test_the_order_of_rows_does_not_depend_on_the_order_they_came_in(order: list[int]) -> None:
    rows: list[Row] = [
        sample.event(event_id=event_id, start=start, label=label)
        for event_id, start, label in [
            ("b" * 12, 5, "x"),
            ("a" * 12, 5, "x"),
            ("a" * 12, 5, "y"),
            ("a" * 12, 5, "w"),
            ("c" * 12, 40, "x"),
            ("d" * 12, 0, "x"),
        ]
    ]
    shuffled = tables.frame("events", [rows[index] for index in order])
    pd.testing.assert_frame_equal(shuffled, tables.frame("events", rows))


def test_good_tables_have_no_fault() -> None:
    assert tables.validate(tables.frames(sample.rows())).empty
    assert tables.validate(tables.frames({})).empty


@pytest.mark.parametrize(
    ("table", "change", "column", "problem"),
    [
        ("events", {"quote": ""}, "quote", "required"),
        ("events", {"start": None}, "start", "required"),
        ("events", {"type": "party"}, "type", "none of"),
        ("events", {"exact_date": "2017-02-30"}, "exact_date", "ISO day"),
        ("events", {"date": "2017-13"}, "date", "ISO day, month or year"),
        ("events", {"event_id": "xyz"}, "event_id", "12 digits"),
        ("events", {"round": 0}, "round", "too small"),
        ("events", {"confidence": 1.5}, "confidence", "from 0 to 1"),
        ("events", {"start": 60, "end": 50}, "start", "after end"),
        ("events", {"earliest": "2018-01-01"}, "earliest", "after latest"),
        ("events", {"article_id": "f" * 12}, "article_id", "no such articles.article_id"),
        ("vote_shares", {"event_id": "f" * 12}, "event_id", "no such events.event_id"),
        ("vote_shares", {"share_low": 9.0, "share_high": 8.0}, "share_low", "after share_high"),
        ("timeline", {"event_ids": ["f" * 12]}, "event_ids", "no such events.event_id"),
        ("articles", {"status": "failed"}, "article_id", "failed or skipped"),
    ],
)
def test_a_fault_is_named_with_table_row_and_column(
    table: str, change: dict[str, Any], column: str, problem: str
) -> None:
    faults = tables.validate(_with(table, **change))
    found = faults[(faults["column"] == column) & faults["problem"].str.contains(problem)]
    assert not found.empty, faults
    assert found["row"].ne("").all()


def test_all_faults_are_reported_at_once() -> None:
    frames = _with("events", quote="", type="party", round=0)
    frames["dates"] = pd.concat([frames["dates"]] * 2)
    frames["claims"] = frames["claims"].drop(columns="quote").assign(extra=1)
    del frames["counts"]
    problems = tables.validate(frames)["problem"]
    assert len(problems) >= 7
    assert problems.str.contains("stands twice").sum() == 1


def test_rows_of_the_wrong_shape_are_refused_by_name() -> None:
    with pytest.raises(ValueError, match=r"events has no column 'colour'.*events.round is no integer: '2'"):
        tables.check_rows({"events": [sample.event(colour="red", round="2")]})
    with pytest.raises(ValueError, match="no table 'polls'"):
        tables.check_rows({"polls": [{}]})
    tables.check_rows(sample.rows())
