"""The floor rises by itself and falls only with a reason, which the file keeps."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import floor
from benchmarks.floor import Floor, FloorError, under
from benchmarks.scoring import MEASURES, Scores, Tally


def scores(right: int) -> dict[str, Scores]:
    return {"en": dict.fromkeys(MEASURES, Tally(right, 100, 100))}


def test_it_stands_a_little_under_what_was_measured() -> None:
    assert under(0.9) == 0.89
    assert under(0.9756) == 0.965
    assert under(0.0) == 0.0


def test_it_rises_and_never_falls_by_itself() -> None:
    first = Floor().raised(scores(80), "a")
    assert first.values["en"]["dates"] == 0.79
    assert first.raised(scores(90), "a").values["en"]["dates"] == 0.89
    assert first.raised(scores(79), "b") == Floor("b", first.values), "not below the floor: it stays"
    with pytest.raises(FloorError, match=r"en: dates is 0\.780, floor 0\.790"):
        first.raised(scores(78), "a")


def test_it_falls_with_a_reason_that_stays_until_it_rises() -> None:
    lowered = Floor().raised(scores(80), "a").raised(scores(70), "a", 'labels of "swing" corrected')
    assert lowered.values["en"]["dates"] == 0.69
    assert set(lowered.reasons.values()) == {'labels of "swing" corrected'}
    assert lowered.raised(scores(70), "a").reasons == lowered.reasons
    assert lowered.raised(scores(75), "a").reasons == {}


def test_a_reason_explains_only_what_fell() -> None:
    first = Floor().raised(scores(80), "a")
    mixed = {"en": scores(80)["en"] | {"claims": Tally(1, 2, 2)}}
    lowered = first.raised(mixed, "a", "why")
    assert set(lowered.reasons) == {("en", "claims")}
    assert lowered.values["en"]["dates"] == 0.79


def test_a_language_that_is_gone_has_fallen() -> None:
    assert len(Floor().raised(scores(80), "a").fallen({})) == len(MEASURES)


@given(st.integers(2, 100), st.integers(0, 100), st.text(st.characters(codec="utf-8"), max_size=20))
def test_a_file_reads_back(
    tmp_path_factory: pytest.TempPathFactory, before: int, after: int, why: str
) -> None:
    path = tmp_path_factory.mktemp("floor") / "floor.toml"
    pinned = Floor().raised(scores(before), "hash").raised(scores(after), "hash", f"reason {why}")
    path.write_text(floor.text(pinned), encoding="utf-8", newline="\n")
    assert floor.read(path) == pinned


def test_no_file_is_no_floor(tmp_path: Path) -> None:
    assert floor.read(tmp_path / "none.toml") == Floor()
