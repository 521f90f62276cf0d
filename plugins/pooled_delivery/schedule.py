"""When the regular work is due, by the names of the tasks: the clock reads this without loading them."""

from celery.schedules import crontab

SCHEDULE = {
    "pooled_delivery: create tours": {"task": "pooled_delivery.create_tours", "schedule": crontab(minute=20)},
    "pooled_delivery: close brought orders": {"task": "pooled_delivery.close_brought_orders", "schedule": 30.0},
    "pooled_delivery: tell missed orders": {"task": "pooled_delivery.tell_missed_orders", "schedule": 30.0},
    "pooled_delivery: clean up": {"task": "pooled_delivery.clean_up", "schedule": crontab(minute=40, hour=3)},
}
