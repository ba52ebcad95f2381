from __future__ import annotations

from django.urls import path

from vstrecha.programme.views import (
    company,
    downloads,
    mission,
    plan,
    requests,
    runs,
    timetable,
    versions,
)

app_name = "programme"
urlpatterns = [
    path("missions/<slug:slug>/", mission.mission, name="mission"),
    path("missions/<slug:slug>/companies/<slug:key>/", company.company, name="company"),
    path(
        "missions/<slug:slug>/companies/<slug:key>/calendar.ics",
        downloads.calendar,
        name="calendar",
    ),
    path("missions/<slug:slug>/timetable.pdf", downloads.pdf, name="pdf"),
    path("missions/<slug:slug>/timetable/", timetable.timetable, name="timetable"),
    path("missions/<slug:slug>/requests/", requests.requests, name="requests"),
    path("missions/<slug:slug>/plan/", plan.plan, name="plan"),
    path("missions/<slug:slug>/plan/again/", runs.plan_again, name="plan-again"),
    path("missions/<slug:slug>/plan/stop/", runs.stop, name="plan-stop"),
    path("missions/<slug:slug>/plan/compare/", versions.compare, name="compare"),
    path("missions/<slug:slug>/plan/publish/", versions.publish, name="publish"),
    path("missions/<slug:slug>/plan/<int:version>/meetings/", versions.meetings, name="meetings"),
    path("missions/<slug:slug>/plan/<int:version>/pin/", versions.pin, name="pin"),
]
