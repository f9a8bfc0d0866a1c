"""The reference tables of a country: their columns, types and meanings, once.

Each folder under countries/ holds one CSV file a table. The loader checks the files against these
columns, and the data dictionary and docs/add-a-country.md describe them from here.
"""

from pipeline.schemas import EVENT_TYPES, SUBJECT_TYPES, Column, Table

# What a row stands for is a person, party, alliance or option; turnout stands with the election.
RESULT_SUBJECT_TYPES = tuple(kind for kind in SUBJECT_TYPES if kind != "electorate")
GENDERS = ("female", "male", "other")
MILESTONE_PRECISIONS = ("day", "month", "year")
FAMILIES = ("far left", "left", "green", "centre", "right", "far right", "other")

# An address such as FR-president-2002: country, office, an area or body where there is one, year.
ELECTION_ID = r"[A-Z]{2}-[a-z]+(?:-[A-Za-z0-9+]+)?-[0-9]{4}[a-z]?"

_ELECTION_ID = Column(
    "election_id", "COUNTRY-office[-area or body]-YEAR, with a or b where a year holds two.", required=True
)
_ROUND = Column("round", "1 or 2; empty where the office votes once.", "integer")
_COUNTRY = Column("country", "ISO 3166 code, but UK.", required=True)
_SOURCE = Column("source", "Where the figures or dates were published.", required=True)
_OTHER_COUNTS = Column(
    "other_counts",
    "Other counts of the same figure that circulate, as PERCENT:WHOSE, e.g. 9.90:CDSP.",
    "list",
)

REFERENCE_TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        Table(
            "elections",
            "One row a polling day: a round of an election or a referendum, held or scheduled.",
            (
                _ELECTION_ID,
                _ROUND,
                _COUNTRY,
                Column("office", "What is voted on: president, legislative, referendum, ...", required=True),
                Column("area", "Area or body of a vote that is not national: paca, RN; else empty."),
                Column(
                    "date",
                    "Polling day; only month or year (2027-04) while the day is not known.",
                    required=True,
                ),
                Column("registered", "Voters on the rolls.", "integer"),
                Column("votes_cast", "Ballots, blank and void ones included.", "integer"),
                Column("valid_votes", "Ballots without the blank and void ones.", "integer"),
                Column("turnout_pct", "Turnout as published, in percent of registered voters.", "number"),
                _OTHER_COUNTS,
                _SOURCE,
            ),
            key=("election_id", "round"),
        ),
        Table(
            "results",
            "One row per candidate, party, alliance or option and polling day.",
            (
                Column(
                    "election_id", _ELECTION_ID.description, required=True, refers="elections.election_id"
                ),
                _ROUND,
                Column(
                    "subject",
                    "Canonical name of the person, English name of the party or alliance, or the option.",
                    required=True,
                ),
                Column("subject_type", "What the subject is.", required=True, choices=RESULT_SUBJECT_TYPES),
                Column("party_id", "Party, or the candidate's party.", refers="parties.party_id"),
                Column("party_family", "Rough political family.", choices=FAMILIES),
                Column("votes", "Votes.", "integer"),
                Column("share_pct", "Percent of valid votes, as published.", "number"),
                Column(
                    "rank",
                    "Place by votes; empty where it is not known and for alliances whose members stand here.",
                    "integer",
                ),
                Column("elected", "true where this decided the office or the question.", "boolean"),
                Column("seats", "Seats won in the whole election.", "integer"),
                Column("seats_total", "Seats of the whole body.", "integer"),
                Column(
                    "other_counts",
                    "Other counts that circulate, as PERCENT:WHOSE, NUMBER votes:WHOSE or "
                    "NUMBER seats:WHOSE, e.g. 9.90:CDSP, 412 seats:with the Speaker.",
                    "list",
                ),
                Column("source", _SOURCE.description),
                Column("note", "What one must know to read the figures."),
            ),
            key=("election_id", "round", "subject"),
        ),
        Table(
            "people",
            "One row a person who stood for, held or decided over an office.",
            (
                Column("name", "Canonical name, the one used in every table.", required=True),
                Column(
                    "country", "Country whose politics the person belongs to, ISO 3166 but UK.", required=True
                ),
                Column("aliases", "Other names in the news, bare surname included.", "list"),
                Column("ambiguous_aliases", "Those of the aliases that need context.", "list"),
                Column("gender", "For pronouns and forms of address.", choices=GENDERS),
                Column("born", "Day of birth.", "date"),
                Column("died", "Day of death.", "date"),
                Column("parties", "Party of each candidacy or lead, as YEAR:PARTY_ID.", "list"),
                Column(
                    "roles",
                    "Offices held, as ROLE:START/END; the end is the successor's first day, empty while it "
                    "lasts. Party leaders: party leader PARTY_ID.",
                    "list",
                ),
                Column("kin", "Relatives, as RELATION:NAME: father:Jean-Marie Le Pen.", "list"),
                _SOURCE,
            ),
            key=("name",),
        ),
        Table(
            "parties",
            "One row a party or alliance under one name; a renaming ends a row and begins the next.",
            (
                Column("party_id", "Short name, one of its own across all countries.", required=True),
                _COUNTRY,
                Column("name_en", "English name, the canonical one.", required=True),
                Column("name_fr", "French name.", required=True),
                Column("aliases", "Other names in the news, in any language.", "list"),
                Column(
                    "ambiguous_aliases",
                    "Those of the names and aliases that are also ordinary words or another party's name.",
                    "list",
                ),
                Column("founded", "Founding day, month or year, kept across renamings."),
                Column("valid_from", "Since when it bears this name (day, month or year)."),
                Column("valid_to", "Until when; empty while it lasts or where unknown."),
                Column("successor_id", "The party that it became.", refers="parties.party_id"),
                Column("family", "Rough political family.", required=True, choices=FAMILIES),
                Column("colour", "Colour by convention, as #rrggbb.", required=True),
                Column("members", "Of an alliance: the parties in it, as party ids.", "list"),
                _SOURCE,
            ),
            key=("party_id",),
        ),
        Table(
            "milestones",
            "One row a dated event of political life.",
            (
                Column("date", "ISO 8601 at the precision known: 1998-12.", required=True),
                Column("precision", "Precision of `date`.", required=True, choices=MILESTONE_PRECISIONS),
                Column("type", "What happened.", required=True, choices=EVENT_TYPES),
                Column("label", "What happened, in English words.", required=True),
                Column("actors", "Who took part, canonical names.", "list"),
                Column("election_id", "The vote that it was.", refers="elections.election_id"),
                _ROUND,
                _SOURCE,
            ),
        ),
    )
}
