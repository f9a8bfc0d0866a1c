"""Lay spans over an article's cleaned text: sentences, dates, names, figures and cue words."""

from pipeline.annotate.document import Cues, Document, Figure, Layer, Mention, Placed, Sentence, within
from pipeline.annotate.layers import annotate

__all__ = ["Cues", "Document", "Figure", "Layer", "Mention", "Placed", "Sentence", "annotate", "within"]
