"""The dashboard: reads tables and shows them; extracts nothing itself."""

from dashboard import reader
from pipeline.telling import i18n

i18n.ask(reader.locale)
