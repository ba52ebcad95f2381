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


def unapplied_migrations() -> list[str]:
    """The changes to the tables that this version needs and the database has not had.

    Raises django.db.OperationalError where the database cannot be reached.
    """
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def require_migrated() -> None:
    """End the command with exit status 2 where the database is not ready for this version."""
    from django.db import OperationalError

    try:
        missing = unapplied_migrations()
    except OperationalError as error:
        click.echo(f"The database cannot be reached: {error}", err=True)
        sys.exit(2)
    if missing:
        click.echo("The database is not up to date. Run 'vstrecha init' once.", err=True)
        sys.exit(2)
