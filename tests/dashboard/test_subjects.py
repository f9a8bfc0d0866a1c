import pytest

from dashboard.data import Data
from pipeline.telling import i18n, subjects


def test_the_party_with_most_mentions_comes_first_and_keeps_its_renamings(seed: Data) -> None:
    first = subjects.subjects(seed.tables, seed.reference)[0]
    assert (first.key, first.kind, first.country) == ("RN", "party", "FR")
    assert {"FN", "RN"} <= first.party_ids
    assert {"National Front", "Jean-Marie Le Pen", "Marine Le Pen"} <= first.names
    assert subjects.name_in_tables(first, seed.tables, seed.reference) == "National Front"


def test_points_follow_a_party_through_its_candidates(seed: Data) -> None:
    party = subjects.subjects(seed.tables, seed.reference)[0]
    shares = {
        (point.day[:4], point.election.round): point.share_pct
        for point in subjects.points(party, "president", seed.reference)
    }
    assert shares["1974", 1] == 0.75
    assert (shares["2002", 1], shares["2002", 2]) == (16.86, 17.79)
    assert (shares["2017", 1], shares["2017", 2]) == (21.30, 33.90)


def test_a_person_has_only_the_own_record(seed: Data) -> None:
    choices = {each.key: each for each in subjects.subjects(seed.tables, seed.reference)}
    points = subjects.points(choices["Marine Le Pen"], "president", seed.reference)
    assert {point.result.subject for point in points} == {"Marine Le Pen"}


def test_a_family_adds_its_candidates_up(seed: Data) -> None:
    choices = {each.key: each for each in subjects.subjects(seed.tables, seed.reference)}
    points = subjects.points(choices["far-right-FR"], "president", seed.reference)
    first_2002 = next(point for point in points if point.day == "2002-04-21")
    assert round(first_2002.share_pct, 2) == round(16.86 + 2.34, 2)  # Le Pen and Mégret


def test_everyone_is_always_offered_last(seed: Data) -> None:
    assert subjects.subjects(seed.tables, seed.reference)[-1] is subjects.NOBODY


def test_the_article_of_a_name(seed: Data) -> None:
    assert subjects.in_sentence("National Front", seed.reference) == "the National Front"
    assert subjects.in_sentence("Marine Le Pen", seed.reference) == "Marine Le Pen"
    assert subjects.in_sentence("En Marche!", seed.reference) == "En Marche!"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("National Front", "le Front national"),
        ("Union for a Popular Movement", "l’Union pour un mouvement populaire"),
        ("Revolutionary Communist League", "la Ligue communiste révolutionnaire"),
        ("The Republicans", "Les Républicains"),
        ("Democratic Unionist Party", "le Parti unioniste démocrate"),
        ("En Marche!", "En marche !"),
        ("Marine Le Pen", "Marine Le Pen"),
    ],
)
def test_a_name_in_a_french_sentence(name: str, said: str, seed: Data) -> None:
    with i18n.speaking("fr"):
        assert subjects.in_sentence(name, seed.reference).replace("\xa0", " ") == said
