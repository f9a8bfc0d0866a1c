import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline import building, cli, reference, start, store
from pipeline.schemas import SCHEMA_VERSION
from tests.pipeline import sample

ROOT = Path(__file__).parents[2]
Out = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def extraction(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "extract_article", sample.extract)


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for name in "ab":
        text = f"{name} [red]\x1b[31m\n20220425\n\n{sample.WORDS * 3} {name}"
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def _run(*arguments: object) -> int:
    return cli.main([str(argument) for argument in arguments])


def test_build_writes_tables_and_says_what_it_did(news: Path, tmp_path: Path, capsys: Out) -> None:
    assert _run("build", news, "--out", tmp_path / "out") == 0
    said = capsys.readouterr()
    assert "2 articles (2 extracted, 0 unchanged, 0 skipped, 0 failed), 2 events" in said.out
    assert said.err == ""
    assert len(store.load(tmp_path / "out").timeline) == 1


def test_a_failed_file_is_one_line_and_exit_1_and_the_rest_is_written(
    news: Path, tmp_path: Path, capsys: Out
) -> None:
    (news / "c\x1b[31m.txt").write_text(f"raise\n20220425\n\n{sample.WORDS * 3}")
    (news / "d.txt").write_text("")
    assert _run("build", news, tmp_path / "none.txt", "--out", tmp_path / "out") == 1
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 3
    assert any("failed: c [31m.txt: extraction failed: RuntimeError" in line for line in lines)
    assert any("skipped: d.txt: the text is empty" in line for line in lines)
    assert any("none.txt: no such file or folder" in line for line in lines)
    assert len(store.load(tmp_path / "out").events) == 2


def test_build_speaks_json_to_programs_and_is_silent_when_asked(
    news: Path, tmp_path: Path, capsys: Out
) -> None:
    assert _run("build", news, "--out", tmp_path / "out", "--json") == 0
    summary = json.loads(capsys.readouterr().out)
    assert (summary["articles"], summary["extracted"], summary["failed"]) == (2, 2, 0)
    assert summary["rows"]["events"] == 2
    assert _run("build", news, "--out", tmp_path / "out", "-q") == 0
    assert capsys.readouterr() == ("", "")
    assert _run("build", news, "--out", tmp_path / "out", "-v") == 0
    assert "2 unchanged" in (said := capsys.readouterr().out) and "  vote_shares: 0" in said


def test_a_refused_folder_names_itself_and_the_remedy(news: Path, capsys: Out) -> None:
    assert _run("build", news, "--out", news) == 1
    said = capsys.readouterr().err
    assert str(news) in said and "Give --out a new or an empty folder" in said and "Traceback" not in said


def test_bad_reference_data_is_said_without_a_traceback(news: Path, tmp_path: Path, capsys: Out) -> None:
    for arguments in (["build", news, "--out", tmp_path / "out"], ["extract", news / "a.txt"]):
        assert _run(*arguments, "--reference", tmp_path / "none") == 1
        assert "no such folder" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["build", "a.txt"],
        ["build", "a.txt", "--out", "out", "--published", "yesterday"],
        ["build", "a.txt", "--out", "out", "--jobs", "0"],
        ["extract"],
        ["extract", "a.txt", "--format", "xml"],
        ["explain"],
        ["explain", "a.txt", "--at", "here"],
        ["explain", "a.txt", "--json", "--as-test"],
        ["check"],
        ["fly"],
        ["--port", "http"],
    ],
)
def test_wrong_usage_is_exit_2(arguments: list[str], capsys: Out) -> None:
    with pytest.raises(SystemExit) as raised:
        _run(*arguments)
    assert raised.value.code == 2
    assert "usage: election-timeline" in capsys.readouterr().err


def test_extract_shows_tables_and_never_obeys_the_text(news: Path, capsys: Out) -> None:
    assert _run("extract", news / "a.txt") == 0
    said = capsys.readouterr().out
    assert "a [red] [31m (2022-04-25)" in said and "\x1b" not in said
    assert "events (1)" in said and "FR-president-2022" in said and "vote_shares: none" in said


def test_explain_shows_every_article_of_an_input_and_never_obeys_the_text(news: Path, capsys: Out) -> None:
    assert _run("explain", news) == 0
    said = capsys.readouterr().out
    assert "a [red] [31m (2022-04-25)" in said and "b [red] [31m (2022-04-25)" in said and "\x1b" not in said
    assert max(map(len, said.splitlines())) <= 100


def test_explain_tells_all_of_one_place_as_text_json_and_test(tmp_path: Path, capsys: Out) -> None:
    words = "Macron beat Le Pen 58.5 percent to 41.5 in the runoff on 24 April 2022 in France."
    (tmp_path / "a.txt").write_text(words)
    given = ["explain", tmp_path / "a.txt", "--at", words.index("41.5"), "--published", "2022-04-25"]
    assert _run(*given) == 0
    assert "  whose       Marine Le Pen\n" in capsys.readouterr().out
    assert _run(*given, "--json") == 0
    (case,) = json.loads(capsys.readouterr().out)["cases"]
    assert case["rows"][0]["row"]["subject"] == "Marine Le Pen"
    assert case["choices"][1]["options"][0].keys() == {"what", "by", "likely", "score", "features"}
    assert _run(*given, "--as-test") == 0
    assert "\t2022-04-25\t" in (said := capsys.readouterr().out) and "[41.5|result]" in said


def test_explain_says_what_is_near_where_nothing_stands(tmp_path: Path, capsys: Out) -> None:
    (tmp_path / "a.txt").write_text("Macron defeated Le Pen in 2017 with 66 percent of the vote in France.")
    assert _run("explain", tmp_path / "a.txt", "--at", "2") == 1
    said = capsys.readouterr().err
    assert "a.txt has no date, number or claim at character 2" in said and "26 (2017)" in said
    assert _run("explain", tmp_path / "none.txt") == 1
    assert "no such file or folder" in capsys.readouterr().err


def test_extract_writes_json(news: Path, capsys: Out) -> None:
    assert _run("extract", news / "a.txt", "--format", "json") == 0
    content = json.loads(capsys.readouterr().out)
    (event,) = content["events"]
    assert event["date"] == "2022-04-24" and event["round"] == 2
    assert event["date_end"] is None and event["actors"] == []
    assert content["articles"][0]["source"] == ["a.txt"]


def test_extract_writes_one_csv_of_all_tables(news: Path, capsys: Out) -> None:
    assert _run("extract", news / "a.txt", "--format", "csv") == 0
    (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert (row["table"], row["date"], row["share_pct"]) == ("events", "2022-04-24", "")


def test_extract_of_nothing_is_exit_1(tmp_path: Path, capsys: Out) -> None:
    assert _run("extract", tmp_path / "none.txt") == 1
    said = capsys.readouterr()
    assert "no such file" in said.err and said.out == ""


def test_check_is_exit_1_on_a_fault_alone(news: Path, tmp_path: Path, capsys: Out) -> None:
    _run("build", news, "--out", tmp_path / "out", "-q")
    assert _run("check", tmp_path / "out") == 0
    assert "0 faults" in capsys.readouterr().out
    (tmp_path / "out" / "events.csv").write_text("")
    assert _run("check", tmp_path / "out", "--json") == 1
    (fault,) = json.loads(capsys.readouterr().out)["faults"]
    assert fault["table"] == "events"
    assert _run("check", tmp_path / "out") == 1
    assert "events.csv was changed" in capsys.readouterr().err
    assert _run("check", tmp_path / "none") == 1
    assert "does not exist" in capsys.readouterr().err


def test_dates_streams_json_lines(monkeypatch: pytest.MonkeyPatch, capsys: Out) -> None:
    line = json.dumps({"doc": "1", "dct": "2022-04-14", "text": "She spoke on 13 April 2022.", "lang": "en"})
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{line}\n"))
    assert _run("dates") == 0
    (found,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert found["doc"] == "1" and (found["type"], found["value"]) == ("DATE", "2022-04-13")
    assert "She spoke on 13 April 2022."[found["start"] : found["end"]] == "13 April 2022"


def test_a_line_that_is_no_document_is_exit_1_and_the_rest_is_tagged(
    monkeypatch: pytest.MonkeyPatch, capsys: Out
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO('{"doc"\n{"doc": 2, "text": "in 2017", "lang": "en"}\n'))
    assert _run("dates") == 1
    fault, found = map(json.loads, capsys.readouterr().out.splitlines())
    assert fault["line"] == 1 and (found["doc"], found["value"]) == (2, "2017")


class _Served:
    """Stands in for Streamlit and keeps what it was started with."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.arguments: list[str] = []
        monkeypatch.setattr("streamlit.web.cli.main", self._main)
        # Set first, so that what the command sets is taken back after the test.
        monkeypatch.setenv(store.DATA_VARIABLE, "")
        monkeypatch.delenv(store.DATA_VARIABLE)

    def _main(self, arguments: list[str], **_: object) -> None:
        self.arguments = arguments
        self.folder = os.environ[store.DATA_VARIABLE]


def test_open_starts_the_dashboard_on_the_folder(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Out
) -> None:
    served = _Served(monkeypatch)
    assert _run("open", tmp_path / "none") == 1
    assert "does not exist" in capsys.readouterr().err and not served.arguments
    _run("build", news, "--out", tmp_path / "out", "-q")
    assert _run("open", tmp_path / "out", "--port", 8600, "--no-browser") == 0
    assert served.folder == str(tmp_path / "out")
    assert served.arguments[:2] == ["run", str(ROOT / "dashboard" / "app.py")]
    assert {"--server.port=8600", "--server.headless=true"} <= set(served.arguments)
    assert _run("--port", 8601, "--no-browser", "open", tmp_path / "out") == 0
    assert {"--server.port=8601", "--server.headless=true"} <= set(served.arguments)
    assert "--server.address=localhost" in served.arguments


def test_the_bare_command_builds_what_is_missing_once(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Out
) -> None:
    served = _Served(monkeypatch)
    monkeypatch.setattr(store, "default_folder", lambda: tmp_path / "data")
    monkeypatch.setattr(store, "seeds_folder", lambda: news)
    assert _run() == 0
    assert served.folder == str(tmp_path / "data") and "building" in capsys.readouterr().err
    monkeypatch.delenv(store.DATA_VARIABLE)
    assert _run() == 0
    assert "building" not in capsys.readouterr().err
    (news / "c.txt").write_text(f"c\n20220425\n\n{sample.WORDS * 3}")
    monkeypatch.delenv(store.DATA_VARIABLE)
    assert _run() == 0
    assert "building" in capsys.readouterr().err
    assert len(store.load(tmp_path / "data").articles) == 3


def test_the_bare_command_leaves_tables_of_other_articles_as_they_are(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = sample.news(tmp_path / "own", 1)
    assert _run("build", own, "--out", tmp_path / "data") == 0
    before = sample.contents(tmp_path / "data")
    served = _Served(monkeypatch)
    monkeypatch.setattr(store, "default_folder", lambda: tmp_path / "data")
    monkeypatch.setattr(store, "seeds_folder", lambda: news)
    assert _run() == 0
    assert served.folder == str(tmp_path / "data") and sample.contents(tmp_path / "data") == before


def test_the_bare_command_builds_here_where_its_own_place_is_read_only(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(store.DATA_VARIABLE, raising=False)
    monkeypatch.setattr(store, "default_folder", lambda: tmp_path / "data")
    monkeypatch.setattr(store, "seeds_folder", lambda: news)
    monkeypatch.setattr(start.os, "access", lambda path, mode: False)
    monkeypatch.chdir(tmp_path)
    built = []
    folder = start.folder_to_show(lambda seeds, folder: built.append((seeds, folder)))
    assert folder == tmp_path / start.FALLBACK and built == [(news, folder)]


def test_a_folder_named_by_the_variable_is_shown_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(store.DATA_VARIABLE, str(tmp_path))
    assert start.folder_to_show(lambda *_: pytest.fail("built")) == tmp_path


def test_the_version_says_what_a_bug_report_needs(capsys: Out) -> None:
    with pytest.raises(SystemExit) as raised:
        _run("--version")
    assert raised.value.code == 0
    said = capsys.readouterr().out
    assert said.startswith("election-timeline ") and f"schema {SCHEMA_VERSION}" in said
    assert "Python 3." in said and "pandas 3." in said and "streamlit 1." in said
    assert "events and shares in en, fr" in said and f"as of {reference.load().as_of}" in said


def test_the_shell_is_told_what_can_follow(tmp_path: Path) -> None:
    line = "election-timeline export --no"
    answer = tmp_path / "answer"
    asked = {
        "_ARGCOMPLETE": "1",
        "COMP_LINE": line,
        "COMP_POINT": str(len(line)),
        "_ARGCOMPLETE_STDOUT_FILENAME": str(answer),
    }
    code = "from pipeline.cli import main; main()"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, env={**os.environ, **asked}, check=True)
    assert answer.read_text(encoding="utf-8").strip() == "--no-text"


def test_help_loads_nothing_heavy() -> None:
    code = "import sys; from pipeline import cli; cli.parser().format_help(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert {"pandas", "streamlit", "plotly", "rich", "numpy"}.isdisjoint(done.stdout.split())


@pytest.mark.skipif(os.name == "nt", reason="Windows has no head")
def test_a_reader_that_has_enough_ends_the_command_without_a_traceback(news: Path) -> None:
    command = [sys.executable, "-m", "pipeline.cli"]
    piped = subprocess.run(
        f"{' '.join(command)} extract {news / 'a.txt'} --format json | head -1",
        shell=True,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert piped.stdout == "{\n" and "Traceback" not in piped.stderr
