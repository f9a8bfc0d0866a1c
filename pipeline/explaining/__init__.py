"""Explain an article: why each row is a row, and why each refused date or percentage is none."""

from pipeline.explaining.find import explain, explain_article

__all__ = ["explain", "explain_article"]
