"""`load_town zeitz`: fill an installation with a demo town."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from config.town import is_empty, load_town


class Command(BaseCommand):
    help = "Load a demo town; may be run again, and goes on after it was cut off."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("town", help="folder under config/towns")
        parser.add_argument("--only-if-empty", action="store_true", help="do nothing if there are goods already")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["only_if_empty"] and not is_empty():
            return
        try:
            load_town(options["town"], now=timezone.now(), say=self._say)
        except LookupError as error:
            raise CommandError(str(error)) from None

    def _say(self, line: str) -> None:
        self.stdout.write(f"  {line}")
        self.stdout.flush()
