"""What is done with people."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.validators import validate_email

from vstrecha.people.models import User


def add_organiser(*, email: str, password: str, language: str, name: str = "") -> bool:
    """Add a person who may open missions; False where the e-mail is somebody's already.

    Raises ValidationError where the e-mail or the password will not do.
    """
    if User.objects.filter(email=email.lower()).exists():
        return False
    validate_email(email)
    validate_password(password, User(email=email, name=name))
    User.objects.create_user(
        email=email, password=password, name=name, language=language, can_organise=True
    )
    return True
