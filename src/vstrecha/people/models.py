from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class UserManager(BaseUserManager["User"]):
    """Makes users, whose name at sign-in is their e-mail address."""

    def create_user(
        self,
        *,
        email: str,
        password: str | None = None,
        name: str = "",
        language: str = "ru",
        can_organise: bool = False,
    ) -> User:
        """A person who can sign in; without a password, only after setting one."""
        user = self.model(
            email=self.normalize_email(email).lower(),
            name=name,
            language=language,
            can_organise=can_organise,
        )
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(pgettext_lazy("a person's", "name"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=10, default="ru")
    can_organise = models.BooleanField(
        _("may open missions"),
        default=False,
        help_text=_("May open new missions and becomes their organiser."),
    )
    is_active = models.BooleanField(_("active"), default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.name or self.email
