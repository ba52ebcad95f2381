from __future__ import annotations

from datetime import time

from django.db import models
from django.utils.translation import gettext_lazy as _

from vstrecha.companies.models import Company
from vstrecha.missions.models import Mission


class Request(models.Model):
    """One company asks another to meet, in its own words (the EEN expression of interest)."""

    class Status(models.TextChoices):
        PENDING = "pending", _("waits for an answer")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")

    class Source(models.TextChoices):
        WORKBOOK = "workbook", _("from the workbook")
        PROPOSED = "proposed", _("proposed from recommendations")

    class Priority(models.IntegerChoices):
        LOW = 1, _("low")
        NORMAL = 2, _("normal")
        HIGH = 3, _("high")
        MUST = 4, _("must meet")

    class DayHalf(models.TextChoices):
        ANY = "", _("any time")
        MORNING = "morning", _("before noon")
        AFTERNOON = "afternoon", _("after noon")

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="requests")
    sender = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="requests_sent")
    recipient = models.ForeignKey(
        Company, on_delete=models.CASCADE, related_name="requests_received"
    )
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.PENDING
    )
    source = models.CharField(_("source"), max_length=10, choices=Source.choices)
    priority = models.PositiveSmallIntegerField(
        _("priority"), choices=Priority.choices, default=Priority.NORMAL
    )
    cooperation = models.TextField(_("what cooperation is sought"), blank=True)
    unclear = models.TextField(_("what is unclear"), blank=True)
    about_us = models.TextField(_("about us"), blank=True)
    length = models.PositiveSmallIntegerField(_("length in slots"), default=1)
    on_date = models.DateField(_("on this day only"), null=True, blank=True)
    at_time = models.TimeField(_("at this time only"), null=True, blank=True)
    day_half = models.CharField(
        _("time of day"), max_length=10, choices=DayHalf.choices, blank=True, default=DayHalf.ANY
    )

    class Meta:
        ordering = ["mission", "id"]
        verbose_name = _("request")
        verbose_name_plural = _("requests")
        constraints = [
            models.UniqueConstraint(fields=["sender", "recipient"], name="one_request_a_pair"),
            models.CheckConstraint(
                condition=~models.Q(sender=models.F("recipient")), name="request_to_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sender} → {self.recipient}"


NOON = time(12)


def in_half(start: time, half: str) -> bool:
    """Whether a meeting that starts then is in that half of the day (any, where it is empty)."""
    return not half or (start < NOON) == (half == Request.DayHalf.MORNING)


class Meeting(models.Model):
    """An accepted request (or two that met half way): what the programme places.

    `key` is made of the companies' keys and names the meeting in files and calendars. `utility`
    weighs the request's priority and how well the two fit. A meeting `is_withdrawn` when no
    accepted request asks for it any more but some version of the programme still tells of it: it
    is kept for that version and never planned again, unless it is asked for anew.
    """

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="meetings")
    key = models.CharField(_("key"), max_length=250)
    participants = models.ManyToManyField(Company, related_name="meetings")
    requests = models.ManyToManyField(Request, related_name="meetings")
    is_mandatory = models.BooleanField(_("must take place"), default=False)
    is_withdrawn = models.BooleanField(_("no longer asked for"), default=False)
    utility = models.PositiveIntegerField(_("utility"), default=1)
    length = models.PositiveSmallIntegerField(_("length in slots"), default=1)
    on_date = models.DateField(_("on this day only"), null=True, blank=True)
    at_time = models.TimeField(_("at this time only"), null=True, blank=True)
    day_half = models.CharField(
        _("time of day"), max_length=10, choices=Request.DayHalf.choices, blank=True, default=""
    )

    class Meta:
        ordering = ["mission", "key"]
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        constraints = [
            models.UniqueConstraint(fields=["mission", "key"], name="one_meeting_a_key"),
        ]

    def __str__(self) -> str:
        return self.key


class AvailabilityWindow(models.Model):
    """When a company can, or cannot, meet.

    A window that is not `is_available` takes its time out. On a day on which a company has
    windows that are, it can meet only within these.
    """

    company = models.ForeignKey(
        Company, on_delete=models.CASCADE, related_name="availability_windows"
    )
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("to"))
    is_available = models.BooleanField(_("available"), default=False)

    class Meta:
        ordering = ["company", "starts_at"]
        verbose_name = _("availability")
        verbose_name_plural = _("availability")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="availability_window_has_length",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.company}: {self.starts_at} – {self.ends_at}"
