from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from vstrecha.web.navigation import MissionPage, register


class MatchesConfig(AppConfig):
    name = "vstrecha.matches"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Roles are named by their stored values: models cannot be imported before all rooms are up.
        organisers = frozenset({"organiser"})
        members = organisers | {"co_organiser", "representative", "observer"}
        register(MissionPage("matches:catalogue", _("Catalogue"), position=20))
        register(MissionPage("matches:map", _("Competences"), position=25, roles=members))
        register(MissionPage("matches:quality", _("Quality"), position=55, roles=organisers))
