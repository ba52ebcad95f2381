"""Settings for tests: those of the product, with what tests need."""

from __future__ import annotations

import os
import tempfile

os.environ["VSTRECHA_DATA"] = tempfile.mkdtemp(prefix="vstrecha-test-")
os.environ["VSTRECHA_SECRET_KEY"] = "for tests only"
os.environ.setdefault("DATABASE_URL", "sqlite://:memory:")

from vstrecha.config.settings import *  # noqa: F403
from vstrecha.config.settings import STATIC_ROOT, STORAGES

# WhiteNoise warns of a folder that is not there, and warnings are errors.
STATIC_ROOT.mkdir(exist_ok=True)

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
