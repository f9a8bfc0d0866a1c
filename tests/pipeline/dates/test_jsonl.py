import json

import pytest

from pipeline.dates import stream


def run(*lines: object) -> list[dict[str, object]]:
    return [
        json.loads(line)
        for line in stream(line if isinstance(line, str) else json.dumps(line) for line in lines)
    ]


def test_one_line_per_expression() -> None:
    assert run(
        {"doc": "1", "dct": "2022-04-14", "text": "She spoke on Wednesday, as in 2017.", "lang": "en"}
    ) == [
        {"doc": "1", "start": 13, "end": 22, "type": "DATE", "value": "2022-04-13"},
        {"doc": "1", "start": 30, "end": 34, "type": "DATE", "value": "2017"},
    ]


def test_language_and_day_may_be_missing() -> None:
    text = "Le second tour aura lieu dimanche."
    assert [row["value"] for row in run({"doc": "1", "text": text})] == ["XXXX-XX-XX"]
    assert [row["value"] for row in run({"doc": 1, "dct": "2022-04-20T08:00:00", "text": text})] == [
        "2022-04-24"
    ]


@pytest.mark.parametrize("code", ["en-GB", "EN_us", "en_US.UTF-8"])
def test_regional_language_code(code: str) -> None:
    assert run({"doc": "1", "text": "in 2017", "lang": code})[0]["value"] == "2017"


def test_a_byte_order_mark_is_no_part_of_the_first_line() -> None:
    assert run("\ufeff" + json.dumps({"doc": "1", "text": "in 2017", "lang": "en"}))[0]["value"] == "2017"


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("{", "Expecting"),
        ("[1]", "object"),
        ({"doc": "1"}, '"text"'),
        ({"doc": "1", "text": 3}, '"text"'),
        ({"doc": "1", "text": "in 2017", "dct": "someday"}, '"dct"'),
        ({"doc": "1", "text": "in 2017", "dct": "2015-W10-3"}, '"dct"'),
        ({"doc": "1", "text": "in 2017", "dct": 20150311}, '"dct"'),
        ({"doc": "1", "text": "in 2017", "lang": 3}, '"lang"'),
        ({"doc": "1", "text": "in 2017", "lang": "english"}, '"lang"'),
        ({"doc": "1", "text": "in 2017", "lang": "en/../fr"}, '"lang"'),
        ({"doc": "1", "text": "in 2017", "lang": "x" * 300}, '"lang"'),
    ],
)
def test_a_bad_line_is_named_and_the_rest_goes_on(line: object, error: str) -> None:
    first, second = run(line, {"doc": "2", "text": "in 2017", "lang": "en"})
    assert first["line"] == 1
    assert error in str(first["error"])
    assert second["value"] == "2017"


def test_blank_lines_are_passed_over() -> None:
    assert run("", "\n") == []
