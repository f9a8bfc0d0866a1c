"""The document shows what the command prints."""

from tests.pipeline.explaining.document import DOCUMENT, fresh


def test_the_examples_are_what_the_commands_print() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert text.count("$ election-timeline") == 2
    assert fresh(text) == text, "run: python -m tests.pipeline.explaining.document"
