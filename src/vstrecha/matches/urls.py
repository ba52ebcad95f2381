from __future__ import annotations

from django.urls import path

from vstrecha.matches import views
from vstrecha.matches.views import teams

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
    path("missions/<slug:slug>/learned/", views.learned, name="learned"),
    path("missions/<slug:slug>/learned/forget/", views.forget, name="forget"),
    path("missions/<slug:slug>/learned/remember/", views.remember, name="remember"),
    path("missions/<slug:slug>/teams/", teams.show, name="teams"),
]
