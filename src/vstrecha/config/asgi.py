"""The ASGI application, for uvicorn or any other ASGI server."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vstrecha.config.settings")

application = get_asgi_application()
