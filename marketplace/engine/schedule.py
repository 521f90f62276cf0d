"""When the regular work is due, by the names of the tasks: the clock reads this without loading them."""

SCHEDULE = {
    "engine: deliver what the outbox still holds": {
        "task": "marketplace.engine.tasks.sweep_outbox_task",
        "schedule": 15.0,
        "options": {"expires": 15.0},  # a busy worker needs no queue of sweeps
    },
    "engine: send webhooks of Apps that are due again": {
        "task": "marketplace.engine.tasks.sweep_webhooks_task",
        "schedule": 5.0,
        "options": {"expires": 5.0, "priority": 8},
    },
    "engine: forget webhook deliveries that were given up": {
        "task": "marketplace.engine.tasks.forget_webhook_deliveries_task",
        "schedule": 3600.0,
    },
    "engine: change prices where a promotion begins or ends": {
        "task": "marketplace.engine.tasks.apply_promotions_task",
        "schedule": 60.0,
        "options": {"expires": 60.0},
    },
    "engine: forget what checkouts left behind": {
        "task": "marketplace.engine.tasks.clean_checkouts_task",
        "schedule": 600.0,
    },
}
