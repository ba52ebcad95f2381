"""Rows into the questions of the team engine, and its teams back into rows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping

from vstrecha.companies.models import Company, Opportunity
from vstrecha.engine.matching.resources import Resources
from vstrecha.engine.matching.teams import types as engine
from vstrecha.engine.matching.teams.propose import propose_teams
from vstrecha.matches.bridge import (
    PROFILE,
    company_texts,
    opportunity_texts,
    versions,
)
from vstrecha.matches.bridge.encoding import with_encoder
from vstrecha.matches.bridge.vectors import DatabaseCache
from vstrecha.matches.models import TeamSuggestion
from vstrecha.missions.models import Mission

# Between an opportunity's primary key and the number of a line of it.
_LINE = "/"

Suggested = tuple[TeamSuggestion, list[int]]


def teams_of(
    mission: Mission,
    apart: Collection[tuple[int, int]] = (),
    progress: Callable[[int, int], None] | None = None,
) -> list[Suggested]:
    """The teams that the engine finds for a mission, not saved, each with the primary keys of its
    members."""
    companies = list(mission.companies.prefetch_related("opportunities"))
    projects = [
        project(company, opportunity)
        for company in companies
        for opportunity in company.opportunities.all()
        if opportunity.missing or opportunity.kind == Opportunity.Kind.JOINT_PROJECT
    ]
    rules = engine.Rules(
        # Where companies of one side do not meet, no team is of one side either.
        both_sides=not mission.same_side_meetings,
        forbidden=frozenset(frozenset(map(str, pair)) for pair in apart),
    )
    teams = with_encoder(
        lambda encoder: propose_teams(
            [engine_company(company) for company in companies],
            projects,
            resources=Resources(encoder, DatabaseCache(), progress=progress),
            rules=rules,
        )
    )
    languages = {
        str(opportunity.pk): opportunity.language
        for company in companies
        for opportunity in company.opportunities.all()
    }
    ranks: dict[tuple[str, ...], int] = {}
    found = []
    for team in teams:
        rank = ranks.get(team.projects, 0)
        ranks[team.projects] = rank + 1
        found.append(_row(mission, team, rank, languages))
    return found


def engine_company(company: Company) -> engine.Company:
    """A company with its opportunities (which the caller has prefetched) as the engine sees it."""
    profile = engine.Capability(PROFILE, engine.Source.PROFILE, company_texts(company))
    opportunities = list(company.opportunities.all())
    return engine.Company(
        id=str(company.pk),
        side=str(company.side_id),
        capabilities=(
            profile,
            *(one for opportunity in opportunities for one in _capabilities(opportunity)),
        ),
        wants=(
            *(_request(one) for one in opportunities if one.seeks),
            *(need for one in opportunities for need in _needs(one)),
        ),
    )


def project(company: Company, opportunity: Opportunity) -> engine.Project:
    """An opportunity that needs others; its id is the primary key."""
    return engine.Project(
        id=str(opportunity.pk),
        company=str(company.pk),
        texts=opportunity_texts(opportunity),
        needs=tuple(_needs(opportunity)),
        requests=tuple(_request(one) for one in company.opportunities.all() if one.seeks),
    )


def _capabilities(opportunity: Opportunity) -> Iterator[engine.Capability]:
    """An offer or a request as a whole; of a joint project, each line of what exists."""
    titles = _titles(opportunity)
    if opportunity.kind != Opportunity.Kind.JOINT_PROJECT:
        source = engine.Source.REQUEST if opportunity.seeks else engine.Source.OFFER
        yield engine.Capability(str(opportunity.pk), source, opportunity_texts(opportunity), titles)
    for number, line in enumerate(_lines(opportunity.exists, opportunity.exists_en)):
        name = f"{opportunity.pk}{_LINE}{number}"
        yield engine.Capability(name, engine.Source.EXISTS, line, line, context=titles)


def _needs(opportunity: Opportunity) -> Iterator[engine.Need]:
    """Each line of what is missing."""
    for number, line in enumerate(_lines(opportunity.missing, opportunity.missing_en)):
        yield engine.Need(f"{opportunity.pk}{_LINE}{number}", line)


def _request(opportunity: Opportunity) -> engine.Need:
    return engine.Need(
        str(opportunity.pk), opportunity_texts(opportunity), titles=_titles(opportunity)
    )


def _titles(opportunity: Opportunity) -> tuple[str, ...]:
    return versions(opportunity.title) + versions(opportunity.title_en)


def _lines(own: list[str], english: list[str]) -> list[tuple[str, ...]]:
    """Each line with its English version, where there is one."""
    return [
        versions(line) + (versions(english[number]) if number < len(english) else ())
        for number, line in enumerate(own)
        if line.strip()
    ]


def _row(mission: Mission, team: engine.Team, rank: int, languages: Mapping[str, str]) -> Suggested:
    first, *second = team.projects
    suggestion = TeamSuggestion(
        mission=mission,
        initiator_id=int(first),
        merged_with_id=int(second[0]) if second else None,
        rank=rank,
        score=team.score,
        bound=team.bound,
        gap=team.gap,
        reasons={
            "covered": team.covered,
            "gained": team.gained,
            "cost": team.cost,
            "members": [_member(member) for member in team.members],
            "missing": [
                {
                    "project": missing.project,
                    "need": _text(missing.need, languages[missing.project]),
                    "nobody": missing.nobody,
                }
                for missing in team.missing
            ],
        },
    )
    return suggestion, [int(member.company) for member in team.members]


def _member(member: engine.Member) -> dict[str, object]:
    return {
        "company": member.company,
        "brings": [
            {
                "project": bring.project,
                "capability": bring.capability.id,
                "strength": bring.strength,
                "value": bring.value,
                "messages": [message.to_json() for message in bring.messages],
            }
            for bring in member.brings
        ],
        "gain": member.gain
        and {
            "by": member.gain.by,
            "value": member.gain.value,
            "messages": [message.to_json() for message in member.gain.messages],
        },
    }


def _text(need: engine.Need, language: str) -> dict[str, str]:
    """The need in words, by the language that it stands in."""
    texts = need.titles or need.texts
    return {"language": language, "text": texts[0], "text_en": texts[1] if len(texts) > 1 else ""}
