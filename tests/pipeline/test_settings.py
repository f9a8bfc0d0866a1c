"""The settings file of a build."""

import re
from datetime import date
from pathlib import Path

import pytest

from pipeline import cli, settings, store
from pipeline.errors import TimelineError
from pipeline.settings import Settings

ROOT = Path(__file__).parents[2]
ENGLISH = (
    "A title\n20220425\n\nEmmanuel Macron won the runoff on 24 April 2022 with 58.55 percent of the vote."
)
FRENCH = (
    "Un titre\n20220425\n\nEmmanuel Macron a remporté le second tour le 24 avril 2022 avec 58,55 % des voix."
)


def _write(folder: Path, content: str) -> Path:
    path = folder / settings.FILE
    path.write_text(content, encoding="utf-8")
    return path


def test_the_example_of_the_documents_is_read(tmp_path: Path) -> None:
    document = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    example = re.search(r"```toml\n(.*?)```", document, re.DOTALL)
    assert example
    read = settings.read(_write(tmp_path, example[1]))
    assert read == Settings(
        inputs=(str(tmp_path / "articles"), "https://example.org/news/runoff"),
        out=tmp_path / "tables",
        published=date(2022, 4, 14),
        languages=("en", "fr"),
        columns={"text": "body", "published": "day"},
        reference=(tmp_path / "more-elections",),
        corrections=tmp_path / "corrections.toml",
        jobs=2,
        scheduler="tcp://10.0.0.1:8786",
        votes_only=True,
        text=False,
        partition_by="year",
    )
    assert {f"{name} = " in example[1] for name in Settings.__dataclass_fields__} == {True}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("inputs = 'articles'", "inputs has to be a list"),
        ("inputs = []", "inputs has to be a list"),
        ("out = 3", "out has to be a path"),
        ("published = '2022-04-14'", "published has to be a day without quotes"),
        ("published = 2022-04-14T10:00:00", "published has to be a day"),
        ("jobs = 0", "jobs has to be a number"),
        ("jobs = true", "jobs has to be a number"),
        ("text = 'no'", "text has to be true or false"),
        ("columns = {text = 3}", "columns has to be a table"),
        ("output = 'tables'", "there is no 'output'. Settings are inputs, out,"),
        ("inputs = [", "at end of document"),
    ],
)
def test_what_is_wrong_is_named(content: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(TimelineError, match=re.escape(told)) as caught:
        settings.read(_write(tmp_path, content))
    assert caught.value.code == "bad-settings"
    assert str(tmp_path) in caught.value.message


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(TimelineError, match="No such file"):
        settings.read(tmp_path / "none.toml")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "english.txt").write_text(ENGLISH, encoding="utf-8")
    (tmp_path / "in" / "french.txt").write_text(FRENCH, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_build_alone_does_what_the_file_says_and_options_win(folder: Path) -> None:
    _write(folder, "inputs = ['in']\nout = 'tables'\nlanguages = ['fr']\ntext = false\njobs = 1\n")
    assert cli.main(["build"]) == cli.DONE
    articles = store.load(folder / "tables").articles
    assert dict(zip(articles["language"], articles["status"], strict=True)) == {"en": "skipped", "fr": "ok"}
    assert set(articles["text"]) == {""}
    assert cli.main(["build", "--out", "other", "--languages", "en", "--settings", settings.FILE]) == cli.DONE
    articles = store.load(folder / "other").articles
    assert dict(zip(articles["language"], articles["status"], strict=True)) == {"en": "ok", "fr": "skipped"}


def test_inputs_on_the_command_line_need_no_file(folder: Path) -> None:
    _write(folder, "nonsense = 1")
    assert cli.main(["build", "in", "--out", "tables"]) == cli.DONE


def test_tables_without_texts_have_no_faults(folder: Path) -> None:
    assert cli.main(["build", "in", "--out", "tables", "--no-text"]) == cli.DONE
    assert cli.main(["check", "tables"]) == cli.DONE
    assert len(store.load(folder / "tables").vote_shares) > 0


@pytest.mark.parametrize("arguments", [["build"], ["build", "in"], ["build", "--out", "tables"]])
def test_a_build_of_nothing_is_wrong_usage(
    arguments: list[str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        cli.main(arguments)
    assert caught.value.code == 2
    assert "INPUT and --out DIR are needed" in capsys.readouterr().err
