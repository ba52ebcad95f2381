from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from vstrecha.web.navigation import MissionPage, register


class MatchesConfig(AppConfig):
    name = "vstrecha.matches"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Roles are named by their stored values: models cannot be imported before all rooms are up.
        organisers = frozenset({"organiser"})
        register(MissionPage("matches:catalogue", _("Catalogue"), position=20))
        register(
            MissionPage("matches:suggestions", _("Suggestions"), position=25, roles=organisers)
        )
