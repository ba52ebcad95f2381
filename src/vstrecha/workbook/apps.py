from django.apps import AppConfig


class WorkbookConfig(AppConfig):
    name = "vstrecha.workbook"
    default_auto_field = "django.db.models.BigAutoField"
