from __future__ import annotations

from django.urls import path

from vstrecha.web import views

app_name = "web"
urlpatterns = [
    path("styleguide/", views.styleguide, name="styleguide"),
]
