"""The examples of docs/explain.md: what the commands in it print. Write them anew with

python -m tests.pipeline.explaining.document
"""

import io
import re
import shlex
from contextlib import chdir, redirect_stdout
from pathlib import Path
from typing import Final

from pipeline import cli

ROOT: Final = Path(__file__).parents[3]
DOCUMENT: Final = ROOT / "docs" / "explain.md"
_EXAMPLE: Final = re.compile(r"(?P<command>\$ election-timeline (?P<arguments>[^\n]*)\n)[^`]*(?=```)")


def fresh(text: str) -> str:
    """The document with what its commands print now."""
    return _EXAMPLE.sub(lambda found: found["command"] + _printed(found["arguments"]), text)


def _printed(arguments: str) -> str:
    with chdir(ROOT), redirect_stdout(io.StringIO()) as out:
        assert cli.main(shlex.split(arguments)) == cli.DONE
    return out.getvalue()


if __name__ == "__main__":
    DOCUMENT.write_text(fresh(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
