"""Figures in plain words: what a number means, and how sure it is that none is better."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.utils import translation

from vstrecha.programme.models import Programme
from vstrecha.programme.selectors.figures import figures_of, level_name, side_by_side
from vstrecha.programme.selectors.versions import Version


def version(
    objective: dict[str, int],
    bound: dict[str, int],
    *,
    base: int | None = None,
    keeps_all: bool = True,
) -> Version:
    programme = Programme(
        version=3,
        status=Programme.Status.FEASIBLE,
        objective=objective,
        bound=bound,
        keeps_all=keeps_all,
    )
    now = datetime(2026, 12, 1, tzinfo=UTC)
    return Version(programme, "", now, None, is_in_force=False, base=base)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def words(
    level: str, value: int, bound: int | None, *, base: int | None = None, language: str = "en"
) -> str:
    with translation.override(language):
        bounds = {} if bound is None else {level: bound}
        (figure,) = figures_of(version({level: value}, bounds, base=base))
    assert figure.value == value
    assert figure.is_proven is (value == bound)
    return figure.words


class TestPlaced:
    def test_the_limit_is_the_bound_or_what_was_asked_for(self) -> None:
        assert version({"requested": 181, "placed": 174}, {"placed": 175}).limit == 175
        assert version({"requested": 181, "placed": 174}, {}).limit == 181

    def test_whether_more_is_possible(self) -> None:
        assert not version({"requested": 181, "placed": 174}, {"placed": 175}).is_most
        assert version({"requested": 181, "placed": 175}, {"placed": 175}).is_most


class TestWords:
    def test_a_proven_worth(self) -> None:
        assert words("utility", 6250, 6250).endswith("No timetable is worth more.")

    @pytest.mark.parametrize(
        ("value", "bound", "gap"), [(6240, 6250, "0.2"), (1000, 1001, "0.1"), (999, 1010, "1.2")]
    )
    def test_the_gap_is_never_said_smaller_than_it_is(
        self, value: int, bound: int, gap: str
    ) -> None:
        said = words("utility", value, bound)
        assert f"worth more than {bound:,} points" in said
        assert f"more than {gap} %" in said
        assert value * (1000 + round(float(gap) * 10)) >= bound * 1000

    def test_a_worth_without_a_bound_claims_nothing(self) -> None:
        assert "No timetable" not in words("utility", 6240, None)

    @pytest.mark.parametrize(
        ("value", "bound", "said"),
        [
            (12, 12, "fewer are impossible"),
            (12, 8, "At least 8 are unavoidable"),
            (12, 1, "At least 1 is unavoidable"),
            (12, 0, "Whether fewer are possible is not known"),
            (12, None, "Whether fewer are possible is not known"),
        ],
    )
    def test_gaps(self, value: int, bound: int | None, said: str) -> None:
        assert said in words("breaks", value, bound)

    def test_no_gaps_need_no_proof(self) -> None:
        assert words("breaks", 0, 0).endswith("over all companies.")

    def test_fairness(self) -> None:
        assert "cannot be fairer" in words("fairness", 0, 0)
        assert "has 2 more than" in words("fairness", 2, 1)
        assert "At least 1 is unavoidable" in words("fairness", 2, 1)

    def test_moves_name_the_version_they_count_from(self) -> None:
        assert "than in version 2." in words("moved", 3, 3, base=2)
        assert "made from" in words("moved", 3, 3)

    def test_where_only_pins_stay_no_moves_are_told(self) -> None:
        assert figures_of(version({"moved": 0}, {"moved": 0}, base=2, keeps_all=False)) == []

    def test_in_russian_too(self) -> None:
        said = words("fairness", 3, 1, language="ru")
        assert "разница в 3 окна" in said
        assert "Не меньше 1" in said

    def test_a_level_that_was_not_counted_is_not_told(self) -> None:
        assert figures_of(version({"requested": 3, "placed": 3}, {})) == []

    def test_a_new_level_of_the_engine_has_a_name(self) -> None:
        assert level_name("novelty") == "novelty"


class TestSideBySide:
    def test_more_placed_and_fewer_gaps_are_better(self) -> None:
        before = version({"requested": 9, "placed": 7, "utility": 70, "breaks": 3}, {})
        after = version({"requested": 9, "placed": 8, "utility": 70, "breaks": 4}, {})
        verdicts = {row.name: (row.verdict, row.difference) for row in side_by_side(before, after)}
        assert verdicts == {
            "Meetings asked for": ("same", 0),
            "Meetings placed": ("better", 1),
            "Worth of the meetings": ("same", 0),
            "Gaps between meetings": ("worse", 1),
        }

    def test_what_one_did_not_count_is_not_judged(self) -> None:
        rows = side_by_side(
            version({"requested": 9, "placed": 7}, {}),
            version({"requested": 9, "placed": 7, "fairness": 2}, {}),
        )
        (row,) = [row for row in rows if row.name == "Fairness of gaps"]
        assert (row.before, row.after, row.verdict, row.difference) == (None, 2, "same", None)
