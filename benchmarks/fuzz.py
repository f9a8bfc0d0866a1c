"""Look for bytes and texts that break the readers or the taggers, led by what code they reach.

    pip install atheris
    python benchmarks/fuzz.py readers --minutes 30
    python benchmarks/fuzz.py texts --minutes 30

`readers` gives bytes to the readers of all formats, grown from the files that the tests have, `markup` gives
them sequences of what files of text are made of; `texts` gives sequences of words that news has, and of signs
that break programs, to cleaning, dates and extraction.
An exception, ten seconds or 2 GB on one input end the run; the input is written to the folder --out, and
`--again FILE` tries it alone. The corpus grows in --out too, and the
next run goes on from there. atheris has wheels for Linux and macOS.
"""

import argparse
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import atheris

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
SEEDS = ROOT / "tests" / "pipeline" / "readers"
SECONDS, MEGABYTES = 10, 2000
LONGEST = {"readers": 20_000, "markup": 300, "texts": 400}

with atheris.instrument_imports(include=["pipeline"]):
    from tests.hostile import targets

IN_FILES = (*targets.MARKS, *targets.PIECES)
TEXTUAL = (".html", ".json", ".jsonl", ".csv", ".eml", ".mhtml", ".warc", ".txt", ".xml", "")


def readers(data: bytes) -> None:
    """The first byte chooses the format."""
    if data:
        targets.read_bytes(data[1:], targets.ENDINGS[data[0] % len(targets.ENDINGS)])


def markup(data: bytes) -> None:
    """The first byte chooses the format, each further one is a part of a file."""
    if data:
        whole = "".join(IN_FILES[byte % len(IN_FILES)] for byte in data[1:])
        targets.read_bytes(whole.encode("utf-8", "surrogatepass"), TEXTUAL[data[0] % len(TEXTUAL)])


def texts(data: bytes) -> None:
    """Two bytes choose language and day; each further one is a word or a sign."""
    if len(data) > 2:
        day = (targets.PUBLISHED, None, date.min, date.max)[data[1] % 4]
        pieces = [targets.PIECES[byte % len(targets.PIECES)] for byte in data[2:]]
        for gap in ("", " "):
            targets.extract_text(gap.join(pieces), ("en", "fr")[data[0] % 2], day)


TARGETS: dict[str, Callable[[bytes], None]] = {"readers": readers, "markup": markup, "texts": texts}


def grown_from(what: str, corpus: Path) -> None:
    """Put the files to start from into the corpus."""
    corpus.mkdir(parents=True, exist_ok=True)
    if what == "readers":
        for path in sorted(SEEDS.rglob("*")):
            ending = path.suffix.lower()
            if path.is_file() and ending in targets.ENDINGS and path.stat().st_size < LONGEST[what]:
                first = bytes([targets.ENDINGS.index(ending)])
                (corpus / path.name).write_bytes(first + path.read_bytes())


def main() -> None:
    """Run until the time is over or something breaks."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=TARGETS)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--out", type=Path, default=Path("fuzzed"))
    parser.add_argument("--again", type=Path)
    asked = parser.parse_args()
    if asked.again:
        TARGETS[asked.what](asked.again.read_bytes())
        return
    # What is loaded once is no part of the time of an input.
    targets.extract_text(targets.SAMPLE, "en", None)
    targets.extract_text(targets.SAMPLE, "fr", None)
    targets.read_bytes(f"<html><p>{targets.SAMPLE}".encode(), ".html")
    corpus = asked.out / asked.what
    grown_from(asked.what, corpus)
    options = {
        "max_total_time": round(asked.minutes * 60),
        "timeout": SECONDS,
        "rss_limit_mb": MEGABYTES,
        "max_len": LONGEST[asked.what],
        "len_control": 0,
        "artifact_prefix": f"{asked.out}/{asked.what}-",
    }
    atheris.Setup(
        [sys.argv[0], *(f"-{name}={value}" for name, value in options.items()), str(corpus)],
        TARGETS[asked.what],
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()
