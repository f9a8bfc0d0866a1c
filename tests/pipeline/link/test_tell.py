"""The story of an article: its country, its votes, which one a sentence tells of, and who is meant."""

from datetime import date

import pytest

from pipeline.link.rounds import round_number
from tests.pipeline.sentence_tables import REFERENCE, story

PUBLISHED = date(2022, 4, 14)


def _who(text: str, published: date = PUBLISHED, language: str = "en") -> list[list[str]]:
    """Who each sentence names."""
    told = story(text, published=published, language=language).told
    return [[subject.name for subject in sentence.subjects] for sentence in told]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("French voters go to the polls.", "FR"),
        ("Macron faces Le Pen.", "FR"),
        ("Britain holds a general election.", "UK"),
        ("Trump beat Clinton.", "US"),
        ("Germany's SPD won.", "DE"),
        ("Ecuador elects a president. Ecuador's polls close at five. Germany looks on.", "EC"),
        ("Nothing at all happened.", ""),
    ],
)
def test_the_country_that_an_article_is_about(text: str, country: str) -> None:
    assert story(text, published=PUBLISHED).country == country


@pytest.mark.parametrize(
    ("published", "main", "round_"),
    [
        ("2022-04-11", "FR-president-2022", 1),
        ("2022-04-25", "FR-president-2022", 2),
        ("2017-05-08", "FR-president-2017", 2),
        ("2024-07-01", "FR-legislative-2024", 1),
    ],
)
def test_the_vote_that_an_article_is_about(published: str, main: str, round_: int) -> None:
    office = "presidential" if "president" in main else "legislative"
    found = story(
        f"France voted in the {office} election on Sunday.", published=date.fromisoformat(published)
    )
    assert found.main is not None
    assert (found.main.election_id, found.main.round) == (main, round_)


def test_the_vote_to_come() -> None:
    found = story("France votes for president on April 24.", published=PUBLISHED)
    assert found.coming is not None
    assert (found.coming.election_id, found.coming.round) == ("FR-president-2022", 2)


def test_without_a_day_of_publication_an_article_is_about_no_vote() -> None:
    found = story("France voted in the presidential election on Sunday.")
    assert (found.main, found.coming) == (None, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Marine Le Pen lost. She conceded.", [["Marine Le Pen"], ["Marine Le Pen"]]),
        ("Macron beat Marine Le Pen. He thanked her.", [["Emmanuel Macron", "Marine Le Pen"], ["Emmanuel Macron", "Marine Le Pen"]]),
        ("Marine Le Pen spoke. Her father listened.", [["Marine Le Pen"], ["Jean-Marie Le Pen"]]),
        ("Jean-Marie Le Pen spoke. His daughter listened.", [["Jean-Marie Le Pen"], ["Marine Le Pen"]]),
        ("Macron is a centrist. The president spoke.", [["Emmanuel Macron"], ["Emmanuel Macron"]]),
    ],
)  # fmt: skip
def test_who_is_meant(text: str, expected: list[list[str]]) -> None:
    found = [list(dict.fromkeys(names)) for names in _who(text)]
    assert found == expected


def test_an_ambiguous_surname_is_the_one_who_stood() -> None:
    text = "In 2002 Chirac beat Le Pen in France. In 2017 Macron beat Le Pen."
    first, second = _who(text)
    assert first[-1] == "Jean-Marie Le Pen"
    assert second[-1] == "Marine Le Pen"


def test_a_party_has_the_name_of_its_time() -> None:
    (names,) = _who("In France the FN won.", date(2014, 5, 26))
    assert names == ["National Front"]


@pytest.mark.parametrize(
    ("text", "votes"),
    [
        ("Macron won in 2017.", ["FR-president-2017"]),
        ("Macron beat Le Pen on 7 May 2017.", ["FR-president-2017"]),
        ("Chirac won in France in 1995 and 2002.", ["FR-president-1995", "FR-president-2002"]),
    ],
)
def test_dates_tell_votes(text: str, votes: list[str]) -> None:
    (told,) = story(text, published=PUBLISHED).told
    assert [anchor.vote.election_id for anchor in told.anchors if not anchor.rank] == votes


@pytest.mark.parametrize(
    "text",
    [
        "In 2002 Chirac met Le Pen in the French runoff. In that election he won easily.",
        "In 2002 Chirac won in France.\nIn that election he won easily.",
    ],
)
def test_a_vote_told_before_is_pointed_at(text: str) -> None:
    told = story(text, published=PUBLISHED).told[-1]
    assert told.current is not None
    assert told.current.election_id == "FR-president-2002"


def test_a_new_paragraph_is_about_the_vote_of_the_article_again() -> None:
    told = story(
        "France votes for president on April 24.\nIn 2002 Chirac won.\nMacron leads.", published=PUBLISHED
    ).told
    assert told[-1].current is not None
    assert told[-1].current.election_id == "FR-president-2022"


def test_every_vote_of_the_record_is_found_by_its_day() -> None:
    missed = []
    for election in REFERENCE.elections:
        if (
            election.day is None
            or election.area
            or election.office != "president"
            or election.country not in ("FR", "US")
        ):
            continue
        country = {"FR": "France", "US": "the United States"}[election.country]
        text = f"In the presidential election in {country} on {election.day:%-d %B %Y}, people voted."
        (told,) = story(text, published=PUBLISHED).told
        votes = [anchor.vote for anchor in told.anchors if not anchor.rank]
        if [(vote.election_id, vote.round) for vote in votes] != [(election.election_id, election.round)]:
            missed.append(election)
    assert missed == []


@pytest.mark.parametrize(
    ("text", "rounds"),
    [
        ("She won 23 percent in the first round and 41 in the second.", [1, 2]),
        ("He finished second.", []),
        ("Macron is the second president.", []),
        ("Le Pen reached the runoff.", [1]),
        ("Le Pen lost the runoff.", [2]),
        ("Erdogan won without a runoff.", [1]),
        ("Macron will face Marine Le Pen in the runoff.", [1]),
    ],
)
def test_the_rounds_of_a_sentence(text: str, rounds: list[int]) -> None:
    (told,) = story(text, published=PUBLISHED).told
    assert [round_number(cue) for cue in told.rounds] == rounds


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("In Germany, the Greens won; in Britain, Labour did.", ["DE", "UK"]),
        ("French voters stayed at home.", ["FR"]),
        ("Macron met the German chancellor.", ["FR"]),
    ],
)
def test_the_countries_of_a_sentence(text: str, countries: list[str]) -> None:
    told = story(f"France voted for Macron, and France chose well.\n{text}", published=PUBLISHED).told[-1]
    assert [part.country for part in told.stretches] == countries
