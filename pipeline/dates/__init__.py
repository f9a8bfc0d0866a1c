"""Time expressions in running text: what they mean as TIMEX3 values, as days and in EDTF."""

from pipeline.dates.jsonl import stream
from pipeline.dates.tagger import tag
from pipeline.dates.values import iso_date

__all__ = ["iso_date", "stream", "tag"]
