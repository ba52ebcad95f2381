from __future__ import annotations

from django.urls import path

from vstrecha.workbook.views import downloads, sending, uploads

app_name = "workbook"
urlpatterns = [
    path("workbook/new-mission/", sending.new_mission, name="new-mission"),
    path("workbook/template.xlsx", downloads.template, name="template"),
    path("workbook/uploads/<int:pk>/", uploads.preview, name="preview"),
    path("workbook/uploads/<int:pk>/apply/", uploads.apply, name="apply"),
    path("workbook/uploads/<int:pk>/discard/", uploads.discard, name="discard"),
    path("missions/<slug:slug>/workbook/", sending.mission, name="mission"),
    path("missions/<slug:slug>/workbook/mission.xlsx", downloads.mission, name="download"),
]
