"""The demo's mission in its database: made once, then looked up."""

from __future__ import annotations

from vstrecha.companies.models import Representative
from vstrecha.config.cli.demo_folder import DemoFolder, SignIn, sample
from vstrecha.config.cli.pipeline import Limits, Planned, match_and_plan
from vstrecha.config.cli.progress import Stages
from vstrecha.meetings.models import Request
from vstrecha.missions.models import Membership, Mission
from vstrecha.people.models import User
from vstrecha.programme.notices import last_published
from vstrecha.programme.services import publish_programme
from vstrecha.workbook.services import import_workbook

__all__ = ["COMPANY", "build", "current"]

# The company whose representative one may be in the demo: «Феал-Технология».
COMPANY = "feal-technology-llc"


def current() -> Planned | None:
    """The mission as it stands, with the programme published last; None where there is none."""
    mission = Mission.objects.filter(companies__key=COMPANY).order_by("pk").first()
    programme = None if mission is None else last_published(mission=mission)
    if mission is None or programme is None:
        return None
    return Planned(
        mission=mission,
        programme=programme,
        matches=mission.matches.count(),
        requests=mission.requests.count(),
        are_proposed=mission.requests.filter(source=Request.Source.PROPOSED).exists(),
    )


def build(folder: DemoFolder) -> Planned:
    """Import the sample, match, plan and publish it, and let two people sign in."""
    organiser = SignIn.new(role="organiser", email="organiser@demo.example")
    guest = SignIn.new(
        role="representative of «Феал-Технология»", email="representative@demo.example"
    )
    with Stages() as stages:
        stages.begin("Reading the sample mission")
        imported = import_workbook(
            content=sample(), name="sample.xlsx", mission=None, user=_add(organiser, organises=True)
        )
        mission = imported.mission
        _let_represent(_add(guest, organises=False), mission)
        planned = match_and_plan(mission=mission, limits=Limits(), stages=stages)
        stages.begin("Publishing")
        publish_programme(programme=planned.programme)
    folder.keep([organiser, guest])
    return planned


def _add(sign_in: SignIn, *, organises: bool) -> User:
    return User.objects.create_user(
        email=sign_in.email, password=sign_in.password, can_organise=organises
    )


def _let_represent(user: User, mission: Mission) -> None:
    company = mission.companies.select_related("side").get(key=COMPANY)
    Representative.objects.create(company=company, user=user)
    Membership.objects.create(
        mission=mission, user=user, role=Membership.Role.REPRESENTATIVE, side=company.side
    )
