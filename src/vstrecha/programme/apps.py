from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from vstrecha.web.navigation import MissionPage, register


class ProgrammeConfig(AppConfig):
    name = "vstrecha.programme"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Roles are named by their stored values: models cannot be imported before all rooms are up.
        organisers = frozenset({"organiser"})
        takers = organisers | {"co_organiser", "representative"}
        register(MissionPage("programme:mission", _("Mission"), position=10))
        register(MissionPage("programme:timetable", _("Timetable"), position=30, roles=takers))
        register(MissionPage("programme:requests", _("Requests"), position=40, roles=takers))
        register(MissionPage("programme:plan", _("Planning"), position=50, roles=organisers))
