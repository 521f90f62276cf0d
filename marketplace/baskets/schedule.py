"""When the regular work is due, by the names of the tasks: the clock reads this without loading them."""

from celery.schedules import crontab

SCHEDULE = {
    "baskets: delete abandoned plans": {
        "task": "baskets.delete_abandoned_plans",
        "schedule": crontab(minute=10, hour=3),
    }
}
