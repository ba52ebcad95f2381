from __future__ import annotations

from datetime import tzinfo
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Mission(models.Model):
    """One trade mission: a delegation of one region visits another for some days.

    Texts stand in the mission's own `language`; the `_en` fields hold an English version where
    there is one.
    """

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    summary_en = models.TextField(_("summary in English"), blank=True)
    language = models.CharField(_("language of the texts"), max_length=10, default="ru")
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    time_zone = models.CharField(_("time zone"), max_length=60)
    is_public = models.BooleanField(
        _("public"), default=False, help_text=_("Strangers see its page and catalogue.")
    )
    same_side_meetings = models.BooleanField(
        _("meetings within a side"),
        default=False,
        help_text=_("Companies of the same side may be matched too."),
    )
    requests_per_company = models.PositiveSmallIntegerField(
        _("proposed requests a company"),
        default=8,
        help_text=_("Cap for requests proposed from mutual recommendations."),
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-starts_on", "slug"]
        verbose_name = _("mission")
        verbose_name_plural = _("missions")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="mission_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def zone(self) -> tzinfo:
        """The venue's time zone, in which all times of the mission are said."""
        return ZoneInfo(self.time_zone)


class Side(models.Model):
    """The home delegation or the host side of a mission."""

    class Role(models.TextChoices):
        HOME = "home", _("delegation")
        HOST = "host", _("host side")

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="sides")
    role = models.CharField(_("role"), max_length=4, choices=Role.choices)
    region = models.CharField(_("region"), max_length=200)
    region_en = models.CharField(_("region in English"), max_length=200, blank=True)

    class Meta:
        ordering = ["mission", "role"]
        verbose_name = _("side")
        verbose_name_plural = _("sides")
        constraints = [
            models.UniqueConstraint(fields=["mission", "role"], name="one_side_a_role"),
        ]

    def __str__(self) -> str:
        return self.region


class Membership(models.Model):
    """A person's role in a mission. A co-organiser has one side."""

    class Role(models.TextChoices):
        ORGANISER = "organiser", _("organiser")
        CO_ORGANISER = "co_organiser", _("co-organiser")
        REPRESENTATIVE = "representative", _("company representative")
        OBSERVER = "observer", _("observer")

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    side = models.ForeignKey(Side, on_delete=models.CASCADE, null=True, blank=True)

    class Meta:
        verbose_name = _("role in a mission")
        verbose_name_plural = _("roles in a mission")
        constraints = [
            models.UniqueConstraint(fields=["mission", "user", "role"], name="one_role_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"
