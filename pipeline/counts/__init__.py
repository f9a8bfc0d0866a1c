"""Find the numbers of votes and seats that an article tells, by the choices that find its shares."""

from pipeline.counts.find import find

__all__ = ["find"]
