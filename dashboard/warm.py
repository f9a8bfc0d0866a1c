"""What the first reader after a start waits for, so that no other one does."""

import gc
from contextlib import suppress

import streamlit as st

from dashboard import chart_cache, controls, data, evidence
from pipeline.errors import TimelineError


@st.cache_resource(show_spinner=False)
def settle() -> bool:
    """Load the data, do once what every reader needs, and freeze the collector.

    Streamlit collects all garbage after each run of a script, which costs some 65 ms with the
    libraries loaded; what is frozen is left out. The first chart and the first evidence load much that
    is needed again.
    """
    with suppress(TimelineError):
        shown = data.shared()
        known, as_of = controls.as_of(shown)
        view, _choices = controls.read(shown, as_of)
        story, _figure = chart_cache.timeline(view, known)
        for key in story.chart_events["key"].head(1):
            if choice := evidence.parse(key):
                evidence.find(choice, known)
    gc.collect()
    gc.freeze()
    return True
