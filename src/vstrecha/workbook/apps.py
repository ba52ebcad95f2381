from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from vstrecha.web.navigation import MissionPage, register


class WorkbookConfig(AppConfig):
    name = "vstrecha.workbook"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        organisers = frozenset({"organiser"})
        register(MissionPage("workbook:mission", _("Workbook"), position=60, roles=organisers))
