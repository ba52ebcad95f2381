from __future__ import annotations

from django.urls import path

from vstrecha.missions import views

app_name = "missions"
urlpatterns = [
    path("", views.home, name="home"),
]
