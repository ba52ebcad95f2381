from __future__ import annotations

from django.urls import path

from vstrecha.matches import views

app_name = "matches"
urlpatterns = [
    path("missions/<slug:slug>/catalogue/", views.show_catalogue, name="catalogue"),
    path("missions/<slug:slug>/teams/", views.show_teams, name="teams"),
]
