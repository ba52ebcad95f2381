from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from vstrecha.web.navigation import MissionPage, register


class MatchesConfig(AppConfig):
    name = "vstrecha.matches"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Reads models, which are there only now. A wrong encoder stops the start.
        from vstrecha.matches.bridge.encoding import refuse_unknown_encoder  # noqa: PLC0415

        refuse_unknown_encoder()
        # Roles are named by their stored values: models cannot be imported before all rooms are up.
        organisers = frozenset({"organiser"})
        takers = organisers | {"co_organiser", "representative"}
        members = takers | {"observer"}
        register(MissionPage("matches:catalogue", _("Catalogue"), position=20))
        register(
            MissionPage("matches:suggestions", _("Suggestions"), position=24, roles=organisers)
        )
        register(MissionPage("matches:map", _("Competences"), position=25, roles=members))
        register(MissionPage("matches:teams", _("Teams"), position=26, roles=takers))
        register(MissionPage("matches:quality", _("Quality"), position=55, roles=organisers))
