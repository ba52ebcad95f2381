from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vstrecha.companies.models import Company
from vstrecha.meetings.models import Meeting
from vstrecha.missions.models import Mission


class Venue(models.Model):
    """Where meetings and sessions are held."""

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="venues")
    name = models.CharField(_("name"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["mission", "position", "id"]
        verbose_name = _("venue")
        verbose_name_plural = _("venues")
        constraints = [
            models.UniqueConstraint(fields=["mission", "name"], name="one_venue_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Table(models.Model):
    """A place for one meeting at a time."""

    venue = models.ForeignKey(Venue, on_delete=models.CASCADE, related_name="tables")
    label = models.CharField(_("label"), max_length=40)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["venue", "position", "id"]
        verbose_name = _("table")
        verbose_name_plural = _("tables")
        constraints = [
            models.UniqueConstraint(fields=["venue", "label"], name="one_table_a_label"),
        ]

    def __str__(self) -> str:
        return self.label


class Travel(models.Model):
    """Minutes it takes from one venue to another; the same back unless listed apart."""

    origin = models.ForeignKey(Venue, on_delete=models.CASCADE, related_name="travel_from")
    destination = models.ForeignKey(Venue, on_delete=models.CASCADE, related_name="travel_to")
    minutes = models.PositiveSmallIntegerField(_("minutes"))

    class Meta:
        verbose_name = _("travel time")
        verbose_name_plural = _("travel times")
        constraints = [
            models.UniqueConstraint(fields=["origin", "destination"], name="one_travel_time"),
        ]

    def __str__(self) -> str:
        return f"{self.origin} → {self.destination}: {self.minutes}"


class Slot(models.Model):
    """One step of the time grid. Slots of one `part` (a day-part) follow one another."""

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="slots")
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("to"))
    part = models.CharField(_("day-part"), max_length=40)

    class Meta:
        ordering = ["mission", "starts_at"]
        verbose_name = _("slot")
        verbose_name_plural = _("slots")
        constraints = [
            models.UniqueConstraint(fields=["mission", "starts_at"], name="one_slot_a_start"),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="slot_has_length"
            ),
        ]

    def __str__(self) -> str:
        return self.starts_at.isoformat(timespec="minutes")


class Session(models.Model):
    """An event of the programme that binds its participants: a pitch block, a visit, a meal."""

    class Kind(models.TextChoices):
        OPENING = "opening", _("opening")
        PITCH = "pitch", _("pitches")
        VISIT = "visit", _("visit")
        MEAL = "meal", _("meal")
        TRANSFER = "transfer", _("transfer")

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="sessions")
    kind = models.CharField(_("type"), max_length=10, choices=Kind.choices)
    title = models.CharField(_("title"), max_length=250)
    title_en = models.CharField(_("title in English"), max_length=250, blank=True)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("to"))
    venue = models.ForeignKey(Venue, on_delete=models.RESTRICT, null=True, blank=True)
    capacity = models.PositiveSmallIntegerField(_("places"), null=True, blank=True)
    participants = models.ManyToManyField(Company, related_name="sessions", blank=True)

    class Meta:
        ordering = ["mission", "starts_at", "id"]
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="session_has_length"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Programme(models.Model):
    """One version of a mission's timetable, as the engine gave it; published or not.

    `objective`, `bound` and `proven` are the plan's own; `objective["placed"]` of
    `objective["requested"]` meetings have a place. `moved` has the keys of meetings that stand
    elsewhere than in the version this one repairs. `notices` is what calendars are told once it
    is published (`vstrecha.programme.notices`).

    `seed`, `time_limit` (seconds) and `work_limit` (the engine's deterministic units) are what it
    was planned with; `base` is the version whose pinned meetings stay, and with `keeps_all` also
    every other one that can.
    """

    class Status(models.TextChoices):
        RUNNING = "running", _("being planned")
        OPTIMAL = "optimal", _("proven best")
        FEASIBLE = "feasible", _("good, not proven best")
        INFEASIBLE = "infeasible", _("impossible as asked")
        UNKNOWN = "unknown", _("nothing found in time")
        FAILED = "failed", _("failed")

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="programmes")
    version = models.PositiveIntegerField(_("version"))
    status = models.CharField(_("status"), max_length=12, choices=Status.choices)
    objective = models.JSONField(default=dict)
    bound = models.JSONField(default=dict)
    proven = models.JSONField(default=list)
    moved = models.JSONField(default=list)
    notices = models.JSONField(default=list)
    seed = models.IntegerField(default=0)
    time_limit = models.FloatField(_("most time, s"), null=True, blank=True)
    work_limit = models.FloatField(_("most work"), null=True, blank=True)
    base = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    keeps_all = models.BooleanField(default=False)
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("planned by"),
    )
    seconds = models.FloatField(_("time spent, s"), default=0)
    message = models.JSONField(_("what went wrong"), default=dict, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)

    class Meta:
        ordering = ["mission", "-version"]
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        constraints = [
            models.UniqueConstraint(fields=["mission", "version"], name="one_programme_a_version"),
            models.UniqueConstraint(
                fields=["mission"],
                condition=models.Q(status="running"),
                name="one_run_a_mission",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mission}, {self.version}"


class Run(models.Model):
    """The work on one version while a worker plans it: how far it is, and its signs of life.

    `steps` has for each level of the objective, in the order of the work, what was found last:
    level, value, bound, seconds since the start. The row is kept when the work is over.
    """

    # A worker gives a sign every few seconds; who is silent for so long will not speak again.
    LOST_AFTER = timedelta(minutes=1)

    programme = models.OneToOneField(Programme, on_delete=models.CASCADE, related_name="run")
    asked_at = models.DateTimeField(_("asked for"), default=timezone.now)
    taken_at = models.DateTimeField(_("taken up by a worker"), null=True, blank=True)
    heard_at = models.DateTimeField(_("last sign of life"), null=True, blank=True)
    stop_asked_at = models.DateTimeField(_("asked to stop"), null=True, blank=True)
    steps = models.JSONField(default=list, blank=True)

    class Meta:
        verbose_name = _("planning run")
        verbose_name_plural = _("planning runs")

    def __str__(self) -> str:
        return str(self.programme)

    @property
    def is_lost(self) -> bool:
        """Whether the worker that took it up has died."""
        return self.heard_at is not None and timezone.now() - self.heard_at > self.LOST_AFTER


class Placement(models.Model):
    """Where and when a meeting takes place in one version of the programme."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="placements")
    meeting = models.ForeignKey(Meeting, on_delete=models.RESTRICT, related_name="placements")
    slot = models.ForeignKey(Slot, on_delete=models.CASCADE, related_name="placements")
    ends_at = models.DateTimeField(_("to"))
    table = models.ForeignKey(Table, on_delete=models.CASCADE, related_name="placements")
    is_pinned = models.BooleanField(_("pinned"), default=False)
    sequence = models.PositiveIntegerField(
        _("calendar sequence"), default=0, help_text=_("How often its time or place has changed.")
    )

    class Meta:
        ordering = ["programme", "slot", "table"]
        verbose_name = _("placement")
        verbose_name_plural = _("placements")
        constraints = [
            models.UniqueConstraint(fields=["programme", "meeting"], name="one_place_a_meeting"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting}: {self.slot}, {self.table}"


class Unplaced(models.Model):
    """A meeting without a place in one version of the programme, and why."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="unplaced")
    meeting = models.ForeignKey(Meeting, on_delete=models.RESTRICT, related_name="unplaced")
    reason = models.JSONField(_("reason"))

    class Meta:
        ordering = ["programme", "meeting"]
        verbose_name = _("unplaced meeting")
        verbose_name_plural = _("unplaced meetings")
        constraints = [
            models.UniqueConstraint(fields=["programme", "meeting"], name="unplaced_once"),
        ]

    def __str__(self) -> str:
        return str(self.meeting)
