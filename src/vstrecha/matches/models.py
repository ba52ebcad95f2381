from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

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


class Veto(models.Model):
    """Two companies that must not be suggested to each other: `company` does not want to meet
    `other`, or the organiser keeps the two apart.

    It holds for both of them from the moment it is there. Private to who said it and to the
    organiser: the other company never learns of it, nor does `company` where the organiser did.
    """

    class By(models.TextChoices):
        COMPANY = "company", _("the company")
        ORGANISER = "organiser", _("the organiser")

    class Because(models.TextChoices):
        UNSAID = "", _("no reason given")
        COMPETITOR = "competitor", _("they are competitors")
        AFFILIATED = "affiliated", _("they belong together")
        OTHER = "other", _("another reason")

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="vetoes")
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="vetoes")
    other = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="+")
    by = models.CharField(_("said by"), max_length=10, choices=By.choices)
    because = models.CharField(
        _("because"), max_length=10, choices=Because.choices, blank=True, default=Because.UNSAID
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    said_at = models.DateTimeField(_("said"), auto_now_add=True)

    class Meta:
        ordering = ["mission", "company__name", "other__name", "id"]
        verbose_name = _("veto")
        verbose_name_plural = _("vetoes")
        constraints = [
            models.UniqueConstraint(fields=["company", "other", "by"], name="one_veto_a_pair"),
            models.CheckConstraint(
                condition=~models.Q(company=models.F("other")), name="veto_of_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.company} × {self.other}"


def _vetoed(one: str, other: str) -> models.Exists:
    """Whether the two companies that these fields name are kept apart."""
    return models.Exists(
        Veto.objects.filter(
            models.Q(company=models.OuterRef(one), other=models.OuterRef(other))
            | models.Q(company=models.OuterRef(other), other=models.OuterRef(one))
        )
    )


class AllowedMatches(models.Manager["Match"]):
    """Matches but those of companies that are kept apart: what anybody may see."""

    def get_queryset(self) -> models.QuerySet[Match]:
        return super().get_queryset().exclude(_vetoed("first", "second"))


class Match(models.Model):
    """A scored pair of companies, with reasons. `first` has the lower primary key.

    `score` is symmetric, in 0..1. `reasons` holds what the engine said, for each side.
    A veto hides a match at once, and shows it again when it is lifted: `objects`, and a mission's
    `matches`, leave such pairs out; only `every` has them.
    """

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="matches")
    first = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="+")
    score = models.FloatField(_("score"))
    reasons = models.JSONField(_("reasons"), default=dict)

    objects = AllowedMatches()
    every: models.Manager[Match] = models.Manager()

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


class AllowedSuggestions(models.Manager["Suggestion"]):
    """Suggestions but those of companies that are kept apart."""

    def get_queryset(self) -> models.QuerySet[Suggestion]:
        return super().get_queryset().exclude(_vetoed("reader", "other"))


class Suggestion(models.Model):
    """`other` is suggested to `reader`, at `rank` (from 1) of its list.

    A surprise comes from outside the reader's usual industries: `outside` has its divisions.
    """

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="suggestions")
    match = models.ForeignKey(Match, on_delete=models.CASCADE, related_name="suggestions")
    reader = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="suggestions")
    other = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="+")
    rank = models.PositiveSmallIntegerField(_("rank"))
    outside = models.JSONField(_("outside the usual industries"), default=list, blank=True)

    objects = AllowedSuggestions()
    every: models.Manager[Suggestion] = models.Manager()

    class Meta:
        ordering = ["mission", "reader", "rank"]
        verbose_name = _("suggestion")
        verbose_name_plural = _("suggestions")
        constraints = [
            models.UniqueConstraint(fields=["reader", "other"], name="suggested_once"),
        ]

    def __str__(self) -> str:
        return f"{self.reader}, {self.rank}: {self.other}"

    @property
    def is_surprise(self) -> bool:
        """Whether it is there to surprise."""
        return bool(self.outside)


class SuggestionRules(models.Model):
    """How a mission's suggestions are chosen, and in `figures` how the last choice came out."""

    mission = models.OneToOneField(
        Mission, on_delete=models.CASCADE, related_name="suggestion_rules"
    )
    per_company = models.PositiveSmallIntegerField(
        _("suggestions for each company"),
        default=8,
        validators=[MinValueValidator(1), MaxValueValidator(40)],
    )
    surprises = models.PositiveSmallIntegerField(
        _("of these, surprises"),
        default=1,
        help_text=_("From outside the company's usual industries, if any fits well enough."),
    )
    most_shown = models.PositiveIntegerField(
        _("in at most so many lists"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Left empty: half as many again as the fair share of the side."),
    )
    figures = models.JSONField(_("figures of the last choice"), default=dict, blank=True)

    class Meta:
        verbose_name = _("rules of suggestions")
        verbose_name_plural = _("rules of suggestions")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(surprises__lt=models.F("per_company")),
                name="surprises_are_fewer_than_suggestions",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mission}: {self.per_company}"


class Feedback(models.Model):
    """What a company, the `reader`, answered to another that was suggested to it.

    One row for each stage of what may come of a suggestion; the latest stage tells most.
    `strengths` are those of the parts of the reader's gain when it answered, and `rank` is where
    the other stood in its list (0 where unknown). Private to the reader: the other company never
    learns of it, and the `note` is for nobody but the reader's own representatives. `user` is the
    person who answered, the reader's representative or an organiser on its behalf.
    """

    class Stage(models.IntegerChoices):
        SUGGESTION = 1, _("suggestion")
        REQUEST = 2, _("request")
        MEETING = 3, _("meeting")
        OUTCOME = 4, _("outcome")

    class Verdict(models.TextChoices):
        OUTCOME = "outcome", _("something came of it")
        USEFUL = "useful", _("the meeting was useful")
        ACCEPTED = "accepted", _("request accepted")
        MUST_MEET = "must_meet", pgettext_lazy("answer", "must meet")
        DECLINED = "declined", _("request declined")
        USELESS = "useless", _("the meeting was of no use")
        NO_THANKS = "no_thanks", _("no thanks")
        NOT_RELEVANT = "not_relevant", _("not relevant")

    class Because(models.TextChoices):
        UNSAID = "", _("no reason given")
        INDUSTRY = "industry", _("it is another industry")
        SUBJECT = "subject", _("the texts sound alike but mean different things")
        NEED = "need", _("they neither have what we seek nor need what we offer")
        STAGE = "stage", _("the stage of development does not fit")
        PLACE = "place", _("it is too far away")
        KNOWN = "known", _("we know each other already")
        BUSY = "busy", _("we have no time for it")
        OTHER = "other", _("another reason")

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="feedback")
    reader = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="feedback_given")
    other = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="+")
    stage = models.PositiveSmallIntegerField(
        _("stage"), choices=Stage.choices, default=Stage.SUGGESTION
    )
    verdict = models.CharField(_("answer"), max_length=20, choices=Verdict.choices)
    because = models.CharField(
        _("because"), max_length=20, choices=Because.choices, blank=True, default=Because.UNSAID
    )
    note = models.CharField(_("note"), max_length=500, blank=True)
    strengths = models.JSONField(_("strengths shown"), default=dict, blank=True)
    rank = models.PositiveSmallIntegerField(_("rank shown"), default=0)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(_("answered"), auto_now=True)

    class Meta:
        ordering = ["mission", "answered_at", "id"]
        verbose_name = _("answer to a suggestion")
        verbose_name_plural = _("answers to suggestions")
        constraints = [
            models.UniqueConstraint(
                fields=["reader", "other", "stage"], name="one_answer_a_pair_and_stage"
            ),
            models.CheckConstraint(
                condition=~models.Q(reader=models.F("other")), name="answer_to_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reader} → {self.other}: {self.verdict}"

    @property
    def is_no(self) -> bool:
        """Whether the reader does not want the other suggested any more."""
        return self.verdict in NO_MORE


# What takes the other out of the reader's suggestions.
NO_MORE = (Feedback.Verdict.NO_THANKS, Feedback.Verdict.NOT_RELEVANT)


class LearnedWeights(models.Model):
    """What answers have taught about the weights of the score: of a mission, or (without one) of
    the whole platform. All of it can be computed again from the answers.

    `weights` are shares by the name of the part, `default` those before any answer, and `applied`
    those with which the mission was matched last. `site` is what the mission's answers say by
    themselves, and `basis` names the prior that it was computed with. Answers up to
    `forgotten_until` do not count, nor do the platform's. `version` counts the changes.
    """

    mission = models.OneToOneField(
        Mission, on_delete=models.CASCADE, null=True, related_name="learned_weights"
    )
    version = models.PositiveIntegerField(_("version"), default=0)
    weights = models.JSONField(_("weights"), default=dict)
    default = models.JSONField(_("default weights"), default=dict)
    applied = models.JSONField(_("weights applied"), default=dict)
    site = models.JSONField(_("what the answers say"), default=dict)
    basis = models.CharField(max_length=64, blank=True)
    answers = models.PositiveIntegerField(_("answers"), default=0)
    companies = models.PositiveIntegerField(_("companies"), default=0)
    forgotten_until = models.DateTimeField(_("forgotten until"), null=True, blank=True)
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    class Meta:
        verbose_name = _("learned weights")
        verbose_name_plural = _("learned weights")
        constraints = [
            models.UniqueConstraint(
                models.Value(1),
                condition=models.Q(mission__isnull=True),
                name="one_platform",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mission or 'platform'}, version {self.version}"


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
