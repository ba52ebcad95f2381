"""Django settings, read from the environment. A wrong setting stops the start with a sentence.

Each variable may also stand in the file `vstrecha.env` of the data folder; the environment wins.
`docs/reference/settings.md` lists them all.
"""

from __future__ import annotations

import zoneinfo
from pathlib import Path

import dj_database_url
import environs
import platformdirs
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

PACKAGE = Path(__file__).resolve().parent.parent

env = environs.Env()

DATA = env.path("VSTRECHA_DATA", platformdirs.user_data_path("vstrecha"))
if (DATA / "vstrecha.env").is_file():
    env.read_env(str(DATA / "vstrecha.env"), recurse=False, override=False)

try:
    DEBUG = env.bool("VSTRECHA_DEBUG", False)
    HTTPS = env.bool("VSTRECHA_HTTPS", False)
    ALLOWED_HOSTS = env.list("VSTRECHA_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
    SECRET_KEY = env.str("VSTRECHA_SECRET_KEY", "")
    LANGUAGE_CODE = env.str("VSTRECHA_LANGUAGE", "ru")
    TIME_ZONE = env.str("VSTRECHA_TIME_ZONE", "Europe/Moscow")
    ENCODER = env.str("VSTRECHA_ENCODER", "use-m3")
    ENCODER_THREADS = env.int("VSTRECHA_ENCODER_THREADS", 1)
    ENCODER_KEY = env.str("VSTRECHA_ENCODER_KEY", "")
    DATABASE_URL = env.str("DATABASE_URL", f"sqlite:///{DATA / 'vstrecha.sqlite3'}")
except environs.EnvError as error:
    raise ImproperlyConfigured(f"A setting cannot be read: {error}.") from error

if not SECRET_KEY:
    raise ImproperlyConfigured(
        f"There is no secret key. Run 'vstrecha init' to make an installation in {DATA}, "
        "or set VSTRECHA_SECRET_KEY (50 characters or more, kept secret) and VSTRECHA_DATA."
    )
if LANGUAGE_CODE not in {"ru", "en"}:
    raise ImproperlyConfigured(f"VSTRECHA_LANGUAGE is '{LANGUAGE_CODE}'. Set it to 'ru' or 'en'.")
if TIME_ZONE not in zoneinfo.available_timezones():
    raise ImproperlyConfigured(
        f"VSTRECHA_TIME_ZONE is '{TIME_ZONE}'. Set it to a name like 'Europe/Moscow'."
    )
if ENCODER_THREADS < 1:
    raise ImproperlyConfigured(
        f"VSTRECHA_ENCODER_THREADS is '{ENCODER_THREADS}'. Set it to 1 or more."
    )

try:
    DATABASES = {"default": dj_database_url.parse(DATABASE_URL, conn_max_age=60)}
except (dj_database_url.ParseError, dj_database_url.UnknownSchemeError) as error:
    raise ImproperlyConfigured(
        "DATABASE_URL cannot be read. Write it as postgres://USER:PASSWORD@HOST:5432/NAME "
        "or sqlite:////absolute/path.sqlite3."
    ) from error
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["CONN_MAX_AGE"] = 0
    DATABASES["default"]["OPTIONS"] = {
        # Readers never wait for the writer, and a writer waits for its turn instead of failing.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
    }

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "template_partials",
    "django_tasks",
    "django_tasks_db",
    "vstrecha.web",
    "vstrecha.people",
    "vstrecha.missions",
    "vstrecha.companies",
    "vstrecha.matches",
    "vstrecha.meetings",
    "vstrecha.programme",
    "vstrecha.workbook",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "vstrecha.config.urls"
ASGI_APPLICATION = "vstrecha.config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "csp.context_processors.nonce",
            ],
        },
    },
]

AUTH_USER_MODEL = "people.User"
LOGIN_URL = "people:sign-in"
LOGIN_REDIRECT_URL = "missions:home"
LOGOUT_REDIRECT_URL = "missions:home"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

USE_I18N = True
USE_TZ = True
LANGUAGES = [("ru", _("Russian")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = HTTPS
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
    CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if host != "*"]

# Addresses and form contents are personal data: the log has neither.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
