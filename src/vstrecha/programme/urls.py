from __future__ import annotations

from django.urls import path

from vstrecha.programme.views import company, downloads, mission, plan, requests, timetable

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
    path("missions/<slug:slug>/plan/again/", plan.plan_again, name="plan-again"),
    path("missions/<slug:slug>/plan/publish/", plan.publish, name="publish"),
]
