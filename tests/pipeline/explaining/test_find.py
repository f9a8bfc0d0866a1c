"""What an explanation says was chosen is what the tables have."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pipeline
from pipeline import reading
from pipeline.errors import TimelineError
from pipeline.explaining import explain_article
from pipeline.explaining.case import Case, Explanation
from pipeline.explaining.show import lines
from pipeline.extraction import extract_article
from pipeline.model import Article, Row
from pipeline.reference import load

GOLD = sorted((Path(__file__).parents[2] / "gold" / "articles").glob("*.txt"))
REFERENCE = load()


def _article(path: Path) -> Article:
    return next(reading.articles([path]))


def _at(explanation: Explanation, row: Row, *kinds: str) -> Case:
    (case,) = (
        case
        for case in explanation.cases
        if (case.start, case.end) == (row["start"], row["end"]) and case.kind in kinds
    )
    return case


def _chosen(case: Case) -> dict[str, str]:
    """What was chosen, apart from whom words mean."""
    return {choice.question: choice.chosen for choice in case.choices if choice.question != "meant"}


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_what_was_chosen_is_what_the_tables_have(path: Path) -> None:
    article = _article(path)
    rows = extract_article(article, REFERENCE).rows
    found = explain_article(article, REFERENCE)
    told = [row for row in rows["vote_shares"] if not row["derived"]]
    for row in told:
        chosen = _chosen(_at(found, row, "percentage"))
        # Of several that have a figure alike, one may be told elsewhere already.
        assert str(row["subject"]) in chosen.pop("whose").split(", ")
        assert chosen == {
            "kind": row["kind"],
            "vote": row["election_id"],
            "round": str(row["round"] or ""),
        }
    for row in rows["events"]:
        case = _at(found, row, "date")
        assert _chosen(case) == {"type": row["type"]}
        (option,) = (choice.option() for choice in case.choices)
        number = f", round {row['round']}" if row["round"] else ""
        assert option and (not row["election_id"] or option.by == f"{row['election_id']}{number}")
    for row in rows["counts"]:
        chosen = _chosen(_at(found, row, "count"))
        assert chosen.pop("kind") in ("result", "turnout")
        assert str(row["subject"]) in chosen.pop("whose").split(", ")
        assert chosen == {"vote": row["election_id"], "round": str(row["round"] or "")}
    for row in rows["claims"]:
        assert _at(found, row, "claim").rows[0].row == row
    for row in rows["rejected"]:
        case = _at(found, row, str(row["kind"]), "number")
        assert case.reason == row["reason"] or case.rows
    for case in found.cases:
        assert bool(case.rows) != bool(case.reason)
        for choice in case.choices:
            likely = [option.likely for option in choice.options]
            assert likely == sorted(likely, reverse=True)
            # Something else than the likeliest is never taken without a word.
            assert choice.how or choice.chosen == choice.options[0].what


ARTICLE = """Runoff: what the count says

Macron beat Le Pen 58.5 percent to 41.5 in Sunday's runoff, the ministry said. Mr Hidalgo, 52, did not vote.
Macron won 58.5 percent. Inflation was 4.8 percent.
"""
DAY = date(2022, 4, 25)


def _explained(at: int | None = None) -> Explanation:
    return pipeline.explain(ARTICLE, published=DAY, language="en", at=at)


def test_a_share_is_explained_in_the_order_of_questions_with_its_alternatives() -> None:
    (case,) = _explained(ARTICLE.index("58.5")).cases
    assert (case.kind, case.text) == ("percentage", "58.5 percent")
    assert case.sentence[slice(*case.mark)] == "58.5 percent"
    assert ARTICLE[slice(*case.within)] == ARTICLE[ARTICLE.index("Macron") : ARTICLE.index(" Mr Hidalgo")]
    assert [choice.question for choice in case.choices] == ["kind", "whose", "vote", "round"]
    whose = case.choices[1]
    assert [option.what for option in whose.options[:2]] == ["Emmanuel Macron", "Marine Le Pen"]
    assert [option.by for option in whose.options[:2]] == ["Macron", "Le Pen"]
    assert sum(option.likely for option in whose.options) == pytest.approx(1)
    round_ = case.choices[3]
    assert [(option.what, option.by) for option in round_.options] == [("2", "runoff"), ("1", "")]
    vote = case.choices[2]
    assert (vote.options[0].what, vote.options[0].by) == ("FR-president-2022", "Sunday")
    gained = whose.options[0].score - whose.options[1].score
    assert sum(reason.gain for reason in whose.reasons) == pytest.approx(gained, abs=0.5)


def test_whom_a_pronoun_means_is_explained_with_the_share_that_hangs_on_it() -> None:
    text = "Marine Le Pen met Emmanuel Macron in the runoff on Sunday. She won 41.5 percent, he 58.5."
    (case,) = pipeline.explain(text, published=DAY, language="en", at=text.index("41.5")).cases
    assert [choice.question for choice in case.choices][:3] == ["kind", "whose", "meant"]
    meant = case.choices[2]
    assert (meant.of, meant.chosen) == ("She", "Marine Le Pen")
    assert {"Marine Le Pen", "nobody"} <= {option.what for option in meant.options}
    gained = meant.options[0].score - meant.options[1].score
    assert sum(reason.gain for reason in meant.reasons) == pytest.approx(gained, abs=0.5)
    assert "  meant       “She” Marine Le Pen" in "\n".join(lines(_only(case), 100, full=True))
    assert "  meant       “She” Marine Le Pen" in "\n".join(lines(_only(case), 100, full=False))


def _only(case: Case) -> Explanation:
    return Explanation("", "", "", "en", "", None, (case,))


def test_scores_are_the_sums_of_the_weights_of_the_features() -> None:
    for case in _explained().cases:
        for option in (option for choice in case.choices for option in choice.options):
            assert option.score == pytest.approx(sum(feature.weight for feature in option.features))


def test_a_refused_percentage_has_its_reason_and_what_it_was_weighed_as() -> None:
    (case,) = _explained(ARTICLE.index("4.8")).cases
    assert (case.rows, case.reason) == ((), "a figure of the economy, no vote")
    assert _chosen(case) == {"kind": "none"}


def test_a_share_that_is_told_again_leads_to_where_it_is_told_first() -> None:
    (case,) = _explained(ARTICLE.rindex("58.5")).cases
    assert case.rows == () and case.reason == f"told already, at character {ARTICLE.index('58.5')}"


def test_a_number_that_is_no_share_is_explained_only_where_it_is_asked_for() -> None:
    age = ARTICLE.index("52,")
    (case,) = _explained(age).cases
    assert (case.kind, case.rows) == ("number", ())
    assert "no share" in case.reason
    assert age not in [case.start for case in _explained().cases]


def test_a_place_with_nothing_says_what_is_near() -> None:
    with pytest.raises(TimelineError, match=r"no date, number or claim at character 3.*58\.5 percent"):
        _explained(3)


def test_an_article_that_cannot_be_read_has_a_problem_and_no_cases() -> None:
    found = pipeline.explain("")
    assert (found.problem, found.about, found.cases) == ("the text is empty", None, ())


@given(st.text(alphabet="Macron Le Pen 5238,.%\n\t2017 votes first round [Ōé]", max_size=200))
def test_any_text_is_explained(text: str) -> None:
    found = pipeline.explain(text, published=DAY, language="en")
    for case in found.cases:
        assert 0 <= case.within[0] <= case.start < case.end <= case.within[1] <= len(text)
        assert " ".join(text[case.start : case.end].split()) == case.text
        assert pipeline.explain(text, published=DAY, language="en", at=case.start).cases[0] in found.cases
    assert all(len(line) <= 80 for full in (False, True) for line in lines(found, 80, full=full))


@pytest.mark.parametrize(
    ("text", "words", "how"),
    [
        (
            "Marine Le Pen won 41.5 percent, or 13.3 million votes, in Sunday's runoff in France.",
            "13.3",
            "as the share that it says again",
        ),
        (
            "Hollande, Sarkozy and Marine Le Pen took 28.6, 27.2 and 17.9 percent respectively on Sunday.",
            "28.6",
            "names and figures told one to one",
        ),
        (
            "Labour went from 43.6 to just 23.7 percent in Thursday's general election in Britain.",
            "43.6",
            "as the figure that it changed to",
        ),
        (
            "Turnout in Sunday's second round in France was 72 percent.",
            "72",
            "what it measures is of nobody",
        ),
        (
            "Macron and Le Pen are level on 50 percent in a poll before the runoff in France.",
            "50",
            "several have it alike",
        ),
        ("Party / 2017 / 2022 / Seats\nFrance won / 32.6 / 33.1 / 160", "33.1", "a line of a table"),
    ],
)
def test_whose_a_figure_is_says_how_it_was_told_where_nothing_was_weighed(
    text: str, words: str, how: str
) -> None:
    (case,) = pipeline.explain(text, published=DAY, language="en", at=text.index(words)).cases
    whose = case.choice("whose")
    assert whose and whose.how == how
