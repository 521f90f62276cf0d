"""When the regular work is due, by the names of the tasks: the clock reads this without loading them."""

SCHEDULE = {
    "accounts: delete accounts that Saleor still holds": {
        "task": "marketplace.accounts.tasks.finish_erasures_task",
        "schedule": 600.0,
    },
}
