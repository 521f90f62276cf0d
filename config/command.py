"""The `regionalmarkt` command: Django's command line with our settings."""

import os
import sys

from django.core.management import execute_from_command_line
from pydantic import ValidationError

from config.celery import app as celery_app

__all__ = ["celery_app", "main"]  # whoever sends a task finds the Celery application set


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    command = [each.replace("-", "_") for each in sys.argv[1:2] if not each.startswith("-")] or sys.argv[1:2]
    try:
        execute_from_command_line([sys.argv[0], *command, *sys.argv[2:]])
    except ValidationError as refusal:
        for problem in refusal.errors():
            name = ".".join(str(part) for part in problem["loc"]).upper() or "ENVIRONMENT"
            sys.stderr.write(f"error: {name}: {problem['msg']}\n")
        sys.exit(1)


if __name__ == "__main__":
    main()
