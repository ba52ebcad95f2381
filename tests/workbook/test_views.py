"""The pages: who sees them, the preview, and the yes that imports."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from pytest_django import DjangoCaptureOnCommitCallbacks

from tests.workbook.cast import book, cast
from vstrecha.companies.models import Company
from vstrecha.meetings.models import Meeting
from vstrecha.missions.models import Membership, Mission
from vstrecha.people.models import User
from vstrecha.programme.models import Placement, Programme, Slot, Table
from vstrecha.programme.services import Pin, start_programme
from vstrecha.workbook.exports import workbook_bytes
from vstrecha.workbook.models import Upload
from vstrecha.workbook.services import import_workbook
from vstrecha.workbook.tasks import follow_up_in_background

pytestmark = pytest.mark.django_db

NEW = "/workbook/new-mission/"


@pytest.fixture(autouse=True)
def followed(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, object]]:
    """What would be left to the worker: matching takes an encoder and its time."""
    calls: list[dict[str, object]] = []
    monkeypatch.setattr(
        "vstrecha.workbook.views.uploads.follow_up_in_background",
        lambda **facts: calls.append(facts),
    )
    return calls


@pytest.fixture
def organiser() -> User:
    return User.objects.create_user(email="org@example.org", can_organise=True, language="en")


@pytest.fixture
def mission(organiser: User) -> Mission:
    return import_workbook(content=book(), name="a.xlsx", mission=None, user=organiser).mission


def signed_in(user: User | None) -> Client:
    client = Client(HTTP_ACCEPT_LANGUAGE="en")
    if user is not None:
        client.force_login(user)
    return client


def send(client: Client, url: str, content: bytes, name: str = "mission.xlsx") -> Upload:
    response = client.post(url, {"workbook": SimpleUploadedFile(name, content)})
    upload = Upload.objects.latest("pk")
    assert response.status_code == 302
    assert response["Location"] == f"/workbook/uploads/{upload.pk}/"
    return upload


def page(client: Client, upload: Upload, show: str = "") -> str:
    response = client.get(f"/workbook/uploads/{upload.pk}/?show={show}")
    assert response.status_code == 200
    return response.content.decode()


def member(mission: Mission, role: str) -> User:
    user = User.objects.create_user(email=f"{role}@example.org")
    Membership.objects.create(mission=mission, user=user, role=role)
    return user


# A new mission


def test_a_workbook_becomes_a_mission_after_the_yes(
    organiser: User, followed: list[dict[str, object]]
) -> None:
    client = signed_in(organiser)
    assert "New mission from a workbook" in client.get(NEW).content.decode()
    upload = send(client, NEW, book())
    shown = page(client, upload)
    assert "The workbook can be imported." in shown
    assert "Make the mission" in shown
    assert "ООО «Феал»" in shown
    assert not Mission.objects.exists()
    response = client.post(f"/workbook/uploads/{upload.pk}/apply/")
    mission = Mission.objects.get()
    assert response["Location"] == reverse("programme:mission", args=[mission.slug])
    assert mission.memberships.get().user == organiser
    assert not Upload.objects.exists()
    assert followed == [{"mission": mission}]


def test_a_bad_workbook_shows_what_to_mend_and_offers_no_yes(organiser: User) -> None:
    client = signed_in(organiser)
    rows = cast()
    rows["companies"][4]["inn"] = "12345678"
    upload = send(client, NEW, book(rows))
    shown = page(client, upload)
    assert "1 thing must be mended" in shown
    assert "D6" in shown
    assert "has 8 digits" in shown
    assert "apply" not in shown
    client.post(f"/workbook/uploads/{upload.pk}/apply/")
    assert not Mission.objects.exists()
    assert Upload.objects.filter(pk=upload.pk).exists()


def test_what_is_no_workbook_is_told_on_the_same_page(organiser: User) -> None:
    client = signed_in(organiser)
    upload = send(client, NEW, b"a;b;c\n", "list.csv")
    assert "This is a text file (.csv)" in page(client, upload)


@pytest.mark.parametrize(
    ("content", "said"), [(None, "Choose a file first."), (b"", "The file is empty.")]
)
def test_no_file_and_an_empty_one_are_told_at_once(
    organiser: User, content: bytes | None, said: str
) -> None:
    files = {} if content is None else {"workbook": SimpleUploadedFile("a.xlsx", content)}
    response = signed_in(organiser).post(NEW, files)
    assert response.status_code == 200
    assert said in response.content.decode()
    assert not Upload.objects.exists()


def test_a_file_too_large_is_not_kept(organiser: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vstrecha.workbook.forms.MOST_BYTES", 1_000)
    response = signed_in(organiser).post(NEW, {"workbook": SimpleUploadedFile("a.xlsx", book())})
    assert "The file has more than 0 MB" in response.content.decode()
    assert not Upload.objects.exists()


def test_the_no_lets_go_of_the_file(organiser: User) -> None:
    client = signed_in(organiser)
    upload = send(client, NEW, book())
    response = client.post(f"/workbook/uploads/{upload.pk}/discard/")
    assert response["Location"] == NEW
    assert not Upload.objects.exists()
    assert not Mission.objects.exists()


# A mission that is there


def test_a_changed_workbook_shows_each_change_and_imports_it(
    organiser: User, mission: Mission
) -> None:
    client = signed_in(organiser)
    rows = cast()
    rows["companies"][0]["city"] = "Калуга"
    rows["companies"].append({"name": "Новая", "side": "host"})
    rows["requests"].pop()
    upload = send(client, "/missions/krasnoyarsk/workbook/", book(rows))
    changed = page(client, upload, "changed")
    assert "<ins>Калуга</ins>" in changed
    assert "Import the changes" in changed
    assert "АО «ЭнергоТех» → АО «Карьер»" in page(client, upload, "left")
    assert "Новая" in page(client, upload, "new")
    assert "Стадион" in page(client, upload, "unchanged")
    client.post(f"/workbook/uploads/{upload.pk}/apply/")
    assert mission.companies.count() == 6
    assert Company.objects.get(name="ООО «Феал»").city == "Калуга"


def test_a_workbook_without_news_offers_nothing_to_do(organiser: User, mission: Mission) -> None:
    client = signed_in(organiser)
    upload = send(client, "/missions/krasnoyarsk/workbook/", book())
    shown = page(client, upload)
    assert "The workbook says nothing new." in shown
    assert "/apply/" not in shown


def plan(mission: Mission) -> Programme:
    programme = Programme.objects.create(
        mission=mission, version=1, status=Programme.Status.OPTIMAL
    )
    meeting = Meeting.objects.create(mission=mission, key="inn-7707083893.stadion")
    meeting.participants.set(Company.objects.filter(key__in=meeting.key.split(".")))
    slot = Slot.objects.earliest("starts_at")
    Placement.objects.create(
        programme=programme,
        meeting=meeting,
        slot=slot,
        ends_at=slot.ends_at,
        table=Table.objects.get(label="1"),
    )
    return programme


def test_a_meeting_moved_by_hand_begins_a_new_version(
    organiser: User, mission: Mission, followed: list[dict[str, object]]
) -> None:
    plan(mission)
    client = signed_in(organiser)
    response = client.get("/missions/krasnoyarsk/workbook/mission.xlsx?language=ru")
    assert 'filename="krasnoyarsk-1.xlsx"' in response["Content-Disposition"]
    workbook = load_workbook(io.BytesIO(response.content))
    timetable = workbook["Расписание"]
    assert isinstance(timetable, Worksheet)
    timetable["B2"] = "10:30"
    upload = send(client, "/missions/krasnoyarsk/workbook/", workbook_bytes(workbook))
    assert "1 meeting of the timetable was moved by hand" in page(client, upload)
    response = client.post(f"/workbook/uploads/{upload.pk}/apply/")
    assert response["Location"] == reverse("programme:plan", args=[mission.slug])
    started = Programme.objects.get(version=2)
    assert started.status == Programme.Status.RUNNING
    assert started.planned_by == organiser
    (call,) = followed
    assert call["programme"] == started
    start = datetime(2026, 12, 10, 10, 30, tzinfo=mission.zone)
    assert call["pins"] == (Pin("inn-7707083893.stadion", start, "КРИТБИ", "1"),)


def test_a_meeting_moved_by_hand_waits_for_the_run_that_is_going_on(
    organiser: User, mission: Mission, followed: list[dict[str, object]]
) -> None:
    plan(mission)
    client = signed_in(organiser)
    response = client.get("/missions/krasnoyarsk/workbook/mission.xlsx?language=ru")
    workbook = load_workbook(io.BytesIO(response.content))
    timetable = workbook["Расписание"]
    assert isinstance(timetable, Worksheet)
    timetable["B2"] = "10:30"
    upload = send(client, "/missions/krasnoyarsk/workbook/", workbook_bytes(workbook))
    start_programme(mission=mission)
    response = client.post(f"/workbook/uploads/{upload.pk}/apply/", follow=True)
    assert "version 2 is still being planned" in response.content.decode()
    assert mission.programmes.count() == 2
    assert followed == [{"mission": mission}]


def test_an_unplanned_mission_can_be_taken_away_too(organiser: User, mission: Mission) -> None:
    client = signed_in(organiser)
    response = client.get("/missions/krasnoyarsk/workbook/mission.xlsx?language=en")
    workbook = load_workbook(io.BytesIO(response.content))
    assert "Companies" in workbook.sheetnames
    assert "Timetable" not in workbook.sheetnames
    assert client.get("/missions/krasnoyarsk/workbook/mission.xlsx?version=7").status_code == 404
    assert client.get("/missions/krasnoyarsk/workbook/mission.xlsx?language=fr").status_code == 404


def test_the_template_comes_in_either_language(organiser: User) -> None:
    client = signed_in(organiser)
    for language, title in (("ru", "Компании"), ("en", "Companies")):
        response = client.get(f"/workbook/template.xlsx?language={language}")
        assert title in load_workbook(io.BytesIO(response.content)).sheetnames


# Who may


@pytest.mark.parametrize("role", ["", "co_organiser", "representative", "observer"])
def test_only_an_organiser_has_the_mission_s_workbook(mission: Mission, role: str) -> None:
    client = signed_in(member(mission, role) if role else None)
    for path in ("", "mission.xlsx"):
        assert client.get(f"/missions/krasnoyarsk/workbook/{path}").status_code == 404
    assert client.post("/missions/krasnoyarsk/workbook/").status_code == 404


@pytest.mark.parametrize("path", [NEW, "/workbook/template.xlsx"])
def test_only_who_may_open_missions_begins_one(path: str) -> None:
    plain = User.objects.create_user(email="plain@example.org")
    assert signed_in(None).get(path).status_code == 404
    assert signed_in(plain).get(path).status_code == 404


def test_the_first_page_offers_a_new_mission_to_who_may_open_one(organiser: User) -> None:
    plain = User.objects.create_user(email="plain@example.org")
    assert NEW in signed_in(organiser).get("/").content.decode()
    for client in (signed_in(plain), signed_in(None)):
        assert NEW not in client.get("/").content.decode()


def test_an_organiser_who_opens_no_missions_has_the_template(mission: Mission) -> None:
    client = signed_in(member(mission, "organiser"))
    assert client.get("/workbook/template.xlsx").status_code == 200
    assert client.get(NEW).status_code == 404


def upload_urls(upload: Upload) -> list[Callable[[Client], int]]:
    base = f"/workbook/uploads/{upload.pk}/"
    return [
        lambda client: client.get(base).status_code,
        lambda client: client.post(f"{base}apply/").status_code,
        lambda client: client.post(f"{base}discard/").status_code,
    ]


def test_an_upload_is_found_by_its_sender_only(organiser: User) -> None:
    upload = send(signed_in(organiser), NEW, book())
    other = User.objects.create_user(email="other@example.org", can_organise=True)
    for client in (signed_in(other), signed_in(None)):
        assert [act(client) for act in upload_urls(upload)] == [404, 404, 404]
    assert Upload.objects.filter(pk=upload.pk).exists()


def test_an_upload_is_not_found_by_who_is_no_organiser_any_more(
    organiser: User, mission: Mission
) -> None:
    client = signed_in(organiser)
    upload = send(client, "/missions/krasnoyarsk/workbook/", book())
    Membership.objects.all().delete()
    assert [act(client) for act in upload_urls(upload)] == [404, 404, 404]


def test_an_upload_is_gone_after_a_day(organiser: User) -> None:
    client = signed_in(organiser)
    upload = send(client, NEW, book())
    Upload.objects.update(created_at=timezone.now() - timedelta(days=1, minutes=1))
    assert [act(client) for act in upload_urls(upload)] == [404, 404, 404]
    send(client, NEW, book())
    assert not Upload.objects.filter(pk=upload.pk).exists()


def test_nothing_acts_on_get(organiser: User) -> None:
    client = signed_in(organiser)
    upload = send(client, NEW, book())
    for verb in ("apply", "discard"):
        assert client.get(f"/workbook/uploads/{upload.pk}/{verb}/").status_code == 405
    assert Upload.objects.exists()
    assert not Mission.objects.exists()


# What the worker does


def test_the_worker_plans_around_the_pins_and_recommends(
    mission: Mission,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    done: list[tuple[object, ...]] = []
    monkeypatch.setattr(
        "vstrecha.workbook.tasks.match_mission", lambda mission: done.append((mission,))
    )
    monkeypatch.setattr(
        "vstrecha.workbook.tasks.suggest_teams", lambda mission: done.append(("teams", mission))
    )
    monkeypatch.setattr(
        "vstrecha.workbook.tasks.complete_programme",
        lambda programme, pins, previous: done.append((programme, pins, previous)),
    )
    before = plan(mission)
    started = start_programme(mission=mission)
    start = Slot.objects.latest("starts_at").starts_at
    pin = Pin("inn-7707083893.stadion", start, "КРИТБИ", "2")
    with django_capture_on_commit_callbacks(execute=True):
        follow_up_in_background(mission=mission, programme=started, pins=[pin])
        follow_up_in_background(mission=mission)
    matched = [(mission,), ("teams", mission)]
    assert done == [(started, [pin], before), *matched, *matched]
