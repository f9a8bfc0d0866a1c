"""What commands say, and the values of their options."""

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import Final

PROGRAM: Final = "election-timeline"
DONE, FAILED, WRONG, INTERRUPTED = 0, 1, 2, 130


def say(text: str) -> None:
    """Say something beside the output."""
    print(f"{PROGRAM}: {text}", file=sys.stderr)


def add_talk(command: argparse.ArgumentParser) -> None:
    """The options of how much a command says."""
    command.add_argument("--json", action="store_true", help="the summary as JSON, for programs")
    command.add_argument("-q", "--quiet", action="store_true", help="say nothing but errors")
    command.add_argument("-v", "--verbose", action="store_true", help="say more")


def day(text: str) -> date:
    """A day as YYYY-MM-DD."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write it as YYYY-MM-DD") from None


def place(text: str) -> Path | str:
    """A folder, or an address on object storage as it is."""
    from pipeline.fetch.url import is_url

    return text if is_url(text) else Path(text)


def offset(text: str) -> int:
    """The number of a character."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is no place; give the number of a character, from 0 on")
    return int(text)


def count(text: str) -> int:
    """A number from 1 on."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 on")
    return int(text)


def part(text: str) -> float:
    """A number from 0 to 1."""
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 0 to 1")
    return value
