"""`export-to-saleor`: move the town out of the embedded engine into a Saleor, through public APIs alone."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from config import moving
from marketplace.saleor.client import SaleorRefused, SaleorUnreachable
from marketplace.saleor.models import Move


class Command(BaseCommand):
    help = (
        "Move the town into a Saleor. First on the embedded engine with --to: shuts the market for the move. Then, set"
        " to that Saleor (SALEOR_API_URL) and connected: carries everything, counts both sides, arrives. Repeatable."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--to", help="address of the Saleor's API, where the platform still runs on its engine")
        parser.add_argument("--dry-run", action="store_true", help="only count both sides")
        parser.add_argument("--abandon", action="store_true", help="forget a move that was begun and not finished")
        parser.add_argument("--json", type=Path, help="write the report there as well")

    def handle(self, *args: Any, **options: Any) -> None:
        api_url = options["to"] or settings.SALEOR_API_URL
        if not api_url:
            raise CommandError("Whereto? Name the Saleor with --to, or set SALEOR_API_URL.")
        if options["abandon"]:
            self._abandon(api_url)
        elif settings.SALEOR_API_URL is None:
            self._begin(api_url)
        else:
            self._export(api_url, options["json"], dry_run=options["dry_run"])

    def _begin(self, api_url: str) -> None:
        moving.begin(api_url=api_url, now=timezone.now())
        self._say(f"The market will move to {api_url}.")
        self._say("Stop it, set SALEOR_API_URL to that address, start it, and run connect-saleor and this once more.")

    def _abandon(self, api_url: str) -> None:
        forgotten, _rows = Move.objects.filter(api_url=api_url, finished_at=None).delete()
        if not forgotten:
            raise CommandError(f"No move to {api_url} is under way.")
        self._say("The move is forgotten; the platform's rows were not touched. Saleor keeps what it was given.")

    def _export(self, api_url: str, file: Path | None, *, dry_run: bool) -> None:
        move = Move.objects.filter(api_url=api_url).first()
        if move is None:
            raise CommandError("No move was begun: run this with --to on the embedded engine first.")
        name = str(settings.TOWN["market_name"])
        try:
            with moving.one_mover():
                between = moving.sides()
                report = (
                    moving.look(move, between)
                    if dry_run
                    else moving.export_town(move, between, name=name, now=timezone.now(), say=self._say)
                )
        except (SaleorUnreachable, SaleorRefused) as error:
            raise CommandError(f"{api_url}: {error}. What was carried stays; run it again.") from None
        except moving.AlreadyMoving:
            raise CommandError("Another process moves the town at this moment.") from None
        self._show(report)
        if file is not None:
            file.write_text(json.dumps(report.as_json(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        if not report.is_equal:
            sys.exit(1)

    def _show(self, report: moving.Report) -> None:
        self._say(f"{'':14}{'old':>14}{'new':>14}")
        for count in report.counts:
            self._say(f"{count.name:14}{count.old:>14}{count.new:>14}{'' if count.is_equal else '  differs'}")
        for fault in report.faults:
            self._say(f"not carried: {fault.kind} {fault.name}: {fault.code} {fault.message}")
        self._say("The town has arrived." if report.arrived else "The town has not arrived.")

    def _say(self, line: str) -> None:
        self.stdout.write(f"  {line}")
        self.stdout.flush()
