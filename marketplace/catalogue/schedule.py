"""When the regular work is due, by the names of the tasks: the clock reads this without loading them."""

from marketplace.priorities import CATALOGUE_PRIORITY

SCHEDULE = {
    "catalogue: read again what changed": {
        "task": "marketplace.catalogue.tasks.refresh_stale_products_task",
        "schedule": 20.0,
        "options": {"priority": CATALOGUE_PRIORITY, "expires": 20.0},
    },
}
