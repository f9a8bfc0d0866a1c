"""Who is in focus while an article is walked: every mention lifts one, every sentence lets all sink."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

SUBJECT, OBJECT, OWNER = 1.0, 0.6, 0.4
"""How much a mention lifts: as what a sentence is about, as another part of it, as an owner."""
_SINKS, _SINKS_IN_PARAGRAPH = 0.6, 0.75
_UNSURE = 0.4
_CENTRE = 0.4
_MOST_FOCUS = 1.3
_MOST = 30


@dataclass(slots=True)
class Actor:
    """Someone or a party told of: the type of a subject, the gender, how much in focus, and when told last.

    `last` counts mentions, `times` those of its own; `sentence` is the number of the last sentence that told
    of it, `headed` of the last one that was about it, `opened` the last paragraph that it was first told in.
    """

    name: str
    type: str
    gender: str
    focus: float = 0.0
    last: int = 0
    sentence: int = 0
    headed: int = 0
    paragraph: int = -1
    opened: int = -1
    times: int = 0


class Stage:
    """Those told of so far, but for those told of long ago; `told` is how many sentences have begun."""

    def __init__(self) -> None:
        self._actors: dict[str, Actor] = {}
        self.paragraph = -1
        self._mentions = 0
        self._opened: set[str] = set()
        self.told = 0

    def turn(self, paragraph: int) -> None:
        """Begin a sentence."""
        self.told += 1
        sinks = _SINKS if paragraph == self.paragraph else _SINKS * _SINKS_IN_PARAGRAPH
        if paragraph != self.paragraph:
            self._opened.clear()
        self.paragraph = paragraph
        for actor in self._actors.values():
            actor.focus *= sinks

    def see(self, name: str, type: str, gender: str, lift: float) -> None:
        """Someone is told of."""
        actor = self._actors.pop(name, None) or Actor(name, type, gender)
        self._actors[name] = actor
        if len(self._actors) > _MOST:
            del self._actors[next(iter(self._actors))]
        actor.gender = actor.gender or gender
        actor.focus = min(actor.focus + lift, _MOST_FOCUS)
        self._mentions += 1
        actor.last = self._mentions
        actor.times += 1
        if lift > OWNER:
            actor.sentence, actor.paragraph = self.told, self.paragraph
        if lift >= SUBJECT:
            actor.headed = self.told
        if type not in self._opened:
            self._opened.add(type)
            actor.opened = self.paragraph

    def actor(self, name: str) -> Actor | None:
        """Someone told of, None where nobody told of bears the name."""
        return self._actors.get(name)

    def most_told(self, types: Collection[str]) -> list[str]:
        """The names of those of some types, those told of most often first."""
        actors = [actor for actor in self._actors.values() if actor.type in types]
        return [actor.name for actor in sorted(actors, key=lambda actor: -actor.times)]

    def ago(self, actor: Actor) -> int:
        """How many sentences ago someone was told of last."""
        return self.told - actor.sentence

    def gender(self, name: str) -> str:
        """The gender of someone told of."""
        return self._actors[name].gender if name in self._actors else ""

    def ranked(
        self,
        types: Collection[str],
        gender: str = "",
        *,
        without: Collection[str] = (),
        bonus: Callable[[Actor], float] = lambda _: 0.0,
    ) -> list[Actor]:
        """Those of some types who may be of a gender, the most in focus first; `bonus` adds to it."""
        fitting = [
            (actor, (self._focus(actor) + bonus(actor)) * (1.0 if actor.gender or not gender else _UNSURE))
            for actor in self._actors.values()
            if actor.type in types
            and actor.name not in without
            and (not gender or actor.gender in ("", gender))
        ]
        return [actor for actor, focus in sorted(fitting, key=lambda item: (-item[1], -item[0].last))]

    def _focus(self, actor: Actor) -> float:
        """How much in focus: who is told of in this sentence or the one before is more so."""
        return actor.focus + _CENTRE * (actor.sentence >= self.told - 1)

    def recent(self, types: Collection[str]) -> list[str]:
        """Those told of in this sentence or the one before."""
        return [
            actor.name
            for actor in self._actors.values()
            if actor.type in types and actor.sentence >= self.told - 1
        ]

    def latest(
        self, types: Collection[str], gender: str = "", *, without: Collection[str] = ()
    ) -> list[Actor]:
        """The same, the one told of last first."""
        return sorted(self.ranked(types, gender, without=without), key=lambda actor: -actor.last)
