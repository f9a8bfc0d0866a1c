"""Events: what happened on a date, who took part and how certain it is, by what the text says."""

from pipeline.events.find import Event, find

__all__ = ["Event", "find"]
