from django.apps import AppConfig


class MissionsConfig(AppConfig):
    name = "vstrecha.missions"
    default_auto_field = "django.db.models.BigAutoField"
