from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from vstrecha.web.navigation import MissionPage, register


class MatchesConfig(AppConfig):
    name = "vstrecha.matches"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        register(MissionPage("matches:catalogue", _("Catalogue"), position=20))
