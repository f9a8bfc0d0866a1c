"""The description of the tables for machines (datapackage.json) and for people (docs/tables.md).

`python -m pipeline.datapackage` prints the data dictionary.
"""

import hashlib
import sys
from collections.abc import Mapping
from typing import Final, NamedTuple

from pipeline.schemas import LIST_SEPARATOR, SCHEMA_VERSION, TABLES, Column, Table

NAME: Final = "election-timeline"
FILE: Final = "datapackage.json"
# The property that holds the version of the schemas; Frictionless lets any name stand beside its own.
VERSION_KEY: Final = "schema_version"

_DESCRIPTION: Final = (
    "Dated events and vote shares from election news, each with its place in the source and, where there is "
    "one, the official result. Offsets count Unicode characters of articles.text (in the Parquet files)."
)
_FIELD_TYPES: Final = {
    "string": "string",
    "date": "date",
    "integer": "integer",
    "number": "number",
    "boolean": "boolean",
    "list": "string",
}


class Written(NamedTuple):
    """A file as it was written: its bytes, and their SHA-256."""

    size: int
    sha256: str

    @classmethod
    def of(cls, content: bytes) -> "Written":
        """A file of these bytes."""
        return cls(len(content), hashlib.sha256(content).hexdigest())


def descriptor(csv: Mapping[str, Written]) -> dict[str, object]:
    """A Frictionless tabular data package over the CSV files, given by table name."""
    return {
        "profile": "tabular-data-package",
        "name": NAME,
        VERSION_KEY: SCHEMA_VERSION,
        "title": "Election timeline",
        "description": _DESCRIPTION,
        "resources": [_resource(table, csv[name]) for name, table in TABLES.items()],
    }


def _resource(table: Table, written: Written) -> dict[str, object]:
    return {
        "name": table.name,
        "path": f"{table.name}.csv",
        "profile": "tabular-data-resource",
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": written.size,
        "hash": f"sha256:{written.sha256}",
        "schema": schema(table),
    }


def schema(table: Table) -> dict[str, object]:
    """The Frictionless table schema of a CSV file."""
    columns = [column for column in table.columns if not column.parquet_only]
    result: dict[str, object] = {
        "fields": [_field(column, table) for column in columns],
        "missingValues": [""],
    }
    if table.key:
        result["primaryKey"] = list(table.key)
    foreign = [(column.name, *column.refers.split(".")) for column in columns if column.refers]
    if foreign:
        result["foreignKeys"] = [
            {"fields": [name], "reference": {"resource": target, "fields": [key]}}
            for name, target, key in foreign
        ]
    return result


def _field(column: Column, table: Table) -> dict[str, object]:
    constraints: dict[str, object] = {}
    if column.required:
        constraints["required"] = True
    if column.choices:
        constraints["enum"] = list(column.choices)
    if table.key == (column.name,):
        constraints["unique"] = True
    description = column.description
    if column.type == "list":
        description += f" Values are separated by {LIST_SEPARATOR}"
    field: dict[str, object] = {
        "name": column.name,
        "type": _FIELD_TYPES[column.type],
        "description": description,
    }
    if column.type == "boolean":
        field |= {"trueValues": ["true"], "falseValues": ["false"]}
    return field | ({"constraints": constraints} if constraints else {})


def dictionary() -> str:
    """The data dictionary as Markdown: every table, column, type, choice and key."""
    parts = [
        "# The tables\n",
        "<!-- Generated from pipeline/schemas.py: python -m pipeline.datapackage > docs/tables.md -->\n",
        f"Schema version {SCHEMA_VERSION}. Every table is a CSV file (UTF-8, an empty field is a value not "
        "stated, `true` / `false`) and a Parquet file with the same columns. A list is a list in Parquet "
        f"and stands in CSV with `{LIST_SEPARATOR}` between its values. `*` marks a column that always has a "
        "value. `start` and `end` count Unicode characters of `articles.text`: `text[start:end]` is what the "
        "source says. Ids depend on content alone, so that building again renames nothing.\n",
    ]
    for table in TABLES.values():
        key = f" Key: {', '.join(f'`{name}`' for name in table.key)}." if table.key else ""
        parts.append(f"## {table.name}\n\n{table.description}{key}\n")
        parts.append("| column | type | meaning |\n|---|---|---|")
        parts += [_row(column) for column in table.columns]
        parts.append("")
    return "\n".join(parts)


def _row(column: Column) -> str:
    notes = [column.description]
    if column.choices:
        notes.append(f"One of: {', '.join(f'`{choice}`' for choice in column.choices)}.")
    if column.refers:
        notes.append(f"Refers to `{column.refers}`.")
    if column.parquet_only:
        notes.append("Only in Parquet.")
    required = " *" if column.required else ""
    return f"| `{column.name}`{required} | {column.type} | {' '.join(notes)} |"


if __name__ == "__main__":
    sys.stdout.write(dictionary())
