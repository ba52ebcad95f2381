from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from vstrecha.web.navigation import FirstStep, MissionPage, register, register_first_step


class WorkbookConfig(AppConfig):
    name = "vstrecha.workbook"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        organisers = frozenset({"organiser"})
        register(MissionPage("workbook:mission", _("Workbook"), position=60, roles=organisers))
        register_first_step(
            FirstStep(
                "workbook:new-mission",
                _("New mission from a workbook"),
                icon="sheet",
                may=lambda request: getattr(request.user, "can_organise", False),
            )
        )
