from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.readers.article import article
from pipeline.readers.head import head

TITLE = "The runoff as it was told\n\n"
DAY = date(2022, 4, 25)


@pytest.mark.parametrize(
    "line",
    [
        "Published 25 April 2022 at 10:20 GMT",
        "First published: Monday 25 April 2022, last updated 26 April 2022",
        "Posted Apr 25, 2022 at 6:00 am ET | Updated 1:10 pm ET",
        "Updated 26 April 2022 | Published 25 April 2022",
        "By Jane Doe | April 25, 2022 | 10:20 a.m.",
        "Mon 25 Apr 2022 20.14 BST",
        "PARIS, 25 April 2022 (Agency) - The president won.",
        "NEW YORK, Apr. 25, 2022 (AG) -- The president won.",
        "PARIS, Monday 25 April 2022 — The president won.",
    ],
)
def test_the_head_states_the_day(line):
    found = article(f"{TITLE}{line}\n\nOn Sunday the president won the runoff of the election.\n")
    assert found.published == DAY
    assert not found.problem


@pytest.mark.parametrize(
    "line",
    ["Publié le lundi 25 avril 2022 à 10h30, mis à jour le 26 avril 2022", "Le 25/04/2022 à 10:32",
     "PARIS, 25 avril 2022 (AG) – Le président a gagné."],
)  # fmt: skip
def test_the_head_states_the_day_in_french(line):
    found = head(f"{TITLE}{line}\n\nLe président a gagné.\n", "fr")
    assert found is not None and found.day == DAY


@pytest.mark.parametrize(
    "line",
    [
        "Published in 2019, the book was read in the runoff of 24 April 2022.",
        "On 24 April 2022 the president won.",
        "24 April 2022 was a Sunday",
        "UKIP, founded on 3 September 1993 - a party of one cause",
        "The party, founded on 3 September 1993 — a party of one cause",
        "PARIS (AG) — The president won on 24 April 2022.",
        "Updated 2 hours ago",
        "Published: 4/5/2022",
        "April 2022",
        "a\n\nb\n\nc\n\n24 April 2022",
    ],
)
def test_prose_and_half_a_day_state_none(line):
    assert head(f"{TITLE}{line}\n\nThe president won.\n", "en") is None


def test_the_line_of_the_day_is_no_prose_and_a_stated_day_goes_before_it():
    text = f"{TITLE}Published 25 April 2022\n\nOn Sunday the president won the runoff of the election.\n"
    (line,) = article(text).metadata
    assert text[slice(*line)] == "Published 25 April 2022"
    known = article(text.replace("\n\n", "\n20220426\n", 1))
    assert known.published == date(2022, 4, 26)


@given(st.text(max_size=400))
def test_any_text_has_a_day_or_none(text):
    for language in ("en", "fr"):
        found = head(text, language)
        assert found is None or found.line is None or 0 <= found.line.start < found.line.end <= len(text)
