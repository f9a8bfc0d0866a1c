"""The first page: the finding, the chart, and the evidence behind each mark."""

import streamlit as st

from dashboard import chosen, citing, controls, escape, evidence, panels, tables_shown
from dashboard.chart_cache import story_of, timeline
from dashboard.controls import Choices
from dashboard.data import Data
from dashboard.evidence import Choice
from pipeline.telling import standalone
from pipeline.telling.filters import View
from pipeline.telling.i18n import _, locale, pgettext

CHART, EVIDENCE = "timeline-chart", "timeline-evidence"
IMAGE = "image-format"
IMAGES = ("png", "svg")
OPENED = "evidence-opened"  # whether the last click opened evidence out of sight


def clicked() -> None:
    """A mark was clicked. The browser points it out; on a phone the evidence lies over it."""
    chosen.clicked(CHART)
    st.rerun(EVIDENCE)


def closed() -> None:
    """The evidence was closed."""
    chosen.put(None)
    st.rerun([CHART, EVIDENCE])


def picked(choice: Choice) -> None:
    """A row of a table was chosen, from where the evidence cannot be seen."""
    chosen.put(choice)
    st.session_state[OPENED] = True
    st.rerun([CHART, EVIDENCE])


@st.fragment(key=CHART)
def chart(view: View, choices: Choices, shown: Data) -> None:
    """The chart; not drawn anew when one of its marks is clicked."""
    phone = panels.on_phone()
    story, figure = timeline(view, shown, narrow=phone, tapped=phone)
    st.plotly_chart(
        chosen.drawing(CHART, (view, shown.stamp, locale()), chosen.now(), figure),
        key=CHART,
        on_select=clicked,
        selection_mode="points",
        config=panels.chart_config(st.session_state.get(IMAGE, IMAGES[0])),
        alt=story.alt,
    )
    if phone:
        controls.moves(view, choices)


@st.fragment(key=EVIDENCE)
def proof(view: View, shown: Data) -> None:
    """What stands behind the mark that was chosen; a click reruns only this."""
    choice = chosen.now()
    found = evidence.find(choice, shown) if choice else None
    if not found:
        if choice:
            st.info(_("The link names a row that these tables do not have."), icon=":material/link_off:")
        panels.reading_key(story_of(view, shown))
        return
    panels.proof(found, shown, closed)
    if st.session_state.pop(OPENED, False) and not panels.on_phone():
        told = escape.inline(found.title)
        st.toast(_("Its evidence stands beside the chart: {title}", title=told), icon=":material/north:")


@st.fragment
def tables(view: View, shown: Data) -> None:
    """The same in tables."""
    tables_shown.of_story(story_of(view, shown), view, picked)


def share(view: View, shown: Data) -> None:
    """Ways to show the view elsewhere."""
    with st.popover(
        pgettext("pass on", "Share"),
        icon=":material/share:",
        type="tertiary",
        key="share-view",
        on_change="rerun",
    ) as popover:
        if not popover.open:
            return
        address = citing.here(st.context.url or "", st.query_params.to_dict())
        st.markdown(_("A link to this view"))
        st.code(address, language=None, wrap_lines=True)
        st.markdown(_("The chart in another page"))
        st.code(citing.frame(address), language="html", wrap_lines=True)
        st.segmented_control(
            _("Image by the chart’s camera button"),
            IMAGES,
            key=IMAGE,
            default=IMAGES[0],
            format_func=str.upper,
            required=True,
            persist_state="session",
        )
        st.download_button(
            _("This view as a page that needs no network (HTML)"),
            data=lambda: standalone.page(view, story_of(view, shown), shown),
            file_name="election-timeline.html",
            mime="text/html",
            on_click="ignore",
            icon=":material/download:",
        )


def page() -> None:
    """Draw the page; in the frame of another one, the finding and the chart alone."""
    shown = panels.opened()
    if shown is None:
        return
    known, as_of = controls.as_of(shown)
    view, choices = controls.read(shown, as_of)
    story = story_of(view, known)
    if st.context.is_embedded:
        st.subheader(escape.inline(f"{story.finding}."), anchor=False)
        told, figure = timeline(view, known, narrow=panels.on_phone())
        st.plotly_chart(figure, config=panels.CHART_CONFIG, alt=told.alt)
        return
    st.title(escape.inline(f"{story.finding}."), anchor=False)
    with st.container(horizontal=True, vertical_alignment="center"):
        panels.figures(story.figures)
        share(view, known)
    # The filters stand below the chart, for a phone's first screen, and after what takes the browser longest.
    top, filters, below = st.container(), st.container(), st.container()
    left, right = top.columns([5, 2], gap="medium")
    with left:
        chart(view, choices, known)
    with right:
        proof(view, known)
    with below:
        tables(view, known)
    with filters:
        controls.draw(view, choices, shown)


page()
