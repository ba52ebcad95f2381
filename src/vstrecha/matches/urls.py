from __future__ import annotations

from django.urls import path

from vstrecha.matches import views
from vstrecha.matches.views import competences, reviews, suggesting, teams

app_name = "matches"
urlpatterns = [
    path("missions/<slug:slug>/catalogue/", views.show_catalogue, name="catalogue"),
    path("missions/<slug:slug>/companies/<slug:key>/answers/", views.answers, name="answers"),
    path("missions/<slug:slug>/companies/<slug:key>/answers/give/", views.answer, name="answer"),
    path(
        "missions/<slug:slug>/companies/<slug:key>/answers/undo/",
        views.undo_answer,
        name="answer-undo",
    ),
    path("missions/<slug:slug>/matches/", suggesting.suggestions, name="suggestions"),
    path("missions/<slug:slug>/matches/rules/", suggesting.rules, name="suggestion-rules"),
    path("missions/<slug:slug>/matches/apart/", suggesting.apart, name="apart"),
    path("missions/<slug:slug>/matches/apart/<int:veto>/lift/", suggesting.lift, name="apart-lift"),
    path("missions/<slug:slug>/companies/<slug:key>/not-with/", suggesting.vetoes, name="vetoes"),
    path("missions/<slug:slug>/companies/<slug:key>/not-with/add/", suggesting.veto, name="veto"),
    path(
        "missions/<slug:slug>/companies/<slug:key>/not-with/<int:veto>/lift/",
        suggesting.lift_own,
        name="veto-lift",
    ),
    path("missions/<slug:slug>/learned/", views.learned, name="learned"),
    path("missions/<slug:slug>/learned/forget/", views.forget, name="forget"),
    path("missions/<slug:slug>/learned/remember/", views.remember, name="remember"),
    path("missions/<slug:slug>/teams/", teams.show, name="teams"),
    path("missions/<slug:slug>/map/", competences.show_map, name="map"),
    path("missions/<slug:slug>/map.xlsx", competences.map_workbook, name="map-workbook"),
    path("missions/<slug:slug>/map.csv", competences.map_table, name="map-table"),
    path("missions/<slug:slug>/quality/", reviews.show_quality, name="quality"),
    path("missions/<slug:slug>/quality/bar/", reviews.change_bar, name="quality-bar"),
    path("missions/<slug:slug>/quality/release/", reviews.release, name="quality-release"),
    path("missions/<slug:slug>/quality/apart/", reviews.tell_apart, name="quality-apart"),
    path(
        "missions/<slug:slug>/companies/<slug:key>/codes/", reviews.choose_codes, name="use-codes"
    ),
]
