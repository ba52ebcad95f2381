"""`vstrecha init`: a real installation."""

from __future__ import annotations

import secrets
import sys
import zoneinfo
from pathlib import Path

import click
import platformdirs
from django.core.exceptions import ValidationError
from django.utils import translation

from vstrecha.config.cli.django_setup import migrate, start_django

SETTINGS_FILE = """\
# Settings of this Vstrecha installation. The environment wins over this file.
# All of them are in docs/reference/settings.md. Keep the key secret and the file private.
VSTRECHA_SECRET_KEY={key}
VSTRECHA_HOSTS={hosts}
VSTRECHA_LANGUAGE={language}
VSTRECHA_TIME_ZONE={time_zone}
"""


def write_settings(data: Path, *, hosts: str, language: str, time_zone: str) -> bool:
    """Make the data folder and its settings file, unless it has one; whether it was made."""
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = data / "vstrecha.env"
    if path.exists():
        return False
    path.touch(mode=0o600)
    path.write_text(
        SETTINGS_FILE.format(
            key=secrets.token_urlsafe(50), hosts=hosts, language=language, time_zone=time_zone
        ),
        encoding="utf-8",
    )
    return True


def has_organiser() -> bool:
    from vstrecha.people.models import User

    return User.objects.filter(can_organise=True).exists()


def add_organiser(*, email: str, password: str, language: str) -> bool:
    """Add the organiser; a click.UsageError says what will not do."""
    from vstrecha.people import services

    # The command line speaks English, whatever the pages speak.
    with translation.override("en"):
        try:
            return services.add_organiser(email=email, password=password, language=language)
        except ValidationError as error:
            raise click.UsageError(" ".join(error.messages)) from error


def _existing_zone(_context: click.Context, _option: click.Parameter, name: str) -> str:
    """A wrong name must not reach the settings file, which a second run would keep."""
    if name not in zoneinfo.available_timezones():
        raise click.BadParameter(f"'{name}' is no time zone. Give a name like 'Europe/Moscow'.")
    return name


@click.command()
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    envvar="VSTRECHA_DATA",
    default=lambda: platformdirs.user_data_path("vstrecha"),
    help="Data folder to make (else VSTRECHA_DATA, else the user's own).",
)
@click.option("--email", help="The first organiser's e-mail; asked for where it is left out.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@click.option(
    "--hosts",
    default="localhost,127.0.0.1,[::1]",
    show_default=True,
    help="Names it is reached under.",
)
@click.option(
    "--language",
    type=click.Choice(["ru", "en"]),
    default="ru",
    show_default=True,
    help="Language of the pages, for those who have chosen none.",
)
@click.option(
    "--time-zone",
    default="Europe/Moscow",
    show_default=True,
    callback=_existing_zone,
    help="Zone of times that belong to no mission.",
)
def command(  # noqa: PLR0913 - one parameter an option
    *,
    data: Path,
    email: str | None,
    password_stdin: bool,
    hosts: str,
    language: str,
    time_zone: str,
) -> None:
    """Make a real installation: data folder, secret key, database, first organiser.

    Run it again after an upgrade: it keeps what is there and brings the database up to date.
    """
    made = write_settings(data, hosts=hosts, language=language, time_zone=time_zone)
    start_django(data=data)
    migrate()
    click.echo(f"{'Made' if made else 'Kept'} the settings in {data / 'vstrecha.env'}")
    if email is None and has_organiser():
        click.echo("There is an organiser already; --email adds another.")
    else:
        email = email or str(click.prompt("E-mail of the first organiser"))
        password = (
            sys.stdin.readline().rstrip("\n")
            if password_stdin
            else str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
        )
        added = add_organiser(email=email, password=password, language=language)
        click.echo("Added the organiser." if added else "That person is there already.")
    click.echo(f"Next: vstrecha serve --data {data}")
