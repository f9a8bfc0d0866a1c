"""Writing tables in a format, whole or not at all."""

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import TimelineError
from pipeline.exporting.archive import ENDING, archive
from pipeline.exporting.format import Format, NoBrowserError, Viewing
from pipeline.exporting.registry import FORMATS
from pipeline.schemas import TABLES
from pipeline.store import Tables

if TYPE_CHECKING:
    from pipeline.telling.filters import View


def export(
    tables: Tables,
    to: str,
    out: str | Path,
    *,
    table: str = "",
    text: bool = True,
    subject: "str | View" = "",
    language: str = "",
) -> Path:
    """Write tables to the file `out` in the format `to` (a key of `FORMATS`), and return its path.

    Args:
        tables: what `load` returns.
        to: the name of the format.
        out: the file; one that is there is replaced when the new one is whole.
        table: the only table to write. Without it all are written, in a ZIP archive where the format is one
            of single tables.
        text: whether the full texts of the articles go along, in the formats that have them; the quoted
            sentences always do.
        subject: whom a chart follows, as `pipeline.figure` takes it, or all filters of one.
        language: that of a chart's words, `en` or `fr`.

    Raises:
        TimelineError: unknown-format, unknown-table, whole-format (it holds all tables), no-chart (it follows
            nobody), unknown-subject, unknown-words, needs-library, needs-browser or cannot-export.
    """
    path = Path(out)
    if to not in FORMATS:
        raise TimelineError("unknown-format", path=path, found=to, known=", ".join(FORMATS))
    if table and table not in TABLES:
        raise TimelineError("unknown-table", path=path, found=table, known=", ".join(TABLES))
    format_ = FORMATS[to]
    if table and not format_.table:
        single = ", ".join(name for name, each in FORMATS.items() if each.table)
        raise TimelineError("whole-format", path=path, found=to, known=single)
    if (subject or language) and not format_.view:
        charts = ", ".join(name for name, each in FORMATS.items() if each.view)
        raise TimelineError("no-chart", path=path, found=to, known=charts)
    if not text:
        tables = replace(tables, articles=tables.articles.assign(text=""))
    try:
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.name}.") as folder:
            made = Path(folder) / path.name
            if format_.view:
                _draw(tables, format_.view, made, subject, language)
            else:
                _write(tables, format_, made, table)
            made.replace(path)
    except ModuleNotFoundError as error:
        needed = {"format": to, "library": format_.library, "extra": "export"}
        raise TimelineError("needs-library", path=path, **needed) from error
    except NoBrowserError as error:
        raise TimelineError("needs-browser", path=path, format=to, detail=error) from error
    except OSError as error:
        raise TimelineError("cannot-export", path=path, detail=error.strerror or error) from error
    return path


def suffix(to: str, table: str = "") -> str:
    """How the name of a file in this format ends."""
    format_ = FORMATS[to]
    return format_.suffix if table or format_.is_whole else ENDING


def _draw(tables: Tables, viewing: Viewing, path: Path, subject: "str | View", language: str) -> None:
    from pipeline.telling import known, opening

    with opening.spoken(language):
        what = known.newest(tables)
        viewing(opening.opening(what, subject) if isinstance(subject, str) else subject, what, path)


def _write(tables: Tables, format_: Format, path: Path, table: str) -> None:
    if table and format_.table:
        format_.table(tables.frames[table], TABLES[table], path)
    elif format_.tables:
        format_.tables(tables, path)
    elif format_.table:
        files = {}
        for name, frame in tables.frames.items():
            made = path.with_name(f"{name}{format_.suffix}")
            format_.table(frame, TABLES[name], made)
            files[made.name] = made.read_bytes()
        path.write_bytes(archive(files))
