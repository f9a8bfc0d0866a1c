"""When a poll was taken and how many it asked, as told beside its figures or some sentences away."""

from datetime import date

import pytest

from tests.pipeline.sentence_tables import extraction

ASKED = "Ifop sees Macron on 54 percent in the runoff of the presidential election, Le Pen on 46. "
SONDAGE = (
    "L'Ifop crédite Macron de 54 % des intentions de vote au second tour de la présidentielle, Le Pen de 46. "
)


def polls(text: str, language: str = "en", published: date | None = date(2022, 4, 14)):
    rows = extraction(text, published=published, language=language).rows["vote_shares"]
    return {(row["date"], row["sample"]) for row in rows if row["kind"] == "poll"}


@pytest.mark.parametrize(
    ("text", "day", "sample"),
    [
        ("An Ifop poll taken on April 8 and 9, 2022, puts Macron on 54 percent in the runoff.", "2022-04-09", None),
        ("An Ifop poll carried out between 11 and 12 April put Le Pen on 46 percent in the runoff.", "2022-04-12", None),
        (f"{ASKED}The institute questioned 1,003 registered voters online from 8 to 11 April.", "2022-04-11", 1003),
        (f"{ASKED}Turnout may be low. Fieldwork: 1,534 adults, 12 to 13 April.", "2022-04-13", 1534),
        (f"{ASKED}The poll of 600 likely voters has a margin of error of 4 points.", "", None),
        (f"{ASKED}Some 600 adults were interviewed by Ifop.", "", 600),
        (f"{ASKED}Macron took office in 2017 after an oath taken on May 14, 2017.", "", None),
        (f"{ASKED}Elabe, which questioned 1,500 people on April 12, has it closer.", "", None),
        (f"{ASKED}The poll was taken on April 20.", "", None),  # after the article
    ],
)  # fmt: skip
def test_english(text: str, day: str, sample: int | None) -> None:
    assert polls(text) == {(day, sample)}


@pytest.mark.parametrize(
    ("text", "day", "sample"),
    [
        (f"{SONDAGE}L'étude a été réalisée en ligne les 5 et 6 avril auprès de 1 347 personnes.", "2022-04-06", 1347),
        (f"{SONDAGE}Sondage mené du 11 au 13 avril auprès de 1 013 adultes.", "2022-04-13", 1013),
        ("Selon un sondage Ifop réalisé mardi, Macron obtiendrait 54 % des voix au second tour.", "2022-04-12", None),
        (f"{SONDAGE}L'enquête Elabe, conduite auprès de 2 000 personnes le 12 avril, dit autre chose.", "", None),
    ],
)  # fmt: skip
def test_french(text: str, day: str, sample: int | None) -> None:
    assert polls(text, "fr") == {(day, sample)}


def test_without_a_day_of_publication_a_day_with_its_year_is_told():
    assert polls(
        "An Ifop poll taken on October 30 and 31, 2025, puts Bardella on 35 percent.", published=None
    ) == {("2025-10-31", None)}
