"""When the regular work is due, by the names of the tasks: the clock reads this without loading them."""

SCHEDULE = {
    "engine: deliver what the outbox still holds": {
        "task": "marketplace.engine.tasks.sweep_outbox_task",
        "schedule": 15.0,
        "options": {"expires": 15.0},  # a busy worker needs no queue of sweeps
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
