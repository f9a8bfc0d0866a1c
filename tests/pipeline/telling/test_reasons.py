"""Reasons are read back by the templates that they were made of, and told in the reader's language."""

import pytest

from pipeline.events.refusals import NO_DATE
from pipeline.shares import kinds
from pipeline.telling import reasons
from pipeline.telling.i18n import speaking


@pytest.mark.parametrize(
    ("text", "english", "french"),
    [
        (
            "Jean-Marie Le Pen, FR-president-2002 round 2: 17.79",
            "Jean-Marie Le Pen, Presidential election 2002, France, runoff: 17.79%",
            "Jean-Marie Le Pen, Élection présidentielle 2002, France, second tour : 17,79 %",
        ),
        (
            "turnout, UK-general-2017: 68.75; the figure is that of No, FR-referendum-1992: 48.96",
            "turnout, General election 2017, United Kingdom: 68.75%; "
            "the figure is that of No, Referendum 1992, France: 48.96%",
            "participation, Élections générales 2017, Royaume-Uni : 68,75 %; "
            "ce chiffre est celui de Non, Référendum 1992, France : 48,96 %",
        ),
        (
            "Labour Party, UK-general-1992: 11557062 votes",
            "Labour Party, General election 1992, United Kingdom: 11,557,062 votes",
            "Parti travailliste, Élections générales 1992, Royaume-Uni : 11 557 062 voix",
        ),
        (
            "highest abstention in FR-legislative, 1988 to 2017: 57.36 percent abstention in "
            "FR-legislative-2017 round 2; next 32.45 percent abstention in FR-legislative-1993 round 2",
            "highest abstention in legislative elections, France, 1988 to 2017: 57.36 percent abstention in "
            "Legislative election 2017, France, runoff; next 32.45 percent abstention in "
            "Legislative election 1993, France, runoff",
            None,
        ),
        (  # Half of it fits no template: all of it stays.
            "Ada, FR-president-2002 round 2: 17.79; of no known form",
            "Ada, Presidential election 2002, France, runoff: 17.79; of no known form",
            "Ada, Élection présidentielle 2002, France, second tour: 17.79; of no known form",
        ),
    ],
)
def test_what_was_compared_is_told_in_the_readers_language(
    text: str, english: str, french: str | None
) -> None:
    assert reasons.because(text) == english
    with speaking("fr"):
        told = " ".join(reasons.because(text).split())
    assert told == french if french else told.startswith("abstention la plus forte, ")


def test_every_reason_why_something_is_no_row_is_known() -> None:
    known = {*NO_DATE.values(), *kinds._NO_VOTE.values(), kinds.PART}
    assert known <= set(reasons.REFUSALS)
    with speaking("fr"):
        assert all(reasons.refusal(each) != each for each in known)
        assert reasons.refusal("fix-1: rejected by Ada") == "fix-1: rejected by Ada"
        assert reasons.repair("fused, quote, other") == "mots collés, autre guillemet, other"
