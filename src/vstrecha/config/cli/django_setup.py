"""Start Django for a command, with settings that the command chooses."""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path

import click
import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command


def start_django(*, data: Path | None = None) -> None:
    """Load the settings of the installation in `data` (else of the environment's).

    A bad setting ends the command with its sentence and exit status 2.
    """
    if data is not None:
        os.environ["VSTRECHA_DATA"] = str(data)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vstrecha.config.settings")
    try:
        django.setup()
    except ImproperlyConfigured as error:
        click.echo(str(error), err=True)
        sys.exit(2)


def start_temporary_django() -> None:
    """Load settings with an empty database in memory, gone when the command ends."""
    os.environ["DATABASE_URL"] = "sqlite://:memory:"
    os.environ.setdefault("VSTRECHA_SECRET_KEY", secrets.token_urlsafe(50))
    start_django()
    migrate()


def migrate() -> None:
    """Bring the database to this version's tables."""
    call_command("migrate", verbosity=0, interactive=False)
