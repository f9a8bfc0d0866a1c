"""Texts of any size that are made to be slow to read, each a repeat of what some stage has to look at."""

from collections.abc import Callable, Mapping
from typing import Final


def _repeated(piece: str) -> Callable[[int], str]:
    return lambda size: piece * max(size // len(piece), 1)


def _numbered(piece: str) -> Callable[[int], str]:
    """A piece whose letters in braces differ each time: a name of its own, a share of its own."""
    width = len(piece.format(a="Xxxxa", b="Xxxxb", n=50, m=50))

    def made(size: int) -> str:
        return "".join(
            piece.format(a=f"Jan{_letters(n)}", b=f"Dor{_letters(n * 7)}", n=n % 101, m=n % 28 + 1)
            for n in range(max(size // width, 1))
        )

    return made


def _letters(number: int) -> str:
    return "".join(chr(97 + number // 26**place % 26) for place in range(3))


REPEATS: Final[Mapping[str, str]] = {
    "digits": "7",
    "digits apart": "7 ",
    "signs": "%",
    "figures": "66% ",
    "figures of one": "Macron 66%, ",
    "pairs": "Macron beat Le Pen 66 to 34, ",
    "names": "Emmanuel Macron, Marine Le Pen, ",
    "capitals": "Abcde ",
    "one letter": "x",
    "short lines": "In 2017.\n",
    "dates": "in 2017, ",
    "polling days": "Macron won on 7 May 2017, ",
    "votes": "first round 66 percent runoff Macron in 2017 ",
    "countries": "France votes. Britain votes. ",
    "ranges": "between 51 and 54 percent ",
    "lists": "Macron, Le Pen took 24 and 21 percent respectively; ",
    "changes": "Le Pen rose from 21 percent in 2017 to 23 percent in 2022, ",
    "statements": "Le Pen said on Wednesday. ",
    "claims": "the largest margin of victory in French history, ",
    "stops": ".",
    "quotes": '"',
    "nulls": "\0",
    "surrogates": "\ud800 66% ",
    "no spaces": "马克龙以百分之66的得票率获胜。",
    "right to left": "فاز ماكرون بنسبة 66٪ من الأصوات. ",
    "accents": "e\u0301",
    "brackets that open": "(",
    "brackets that close": "66%)",
    "brackets in brackets": "(Macron 66% ",
    "tags that open": "<",
    "tags without end": "<p ",
    "comments without end": "<!-- ",
    "tags": "<b>66%</b>",
    "entities": "&amp;",
    "entities without end": "&#1",
    "zero-width": "\u200b",
    "zero-width in figures": "6\u200b6\u200b% ",
    "apostrophes": "l'",
    "lost apostrophes": "l histoire ",
    "fused words": "electionof2017",
    "fused capitals": "MacronLePen",
    "possessives": "Frances runoff didnt ",
    "one word in hyphens": "vice-",
    "initials": "J. ",
    "abbreviations": "Mr. M. ",
    "semicolons": "66; ",
    "commas": "1,",
    "points in a number": "1.",
    "dashes": "66-34-",
    "slashes": "1/2/",
    "dates in slashes": "4/5/2022 ",
    "days of weeks": "Sunday Monday ",
    "days and months": "12, 13, 14 and ",
    "relative dates": "two days later ",
    "years in a row": "1981 1988 1995 2002 ",
    "decades": "the 1980s and 1990s ",
    "spelled numbers": "one hundred and ",
    "thousands": "twenty thousand million ",
    "fractions": "two thirds of one half of ",
    "one in many": "one in five of ",
    "descriptions": "the former centrist mayor of ",
    "possessive chains": "Macron's rival's father's ",
    "pronouns": "he beat her and she beat him, ",
    "anaphora": "in that election he won the same year ",
    "roles": "the president the prime minister ",
    "parties": "Labour 33.7%, Conservatives 23.7%, ",
    "options": "Yes 52% No 48% ",
    "ages": "among voters aged 18 to 24, ",
    "polls": "a poll by Ifop of 1,000 people gives Macron 55%. ",
    "seats": "Labour won 411 of 650 seats, ",
    "counts": "18,779,641 votes ",
    "turnout": "turnout was 72% down from 74.5% ",
    "table rows": "Macron | 8,656,346 | 24.01%\n",
    "pairs in lines": "Macron: 58.55\nLe Pen: 41.45\n",
    "times won": "ran five times and won twice, ",
    "nobody ever": "no president has ever been re-elected since 1958. ",
    "versus": "more than Chirac in 2002 and less than Hollande in 2012, ",
    "rejections": "2% of GDP, inflation of 9.1%, ",
    "referendums": "the referendum of 29 May 2005 was rejected by 54.7%. ",
    "and": "and ",
    "blanks": " ",
    "tabs": "\t",
    "returns": "\r",
    "carriage and line": "\r\n",
    "emoji": "🗳️",
    "combining marks": "\u0301",
    "Turkish capitals": "İ",
    "ligatures": "ﬁ",
    "underlines": "_",
    "addresses": "https://a.example/2017/05/07/ ",
    "days beyond the calendar": "on 31 February 99999 and 0/0/0000 ",
    "percentages in one sentence": "and then 66.1 percent ",
    "wiki links": "[[Macron]] ",
}
"""What is repeated, by what it is."""

TEXTS: Final[Mapping[str, Callable[[int], str]]] = {
    **{name: _repeated(piece) for name, piece in REPEATS.items()},
    "line ends": lambda size: "\n" * size + "x",
    "a gap before the unit": lambda size: "66" + " " * size + "percent",
    "hyphens": lambda size: "66" + "-" * size,
    "strangers": _numbered("{a} {b}, "),
    "strangers with shares": _numbered("{a} {b} ({n}%), "),
    "strangers beat strangers": _numbered("{a} {b} beat {b} {a} by {n} to {m} percent. "),
    "days of one month": _numbered("on {m} May 2017 {a} {b} got {n} percent, "),
    "strangers run": _numbered("{a} {b} is a candidate of the {b} Party in France. "),
    "one day each": _numbered("Macron said on {m} April 2022, "),
    "roles of strangers": _numbered("the mayor of {b}, {a} {b}, his wife said. "),
}
"""What makes a text of about so many characters, by what it is made of."""
