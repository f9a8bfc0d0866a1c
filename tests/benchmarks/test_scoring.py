"""Each measure on answers whose score is known, and what holds of any answer."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import scoring
from benchmarks.labels import ClaimLabel, CountLabel, EventLabel, Labels, ShareLabel, parse
from benchmarks.scoring import MEASURES, Answer, Claim, Count, Event, Share, Tally, same_subject, score


def share_label(
    subject: str = "Emmanuel Macron",
    share: float = 66.1,
    kind: str = "result",
    round_: int | None = 2,
    verdict: str = "",
    optional: bool = False,
) -> ShareLabel:
    return ShareLabel((subject,), share, kind, "FR-president-2017", round_, verdict, 10, 14, optional)


def labels(
    events: Sequence[EventLabel] = (),
    shares: Sequence[ShareLabel] = (),
    claims: Sequence[ClaimLabel] | None = None,
    distractors: frozenset[float] = frozenset(),
) -> Labels:
    return Labels("en", tuple(events), tuple(shares), None if claims is None else tuple(claims), distractors)


MACRON = Share("Macron", 66.1, "result", "FR-president-2017", 2, "exact", 10, 14)


def test_counts_need_their_subject_unit_election_and_round() -> None:
    label = CountLabel(("Emmanuel Macron",), 18_768_639, "votes", "FR-president-2022", 2, "exact")
    wanted = labels()._replace(counts=(label,))
    right = Count("Macron", 18_768_639, "votes", "FR-president-2022", 2, "exact")
    assert score(wanted, Answer(counts=[right]))["counts"] == Tally(1, 1, 1)
    assert score(wanted, Answer(counts=[right]))["count_verdicts"] == Tally(1, 1, 1)
    for wrong in ({"round": 1}, {"unit": "seats"}, {"number": 1}, {"subject": "Le Pen"}, {"election": ""}):
        assert score(wanted, Answer(counts=[right._replace(**wrong)]))["counts"] == Tally(0, 1, 1)
    assert score(wanted, Answer(counts=[right._replace(verdict="disagrees")]))["count_verdicts"].right == 0
    assert score(labels(), Answer(counts=[right]))["counts"] == Tally()


def test_a_repeated_date_counts_once_among_distinct_dates() -> None:
    day = EventLabel("2017-05-07", "", ("runoff",), False)
    found = score(
        labels([day, day]), Answer([Event("2017-05-07", "", "runoff"), Event("2017", "", "runoff")])
    )
    assert found["dates"] == Tally(1, 2, 2)
    assert found["distinct_dates"] == Tally(1, 2, 1)


def test_a_range_needs_both_ends() -> None:
    days = EventLabel("1934", "1936", ("other",), False)
    assert score(labels([days]), Answer([Event("1934", "", "other")]))["dates"] == Tally(0, 1, 1)
    assert score(labels([days]), Answer([Event("1934", "1936", "other")]))["dates"] == Tally(1, 1, 1)


def test_the_first_type_is_given_away_before_the_others() -> None:
    either = EventLabel("2017", "", ("runoff", "election"), False)
    strict = EventLabel("2017", "", ("election",), False)
    answer = Answer([Event("2017", "", "election"), Event("2017", "", "runoff")])
    assert score(labels([either, strict]), answer)["types"] == Tally(2, 2, 2)


def test_what_is_optional_is_neither_missed_nor_wrong() -> None:
    birth = EventLabel("1977-12-21", "", ("other",), True)
    label = share_label(optional=True)
    assert score(labels([birth], [label]), Answer())["dates"] == Tally()
    found = score(labels([birth], [label]), Answer([Event("1977-12-21", "", "law")], [MACRON]))
    assert found["dates"] == found["types"] == found["shares"] == Tally()


@pytest.mark.parametrize(
    ("share", "shares", "elections"),
    [
        (MACRON, 1, 1),
        (MACRON._replace(share=66.14), 1, 1),
        (MACRON._replace(share=66.2), 0, 0),
        (MACRON._replace(subject="Marine Le Pen"), 0, 0),
        (MACRON._replace(kind="poll"), 0, 0),
        (MACRON._replace(round=1), 1, 0),
        (MACRON._replace(election="FR-legislative-2017"), 1, 0),
        (MACRON._replace(election="2017"), 1, 1),
        (MACRON._replace(election="2022"), 1, 0),
        (MACRON._replace(election=""), 1, 0),
    ],
)
def test_a_share_and_its_election(share: Share, shares: int, elections: int) -> None:
    found = score(labels(shares=[share_label()]), Answer(shares=[share]))
    assert found["shares"] == Tally(shares, 1, 1)
    assert found["elections"] == Tally(elections, 1, 1)


def test_a_label_without_a_round_accepts_any() -> None:
    assert scoring.fits_election(MACRON._replace(round=1), share_label(round_=None))


def test_turnout_counts_among_shares_of_every_kind_alone() -> None:
    turnout = Share("turnout", 74.56, "turnout", "FR-president-2017", 2)
    found = score(labels(shares=[share_label("turnout", 74.56, "turnout")]), Answer(shares=[turnout]))
    assert found["all_shares"] == Tally(1, 1, 1)
    assert found["shares"] == Tally()


def test_a_repeated_share_counts_once() -> None:
    found = score(labels(shares=[share_label()]), Answer(shares=[MACRON, MACRON._replace(start=90, end=94)]))
    assert found["shares"] == Tally(1, 1, 1)
    assert found["evidence"] == Tally(0, 1, 1), "the last of equals stands for them"


@pytest.mark.parametrize(
    ("label", "verdict", "right"),
    [("exact", "exact", 1), ("exact", "rounds", 0), ("near", "rounds", 1), ("disagrees", "other_round", 1)],
)
def test_verdicts_are_counted_where_the_share_was_found(label: str, verdict: str, right: int) -> None:
    of = labels(shares=[share_label(verdict=label)])
    assert score(of, Answer(shares=[MACRON._replace(verdict=verdict)]))["verdicts"] == Tally(right, 1, 1)
    assert score(of, Answer())["verdicts"] == Tally()


def test_evidence_touches_the_quoted_words() -> None:
    of = labels(shares=[share_label()])
    for start, end, right in ((13, 20, 1), (14, 20, 0), (0, 500, 0)):
        assert score(of, Answer(shares=[MACRON._replace(start=start, end=end)]))["evidence"].right == right


def test_a_claim_beside_the_labels_counts_as_wrong_where_claims_are_labelled() -> None:
    answer = Answer(claims=[Claim(0, 20, "supported"), Claim(50, 60, "supported")])
    assert score(labels(claims=[ClaimLabel(5, 30, "supported")]), answer)["claims"] == Tally(1, 2, 2)
    assert score(labels(claims=[ClaimLabel(5, 30, "cannot_tell")]), answer)["claims"] == Tally(0, 2, 2)
    assert score(labels(), answer)["claims"] == Tally()


def test_distractors_are_numbers_that_are_no_share_of_the_article() -> None:
    row = {"election": "FR-president-2017", "round": 2, "start_char": 0, "end_char": 1}
    content = {
        "lang": "fr",
        "events": [],
        "vote_shares": [
            row | {"subject": "turnout", "share": 74.56, "kind": "turnout"},
            row | {"subject": "Emmanuel Macron", "share": 66.1, "kind": "result"},
        ],
        "not_vote_shares": ["4,5 % d'inflation", "66.1 percent of 1,234,567 people in 2017"],
    }
    of = parse(content)
    assert of.distractors == {74.56, 4.5}
    hit = Share("Macron", 4.5, "poll")
    assert score(of, Answer(shares=[hit]))["distractors"] == Tally(1, 2, 2)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Le Pen", "Marine Le Pen", False),
        ("Mme Le Pen", "Le Pen", True),
        ("Macron", "Emmanuel Macron", True),
        ("François Mitterrand", "Francois MITTERRAND", True),
        ("Luiz Inácio Lula da Silva", "Lula", True),
        ("the National Rally", "RN", True),
        ("l’Ensemble", "Together", True),
        ("Party", "Labour Party", False),
        ("", "", False),
    ],
)
def test_same_subject(one: str, other: str, same: bool) -> None:
    assert same_subject(one, other) is same
    assert same_subject(other, one) is same


EVENTS = st.builds(
    Event, st.sampled_from(["2017", "2022-04-24"]), st.sampled_from(["", "2023"]), st.just("law")
)
SHARES = st.builds(
    Share,
    st.sampled_from(["Macron", "Emmanuel Macron", "Marine Le Pen", "turnout"]),
    st.sampled_from([33.9, 33.94, 66.1]),
    st.sampled_from(["result", "poll", "turnout"]),
    st.sampled_from(["FR-president-2017", "2017", ""]),
    st.sampled_from([1, 2, None]),
)
ANSWERS = st.builds(Answer, st.lists(EVENTS, max_size=5), st.lists(SHARES, max_size=5))
OF = labels(
    [EventLabel("2017", "", ("law",), False), EventLabel("2022-04-24", "", ("other", "law"), True)],
    [
        share_label(),
        share_label("Marine Le Pen", 33.9),
        share_label("turnout", 33.9, "turnout", optional=True),
    ],
    distractors=frozenset({33.9}),
)


@given(ANSWERS)
def test_no_measure_has_more_right_than_found_or_wanted(answer: Answer) -> None:
    for name, tally in score(OF, answer).items():
        assert 0 <= tally.right <= min(tally.found, tally.wanted), name
        assert 0 <= tally.f1 <= 1, name


@given(ANSWERS, ANSWERS)
def test_the_total_is_the_sum(one: Answer, other: Answer) -> None:
    both = [score(OF, one), score(OF, other)]
    for name, tally in scoring.total(both).items():
        assert tally.right == both[0][name].right + both[1][name].right
    assert scoring.total(both).keys() == {*MEASURES, *scoring.COUNT_MEASURES}
