"""Link words to what they stand for: names to people and parties, phrases to elections and rounds."""

from pipeline.link.story import Story, Told, tell
from pipeline.link.votes import Vote

__all__ = ["Story", "Told", "Vote", "tell"]
