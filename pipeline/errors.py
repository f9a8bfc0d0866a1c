"""Every error that a person can meet: its code, what is wrong, and what to do next.

docs/errors.md lists the codes, and a test holds the two together.
"""

from typing import Final

from pipeline.fetch.url import without_secrets

ERRORS: Final[dict[str, tuple[str, str]]] = {
    "no-folder": (
        "{path} does not exist.",
        "Build the tables first: election-timeline build ARTICLES --out {path}",
    ),
    "no-tables": (
        "{path} holds no tables.",
        "Build them: election-timeline build ARTICLES --out {path}",
    ),
    "nothing-read": (
        "{path} gives no article: {detail}.",
        "Give a file, folder, pattern or URL of articles (docs/formats.md); load opens built tables.",
    ),
    "not-ours": (
        "{path} holds files but no tables of election-timeline, so nothing is written there.",
        "Give --out a new or an empty folder, or one that an earlier build wrote.",
    ),
    "not-a-folder": (
        "{path} is no folder.",
        "Give the path of a folder.",
    ),
    "broken-tables": (
        "The tables in {path} cannot be read: {detail}",
        "Build them again: election-timeline build ARTICLES --out {path}",
    ),
    "other-schema": (
        "The tables in {path} have schema version {found}; this program reads version {wanted}.",
        "Build them again with this version: election-timeline build ARTICLES --out {path}",
    ),
    "nothing-there": (
        "{path} has no date, number or claim at character {at}.",
        "The nearest stand at {near}; explain without --at shows all that became rows or were refused.",
    ),
    "bad-corrections": (
        "The corrections in {path} cannot be used: {detail}",
        "Mend the file and build again (docs/corrections.md has every field). Nothing was written.",
    ),
    "unknown-format": (
        "{path} is not written: there is no format {found}.",
        "Give one of: {known}.",
    ),
    "unknown-table": (
        "{path} is not written: there is no table {found}.",
        "Give one of: {known}.",
    ),
    "whole-format": (
        "{path} is not written: {found} holds all tables and not one of them.",
        "Leave the table out, or give a format of single tables: {known}.",
    ),
    "needs-library": (
        "{path} is not written: the format {format} needs the library {library}, which is not installed.",
        "Install it: pip install {library}, or pip install 'election-timeline[{extra}]'.",
    ),
    "needs-duckdb": (
        "{path} cannot be queried: the library duckdb is not installed.",
        "Install it: pip install 'election-timeline[query]'.",
    ),
    "bad-query": (
        "The query over {path} cannot be answered: {detail}",
        "Mend it; each table is a view with the columns of docs/tables.md.",
    ),
    "needs-storage": (
        "{path} cannot be reached: its storage needs the library {library}, which is not installed.",
        "Install it: pip install {library}; for s3:// also pip install 'election-timeline[s3]'.",
    ),
    "key-in-address": (
        "{path} was given with a key in it, which would be written down in many places.",
        "Take it out, and set it as the storage expects, e.g. AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.",
    ),
    "needs-browser": (
        "{path} is not written: {format} needs Chromium or Chrome, which cannot be used: {detail}",
        "Install one, e.g. apt install chromium, or run plotly_get_chrome; BROWSER_PATH names one elsewhere.",
    ),
    "no-chart": (
        "{path} is not written: {found} holds tables and no chart, so it follows nobody and has no words.",
        "Leave subject and language out, or give a format of charts: {known}.",
    ),
    "unknown-subject": (
        "{path} tells of nobody named {found} who has an official record.",
        "Give one of: {known}.",
    ),
    "unknown-words": (
        "There are no words in the language {path}.",
        "Give one of: {known}.",
    ),
    "no-cluster": (
        "The cluster at {path} cannot be used: {detail}",
        "Give the address that dask-scheduler shows; install this version on every worker (docs/scale.md).",
    ),
    "cannot-export": (
        "{path} cannot be written: {detail}",
        "Give another file, one in a folder that exists and may be written; nothing was changed.",
    ),
    "bad-settings": (
        "The settings in {path} cannot be used: {detail}.",
        "Mend the file (docs/commands.md has every setting). Nothing was written.",
    ),
    "bad-sheet": (
        "{path} is no sheet with marks: {detail}",
        "Give a CSV file that review wrote, with 1 or 0 in its column right.",
    ),
    "bad-labels": (
        "{path} is no export of labels: {detail}",
        "Give the JSON that Label Studio exports, or the JSONL that doccano does (docs/corrections.md).",
    ),
    "sheet-exists": (
        "{path} is there already, and may hold marks or corrections.",
        "Give another file with --out, or move it away.",
    ),
    "cannot-write": (
        "{path} cannot be written: {detail}",
        "Free some space or give --out a folder that may be written; the earlier tables still stand.",
    ),
    "cannot-replace": (
        "{path} cannot be replaced as a whole: {detail}",
        "Close the programs that have a file of it open; where it is a mount point, give a folder inside it.",
    ),
}


class TimelineError(Exception):
    """An error with a code of `ERRORS`, a message that names the file, and the next step.

    Args:
        code: a key of `ERRORS`.
        values: what stands in the message's and the remedy's places, always with `path`.
    """

    def __init__(self, code: str, **values: object) -> None:
        message, remedy = ERRORS[code]
        values = {name: _safe(value) for name, value in values.items()}
        self.code = code
        self.values = values
        self.message = message.format(**values)
        self.remedy = remedy.format(**values)
        super().__init__(f"{self.message} {self.remedy}")

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (self.code, self.values)


def _safe(value: object) -> object:
    """The value without the secrets of addresses in it; libraries repeat these in what they say."""
    return without_secrets(str(value)) if isinstance(value, str | Exception) else value


def _rebuild(code: str, values: dict[str, object]) -> TimelineError:
    return TimelineError(code, **values)
