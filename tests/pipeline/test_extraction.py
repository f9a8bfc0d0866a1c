"""Extraction as a whole: invariants over any text, hostile texts, time, and what it refuses."""

import re
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline import reading, tables
from pipeline.assembling import assemble
from pipeline.extraction import extract_article
from pipeline.model import Extraction, Row
from pipeline.versions import Kept
from tests.pipeline.sentence_tables import REFERENCE, extraction

PUBLISHED = date(2022, 4, 14)

NAMES = ["Macron", "Emmanuel Macron", "Le Pen", "Marine Le Pen", "Jean-Marie Le Pen", "Chirac", "Trump", "Biden",
         "Labour", "the Conservatives", "National Rally", "Rassemblement national", "AfD", "the Greens", "Jane Doe",
         "the president", "his rival", "her father", "she", "he", "both men", "le président sortant", "son père", "elle"]  # fmt: skip
FIGURES = ["66 percent", "66.1%", "33,9 %", "34", "21.3", "between 51 and 54 percent", "two thirds", "half",
           "sixty-six percent", "17 points", "1.5 million", "100 %", "0 %", "101%", "52-48", "66 to 34", "٦٦٪", "６６％",
           "more than 82 percent", "près de 20 pour cent", "1 500", "-5%", "5e10 %", "24 and 21.3 percent respectively"]  # fmt: skip
DATES = ["in 2017", "on Sunday", "on 24 April 2022", "in May 2002", "five years later", "le 7 mai 2017", "en 2002",
         "dimanche", "since 1969", "last time", "12 and 19 June", "in 0000", "99/99/9999", "on February 30", "in the 1980s"]  # fmt: skip
WORDS = ["won", "of the vote", "beat", "was beaten by", "against", "in the runoff", "in the first round", "turnout", "abstention",
         "a poll by Ifop", "the French presidential election", "the referendum", "Yes", "No", "from", "to", "up from",
         "by a margin of", "among voters aged", "of GDP", "approval", "resigned", "founded", "died", "au second tour",
         "des voix", "contre", "sondage", "the largest margin in history", "five times", "respectively", "France", "Britain"]  # fmt: skip
SIGNS = [".", ",", ";", ":", "(", ")", "\n", "\n\n", "\r\n", "\r", " ", "  ", "\t", "\u00a0", "\u202f", "-", "–", "'", "’",
         '"', "«", "»", "%", "\0", "\ud800", "\udfff", "\ufeff", "\u200f", "\u0301", "İ", "ß", "ﬁ", "𝟞𝟞", "中文", "مرحبا", "🗳️"]  # fmt: skip
SENTENCES = [
    "{name} won {figure} of the vote {date}.", "{name} beat {name} by {number} to {number} {date}.",
    "{name} and {name} took {number} and {number} percent respectively in the first round.",
    "Turnout in the French presidential runoff was {figure}, down from {figure} {date}.",
    "A poll by Ifop gives {name} {figure} and {name} {figure} in the runoff.", "{figure} voted for {name}, {figure} for {name}.",
    "{name} rose from {figure} in 2017 to {figure} {date}.", "{name} ({figure}), {name} ({figure}) and {name} ({figure}) were eliminated.",
    "{name} leads {name} by {figure} {date}.", "{name} said {date} that {figure} of GDP was enough.", "{name} resigned {date}.",
    "French voters rejected the constitution {date} by {figure} to {number}.", "{name}: {number}, {name}: {number}",
    "In France, {name} a obtenu {figure} des voix au second tour {date}, contre {figure} pour {name}.", "{name} s'impose avec {figure} {date}.",
    "Selon un sondage, {name} obtiendrait {figure} des voix.", "L'abstention en France a atteint {figure} {date}.", "{name} won the largest victory in French history.",
]  # fmt: skip
PIECES = st.sampled_from([*NAMES, *FIGURES, *DATES, *WORDS, *SIGNS])
NUMBERS = st.sampled_from(["24", "21.3", "0", "100", "33,9", "66.10", "5", "58"])


@st.composite
def _sentences(draw: st.DrawFn) -> str:
    """A sentence as news has it, with any names, figures and dates."""
    slots = {"name": NAMES, "figure": FIGURES, "date": DATES}
    parts = re.split("[{}]", draw(st.sampled_from(SENTENCES)))
    for index in range(1, len(parts), 2):
        named = parts[index]
        parts[index] = draw(NUMBERS if named == "number" else st.sampled_from(slots[named]))
    return "".join(parts)


TEXTS = st.lists(_sentences() | _sentences() | PIECES | st.text(max_size=4), max_size=12).flatmap(
    lambda pieces: st.sampled_from([" ", "\n", ""]).map(lambda gap: gap.join(pieces))
)
DAYS = st.none() | st.sampled_from([PUBLISHED, date.min, date(1700, 1, 1), date.max]) | st.dates()
LANGUAGES = st.sampled_from(["en", "fr"])
ANY_TEXT = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _extract(text: str, day: date | None, language: str) -> Extraction | None:
    article = reading.article(text, published=day, language=language)
    return extract_article(article, REFERENCE) if article.status == "ok" else None


@ANY_TEXT
@given(TEXTS, DAYS, LANGUAGES)
def test_any_text_gives_rows_that_fit_the_schemas(text: str, day: date | None, language: str) -> None:
    if (found := _extract(text, day, language)) is None:
        return
    tables.check_rows(found.rows)
    row = tables.article_row(found.article, ("a.txt",))
    frames = tables.frames({**found.rows, "articles": [row]})
    faults = tables.validate({**frames, "timeline": frames["timeline"]})
    assert faults.empty, faults.to_dict("records")


@ANY_TEXT
@given(TEXTS, DAYS, LANGUAGES)
def test_what_is_extracted_can_be_merged(text: str, day: date | None, language: str) -> None:
    if (found := _extract(text, day, language)) is None:
        return
    article = found.article
    part = {"article": {}, "rows": found.rows}
    kept = Kept(article, ("a.txt",), article.published, article.updated)
    frames, _ = assemble([kept], {article.article_id: part}, REFERENCE)
    assert frames["articles"]["status"].tolist() == ["ok"]
    told = {event for ids in frames["timeline"]["event_ids"] for event in ids}
    assert told == set(frames["events"]["event_id"])


@ANY_TEXT
@given(TEXTS, DAYS, LANGUAGES)
def test_rows_lead_to_characters_of_the_text(text: str, day: date | None, language: str) -> None:
    if (found := _extract(text, day, language)) is None:
        return
    for rows in found.rows.values():
        for row in rows:
            assert 0 <= row["start"] < row["end"] <= len(text)
    for row in (*found.rows["dates"], *found.rows["rejected"]):
        assert row["text"] == text[row["start"] : row["end"]]


@ANY_TEXT
@given(TEXTS, DAYS, LANGUAGES)
def test_the_figure_of_a_share_stands_in_the_text(text: str, day: date | None, language: str) -> None:
    if (found := _extract(text, day, language)) is None:
        return
    for row in found.rows["vote_shares"]:
        words = text[row["start"] : row["end"]]
        numbers = [float(number.replace(",", ".")) for number in re.findall(r"[0-9]+(?:[.,][0-9]+)?", words)]
        if not row["derived"] and numbers:
            assert row["share_pct"] in numbers, words
        assert numbers or words[0].isalpha(), words


@ANY_TEXT
@given(TEXTS, DAYS, LANGUAGES)
def test_shares_are_percentages_in_their_bounds(text: str, day: date | None, language: str) -> None:
    if (found := _extract(text, day, language)) is None:
        return
    for row in found.rows["vote_shares"]:
        assert 0 <= row["share_pct"] <= 100
        low, high = row["share_low"], row["share_high"]
        assert (low if low is not None else 0) <= row["share_pct"] <= (high if high is not None else 100)
        assert (row["qualifier"] == "over") == (low is not None and high is None)
        assert (row["qualifier"] == "under") == (high is not None and low is None)
        assert row["subject"].strip()


ELECTION = re.compile(r"[A-Z]{2}(?:-[A-Za-z0-9]+)+-[0-9]{4}[ab]?")


@ANY_TEXT
@given(TEXTS, DAYS, LANGUAGES)
def test_an_election_is_named_in_full_or_not_at_all(text: str, day: date | None, language: str) -> None:
    if (found := _extract(text, day, language)) is None:
        return
    for row in (*found.rows["vote_shares"], *found.rows["events"]):
        election = str(row["election_id"])
        assert not election or ELECTION.fullmatch(election)
        assert election or row["round"] is None
        assert row["round"] in (None, 1, 2)


@ANY_TEXT
@given(TEXTS, DAYS, LANGUAGES)
def test_one_row_a_subject_share_kind_election_and_round(text: str, day: date | None, language: str) -> None:
    if (found := _extract(text, day, language)) is None:
        return
    keys = ("subject", "share_pct", "kind", "election_id", "round")
    rows = [tuple(row[key] for key in keys) for row in found.rows["vote_shares"]]
    assert len(set(rows)) == len(rows)


@ANY_TEXT
@given(TEXTS, DAYS, LANGUAGES)
def test_every_date_is_an_event_or_refused(text: str, day: date | None, language: str) -> None:
    if (found := _extract(text, day, language)) is None:
        return

    def places(rows: list[Row]) -> list[tuple[object, object]]:
        return [(row["start"], row["end"]) for row in rows]

    dates = places(found.rows["dates"])
    events = places(found.rows["events"])
    refused = places([row for row in found.rows["rejected"] if row["kind"] == "date"])
    assert sorted(set(dates)) == sorted({*events, *refused})
    assert not set(events) & set(refused)
    assert len(set(events)) == len(events)


@ANY_TEXT
@given(TEXTS, DAYS, LANGUAGES)
def test_a_percentage_is_a_share_or_refused_never_both(text: str, day: date | None, language: str) -> None:
    if (found := _extract(text, day, language)) is None:
        return
    shares = {(row["start"], row["end"]) for row in found.rows["vote_shares"]}
    refused = {(row["start"], row["end"]) for row in found.rows["rejected"] if row["kind"] == "percentage"}
    assert not shares & refused


@pytest.mark.parametrize("sign", ["%", " %", " percent", " per cent", "\u00a0%"])
@given(number=st.integers(1, 99), before=st.sampled_from(["Bread costs ", "Macron won ", "", "Le Pen : "]))
def test_no_percentage_is_passed_over(sign: str, number: int, before: str) -> None:
    text = f"{before}{number}{sign} in April."
    rows = extraction(text, published=PUBLISHED).rows
    places = [(row["start"], row["end"]) for row in (*rows["vote_shares"], *rows["rejected"])]
    assert any(text[start:end].startswith(str(number)) for start, end in places)


@ANY_TEXT
@given(TEXTS, DAYS, LANGUAGES)
def test_the_same_text_gives_the_same_rows(text: str, day: date | None, language: str) -> None:
    first, second = _extract(text, day, language), _extract(text, day, language)
    assert first == second


@ANY_TEXT
@given(TEXTS, TEXTS, LANGUAGES)
def test_no_state_is_carried_from_article_to_article(text: str, other: str, language: str) -> None:
    first = _extract(text, PUBLISHED, language)
    _extract(other, None, language)
    assert _extract(text, PUBLISHED, language) == first


@ANY_TEXT
@given(TEXTS, LANGUAGES)
def test_without_a_day_of_publication_none_is_invented(text: str, language: str) -> None:
    found = _extract(text, None, language)
    if found is None or found.article.published is not None:
        return
    for row in found.rows["events"]:
        assert re.match("[0-9]{4}", str(row["date"]))
    assert all(row["status"] != "scheduled" or row["date"] for row in found.rows["events"])


@ANY_TEXT
@given(TEXTS, LANGUAGES)
def test_the_lines_of_day_and_address_give_no_rows(text: str, language: str) -> None:
    head = "Macron won 66 percent in 2017"
    whole = f"{head}\n20220414\nhttps://example.org/2017/05/07/macron-66-percent\n{text}"
    found = _extract(whole, None, language)
    assert found is not None
    assert found.article.published == PUBLISHED
    start, end = (
        len(head) + 1,
        whole.index(text, whole.index("percent\n", len(head) + 1)) if text else len(whole),
    )
    for rows in found.rows.values():
        for row in rows:
            assert row["end"] <= start or row["start"] >= end - 1


def test_newlines_and_header_do_not_move_what_is_found() -> None:
    sentence = "Macron beat Le Pen by 66.1 percent to 33.9 in 2017."
    for newline in ("\n", "\r\n", "\r"):
        text = newline.join(["Title", "20220414", "https://example.org/a", "", sentence])
        rows = extraction(text).rows
        assert [text[row["start"] : row["end"]] for row in rows["vote_shares"]] == ["66.1 percent", "33.9"]
        assert [text[row["start"] : row["end"]] for row in rows["events"]] == ["2017"]


def test_repairs_of_the_text_do_not_move_what_is_found() -> None:
    text = "Macron, subsequentlyelected in 2017 with66 percent of the vote, thanked Frances voters."
    rows = extraction(text, published=PUBLISHED).rows
    share = next(row for row in rows["vote_shares"] if not row["derived"])
    assert text[share["start"] : share["end"]] == "66 percent"
    assert (share["subject"], share["round"], share["verdict"]) == ("Emmanuel Macron", 2, "rounds")


# What bad input gets


def test_relative_dates_without_a_day_of_publication_are_refused() -> None:
    text = "Macron won on Sunday. He beat Le Pen on 7 May 2017 with 66.1 percent of the vote in the runoff."
    found = extraction(text)
    assert "no publication day" in found.article.problem
    assert [row["date"] for row in found.rows["events"]] == ["2017-05-07"]
    assert [row["share_pct"] for row in found.rows["vote_shares"] if not row["derived"]] == [66.1]
    refused = [(row["text"], row["kind"]) for row in found.rows["rejected"]]
    assert refused == [("on Sunday" if "on Sunday" in refused[0] else "Sunday", "date")]


@pytest.mark.parametrize(
    "text",
    [
        "Inflation reached 9.1 percent in June 2022.",
        "Le Pen wants to spend 2 percent of GDP on defence by 2027.",
        "The poll of 1,500 people has a margin of error of 3 percent.",
        "Labour won 63 percent of the seats in the House of Commons.",
    ],
)
def test_a_percentage_that_is_no_vote_is_refused_with_a_reason(text: str) -> None:
    rows = extraction(text, published=PUBLISHED).rows
    assert rows["vote_shares"] == []
    refused = [row for row in rows["rejected"] if row["kind"] == "percentage"]
    assert len(refused) == 1
    assert refused[0]["reason"]


@pytest.mark.parametrize(
    ("figure", "verdict"),
    [("66.10", "exact"), ("66.1", "exact"), ("66", "rounds"), ("45", "disagrees"), ("33.9", "other_holder")],
)
def test_what_the_text_says_is_kept_however_wrong(figure: str, verdict: str) -> None:
    text = f"Emmanuel Macron won the 2017 runoff with {figure} percent of the vote."
    rows = extraction(text, published=PUBLISHED).rows["vote_shares"]
    share = next(row for row in rows if not row["derived"])
    assert (share["subject"], share["share_pct"], share["verdict"]) == (
        "Emmanuel Macron",
        float(figure),
        verdict,
    )


@pytest.mark.parametrize(
    ("words", "qualifier", "low", "high"),
    [
        ("66 percent", "exact", None, None),
        ("about 66 percent", "about", None, None),
        ("more than 66 percent", "over", 66, None),
        ("less than 67 percent", "under", None, 67),
    ],
)
def test_bounds_are_told_and_mirrored_in_the_complement(
    words: str, qualifier: str, low: float | None, high: float | None
) -> None:
    rows = extraction(f"Macron won {words} of the vote in the 2017 runoff.", published=PUBLISHED).rows[
        "vote_shares"
    ]
    told, rest = sorted(rows, key=lambda row: bool(row["derived"]))
    assert (told["qualifier"], told["share_low"], told["share_high"]) == (qualifier, low, high)
    assert rest["subject"] == "Marine Le Pen"
    assert rest["share_pct"] == 100 - told["share_pct"]
    mirrored = {"over": "under", "under": "over"}
    assert rest["qualifier"] == mirrored.get(qualifier, qualifier)
    assert rest["share_low"] == (None if high is None else 100 - high)
    assert rest["share_high"] == (None if low is None else 100 - low)


def test_a_stated_share_has_no_complement() -> None:
    rows = extraction("Macron beat Le Pen by 66.1 to 33.9 percent in 2017.", published=PUBLISHED).rows[
        "vote_shares"
    ]
    assert [row["derived"] for row in rows] == [False, False]


def test_a_title_is_text_like_any_other() -> None:
    text = "Macron wins runoff with 58.5 percent\n20220425\nhttps://example.org/a\nHe beat Marine Le Pen on Sunday."
    rows = extraction(text).rows
    share = next(row for row in rows["vote_shares"] if not row["derived"])
    assert text[share["start"] : share["end"]] == "58.5 percent"
    assert share["subject"] == "Emmanuel Macron"


# Any day, any country


@pytest.mark.parametrize("day", [None, date.min, date(1700, 1, 1), date.max])
def test_any_day_of_publication(day: date | None) -> None:
    text = "Le Pen said on Wednesday that Macron won 66 percent of the vote in 2017. The runoff is next Sunday, ten years ago, in three centuries."
    found = _extract(text, day, "en")
    assert found is not None
    assert [row["share_pct"] for row in found.rows["vote_shares"] if not row["derived"]] == [66]


@pytest.mark.parametrize(
    "text",
    [
        "Ruritania's Jane Doe won 66 percent of the vote in the presidential runoff on Sunday.",
        "66 percent of the vote",
        "Wadiya votes.",
    ],
)
def test_a_country_that_nobody_knows(text: str) -> None:
    rows = extraction(text, published=PUBLISHED).rows
    assert all(row["verdict"] in ("", "no_reference") for row in rows["vote_shares"])
