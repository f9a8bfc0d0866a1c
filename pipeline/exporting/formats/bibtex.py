"""The articles as BibTeX, to cite them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.exporting.format import Format
from pipeline.exporting.tex import escaped
from pipeline.exporting.told import web
from pipeline.exporting.values import records
from pipeline.store import Tables


def _tables(tables: Tables, path: Path) -> None:
    readable = tables.articles[tables.articles["status"] == "ok"].drop(columns="text")
    path.write_text("\n".join(map(_entry, records(readable))), encoding="utf-8", newline="\n")


def _entry(row: Mapping[str, Any]) -> str:
    # Braces keep the capitals of a title. An address is printed by \\url, which takes marks as they are.
    fields = {
        "title": f"{{{escaped(row['title'] or row['source'][0])}}}",
        "organization": escaped(row["publisher"] or ""),
        "date": row["published"],
        "year": (row["published"] or "")[:4],
        "url": "".join(mark for mark in web(row["url"]) if mark not in "{}\\ "),
        "langid": row["language"],
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join((f"@online{{{row['article_id']},", *lines, "}", ""))


FORMAT = Format(
    title="BibTeX of the articles",
    suffix=".bib",
    tables=_tables,
    keeps="title, publisher, day, address and language of each article; its id is the key",
    loses="all other tables",
)
