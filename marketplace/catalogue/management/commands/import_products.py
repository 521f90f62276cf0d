"""`import_products <shop> <file.csv>`: what the importer would do, or does, on the command line."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from marketplace.catalogue.services.importing import ImportPlan, apply_import, plan_import
from marketplace.errors import DomainError
from marketplace.vendors.models import Vendor


class Command(BaseCommand):
    help = "Import a shop's goods from a CSV file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("shop", help="slug of the shop")
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="only say what would happen")
        parser.add_argument("--allow-price-jumps", action="store_true", help="take prices that move by more than half")
        parser.add_argument("--pictures", type=Path, help="folder with the picture files that the file names")
        parser.add_argument("--map", action="append", default=[], metavar="HEADER=COLUMN", help="what a header means")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        vendor = Vendor.objects.filter(slug=options["shop"]).first()
        if vendor is None:
            raise CommandError(f"no shop {options['shop']!r}")
        try:
            plan = plan_import(
                vendor=vendor,
                data=options["file"].read_bytes(),
                now=now,
                mapping=dict(pair.split("=", 1) for pair in options["map"]),
                allow_price_jumps=options["allow_price_jumps"],
                pictures=options["pictures"],
            )
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from None
        except DomainError as error:
            raise CommandError(str(error.message)) from None
        self._show(plan)
        if options["dry_run"]:
            return
        result = apply_import(plan, now=now, progress=lambda done, whole: self.stdout.write(f"  {done} / {whole}"))
        self.stdout.write(f"created {result.created}, changed {result.changed}, failed {len(result.failed)}")
        for row, reason in result.failed:
            self.stdout.write(f"  row {row.number} {row.key}: {reason}")

    def _show(self, plan: ImportPlan) -> None:
        self.stdout.write(", ".join(f"{count} {verdict}" for verdict, count in plan.counts.items()))
        if plan.unused:
            self.stdout.write(f"not used: {', '.join(plan.unused)}")
        for row in plan.of("changed"):
            told = "; ".join(f"{change.field}: {change.old} -> {change.new}" for change in row.changes)
            self.stdout.write(f"  row {row.number} {row.key} {row.name}: {told}")
        for row in plan.of("refused"):
            self.stdout.write(f"  row {row.number} {row.key} {row.name}: {' '.join(row.reasons)}")
