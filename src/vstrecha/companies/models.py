from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from vstrecha.missions.models import Mission, Side


class Company(models.Model):
    """A legal entity that takes part in a mission.

    `key` names it in addresses, files and calendar entries and never changes.
    """

    class Size(models.TextChoices):
        """The bands of the EU recommendation 2003/361/EC."""

        MICRO = "micro", _("up to 9")
        SMALL = "small", _("10 to 49")
        MEDIUM = "medium", _("50 to 249")
        LARGE = "large", _("250 and more")

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="companies")
    side = models.ForeignKey(Side, on_delete=models.PROTECT, related_name="companies")
    key = models.SlugField(_("key"), max_length=80)
    name = models.CharField(_("name"), max_length=250)
    name_en = models.CharField(_("name in English"), max_length=250, blank=True)
    inn = models.CharField(_("INN"), max_length=12, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    website = models.URLField(_("website"), blank=True)
    city = models.CharField(_("town"), max_length=120, blank=True)
    city_en = models.CharField(_("town in English"), max_length=120, blank=True)
    contact = models.CharField(_("contact (a role)"), max_length=200, blank=True)
    description = models.TextField(_("description"), blank=True)
    description_en = models.TextField(_("description in English"), blank=True)
    language = models.CharField(_("language of the texts"), max_length=10, default="ru")
    spoken_languages = models.JSONField(_("languages spoken"), default=list, blank=True)
    industry_codes = models.JSONField(_("industry codes (NACE / OKVED2)"), default=list, blank=True)
    size = models.CharField(_("employees"), max_length=10, choices=Size.choices, blank=True)
    is_fictional = models.BooleanField(
        _("fictional"), default=False, help_text=_("A sample company that does not exist.")
    )
    representatives_count = models.PositiveSmallIntegerField(
        _("representatives at the same time"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
    )
    max_meetings = models.PositiveSmallIntegerField(_("most meetings"), null=True, blank=True)
    min_meetings = models.PositiveSmallIntegerField(_("fewest meetings"), default=0)

    class Meta:
        ordering = ["name"]
        verbose_name = _("company")
        verbose_name_plural = _("companies")
        constraints = [
            models.UniqueConstraint(fields=["mission", "key"], name="one_company_a_key"),
            models.UniqueConstraint(
                fields=["mission", "inn"],
                condition=~models.Q(inn=""),
                name="one_company_an_inn",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Representative(models.Model):
    """A person who speaks for a company."""

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="representatives")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="represents"
    )

    class Meta:
        verbose_name = _("representative")
        verbose_name_plural = _("representatives")
        constraints = [
            models.UniqueConstraint(fields=["company", "user"], name="one_representative_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.company}"


class Opportunity(models.Model):
    """What a company offers or seeks, typed as in the EEN database, with two types of ours.

    `exists` and `missing` are lists of short lines: of a joint project, what its company already
    has and what it needs from others, one need a line. Line by line, the `_en` lists say the same
    in English.
    """

    class Kind(models.TextChoices):
        BUSINESS_OFFER = "business_offer", _("business offer")
        BUSINESS_REQUEST = "business_request", _("business request")
        TECHNOLOGY_OFFER = "technology_offer", _("technology offer")
        TECHNOLOGY_REQUEST = "technology_request", _("technology request")
        RD_REQUEST = "rd_request", _("R&D request")
        JOINT_PROJECT = "joint_project", _("joint project")
        CONTRACT_RD_OFFER = "contract_rd_offer", _("contract R&D offer")

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="opportunities")
    kind = models.CharField(_("type"), max_length=20, choices=Kind.choices)
    title = models.CharField(_("title"), max_length=250)
    title_en = models.CharField(_("title in English"), max_length=250, blank=True)
    description = models.TextField(_("description"), blank=True)
    description_en = models.TextField(_("description in English"), blank=True)
    exists = models.JSONField(_("what already exists"), default=list, blank=True)
    exists_en = models.JSONField(_("what already exists, in English"), default=list, blank=True)
    missing = models.JSONField(_("what is missing"), default=list, blank=True)
    missing_en = models.JSONField(_("what is missing, in English"), default=list, blank=True)
    language = models.CharField(_("language of the texts"), max_length=10, default="ru")
    stage = models.PositiveSmallIntegerField(
        _("stage (TRL)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(9)],
    )
    partner_sought = models.CharField(_("role of the partner sought"), max_length=300, blank=True)
    partnership = models.CharField(_("type of partnership"), max_length=200, blank=True)
    industry_codes = models.JSONField(_("industry codes (NACE / OKVED2)"), default=list, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    is_released = models.BooleanField(
        _("released by the organiser"),
        default=False,
        help_text=_("It is matched although its text says little."),
    )

    class Meta:
        ordering = ["company", "position", "id"]
        verbose_name = _("opportunity")
        verbose_name_plural = _("opportunities")

    def __str__(self) -> str:
        return self.title

    @property
    def seeks(self) -> bool:
        """Whether the company asks for something rather than offers it."""
        return self.kind in {
            self.Kind.BUSINESS_REQUEST,
            self.Kind.TECHNOLOGY_REQUEST,
            self.Kind.RD_REQUEST,
        }


class ReviewRules(models.Model):
    """How strictly a mission reads its opportunities. Without a row the defaults hold."""

    DEFAULT_BAR = 25

    mission = models.OneToOneField(Mission, on_delete=models.CASCADE, related_name="review_rules")
    quality_bar = models.PositiveSmallIntegerField(
        _("bar for texts, points"),
        default=DEFAULT_BAR,
        validators=[MaxValueValidator(100)],
        help_text=_("An opportunity with fewer points is not matched until it says more."),
    )

    class Meta:
        verbose_name = _("rules of review")
        verbose_name_plural = _("rules of review")

    def __str__(self) -> str:
        return f"{self.mission}: {self.quality_bar}"


class DistinctCompanies(models.Model):
    """Two companies of which the organiser said that they are not the same. `first` has the lower
    primary key."""

    first = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("companies that are two")
        verbose_name_plural = _("companies that are two")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="distinct_companies_once"),
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")), name="distinct_companies_ordered"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first} ≠ {self.second}"


class DistinctOpportunities(models.Model):
    """Two opportunities of which the organiser said that they are not the same. `first` has the
    lower primary key."""

    first = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("opportunities that are two")
        verbose_name_plural = _("opportunities that are two")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="distinct_offers_once"),
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")), name="distinct_offers_ordered"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first} ≠ {self.second}"
