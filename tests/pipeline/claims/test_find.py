"""What a claim is judged by, and what the seed article claims."""

from pathlib import Path

import pytest

from tests.pipeline.claims.reading import Found, found

SEEDS = sorted((Path(__file__).parents[3] / "seeds").glob("*.txt"))


def one(text: str, published: str, language: str = "en") -> Found:
    claims = found(text, language, published)
    assert len(claims) == 1
    return claims[0]


def test_the_seed_makes_three_claims() -> None:
    tenure, count, margin = found(SEEDS[0].read_text(encoding="utf-8"))
    assert tenure.words.startswith("led the National Front")
    assert tenure.words.endswith("from its founding in 1972 until his resignation in 2011")
    assert (tenure.kind, tenure.verdict) == ("tenure", "supported")
    assert "1972-10-05" in tenure.because
    assert "2011-01-16" in tenure.because
    assert (count.words, count.kind, count.verdict) == (
        "ran for the presidency five times",
        "count",
        "supported",
    )
    assert "1974, 1988, 1995, 2002, 2007" in count.because
    assert (margin.words, margin.kind, margin.verdict) == (
        "largest margin of victory in French history",
        "superlative",
        "supported",
    )
    assert "64.42 points in the 2002 presidential election, round 2" in margin.because
    assert "next 32.20 points in the 2017 presidential election, round 2" in margin.because
    assert "1965 to 2017" in margin.because


def test_a_contradicted_superlative_names_what_beats_it() -> None:
    claim = one(
        "Macron was re-elected in Sunday's runoff in France. Turnout has never been lower in a second round.",
        "2022-04-28",
    )
    assert claim.verdict == "contradicted"
    assert "71.99 percent turnout in the 2022 presidential election, round 2" in claim.because
    assert "but 68.85 percent turnout in the 1969 presidential election, round 2" in claim.because


def test_elections_after_publication_do_not_count() -> None:
    text = "Macron beat Le Pen in the runoff of 7 May 2017 in France. It was the best score ever for the far right."
    assert one(text, "2017-05-09").verdict == "supported"
    assert one(text, "2022-04-26").verdict == "contradicted"


def test_since_leaves_out_the_year_that_it_names() -> None:
    text = "Macron beat Le Pen in Sunday's runoff in France. Turnout was the lowest since {}."
    assert one(text.format(1969), "2022-04-26").verdict == "supported"
    assert one(text.format(1968), "2022-04-26").verdict == "contradicted"


@pytest.mark.parametrize(
    ("scope", "why"),
    [
        ("since 1848", "begins in 1965"),
        ("in Europe", "does not hold"),
        ("since the fall of communism", "since when"),
        ("in a century", "since when"),
    ],
)
def test_scopes_beyond_the_record(scope: str, why: str) -> None:
    claim = one(f"Macron beat Le Pen in Sunday's French runoff on the lowest turnout {scope}.", "2022-04-26")
    assert claim.verdict == "cannot_tell"
    assert why in claim.because


def test_missing_figures_within_named_years_leave_it_open() -> None:
    claim = one(
        "Turnout in the French legislative runoff on 7 July 2024 was the highest since 1997.", "2024-07-09"
    )
    assert claim.verdict == "cannot_tell"
    assert "no figures for 2002, 2007, 2012" in claim.because


def test_a_count_names_the_years() -> None:
    claim = one("Jean-Marie Le Pen ran for the French presidency six times.", "2025-01-08")
    assert claim.verdict == "contradicted"
    assert "5 (1974, 1988, 1995, 2002, 2007)" in claim.because


def test_a_place_among_others_names_those_before() -> None:
    claim = one(
        "Nicolas Sarkozy is the second sitting president to be defeated in a French runoff.", "2012-05-08"
    )
    assert claim.verdict == "supported"
    assert "Valéry Giscard d'Estaing, Nicolas Sarkozy in 2012" in claim.because


def test_terms_that_follow_each_other_are_one() -> None:
    claim = one("Marine Le Pen led the National Front from 2011 until 2022.", "2023-04-14")
    assert claim.verdict == "supported"


def test_what_is_compared_with_is_not_what_is_claimed() -> None:
    claim = one(
        "Marine Le Pen lost Sunday's runoff in France with 41.45 percent, the best score of any candidate "
        "bearing her name, ahead of her own 33.9 in 2017.",
        "2022-04-26",
    )
    assert claim.verdict == "supported"
    assert claim.because.index("41.45") < claim.because.index("33.90")


def test_nothing_is_claimed_without_an_article() -> None:
    assert found("", "en", "2022-04-26") == []
    assert found("Ever since.", "en", "2022-04-26") == []


def test_without_a_day_of_publication_the_whole_record_counts() -> None:
    (claim,) = found(
        "Jacques Chirac beat Le Pen in 2002, the largest margin of victory in French history.", "en"
    )
    assert claim.verdict == "supported"


@pytest.mark.parametrize("language", ["de", "it"])
def test_other_languages_make_no_claims(language: str) -> None:
    from pipeline.claims.pack import pack

    assert pack(language) is None or language in ("en", "fr")
