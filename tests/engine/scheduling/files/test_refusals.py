"""What cannot be planned as written is refused with a sentence, never with a traceback."""

from __future__ import annotations

import json

import pytest

from vstrecha.engine.scheduling.files.dzn import read_dzn
from vstrecha.engine.scheduling.files.problem_json import read_problem
from vstrecha.engine.scheduling.problem import ProblemError
from vstrecha.engine.scheduling.solve import solve

Json = dict[str, object]


def small(
    meeting: Json | None = None, participant: Json | None = None, whole: Json | None = None
) -> str:
    """A meeting of two, with some fields set."""
    slot = {
        "id": "first",
        "start": "2026-12-10T09:00:00+07:00",
        "end": "2026-12-10T09:20:00+07:00",
        "part": "morning",
    }
    return json.dumps(
        {
            "version": 1,
            "slots": [slot],
            "venues": [{"id": "hall", "tables": ["t1"]}, {"id": "works", "tables": []}],
            "participants": [{"id": "feal", **(participant or {})}, {"id": "mine"}],
            "meetings": [{"id": "one", "participants": ["feal", "mine"], **(meeting or {})}],
            **(whole or {}),
        }
    )


HUGE = 10**20
FAR = [{"from": "hall", "to": "works", "minutes": HUGE}]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("[" * 100_000, "brackets", id="nested without end"),
        pytest.param('{"version": ' + "9" * 5_000 + "}", "digits", id="number without end"),
        pytest.param(small(whole={"fairness": HUGE}), "fairness", id="fairness"),
        pytest.param(small(whole={"travel": FAR}), "minutes", id="travel"),
        pytest.param(small({"utility": HUGE}), "utility", id="utility"),
        pytest.param(small({"length": HUGE}), "length", id="length"),
        pytest.param(small(None, {"representatives": HUGE}), "representatives", id="team"),
        pytest.param(small(None, {"max_meetings": HUGE}), "max_meetings", id="most"),
        pytest.param(small(None, {"min_meetings": HUGE}), "min_meetings", id="least"),
        pytest.param(small(None, {"max_consecutive": HUGE}), "max_consecutive", id="rest"),
        pytest.param(small(None, {"buffer_minutes": HUGE}), "buffer_minutes", id="buffer"),
        pytest.param(small({"id": "\ud800"}), "half a character", id="half a character"),
    ],
)
def test_what_no_solver_can_count_is_refused(text: str, said: str) -> None:
    with pytest.raises(ProblemError, match=said):
        read_problem(text)


def test_all_utility_together_has_a_limit() -> None:
    two = [
        {"id": name, "participants": ["feal", "mine"], "utility": 6 * 10**11}
        for name in ("one", "two")
    ]
    with pytest.raises(ProblemError, match="smaller scale"):
        read_problem(small(whole={"meetings": two}))


def test_a_character_in_two_halves_is_whole() -> None:
    assert read_problem(small({"id": "\U0001f91d"})).meetings[0].id == "\U0001f91d"


def test_the_largest_numbers_are_planned() -> None:
    most = 1_000_000
    team: Json = {
        "representatives": most,
        "buffer_minutes": most,
        "max_consecutive": most,
        "max_meetings": most,
    }
    problem = read_problem(small({"utility": 10**12}, team, {"fairness": most}))
    plan = solve(problem, work_limit=1, workers=1)
    assert plan.objective["utility"] == plan.bound["utility"] == 10**12


def test_a_published_file_that_is_cut_off_is_refused() -> None:
    text = (
        "nBusiness = 2; nMeetings = 1; nTables = 1; nTotalSlots = 1; nMorningSlots = 1; "
        "requested = [| 1, 2, 3 |]; forbidden = [{}, {1"
    )
    assert read_dzn(f"{text}}}];").participants[1].unavailable == {"1"}
    with pytest.raises(ProblemError, match="cut off"):
        read_dzn(text)
