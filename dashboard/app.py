"""The dashboard's entry: `streamlit run dashboard/app.py`, or `election-timeline open`."""

import gc
import sys
from contextlib import suppress
from pathlib import Path

import streamlit as st

# `streamlit run` puts this file's folder on the path, not the one that holds both packages.
ROOT = str(Path(__file__).resolve().parents[1])
if ROOT not in sys.path:
    sys.path.append(ROOT)


@st.cache_resource(show_spinner=False)
def settle() -> bool:
    """Load the data and freeze the collector once.

    Streamlit collects all garbage after each run of a script, which costs some 65 ms with the
    libraries loaded; what is frozen is left out.
    """
    from dashboard import data, story  # noqa: F401, PLC0415 - after the path is set; story loads plotly
    from pipeline.errors import TimelineError  # noqa: PLC0415

    with suppress(TimelineError):
        data.shared()
    gc.collect()
    gc.freeze()
    return True


st.set_page_config(
    page_title="Election timeline",
    page_icon="🗳️",  # a material icon would be fetched from a font server
    layout="wide",
)
settle()
st.navigation(
    [
        st.Page("views/timeline.py", title="Timeline", default=True),
        st.Page("views/elections.py", title="Elections", url_path="elections"),
        st.Page("views/articles.py", title="Articles", url_path="articles"),
        st.Page("views/add.py", title="Add articles", url_path="add"),
        st.Page("views/data.py", title="Data", url_path="data"),
    ],
    position="top",
).run()
