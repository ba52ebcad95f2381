from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from vstrecha.companies.models import Company, Opportunity
from vstrecha.missions.models import Mission


class EncodedText(models.Model):
    """An encoder's vector of a text, kept by the text's hash so that none is computed twice."""

    encoder = models.CharField(max_length=100)
    revision = models.CharField(max_length=100)
    role = models.CharField(max_length=20)
    text_hash = models.CharField(max_length=64)
    vector = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["encoder", "revision", "role", "text_hash"], name="one_vector_a_text"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.encoder} {self.revision} {self.text_hash[:12]}"


class Match(models.Model):
    """A scored pair of companies, with reasons. `first` has the lower primary key.

    `score` is symmetric, in 0..1. `reasons` holds what the engine said, for each side.
    """

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="matches")
    first = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="+")
    score = models.FloatField(_("score"))
    reasons = models.JSONField(_("reasons"), default=dict)

    class Meta:
        ordering = ["mission", "-score", "id"]
        verbose_name = _("match")
        verbose_name_plural = _("matches")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="one_match_a_pair"),
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")), name="match_pair_is_ordered"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first} / {self.second}: {self.score:.2f}"


class TeamSuggestion(models.Model):
    """A set of companies that could carry out a joint project together, with reasons.

    `merged_with` is a second project that would become one with the initiator's. `rank` is 0 for
    the best team of its project. `score` is in 0..1, no other team has one above `bound`, and
    `gap` is the difference as a share of the bound. `reasons` holds who brings and gains what,
    and what is still missing.
    """

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="teams")
    initiator = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="teams")
    merged_with = models.ForeignKey(
        Opportunity, on_delete=models.CASCADE, related_name="merged_teams", null=True, blank=True
    )
    members = models.ManyToManyField(Company, related_name="teams", verbose_name=_("members"))
    rank = models.PositiveSmallIntegerField(_("rank"), default=0)
    score = models.FloatField(_("score"))
    bound = models.FloatField(_("bound"))
    gap = models.FloatField(_("gap"))
    reasons = models.JSONField(_("reasons"), default=dict)

    class Meta:
        ordering = ["mission", "id"]
        verbose_name = _("team suggestion")
        verbose_name_plural = _("team suggestions")

    def __str__(self) -> str:
        return f"{self.initiator}: {self.score:.2f}"
