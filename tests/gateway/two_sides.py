"""Engine and platform as two subgraphs under one port, as if the engine were a Saleor elsewhere: a WSGI application."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from django.conf import settings
from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
settings.ROOT_URLCONF = "tests.gateway.addresses"
