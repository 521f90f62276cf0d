"""Django's settings dictionaries from the URLs of the environment."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit


def database(url: str) -> dict[str, Any]:
    """`postgres://user:password@host:port/name?option=value` as an entry of DATABASES; options go to libpq."""
    parts = urlsplit(url)
    options = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def mail(url: str, data_dir: Path) -> dict[str, Any]:
    """Settings for `file` (a folder of messages), `console`, `smtp://user:password@host:port` or `smtps://...`.

    Raises ValueError on another scheme.
    """
    backends = "django.core.mail.backends"
    if url == "file":
        return {"EMAIL_BACKEND": f"{backends}.filebased.EmailBackend", "EMAIL_FILE_PATH": data_dir / "mail"}
    if url == "console":
        return {"EMAIL_BACKEND": f"{backends}.console.EmailBackend"}
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps", "smtp+tls") or not parts.hostname:
        raise ValueError(f"MAIL_URL: {parts.scheme!r} is not one of file, console, smtp, smtp+tls, smtps")
    return {
        "EMAIL_BACKEND": f"{backends}.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_TIMEOUT": 20,
    }


def storage(url: str) -> dict[str, Any]:
    """The default entry of STORAGES for `file` or `s3://bucket?endpoint_url=...&region_name=...`.

    S3 needs the optional dependency group `s3`. Raises ValueError on another scheme.
    """
    if url == "file":
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    parts = urlsplit(url)
    if parts.scheme != "s3" or not parts.hostname:
        raise ValueError(f"STORAGE_URL: {parts.scheme!r} is not one of file, s3")
    options = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": {"bucket_name": parts.hostname, **options}}
