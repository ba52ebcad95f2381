"""All addresses. Each room has its own file; the order is that of the flow."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("vstrecha.people.urls")),
    path("", include("vstrecha.missions.urls")),
    path("", include("vstrecha.matches.urls")),
    path("", include("vstrecha.programme.urls")),
    path("", include("vstrecha.workbook.urls")),
    path("", include("vstrecha.web.urls")),
]
