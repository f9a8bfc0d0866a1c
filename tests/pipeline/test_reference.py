"""The record: that its data holds together for every country, and that look-ups find the right row."""

import csv
import re
from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from pipeline.reference import FOLDER, ReferenceDataError, fold, load
from pipeline.reference_events import known_events
from pipeline.reference_rows import Election, Person
from pipeline.reference_schema import ELECTION_ID, REFERENCE_TABLES

REFERENCE = load()
COUNTRIES = sorted(path.name for path in FOLDER.iterdir() if path.is_dir())
# The day of the week on which a country votes, where it is always the same; parties hold their ballots on any day.
# fmt: off
SUNDAY = [
    "AR", "AT", "BE", "BO", "CH", "CO", "DE", "EC", "FI", "FR", "GR",
    "JP", "MD", "ML", "PE", "PL", "RS", "SE", "SI", "SN", "TR", "UA", "UY",
]
# fmt: on
POLLING_WEEKDAYS = dict.fromkeys(SUNDAY, 6) | {"UK": 3, "US": 1, "AU": 5, "TW": 5, "NO": 0, "PH": 0}
HELD_BY_PARTIES = ("party", "primary")
ISO_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")


def named(election: Election) -> str:
    return f"{election.election_id}/{election.round or ''}"


# The data of all countries


@pytest.mark.parametrize("country", COUNTRIES)
def test_a_country_folder_holds_the_tables_with_their_columns(country):
    for name in sorted(path.stem for path in (FOLDER / country).iterdir()):
        with (FOLDER / country / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            assert next(csv.reader(file)) == REFERENCE_TABLES[name].column_names(), name


@pytest.mark.parametrize("election", REFERENCE.elections, ids=named)
def test_an_election_is_well_formed(election):
    assert re.fullmatch(ELECTION_ID, election.election_id)
    parts = election.election_id.split("-")
    assert parts[:2] == [election.country, election.office]
    assert parts[2:-1] == ([election.area] if election.area else [])
    assert parts[-1][:4] == REFERENCE.rounds(election.election_id)[0].date[:4]
    assert election.round in (None, 1, 2)
    assert ISO_DATE.fullmatch(election.date)
    if election.day and election.office not in HELD_BY_PARTIES and election.country in POLLING_WEEKDAYS:
        assert election.day.weekday() == POLLING_WEEKDAYS[election.country]
    if election.votes_cast and election.registered and election.turnout_pct:
        assert abs(100 * election.votes_cast / election.registered - election.turnout_pct) < 0.0101
    if election.votes_cast and election.valid_votes:
        assert election.valid_votes <= election.votes_cast


def test_rounds_follow_one_another():
    for election in REFERENCE.elections:
        rounds = REFERENCE.rounds(election.election_id)
        assert [row.round for row in rounds] in ([None], [1, 2], [1]), election.election_id
        days = [row.day for row in rounds if row.day]
        assert days == sorted(set(days))


@pytest.mark.parametrize(
    "election", [e for e in REFERENCE.elections if REFERENCE.results(e.election_id, e.round)], ids=named
)
def test_results_add_up(election):
    rows = REFERENCE.results(election.election_id, election.round)
    here = {row.party_id for row in rows}
    own = [
        row
        for row in rows
        if not here.intersection(REFERENCE.party(row.party_id).members if row.party_id else ())
    ]
    shares = [row.share_pct for row in own if row.share_pct is not None]
    assert sum(shares) <= 100.1
    for row in rows:
        assert row.share_pct is None or 0 <= row.share_pct <= 100
        assert row.share_decimals <= 2
        if row.votes and election.valid_votes and row.share_decimals == 2:
            # Sources that round or count otherwise stay within a few hundredths.
            assert abs(100 * row.votes / election.valid_votes - row.share_pct) < 0.05, row.subject
        if row.seats is not None and row.seats_total is not None:
            assert 0 <= row.seats <= row.seats_total
    if all(row.votes for row in own) and abs(sum(shares) - 100) < 0.05:
        assert sum(row.votes for row in own) == election.valid_votes or election.valid_votes is None


@pytest.mark.parametrize(
    "election",
    [e for e in REFERENCE.elections if e.country == "FR" and e.office == "president" and e.day],
    ids=named,
)
def test_every_vote_of_a_presidential_round_is_accounted_for(election):
    rows = REFERENCE.results(election.election_id, election.round)
    assert sum(row.votes for row in rows) == election.valid_votes
    assert [row.rank for row in rows] == list(range(1, len(rows) + 1))
    assert [row.votes for row in rows] == sorted((row.votes for row in rows), reverse=True)
    winners = [row for row in rows if row.elected]
    assert [row.rank for row in winners] == ([1] if election.round == 2 else [])


def test_ranks_follow_votes_and_nobody_shares_one():
    for election in REFERENCE.elections:
        ranked = [row for row in REFERENCE.results(election.election_id, election.round) if row.rank]
        assert len({row.rank for row in ranked}) == len(ranked), election.election_id
        figures = (
            [row.votes or 0 for row in ranked]
            if all(r.votes for r in ranked)
            else [row.share_pct for row in ranked]
        )
        assert figures == sorted(figures, reverse=True), election.election_id


def test_results_name_known_people_parties_and_families():
    for row in REFERENCE.results_rows:
        if row.subject_type == "candidate":
            assert REFERENCE.person(row.subject), row.subject
        elif row.subject_type in ("party", "bloc"):
            assert REFERENCE.party(row.party_id).name == row.subject
            assert bool(REFERENCE.party(row.party_id).members) == (row.subject_type == "bloc"), row.subject
        if row.party_id:
            assert (
                REFERENCE.party(row.party_id).country
                == REFERENCE.election(row.election_id, row.round).country
            )


def test_names_and_ids_are_unique():
    for values in (
        [party.name_en for party in REFERENCE.parties],
        [party.party_id for party in REFERENCE.parties],
        [person.name for person in REFERENCE.people],
    ):
        assert [value for value, times in Counter(values).items() if times > 1] == []


def test_an_alias_has_one_owner_or_is_listed_as_ambiguous():
    for by_alias in (REFERENCE.people_by_alias, REFERENCE.parties_by_alias):
        for alias, owners in by_alias.items():
            for country in {owner.country for owner in owners}:
                at_home = [owner for owner in owners if owner.country == country]
                if len(at_home) < 2:
                    continue
                for owner in at_home:
                    unclear = set(map(fold, owner.ambiguous_aliases))
                    full = fold(owner.name) == alias
                    assert alias in unclear or full or _never_at_once(at_home), (alias, owner.name)


def _never_at_once(owners) -> bool:
    """Names that parties bore one after the other need no context but the day."""
    if any(isinstance(owner, Person) for owner in owners):
        return False
    spans = sorted((owner.valid_from, owner.valid_to or "9999") for owner in owners)
    return all(before[1] <= after[0] for before, after in pairwise(spans))


def test_ambiguous_aliases_are_names_of_their_owner():
    for person in REFERENCE.people:
        assert set(person.ambiguous_aliases) <= {person.name, *person.aliases}, person.name
    for party in REFERENCE.parties:
        names = set(map(fold, (party.name_en, party.name_fr, *party.aliases)))
        assert set(map(fold, party.ambiguous_aliases)) <= names, (party.party_id, party.ambiguous_aliases)


def test_people_are_well_formed():
    for person in REFERENCE.people:
        assert person.gender in ("female", "male", "other"), person.name
        assert person.country in REFERENCE.countries
        if person.died:
            assert person.born < person.died
            assert all(role.start <= person.died for role in person.roles), person.name
        for role in person.roles:
            date.fromisoformat(role.start)
            assert not role.end or date.fromisoformat(role.end)
            if role.office.startswith("party leader"):
                assert REFERENCE.party(role.office.removeprefix("party leader "))
            assert not person.born or role.start > person.born
        for entry in person.parties:
            assert 1945 <= entry.year <= 2030


def test_kin_is_known_and_mutual():
    for person in REFERENCE.people:
        for relative in person.kin:
            other = REFERENCE.person(relative.name)
            if other:
                assert person.name in {back.name for back in other.kin}, (person.name, relative)


def test_an_office_has_one_holder_at_a_time():
    held = defaultdict(list)
    for person in REFERENCE.people:
        for role in person.roles:
            held[person.country, role.office].append((role.start, role.end or "9999", person.name))
    for office, terms in held.items():
        terms.sort()
        for before, after in pairwise(terms):
            assert before[1] <= after[0], (office, before, after)


@pytest.mark.parametrize(
    ("country", "role", "since"),
    [
        ("FR", "prime minister", "1959-01-08"),
        ("US", "president", "1945-04-12"),
        ("UK", "prime minister", "1940-05-10"),
    ],
)
def test_no_day_is_without_a_holder(country, role, since):
    terms = REFERENCE.terms(country, role)
    assert terms[0].start == since
    assert [term.end for term in terms[:-1]] == [term.start for term in terms[1:]]
    assert terms[-1].end == ""


def test_parties_are_well_formed():
    for party in REFERENCE.parties:
        assert re.fullmatch(r"#[0-9a-f]{6}", party.colour), party.party_id
        for day in (party.founded, party.valid_from, party.valid_to):
            assert not day or ISO_DATE.fullmatch(day), (party.party_id, day)
        if party.valid_to and party.valid_from:
            assert party.valid_from < party.valid_to
        if party.founded and party.valid_from:
            assert party.founded[:4] <= party.valid_from[:4]


def test_milestones_are_well_formed():
    length = {"day": 10, "month": 7, "year": 4}
    for row in REFERENCE.milestones:
        assert len(row.date) == length[row.precision]
        if row.precision == "day":
            date.fromisoformat(row.date)
        if row.election_id:
            assert REFERENCE.rounds(row.election_id), row
            if row.type in ("election_round1", "runoff", "election", "referendum"):
                assert REFERENCE.election(row.election_id, row.round).date == row.date


# Look-ups


def test_a_subject_finds_its_result():
    assert REFERENCE.result("FR-president-2002", 2, "Jacques Chirac").share_pct == 82.21
    assert REFERENCE.result("FR-referendum-2005", None, "No").share_pct == 54.67
    assert REFERENCE.result("UK-general-2024", None, "Labour Party").seats == 411


@pytest.mark.parametrize(
    ("election_id", "round_", "subject", "found"),
    [
        ("FR-european-2014", None, "National Rally", "National Front"),
        ("FR-european-2014", None, "Marine Le Pen", "National Front"),
        ("FR-european-2019", None, "Jordan Bardella", "National Rally"),
        ("FR-president-2022", 1, "Socialist Party", "Anne Hidalgo"),
        ("UK-general-1997", None, "Tony Blair", "Labour Party"),
        ("DE-bundestag-2021", None, "Olaf Scholz", "Social Democratic Party"),
        ("DE-bundestag-2013", None, "Angela Merkel", "CDU/CSU"),
    ],
)
def test_a_result_is_found_by_way_of_the_party(election_id, round_, subject, found):
    assert REFERENCE.result(election_id, round_, subject).subject == found


@pytest.mark.parametrize(
    ("election_id", "round_", "subject"),
    [
        ("FR-president-2002", 2, "Lionel Jospin"),
        ("FR-president-1995", 1, "Rally for the Republic"),
        ("FR-president-2012", 1, "Martine Aubry"),
        ("FR-president-2027", 1, "Marine Le Pen"),
        ("FR-nothing-2000", None, "Marine Le Pen"),
    ],
)
def test_no_result_is_guessed(election_id, round_, subject):
    assert REFERENCE.result(election_id, round_, subject) is None


def test_alliances_include_their_members():
    rows = REFERENCE.alliance_results("FR-legislative-2024", 1, "National Rally")
    assert [row.share_pct for row in rows] == [33.15]
    assert REFERENCE.alliance_results("FR-president-2022", 1, "Marine Le Pen") == ()


def test_results_come_in_order_of_rank():
    rows = REFERENCE.results("FR-president-2002", 1)
    assert [row.subject for row in rows[:3]] == ["Jacques Chirac", "Jean-Marie Le Pen", "Lionel Jospin"]


def test_the_next_and_the_previous_election_of_a_day():
    day = date(2022, 4, 14)
    assert REFERENCE.next_election("FR", "president", day).round == 2
    assert REFERENCE.next_election("FR", None, date(2022, 4, 25)).election_id == "FR-legislative-2022"
    assert REFERENCE.previous_election("FR", "president", day).date == "2022-04-10"
    assert REFERENCE.next_election("FR", "president", date(2025, 4, 1)).election_id == "FR-president-2027"
    assert REFERENCE.next_election("US", None, date(2026, 5, 1)).election_id == "US-house-2026"
    assert REFERENCE.next_election("XX", None, day) is None
    polling_day = date(2022, 4, 24)
    assert REFERENCE.next_election("FR", None, polling_day).day == polling_day


def test_polling_days_are_chronological():
    for election in REFERENCE.elections:
        days = [
            row.date
            for row in REFERENCE.elections_of(election.country, election.office, election.area)
            if row.day
        ]
        assert days == sorted(days)


@pytest.mark.parametrize(
    ("country", "role", "day", "name"),
    [
        ("FR", "president", date(2002, 5, 5), "Jacques Chirac"),
        ("FR", "president", date(2017, 5, 13), "François Hollande"),
        ("FR", "president", date(2017, 5, 14), "Emmanuel Macron"),
        ("FR", "prime minister", date(1993, 1, 1), "Pierre Bérégovoy"),
        ("FR", "interim president", date(1974, 5, 1), "Alain Poher"),
        ("FR", "party leader RN", date(2025, 1, 1), "Jordan Bardella"),
        ("UK", "prime minister", date(2022, 9, 30), "Liz Truss"),
        ("US", "president", date(1974, 8, 8), "Richard Nixon"),
        ("DE", "chancellor", date(2026, 1, 1), "Friedrich Merz"),
    ],
)
def test_who_held_an_office(country, role, day, name):
    assert [person.name for person in REFERENCE.holders(country, role, day)] == [name]


def test_candidacies_are_those_of_the_person():
    elections = {election_id for election_id, _ in REFERENCE.candidacies("Jean-Marie Le Pen")}
    assert elections == {f"FR-president-{year}" for year in (1974, 1988, 1995, 2002, 2007)}
    assert REFERENCE.candidacies("Jean-Marie Le Pen")[0] == ("FR-president-1974", 1)
    assert REFERENCE.candidacies("nobody") == ()


def test_aliases_are_found_whatever_their_spelling():
    names = {person.name for person in REFERENCE.people_by_alias[fold("LE PEN")]}
    assert names == {"Jean-Marie Le Pen", "Marine Le Pen"}
    assert REFERENCE.people_by_alias[fold("Valéry Giscard d’Estaing")][0].name == "Valéry Giscard d'Estaing"
    assert "FN" in {party.party_id for party in REFERENCE.parties_by_alias[fold("le front national")]}
    assert REFERENCE.parties_by_alias[fold("Tories")][0].name == "Conservative Party"


def test_a_party_keeps_its_line_across_names():
    assert REFERENCE.lineage("RN") == ("RN", "FN")
    assert REFERENCE.lineage("FN") == ("FN", "RN")
    assert set(REFERENCE.lineage("LR")) >= {"LR", "UMP", "RPR", "UDR"}
    assert REFERENCE.party_named("Green Party", "UK").party_id == "Green UK"
    assert REFERENCE.party_named("Green Party", "FR") is None


def test_as_of_is_a_day_of_the_data():
    assert date(2025, 3, 31) <= REFERENCE.as_of < date.today() + timedelta(days=1)


def test_frames_have_the_columns_of_the_schema():
    frames = REFERENCE.frames()
    assert set(frames) == set(REFERENCE_TABLES)
    for name, table in REFERENCE_TABLES.items():
        assert list(frames[name].columns) == table.column_names()
    assert len(frames["results"]) == len(REFERENCE.results_rows)
    people = frames["people"].set_index("name")
    assert people.loc["Emmanuel Macron", "roles"][-1] == "president:2017-05-14/"


def test_known_events_hold_what_terms_and_names_imply():
    events = known_events(REFERENCE)
    assert any(e.date == "2024-01-09" and "Gabriel Attal" in e.actors for e in events["appointment"])
    assert any(e.date == "1996-01-08" and "François Mitterrand" in e.actors for e in events["death"])
    # A renamed party has appointed nobody.
    assert not any(e.date == "2018-06-01" and "Marine Le Pen" in e.actors for e in events["appointment"])


# Loading


def folder(path: Path, **tables: str) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    for name, text in tables.items():
        (path / f"{name}.csv").write_text(text, encoding="utf-8")
    return path


ELECTIONS = "election_id,round,country,office,date,source\n"


def test_a_users_folder_adds_rows_and_replaces_equal_keys(tmp_path):
    extra = folder(
        tmp_path / "br",
        elections=ELECTIONS + "BR-president-2022,2,BR,president,2022-10-30,TSE\n"
        "FR-president-2027,1,FR,president,2027-04-11,decree\n",
    )
    reference = load(extra)
    assert reference.election("BR-president-2022", 2).day == date(2022, 10, 30)
    assert reference.election("FR-president-2027", 1).day == date(2027, 4, 11)
    assert reference.election("FR-president-2022", 2) == REFERENCE.election("FR-president-2022", 2)
    assert load(tmp_path).election("BR-president-2022", 2)


@pytest.mark.parametrize(
    ("table", "text", "told"),
    [
        (
            "elections",
            ELECTIONS + "BR-president-2022,two,BR,president,2022-10-30,TSE\n",
            ["line 2", "column round", "whole number"],
        ),
        (
            "elections",
            ELECTIONS + "BR-president-2022,2,,president,2022-10-30,TSE\n",
            ["line 2", "column country", "fill it in"],
        ),
        (
            "elections",
            ELECTIONS + "A,1,BR,president,2022,TSE\nA,1,BR,president,2022,TSE\n",
            ["line 3", "same row as line 2"],
        ),
        ("elections", ELECTIONS + "A,1,BR\n", ["line 2", "3 cells", "quotation marks"]),
        ("elections", "election_id,when\n", ["line 1", "column when", "remove it"]),
        ("elections", "election_id,round\n", ["line 1", "column country", "add it to the header"]),
        ("elections", ELECTIONS + "A,1,BR,x,24 January 2021,s\n", ["line 2", "column date", "YYYY-MM-DD"]),
        ("elections", ELECTIONS + "A,1,BR,x,2021-13,s\n", ["line 2", "column date", "YYYY-MM"]),
        ("people", "name,country,source,gender\nX,BR,s,woman\n", ["line 2", "column gender", "female"]),
        ("people", "name,country,source,born\nX,BR,s,1950\n", ["line 2", "column born", "YYYY-MM-DD"]),
        (
            "people",
            "name,country,source,roles\nX,BR,s,president:2020\n",
            ["line 2", "column roles", "START/END"],
        ),
        (
            "people",
            "name,country,source,parties\nX,BR,s,2020:NOPE\n",
            ["people.csv", "X", "NOPE", "parties.csv"],
        ),
        ("people", "name,country,source,kin\nX,BR,s,Someone\n", ["column kin", "RELATION:NAME"]),
        (
            "results",
            "election_id,round,subject,subject_type\nNONE,1,X,party\n",
            ["results.csv", "NONE", "elections.csv"],
        ),
    ],
)
def test_a_fault_names_file_line_column_and_remedy(tmp_path, table, text, told):
    extra = folder(tmp_path / "br", **{table: text})
    with pytest.raises(ReferenceDataError) as fault:
        load(extra)
    message = str(fault.value)
    assert f"{table}.csv" in message
    for part in told:
        assert part in message


def test_a_folder_without_tables_is_an_error(tmp_path):
    with pytest.raises(ReferenceDataError, match="no reference table"):
        load(tmp_path)
    with pytest.raises(ReferenceDataError, match="no such folder"):
        load(tmp_path / "missing")
