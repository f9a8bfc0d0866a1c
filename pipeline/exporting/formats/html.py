"""One page with the timeline's chart, its tables and its articles, for any browser."""

from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.exporting.format import Format

if TYPE_CHECKING:
    from pipeline.telling.filters import View
    from pipeline.telling.known import Known


def _view(view: "View", known: "Known", path: Path) -> None:
    from pipeline.telling import standalone, story

    path.write_bytes(standalone.page(view, story.tell(view, known), known))


FORMAT = Format(
    title="Interactive page (HTML)",
    suffix=".html",
    view=_view,
    keeps="the chart of one subject, its events and figures as tables, links to articles; no network needed",
    loses="what the subject has no part in, full texts, counts, claims, dates of articles",
)
