"""What an organiser says when planning is to begin."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from vstrecha.missions.models import Mission
from vstrecha.programme.models import Programme
from vstrecha.programme.services import Order

__all__ = ["PlanForm"]

MOST_SEED = 2**31 - 1
# Seconds that the engine may take; the quick way is its own deterministic limit.
TIME_LIMITS = {"quick": None, "minute": 60.0, "minutes": 300.0}


class PlanForm(forms.Form):
    """How long, from which version, with which seed."""

    limit = forms.ChoiceField(
        label=_("How long may it take?"),
        choices=[
            ("quick", _("Some seconds")),
            ("minute", _("Up to a minute")),
            ("minutes", _("Up to five minutes")),
        ],
        help_text=_("“Some seconds” gives the same timetable each time."),
        required=False,
    )
    keep = forms.ChoiceField(choices=[("pinned", ""), ("all", "")], required=False)
    base = forms.IntegerField(min_value=1, max_value=10**9, required=False)
    seed = forms.IntegerField(
        label=_("Seed"),
        help_text=_("Another number gives another timetable of the same kind."),
        min_value=0,
        max_value=MOST_SEED,
        required=False,
    )

    @classmethod
    def again(cls, programme: Programme, base: int | None) -> PlanForm:
        """The form filled in as it was for a version; `base` is the number of that one's base."""
        limits = {seconds: key for key, seconds in TIME_LIMITS.items()}
        return cls(
            initial={
                "limit": limits.get(programme.time_limit, "quick"),
                "keep": "all" if programme.keeps_all else "pinned",
                "base": base,
                "seed": programme.seed,
            }
        )

    def order(self, mission: Mission) -> Order:
        """What was asked for; call it on a valid form. A base without a timetable is none."""
        base = None
        if version := self.cleaned_data["base"]:
            base = mission.programmes.filter(
                version=version, status__in=(Programme.Status.OPTIMAL, Programme.Status.FEASIBLE)
            ).first()
        return Order(
            seed=self.cleaned_data["seed"] or 0,
            time_limit=TIME_LIMITS[self.cleaned_data["limit"] or "quick"],
            base=base,
            keeps_all=base is not None and self.cleaned_data["keep"] == "all",
        )
