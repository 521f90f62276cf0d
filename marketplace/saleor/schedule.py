"""When the regular work is due, by the names of the tasks: the clock reads this without loading them."""

SCHEDULE = {
    "saleor: check tokens that were brought": {
        "task": "marketplace.saleor.tasks.verify_installations_task",
        "schedule": 30.0,
    },
    "saleor: do what the inbox still holds": {
        "task": "marketplace.saleor.tasks.sweep_inbox_task",
        "schedule": 15.0,
    },
    "saleor: forget old events": {
        "task": "marketplace.saleor.tasks.purge_inbox_task",
        "schedule": 6 * 3600.0,
    },
}
