"""Votes that are held again and again."""

from dataclasses import dataclass

from pipeline.telling import i18n, places, words


@dataclass(frozen=True, order=True)
class Contest:
    """A vote that is held again and again: of a country, for an office, maybe of one area or body."""

    country: str
    office: str
    area: str = ""

    @property
    def name(self) -> str:
        """Presidential; Regional, Bavaria."""
        kind = words.capital(words.office(self.office))
        return f"{kind}, {places.area(self.country, self.area, i18n.language())}" if self.area else kind


def contest_of(election_id: str) -> Contest:
    """The contest in an election's id."""
    country, _, rest = election_id.partition("-")
    office, *area, _ = rest.split("-") if rest.count("-") else (rest, "")
    return Contest(country, office, "-".join(area))
