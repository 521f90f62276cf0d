"""What Saleor is told about the App: built from what the platform and its plugins really use.

https://docs.saleor.io/developer/extending/apps/architecture/manifest
"""

from importlib.metadata import version
from typing import Any

from django.conf import settings

from marketplace.saleor.documents import event_document, event_types
from marketplace.saleor.events import SYNCHRONOUS
from marketplace.saleor.extensions import dashboard_entries
from marketplace.saleor.permissions import APP_PERMISSIONS

SALEOR = ">=3.23 <4"


def manifest(base_url: str) -> dict[str, Any]:
    """The manifest of a platform at an address (`https://markt.example`, without a slash)."""
    return {
        "id": settings.SALEOR_APP_ID,
        "version": version("regionalmarkt"),
        "requiredSaleorVersion": SALEOR,
        "name": settings.TOWN["market_name"],
        "about": "Ein Korb für alle Läden der Stadt: Händler, Abholung, Sammeltouren, Aktionen.",
        "author": "Regionalmarkt",
        "permissions": sorted(APP_PERMISSIONS),
        "appUrl": f"{base_url}/stadt/anbindung/",
        "tokenTargetUrl": f"{base_url}/saleor/register/",
        "dataPrivacyUrl": f"{base_url}/datenschutz/",
        "homepageUrl": f"{base_url}/",
        "webhooks": [_webhook(event_type, base_url) for event_type in event_types()],
        "extensions": [
            {
                "label": str(entry.label),
                "mount": entry.mount,
                "target": "NEW_TAB",
                "permissions": sorted(entry.permissions),
                "url": f"{base_url}{entry.path}",
                "options": {"newTabTarget": {"method": "GET"}},
            }
            for entry in dashboard_entries
        ],
    }


def _webhook(event_type: str, base_url: str) -> dict[str, Any]:
    kind = "syncEvents" if event_type in SYNCHRONOUS else "asyncEvents"
    name = event_type.lower()
    return {
        "name": event_type,
        "identifier": name,
        kind: [event_type],
        "query": event_document(event_type),
        "targetUrl": f"{base_url}/saleor/webhooks/{name}/",
        "isActive": True,
    }
