from __future__ import annotations

from dataclasses import replace

import pytest

from tests.engine.matching.teams.cast import (
    CAST,
    CELLS,
    GLOVES,
    ISOTOPE,
    PROJECT,
    offer,
    request,
)
from vstrecha.engine.matching.encoders import NoEncoder
from vstrecha.engine.matching.resources import Resources
from vstrecha.engine.matching.teams.propose import propose_teams
from vstrecha.engine.matching.teams.types import (
    Company,
    Need,
    Project,
    Rules,
    Source,
    Team,
)


def proposed(
    companies: tuple[Company, ...] = CAST,
    projects: tuple[Project, ...] = (PROJECT,),
    rules: Rules | None = None,
) -> list[Team]:
    return propose_teams(companies, projects, resources=Resources(NoEncoder()), rules=rules)


def ids(team: Team) -> set[str]:
    return {member.company for member in team.members}


def test_it_works() -> None:
    best = proposed()[0]
    assert ids(best) == {"drug", "isotopes", "gloves", "hospital"}
    assert [member.initiates for member in best.members] == [True, False, False, False]
    assert {(member.company, bring.need.id) for member, bring in best.brought()} == {
        ("isotopes", "ytterbium"),
        ("gloves", "cells"),
        ("hospital", "clinic"),
    }
    assert best.gap == 0


def test_what_nobody_has_is_said_to_be_missing() -> None:
    (missing,) = proposed()[0].missing
    assert (missing.need.id, missing.project, missing.nobody) == ("leasing", "project", True)


def test_the_parts_add_up_to_the_score() -> None:
    for team in proposed(rules=Rules(alternatives=5)):
        assert team.covered == pytest.approx(sum(bring.value for _, bring in team.brought()))
        assert team.gained == pytest.approx(
            sum(member.gain.value for member in team.members if member.gain)
        )
        assert team.cost == pytest.approx(0.05 * (len(team.members) - 1))
        assert team.score == pytest.approx(team.covered + team.gained - team.cost)
        assert 0 < team.score <= team.bound <= 1


def test_every_phrase_stands_in_its_text() -> None:
    for team in proposed():
        for _member, bring in team.brought():
            assert all(
                phrase in text
                for phrase, text in zip(bring.phrases, bring.capability.texts, strict=True)
            )
            for message in bring.messages:
                facts = message.facts
                if "words" in facts or "pairs" in facts:
                    mine, theirs = facts["mine"], facts["theirs"]
                    assert isinstance(mine, tuple)
                    assert isinstance(theirs, tuple)
                    assert all(str(word) in bring.need.texts[0] for word in mine)
                    assert all(str(word) in bring.capability.texts[0] for word in theirs)
                elif "phrase" in facts:
                    assert str(facts["phrase"]) in bring.capability.texts[0]
                else:
                    assert str(facts["mine"]) in bring.need.texts[0]
                    assert str(facts["theirs"]) in bring.capability.texts[0]


def test_a_member_gains_what_it_looks_for_itself() -> None:
    members = {member.company: member for member in proposed()[0].members}
    gain = members["isotopes"].gain
    assert gain is not None
    assert (gain.by, gain.want.id, gain.capability.id) == ("drug", "targets", "synthesis")
    assert members["gloves"].gain is None
    (message,) = gain.messages
    assert message.render() == (
        "Their request «Синтез лютеция: технология и переработка мишеней» is answered by what "
        "is there already: «технология синтеза лютеция»."
    )


@pytest.mark.parametrize(
    "pair", [("drug", "isotopes"), ("isotopes", "gloves"), ("gloves", "hospital")]
)
def test_forbidden_pairs_are_never_together(pair: tuple[str, str]) -> None:
    teams = proposed(rules=Rules(forbidden=frozenset({frozenset(pair)})))
    assert teams
    assert not any(set(pair) <= ids(team) for team in teams)


@pytest.mark.parametrize("most", [2, 3, 4])
def test_no_team_is_larger_or_smaller_than_the_rules_say(most: int) -> None:
    sizes = {len(team.members) for team in proposed(rules=Rules(least=2, most=most))}
    assert sizes
    assert max(sizes) == most
    assert min(sizes) >= 2


def test_no_member_can_leave_without_loss() -> None:
    """What is left of a team without one of its partners scores less."""
    for team in proposed():
        for left in team.members[1:]:
            stayed = tuple(one for one in CAST if one.id in ids(team) - {left.company})
            rest = propose_teams(stayed, (PROJECT,), resources=Resources(NoEncoder()))
            # Rarity of words changes with the texts at hand, by little.
            assert not rest or rest[0].score < team.score + 0.02
            assert any(bring.need for member, bring in team.brought() if member is left)


def test_both_sides_are_there_where_they_must_be() -> None:
    same_side = tuple(replace(company, side="home") for company in CAST)
    assert proposed(same_side)
    assert not proposed(same_side, rules=Rules(both_sides=True))
    mixed = (*same_side[:-1], replace(GLOVES, id="other", side="host"))
    teams = proposed(mixed, rules=Rules(both_sides=True))
    assert teams
    assert all("other" in ids(team) for team in teams)


def test_two_projects_about_one_thing_become_one() -> None:
    water, tailings = (
        Company("water", "home", (offer("plant", "мембранная установка", Source.EXISTS),)),
        Company("tailings", "host", (offer("pond", "хвостохранилище и скважины", Source.EXISTS),)),
    )
    projects = (
        Project("a", "water", ("Медь из воды",), (Need("a1", ("хвостохранилище",)),)),
        Project("b", "tailings", ("Медь из воды",), (Need("b1", ("мембранная установка",)),)),
    )
    bread = tuple(Company(f"b{n}", "host", (offer("b", "Хлеб и булки"),)) for n in range(3))
    (team,) = proposed((water, tailings, *bread), projects)
    assert team.projects == ("a", "b")
    assert [member.initiates for member in team.members] == [True, True]
    assert not team.missing
    assert not any(
        len(team.projects) == 2
        for team in proposed(
            (water, tailings, *bread),
            projects,
            Rules(forbidden=frozenset({frozenset({"water", "tailings"})})),
        )
    )


def test_a_project_that_names_no_need_takes_the_requests_about_it() -> None:
    project = replace(
        PROJECT,
        texts=("Обогащённый иттербий для Сибири",),
        needs=(),
        requests=(request("yb", "Обогащённый иттербий"), request("tent", "Палатка и чай")),
    )
    teams = proposed(projects=(project,))
    assert [bring.need.id for _, bring in teams[0].brought()] == ["yb"]
    assert not teams[0].missing
    assert not proposed(projects=(replace(project, requests=()),))


def test_a_heavier_need_counts_for_more() -> None:
    project = replace(PROJECT, needs=(replace(ISOTOPE, weight=3.0), CELLS))
    values = {bring.need.id: bring.value for _, bring in proposed(projects=(project,))[0].brought()}
    assert values["ytterbium"] == pytest.approx(3 * values["cells"], rel=0.3)


def test_the_same_seed_gives_the_same_teams() -> None:
    assert proposed() == proposed()


def test_it_refuses_what_cannot_be() -> None:
    with pytest.raises(ValueError, match="there is no company"):
        proposed(projects=(replace(PROJECT, company="nobody"),))
    with pytest.raises(ValueError, match="2 companies or more"):
        Rules(least=1)
    with pytest.raises(ValueError, match="at least one team"):
        Rules(alternatives=0)
    assert proposed(projects=()) == []
