"""What is told of."""

from dataclasses import KW_ONLY, dataclass

from pipeline.reference import Reference
from pipeline.store import Tables


@dataclass(frozen=True, eq=False)
class Known:
    """Tables, the record that they are held against, and the ISO day up to which everything is told.

    `day` is "" where the tables are as they were built.
    """

    tables: Tables
    reference: Reference
    _: KW_ONLY
    day: str = ""
