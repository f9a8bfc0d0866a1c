"""Charts: frames in, Plotly figures out. Imported only when asked for; knows nothing of Streamlit.

A figure is the same for a light and a dark page: marks have colours that stand out on both, and
text has none of its own, so that it follows the page.
"""

from pipeline.charts.agreement import agreement_figure
from pipeline.charts.days import days_figure
from pipeline.charts.drawn import Drawn, drawn, has_mark, is_target, pointed_out
from pipeline.charts.election import election_figure
from pipeline.charts.polls import polls_figure
from pipeline.charts.roads import roads_figure
from pipeline.charts.seats import seats_figure
from pipeline.charts.strip import strip_figure
from pipeline.charts.style import EVENT_SYMBOLS, Ink, plain
from pipeline.charts.targets import add_targets
from pipeline.charts.timeline import MOST_EVENTS, Headings, timeline_figure

__all__ = [
    "EVENT_SYMBOLS",
    "MOST_EVENTS",
    "Drawn",
    "Headings",
    "Ink",
    "add_targets",
    "agreement_figure",
    "days_figure",
    "drawn",
    "election_figure",
    "has_mark",
    "is_target",
    "plain",
    "pointed_out",
    "polls_figure",
    "roads_figure",
    "seats_figure",
    "strip_figure",
    "timeline_figure",
]
