"""An article explained: each date, percentage and claim with its rows and the choices that led to them."""

from dataclasses import dataclass, field

from pipeline.model import Row


@dataclass(frozen=True, slots=True)
class Feature:
    """A named feature, what it means in words, and its weight."""

    name: str
    words: str
    weight: float


@dataclass(frozen=True, slots=True)
class Option:
    """What could have been chosen, by which words, evidence or vote, how likely it is, and what spoke."""

    what: str
    by: str
    likely: float
    score: float
    features: tuple[Feature, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """A feature that parts the first option from the second: `of` is the one that has it (empty: both, with
    other weights), `gain` what the first gains by it on the second."""

    of: str
    name: str
    words: str
    gain: float


@dataclass(frozen=True, slots=True)
class Choice:
    """A question (kind, whose, meant, vote, round, type, article), what was chosen, and all options, the
    likeliest first. `how` says how it was chosen where the likeliest option is not simply taken, `of` are the
    words whose meaning is asked, `model` names the weights that the options were weighed by."""

    question: str
    chosen: str
    options: tuple[Option, ...] = ()
    reasons: tuple[Reason, ...] = ()
    how: str = ""
    of: str = ""
    model: str = ""

    def option(self) -> Option | None:
        """The option that was chosen, if it was weighed."""
        return next((one for one in self.options if one.what == self.chosen), None)


@dataclass(frozen=True, slots=True)
class Told:
    """A row and its table."""

    table: str
    row: Row


@dataclass(frozen=True, slots=True)
class Case:
    """A date, percentage, number, claim or count with its rows, or the `reason` for having none.

    `start`, `end` and `within`, the place of the sentence, count in the article's text as it came, `mark` in
    `sentence`; `read` is what the words were read as.
    """

    kind: str
    start: int
    end: int
    text: str
    sentence: str
    mark: tuple[int, int]
    within: tuple[int, int]
    read: str = ""
    rows: tuple[Told, ...] = ()
    reason: str = ""
    choices: tuple[Choice, ...] = ()

    def choice(self, question: str) -> Choice | None:
        """The choice that answers a question."""
        return next((one for one in self.choices if one.question == question), None)


@dataclass(frozen=True, slots=True)
class Explanation:
    """An article, the vote that it is about, and its cases in order of place."""

    source: str
    title: str
    published: str
    language: str
    problem: str
    about: Choice | None = None
    cases: tuple[Case, ...] = field(default_factory=tuple)
