"""The form with which a person signs in."""

from __future__ import annotations

from hashlib import sha256

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

TRIES = 10
PAUSE = 15 * 60


class SignInForm(AuthenticationForm):
    """E-mail and password.

    After TRIES wrong passwords for one e-mail from one network address, further tries from there
    wait PAUSE seconds. The count stands in Django's cache: with the default cache each server
    process counts for itself.
    """

    username = forms.EmailField(
        label=_("E-mail"),
        widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True}),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    error_messages = {
        "invalid_login": _(
            "No one signs in with this e-mail and password. Check both; the password is "
            "sensitive to capital letters."
        ),
        "inactive": _("This person may no longer sign in. Ask the organiser."),
        "too_many": _("Too many wrong passwords. Wait a quarter of an hour, then try again."),
    }

    def clean(self) -> dict[str, object]:
        key = self._tries_key()
        if cache.get(key, 0) >= TRIES:
            raise ValidationError(self.error_messages["too_many"], code="too_many")
        try:
            cleaned: dict[str, object] = super().clean()
        except ValidationError:
            cache.add(key, 0, PAUSE)
            cache.incr(key)
            raise
        cache.delete(key)
        return cleaned

    def _tries_key(self) -> str:
        """Names e-mail and address together; hashed, so that the cache holds neither."""
        email = str(self.cleaned_data.get("username", "")).lower()
        address = self.request.META.get("REMOTE_ADDR", "") if self.request else ""
        return "sign-in:" + sha256(f"{email} {address}".encode()).hexdigest()
