"""The document shows what the command prints."""

import re

import pytest

from tests.pipeline.explaining.document import DOCUMENT, fresh


def test_the_examples_are_what_the_commands_print() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert text.count("$ election-timeline") == 2
    assert fresh(text) == text, "run: python -m tests.pipeline.explaining.document"


def test_the_example_in_python_runs(capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.S)
    exec(compile(code, str(DOCUMENT), "exec"), {})
    assert "\nwhose Marine Le Pen [('Marine Le Pen', " in capsys.readouterr().out
