"""What the dashboard says about why words were read so."""

import re

from dashboard import why
from dashboard.data import Data
from pipeline.explaining.case import Case, Choice, Feature, Option, Reason
from pipeline.telling import i18n


def _case(*choices: Choice, reason: str = "") -> Case:
    return Case("percentage", 0, 1, "5 %", "5 %", (0, 3), (0, 3), reason=reason, choices=choices)


def _option(what: str, likely: float) -> Option:
    return Option(what, "", likely, 0.0, (Feature("stood", "stood in the vote", 1.0),))


def test_a_choice_has_its_likeliest_answers_and_what_spoke_for_the_first() -> None:
    options = tuple(_option(what, likely) for what, likely in (("*A*", 0.9), ("nobody", 0.099), ("B", 0.001)))
    reasons = (
        Reason("*A*", "pair: is person", "as the first of two: told by name", 2.0),
        Reason("nobody", "nobody named", "nobody is named", 1.0),
        Reason("*A*", "has had another poll", "had another figure of the sort before: poll", 0.5),
        Reason("*A*", "loose", "no direct tie", -1.0),
    )
    case = _case(Choice("whose", "*A*", options, reasons, model="holder"))
    assert why.lines(case) == [
        "**Whose it is**  \n\\*A\\* 90%, nobody 10%  \n"
        ":gray[as the first of two\\: told by name\\; had another figure of the sort before\\: poll]"
    ]
    with i18n.speaking("fr"):
        (line,) = why.lines(case)
    assert re.sub("[\xa0\u202f]", " ", line) == (
        "**De qui**  \n\\*A\\* 90 %, personne 10 %  \n"
        ":gray[comme premier des deux \\: désigné par son nom \\; avait déjà un autre chiffre de ce genre \\: sondage]"
    )


def test_answers_are_said_as_the_dashboard_says_them() -> None:
    told = [
        Choice(question, what, (_option(what, 1.0),))
        for question, what in (
            ("kind", "none"),
            ("vote", "FR-president-2002"),
            ("round", "2"),
            ("type", "election_round1"),
        )
    ]
    assert [line.partition("\n")[2] for line in why.lines(_case(*told))] == [
        "no vote 100%",
        "Presidential election 2002\\, France 100%",
        "Runoff 100%",
        "first round 100%",
    ]


def test_what_was_not_weighed_says_how_it_was_told() -> None:
    (line,) = why.lines(_case(Choice("whose", "A", how="a line of a table")))
    assert line == "**Whose it is**  \nA: a line of a table"
    assert why.lines(_case(reason="a chance, no vote")) == ["a chance\\, no vote"]


def test_whom_words_mean_names_the_words() -> None:
    (line,) = why.lines(_case(Choice("meant", "A", (_option("A", 1.0),), of="*she*")))
    assert line == "**Whom the words mean “\\*she\\*”**  \nA 100%"


def test_a_place_with_nothing_has_no_cases(seed: Data) -> None:
    article_id = str(seed.tables.articles["article_id"].iloc[0])
    assert why.cases(article_id, 3, seed, seed.stamp) == ()
    assert why.cases("no such article", 3, seed, seed.stamp) == ()
