"""The documents say what the program does: commands, options, tables, errors, dependencies, links."""

import argparse
import dataclasses
import re
import shlex
import tomllib
from pathlib import Path

import pytest

from pipeline import cli, packs
from pipeline.dates import pack, template
from pipeline.dates.builders import BUILDERS
from pipeline.errors import ERRORS
from pipeline.reference_schema import REFERENCE_TABLES
from pipeline.schemas import TABLES

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
FIRST = "python3 -m venv .venv && .venv/bin/pip install -e . && .venv/bin/election-timeline\n"
SECOND = "python3 -m venv .venv && .venv/bin/pip install -e '.[test]' && .venv/bin/python -m pytest\n"
_LINK = re.compile(r"\]\((?P<target>[^)#\s]+)")


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _commands() -> dict[str, argparse.ArgumentParser]:
    (commands,) = (
        action for action in cli.parser()._actions if isinstance(action, argparse._SubParsersAction)
    )
    return dict(commands.choices)


def _options(parser: argparse.ArgumentParser) -> set[str]:
    return {option for action in parser._actions for option in action.option_strings}


@pytest.mark.parametrize("name", list(_commands()))
def test_every_command_and_option_is_documented(name: str) -> None:
    sections = _text("docs/commands.md").split("\n## ")
    (section,) = (part for part in sections if part.split(maxsplit=1)[0] == name)
    missing = {
        option
        for option in _options(_commands()[name]) - {"-h", "--help"}
        if not re.search(f"`{re.escape(option)}[` ]", section)
    }
    assert not missing
    assert f"`{name}`" in _text("README.md") or f"election-timeline {name}" in _text("README.md")


def test_the_options_of_the_bare_command_are_documented() -> None:
    section = _text("docs/commands.md").split("\n## ")[1]
    assert all(f"`{option}" in section for option in _options(cli.parser()) - {"-h"})


def test_no_option_is_documented_that_does_not_exist() -> None:
    known = set().union(_options(cli.parser()), *map(_options, _commands().values()))
    for document in (ROOT / "README.md", ROOT / "docs" / "commands.md"):
        for line in document.read_text(encoding="utf-8").splitlines():
            if "uv run" not in line and "--extra" not in line:
                assert set(re.findall(r"(?<=[\s`])--[a-z][a-z-]*", line)) <= known, line


def test_every_example_of_the_help_is_accepted_by_the_parser() -> None:
    examples = re.findall(
        r"^  election-timeline (?P<rest>[^\n]*)$",
        "\n".join([cli.EXAMPLES, *(each.EXAMPLES for each in cli.COMMANDS.values())]),
        re.M,
    )
    assert len(examples) > 10
    for example in examples:
        cli.parser().parse_args(shlex.split(re.split(r"  +| > ", example)[0]))


@pytest.mark.parametrize("name", list(TABLES))
def test_every_table_and_column_is_documented(name: str) -> None:
    assert f"| `{name}` |" in _text("README.md")
    section = _text("docs/tables.md").split(f"\n## {name}\n")[1].split("\n## ")[0]
    assert all(f"| `{column.name}`" in section for column in TABLES[name].columns)


def test_every_error_code_is_documented_and_no_other() -> None:
    assert set(re.findall(r"^\| `(?P<code>[a-z-]+)` \|", _text("docs/errors.md"), re.M)) == set(ERRORS)


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads(_text("pyproject.toml"))["project"]
    text = _text("docs/dependencies.md")
    for requirement in project["dependencies"]:
        assert f"| {re.split('[<>=~]', requirement)[0]} |" in text, requirement
    for requirement in project["optional-dependencies"]["test"]:
        assert re.split("[<>=~]", requirement)[0] in text, requirement


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    for match in _LINK.finditer(document.read_text(encoding="utf-8")):
        target = match["target"]
        if not target.startswith(("http://", "https://")):
            assert (document.parent / target).exists(), target


def test_the_two_commands_stand_in_the_readme_and_ci_runs_the_second() -> None:
    assert f"```\n{FIRST}```" in _text("README.md")
    assert f"```\n{SECOND}```" in _text("README.md")
    assert _text(".ci/run").endswith(f"\n{SECOND}")
    assert f"```\n{SECOND}```" in _text("CONTRIBUTING.md")


def test_contributing_stays_short() -> None:
    assert len(_text("CONTRIBUTING.md").splitlines()) < 60


def test_the_version_is_the_same_everywhere() -> None:
    version = tomllib.loads(_text("pyproject.toml"))["project"]["version"]
    assert f"\nversion: {version}\n" in _text("CITATION.cff")
    assert f"\n## {version}" in _text("CHANGELOG.md")


def test_what_a_date_pack_can_use_is_documented() -> None:
    named = set(re.findall(r"[`{](\w+)[`}]", _text("docs/dates.md")))
    guards = {field.name for field in dataclasses.fields(pack.Guard)} - {"names", "no_first_names"} | {
        "no_name"
    }
    assert set(BUILDERS) | set(template.SHAPES) | guards <= named
    cues = {name for code in packs.languages() for name in packs.load(code, "words")["cue"]}
    assert cues <= named


def test_the_columns_that_a_country_must_fill_are_documented() -> None:
    lines = _text("docs/add-a-country.md").splitlines()
    for name, table in REFERENCE_TABLES.items():
        (line,) = [line for line in lines if line.strip().startswith(f"| `{name}.csv`")]
        required = ", ".join(column.name for column in table.columns if column.required)
        assert line.rsplit("|", 2)[1].strip() == required
