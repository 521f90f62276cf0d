"""Getting the App into a Saleor and finding out how it stands there."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import timezone

from marketplace.saleor.app import credentials
from marketplace.saleor.app.installations import verify_installations
from marketplace.saleor.client import Caller, SaleorRefused, execute, mutate
from marketplace.saleor.customers import create_tokens
from marketplace.saleor.documents import event_types
from marketplace.saleor.permissions import APP_PERMISSIONS

POLL = 1.0  # seconds
PATIENCE = 5.0  # seconds: somebody looks at a page


@dataclass(frozen=True, kw_only=True)
class Standing:
    """The App as Saleor knows it. `missing` are permissions that it was not given, `silent` events that Saleor will not
    tell it of because it was installed before they were needed."""

    app_id: str
    name: str
    missing: tuple[str, ...]
    silent: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        return not self.missing and not self.silent


class InstallationFailed(Exception):
    """Saleor did not install the App, in Saleor's words."""


def standing() -> Standing | None:
    """How the App stands in the configured Saleor; None while it has no token that works. Raises SaleorUnreachable."""
    if not credentials.app_token():
        return None
    try:
        app = execute("remote/app", deadline=PATIENCE)["app"]
    except SaleorRefused:
        return None
    if app is None:
        return None
    granted = {each["code"] for each in app["permissions"] or ()}
    told = {each["name"] for each in app["webhooks"] or () if each["isActive"]}
    return Standing(
        app_id=app["id"],
        name=app["name"] or "",
        missing=tuple(sorted(APP_PERMISSIONS - granted)),
        silent=tuple(each for each in event_types() if each not in told),
    )


def saleor_version() -> str:
    """The version of the Saleor that is configured, as the App sees it. Raises SaleorUnreachable, SaleorRefused."""
    version: str = execute("remote/shop_version")["shop"]["version"]
    return version


def manifest_url() -> str:
    return f"{settings.PUBLIC_URL}/saleor/manifest.json"


def install(*, email: str, password: str, replace: bool = False) -> None:
    """Have a member of Saleor's staff install the App, as the Dashboard would.

    Saleor fetches the manifest and brings the token by itself: the platform has to be running under PUBLIC_URL.
    `replace` takes out an App of the same identifier first, of which Saleor knows one at most. Raises SaleorRefused
    (INVALID_CREDENTIALS, PERMISSION_DENIED, OUT_OF_SCOPE_PERMISSION ...), SaleorUnreachable, InstallationFailed.
    """
    staff = Caller.user(create_tokens(email=email, password=password).access)
    if replace:
        for edge in execute("remote/apps", caller=staff)["apps"]["edges"]:
            if edge["node"]["identifier"] == settings.SALEOR_APP_ID:
                mutate("remote/app_delete", {"id": edge["node"]["id"]}, caller=staff)
    wanted = {
        "appName": str(settings.TOWN["market_name"]),
        "manifestUrl": manifest_url(),
        "activateAfterInstallation": True,
        "permissions": sorted(APP_PERMISSIONS),
    }
    started = mutate("remote/app_install", {"input": wanted}, caller=staff)["appInstallation"]
    for each in _progress(staff, started["id"]):
        if each["status"] == "FAILED":
            raise InstallationFailed(each["message"] or "no reason was given")


def wait_until_installed(*, seconds: float) -> Standing | None:
    """The standing as soon as there is one, asked for again and again; None if there was none in time."""
    ends = time.monotonic() + seconds
    while True:
        verify_installations(now=timezone.now())
        credentials.forget()
        found = standing()
        if found is not None or time.monotonic() >= ends:
            return found
        time.sleep(POLL)


def _progress(staff: Caller, installation_id: str) -> Iterator[dict[str, Any]]:
    """The installation as it goes on, until Saleor is through with it (it forgets those that succeeded)."""
    for _ in range(120):
        rows = execute("remote/apps_installations", caller=staff)["appsInstallations"]
        found = next((row for row in rows if row["id"] == installation_id), None)
        if found is None:
            return
        yield found
        time.sleep(POLL)
    raise InstallationFailed("Saleor is not through with it after two minutes: does its worker run?")
