"""Django settings: values only, derived from the typed environment."""

from pathlib import Path
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from config import connections
from config.environment import environment
from config.plugins import plugin_packages

ENV = environment()
BASE_DIR = Path(__file__).resolve().parent.parent

SECRET_KEY = ENV.secret_key
DEBUG = ENV.debug
ALLOWED_HOSTS = ENV.allowed_hosts
PUBLIC_URL = ENV.public_url.rstrip("/")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
# Whose pages the engine's links by mail may lead to: ours, and those of further clients of the API.
ALLOWED_CLIENT_HOSTS: list[str] = [urlsplit(PUBLIC_URL).hostname or "", *ENV.allowed_client_hosts]
DEMO = ENV.mode == "demo"
# Proxies in front of this process that set X-Forwarded-For and X-Forwarded-Proto anew.
PROXIES = ENV.proxies
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django_htmx",
    "django_include_bootstrap",
    "lucide",
    "config",
    "marketplace.engine",
    "marketplace.saleor",
    "marketplace.accounts",
    "marketplace.vendors",
    "marketplace.catalogue",
    "marketplace.content",
    "marketplace.baskets",
    "marketplace.orders",
    "marketplace.campaigns",
    "storefront_templates.base",
    "storefront_templates.shopper",
    "storefront_templates.retailer",
    "storefront_templates.city",
    *plugin_packages(),
]

MIDDLEWARE = [
    "config.proxies.BehindProxyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "storefront_templates.base.middleware.ContentSecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "marketplace.accounts.middleware.PersonMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "storefront_templates.base.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "storefront_templates.base.context.page",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]

DATABASES = {"default": connections.database(str(ENV.database_url))}

CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": str(ENV.redis_url)}}
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PUBLIC_URL.startswith("https")

CELERY_BROKER_URL = str(ENV.redis_url)
# a broker that is away must not hold up the request that wakes a worker: the outbox is swept later
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.1,
    "interval_max": 0.2,
    "socket_connect_timeout": 1,
}
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_TIMEZONE = "Europe/Berlin"

USE_TZ = True
TIME_ZONE = "Europe/Berlin"
USE_I18N = True
LANGUAGE_CODE = "de"
LANGUAGES = [("de", _("German")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "config" / "locale"]

STATIC_URL = "/static/"
STATIC_ROOT = ENV.data_dir / "static"
STORAGES = {
    "default": connections.storage(ENV.storage_url),
    "staticfiles": {"BACKEND": "storefront_templates.base.static_files.CollectedOrPlainStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("png", "jpg", "webp", "avif", "woff2", "gz", "br", "map")
MEDIA_URL = ENV.media_url
MEDIA_ROOT = ENV.data_dir / "media"

globals().update(connections.mail(ENV.mail_url, ENV.data_dir))
DEFAULT_FROM_EMAIL = ENV.mail_from

# The commerce engine: an address of a real Saleor, or the embedded engine in this process.
SALEOR_API_URL = ENV.saleor_api_url
SALEOR_PUBLIC_URL = ENV.saleor_public_url
SALEOR_APP_TOKEN = ENV.saleor_app_token
SALEOR_IN_PROCESS_EXECUTOR = "config.schema.execute_for_platform"
SALEOR_EMBEDDED_EXECUTOR = "config.schema.execute_embedded"
ENGINE_EVENT_DOCUMENTS = "marketplace.saleor.documents.event_document"
ENGINE_EVENT_RECEIVER = "marketplace.saleor.inbox.receive_event"
ENGINE_SYNC_EVENT_RECEIVER = "marketplace.saleor.sync_events.answer"
WEBHOOKS_MAY_REACH_PRIVATE = ENV.webhooks_may_reach_private
SALEOR_APP_ID = "regionalmarkt"
CHANNEL_SLUG = "zeitz"
CURRENCY = "EUR"

# The town whose market this is. Coordinates in degrees WGS 84.
TOWN = {
    "slug": "zeitz",
    "name": "Zeitz",
    "market_name": "Regionalmarkt Zeitz",
    "latitude": 51.04962,
    "longitude": 12.1369,
}
TOWN |= {"country": "DE", "subdivision": "ST"}
# The market's own postal address: the town hall. Checkouts in which nothing is brought to the shopper carry it.
TOWN |= {"street": "Altmarkt 1", "postal_code": "06712"}
TOWN |= {"map": BASE_DIR / "config" / "towns" / "zeitz" / "map.csv"}

# Who runs this market (law D-7): the pages mark what is still empty as "to be filled in by the operator".
OPERATOR = {
    "name": ENV.operator_name,
    "address": ENV.operator_address,
    "email": ENV.operator_email,
    "phone": ENV.operator_phone,
    "register": ENV.operator_register,
    "vat_id": ENV.operator_vat_id,
    "represented_by": ENV.operator_represented_by,
    "enforcement_body": ENV.operator_enforcement_body,
}

# Where backups lie, if this process may see them, and how old the newest may be.
BACKUP_DIR = ENV.backup_dir
BACKUP_MAX_AGE_HOURS = ENV.backup_max_age_hours

# Everything to stderr: whoever starts the process decides where it is kept. Tracebacks too, DEBUG or not.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    # each request of a client and each step of a PDF is their business, until something is wrong
    "loggers": {name: {"level": "WARNING"} for name in ("httpx", "weasyprint", "fontTools")},
}
