"""The tutorials do what they say: every command, every block of Python, and what each prints."""

import ast
import doctest
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pandas
import pytest
from streamlit.testing.v1 import AppTest
from streamlit.web import cli as streamlit
from sybil import Document, Example, Region, Sybil
from sybil.parsers.markdown import CodeBlockParser

from pipeline import cli

ROOT = Path(__file__).parents[1]
DOCUMENTS = (
    "docs/quickstart.md",
    *sorted(f"docs/tutorials/{each.name}" for each in ROOT.glob("docs/tutorials/*.md")),
)
PROGRAM = "election-timeline"
# A file is a block behind a line with its path.
_FILE = re.compile(r"^`(?P<path>[^`\n]+)`:\n\n```\w+\n(?P<content>.*?)^```$", re.M | re.S)


def _compare(expected: str, printed: str, where: str) -> None:
    """Hold what was printed against what the document shows, in which "..." stands for anything."""
    expected, printed = (_without_trailing(text) for text in (expected, printed))
    if not doctest.OutputChecker().check_output(expected, printed, doctest.ELLIPSIS):
        raise AssertionError(f"{where} shows\n{expected}and this is printed:\n{printed}")


def _without_trailing(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().splitlines()) + "\n"


def _write(example: Example) -> None:
    path = Path(example.region.lexemes["path"])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(example.parsed, encoding="utf-8")


def _files(document: Document) -> Iterable[Region]:
    for match in _FILE.finditer(document.text):
        region = Region(match.start(), match.end(), match["content"], _write)
        region.lexemes = match.groupdict()
        yield region


def _console(example: Example) -> None:
    """Run each line behind a "$ ", and compare what is printed with the lines up to the next."""
    for command, expected in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", example.parsed, re.M):
        printed = _run(command)
        _compare(expected, printed, f"{example.path}: {command}")


def _run(command: str) -> str:
    words = shlex.split(command)
    # In a process of its own where there is a copy of the program to change, or a shell is needed.
    if words[0] == PROGRAM and not Path("pipeline").exists() and not set("<|>*") & set(command):
        printed = io.StringIO()
        with redirect_stdout(printed), redirect_stderr(printed):
            assert cli.main(words[1:]) == 0, printed.getvalue()
        return printed.getvalue()
    done = subprocess.run(
        ["sh", "-c", command],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


def _python(example: Example) -> None:
    """Run a block as a notebook runs a cell; its output is what it prints, and its last value."""
    tree = ast.increment_lineno(ast.parse(example.parsed), example.line)
    printed = io.StringIO()
    with redirect_stdout(printed):
        *before, last = tree.body
        exec(compile(ast.Module(before, []), example.path, "exec"), example.namespace)
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), example.path, "eval"), example.namespace)
            if value is not None:
                printed.write(
                    str(value) if isinstance(value, pandas.DataFrame | pandas.Series) else repr(value)
                )
        else:
            exec(compile(ast.Module([last], []), example.path, "exec"), example.namespace)
    example.namespace["printed"] = printed.getvalue()


def _output(example: Example) -> None:
    _compare(example.parsed, example.namespace["printed"], f"{example.path}:{example.line}")


def _serve(arguments: list[str], **_: object) -> None:
    """In the place of a server, which would run for ever: the page that it would show first."""
    page = AppTest.from_file(arguments[1], default_timeout=60).run()
    assert not page.exception and page.main.children


SYBIL = Sybil(
    [
        _files,
        CodeBlockParser("console", _console),
        CodeBlockParser("python", _python),
        CodeBlockParser("output", _output),
    ]
)


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with what the tutorials take from the repository."""
    shutil.copytree(ROOT / "docs" / "tutorials", tmp_path / "docs" / "tutorials")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ELECTION_TIMELINE_DATA", "")
    monkeypatch.setenv("PATH", os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), str(ROOT)]))
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setattr(streamlit, "main", _serve)
    with pandas.option_context("display.width", 100, "display.max_columns", 20):
        yield tmp_path


@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_a_tutorial_shows_is_what_happens(name: str, checkout: Path) -> None:
    if "`pipeline/" in (ROOT / name).read_text(encoding="utf-8"):
        shutil.copytree(ROOT / "pipeline", checkout / "pipeline")
    document = SYBIL.parse(ROOT / name)
    examples = list(document.examples())
    assert examples
    for example in examples:
        example.evaluate()
