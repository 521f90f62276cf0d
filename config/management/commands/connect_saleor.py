"""`connect-saleor`: make a fresh Saleor ready for the town, through its public API alone."""

import os
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from marketplace.saleor import setup
from marketplace.saleor.app import connection
from marketplace.saleor.app.connection import Standing
from marketplace.saleor.client import SaleorRefused, SaleorUnreachable
from marketplace.saleor.models import Move
from marketplace.saleor.transports import speaking_to, transport
from marketplace.vendors.models import Vendor
from marketplace.vendors.services import ensure_stock_rooms


class Command(BaseCommand):
    help = "Install the App in the Saleor of SALEOR_API_URL and set up channel, tax, goods and stock rooms. Repeatable."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--staff", help="e-mail of somebody of Saleor's staff, password in SALEOR_STAFF_PASSWORD")
        parser.add_argument("--replace", action="store_true", help="take out an older installation of the App first")
        parser.add_argument("--wait", type=float, default=60, help="seconds to wait for the installation (60)")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.SALEOR_API_URL is None:
            raise CommandError("SALEOR_API_URL is not set: this platform runs on its embedded engine.")
        try:
            # Whoever connects may speak before a town that moves has arrived.
            with speaking_to(transport()):
                self._installed(options["staff"], options["wait"], replace=options["replace"])
            if Move.objects.filter(api_url=settings.SALEOR_API_URL, finished_at=None).exists():
                self._say("the town is moving here: run export-to-saleor next")
            else:
                self._set_up()
        except (SaleorUnreachable, SaleorRefused) as error:
            raise CommandError(f"{settings.SALEOR_API_URL}: {error.message}") from None
        except connection.InstallationFailed as error:
            raise CommandError(f"Saleor did not install the App: {error}") from None

    def _installed(self, staff: str | None, wait: float, *, replace: bool) -> None:
        found = connection.standing()
        if staff and (replace or found is None or not found.is_whole):
            self._say(f"asking Saleor to install {connection.manifest_url()} ...")
            connection.install(email=staff, password=os.environ.get("SALEOR_STAFF_PASSWORD", ""), replace=replace)
            found = connection.wait_until_installed(seconds=wait)
        elif found is None:
            self._say(f"install {connection.manifest_url()} in Saleor's Dashboard; waiting for {wait:.0f} s ...")
            found = connection.wait_until_installed(seconds=wait)
        if found is None:
            raise CommandError("The App is not installed. Can Saleor reach the platform under PUBLIC_URL?")
        self._refuse_half(found)
        self._say(f"the App is installed as {found.name} ({found.app_id}) in Saleor {connection.saleor_version()}")

    def _refuse_half(self, found: Standing) -> None:
        if found.missing:
            raise CommandError(f"The App lacks permissions: {', '.join(found.missing)}. Install it again.")
        if found.silent:
            raise CommandError(f"The App is out of date and hears no {', '.join(found.silent)}. Install it again.")

    def _set_up(self) -> None:
        channel = setup.ensure_channel(slug=settings.CHANNEL_SLUG, name=str(settings.TOWN["market_name"]))
        self._say(f"channel {channel.slug} in {channel.currency}")
        self._say(f"tax classes: {', '.join(setup.ensure_tax_classes())}")
        self._say(f"shipping zone {setup.ensure_zone(channel).name}")
        self._say(f"product type {setup.ensure_goods().name}")
        made = ensure_stock_rooms(Vendor.objects.filter(warehouse_id=None))
        self._say(f"stock rooms: {made} new, {Vendor.objects.exclude(warehouse_id=None).count()} in all")

    def _say(self, line: str) -> None:
        self.stdout.write(f"  {line}")
        self.stdout.flush()
