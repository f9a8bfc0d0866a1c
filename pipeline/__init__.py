"""Turn election news into tables of dated events and vote shares, checked against the record.

`extract` gives the tables of one article and `read` those of files, `explain` says why rows are rows and
`mentions` whom words mean, `build` stores the tables of many articles, `load` opens a folder of tables,
`query` and `connect` ask it in SQL, `export` writes its tables for other tools, `figure` draws their
timeline, `diff` tells what a rebuild changed, and `label` names an event. Each is imported when it is first
asked for, so that the command starts quickly.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.building import build
    from pipeline.changes import diff
    from pipeline.direct import extract, read
    from pipeline.explaining import explain
    from pipeline.exporting import export
    from pipeline.labels import label
    from pipeline.naming import mentions
    from pipeline.querying import connect, query
    from pipeline.store import Tables, load
    from pipeline.telling.opening import figure

__all__ = [
    "Tables",
    "build",
    "connect",
    "diff",
    "explain",
    "export",
    "extract",
    "figure",
    "label",
    "load",
    "mentions",
    "query",
    "read",
]

_MODULES = {
    "Tables": "store",
    "build": "building",
    "connect": "querying",
    "diff": "changes",
    "explain": "explaining",
    "export": "exporting",
    "extract": "direct",
    "figure": "telling.opening",
    "label": "labels",
    "load": "store",
    "mentions": "naming",
    "query": "querying",
    "read": "direct",
}


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)


def __dir__() -> list[str]:
    return [*globals(), *__all__]
