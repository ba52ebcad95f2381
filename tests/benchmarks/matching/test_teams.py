from __future__ import annotations

from benchmarks.matching.teams import mission, solved
from vstrecha.engine.matching.encoders import NoEncoder
from vstrecha.engine.matching.resources import Resources
from vstrecha.engine.matching.teams.table import Table
from vstrecha.engine.matching.teams.types import Rules

TITLES = [
    ("Сельскохозяйственная продукция", "Agricultural products"),
    ("Насосы и компрессоры", "Pumps and compressors"),
    ("Карьерные экскаваторы", "Quarry excavators"),
    ("Медицинское оборудование", "Medical equipment"),
    ("Кабели и провода", "Cables and wires"),
]


def test_greedy_and_exact_answers_are_told_apart() -> None:
    companies, projects = mission(TITLES, 12, seed=1)
    assert (len(companies), len(projects)) == (12, 4)
    assert mission(TITLES, 12, seed=1) == (companies, projects)
    table = Table(companies, projects, Resources(NoEncoder()))
    answers = [solved(table, number, Rules(both_sides=True)) for number in range(4)]
    found = [answer for answer in answers if answer is not None]
    assert found
    for answer in found:
        assert answer.greedy <= answer.value <= answer.bound <= answer.greedy_bound
