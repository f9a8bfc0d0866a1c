"""What other programs answer is read at the precision of the words. None but dateparser is needed here."""

from datetime import date, datetime
from pathlib import Path

import pytest

from benchmarks import heideltime
from benchmarks.date_peers import Peer, ducked, peers, recognized, timex

DAY = date(2022, 4, 27)


def test_dateparser_keeps_the_precision_of_the_words() -> None:
    text = "He won in May 2011 and again in 2010, was there 3 weeks ago and left yesterday."
    system = peers()["dateparser"].load("en")
    spans = list(system.spans(system.find(text, DAY), text, DAY))
    assert [span.value for span in spans] == ["2011-05", "2010", "2022-W14", "2022-04-26"]
    assert [span.type for span in spans] == ["DATE"] * 4
    assert "May 2011" in text[spans[0].start : spans[0].end]


def test_dateparser_finds_nothing_in_a_text_without_dates() -> None:
    system = peers()["dateparser"].load("fr")
    assert list(system.spans(system.find("Rien du tout.", None), "Rien du tout.", None)) == []


@pytest.mark.parametrize(
    ("grain", "value"),
    [
        ("year", ("DATE", "2022")),
        ("quarter", ("DATE", "2022-Q2")),
        ("month", ("DATE", "2022-04")),
        ("week", ("DATE", "2022-W16")),
        ("day", ("DATE", "2022-04-24")),
        ("part_of_day", ("TIME", "2022-04-24TEV")),
        ("minute", ("TIME", "2022-04-24T20:05")),
    ],
)
def test_a_moment_at_a_grain(grain: str, value: tuple[str, str]) -> None:
    assert timex(datetime(2022, 4, 24, 20, 5), grain, DAY) == value


def test_the_moment_of_the_base_is_now() -> None:
    assert timex(datetime(2022, 4, 27), "second", DAY) == ("DATE", "PRESENT_REF")


@pytest.mark.parametrize(
    ("readings", "value"),
    [
        ([("2022-04-24", "date", "2022-04-24")], ("DATE", "2022-04-24")),
        ([("2022-W16", "daterange", "2022-04-18")], ("DATE", "2022-W16")),
        (
            [("XXXX-WXX-7", "date", "2022-04-24"), ("XXXX-WXX-7", "date", "2022-05-01")],
            ("DATE", "2022-04-24"),
        ),
        (
            [("XXXX-WXX-4", "date", "2022-04-21"), ("XXXX-WXX-4", "date", "2022-04-28")],
            ("DATE", "2022-04-21"),
        ),
        (
            [("XXXX-06-12", "date", "2021-06-12"), ("XXXX-06-12", "date", "2022-06-12")],
            ("DATE", "2022-06-12"),
        ),
        (
            [("XXXX-03", "daterange", "2022-03-01"), ("XXXX-03", "daterange", "2023-03-01")],
            ("DATE", "2022-03"),
        ),
        ([("2012-SP", "daterange", "not resolved")], ("DATE", "2012-SP")),
        ([("SU", "daterange", "not resolved")], ("DATE", "XXXX-SU")),
        ([("(2022-07-01,2022-10-01,P3M)", "daterange", "2022-07-01")], ("DATE", "2022-Q3")),
        ([("(1990-01-01,2000-01-01,P10Y)", "daterange", "1990-01-01")], ("DATE", "199")),
        ([("(2022-04-13,2022-04-27,P2W)", "daterange", "2022-04-13")], ("DURATION", "P2W")),
        ([("(2022-06-12,2022-06-19,P7D)", "daterange", "2022-06-12")], ("DATE", "2022-06-12")),
        ([("PAST_REF", "datetime", "2022-04-27 00:00:00")], ("DATE", "PAST_REF")),
        ([("P3M", "duration", "7776000")], ("DURATION", "P3M")),
        ([("P1Y", "set", "not resolved")], ("SET", "P1Y")),
        ([("2022-04-26TEV", "datetimerange", "2022-04-26 16:00:00")], ("TIME", "2022-04-26TEV")),
        ([("XXXX-WXX-7T20", "datetime", "2022-04-24 20:00:00")], ("TIME", "2022-04-24T20:00")),
        ([("T20:15", "time", "20:15:00")], ("TIME", "2022-04-27T20:15")),
        ([("(T18,T20,PT2H)", "timerange", "18:00:00")], ("TIME", "2022-04-27T18:00")),
    ],
)
def test_an_answer_of_recognizers_text(readings: list[tuple[str, str, str]], value: tuple[str, str]) -> None:
    values = [{"timex": code, "type": kind, "value": start} for code, kind, start in readings]
    assert recognized(values, DAY) == value


def moment(day: str, grain: str) -> dict[str, str]:
    return {"value": f"{day}:00.000+00:00", "grain": grain}


@pytest.mark.parametrize(
    ("dimension", "answer", "value"),
    [
        ("duration", {"value": 3, "unit": "month"}, ("DURATION", "P3M")),
        ("duration", {"value": 2, "unit": "hour"}, ("DURATION", "PT2H")),
        ("time", {"type": "value", **moment("2011-05-01T00:00", "month")}, ("DATE", "2011-05")),
        ("time", {"type": "value", **moment("2022-04-27T00:00", "second")}, ("DATE", "PRESENT_REF")),
        (
            "time",
            {"type": "interval", "from": moment("2022-04-26T18:00", "hour")},
            ("TIME", "2022-04-26TEV"),
        ),
        ("time", {"type": "interval", "from": moment("2012-03-20T00:00", "day")}, ("DATE", "2012-SP")),
        ("time", {"type": "interval", "to": moment("2022-05-01T00:00", "day")}, ("DATE", "2022-05-01")),
        (
            "time",
            {
                "type": "interval",
                "from": moment("2022-04-27T00:00", "second"),
                "to": moment("2022-12-10T00:00", "second"),
            },
            ("DATE", "2022-12-10"),
        ),
    ],
)
def test_an_answer_of_duckling(dimension: str, answer: dict[str, object], value: tuple[str, str]) -> None:
    assert ducked(dimension, answer, DAY) == value


def test_heideltime_takes_the_settings_beside_its_jar(tmp_path: Path) -> None:
    jar = tmp_path / "Heideltime" / heideltime.JAR
    template = tmp_path / "resources" / "config_props_template"
    for path in (jar, template):
        path.parent.mkdir()
    template.write_text("treeTaggerHome = {path}\n", encoding="utf-8")
    home = heideltime.HOME.search(heideltime.config(jar))
    assert home is not None
    assert home["folder"] == str(tmp_path / "Heideltime" / "TreeTaggerLinux")
    jar.with_name("config.props").write_text("considerDate = true\n", encoding="utf-8")
    assert heideltime.config(jar) == "considerDate = true\n"
    with pytest.raises(OSError, match="no TreeTagger"):
        heideltime.Tagger(jar, "english", tagged=True)


def test_every_peer_says_how_it_is_installed() -> None:
    found = peers()
    assert found["dateparser"].installed
    for peer in found.values():
        assert isinstance(peer, Peer)
        assert peer.install
        assert "en" in peer.languages
