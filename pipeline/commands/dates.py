"""`dates`: TIMEX3 of JSON lines."""

import argparse
import json
import sys
from typing import Final

from pipeline.commands.talk import DONE, FAILED

HELP: Final = "tag dates: JSON lines on standard input to JSON lines on standard output"

EXAMPLES: Final = """\
  echo '{"doc": "1", "dct": "2022-04-14", "text": "She spoke on Wednesday."}' | election-timeline dates

input:  {"doc", "dct", "text", "lang"}; dct, the day of writing, and lang may be missing
output: {"doc", "start", "end", "type", "value"}, one line a date"""


def arguments(command: argparse.ArgumentParser) -> None:
    """It has no options."""


def run(_: argparse.Namespace) -> int:
    """Run the command; the result is the exit code."""
    from pipeline.dates import stream

    code = DONE
    for line in stream(sys.stdin):
        print(line, flush=True)
        if "error" in json.loads(line):
            code = FAILED
    return code
